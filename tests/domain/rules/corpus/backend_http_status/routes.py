"""One right route beside wrong ones: each is judged by itself.

@router.post("/in_a_docstring", status_code=201)
"""
from http import HTTPStatus
from unittest import mock

from fastapi import APIRouter, Response, status
from fastapi.responses import JSONResponse

router = APIRouter()
CREATED = 201


# ok: backend_http_status
@router.post("/students", status_code=status.HTTP_201_CREATED)
def create_student(): ...


# ok: backend_http_status
@router.post(
    "/courses",
    response_model=None,
    status_code=CREATED,
)
def create_course(): ...


# ok: backend_http_status
@router.post("/teachers", status_code=HTTPStatus.CREATED)
def create_teacher(): ...


# ok: backend_http_status
@router.post("/rooms")
def create_room():
    return JSONResponse({}, status_code=201)


# ok: backend_http_status
@router.post("/login")
def login(): ...


# ok: backend_http_status
@router.delete("/students/{id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_student(id: int): ...


# ok: backend_http_status
@mock.patch("/students")
def not_a_route(): ...


# ruleid: backend_http_status
@router.post("/books")
def create_book(): ...


# ruleid: backend_http_status
@router.post("/loans", status_code=200)
def create_loan(): ...


# ruleid: backend_http_status
@router.delete("/books/{id}")
def delete_book(id: int): ...


# ruleid: backend_http_status
@router.delete("/loans/{id}", status_code=status.HTTP_200_OK)
def delete_loan(id: int): ...


# ruleid: backend_http_status
@router.post("/shelves", status_code=status.HTTP_404_NOT_FOUND)
def create_shelf(): ...


# ruleid: backend_http_status
@router.delete("/shelves/{id}", status_code=204, response_model=dict)
def delete_shelf(id: int): ...


# ruleid: backend_http_status
@router.api_route("/papers", methods=["POST"])
def create_paper(): ...


# ruleid: backend_http_status
@router.post("/sometimes")
def sometimes(response: Response, fresh: bool):
    if fresh:
        response.status_code = 201


@router.post("/queries")
def queries(keys: list[int]) -> list[Item]: ...
