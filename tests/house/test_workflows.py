"""The ready workflows for hosts install what their reader has pinned, and nothing that somebody else may register."""

import re
from pathlib import Path

import pytest

from tests.house.source import ROOT

WORKFLOWS = sorted((ROOT / "examples" / "hosts").glob("*.yml"))
INSTALL = 'pip install "${GOV_SOURCE:?is not set}"'


def test_there_is_one_for_each_host() -> None:
    assert [each.stem for each in WORKFLOWS] == ["forgejo", "github", "gitlab"]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda each: each.stem)
def test_nothing_is_installed_by_an_unpinned_name(workflow: Path) -> None:
    text = workflow.read_text(encoding="utf-8")
    assert re.findall(r"\bpipx? install.*|\buvx? .*", text) == [INSTALL]
    assert "gitgov @ git+https://HOST/PATH@COMMIT" in text


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda each: each.stem)
def test_no_job_goes_on_without_a_genesis(workflow: Path) -> None:
    assert 'git config gov.genesis "${GOV_GENESIS:?is not set}"' in workflow.read_text(encoding="utf-8")


def test_actions_that_need_node_run_where_there_is_node() -> None:
    """Forgejo runs actions in the job's container, and that of Python has no node."""
    text = (ROOT / "examples" / "hosts" / "forgejo.yml").read_text(encoding="utf-8")
    assert "image: python:" in text
    assert "uses:" not in text
