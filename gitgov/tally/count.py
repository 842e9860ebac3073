"""The count of a yes-or-no question: exact, with its arithmetic written out.

Abstentions count where and only where the rule says (RONR (12th ed.) 44:1): never among votes cast, always among those
present. A tie has no majority (44:12). The quorum is a separate predicate (40:1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from gitgov.charter.charter import RuleSet
from gitgov.core.ids import Member
from gitgov.core.ratio import Threshold

NONE: Mapping[Member, str] = MappingProxyType({})


class Group(NamedTuple):
    """The holders of a role who may vote: how many there are, how many said aye, and how many have not answered in person.

    `proxied` are the ayes that others cast.
    """

    role: str
    ayes: int
    silent: int
    size: int
    proxied: int = 0


class Tally(NamedTuple):
    """How many of a frozen electorate voted which way; `attending` is how many were there, where a roll was called.

    `recused` do not vote and stay in the electorate, `absent` are not there to vote; `groups` are the roles of which the rules ask for ayes. `proxied` is
    how many of the ayes, nays and abstentions others cast for members who have not voted in person, and whom `attending`
    counts too; `roll` says that a roll was called. Of a choice among many, filled ballots stand as ayes and blank ones as
    abstentions.
    """

    ayes: int
    nays: int
    abstentions: int
    electorate: int
    attending: int | None = None
    recused: int = 0
    absent: int = 0
    groups: tuple[Group, ...] = ()
    proxied: tuple[int, int, int] = (0, 0, 0)
    roll: bool = False

    @property
    def cast(self) -> int:
        """Votes cast: ayes and nays."""
        return self.ayes + self.nays

    @property
    def present(self) -> int:
        """Members who attend, in person or by proxy; where no roll is called, those who answered in any way."""
        answered = self.ayes + self.nays + self.abstentions + self.recused
        return answered if self.attending is None else max(self.attending, answered)

    @property
    def silent(self) -> int:
        """Members who may still answer in person."""
        answered = self.ayes + self.nays + self.abstentions - sum(self.proxied)
        return self.electorate - answered - self.recused - self.absent

    @property
    def in_person(self) -> Tally:
        """The tally without the votes that others cast."""
        if not any(self.proxied):
            return self
        ayes, nays, abstentions = self.proxied
        return self._replace(
            ayes=self.ayes - ayes,
            nays=self.nays - nays,
            abstentions=self.abstentions - abstentions,
            attending=None if self.attending is None else self.attending - sum(self.proxied),
            groups=tuple(each._replace(ayes=each.ayes - each.proxied, proxied=0) for each in self.groups),
            proxied=(0, 0, 0),
        )

    @property
    def all_in_favour(self) -> Tally:
        """The tally if all who have not answered said aye."""
        groups = tuple(each._replace(ayes=each.ayes + each.silent, silent=0) for each in self.groups)
        return self._replace(ayes=self.ayes + self.silent, groups=groups)


class Outcome(NamedTuple):
    """The result of a count; `arithmetic` is what a reader needs to check it by hand.

    Of a choice among many: `chosen` are the options or members that are, `again` says that there is to be another ballot,
    `lines` are the whole arithmetic, and `preferred` is how whoever presides broke a tie.
    """

    carried: bool
    quorate: bool
    arithmetic: str
    chosen: tuple[str, ...] = ()
    again: bool = False
    lines: tuple[str, ...] = ()
    preferred: tuple[str, ...] = ()


def tally(choices: Mapping[Member, str], electorate: frozenset[Member], by_proxy: Mapping[Member, str] = NONE) -> Tally:
    """Count one choice for each member of the electorate; anybody else's is ignored.

    `by_proxy` are the choices for members who have made none themselves.
    """
    ayes, nays, abstentions = _counted(choices, electorate)
    if not by_proxy:
        return Tally(ayes, nays, abstentions, len(electorate))
    more = _counted({member: by_proxy[member] for member in by_proxy if member not in choices}, electorate)
    votes = Tally(ayes + more[0], nays + more[1], abstentions + more[2], len(electorate))
    return votes._replace(proxied=more)


def _counted(choices: Mapping[Member, str], electorate: frozenset[Member]) -> tuple[int, int, int]:
    counts = {"aye": 0, "nay": 0, "abstain": 0}
    for member, choice in choices.items():
        if member in electorate:
            counts[choice] += 1
    return counts["aye"], counts["nay"], counts["abstain"]


def count(rules: RuleSet, votes: Tally) -> Outcome:
    """Decide a question: threshold over its basis, least numbers of ayes, of all and of groups, and quorum."""
    enough, threshold = _threshold(rules, votes)
    quorate, quorum = quorum_of(rules, votes)
    ayes = votes.ayes >= rules.ayes
    recused = f", {votes.recused} recused" if votes.recused else ""
    parts = [
        f"{votes.ayes} aye, {votes.nays} nay, {votes.abstentions} abstain{recused} of {votes.electorate} members{by_proxy(votes)}",
        threshold,
    ]
    if rules.ayes:
        parts.append(f"at least {rules.ayes} ayes: {votes.ayes} {'>=' if ayes else '<'} {rules.ayes}")
    for group, wanted in _groups(rules, votes):
        met, words = _of_group(group, wanted)
        ayes = ayes and met
        parts.append(words)
    parts.append(quorum)
    return Outcome(enough and ayes and quorate, quorate, "; ".join(parts))


def by_proxy(votes: Tally) -> str:
    """Say how many of the votes others cast, or nothing."""
    return f", {sum(votes.proxied)} of them by proxy" if any(votes.proxied) else ""


def _groups(rules: RuleSet, votes: Tally) -> Iterator[tuple[Group, Threshold | int]]:
    """Yield each group of which the rules ask for ayes; one that nobody counted is empty."""
    counted = {group.role: group for group in votes.groups}
    for role, wanted in rules.ayes_of:
        yield counted.get(role, Group(role, 0, 0, 0)), wanted


def _of_group(group: Group, wanted: Threshold | int) -> tuple[bool, str]:
    if isinstance(wanted, int):
        met = group.ayes >= wanted
        return (
            met,
            f"at least {wanted} aye{'s' if wanted > 1 else ''} of {group.role}: {group.ayes} {'>=' if met else '<'} {wanted}",
        )
    words = wanted.arithmetic(group.ayes, group.size) if group.size else "nobody may vote"
    return wanted.met(group.ayes, group.size), f"{wanted} of {group.role}: {words}"


def settled(rules: RuleSet, votes: Tally) -> Outcome | None:
    """Return the outcome if no remaining ballot can change it, else nothing.

    More ayes never hurt and more nays never help the threshold, and every ballot helps the quorum; so the extremes are:
    all the silent vote nay (threshold) or stay silent (quorum), and all the silent vote aye. Who recuses instead helps
    no more than an aye, and hurts no more than an abstention. Who has voted only by proxy is silent: a ballot in person
    goes before it, and a proxy can be withdrawn.
    """
    now, own = count(rules, votes), votes.in_person
    against = own._replace(nays=own.nays + own.silent)
    abstaining = own._replace(abstentions=own.abstentions + own.silent)
    sure = now.carried and (own is votes or count(rules, own).carried)
    if sure and all(_threshold(rules, worst)[0] for worst in (against, abstaining)):
        return now
    return None if count(rules, own.all_in_favour).carried else now


def _threshold(rules: RuleSet, votes: Tally) -> tuple[bool, str]:
    part = votes.nays if rules.against else votes.ayes
    tests = [
        _test(threshold, basis, part, votes) for threshold, basis in ((rules.threshold, rules.basis), *rules.otherwise)
    ]
    met = any(each for each, _ in tests)
    words = "; or ".join(each for _, each in tests)
    return (not met, f"carried unless against it are {words}") if rules.against else (met, words)


def _test(threshold: Threshold, basis: str, part: int, votes: Tally) -> tuple[bool, str]:
    whole = {"cast": votes.cast, "present": votes.present, "membership": votes.electorate}[basis]
    names = {"cast": "votes cast", "present": "members present", "membership": "the membership"}
    return threshold.met(part, whole), f"{threshold} of {names[basis]}: {threshold.arithmetic(part, whole)}"


def quorum_of(rules: RuleSet, votes: Tally) -> tuple[bool, str]:
    """Say whether there is a quorum, and by which comparison."""
    part = _for_quorum(rules, votes)
    if isinstance(rules.quorum, int):
        met = part >= rules.quorum
        return met, f"quorum {rules.quorum} members: {part} {'>=' if met else '<'} {rules.quorum}"
    met = rules.quorum.met(part, votes.electorate)
    return (
        met,
        f"quorum {rules.quorum} of {votes.electorate} members: {rules.quorum.arithmetic(part, votes.electorate)}",
    )


def _for_quorum(rules: RuleSet, votes: Tally) -> int:
    """Return how many count towards the quorum; at a meeting only who is there in person (RONR (12th ed.) 40:1)."""
    part = votes.present if rules.quorum_basis == "present" else votes.cast
    return part - sum(votes.proxied) if votes.roll else part


def missing_for_quorum(rules: RuleSet, votes: Tally) -> int:
    """Return how many more members must answer before there is a quorum."""
    part = _for_quorum(rules, votes)
    if isinstance(rules.quorum, int):
        return max(0, rules.quorum - part)
    return next(
        more
        for more in range(votes.electorate + 2)
        if more > votes.electorate or rules.quorum.met(part + more, votes.electorate)
    )


def missing_ayes(rules: RuleSet, votes: Tally) -> tuple[str, ...]:
    """Say which ayes are missing that the rules ask for by number or of a group: `1 more aye of security`."""
    wanted = [(rules.ayes - votes.ayes, "")]
    wanted += [(_more_of(group, least), f" of {group.role}") for group, least in _groups(rules, votes)]
    return tuple(f"{more} more aye{'s' if more > 1 else ''}{whose}" for more, whose in wanted if more > 0)


def _more_of(group: Group, wanted: Threshold | int) -> int:
    if isinstance(wanted, int):
        return wanted - group.ayes
    return next((more for more in range(group.size + 1) if wanted.met(group.ayes + more, group.size)), group.size + 1)
