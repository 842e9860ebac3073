"""Lists through the index: whatever was done, by whomever and in whichever clone, a fresh index says the same."""

import random
import shutil
from pathlib import Path

import pytest

from gitgov.chamber.indexing import listed
from gitgov.chamber.summary import Summary
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.servers import File


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


TWO_BRANCHES = f'{MAIN_AND_TAGS}\n[[branches]]\nname = "release/*"\nmethods = ["merge"]\n'


@pytest.mark.parametrize("many", [0, 50])
def test_few_or_many_a_head_is_merged_where_it_is_merged(
    fields: Fields, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """What was merged into one branch waits for the other still; and what lies under a head has come in with it."""
    field = fields.founded(tmp_path / "field", File(), charter_of(fields.people, TWO_BRANCHES))
    alice = field.alice
    alice.push("main:refs/heads/release/1", check=True)
    alice.commit({"under.txt": "x"}, branch="under")
    alice.commit({"over.txt": "x"}, branch="over")
    alice.git("checkout", "--quiet", "main")
    alice.git("fetch", "--quiet")
    for head, into in (("under", "release/1"), ("over", "release/1"), ("over", "main")):
        field.decide("merge", head, "--into", into)
    alice.push(f"{alice.merge('over', into='origin/release/1')}:refs/heads/release/1", check=True)
    alice.git("fetch", "--quiet")
    monkeypatch.setattr("gitgov.chamber.indexing.MANY", many)
    for found in (told(alice), anew(alice)):
        assert {(each.branch, each.target.split("/", 2)[2]): each.settled for each in found} == {
            ("under", "release/1"): "enacted",
            ("over", "release/1"): "enacted",
            ("over", "main"): "carried",
        }
