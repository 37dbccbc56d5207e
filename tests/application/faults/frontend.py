"""Faults of generated forms and tables."""

import re
import textwrap

from tests.application.faults.marked import (
    Change,
    after,
    at_end,
    marked,
    steps,
    swapped,
    within,
)

_SENDS = r"api\.(?:create|update)_record\("
_SAVES = r"_save\(form, editing, answers\)"  # where the form leads to that
_NOTICE = r"state\.leave_notice\("
_ATTEMPT = re.compile(
    r"^(?P<indent> +)try:\n(?P<body>(?:(?P=indent)    .*\n)+)"
    r"(?P=indent)except api\.ApiError as error:\n(?:(?P=indent)    .*\n)+?(?P=indent)    return\n",
    re.MULTILINE,
)


def handling(handler: str) -> Change:
    """Every error of the API is handled so; "" lets it pass to nobody."""

    def change(text: str) -> str:
        def other(match: re.Match[str]) -> str:
            body, indent = match["body"], match["indent"]
            if not handler:
                return textwrap.indent(textwrap.dedent(body), indent)
            return f"{indent}try:\n{body}{textwrap.indent(handler, indent)}"

        found, times = _ATTEMPT.subn(other, text)
        assert times, "the fault does not fit the template any more: nothing is handled"
        return found

    return change


_SILENT = handling("except api.ApiError:\n    return\n")
_SWALLOWED = handling("except Exception:\n    pass\n")
_PRINTED = handling("except api.ApiError as error:\n    print(error)\n    return\n")

# forms
unchecked = steps(swapped(r"if answers\.errors:", "if False:"), marked(_SAVES))
checked_after_sending = steps(
    swapped(
        r"^( +)answers = form\.validate\(\)\n",
        r"\g<0>\1_save(form, editing, answers)\n",
    ),
    swapped(r"^( +)else:\n +_save\(form, editing, answers\)\n", ""),
    marked(_SAVES),
)
checks_nothing_typed = steps(swapped(r"if answers\.errors:", "if cancelled:"), marked(_SAVES))
error_not_shown = steps(_SILENT, marked(_SENDS))
error_swallowed = steps(_SWALLOWED, marked(_SENDS))
error_printed = steps(_PRINTED, marked(_SENDS))
error_not_caught = steps(handling(""), marked(_SENDS))
success_not_said = steps(swapped(_NOTICE, "str("), marked(_SENDS))
success_said_before = steps(
    swapped(_NOTICE, "str("),
    within(r"def _save\(", swapped(r"^    try:\n", '    st.success("Saved")\n    try:\n')),
    marked(_SENDS),
)
_BY_HAND = swapped(
    r"api\.create_record\(PATH, answers\.payload\)",
    '◆httpx.post(f"{api.api_url()}/api/{PATH}", json=answers.payload, timeout=9).json()',
)
status_not_looked_at = steps(handling(""), _BY_HAND, marked(r"api\.update_record\("))
only_the_network_is_looked_at = steps(
    _BY_HAND,
    swapped(r"except api\.ApiError as error:", "except (httpx.HTTPError, api.ApiError) as error:"),
)
no_submit_button = steps(
    swapped(r"st\.form_submit_button\(", "st.button(", count=0), marked(r"with st\.form\(")
)
_IN_FORM = r"        st\.subheader\("
widget_in_a_loop = after(
    _IN_FORM, '        for _ in LABEL_FIELDS:\n            ◆st.text_input("Label")\n'
)
widget_with_one_key = after(
    _IN_FORM, '        for name in LABEL_FIELDS:\n            ◆st.checkbox(name, key="label")\n'
)

# tables
_ROWS = r"    rows = \[row for row in chosen"
button_in_a_loop = after(_ROWS, '    for _ in rows:\n        ◆st.button("Open")\n')
button_with_one_key = after(
    _ROWS, '    for row in rows:\n        ◆st.button(f"Open {row}", key=f"{ENTITY}.open")\n'
)
_CALLS = r"api\.(?:list_records|read_record|delete_record)\("
errors_of_the_table_not_shown = steps(_SILENT, marked(_CALLS))
errors_of_the_table_swallowed = steps(_SWALLOWED, marked(_CALLS))
errors_of_the_table_not_caught = steps(handling(""), marked(_CALLS))
error_of_the_list_not_shown = steps(
    within(r"def render_table\(", _SILENT), marked(r"api\.list_records\(")
)
error_of_the_delete_not_caught = steps(
    within(r"def _confirm_delete\(", handling("")), marked(r"api\.delete_record\(")
)
deleted_silently = steps(swapped(_NOTICE, "str("), marked(r"api\.delete_record\("))
deleted_by_hand = steps(
    within(r"def _confirm_delete\(", handling("")),
    swapped(
        r"api\.delete_record\(PATH, record\[ID_FIELD\]\)",
        '◆httpx.delete(f"{api.api_url()}/api/{PATH}/{record[ID_FIELD]}", timeout=9)',
    ),
)

# both
drawn_at_import = after(r"ID_FIELD = ", '◆st.title("Records")\n')
called_at_import = at_end('\n\n◆st.caption(f"{PATH}")\n')
