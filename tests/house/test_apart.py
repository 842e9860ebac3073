"""DSPy is loaded by the process that asks a model, and by no command; graphs are loaded where there are any."""

import importlib
import json
import subprocess
import sys

import pytest

from tests.house.source import ROOT, modules

MODELS = "gitgov/advice/model/"
ALL = [
    path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    for path in modules()
    if not path.startswith(MODELS)
]
IMPORT = "import importlib, sys; [importlib.import_module(each) for each in {names!r}]; print(*sys.modules, sep='\\n')"
ASK = """
import json, sys
from gitgov.chamber.asking import ask, end_workers
from gitgov.chamber.manner import Manner
from gitgov.chamber.stubs import Stub, answering
from tests.kit.models import ADVISER, CASE, HOLD, profile_of
with Stub(answering(HOLD)) as stub:
    profile = profile_of(stub.root, credential={"none": True})
    said = [ask(profile, ADVISER, CASE, manner=Manner(dry=dry)).said for dry in (True, False)]
    end_workers()
print(json.dumps([said[1] is not None, *sorted({"dspy", "litellm", "networkx"} & set(sys.modules))]))
"""


def loaded(names: list[str]) -> set[str]:
    code = IMPORT.format(names=names)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_nothing_but_the_home_of_models_loads_dspy() -> None:
    assert {"dspy", "litellm", "openai"} & loaded(ALL) == set()


@pytest.mark.parametrize("program", ["hooks", "cli"])
def test_what_starts_a_command_or_a_hook_loads_no_graphs(program: str) -> None:
    starting = {"hooks": "gitgov.hooks.", "cli": "gitgov.cli."}[program]
    assert "networkx" not in loaded([each for each in ALL if each.startswith(starting)])


def test_who_asks_a_model_does_not_load_it() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True, cwd=ROOT)
    assert json.loads(done.stdout) == [True]


def test_the_home_of_models_loads_it_when_it_is_needed() -> None:
    assert "dspy" in loaded(["gitgov.advice.model.modules"])
    assert "dspy" not in loaded(["gitgov.advice.model", "gitgov.advice.model.worker"])
    assert importlib.import_module("gitgov.advice.model").PUBLIC == ("CodeReviewAI", "DeploymentAI", "GitIntelligence")
