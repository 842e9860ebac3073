"""What a plain question does without is not loaded for it: the start is most of the time that a vote or a push takes."""

import subprocess
import sys

from gitgov.procedure.motions import MOTIONS
from tests.house.source import ROOT

HEAVY = (
    "gitgov.tally.methods",
    "gitgov.tally.debian",
    "gitgov.procedure.minutes.secretary",
    "networkx",
    "typer",
    "tomlkit",
)
LAW = "import gitgov.procedure.fold, gitgov.gate.branch"


def test_every_kind_of_motion_has_a_file_that_is_called_so_and_every_file_has_a_row() -> None:
    folder = ROOT / "gitgov/procedure/motions"
    files = {path.stem for path in folder.glob("*.py") if "\nROW = " in path.read_text("utf-8")}
    assert files == set(MOTIONS)
    assert {name: row.name for name, row in MOTIONS.items()} == {name: name for name in MOTIONS}


def test_the_law_starts_without_what_only_choices_meetings_and_secondary_motions_need() -> None:
    shown = f"{LAW}; import sys; print(*sys.modules, sep='\\n')"
    loaded = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True, cwd=ROOT)
    modules = set(loaded.stdout.split())
    assert not modules.intersection(HEAVY)
    kinds = {each for each in modules if each.startswith("gitgov.procedure.motions.")}
    assert len(kinds) < len(MOTIONS) / 4, kinds
