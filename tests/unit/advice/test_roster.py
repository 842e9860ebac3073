"""Who covers which skills: nobody beyond capacity or without the skill, and no assignment covers more (S4-066, S4-162)."""

from __future__ import annotations

import json
from collections import Counter

import networkx as nx  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.advice.roster import Able, Assigned, Roster, Share, assign, read_roster
from gitgov.core.errors import BadInput
from gitgov.core.ids import Member

SKILLS, PEOPLE = "abcde", ("ann", "ben", "cat", "dan", "eva")
ABLE = st.builds(Able, skills=st.lists(st.sampled_from(SKILLS), max_size=3, unique=True), capacity=st.integers(0, 6))
ROSTERS = st.builds(
    Roster,
    people=st.dictionaries(st.sampled_from(PEOPLE), ABLE, max_size=5),
    needed=st.dictionaries(st.sampled_from(SKILLS), st.integers(0, 9), max_size=5),
)


def most(roster: Roster) -> int:
    """Returns how much can be covered at all, as networkx has it."""
    graph = nx.DiGraph()
    graph.add_nodes_from(["from", "to"])
    for skill, amount in roster.needed.items():
        graph.add_edge("from", ("skill", skill), capacity=amount)
    for name, able in roster.people.items():
        graph.add_edge(("person", name), "to", capacity=able.capacity)
        graph.add_edges_from((("skill", skill), ("person", name)) for skill in able.skills)
    return int(nx.maximum_flow_value(graph, "from", "to"))


@given(ROSTERS)
def test_as_much_as_can_be_is_covered_and_nobody_does_more_than_they_can(roster: Roster) -> None:
    found = assign(roster)
    load, covered = Counter[str](), Counter[str]()
    for member, skill, amount in found.shares:
        assert amount > 0
        assert skill in roster.people[member].skills
        load[member] += amount
        covered[skill] += amount
    assert all(load[name] <= able.capacity for name, able in roster.people.items())
    missing = dict(found.missing)
    assert {skill: covered[skill] + missing.get(skill, 0) for skill in roster.needed} == roster.needed
    assert covered.total() == most(roster)


@given(ROSTERS, st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_written_plays_no_part(roster: Roster, chance: object) -> None:
    people, needed = list(roster.people.items()), list(roster.needed.items())
    chance.shuffle(people)  # type: ignore[attr-defined]
    chance.shuffle(needed)  # type: ignore[attr-defined]
    assert assign(Roster(people=dict(people), needed=dict(needed))) == assign(roster)


def test_who_can_do_something_else_makes_room() -> None:
    """Ann alone is taken for a first; only she can do b, and Ben can do her a."""
    able = {"ann": Able(skills=["a", "b"], capacity=2), "ben": Able(skills=["a"], capacity=2)}
    assert assign(Roster(people=able, needed={"a": 2, "b": 2})) == Assigned(
        (Share("ann", "b", 2), Share("ben", "a", 2))
    )
    assert assign(Roster(people=able, needed={"a": 2, "b": 3, "c": 1})).missing == (("b", 1), ("c", 1))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "not a roster"),
        ("[]", "not a roster"),
        ('{"people": {}}', "at needed"),
        ('{"people": {"ann": {"capacity": -1}}, "needed": {}}', "at people.ann.capacity"),
        ('{"people": {"ann": {"capacity": 1.5}}, "needed": {}}', "at people.ann.capacity"),
        ('{"people": {"ann": {"capacity": true}}, "needed": {}}', "at people.ann.capacity"),
        ('{"people": {"ann": {"capacity": 1, "age": 3}}, "needed": {}}', "at people.ann.age"),
        ('{"people": {"zoe": {"capacity": 1}}, "needed": {}}', "no active members: zoe"),
        ('{"people": {"ann\\n": {"capacity": 1}}, "needed": {}}', "at people"),
    ],
)
def test_what_is_no_roster(text: str, what: str) -> None:
    with pytest.raises(BadInput, match=what):
        read_roster(text, frozenset({Member("ann")}))


def test_a_roster() -> None:
    text = json.dumps({"people": {"ann": {"skills": ["a"], "capacity": 2}}, "needed": {"a": 3}})
    assert read_roster(text, frozenset({Member("ann")})).needed == {"a": 3}
