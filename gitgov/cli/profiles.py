"""`git gov advise profile`: which models may be asked, by whom this machine's user says."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.cli.options import Json
from gitgov.cli.text import columns, flat, give, on_terminal, paint, read_stdin, say
from gitgov.core.errors import BadInput

Name = Annotated[str, typer.Argument(metavar="NAME", help="The profile's name.")]
_SETTINGS = ("deadline", "max_output", "limit", "seed", "temperature", "structured", "prices", "state", "ca")
Names = Annotated[list[str], typer.Argument(metavar="NAME", help="Only these profiles; all of them unless given.")]


def add_profile(
    name: Name,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The profile, as TOML; - for standard input.")],
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of the one that is there.")] = False,
    as_json: Json = False,
) -> None:
    """Keep a profile of a model: its wire format, place, name, where its key lies, its prices and budgets."""
    from gitgov.chamber.profiles import add_profile as add

    data = read_stdin().encode() if file == "-" else _read(Path(file))
    profile = add(name, data, "standard input" if file == "-" else file, replace=replace)
    if as_json:
        give(_row(profile))
        return
    say(
        f"profile {profile.name}: {profile.format}, {flat(profile.model)} at {flat(profile.url)}; key: {flat(profile.credential.where())}"
    )
    say(f"  next: git gov advise profile check {profile.name}")


def list_profiles(as_json: Json = False) -> None:
    """Show the profiles, where their keys lie, and what they have spent this month; no key is read."""
    from gitgov.chamber.profiles import open_profile, profile_names

    rows, wrong = [], []
    for name in profile_names():
        try:
            rows.append(_row(open_profile(name)))
        except BadInput as error:
            wrong.append({"profile": name, "error": error.what, "remedy": error.remedy})
    if as_json:
        give([*rows, *wrong])
        return
    if not rows and not wrong:
        say(
            "no profile: the facts alone answer. git gov advise profile add NAME FILE adds one; docs/advice.md shows some"
        )
    if rows:
        say(columns([_shown(row) for row in rows]))
    for each in wrong:
        say(paint(f"{each['profile']}: {flat(each['error'])}", "red"))
        say(f"  next: {flat(each['remedy'])}")
    if wrong:
        raise typer.Exit(2)


def show_profile(name: Name, as_json: Json = False) -> None:
    """Show all that a profile says, also what it leaves unsaid, and the digest of what decides an answer; no key is read."""
    from gitgov.chamber.profiles import open_profile

    profile = open_profile(name)
    row = {**_row(profile), **profile.model_dump(mode="json", include=set(_SETTINGS)), "digest": profile.digest()}
    if as_json:
        give(row)
        return
    say(columns([_shown(row)]))
    for key in (*_SETTINGS, "budget", "digest"):
        say(f"  {key}: {flat(_worded(row[key]))}")


def _worded(value: Any, by: str = "; ") -> str:
    if isinstance(value, dict):
        return by.join(f"{key} {_worded(each, ', ')}" for key, each in value.items())
    return "none" if value is None else str(value)


def check_profiles(names: Names = [], as_json: Json = False) -> None:  # noqa: B006 - typer reads it, nobody changes it
    """Try whether profiles keep to themselves: every variable of every vendor, proxies, .env, redirects, answers kept, programs.

    Stubs on this machine stand for the provider and for everybody else. Nothing leaves it, and no key is read. Exits 1 if anything
    crosses.
    """
    from gitgov.chamber.profiles import open_profile, profile_names
    from gitgov.chamber.trials import tried

    profiles = [open_profile(name) for name in names or profile_names()]
    if not profiles:
        raise BadInput("there is no profile to check", "git gov advise profile add NAME FILE")
    found = []
    for profile in profiles:
        for trial in tried(profile):
            found.append(trial)
            _progress(profile.name, trial.tried)
    _progress("", "")
    leaks = [each for each in found if each.leak not in ("", "-")]
    if as_json:
        give([{"profile": each.profile, "tried": each.tried, "leak": each.leak or None} for each in found])
    else:
        _table([each.name for each in profiles], found)
        for each in leaks:
            say(paint(f"{each.profile}: {each.tried}: {each.leak}", "red"))
        say(
            f"{len(found)} trials of {len(profiles)} {'profile' if len(profiles) == 1 else 'profiles'}: {len(leaks)} leaks"
        )
    if leaks:
        raise typer.Exit(1)


def remove_profile(name: Name, as_json: Json = False) -> None:
    """Remove a profile; what it has spent is kept, so that adding it again begins at no zero."""
    from gitgov.chamber.profiles import remove_profile as remove

    path = remove(name)
    if as_json:
        give({"profile": name, "removed": True})
        return
    say(f"profile {name} is removed: {path}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}", "git gov advise profile add NAME FILE") from error


def _row(profile: Any) -> dict[str, Any]:
    from gitgov.chamber.spending import spent_now
    from gitgov.core.amounts import show_amount

    spent = spent_now(profile)
    return {
        "profile": profile.name, "format": profile.format, "model": profile.model, "url": profile.url,
        "key": profile.credential.where(), "tokens": spent.tokens, "requests": spent.requests,
        "money": show_amount(spent.money) if profile.prices else None, "budget": profile.budget.model_dump(mode="json"),
    }  # fmt: skip


def _shown(row: dict[str, Any]) -> list[str]:
    money = f", {row['money']}" if row["money"] is not None else ""
    month = f"this month {row['requests']} requests, {row['tokens']} tokens{money}"
    return [row["profile"], row["format"], flat(row["model"]), flat(row["url"]), f"key: {flat(row['key'])}; {month}"]


def _table(names: list[str], found: list[Any]) -> None:
    marks = {"": "kept", "-": "-"}
    cells = {(each.profile, each.tried): marks.get(each.leak, "LEAK") for each in found}
    ways = list(dict.fromkeys(each.tried for each in found))
    say(columns([["", *names], *([way, *(cells[name, way] for name in names)] for way in ways)]))


def _progress(name: str, what: str) -> None:
    if on_terminal() and sys.stderr.isatty():
        print(f"\r\x1b[K{name} {what}" if name else "\r\x1b[K", end="", file=sys.stderr, flush=True)
