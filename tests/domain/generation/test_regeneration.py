"""A merge does not stumble over the header, and the header tells that a file was edited."""

from hashlib import sha256

import pytest

from domain.generation.regeneration import Base, Decision, Fate, regenerate
from domain.generation.stamp import is_stamped, is_untouched, stamp
from domain.templates import SweaType, TemplateMetadata

METADATA = {
    version: TemplateMetadata(
        template_id="backend_model_crud",
        template_path="backend/model_crud.py.j2",
        entity_types=("*",),
        swea_type=SweaType.BACKEND,
        version=version,
        description="a model",
    )
    for version in ("1.0.0", "1.1.0")
}
BODY = '"""A model."""\n\na = 1\nb = 2\nc = 3\n'


def stamped(body: str, version: str = "1.0.0") -> str:
    return stamp("x.py", body, METADATA[version])


def again(found: str, text: str, *, was: str = BODY) -> Decision:
    before = stamped(was)
    base = Base(sha256(before.encode()).hexdigest(), before)
    return regenerate("x.py", found=found.encode(), base=base, text=text)


def test_a_merged_file_has_the_new_header_and_tells_that_it_was_edited() -> None:
    new = stamped(BODY.replace("c = 3", "c = 4"), "1.1.0")

    decided = again(stamped(BODY).replace("a = 1", "a = 0"), new)

    assert decided.fate is Fate.MERGED
    merged = decided.texts["x.py"]
    assert merged == new.replace("a = 1", "a = 0")
    assert is_stamped(merged)
    assert not is_untouched(merged)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("above", ["", "\ufeff", "#!/usr/bin/env python\n"])
def test_a_header_with_something_above_it_is_replaced_too(above: str, end: str) -> None:
    new = stamped(BODY.replace("c = 3", "c = 4"))

    decided = again((above + stamped(BODY)).replace("\n", end), new)

    assert decided.fate is (Fate.MERGED if above or end == "\r\n" else None)
    assert decided.texts == {"x.py": (above + new).replace("\n", end)}


def test_a_header_that_was_taken_away_stays_away() -> None:
    decided = again(BODY, stamped(BODY.replace("c = 3", "c = 4")))

    assert decided.texts == {"x.py": BODY.replace("c = 3", "c = 4")}


def test_who_made_the_same_change_has_what_is_generated() -> None:
    new = stamped(BODY.replace("c = 3", "c = 4"))

    assert again(stamped(BODY).replace("c = 3", "c = 4"), new) == Decision({"x.py": new})


def test_a_file_of_settings_must_be_readable_when_merged() -> None:
    before, new = "a = 1\n\nb = 2\n", "a = 1\n\nb = 2\nc = 3\n"
    base = Base(sha256(before.encode()).hexdigest(), before)

    decided = regenerate("x.toml", found=b"c = 0\na = 1\n\nb = 2\n", base=base, text=new)

    assert decided == Decision({"x.toml.new": new}, Fate.BROKEN, 1)
