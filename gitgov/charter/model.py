"""What a charter file may say: the pydantic models behind the TOML, a table each."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from gitgov.charter.across import KINDS
from gitgov.charter.forms import (
    MOST_AYES,
    AddressText,
    AyesOrShare,
    CtqText,
    DayText,
    DurationText,
    EmailText,
    GenesisId,
    KeyText,
    KindName,
    MemberName,
    MergeMethod,
    OwnedPath,
    PackName,
    PartText,
    PgpText,
    PlaceText,
    QuorumText,
    RefPattern,
    RoleName,
    SignatureFormat,
    SpanText,
    SprintBranch,
    TeamName,
    ThresholdText,
    VoteText,
)
from gitgov.charter.teams import USUAL_BRANCH


class _Table(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)


class MemberTable(_Table):
    """`[members.NAME]`: the keys that speak for a member, the roles held, standing, the author's addresses, affiliation."""

    keys: list[KeyText] = Field(min_length=1, max_length=32)
    roles: list[RoleName] = []
    standing: Literal["active", "retired", "adviser"] = "active"
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
    at_risk: Annotated[dict[Literal["medium", "high", "critical"], ThresholdText], Field(max_length=3)] | None = None
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
    sprint: RuleTable = RuleTable()
    increment: RuleTable = RuleTable()


class RequirementTable(_Table):
    """`[[branches.requires]]`: paths, and the kind of decision without which nothing changes below them."""

    paths: list[OwnedPath] = Field(min_length=1, max_length=50)
    kind: Literal["architecture", "process"]


class BranchTable(_Table):
    """`[[branches]]`: a protected branch or pattern, the ways in which ratified content may arrive, what of it is signed and measured, and what else it takes."""

    name: RefPattern
    methods: list[MergeMethod] = Field(default=["merge"], min_length=1)
    signed: list[Literal["merges", "commits"]] = []
    ctqs: list[CtqText] = Field(default=[], max_length=50)
    advice: list[Literal["merge", "review", "risk"]] = []
    formats: list[SignatureFormat] = Field(default=["ssh", "openpgp"], min_length=1)
    requires: list[RequirementTable] = Field(default=[], max_length=20)


class TagTable(_Table):
    """`[[tags]]`: a protected tag or pattern, the roles whose holders may sign a release (empty: any member), and what is measured of it."""

    name: RefPattern
    roles: list[RoleName] = []
    ctqs: list[CtqText] = Field(default=[], max_length=50)
    advice: list[Literal["release", "risk"]] = []
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


class TeamTable(_Table):
    """`[teams.NAME]`: who works together, under which team, on what part of the repository, and how much they can do."""

    parent: TeamName | None = None
    members: list[MemberName] = Field(default=[], max_length=200)
    product_owner: MemberName | None = None
    scrum_master: MemberName | None = None
    paths: list[OwnedPath] = Field(default=[], max_length=200)
    remote: PlaceText = ""
    packs: dict[PackName, AddressText] = Field(default={}, max_length=50)
    branch: SprintBranch = USUAL_BRANCH
    points: Annotated[int, Field(ge=0, le=1_000)] | None = None
    day_off: Annotated[int, Field(ge=0, le=1_000)] | None = None
    focus: PartText | None = None
    holidays: list[DayText] = Field(default=[], max_length=366)


class SprintsTable(_Table):
    """`[sprints]`: what holds for the sprints of every team."""

    into: RefPattern = "main"
    points: int = Field(default=8, ge=0, le=1_000)
    day_off: int = Field(default=1, ge=0, le=1_000)
    focus: PartText | None = None
    climbs: SpanText = "1d"
    candidates: RefPattern = ""
    confidence: int = Field(default=3, ge=0, le=5)


class QualityTable(_Table):
    """`[quality]`: the roles whose holders record what was measured (empty: any member)."""

    measurers: list[RoleName] = Field(default=[], max_length=8)


class DeployableTable(_Table):
    """`[services.NAME]`: what is deployed by itself, from what part of the repository, and how its deployments are known."""

    paths: list[OwnedPath] = Field(default=[], max_length=200)
    tags: RefPattern = ""
    environment: Annotated[str, Field(min_length=1, max_length=100)] = "production"


class BodyTable(_Table):
    """`[bodies.NAME]`: another body, by its own genesis, whose decisions a motion here may ask for."""

    genesis: GenesisId


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
    teams: Annotated[dict[TeamName, TeamTable], Field(max_length=200)] = {}
    sprints: SprintsTable = SprintsTable()
    quality: QualityTable = QualityTable()
    services: Annotated[dict[TeamName, DeployableTable], Field(max_length=100)] = {}
    bodies: Annotated[dict[TeamName, BodyTable], Field(max_length=50)] = {}
