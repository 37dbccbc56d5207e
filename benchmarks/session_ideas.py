"""Requests in no closed form: custom logic, several entities, technology.

An idea is what is wanted and where; either half is worded in several ways and may come first, after
one of several openings, so that one idea is hardly ever said twice in the same words.
"""

import random

OPENINGS = ("", "", "", "we need to ", "I want to ", "it should ", "now ", "also ")
# name of the idea: (ways to say what, ways to say where or when)
IDEAS = {
    "notify": (
        (
            "notify the {other}",
            "send the {other} an e-mail",
            "let the {other} know",
            "alert {other}",
        ),
        ("when a {one} changes", "as soon as the {one} is saved", "on every edit of the {one}"),
    ),
    "total": (
        ("compute the total per {other}", "sum everything up for each {other}"),
        ("over all {many}", "from the {many} of this month", "with what the {many} hold"),
    ),
    "both": (
        ("create {one} and {other} tables", "build {many} as well as the {other} part"),
        ("and connect them", "with the usual fields", "so that each knows the other"),
    ),
    "technology": (
        ("use React", "build it with React", "do the front end in React", "render with React"),
        ("for the {one} screens", "wherever {many} are shown", "on the {one} page"),
    ),
    "rights": (
        ("let only admins delete", "allow deletion by admins only", "keep users from deleting"),
        ("a {one}", "{many} that have a {other}", "the {many} of others"),
    ),
    "import": (
        ("read {many} from a spreadsheet", "import {many} from CSV", "load our old {many}"),
        ("every night", "once a day", "in a nightly job"),
    ),
    "overlap": (
        ("reject a {one}", "refuse the {one}", "do not accept a {one}"),
        ("whose dates overlap", "if its dates collide with another", "booked twice"),
    ),
    "nicer": (
        ("make the {one} page nicer", "tidy up how {many} look", "polish the {one} view"),
        ("for phones", "on small screens", "on mobile"),
    ),
    "report": (
        ("draw a chart of {many} by {other}", "plot the {many} of each {other}"),
        ("on the dashboard", "for the monthly report", "in the overview"),
    ),
    "login": (
        ("add login", "ask for a password", "put authentication in front"),
        ("before anyone sees the {many}", "for the {one} part", "to the {one} app"),
    ),
    "archive": (
        ("move a {one} to the archive", "archive each {one}", "put {many} away"),
        ("after a year", "when it is older than 12 months", "once nobody used it for a year"),
    ),
    "merge": (
        ("merge double {many}", "find {many} that were entered twice", "join duplicate {many}"),
        ("by their {other}", "with the same {other}", "that share a {other}"),
    ),
}


def say_idea(idea: str, *, one: str, many: str, other: str, chance: random.Random) -> str:
    """The idea about these entities, in new words."""
    what, where = (chance.choice(ways) for ways in IDEAS[idea])
    opening = chance.choice(OPENINGS)
    said = f"{where}, {opening}{what}" if chance.random() < 0.3 else f"{opening}{what} {where}"
    return said.format(one=one, many=many, other=other)
