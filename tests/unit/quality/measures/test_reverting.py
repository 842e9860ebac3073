"""Reverts: by what messages and subjects say, united."""

from collections.abc import Mapping

import pytest

from gitgov.quality.measures.history import history_of
from gitgov.quality.measures.reverting import Reverts, resolved, reverts_in, said_in
from tests.kit.commits import drawn

FULL = "c0ffee" + "0" * 34


@pytest.mark.parametrize(
    ("message", "oids", "subject"),
    [
        (f'Revert "Add x"\n\nThis reverts commit {FULL}.', (FULL,), "Add x"),
        (f"Undo that\n\nThis reverts commit {FULL[:9]}, which broke it.", (FULL[:9],), ""),
        (f'Revert "Merge x"\n\nThis reverts commit {FULL}, reversing\nchanges made to {"a" * 40}.', (FULL,), "Merge x"),
        ('Revert "Add "x" again" (#12)', (), 'Add "x" again'),
        ('Reapply "Add x"', (), "Add x"),
        ('Revert "Revert "Add x""', (), 'Revert "Add x"'),
        ("Do not revert anything", (), ""),
        ("Revert to the old way", (), ""),
        ("This reverts commit abc.", (), ""),
    ],
)
def test_what_a_message_says(message: str, oids: tuple[str, ...], subject: str) -> None:
    assert said_in(message) == (oids, subject)


def reverts(*rows: str, messages: Mapping[str, str], tip: str = "") -> Reverts:
    return reverts_in(history_of(tip or rows[-1].split()[0], drawn(*rows, messages=messages)))


def test_the_union_of_both_ways_finds_more_than_either() -> None:
    found = reverts(
        "c0ffee1 - 0",
        "b c0ffee1 1",
        "c b 2",
        "d c 3",
        messages={
            "c0ffee1": "One",
            "b": "Two",
            "c": "Undo\n\nThis reverts commit c0ffee1.",
            "d": 'Revert "Two" (#7)',
        },
    )
    assert found.by == {"c": ("c0ffee1",), "d": ("b",)}
    assert found.unresolved == ()
    assert not found.reapplied


def test_of_several_with_one_subject_the_latest_before() -> None:
    found = reverts("a - 0", "b a 1", "c b 2", "d c 3", messages={"a": "X", "b": "X", "c": 'Revert "X"', "d": "X"})
    assert found.by == {"c": ("b",)}


def test_a_subject_that_a_host_has_cut() -> None:
    found = reverts("a - 0", "b a 1", messages={"a": "A long subject that goes on", "b": 'Revert "A long subject..."'})
    assert found.by == {"b": ("a",)}


def test_who_reverts_a_merge_takes_back_what_came_in_with_it() -> None:
    found = reverts(
        "a - 0", "x a 1", "y x 2", "deadbee a,y 3", "r deadbee 4", messages={"r": "Out\n\nThis reverts commit deadbee."}
    )
    assert found.by == {"r": ("deadbee", "x", "y")}


def test_what_brings_something_back_again_is_told_apart() -> None:
    found = reverts(
        "a - 0",
        "b a 1",
        "c b 2",
        messages={"a": "X", "b": 'Revert "X"', "c": 'Reapply "X"'},
    )
    assert found.reapplied == {"c"}
    again = reverts("a - 0", "b a 1", "c b 2", messages={"a": "X", "b": 'Revert "X"', "c": 'Revert "Revert "X""'})
    assert again.by == {"b": ("a",), "c": ("b",)}
    assert again.reapplied == {"c"}


def test_what_is_not_known_is_said_and_may_be_found_by_its_patch() -> None:
    found = reverts("a - 0", "b a 1", messages={"b": f"This reverts commit {FULL}."})
    assert found.unresolved == ("b",)
    assert found.is_revert("b")
    by_patch = resolved(found, {"b": "a"})
    assert (by_patch.by, by_patch.unresolved) == ({"b": ("a",)}, ())


def test_an_id_that_two_commits_begin_with_names_neither() -> None:
    found = reverts(
        "abcdef01 - 0", "abcdef02 abcdef01 1", "r abcdef02 2", messages={"r": "This reverts commit abcdef0."}
    )
    assert found.unresolved == ("r",)
