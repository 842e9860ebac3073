"""The play of two sprints shows a page as it happens, says which command misbehaves, and leaves nothing behind.

That the page itself goes as written, two_sprints.md tests.
"""

import subprocess
import sys
from pathlib import Path

import pytest

PAGE = """# Two teams

They begin.

```console
alice$ echo one; (exit 3)
one
[3]
bob$ echo {said}
two ...
```
"""


@pytest.mark.parametrize(("said", "status"), [("two of them", 0), ("three", 1)])
def test_a_page_is_played(said: str, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE.format(said=said), encoding="utf-8")
    (tmp_path / "scratch").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "scratch"))
    done = subprocess.run(
        [sys.executable, "-m", "examples.sprints.run", str(page)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == status
    assert f"They begin.\n\nalice$ echo one; (exit 3)\none\nbob$ echo {said}\n{said}\n" in done.stdout
    assert ("All 2 commands did what the page says" in done.stdout) == (not status)
    assert ("command 2 misbehaved; the page has:\nbob$ echo three\ntwo ..." in done.stderr) == bool(status)
    assert list((tmp_path / "scratch").iterdir()) == []
