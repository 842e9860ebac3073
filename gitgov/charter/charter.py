"""The charter as a value: members, keys, rule sets, protected refs, standing orders."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from gitgov.charter.measuring import QualityRules
from gitgov.charter.teams import SprintRules, Teams
from gitgov.core.ids import Member
from gitgov.core.openpgp import PgpKey
from gitgov.core.ratio import Threshold
from gitgov.core.sshkeys import PublicKey


class Person(NamedTuple):
    """A member on the roll; a retired one keeps the name but has no vote and is in no denominator.

    So is an `adviser`, a program or a person who may put proposals on record and do nothing else.
    `affiliation` is whom the member works for, or otherwise belongs to, where that is on the roll; `pgp` are the OpenPGP
    keys with which tags and commits may be signed, and nothing else.
    """

    name: Member
    keys: tuple[PublicKey, ...]
    roles: frozenset[str]
    active: bool
    emails: frozenset[str] = frozenset()
    affiliation: str = ""
    pgp: tuple[PgpKey, ...] = ()
    adviser: bool = False

    @property
    def standing(self) -> str:
        """The word for it in a charter."""
        return "active" if self.active else "adviser" if self.adviser else "retired"

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """The fingerprints of all keys that speak for the member."""
        return (*(key.fingerprint for key in self.keys), *(key.fingerprint for key in self.pgp))


Basis: TypeAlias = Literal["cast", "present", "membership"]
"""Of whom a threshold is a share: votes cast, members present, or the whole membership."""

EVERY_MEMBER = "member"
"""The word for every member where a charter names roles that may veto."""


class RuleSet(NamedTuple):
    """How one kind of motion is decided. Durations are seconds.

    `quorum` is a share of the membership or a number of members; `ayes` a least number of ayes, `ayes_of` so many, or
    such a share, of the holders of a role; `lazy` a window after which a motion that nobody opposes carries, `consent`
    one after which it does when unanimous consent was asked for (0: not asked for asynchronously); `notice` counts from
    the moving, `debate` from the stating, `poll` from the opening of the poll, `hold` from the announcement;
    `speeches` a member may make on a question a day, 0 for any number, of the length `speech`, 0 for any. `day` is how
    long a day of debate is where no meeting sits, 0 for all of the debate, and `reconsider` how long a vote may be there. `otherwise`
    are thresholds of which any will do as well, with or without notice; `veto` names the roles whose holders may veto.
    `at_risk` are the thresholds that take its place where a motion says that its risk is such, the highest that is reached counts.
    Where a `ballot` is required no consent stands in for the vote. `against` is no entry of a charter: it counts the nays, and carries unless they meet the threshold.
    """

    threshold: Threshold
    basis: Basis
    quorum: Threshold | int
    quorum_basis: Literal["present", "cast"]
    ayes: int
    second: bool
    debate: int
    notice: int
    poll: int
    lazy: int
    hold: int
    early: bool
    change_ballots: bool
    reasons: bool
    mover_votes: bool
    mover_releases: bool
    speeches: int
    speech: int = 0
    day: int = 86_400
    reconsider: int = 172_800
    otherwise: tuple[tuple[Threshold, Basis], ...] = ()
    ayes_of: tuple[tuple[str, Threshold | int], ...] = ()
    consent: int = 0
    veto: frozenset[str] = frozenset()
    chair_votes: Literal["always", "deciding", "never"] = "always"
    seconder_votes: bool = True
    author_votes: bool = True
    recusal: Literal["stays", "leaves"] = "stays"
    ballot: bool = False
    at_risk: tuple[tuple[str, Threshold], ...] = ()
    against: bool = False


class Requirement(NamedTuple):
    """Paths below which nothing changes in a protected branch without a decision of this `kind` about the very content.

    A path is a folder, with a slash at its end, or a pattern in which `*` stands for anything, `/` too.
    """

    paths: tuple[str, ...]
    kind: str

    def asks_about(self, path: str) -> bool:
        """Say whether a path is among its own; an entry in the place of a folder above one of them stands for that too."""
        below = f"{path}/"
        return any(
            each.startswith(below) or (below.startswith(each) if each.endswith("/") else fnmatchcase(path, each))
            for each in self.paths
        )


class Branch(NamedTuple):
    """A protected branch pattern and the merge methods by which ratified content may arrive.

    `signed` says what of it members sign, in which of the `formats`: `merges` (what is made to carry a decision out),
    `commits` (what the ratified head adds). `requires` are the decisions that it takes besides that to merge, `ctqs` the
    quality characteristics that it has to meet, `advice` the advisers who have to have said something of it.
    """

    pattern: str
    methods: frozenset[str]
    signed: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset({"ssh", "openpgp"})
    requires: tuple[Requirement, ...] = ()
    ctqs: frozenset[str] = frozenset()
    advice: frozenset[str] = frozenset()


class Tag(NamedTuple):
    """A protected tag pattern, the roles that may release (none named: any active member), and the formats of signatures.

    `ctqs` are the quality characteristics that what is released has to meet, `advice` the advisers who have to have said something of it.
    """

    pattern: str
    roles: frozenset[str]
    formats: frozenset[str] = frozenset({"ssh", "openpgp"})
    ctqs: frozenset[str] = frozenset()
    advice: frozenset[str] = frozenset()


class ProxyRules(NamedTuple):
    """What a charter allows of proxies: upon motions of these `kinds`, and at most so many votes carried by one member.

    `chain` lets a delegate pass a vote on; `longest` is how long a proxy may last, in seconds, 0 for any time; `meetings`
    lets them count at live meetings too.
    """

    kinds: frozenset[str]
    most: int
    chain: bool
    longest: int
    meetings: bool


class StandingOrder(NamedTuple):
    """An emergency power: holders of one of `roles` may do the act before the assembly decides, which then ratifies it.

    It covers refs by their patterns, and may be used `limit` times in any `period`; `ratify_within` is how long the
    assembly has. Durations are seconds.
    """

    name: str
    roles: frozenset[str]
    act: Literal["merge", "release"]
    refs: tuple[str, ...]
    limit: int
    period: int
    ratify_within: int

    def covers(self, act: str, ref: str) -> bool:
        """Say whether it is for this act upon this ref, given by its full name."""
        kind = "refs/heads/" if self.act == "merge" else "refs/tags/"
        name = ref.removeprefix(kind)
        return act == self.act and name != ref and any(fnmatchcase(name, pattern) for pattern in self.refs)


class Charter(NamedTuple):
    """A charter of one version; `text` is the file as adopted, byte for byte. Without `proxies` nobody votes for others.

    `bodies` are the geneses of other bodies, by what they are called here. `keepers` are the fingerprints of the keys that sign receipts. `acceptance` says how many of the roll that an amendment
    makes sign it before it takes effect: so many as could amend it again, or each new key as well.
    """

    name: str
    version: int
    presiding: Literal["automatic", "chair"]
    absence: int
    clock_skew: int
    people: Mapping[Member, Person]
    rules: Mapping[str, RuleSet]
    branches: tuple[Branch, ...]
    tags: tuple[Tag, ...]
    text: str
    owners: Mapping[str, Member]
    electorate: frozenset[Member]
    proxies: ProxyRules | None = None
    orders: tuple[StandingOrder, ...] = ()
    keepers: frozenset[str] = frozenset()
    acceptance: Literal["enough", "each"] = "enough"
    teams: Teams = MappingProxyType({})
    sprints: SprintRules = SprintRules("refs/heads/main", 86_400, "", 3)
    quality: QualityRules = QualityRules()
    bodies: Mapping[str, str] = MappingProxyType({})

    @property
    def hands(self) -> frozenset[tuple[str, Member]]:
        """The keys, by fingerprint, that speak for active members, each with its owner."""
        active = (person for person in self.people.values() if person.active)
        return frozenset((key.fingerprint, person.name) for person in active for key in person.keys)

    def order(self, name: str) -> StandingOrder | None:
        """Return the standing order of that name, if there is one."""
        return next((each for each in self.orders if each.name == name), None)

    def holders(self, role: str) -> frozenset[Member]:
        """Return the active members who hold a role."""
        return frozenset(each.name for each in self.people.values() if each.active and role in each.roles)

    def advises(self, name: Member) -> bool:
        """Say whether somebody on the roll may propose, and nothing else."""
        person = self.people.get(name)
        return person is not None and person.adviser

    def may_veto(self, roles: Collection[str]) -> frozenset[Member]:
        """Return the active members who hold one of these roles; all of them where `member` is among the roles."""
        return self.electorate if EVERY_MEMBER in roles else frozenset().union(*map(self.holders, roles))

    def known_by(self, emails: Collection[str]) -> frozenset[Member]:
        """Return the members, active or not, of whose email addresses one is among these, in lower case."""
        return frozenset(each.name for each in self.people.values() if not each.emails.isdisjoint(emails))

    def branch(self, ref: str) -> Branch | None:
        """Return the protection of a branch ref, if it has one; the first matching row counts."""
        name = ref.removeprefix("refs/heads/")
        return None if name == ref else next((row for row in self.branches if fnmatchcase(name, row.pattern)), None)

    def tag(self, ref: str) -> Tag | None:
        """Return the protection of a tag ref, if it has one; the first matching row counts."""
        name = ref.removeprefix("refs/tags/")
        return None if name == ref else next((row for row in self.tags if fnmatchcase(name, row.pattern)), None)

    def is_candidate(self, ref: str) -> bool:
        """Say whether a tag marks a candidate for a release, for which a sprint has to have been reviewed."""
        name = ref.removeprefix("refs/tags/")
        return name != ref and fnmatchcase(name, self.sprints.candidates)

    def protects(self, ref: str) -> bool:
        """Say whether only ratified content may enter `ref`."""
        return self.branch(ref) is not None or self.tag(ref) is not None
