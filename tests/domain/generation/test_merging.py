"""A merge takes what each side changed, and marks where both changed the same."""

from hypothesis import given
from hypothesis import strategies as st

from domain.generation.merging import END, MIDDLE, START, Merged, first_mark, merge

LINES = st.lists(st.sampled_from(["a", "b", "c", "", "    )"]), max_size=12)
TEXTS = st.builds(lambda lines, end: "\n".join(lines) + end, LINES, st.sampled_from(["", "\n"]))


def text(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


@given(TEXTS, TEXTS)
def test_where_one_side_changed_nothing_the_other_is_the_result(base: str, changed: str) -> None:
    assert merge(base, base, changed) == Merged(changed, ())
    assert merge(base, changed, base) == Merged(changed, ())


@given(TEXTS, TEXTS)
def test_what_both_sides_did_is_done_once(base: str, changed: str) -> None:
    assert merge(base, changed, changed) == Merged(changed, ())


@given(st.data())
def test_edits_of_different_places_are_all_there(data: st.DataObject) -> None:
    base = [f"line {number}" for number in range(data.draw(st.integers(1, 20)))]
    edits = st.sampled_from([(), ("new",), ("new", "newer")])
    yours, generated, both = list(base), list(base), list(base)
    for number in range(len(base) - 1, -1, -2):  # at least one line between two edits
        side = data.draw(st.sampled_from([yours, generated, None]))
        if side is not None:
            put = [f"{one} {number}" for one in data.draw(edits)]
            side[number : number + 1] = put
            both[number : number + 1] = put

    assert merge(text(*base), text(*yours), text(*generated)) == Merged(text(*both), ())


@given(TEXTS, TEXTS, TEXTS)
def test_no_line_that_a_side_put_in_is_lost(base: str, yours: str, generated: str) -> None:
    merged = set(merge(base, yours, generated).text.split("\n"))

    for side in (yours, generated):
        assert set(side.split("\n")) - set(base.split("\n")) <= merged | {""}


@given(TEXTS, TEXTS, TEXTS)
def test_a_merge_has_marks_exactly_where_it_says(base: str, yours: str, generated: str) -> None:
    merged = merge(base, yours, generated)

    lines = merged.text.split("\n")
    starts = [number for number, line in enumerate(lines, 1) if line == START]
    assert tuple(starts) == merged.conflicts
    assert first_mark(merged.text) == (merged.conflicts[0] if merged.conflicts else None)
    assert lines.count(MIDDLE) == lines.count(END) == len(starts)


def test_one_line_changed_in_two_ways_is_a_conflict() -> None:
    merged = merge(text("a", "b", "c"), text("a", "mine", "c"), text("a", "new", "c"))

    assert merged == Merged(text("a", START, "mine", MIDDLE, "new", END, "c"), (2,))


def test_neighbouring_lines_changed_by_two_sides_are_a_conflict() -> None:
    assert merge(text("a", "b"), text("mine", "b"), text("a", "new")).conflicts == (1,)


def test_a_line_deleted_by_one_side_and_changed_by_the_other_is_a_conflict() -> None:
    merged = merge(text("a", "b", "c"), text("a", "c"), text("a", "new", "c"))

    assert merged.text == text("a", START, MIDDLE, "new", END, "c")


def test_what_two_sides_put_in_after_the_same_block_is_kept_apart_by_the_blank_line_below() -> None:
    base = text("class A:", "    x = 1", "", "", "class B:", "    y = 1", "    z = 1")
    yours = base.replace("    x = 1\n", "    x = 1\n\n    def twice(self): ...\n")
    generated = base.replace("    x = 1\n", "    x = 1\n    pages = 2\n")

    merged = merge(base, yours, generated)

    assert merged.conflicts == ()
    assert merged.text.startswith(
        text("class A:", "    x = 1", "    pages = 2", "", "    def twice(self): ...", "", "")
    )


def test_lines_end_as_a_person_has_them() -> None:
    base = text("a", "b", "c")
    yours = "a\r\nb\r\nmine\r\n"

    assert merge(base, yours, text("new", "b", "c")).text == "new\r\nb\r\nmine\r\n"
    assert merge(base, base.replace("\n", "\r\n"), base).text == "a\r\nb\r\nc\r\n"
    assert merge(base, "a\r\nb\nc\n", text("a", "b", "new")).text == "a\r\nb\nnew\n"


def test_a_missing_newline_at_the_end_changes_no_line() -> None:
    assert merge(text("a", "b"), "a\nb", text("new", "b")) == Merged("new\nb", ())
    assert merge("a\nb", "mine\nb", text("a", "b")) == Merged(text("mine", "b"), ())


def test_marks_of_any_tool_are_seen_and_underlined_headings_are_not() -> None:
    assert first_mark("a\n<<<<<<< HEAD\n") == 2
    assert first_mark("a\n>>>>>>> branch\n") == 2
    assert first_mark("Title\n=======\n") is None
    assert first_mark(">>> 1 + 1\n    <<<<<<< yours\n") is None
