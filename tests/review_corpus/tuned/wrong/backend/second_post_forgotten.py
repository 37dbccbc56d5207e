import fastapi

from app import deps, schemas

api = fastapi.APIRouter()


@api.post("/a", response_model=schemas.A, status_code=fastapi.status.HTTP_201_CREATED)
def add_a(a: schemas.AIn, store: deps.Store = fastapi.Depends(deps.store)):
    return store.add(a)


@api.post(  # fault: backend_http_status
    "/b",
    response_model=schemas.B,
    summary="status_code=201 is not said here",
)
def add_b(b: schemas.BIn, store: deps.Store = fastapi.Depends(deps.store)):  # fault
    return store.add(b)
