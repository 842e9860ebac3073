"""The lock files say what pyproject.toml asks for, and say the same."""

import re
import tomllib
from typing import Any

from packaging.requirements import Requirement

from tests.house.source import ROOT, pyproject

REMEDY = "run `make lock`"


def asked() -> set[str]:
    """Returns every requirement of pyproject.toml with its extra, in one spelling."""
    project = pyproject()["project"]
    extras = {
        f"{each}; {extra}" for extra, rows in project["optional-dependencies"].items() for each in map(spelt, rows)
    }
    return extras | {f"{each}; " for each in map(spelt, project["dependencies"])}


def spelt(requirement: str) -> str:
    parsed = Requirement(requirement)
    return f"{parsed.name} {parsed.specifier}"


def locked() -> list[dict[str, Any]]:
    packages: list[dict[str, Any]] = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    return packages


def pins() -> set[tuple[str, str]]:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return set(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))


def test_uv_lock_answers_pyproject() -> None:
    project = next(each for each in locked() if each["name"] == "gitgov")
    rows = project["metadata"]["requires-dist"]
    extras = ["".join(re.findall(r"extra == '(\w+)'", row.get("marker", ""))) for row in rows]
    answered = {f"{spelt(row['name'] + row['specifier'])}; {extra}" for row, extra in zip(rows, extras, strict=True)}
    assert answered == asked(), REMEDY


def test_requirements_lock_repeats_uv_lock() -> None:
    assert pins() <= {(each["name"], each["version"]) for each in locked() if "version" in each}, REMEDY


def test_requirements_lock_holds_all_that_make_needs() -> None:
    needed = {row.split()[0] for row in asked() if row.endswith(("; ", "; dev"))}
    assert needed - {name for name, _ in pins()} == set(), REMEDY


def test_every_pin_has_hashes() -> None:
    blocks = re.split(r"^(?=\w)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [each.split()[0] for each in blocks if "==" in each and "--hash=sha256:" not in each] == []
