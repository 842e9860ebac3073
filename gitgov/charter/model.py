"""What a charter file may say: the pydantic models behind the TOML, and the checks that span fields."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from gitgov.charter.across import KINDS
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
_VOTE = re.compile(r"(.{1,20}) of (cast|present|membership)")
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


ThresholdText: TypeAlias = Annotated[str, AfterValidator(_threshold)]
QuorumText: TypeAlias = Annotated[str, AfterValidator(_quorum)]
VoteText: TypeAlias = Annotated[str, AfterValidator(_vote)]
AyesOrShare: TypeAlias = Annotated[Any, AfterValidator(_share)]
EmailText: TypeAlias = Annotated[str, AfterValidator(_email)]
DurationText: TypeAlias = Annotated[str, AfterValidator(_duration)]
SpanText: TypeAlias = Annotated[str, AfterValidator(_span)]
KeyText: TypeAlias = Annotated[str, AfterValidator(_key)]
PgpText: TypeAlias = Annotated[str, AfterValidator(_pgp)]
MemberName: TypeAlias = Annotated[str, AfterValidator(_member)]
RoleName: TypeAlias = Annotated[str, AfterValidator(_role)]
KindName: TypeAlias = Annotated[str, AfterValidator(_kind)]
RefPattern: TypeAlias = Annotated[str, AfterValidator(_pattern)]
MergeMethod: TypeAlias = Literal["merge", "fast-forward", "squash", "rebase", "octopus"]
SignatureFormat: TypeAlias = Literal["ssh", "openpgp"]


class _Table(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)


class MemberTable(_Table):
    """`[members.NAME]`: the keys that speak for a member, the roles held, standing, the author's addresses, affiliation."""

    keys: list[KeyText] = Field(min_length=1, max_length=32)
    roles: list[RoleName] = []
    standing: Literal["active", "retired"] = "active"
    emails: list[EmailText] = Field(default=[], max_length=32)
    affiliation: Annotated[str, Field(max_length=100)] = ""
    pgp: list[PgpText] = Field(default=[], max_length=8)


class RuleTable(_Table):
    """`[rules]` and `[rules.KIND]`: how a kind of motion is decided; what a kind leaves out comes from `[rules]`."""

    threshold: ThresholdText | None = None
    basis: Literal["cast", "present", "membership"] | None = None
    otherwise: Annotated[list[VoteText], Field(max_length=4)] | None = None
    quorum: QuorumText | None = None
    quorum_basis: Literal["present", "cast"] | None = None
    ayes: Annotated[int, Field(ge=0, le=MOST_AYES)] | None = None
    ayes_of: Annotated[dict[RoleName, AyesOrShare], Field(max_length=8)] | None = None
    veto: Annotated[list[RoleName], Field(max_length=8)] | None = None
    second: bool | None = None
    debate: DurationText | None = None
    notice: DurationText | None = None
    poll: DurationText | None = None
    lazy: DurationText | None = None
    consent: DurationText | None = None
    hold: DurationText | None = None
    early: bool | None = None
    change_ballots: bool | None = None
    reasons: bool | None = None
    ballot: bool | None = None
    mover_votes: bool | None = None
    seconder_votes: bool | None = None
    author_votes: bool | None = None
    chair_votes: Literal["always", "deciding", "never"] | None = None
    recusal: Literal["stays", "leaves"] | None = None
    mover_releases: bool | None = None
    speeches: Annotated[int, Field(ge=0, le=1000)] | None = None
    speech: DurationText | None = None
    day: DurationText | None = None
    reconsider: DurationText | None = None


class RulesTable(RuleTable):
    """`[rules]` with its tables by kind of motion."""

    merge: RuleTable = RuleTable()
    release: RuleTable = RuleTable()
    architecture: RuleTable = RuleTable()
    process: RuleTable = RuleTable()
    charter: RuleTable = RuleTable()
    main: RuleTable = RuleTable()
    choose: RuleTable = RuleTable()
    elect: RuleTable = RuleTable()


class BranchTable(_Table):
    """`[[branches]]`: a protected branch or pattern, the ways in which ratified content may arrive, and what of it is signed."""

    name: RefPattern
    methods: list[MergeMethod] = Field(default=["merge"], min_length=1)
    signed: list[Literal["merges", "commits"]] = []
    formats: list[SignatureFormat] = Field(default=["ssh", "openpgp"], min_length=1)


class TagTable(_Table):
    """`[[tags]]`: a protected tag or pattern, and the roles whose holders may sign a release (empty: any member)."""

    name: RefPattern
    roles: list[RoleName] = []
    formats: list[SignatureFormat] = Field(default=["ssh", "openpgp"], min_length=1)


class ProxiesTable(_Table):
    """`[proxies]`: that members may vote for others who have entrusted them, and within which limits."""

    allowed: list[KindName] = Field(default=list(KINDS), min_length=1)
    most: int = Field(default=2, ge=1, le=100_000)
    chain: bool = False
    longest: DurationText = "90d"
    meetings: bool = False


class OrderTable(_Table):
    """`[[standing_orders]]`: what holders of a role may do in an emergency, how often, and by when it is ratified."""

    name: RoleName
    roles: list[RoleName] = Field(min_length=1)
    act: Literal["merge", "release"]
    refs: list[RefPattern] = Field(min_length=1)
    limit: int = Field(ge=1, le=1000)
    period: SpanText
    ratify_within: SpanText


class KeeperTable(_Table):
    """`[keeper]`: the keys with which the server that keeps the ledger signs what it takes in, and when."""

    keys: list[KeyText] = Field(min_length=1, max_length=8)


class CharterTable(_Table):
    """A whole charter file."""

    name: str = Field(min_length=1, max_length=200)
    version: int = Field(ge=1, le=1_000_000)
    presiding: Literal["automatic", "chair"] = "automatic"
    absence: DurationText = "3d"
    clock_skew: DurationText = "5m"
    acceptance: Literal["enough", "each"] = "enough"
    members: dict[MemberName, MemberTable] = Field(min_length=1)
    rules: RulesTable = RulesTable()
    branches: list[BranchTable] = []
    tags: list[TagTable] = []
    proxies: ProxiesTable | None = None
    standing_orders: list[OrderTable] = []
    keeper: KeeperTable | None = None
