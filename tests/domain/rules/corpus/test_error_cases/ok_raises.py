import pytest


# ok: test_error_cases
def test_the_code_is_taken(client, repository):
    client.post("/a", json={"code": "MAY"})
    with pytest.raises(LookupError):
        repository.get("JUNE")
