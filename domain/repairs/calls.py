"""Arguments of a call: one more, another value, or one less."""

import ast

import libcst as cst

from domain.errors import CannotRepairError
from domain.repairs.edit import Edit

_EQUAL = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))


def set_keyword(edit: Edit, call: ast.Call, name: str, code: str) -> None:
    """`name=code`: in the place of the one that is there, or as the last argument."""
    edit.change(edit.twin(call, cst.Call), lambda old: with_keyword(old, name, code))


def drop_keyword(edit: Edit, call: ast.Call, name: str) -> None:
    """The call without that argument."""
    edit.change(edit.twin(call, cst.Call), lambda old: without_keyword(old, name))


def with_keyword(call: cst.Call, name: str, code: str) -> cst.Call:
    """The call with `name=code`."""
    value = cst.parse_expression(code)
    if any(argument.star for argument in call.args):
        raise CannotRepairError("some of its arguments are not written out")
    for number, argument in enumerate(call.args):
        if argument.keyword is not None and argument.keyword.value == name:
            args = list(call.args)
            args[number] = argument.with_changes(value=value)
            return call.with_changes(args=args)
    return with_argument(call, cst.Arg(value, keyword=cst.Name(name), equal=_EQUAL))


def with_argument(call: cst.Call, argument: cst.Arg) -> cst.Call:
    """The call with one more argument at the end, laid out as the others are."""
    args = list(call.args)
    if not args:
        return call.with_changes(args=[argument])
    last = args[-1]
    if isinstance(last.comma, cst.Comma):  # a trailing comma: one argument a line, usually
        before = args[-2].comma if len(args) > 1 else None
        space = (
            before.whitespace_after
            if isinstance(before, cst.Comma)
            else call.whitespace_before_args
        )
        end = last.comma.whitespace_after
        if isinstance(space, cst.ParenthesizedWhitespace) and isinstance(
            end, cst.ParenthesizedWhitespace
        ):  # a comment stays beside what it is about
            space = space.with_changes(first_line=end.first_line)
            end = end.with_changes(first_line=cst.TrailingWhitespace())
        args[-1] = last.with_changes(comma=cst.Comma(whitespace_after=space))
        argument = argument.with_changes(comma=cst.Comma(whitespace_after=end))
        return call.with_changes(args=[*args, argument])
    broken = isinstance(last.whitespace_after_arg, cst.ParenthesizedWhitespace)
    if broken:
        argument = argument.with_changes(whitespace_after_arg=last.whitespace_after_arg)
        last = last.with_changes(whitespace_after_arg=cst.SimpleWhitespace(""))
    space = cst.SimpleWhitespace(" ")
    args[-1] = last.with_changes(comma=cst.Comma(whitespace_after=space))
    return call.with_changes(args=[*args, argument])


def without_keyword(call: cst.Call, name: str) -> cst.Call:
    """The call without that keyword; what ended the list of arguments still ends it."""
    args = [a for a in call.args if a.keyword is None or a.keyword.value != name]
    if args and len(args) < len(call.args):
        end = call.args[-1]
        args[-1] = args[-1].with_changes(
            comma=end.comma, whitespace_after_arg=end.whitespace_after_arg
        )
    return call.with_changes(args=args)
