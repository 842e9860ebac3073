"""What a project may file, as the documentation shows it."""

import re

from gitgov.chamber.projects import KINDS, tables_of
from gitgov.quality.project_events import Filed
from tests.house.source import ROOT


def test_the_file_that_the_documentation_shows_can_be_filed_and_holds_every_table() -> None:
    shown = re.search(r"```toml\n(\[sipoc\].*?)```", (ROOT / "docs/quality.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    said = tables_of(shown[1])
    assert said.keys() == {*KINDS}
    assert Filed.model_validate({**said, "phase": "define"}).house
