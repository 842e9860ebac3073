"""Every objection of the law is shown by a test: its code stands in one."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
LAW = ("core", "ledger", "charter", "tally", "procedure", "gate", "threads", "sprints", "quality")
CODE = re.compile(r"\bGOV-\d{3}\b")


def codes_in(folder: Path, names: str = "*.py") -> dict[str, Path]:
    """Returns each code below a folder with a file that names it."""
    return {
        code: path for path in sorted(folder.rglob(names)) for code in CODE.findall(path.read_text(encoding="utf-8"))
    }


RAISED = {code: path for layer in LAW for code, path in codes_in(ROOT / "gitgov" / layer).items()}
SHOWN = {
    code: path
    for folder, names in (("unit", "*.py"), ("laws", "*.py"), ("vectors/ronr", "*.md"))
    for code, path in codes_in(ROOT / "tests" / folder, names).items()
    if path != Path(__file__)
}


def test_each_is_shown_by_a_test() -> None:
    assert {code: str(RAISED[code].relative_to(ROOT)) for code in sorted(RAISED.keys() - SHOWN.keys())} == {}


def test_a_code_is_of_its_layer() -> None:
    """1xx from the gate, 2xx from the ledger and on receipt, 3xx from procedure, 4xx from the charter and about it, 5xx from meetings and consent,
    6xx from sprints and threads, 7xx from quality.
    """
    home = {
        "1": {"gate"},
        "2": {"ledger", "procedure"},
        "3": {"procedure"},
        "4": {"charter", "procedure"},
        "5": {"procedure", "gate"},
        "6": {"threads", "sprints", "procedure"},
        "7": {"quality", "procedure", "charter"},
    }
    layer = {code: path.relative_to(ROOT / "gitgov").parts[0] for code, path in RAISED.items()}
    assert {code: where for code, where in layer.items() if where not in home[code[4]]} == {}
