"""Which words of a command line are known in a repository, and by which command a shell lists them, a line each.

What is listed by git costs it a process; what is listed by gitgov, the start of one. Where nothing is known, or no ledger
is, nothing is listed and nothing said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gitgov.cli.tree import Option, Verb

LISTED: Mapping[str, str] = {
    "motions": r"git motion list --short 2>/dev/null | tr '\t' '\n'",
    "members": "git gov member list 2>/dev/null | cut -d ' ' -f 1",
    "orders": "git gov order list 2>/dev/null | sed '/^the charter has/d; s/ .*//'",
    "teams": r"git sprint teams 2>/dev/null | sed -n 's/^ *\([^ :]*\)$/\1/p'",
    "sprints": r"git sprint status 2>/dev/null | sed -n 's/^[^ ]*  sprint \([^ ]*\) .*/\1/p' | sort -u",
    "items": "git sprint item list 2>/dev/null | sed '/^the backlog/d; s/ .*//'",
    "branches": "git for-each-ref --format='%(refname:lstrip=2)' refs/heads refs/remotes 2>/dev/null",
    "tags": "git for-each-ref --format='%(refname:lstrip=2)' refs/tags 2>/dev/null",
    "refs": "git for-each-ref --format='%(refname)' refs/heads refs/tags 2>/dev/null",
    "remotes": "git remote 2>/dev/null",
}
_CALLED: Mapping[str, tuple[str, ...]] = {
    "MOTION": ("motions",),
    "MEMBER": ("members",),
    "BRANCH": ("branches",),
    "TAG": ("tags",),
    "BRANCH|TAG": ("branches", "tags"),
    "COMMIT": ("branches", "tags"),
    "OLD": ("branches", "tags"),
    "NEW": ("branches", "tags"),
    "REF": ("refs",),
    "REMOTE": ("remotes",),
    "TEAM": ("teams",),
    "SPRINT": ("sprints",),
    "ITEM": ("items",),
    "item ID": ("items",),
    "--item ID": ("items",),
    "--item ID[:POINTS]": ("items",),
    "--needs ID": ("items",),
    "--owner NAME": ("members",),
    "member NAME": ("members",),
    "order NAME": ("orders",),
    "--member NAME": ("members",),
}
"""What is known by how a word is called; by the name alone, where not by the group of its verb or by its option too."""


def after(verb: Verb) -> tuple[str, ...]:
    """Return what is known that may follow a verb as an argument."""
    place = verb.path[0] if verb.path[1:] else ""
    return tuple(dict.fromkeys(kind for each in verb.arguments for kind in _known(place, each.name)))


def valued(verb: Verb) -> Iterator[tuple[Option, tuple[str, ...]]]:
    """Return the options of a verb that take a value, with what is known of it."""
    for option in verb.options:
        if option.value and not option.choices:
            yield option, _known(option.names[-1], option.value)


def _known(place: str, name: str) -> tuple[str, ...]:
    return _CALLED.get(f"{place} {name}", _CALLED.get(name, ()))
