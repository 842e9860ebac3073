"""The four templates are charters without mistakes, for one member and for many."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gitgov.chamber.draft import TEMPLATES, Wanted, from_template, with_member, without_key, without_member
from gitgov.charter.read import mistakes, read
from gitgov.core.errors import BadInput
from gitgov.core.ids import Member
from gitgov.core.openpgp import parse_pgp_key
from gitgov.core.sshkeys import parse_public_key
from tests.kit.charters import DAY, HOUR, pub

NAMES = ("alice", "bob", "carol", "dave", "eve.of-the_1")


def drawn_up(template: str, count: int) -> str:
    return from_template(template, "a body", {name: [parse_public_key(pub(name))] for name in NAMES[:count]})


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_a_template_has_no_mistakes(template: str, count: int) -> None:
    text = drawn_up(template, count)
    assert [str(each) for each in mistakes(text, founding=count == 1)] == []
    charter = read(text)
    assert (charter.name, charter.version) == ("a body", 1)
    assert charter.electorate == frozenset(NAMES[:count])
    assert charter.protects("refs/heads/main")
    assert charter.protects("refs/tags/v1.0")


@pytest.mark.parametrize(
    ("template", "says"), [("assembly", ["rules.second"]), ("regulated", ["rules.second", "rules.mover_votes"])]
)
def test_one_member_is_no_assembly(template: str, says: list[str]) -> None:
    assert [each.what.split(":")[0] for each in mistakes(drawn_up(template, 1))] == says


@pytest.mark.parametrize(
    "name", ['a "quoted" name', "a\nline", "back\\slash", "", "x" * 500, "{three}", "{name}", "é", "\x07", "\u2028"]
)
def test_any_name_makes_a_charter(name: str) -> None:
    for template in TEMPLATES:
        assert mistakes(from_template(template, name, {"alice": [parse_public_key(pub("alice"))]}), founding=True) == ()


def test_the_team_needs_nobody_to_preside() -> None:
    charter = read(drawn_up("team", 3))
    merge = charter.rules["merge"]
    assert (charter.presiding, merge.second, merge.debate, merge.early, merge.change_ballots) == (
        "automatic", False, 0, True, True,
    )  # fmt: skip
    assert (str(merge.quorum), merge.poll) == ("at least 1/2", 7 * DAY)
    assert str(charter.rules["charter"].threshold) == "two thirds"


def test_the_assembly_has_a_chair_and_a_deputy() -> None:
    charter = read(drawn_up("assembly", 3))
    assert charter.presiding == "chair"
    assert (sorted(charter.holders("chair")), sorted(charter.holders("deputy"))) == (["alice"], ["bob"])
    assert (charter.rules["merge"].second, charter.rules["charter"].notice) == (True, 7 * DAY)


@pytest.mark.parametrize(("count", "ayes"), [(1, 1), (2, 2), (3, 3), (5, 3)])
def test_the_foundation_takes_silence_for_consent_and_three_ayes_for_a_release(count: int, ayes: int) -> None:
    rules = read(drawn_up("foundation", count)).rules
    assert (rules["merge"].lazy, rules["release"].lazy, rules["charter"].lazy) == (72 * HOUR, 0, 0)
    assert (rules["release"].ayes, rules["release"].quorum) == (ayes, ayes)


def test_the_numbers_of_a_foundation_follow_its_roll_until_somebody_sets_them_otherwise() -> None:
    carol = parse_public_key(pub("carol"))
    text = drawn_up("foundation", 2)
    grown = with_member(text, "carol", Wanted(carol))
    assert (read(grown).rules["release"].ayes, read(grown).rules["release"].quorum) == (3, 3)
    assert read(without_member(grown, "carol")).rules["release"].quorum == 2
    chosen = read(with_member(text.replace("ayes = 2 ", "ayes = 1 "), "carol", Wanted(carol)))
    assert (chosen.rules["release"].ayes, chosen.rules["release"].quorum) == (1, 3)
    plain = read(with_member(text.replace("# three, or all of fewer", ""), "carol", Wanted(carol)))
    assert plain.rules["release"].ayes == 2


ARMOURED = (Path(__file__).parents[2] / "vectors" / "fuzz" / "pgp_key" / "good-ed25519").read_text(encoding="utf-8")
WITH_PGP = drawn_up("team", 2).replace("[members.bob]", f'pgp = ["""\n{ARMOURED}"""]\n\n[members.bob]')


def keys_of(text: str, member: str) -> tuple[str, ...]:
    """Returns the fingerprints of the keys that a charter gives a member."""
    return read(text).people[Member(member)].fingerprints


def named(name: str) -> str:
    """Returns the fingerprint of somebody's key."""
    return parse_public_key(pub(name)).fingerprint


class TestWithoutAKey:
    def test_another_stands_in_its_place(self) -> None:
        before = drawn_up("team", 3) + "# the end\n"
        after = without_key(before, "bob", named("bob"), pub("dave"))
        assert after == before.replace("version = 1", "version = 2").replace(pub("bob"), pub("dave"))

    def test_the_others_stay(self) -> None:
        text = with_member(drawn_up("team", 2), "bob", Wanted(parse_public_key(pub("dave"))))
        assert keys_of(without_key(text, "bob", named("bob")), "bob") == (named("dave"),)
        twice = text.replace(f'"{pub("bob")}"', f'"{pub("bob")}", "{pub("bob")} laptop"')
        assert keys_of(without_key(twice, "bob", named("bob")), "bob") == (named("dave"),)
        again = without_key(twice, "bob", named("bob"), pub("carol"))
        assert keys_of(again, "bob") == (named("carol"), named("dave"))

    def test_so_does_the_ssh_key_where_one_of_openpgp_goes(self) -> None:
        gone = parse_pgp_key(ARMOURED).fingerprint
        assert keys_of(WITH_PGP, "alice") == (named("alice"), gone)
        after = without_key(WITH_PGP, "alice", gone)
        assert keys_of(after, "alice") == (named("alice"),)
        assert "pgp" not in after

    @pytest.mark.parametrize(
        ("gone", "instead", "what", "remedy"),
        [
            ("alice", "", "the only key of alice", "retire alice"),
            ("bob", "", f"{named('bob')} is no key of alice", "member list"),
            ("alice", pub("alice"), f"{named('alice')} is a key of alice already", "leave --by out"),
            ("alice", ARMOURED, "neither an SSH key nor an OpenPGP key", "of the same sort"),
        ],
    )
    def test_what_cannot_be(self, gone: str, instead: str, what: str, remedy: str) -> None:
        text = without_key(WITH_PGP, "alice", parse_pgp_key(ARMOURED).fingerprint)
        with pytest.raises(BadInput, match=re.escape(what)) as error:
            without_key(text, "alice", named(gone), instead)
        assert remedy in error.value.remedy

    def test_nor_of_somebody_who_is_on_no_roll(self) -> None:
        with pytest.raises(BadInput, match="dave is not on the roll"):
            without_key(drawn_up("team", 2), "dave", named("dave"))

    def test_who_has_retired_cannot_retire(self) -> None:
        with pytest.raises(BadInput, match="the only key of bob") as error:
            without_key(without_member(drawn_up("team", 2), "bob"), "bob", named("bob"))
        assert "bob is retired, so that it signs no vote" in error.value.remedy


def test_the_regulated_separate_duties() -> None:
    rules = read(drawn_up("regulated", 3)).rules
    assert not rules["merge"].mover_votes
    assert not rules["release"].mover_releases
    assert (rules["merge"].reasons, rules["merge"].change_ballots, rules["merge"].early) == (True, False, False)


def test_the_regulated_may_merge_in_an_emergency_what_is_then_ratified() -> None:
    charter = read(from_template("regulated", "a body", {"al": [parse_public_key(pub("al"))]}, ["trunk"]))
    order = charter.order("emergency")
    assert order is not None
    assert (order.act, order.refs, order.limit, order.ratify_within) == ("merge", ("trunk",), 1, 7 * DAY)
    assert set(order.roles) == {"release"}
    assert all(not read(drawn_up(each, 3)).orders for each in ("team", "assembly", "foundation"))


@pytest.mark.parametrize("template", TEMPLATES)
def test_several_branches_are_protected_alike(template: str) -> None:
    keys = {name: [parse_public_key(pub(name))] for name in NAMES[:3]}
    charter = read(from_template(template, "a body", keys, ["main", "two", "main"]))
    assert [each.pattern for each in charter.branches] == ["main", "two"]
    assert len({each.methods for each in charter.branches}) == 1
    assert all(each.refs == ("main", "two") for each in charter.orders)
