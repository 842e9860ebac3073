"""Lists through the index: whatever was done, by whomever and in whichever clone, a fresh index says the same."""

import random
import shutil

import pytest

from gitgov.chamber.reads import listed
from gitgov.chamber.summary import Summary
from tests.kit.field import Clone, Field


def told(clone: Clone) -> list[Summary]:
    """Returns what the index says, as it has grown; whether signatures were checked is left aside."""
    return [_plain(each) for each in listed(clone.chamber(), everything=True)]


def anew(clone: Clone) -> list[Summary]:
    """Returns what an index says that is made now."""
    shutil.rmtree(clone.path / ".git" / "gitgov" / "index.sqlite", ignore_errors=True)
    (clone.path / ".git" / "gitgov" / "index.sqlite").unlink(missing_ok=True)
    return told(clone)


def _plain(summary: Summary) -> Summary:
    return summary._replace(verified=True)


@pytest.mark.parametrize("seed", range(2))
def test_grown_or_made_anew_it_is_the_same(fresh: Field, seed: int) -> None:
    dice, clones, number = random.Random(seed), (fresh.alice, fresh.bob, fresh.carol), 0
    for clone in clones:
        clone.git("branch", "--quiet", "--force", "feature/x", "origin/feature/x")
    for _ in range(24):
        clone = dice.choice(clones)
        match dice.randrange(7):
            case 0:
                number += 1
                clone.motion("release", f"v{number}", "main", check=False)
            case 1:
                clone.motion("merge", "feature/x", check=False)
            case 2 | 3:
                names = clone.motion("list", "--short").stdout.split("\n")
                word = dice.choice(names).split("\t")[0] or "none"
                clone.vote(dice.choice(("aye", "nay", "abstain")), word, check=False)
                clone.motion("announce", word, check=False)
            case 4:
                clone.motion("withdraw", check=False)
            case 5:
                clone.gov("sync", check=False)
            case _:
                clone.motion("speak", "--for", "-m", "x", check=False)
        assert told(clone) is not None
    for clone in clones:
        clone.gov("sync", check=False)
        assert told(clone) == anew(clone)


def test_a_list_of_the_open_ones_is_part_of_the_list_of_all(here: Field) -> None:
    here.alice.motion("release", "v1", "main")
    chamber = here.alice.chamber()
    assert listed(chamber, everything=False) == listed(chamber, everything=True)
    here.alice.gov("enact", "feature/x", "--push", "origin")
    chamber = here.alice.chamber()
    assert [each.kind for each in listed(chamber, everything=False)] == ["release"]
    assert {each.kind for each in listed(chamber, everything=True)} == {"merge", "release"}  # perhaps of one second


def test_what_reached_its_ref_is_done_whoever_merged_it(here: Field) -> None:
    here.alice.push(f"{here.alice.merge('feature/x')}:main", check=True)
    here.alice.git("pull", "--quiet", "--ff-only")
    assert listed(here.alice.chamber(), everything=False) == []


@pytest.mark.parametrize("word", ["verified:main", "planted"])
def test_what_is_planted_behind_a_ref_is_not_read(here: Field, word: str) -> None:
    before = told(here.alice)
    here.alice.git("update-ref", f"refs/gov/{word.replace(':', '/')}", "main")
    assert told(here.alice) == before


@pytest.mark.parametrize("room", ["charter", "motions", "votes", "decisions"])
@pytest.mark.parametrize("content", ["", "garbage\n"])
def test_a_damaged_room_is_not_an_empty_one(here: Field, room: str, content: str) -> None:
    (here.alice.path / ".git/refs/notes/gov" / room).write_text(content, encoding="utf-8")
    for program, *words in (("gov", "status"), ("motion", "list"), ("motion", "show", "feature/x"), ("gov", "verify")):
        done = here.alice.gov(*words, check=False) if program == "gov" else here.alice.motion(*words, check=False)
        assert done.returncode == 3
        assert f"blocked: the ref refs/notes/gov/{room} is damaged" in done.stderr
