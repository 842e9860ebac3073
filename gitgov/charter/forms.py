"""How the texts of a charter are written: each checked by itself, with what belongs there."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, Field

from gitgov.charter.across import KINDS
from gitgov.charter.teams import is_address
from gitgov.core.errors import BadInput
from gitgov.core.ids import MEMBER
from gitgov.core.instants import parse_duration
from gitgov.core.openpgp import parse_pgp_key
from gitgov.core.ratio import parse_threshold
from gitgov.core.sshkeys import parse_public_key

_PATTERN = re.compile(r"[A-Za-z0-9*][A-Za-z0-9._*/+-]{0,199}", re.ASCII)
_ROLE = re.compile(r"[a-z][a-z0-9-]{0,39}", re.ASCII)
_QUORUM = re.compile(r"\d{1,6}", re.ASCII)
_EMAIL = re.compile(r"[^\s<>@]{1,64}@[^\s<>@]{1,190}")
_CTQ = re.compile(r"[a-z][a-z0-9_-]{0,59}(?:/[a-z0-9][a-z0-9-]{0,39})?", re.ASCII)
_TEAM = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", re.ASCII)
_PACK = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?", re.ASCII)
_HELPER = re.compile(r"[A-Za-z0-9.+-]*::")
_OPTION = re.compile(r"(?:^|://|@)-")
_SLOTS = re.compile(r"\{(?:sprint|team)\}")
_PART = re.compile(r"(\d{1,4})/(\d{1,4})", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_VOTE = re.compile(r"(.{1,20}) of (cast|present|membership)")
_GENESIS = re.compile(r"[0-9a-f]{64}", re.ASCII)
MOST_AYES = 100_000


def _reason(error: BadInput) -> ValueError:
    """Carry what is wrong and what to do in two arguments, which `charter.mistakes` takes apart."""
    return ValueError(error.what, error.remedy)


def _threshold(text: str) -> str:
    try:
        parse_threshold(text)
    except BadInput as error:
        raise _reason(error) from error
    return text


def _quorum(text: str) -> str:
    return text if _QUORUM.fullmatch(text) else _threshold(text)


def _vote(text: str) -> str:
    match = _VOTE.fullmatch(text)
    if match is None:
        raise ValueError(
            f"not a threshold of something: {text!r}",
            'write "majority of membership", "two-thirds of cast", ">= 3/4 of present"',
        )
    _threshold(match[1])
    return text


def _share(value: object) -> object:
    if isinstance(value, str):
        return _threshold(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_AYES:
        raise ValueError(f"neither a number of ayes nor a share: {value!r}", 'write 2, or "majority"')
    return value


def _email(text: str) -> str:
    if not _EMAIL.fullmatch(text) or not text.isprintable():
        raise ValueError(f"not an email address: {text!r}", "write it as git config user.email has it")
    return text


def _duration(text: str) -> str:
    try:
        parse_duration(text)
    except BadInput as error:
        raise _reason(error) from error
    return text


def _span(text: str) -> str:
    if not parse_duration(_duration(text)):
        raise ValueError("lasts no time at all", 'write a number above 0 and a unit: "3d"')
    return text


def _key(text: str) -> str:
    try:
        parse_public_key(text)
    except BadInput as error:
        raise _reason(error) from error
    return text


def _pgp(text: str) -> str:
    try:
        parse_pgp_key(text)
    except BadInput as error:
        raise _reason(error) from error
    return text


def _genesis(text: str) -> str:
    if not _GENESIS.fullmatch(text):
        raise ValueError(
            f"not the id of a genesis: {text!r}", "a member of that body reads it from git gov charter show"
        )
    return text


def _member(text: str) -> str:
    if not MEMBER.fullmatch(text):
        raise ValueError(f"not a member's name: {text!r}", "use a-z, 0-9, '.', '_' and '-', at most 64")
    return text


def _role(text: str) -> str:
    if not _ROLE.fullmatch(text):
        raise ValueError(f"not a role: {text!r}", "use a-z, 0-9 and '-', starting with a letter")
    return text


def _kind(text: str) -> str:
    if text not in KINDS:
        raise ValueError(f"not a kind of motion: {text!r}", f"write any of {', '.join(KINDS)}")
    return text


def _pattern(text: str) -> str:
    if text.startswith("refs/"):
        raise ValueError(f"a pattern is a branch's or tag's own name: {text!r}", "write main, not refs/heads/main")
    if not _PATTERN.fullmatch(text) or ".." in text or "//" in text or text.endswith(("/", ".lock")):
        raise ValueError(f"not a branch or tag pattern: {text!r}", "write a name such as main, or v* or release/*")
    return text


def _team(text: str) -> str:
    if not _TEAM.fullmatch(text):
        raise ValueError(f"not a team's name: {text!r}", "use a-z, 0-9 and '-' between them, at most 40")
    return text


def _ctq(text: str) -> str:
    if not _CTQ.fullmatch(text):
        raise ValueError(
            f"not a quality characteristic: {text!r}",
            "use a-z, 0-9, '_' and '-', starting with a letter; a service may follow: lead_time/api",
        )
    return text


def _branch_pattern(text: str) -> str:
    slots = [each for each in text.split("/") if _SLOTS.search(each)]
    if "*" in text or sorted(slots) != ["{sprint}", "{team}"]:
        what = f"would give two teams or two sprints one branch: {text!r}"
        raise ValueError(what, 'have {sprint} and {team} between slashes, once each: "sprint/{sprint}/{team}"')
    _pattern(_SLOTS.sub("x", text))
    return text


def _owned(text: str) -> str:
    if (
        (text.endswith("/") and set(text) & set("*?[]"))
        or not text.isprintable()
        or text.startswith(("/", ":", "!"))
        or ".." in text.split("/")
        or "//" in text
    ):
        raise ValueError(f"not a path within the repository: {text!r}", 'write "backend/" or "docs/*.md"')
    return text


def _place(text: str) -> str:
    """Take the name or the address of a repository, and nothing that git or ssh would take for a program or an option."""
    if not text.isprintable() or " " in text or _HELPER.match(text) or _OPTION.search(text):
        raise ValueError(
            f"not a remote or an address: {text!r}",
            'write "backend", "https://host/backend.git" or "git@host:backend.git"',
        )
    return text


def _address(text: str) -> str:
    if not is_address(_place(text)):
        raise ValueError(
            f"not an address: {text!r}", 'write "https://host/auth.git", "git@host:auth.git" or "../auth.git"'
        )
    return text


def _pack(text: str) -> str:
    if not _PACK.fullmatch(text) or ".." in text or text.lower().endswith((".git", ".lock")):
        raise ValueError(
            f"not a domain pack's name: {text!r}", "use letters, digits, '.', '_' and '-' between them, at most 64"
        )
    return text


def _part(text: str) -> str:
    match = _PART.fullmatch(text)
    if match is None or not 0 < int(match[1]) <= int(match[2]):
        raise ValueError(f"not a share: {text!r}", 'write a fraction above 0 and at most 1: "7/10"')
    return text


def _day(text: str) -> str:
    try:
        date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        raise ValueError(f"not a day: {text!r}", 'write "2026-12-24"') from None
    return text


ThresholdText: TypeAlias = Annotated[str, AfterValidator(_threshold)]
QuorumText: TypeAlias = Annotated[str, AfterValidator(_quorum)]
VoteText: TypeAlias = Annotated[str, AfterValidator(_vote)]
AyesOrShare: TypeAlias = Annotated[Any, AfterValidator(_share)]
EmailText: TypeAlias = Annotated[str, AfterValidator(_email)]
DurationText: TypeAlias = Annotated[str, AfterValidator(_duration)]
SpanText: TypeAlias = Annotated[str, AfterValidator(_span)]
KeyText: TypeAlias = Annotated[str, AfterValidator(_key)]
PgpText: TypeAlias = Annotated[str, AfterValidator(_pgp)]
GenesisId: TypeAlias = Annotated[str, AfterValidator(_genesis)]
MemberName: TypeAlias = Annotated[str, AfterValidator(_member)]
RoleName: TypeAlias = Annotated[str, AfterValidator(_role)]
KindName: TypeAlias = Annotated[str, AfterValidator(_kind)]
RefPattern: TypeAlias = Annotated[str, AfterValidator(_pattern)]
CtqText: TypeAlias = Annotated[str, AfterValidator(_ctq)]
TeamName: TypeAlias = Annotated[str, AfterValidator(_team)]
SprintBranch: TypeAlias = Annotated[str, Field(max_length=200), AfterValidator(_branch_pattern)]
OwnedPath: TypeAlias = Annotated[str, Field(min_length=1, max_length=400), AfterValidator(_owned)]
PlaceText: TypeAlias = Annotated[str, Field(max_length=400), AfterValidator(_place)]
AddressText: TypeAlias = Annotated[str, Field(min_length=1, max_length=400), AfterValidator(_address)]
PackName: TypeAlias = Annotated[str, AfterValidator(_pack)]
PartText: TypeAlias = Annotated[str, AfterValidator(_part)]
DayText: TypeAlias = Annotated[str, AfterValidator(_day)]
MergeMethod: TypeAlias = Literal["merge", "fast-forward", "squash", "rebase", "octopus"]
SignatureFormat: TypeAlias = Literal["ssh", "openpgp"]
