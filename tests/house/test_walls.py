"""Imports point down, and every outside library has one home; the contracts are in pyproject.toml."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, ROOT

BREACHES = {
    "a package outside of the layers": ("utils/__init__.py", ""),
    "an import that points up": ("core/breach.py", "import gitgov.ledger"),
    "law that reads the machine": ("gate/breach.py", "import os"),
    "law that starts processes": ("core/breach.py", "import subprocess"),
    "pygit2 outside of git": ("chamber/breach.py", "import pygit2"),
    "matplotlib outside of drawing": ("quality/breach.py", "import matplotlib"),
    "typer outside of cli": ("git/breach.py", "import typer"),
    "a face that reaches for git": ("cli/breach.py", "import gitgov.git"),
    "a command that loads models": ("chamber/breach.py", "import gitgov.advice.model.engine"),
    "dspy outside of its home": ("advice/advisers/breach.py", "import dspy"),
    "a hook that imports the command line": ("hooks/breach.py", "import gitgov.cli"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([program, "--no-logo", "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


def test_the_walls_stand() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_seen(breach: str, tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "gitgov", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    path, code = BREACHES[breach]
    target = tmp_path / "gitgov" / path
    target.parent.mkdir(exist_ok=True)
    target.write_text(code + "\n", encoding="utf-8")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert "BROKEN" in done.stdout
    module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    assert f"gitgov.{module}" in done.stdout


def test_what_checks_from_outside_shares_no_code_with_us() -> None:
    """The checker of the load imports Python's own library alone, and starts git and ssh-keygen, never a program of ours."""
    tree = ast.parse((ROOT / "tests/soak/checker.py").read_text(encoding="utf-8"))
    names = {each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names - {"importlib", "runpy"}, names
    words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert words & {"git", "ssh-keygen"} == {"git", "ssh-keygen"}
    assert words & {"gov", "vote", "git-gov", "git-vote", "python"} == set()
