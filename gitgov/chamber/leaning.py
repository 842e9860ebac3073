"""Where teams lean on each other by what the target holds: imports of source, read as text, and submodules."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from gitgov.chamber.federation import team_remotes
from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import target_tip
from gitgov.core.errors import BadInput
from gitgov.core.ids import Oid
from gitgov.git.paircache import PairCache
from gitgov.git.repository import Repository
from gitgov.git.sources import MOST_BYTES, Held, addresses, layout, texts
from gitgov.sprints.leaning import Leaning, Pin, leanings
from gitgov.sprints.sources import language_of
from gitgov.sprints.sources.tree import Reference

MOST_FILES = 20_000
"""Sources that are read anew in one go; those that were read before are known by their blobs."""
_WHAT = "imports 1 "
_MODULES = ".gitmodules"


class Derived(NamedTuple):
    """What the target says at a commit (nothing: it is not here); `unread` sources were too large, not here, or too many."""

    target: str
    commit: Oid
    leanings: tuple[Leaning, ...]
    unread: int


def derived(chamber: Chamber) -> Derived:
    """Read where teams lean on each other; only files that a team owns are read, and nothing where the target is not here."""
    try:
        ref, tip = target_tip(chamber)
    except BadInput:
        return Derived(chamber.chain.charter.sprints.into, Oid(""), (), 0)
    return Derived(ref, tip, *_at(chamber, tip))


def added(chamber: Chamber, team: str, tip: str, files: Collection[str]) -> list[Leaning]:
    """Return where a team comes to lean on others by what its branch has changed, some files, and the target has not."""
    if not any(language_of(each) or each == _MODULES for each in files):
        return []
    before = {_what(each) for each in _at(chamber, target_tip(chamber)[1], files)[0]}
    return [each for each in _at(chamber, tip, files)[0] if each.team == team and _what(each) not in before]


def _what(each: Leaning) -> tuple[str, ...]:
    """Return of what a leaning is, wherever in its file that stands, and to whatever commit it is pinned."""
    return each.team, each.needs, each.how, each.what, each.file


def _at(chamber: Chamber, tip: str, only: Collection[str] | None = None) -> tuple[tuple[Leaning, ...], int]:
    """Return where teams lean on each other at a commit, by some of its files or by all, and how many were not read."""
    repo, teams = chamber.repo, chamber.chain.charter.teams
    held = layout(repo, tip)
    sources = [
        each
        for each in held.files
        if (only is None or each.path in only)
        and language_of(each.path)
        and any(team.owns(each.path) for team in teams.values())
    ]
    known = _references(repo, sources)
    at = addresses(repo, tip)
    pins = [Pin(path, commit, at(path)) for path, commit in held.links if only is None or path in only]
    places = {name: each.url for each in team_remotes(chamber) for name in each.teams if each.url}
    return leanings(teams, (each.path for each in held.files), known, pins, places), len(sources) - len(known)


def _references(repo: Repository, sources: list[Held]) -> dict[str, tuple[Reference, ...]]:
    """Return what each source imports, by path; what cannot be read is left out."""
    cache = PairCache(repo)
    names = {each: _WHAT + each.path.rpartition(".")[2] for each in sources}
    blobs = {each.blob for each in sources}
    known = {name: _kept(cache.facts(name), blobs) for name in {*names.values()}}
    unknown = {(names[each], each.blob): each for each in sources if each.blob not in known[names[each]]}
    for name, found in _by_name(names, _read(repo, islice(unknown.values(), MOST_FILES))).items():
        cache.note(name, {blob: json.dumps(each) for blob, each in found.items()})
        known[name] |= found
    return {each.path: known[names[each]][each.blob] for each in sources if each.blob in known[names[each]]}


def _read(repo: Repository, files: Iterable[Held]) -> Iterator[tuple[Held, tuple[Reference, ...]]]:
    for each, text in texts(repo, files):
        if language := language_of(each.path):
            yield each, tuple(dict.fromkeys(language.found(text)))


def _by_name(
    names: Mapping[Held, str], read: Iterable[tuple[Held, tuple[Reference, ...]]]
) -> dict[str, dict[str, tuple[Reference, ...]]]:
    found: dict[str, dict[str, tuple[Reference, ...]]] = {}
    for each, references in read:
        found.setdefault(names[each], {})[each.blob] = references
    return found


def _kept(rows: Mapping[str, str], blobs: Iterable[str]) -> dict[str, tuple[Reference, ...]]:
    """Read what is remembered of some blobs; what makes no sense is read anew."""
    found = {}
    for blob in rows.keys() & blobs:
        try:
            found[blob] = tuple(Reference(int(line), str(name)) for line, name in json.loads(rows[blob]))
        except (ValueError, TypeError):
            continue
    return found


def why_unread(found: Derived) -> str:
    """Say which sources were not read, or nothing."""
    if not found.unread:
        return ""
    return f"{found.unread} sources were not read: over {MOST_BYTES // 1024} KiB, not here, or more than {MOST_FILES} new ones"
