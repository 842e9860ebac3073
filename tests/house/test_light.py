"""What a plain question does without is not loaded for it: the start is most of the time that a vote or a push takes."""

import ast
import subprocess
import sys

from gitgov.advice.advisers import ADVISERS
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


FOR_MODELS = ("dspy", "networkx")
"""What only those who ask a model load, and that in a process of its own."""


def loaded_by(statement: str) -> set[str]:
    """Returns the modules that a new interpreter has loaded after a statement."""
    shown = f"{statement}; import sys; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_every_kind_of_motion_has_a_file_that_is_called_so_and_every_file_has_a_row() -> None:
    folder = ROOT / "gitgov/procedure/motions"
    files = {path.stem for path in folder.glob("*.py") if "\nROW = " in path.read_text("utf-8")}
    assert files == set(MOTIONS)
    assert {name: row.name for name, row in MOTIONS.items()} == {name: name for name in MOTIONS}


def test_every_adviser_has_a_file_that_is_called_so_and_every_file_has_a_name() -> None:
    folder = ROOT / "gitgov/advice/advisers"
    files = {path.stem for path in folder.glob("*.py") if path.stem != "__init__"}
    assert files == set(ADVISERS)
    assert {name: row.name for name, row in ADVISERS.items()} == {name: name for name in ADVISERS}


def test_who_moves_or_looks_at_a_motion_loads_no_advice() -> None:
    modules = loaded_by(
        "import gitgov.cli.proposing, gitgov.cli.showing, gitgov.cli.renewing, gitgov.cli.adopting, gitgov.cli.answering"
    )
    assert {each for each in modules if each.startswith("gitgov.advice.")} <= {"gitgov.advice.events"}


def test_the_law_starts_without_what_only_choices_meetings_and_secondary_motions_need() -> None:
    modules = loaded_by(LAW)
    assert not modules.intersection(HEAVY)
    kinds = {each for each in modules if each.startswith("gitgov.procedure.motions.")}
    assert len(kinds) < len(MOTIONS) / 4, kinds


def test_no_command_and_no_hook_loads_what_asks_a_model() -> None:
    """All at once, so that none does; what a function imports by itself, the next test sees."""
    names = sorted(
        f"gitgov.{folder}.{path.stem}" for folder in ("cli", "hooks") for path in (ROOT / "gitgov" / folder).glob("[!_]*.py")
    )  # fmt: skip
    modules = loaded_by(f"import {', '.join(names)}")
    assert modules >= set(names)
    assert not modules.intersection(FOR_MODELS)
    assert not {each for each in modules if each.startswith("gitgov.advice.model")}


def test_nothing_but_the_model_s_own_room_imports_what_asks_one() -> None:
    found = {}
    for path in sorted((ROOT / "gitgov").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        if place.startswith("gitgov/advice/model/"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if bad := [
                each for each in names if each.split(".")[0] in FOR_MODELS or each.startswith("gitgov.advice.model")
            ]:
                found[place] = bad
    assert found == {}


def test_advice_by_facts_on_many_branches_loads_neither_records_nor_the_law() -> None:
    modules = loaded_by("import gitgov.cli.combining")
    assert not modules.intersection(
        {"pydantic_core", "gitgov.procedure.fold", "gitgov.ledger.event", *HEAVY} - {"typer"}
    )
