"""`--json` on every command that shows something: it parses, and is the same twice."""

import json

import pytest

from gitgov.cli.programs import PROGRAMS
from gitgov.cli.tree import read_tree
from tests.kit.field import Clone, Field

COMMANDS = (
    "gov status", "gov log", "gov log -n 2", "gov verify", "gov why feature/x", "gov why main", "gov member list",
    "gov charter show", "gov charter history", "gov hooks status", "gov check main feature/x main", "gov sync",
    "motion list", "motion list --all", "motion show feature/x", "motion minutes feature/x", "vote status feature/x",
    "vote proxy list", "quality list", "quality improve",
)  # fmt: skip


@pytest.fixture
def clone(here: Field) -> Clone:
    """Returns alice's clone with one motion carried and another open."""
    here.alice.motion("release", "v1", "main", "-m", "why — “so”")
    here.alice.vote("nay", "v1", "-m", "because")
    here.alice.sync()
    return here.alice


@pytest.mark.parametrize("line", COMMANDS)
def test_it_parses_and_nothing_else_is_printed(clone: Clone, line: str) -> None:
    program, *words = line.split()
    done = getattr(clone, program)(*words, "--json", check=False)
    value = json.loads(done.stdout)
    assert done.stderr == ""
    assert value == json.loads(getattr(clone, program)(*words, "--json", check=False).stdout)


def test_every_command_that_shows_something_offers_it() -> None:
    offering = {
        f"{name.removeprefix('git-')} {' '.join(verb.path)}"
        for name, app in PROGRAMS.items()
        for verb in read_tree(app)
        if any("--json" in option.names for option in verb.options)
    }
    showing = {line.split(" -")[0] for line in COMMANDS}
    words = {" ".join(word for word in line.split() if word not in {"main", "feature/x", "2"}) for line in showing}
    assert words <= offering
    assert {"gov show", "gov doctor", "gov charter check"} <= offering


def test_motions_have_stable_keys(clone: Clone) -> None:
    listed = json.loads(clone.motion("list", "--all", "--json").stdout)
    assert [each["text"].split()[0] for each in listed] == ["merge", "release"]
    assert {"id", "name", "kind", "text", "mover", "phase", "ayes", "nays", "abstentions", "silent"} <= listed[0].keys()
    shown = json.loads(clone.motion("show", "v1", "--json").stdout)
    assert shown["why"] == "why — “so”"
    assert shown["ballots"][0]["reason"] == "because"
    assert shown["id"] == listed[1]["id"]


def test_a_verdict_has_codes(clone: Clone) -> None:
    verdict = json.loads(clone.gov("check", "main", "0", "main", "--json", check=False).stdout)
    assert verdict[0]["allowed"] is False
    assert verdict[0]["objections"][0]["code"] == "GOV-131"


def test_the_status_says_what_waits(clone: Clone, here: Field) -> None:
    here.bob.sync()
    value = json.loads(here.bob.gov("status", "--json").stdout)
    assert value["member"] == "bob"
    assert [each["text"].split()[0] for each in value["waiting_for_me"]] == ["merge", "release"]
    assert value["unsent"] == 0
