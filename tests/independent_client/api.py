"""HTTP alone: a client that keeps every status, and reads problem details."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import httpx

PROBLEM = "application/problem+json"
FAILED = 500


class Api:
    """Requests to a running API; no answer is ever an exception."""

    def __init__(self, address: str) -> None:
        self._http = httpx.Client(base_url=address, trust_env=False, timeout=60)
        self.statuses: Counter[int] = Counter()
        self.broken: list[str] = []  # requests that the server failed to answer

    def send(
        self,
        method: str,
        path: str,
        body: Any = ...,
        *,
        headers: dict[str, str] | None = None,
        content: bytes | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> httpx.Response:
        """The answer; `body` is written as JSON, a broken connection counts as 599."""
        sent = dict(headers or {})
        if body is not ...:
            content = json.dumps(body).encode()
            sent.setdefault("content-type", "application/json")
        try:
            answer = self._http.request(
                method, path, headers=sent, content=content, params=query or None
            )
        except httpx.HTTPError as error:
            answer = httpx.Response(599, text=repr(error))
        self.statuses[answer.status_code] += 1
        if answer.status_code >= FAILED:
            shown = (content or b"")[:200].decode(errors="replace")
            self.broken.append(f"{answer.status_code} {method} {path} {query or ''} {shown}")
        return answer

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()


def fields_of(answer: httpx.Response) -> set[str]:
    """The fields that problem details name, without the places inside them."""
    errors = answer.json().get("errors", [])
    return {str(error["field"]).split(".")[0] for error in errors}


def refused(answer: httpx.Response, status: int, *, naming: str | None = None) -> str:
    """Why the answer is not that refusal; empty when it is."""
    if answer.status_code != status:
        return f"answered {answer.status_code}, not {status}: {answer.text[:200]}"
    if answer.headers.get("content-type") != PROBLEM:
        return f"the content type is {answer.headers.get('content-type')}"
    problem = answer.json()
    missing = {"type", "title", "status", "detail"} - problem.keys()
    if missing or problem["status"] != status or not problem["title"] or not problem["detail"]:
        return f"no problem details: {answer.text[:200]}"
    if naming is not None and naming not in fields_of(answer):
        return f"{naming} is not named: {answer.text[:200]}"
    return ""


def answered(answer: httpx.Response, status: int, body: dict[str, Any] | None = None) -> str:
    """Why the answer is not that success, holding that much of a body; empty when it is."""
    if answer.status_code != status:
        return f"answered {answer.status_code}, not {status}: {answer.text[:200]}"
    found = answer.json() if body is not None else {}
    return differences(found, body or {})


def differences(found: dict[str, Any], expected: dict[str, Any]) -> str:
    """Where a row differs from what was expected of it; empty when nowhere."""
    return "; ".join(
        f"{name}: {_short(found.get(name))} instead of {_short(value)}"
        for name, value in expected.items()
        if not _same(found.get(name, ...), value)
    )


def _same(found: Any, expected: Any) -> bool:
    return json.dumps(found, sort_keys=True, default=str) == json.dumps(
        expected, sort_keys=True, default=str
    )


def _short(value: Any) -> str:
    text = ascii(value)
    return text if len(text) <= 80 else f"{text[:60]}... ({len(text)})"
