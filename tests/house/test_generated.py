"""What is generated is current, and what is generated is well formed."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from subprocess import PIPE, STDOUT
from typing import Annotated

import pytest
import typer
from typer.main import get_group

from gitgov.cli.manpages import files, main
from gitgov.cli.programs import PROGRAMS
from gitgov.cli.tree import read_tree
from tests.house.source import ROOT, pyproject

SHARED = {
    "man/{name}.1": "share/man/man1/{name}.1",
    "completions/{name}.bash": "share/bash-completion/completions/{name}",
    "completions/_{name}": "share/zsh/site-functions/_{name}",
    "completions/{name}.fish": "share/fish/vendor_completions.d/{name}.fish",
}


def toy() -> typer.Typer:
    """Returns a command line with one of everything that the generator has to write down."""
    top = typer.Typer(help="Weigh apples.\n\nIn stones.", add_completion=False)
    crate = typer.Typer(help="Fill and empty crates.")
    top.add_typer(crate, name="crate")

    @top.command()
    def weigh(
        apple: Annotated[str | None, typer.Argument(metavar="APPLE", help="Which one.")] = None,
        why: Annotated[str, typer.Option("-m", "--message", metavar="WHY", help="A back\\slash isn't lost.")] = "",
        *,
        quiet: Annotated[bool, typer.Option("--quiet", help="Say `nothing`.")] = False,
        secret: Annotated[bool, typer.Option("--secret", hidden=True)] = False,
    ) -> None:
        """Weigh one apple.

        .TH is not a request here.
        """

    @crate.command("fill")
    def fill(apples: Annotated[list[str], typer.Argument(metavar="APPLE...", help="All of them.")]) -> None:
        """Fill a crate."""

    return top


@pytest.fixture
def written(tmp_path: Path) -> Path:
    for path, text in files({"git-apple": read_tree(get_group(toy()))}).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def run(*words: str | Path) -> str:
    """Returns what a program prints; everything that it says, errors too."""
    return subprocess.run(words, check=True, cwd=ROOT, text=True, stdout=PIPE, stderr=STDOUT).stdout


def test_pages_and_completions_are_current() -> None:
    assert main(["--check", str(ROOT)]) == 0, "run `make docs`"


def test_a_stale_or_stray_page_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 0
    (tmp_path / "man/git-vote.1").write_text("old", encoding="utf-8")
    (tmp_path / "man/git-gone.1").touch()
    capsys.readouterr()
    assert main(["--check", str(tmp_path)]) == 1
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()] == ["man/git-gone.1", "man/git-vote.1"]


def test_every_program_is_installed_with_its_files() -> None:
    project = pyproject()
    assert set(project["project"]["scripts"]) == set(PROGRAMS)
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    rows = {
        source.format(name=name): target.format(name=name) for name in PROGRAMS for source, target in SHARED.items()
    }
    completions = {source: target for source, target in rows.items() if source.startswith("completions/")}
    assert shared == {"man": "share/man/man1"} | completions


def test_the_wheel_holds_pages_completions_and_shims(tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = {entry.filename.split(".data/data/")[-1]: entry.external_attr >> 16 for entry in archive.infolist()}
    assert {target.format(name=name) for name in PROGRAMS for target in SHARED.values()} <= held.keys()
    shims = {f"gitgov/hooks/shims/{path.name}" for path in (ROOT / "hooks").iterdir()}
    assert {shim for shim in shims if not held.get(shim, 0) & 0o100} == set()
    assert [name for name in held if not name.startswith(("gitgov/", "gitgov-", "share/"))] == []


def test_a_page_reads_as_it_was_written(written: Path) -> None:
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("groff is not installed")
    page = run(groff, "-ww", "-Kutf8", "-Tascii", "-P-cbou", "-man", written / "man/git-apple.1")
    assert "warning" not in page
    assert "git-apple - weigh apples" in page
    assert "git apple weigh [options] [APPLE]" in page
    assert "git apple crate fill APPLE..." in page
    assert "-m, --message WHY" in page
    assert "A back\\slash isn't lost." in page
    assert ".TH is not a request here." in page
    assert "--secret" not in page


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("git-apple ", ["weigh", "crate"]),
        ("git-apple cr", ["crate"]),
        ("git-apple crate ", ["fill"]),
        ("git-apple weigh --", ["--message", "--quiet", "--help"]),
        ("git-apple weigh ", []),
    ],
)
def test_bash_offers_what_can_follow(typed: str, offered: list[str], written: Path) -> None:
    words = " ".join(f"'{word}'" for word in typed.split(" "))
    script = (
        f"source '{written}/completions/git-apple.bash'; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1));"
        "__git_apple_alone; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    assert run("bash", "-c", script).split() == offered
