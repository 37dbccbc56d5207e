"""What becomes of an API call's failure on a page: of no connection, and of a refused status.

A failure is shown where it happens, told to the caller by what is returned, raised to him, or
lost. What is told or raised has to be shown by every caller in the module.
"""

import ast
from enum import Enum

from domain.rules.api_answers import Branch, keys_of, looks_of
from domain.rules.flow import End, ends
from domain.rules.python_source import FUNCTIONS, PythonSource
from domain.rules.shown_errors import by_name, guards, is_guarded, shows
from domain.rules.streamlit_pages import call_sites, last_name

MAX_DEPTH = 4  # how many calls within the module are followed
_BOTH = frozenset({"Exception", "BaseException"})
_OF_CONNECTIONS = frozenset(
    [
        "OSError",
        "httpx.HTTPError",
        "httpx.RequestError",
        "httpx.TransportError",
        "httpx.NetworkError",
        "httpx.ConnectError",
        "requests.RequestException",
        "requests.ConnectionError",
        "requests.exceptions.RequestException",
        "requests.exceptions.ConnectionError",
    ]
)
_OF_STATUSES = frozenset(
    [
        "httpx.HTTPError",
        "httpx.HTTPStatusError",
        "requests.RequestException",
        "requests.HTTPError",
        "requests.exceptions.RequestException",
        "requests.exceptions.HTTPError",
    ]
)


class Fate(Enum):
    """What becomes of one kind of failure."""

    SHOWN = "the page shows it"
    TOLD = "the caller can see it in what is returned"
    RAISED = "the caller has to catch it"
    LOST = "nobody hears of it"
    UNKNOWN = "a helper from elsewhere is given the answer"


def is_plain(source: PythonSource, call: ast.Call) -> bool:
    """Whether httpx or requests answers: with a status, refused or not."""
    name = source.name(call.func)
    if name.partition(".")[0] in ("httpx", "requests"):
        return True
    made = source.resolve(call.func.value) if isinstance(call.func, ast.Attribute) else None
    maker = source.name(made.func) if isinstance(made, ast.Call) else ""
    return maker.partition(".")[0] in ("httpx", "requests")


def of_connection(source: PythonSource, call: ast.Call) -> Fate:
    """No connection: what the library raises at the call, or a client of one's own answers."""
    if not is_plain(source, call) and _is_tested(source, call):
        return Fate.SHOWN
    return _of_raised(source, call, _OF_CONNECTIONS)


def of_refusal(source: PythonSource, call: ast.Call) -> Fate:
    """A refused status; a client of one's own raises it as it raises everything else."""
    if not is_plain(source, call):
        tested = _is_tested(source, call)
        return Fate.SHOWN if tested else _of_raised(source, call, _OF_STATUSES)
    raising = _raise_for_status(source, call)
    if raising is not None:
        return _of_raised(source, raising, _OF_STATUSES)
    found = [_of_test(source, test) for test in _status_tests(source, call)]
    if Fate.SHOWN in found:
        return Fate.SHOWN
    handed = _handed_on(source, call)
    if handed is not None:
        return handed
    return found[0] if found else Fate.LOST


def is_shown(
    source: PythonSource, call: ast.Call, fate: Fate, depth: int = MAX_DEPTH
) -> bool | None:
    """Whether a failure of that fate is shown in the end; None where that cannot be told."""
    if fate in (Fate.SHOWN, Fate.LOST):
        return fate is Fate.SHOWN
    function = source.function_of(call)
    if fate is Fate.UNKNOWN or function is None or depth == 0:
        return None if fate is Fate.UNKNOWN else False
    if fate is Fate.RAISED and is_guarded(source, function):
        return True
    answers = [_at(source, site, fate, depth - 1) for site in call_sites(source, function)]
    if not answers or False in answers:
        return False
    return None if None in answers else True


def lost_at(source: PythonSource, call: ast.Call, fate: Fate) -> list[ast.Call]:
    """Where a failure that is not shown should have been: at some callers, or at the call."""
    function = source.function_of(call)
    if function is None or fate not in (Fate.TOLD, Fate.RAISED):
        return [call]
    sites = call_sites(source, function)
    silent = [site for site in sites if _at(source, site, fate, MAX_DEPTH - 1) is False]
    return silent if len(silent) < len(sites) else [call]


def _at(source: PythonSource, site: ast.Call, fate: Fate, depth: int) -> bool | None:
    """Whether a caller shows what he is told, or what is raised to him."""
    if fate is Fate.RAISED:
        return is_shown(source, site, _of_raised(source, site, frozenset()), depth)
    if _is_tested(source, site):
        return True
    handed = _handed_on(source, site)
    return False if handed is None else is_shown(source, site, handed, depth)


def _of_raised(source: PythonSource, node: ast.AST, kinds: frozenset[str]) -> Fate:
    """What the handlers around a node make of an error; without kinds any handler takes it."""
    child = node
    for ancestor in source.ancestors(node):
        if isinstance(ancestor, (*FUNCTIONS, ast.Lambda)):
            break
        if isinstance(ancestor, ast.Try) and child in ancestor.body:
            taking = [h for h in ancestor.handlers if _takes(source, h, kinds)]
            if taking:
                fates = [_of_handler(source, handler) for handler in taking]
                return next((f for f in fates if f is not Fate.SHOWN), Fate.SHOWN)
        if isinstance(ancestor, ast.With) and any(
            guards(source, item.context_expr) for item in ancestor.items
        ):
            return Fate.SHOWN
        child = ancestor
    return Fate.RAISED


def _takes(source: PythonSource, handler: ast.ExceptHandler, kinds: frozenset[str]) -> bool:
    """Handlers of errors of one's own are taken to be for this."""
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    for one in types:
        name = source.name(one)
        of_library = name.partition(".")[0] in ("httpx", "requests")
        if one is None or name in _BOTH | kinds or not kinds:
            return True
        if "." in name and not of_library:
            return True
    return False


def _of_handler(source: PythonSource, handler: ast.ExceptHandler) -> Fate:
    if shows(source, handler):
        return Fate.SHOWN
    ways = ends(handler.body)
    if End.RAISES in ways:  # of the others somebody has decided that they are none
        return Fate.RAISED
    if End.RETURNS in ways:
        return Fate.TOLD
    return Fate.SHOWN if _is_shown_later(source, handler) else Fate.LOST


def _is_shown_later(source: PythonSource, handler: ast.ExceptHandler) -> bool:
    """`answer = None` in the handler, and behind it `if answer is None: st.error(…)`."""
    tests = looks_of(source, handler).at_value
    return any(
        branch.lineno > handler.lineno and shows(source, branch)
        for assign in source.within(handler, ast.Assign)
        for target in assign.targets
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
        for branch in tests.get(name.id, ())
    )


def _raise_for_status(source: PythonSource, call: ast.Call) -> ast.Call | None:
    """`….raise_for_status()` of this answer, at once or by its name."""
    raising = looks_of(source, call).raising
    return next((raising[key] for key in keys_of(source, call) if key in raising), None)


def _status_tests(source: PythonSource, call: ast.Call) -> list[Branch]:
    """Where the status of this answer is looked at."""
    looks = looks_of(source, call).at_status
    return [branch for key in keys_of(source, call) for branch in looks.get(key, ())]


def _of_test(source: PythonSource, branch: Branch) -> Fate:
    """A branch of the test, or what follows it, shows the refusal, returns it or raises it."""
    if shows(source, branch) or _shows_after(source, branch):
        return Fate.SHOWN
    if isinstance(branch, ast.Call):
        return Fate.LOST
    bodies = [branch.body] if isinstance(branch, ast.If) else [c.body for c in branch.cases]
    ways = {end for body in bodies for end in ends(body)}
    if End.RAISES in ways:
        return (
            _of_raised(source, branch.body[0], frozenset())
            if isinstance(branch, ast.If)
            else Fate.RAISED
        )
    return Fate.TOLD if End.RETURNS in ways else Fate.LOST


def _shows_after(source: PythonSource, branch: Branch) -> bool:
    """`if answer.is_success: …; return`, and behind it `st.error(…)`."""
    if not isinstance(branch, ast.If) or End.FALLS in ends(branch.body):
        return False
    return looks_of(source, branch).last_shown > (branch.end_lineno or branch.lineno)


def _is_tested(source: PythonSource, call: ast.Call) -> bool:
    """`if (answer := load()) is None: st.error(…)`, `match save(): case Failed(): …`."""
    tests = looks_of(source, call).at_value
    return any(
        branch.lineno >= call.lineno and (shows(source, branch) or _shows_after(source, branch))
        for key in keys_of(source, call)
        for branch in tests.get(key, ())
    )


def _handed_on(source: PythonSource, call: ast.Call) -> Fate | None:
    """The answer is returned, or given to a helper that looks at it; None where it stays."""
    looks, keys = looks_of(source, call), keys_of(source, call)
    if any(key in looks.returned for key in keys):
        return Fate.TOLD
    for one in (one for key in keys for one in looks.given.get(key, ())):
        helper = source.derive(by_name).get(last_name(one))
        if helper is None:
            return Fate.UNKNOWN
        inside = looks_of(source, helper.body[0])
        if inside.raises:
            return _of_raised(source, one, frozenset())
        if inside.sees_status:
            return Fate.SHOWN if shows(source, helper) else Fate.TOLD
    return None
