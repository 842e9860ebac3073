"""What nobody should adopt: named before a charter is proposed, while one that was adopted stands."""

from __future__ import annotations

import pytest

from gitgov.charter.read import mistakes, read
from tests.kit.charters import Draft, chaired, team

TRIO = team("alice", "bob", "carol")
BY_BALLOT = {"choose": {"poll": "7d"}, "elect": {"poll": "7d"}}


def said(draft: Draft, *, founding: bool = False) -> list[str]:
    """Returns the mistakes of a charter that the law reads all the same."""
    assert read(draft.text).text == draft.text
    found = mistakes(draft.text, founding=founding)
    assert all(each.remedy and draft.text.split("\n")[each.line - 1].startswith(_begun(each.what)) for each in found)
    return [each.what for each in found]


def _begun(what: str) -> str:
    path = what.split(":", maxsplit=1)[0].split(".")
    return "name" if path == ["branches"] else path[-1]


class TestAlone:
    ALONE = team("alice", second=True, mover_votes=False)

    def test_where_another_member_is_needed(self) -> None:
        assert said(self.ALONE) == [
            "rules.second: there is no second member to second any motion",
            "rules.mover_votes: nobody but its mover is there to vote on any motion",
        ]

    def test_for_one_kind(self) -> None:
        draft = team("alice").but(special={"release": {"second": True}, "charter": {"mover_votes": False}})
        assert said(draft) == [
            "rules.release.second: there is no second member to second release motions",
            "rules.charter.mover_votes: nobody but its mover is there to vote on charter motions",
        ]

    def test_a_retired_member_is_no_other(self) -> None:
        assert len(said(team("alice", "bob", second=True).but(retired=("bob",)))) == 1

    def test_two_are_enough_and_so_is_one_without_such_rules(self) -> None:
        assert said(team("alice", "bob", second=True, mover_votes=False)) == []
        assert said(team("alice")) == said(chaired("alice")) == []

    def test_while_founding_members_are_still_to_come(self) -> None:
        assert said(self.ALONE, founding=True) == []


class TestTime:
    def test_a_poll_of_no_time(self) -> None:
        (what,) = said(TRIO.but(rules={"poll": "0d"}))
        assert what.startswith("rules.poll: nobody would have time to vote on any motion")

    def test_for_one_kind(self) -> None:
        (what,) = said(TRIO.but(special={"merge": {"poll": "0s"}}))
        assert what.startswith("rules.merge.poll: nobody would have time to vote on merge motions")

    def test_unless_silence_is_consent(self) -> None:
        assert said(TRIO.but(rules={"poll": "0s", "lazy": "72h"}, special=BY_BALLOT)) == []
        (what,) = said(TRIO.but(rules={"poll": "0s", "lazy": "72h"}, special=BY_BALLOT | {"charter": {"lazy": "0s"}}))
        assert "charter motions" in what

    @pytest.mark.parametrize(
        ("common", "special", "place"),
        [
            ({"lazy": "8d"}, {}, "rules.lazy"),
            ({"lazy": "2d", "poll": "1d"}, {}, "rules.lazy"),
            ({"lazy": "72h"}, {"poll": "1h"}, "rules.merge.poll"),
            ({"poll": "1h"}, {"lazy": "72h"}, "rules.merge.lazy"),
        ],
    )
    def test_silence_beyond_the_poll(self, common: dict[str, str], special: dict[str, str], place: str) -> None:
        (what,) = said(TRIO.but(rules=common, special={"merge": special} if special else {}))
        assert what.startswith(f"{place}: the poll on ")
        assert "would end before silence counts" in what

    def test_silence_as_long_as_the_poll(self) -> None:
        assert said(TRIO.but(rules={"poll": "3d", "lazy": "72h"})) == []


class TestProtection:
    @pytest.mark.parametrize(
        ("branches", "what"),
        [
            (("*", "main"), "branches.1.name: 'main' never counts, as the row branches.0 ('*') comes first"),
            (("main", "rel/*", "rel/1/*"), "branches.2.name: 'rel/1/*' never counts, as the row branches.1 ('rel/*')"),
        ],
    )
    def test_a_row_that_never_counts(self, branches: tuple[str, ...], what: str) -> None:
        (found,) = said(TRIO.but(branches=dict.fromkeys(branches, ("merge",))))
        assert found.startswith(what)

    def test_a_row_twice(self) -> None:
        text = TRIO.text + '[[branches]]\nname = "main"\nmethods = ["squash"]\n[[tags]]\nname = "v*"\n'
        assert read(text).text == text
        assert [each.what.split(":")[0] for each in mistakes(text)] == ["branches.1.name", "tags.1.name"]

    def test_the_narrower_one_first(self) -> None:
        assert said(TRIO.but(branches={"main": ("merge",), "*": ("squash",)}, tags={"v1*": (), "v*": ()})) == []

    def test_nothing_but_what_comes_in_together(self) -> None:
        (found,) = said(TRIO.but(branches={"main": ("octopus",)}))
        assert found.startswith("branches.0.methods: an octopus takes two decisions")
        assert said(TRIO.but(branches={"main": ("octopus", "merge")})) == []

    def test_nothing_at_all(self) -> None:
        assert said(TRIO.but(branches={}, tags={})) == ["branches: no branch and no tag is protected"]
        assert said(TRIO.but(branches={})) == said(TRIO.but(tags={})) == []


@pytest.mark.parametrize("char", ["\\u0007", "\\u001b[31m", "\\n", "\\u202e"])
def test_a_name_that_drives_a_terminal(char: str) -> None:
    text = TRIO.text.replace('"a body"', f'"a {char} body"')
    assert read(text).text == text
    assert [(each.line, each.what) for each in mistakes(text)] == [(1, "name: holds a control character")]


class TestFormats:
    def test_of_nothing_that_is_signed(self) -> None:
        assert said(TRIO.but(signed={"main": ((), ("ssh",))})) == [
            "branches.0.formats: nothing is to be signed, so no format counts"
        ]

    def test_that_nobody_could_make(self) -> None:
        draft = TRIO.but(signed={"main": (("merges",), ("openpgp",))})
        assert said(draft) == ["branches.0.formats: nobody active has an OpenPGP key"]
        assert said(draft, founding=True) == []

    def test_that_somebody_can(self) -> None:
        assert said(TRIO.but(signed={"main": (("merges", "commits"), ("ssh",))})) == []
