"""Standing orders in a charter: every mistake by its line, and what nobody should adopt."""

from __future__ import annotations

import pytest

from gitgov.charter.charter import StandingOrder
from gitgov.charter.read import mistakes, read
from gitgov.core.errors import BadInput
from tests.kit.charters import DAY, Draft, team

ROLES = {"alice": ("oncall",)}
GOOD = team("alice", "bob").but(orders={"hotfix": {}}, roles=ROLES)


def test_an_order_as_it_is_written() -> None:
    order = read(GOOD.text).order("hotfix")
    assert order == StandingOrder("hotfix", frozenset({"oncall"}), "merge", ("main",), 2, 30 * DAY, 3 * DAY)
    assert mistakes(GOOD.text) == ()
    assert read(GOOD.text).order("other") is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("limit = 2", "limit = 0", "limit: is below 1; write 1 or more"),
        ("limit = 2", 'limit = "2 per 30d"', "limit: is no whole number"),
        ('period = "30d"', 'period = "0s"', "period: lasts no time at all"),
        ('ratify_within = "3d"', 'ratify_within = "0d"', "ratify_within: lasts no time at all"),
        ('ratify_within = "3d"', 'ratify_within = "soon"', "ratify_within: not a duration"),
        ('ratify_within = "3d"', "", "ratify_within: is missing"),
        ('act = "merge"', 'act = "charter"', "act: is none of"),
        ('roles = ["oncall"]', "roles = []", "roles: is empty"),
        ('refs = ["main"]', 'refs = ["refs/heads/main"]', "a pattern is a branch's or tag's own name"),
        ('name = "hotfix"', 'name = "Hot fix"', "not a role"),
    ],
)
def test_a_mistake_of_form(old: str, new: str, says: str) -> None:
    text = GOOD.text.replace(old, new, 1)
    found = next(each for each in mistakes(text) if each.what.startswith("standing_orders.0."))
    assert says in str(found)
    assert text.split("\n")[found.line - 1].startswith(new or "[[standing_orders]]")
    with pytest.raises(BadInput):
        read(text)


def test_two_of_one_name_void_a_charter() -> None:
    order = GOOD.text[GOOD.text.index("[[standing_orders]]") : GOOD.text.index("[members.")]
    text = GOOD.text.replace(order, order + order)
    assert [each.what for each in mistakes(text)] == [
        "standing_orders.1.name: there is another standing order called 'hotfix'"
    ]
    with pytest.raises(BadInput):
        read(text)


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        (
            GOOD.but(roles={}),
            "standing_orders.0.roles: nobody active holds the role oncall, so nobody could invoke it",
        ),
        (
            GOOD.but(orders={"hotfix": {"refs": ("mian",)}}),
            "standing_orders.0.refs: 'mian' fits no row of [[branches]]",
        ),
        (GOOD.but(orders={"hotfix": {"act": "release"}}), "standing_orders.0.refs: 'main' fits no row of [[tags]]"),
    ],
)
def test_what_would_be_idle_stands_but_is_not_proposed(draft: Draft, says: str) -> None:
    assert read(draft.text).orders
    (found,) = mistakes(draft.text)
    assert found.what.startswith(says)


def test_while_founding_its_holders_are_still_to_come() -> None:
    assert mistakes(GOOD.but(roles={}).text, founding=True) == ()


@pytest.mark.parametrize(
    ("refs", "ref", "covers"),
    [
        (("main",), "refs/heads/main", True),
        (("release/*",), "refs/heads/release/1/2", True),
        (("main",), "refs/tags/main", False),
        (("main",), "main", False),
        (("mai",), "refs/heads/main", False),
    ],
)
def test_what_it_covers(refs: tuple[str, ...], ref: str, covers: bool) -> None:
    order = read(GOOD.but(orders={"hotfix": {"refs": refs}}).text).orders[0]
    assert order.covers("merge", ref) is covers
    assert not order.covers("release", ref)
