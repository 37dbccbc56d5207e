"""Pages of the generated user interface, run without a browser."""

from typing import Any

from streamlit.testing.v1 import AppTest


def part_page() -> AppTest:
    """The page of parts after its first run."""

    def page() -> None:
        from ui.pages.part import render  # type: ignore[import-not-found]  # noqa: PLC0415 - generated

        render()

    return _run(AppTest.from_function(page))


def maker_page() -> AppTest:
    """The page of makers after its first run."""

    def page() -> None:
        from ui.pages.maker import render  # type: ignore[import-not-found]  # noqa: PLC0415 - generated

        render()

    return _run(AppTest.from_function(page))


def delete_dialog() -> AppTest:
    """The dialog that asks before the first maker is deleted.

    AppTest runs the whole script after a click where a browser runs the dialog alone.
    """

    def page() -> None:
        from ui import api  # type: ignore[import-not-found]  # noqa: PLC0415 - generated
        from ui.components.maker_table import (  # type: ignore[import-not-found]  # noqa: PLC0415
            _confirm_delete,
        )

        for record in api.list_records("makers", limit=1).items:
            _confirm_delete(record)

    return _run(AppTest.from_function(page))


def _run(app: AppTest) -> AppTest:
    app.run(timeout=30)
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> None:
    """Press the button of that label and let the page run."""
    button = next(button for button in app.button if button.label == label)
    button.click().run(timeout=30)
    assert not app.exception


def select_row(app: AppTest, entity: str, row: int) -> None:
    """Select a row of the table, as a click on its box does."""
    number = app.session_state.get(f"{entity}.table.round", 0)
    chosen: dict[str, Any] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    app.session_state[f"{entity}.table.{number}"] = chosen
    app.run(timeout=30)
    assert not app.exception


def field(app: AppTest, label: str) -> Any:
    """The input of the form of that label, with or without the star of a required one."""
    return _widget(app, label, part=".form.")


def linked(app: AppTest, label: str) -> Any:
    """The choice of links of that label."""
    (found,) = [widget for widget in app.multiselect if widget.label == label]
    return found


def control(app: AppTest, label: str) -> Any:
    """The control of that label above or below the table."""
    return _widget(app, label, part="")


def _widget(app: AppTest, label: str, part: str) -> Any:
    kinds = (
        app.text_input,
        app.text_area,
        app.number_input,
        app.selectbox,
        app.checkbox,
        app.date_input,
        app.time_input,
        app.datetime_input,
        app.file_uploader,
    )
    widgets = [widget for kind in kinds for widget in kind if part in (widget.key or "")]
    found = [w for w in widgets if w.label.removesuffix(" *") == label]
    if part == "":
        found = [w for w in found if ".form." not in (w.key or "")]
    assert len(found) == 1, f"{len(found)} inputs are labelled {label}"
    return found[0]


def errors(app: AppTest) -> list[str]:
    """What is shown as an error."""
    return [error.value for error in app.error]
