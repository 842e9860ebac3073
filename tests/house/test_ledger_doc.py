"""The worked example of docs/ledger.md is real: stock tools and the law itself find in it what the page says."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gitgov.core.canonical import dumps, loads
from gitgov.core.line import unseal
from gitgov.ledger.admission import Admission, admit
from gitgov.ledger.event import Event
from gitgov.procedure.acts.announce import resolve
from gitgov.procedure.constitution import constitute, find_genesis
from gitgov.procedure.events import ALL_KINDS
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import fold
from gitgov.procedure.state import Decision
from tests.house.source import ROOT

PAGE = ROOT / "docs" / "ledger.md"
FILE = re.compile(r"^```\w+ (\S+)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
CHECKS = re.compile(r"^```console\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
UNENDED = (".line", ".event")  # a line is itself without its newline


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """Returns the files that the page shows, by name."""
    found = dict(FILE.findall(PAGE.read_text(encoding="utf-8")))
    return {name: text + ("" if name.endswith(UNENDED) else "\n") for name, text in found.items()}


@pytest.fixture
def folder(files: dict[str, str], tmp_path: Path) -> Path:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def events(files: dict[str, str]) -> dict[str, Event]:
    """Returns the events of the page's lines, admitted as any reader would."""
    lines = {name: files[f"{name}.line"].encode() for name in ("genesis", "motion", "ballot")}
    genesis = find_genesis([lines["genesis"]])
    chain = constitute(genesis, [lines["genesis"]]).chain
    found = {name: admit(lines[name], Admission(genesis.id, chain.keys, ALL_KINDS)) for name in ("motion", "ballot")}
    assert [each for each in found.values() if not isinstance(each, Event)] == []
    return {"genesis": genesis} | {name: each for name, each in found.items() if isinstance(each, Event)}


def steps() -> list[tuple[str, str]]:
    """Returns each command of the page with what the page says it prints."""
    (block,) = CHECKS.findall(PAGE.read_text(encoding="utf-8"))
    parts = [part.partition("\n") for part in re.split(r"^\$ ", block, flags=re.MULTILINE) if part]
    return [(command, shown.strip()) for command, _, shown in parts]


def test_the_page_shows_some_checks() -> None:
    assert len(steps()) >= 4


@pytest.mark.parametrize(("command", "shown"), steps())
def test_stock_tools_say_what_the_page_says(command: str, shown: str, folder: Path) -> None:
    script = ["bash", "-euo", "pipefail", "-c", command]
    done = subprocess.run(script, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, shown)


def test_one_changed_letter_is_noticed_by_stock_tools(folder: Path) -> None:
    (folder / "ballot.event").write_text(
        (folder / "ballot.event").read_text(encoding="utf-8").replace("aye", "nay"), encoding="utf-8"
    )
    verify = next(command for command, _ in steps() if "-Y verify" in command)
    done = subprocess.run(["bash", "-c", verify], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode != 0


@pytest.mark.parametrize("name", ["genesis", "motion", "ballot"])
def test_the_lines_are_canonical_and_their_ids_stand_on_the_page(name: str, files: dict[str, str]) -> None:
    sealed = unseal(files[f"{name}.line"].encode())
    assert dumps(loads(sealed.event)) == sealed.event
    assert json.loads(sealed.event)["key"] == sealed.key
    assert hashlib.sha256(sealed.event).hexdigest() in PAGE.read_text(encoding="utf-8")


def test_the_genesis_holds_the_charter_that_the_page_shows(files: dict[str, str]) -> None:
    assert json.loads(unseal(files["genesis.line"].encode()).event)["body"]["charter"] == files["charter.toml"]


def test_the_ballot_counts_and_carries_the_motion(events: dict[str, Event]) -> None:
    chain = constitute(events["genesis"], [events["genesis"].line]).chain
    floor = fold(chain, [events["ballot"], events["motion"]])
    assert isinstance(floor, Floor)
    assert floor.out_of_order == ()
    assert [ballot.id for ballot in floor.main.ballots] == [events["ballot"].id]
    decision = resolve(floor, floor.main, [events["ballot"].id], events["ballot"].at)
    assert isinstance(decision, Decision)
    assert decision.outcome.carried


def test_generated_pages_are_current() -> None:
    generate = [sys.executable, "docs/generate.py", "--check"]
    done = subprocess.run(generate, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), "run `make docs`"
