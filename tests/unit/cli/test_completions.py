"""What the shells offer: names that are known here, at the price of one command, and never a message."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.source import ROOT
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File

GIT = '__gitcomp () { COMPREPLY=($(compgen -W "$1" -- "$cur")); }'  # what git's own completion gives us
BASH = """
source '{script}'; {git}
words=({words}); cword=$((${{#words[@]}} - 1)); cur=${{words[cword]}}; prev=${{words[cword-1]}}
_git_{program}; printf '%s\\n' "${{COMPREPLY[@]}}"
"""
ALONE = """
source '{script}'; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
__git_{program}_alone; printf '%s\\n' "${{COMPREPLY[@]}}"
"""
ZSH = """
_describe () {{ }}; _files () {{ }}
compadd () {{ [[ $1 == -- ]] && shift; print -l -- "$@" }}
fpath=('{folder}' $fpath); autoload -Uz _git-{program}
typed () {{ local words=({words}); local CURRENT=${{#words}} PREFIX=$words[-1]; _git-{program} }}; typed
"""


def said(clone: Clone | Path, shell: str, script: str) -> list[str]:
    place = clone if isinstance(clone, Path) else clone.path
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"{shell} is not installed")
    done = subprocess.run([found, "-c", script], cwd=place, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.split()


def offered(clone: Clone | Path, typed: str, template: str = BASH) -> list[str]:
    """Returns what bash offers at the end of `vote aye `, typed after `git `, or alone as `git-vote aye `."""
    program = typed.split(maxsplit=1)[0]
    words = " ".join(f"'{word}'" for word in [f"git-{program}", *typed.split(" ")[1:]])
    script = ROOT / f"completions/git-{program}.bash"
    return said(clone, "bash", template.format(script=script, git=GIT, words=words, program=program))


@pytest.fixture
def open_one(fresh: Field) -> tuple[Clone, str]:
    """Returns alice's clone with an open motion, and its name."""
    return fresh.alice, fresh.alice.motion("merge", "feature/x").stdout.split()[0]


@pytest.mark.parametrize("template", [BASH, ALONE])
def test_open_motions_where_one_votes_or_speaks(open_one: tuple[Clone, str], template: str) -> None:
    alice, name = open_one
    for typed in ("vote aye ", "motion speak --for ", "gov enact ", "vote aye --sync "):
        assert offered(alice, typed, template) == [name, "feature/x"]
    assert offered(alice, "vote nay M-", template) == [name]
    assert offered(alice, "gov log --motion ", template) == [name, "feature/x"]


def test_branches_where_one_moves_to_merge(open_one: tuple[Clone, str]) -> None:
    alice, _ = open_one
    assert offered(alice, "motion merge fea") == ["feature/x"]
    assert {"main", "feature/x", "origin/feature/x"} <= set(offered(alice, "motion merge "))
    assert "main" in offered(alice, "motion merge feature/x --into ")
    assert offered(alice, "gov enact --push ") == ["origin"]


def test_members(open_one: tuple[Clone, str]) -> None:
    alice, _ = open_one
    for typed in ("gov member retire ", "vote proxy give ", "motion hand-over --to ", "motion refer it --member "):
        assert offered(alice, typed) == ["alice", "bob", "carol"]
    assert offered(alice, "gov member retire c") == ["carol"]


def test_teams_sprints_and_items(people: People, fields: Fields, tmp_path: Path) -> None:
    train = (
        MAIN_AND_TAGS + "\n[teams.train]\nproduct_owner = 'bob'\n[teams.core]\nparent = 'train'\nmembers = ['alice']\n"
    )
    alice = fields.founded(tmp_path / "field", File(), charter_of(people, train + "scrum_master = 'alice'\n")).alice
    assert offered(alice, "sprint item drop ") == offered(alice, "sprint start ") == []
    alice.sprint("item", "add", "C-1", "One", "--team", "core")
    alice.sprint("plan", "S1")
    assert offered(alice, "sprint status --team ") == ["train", "core"]
    for typed in ("sprint item drop ", "sprint plan S1 --item C", "sprint item add C-2 Two --needs "):
        assert offered(alice, typed) == ["C-1"]
    for typed in ("sprint start ", "sprint review ", "sprint retro show "):
        assert offered(alice, typed) == ["S1"]


def test_no_names_where_a_text_or_a_file_is_due(open_one: tuple[Clone, str]) -> None:
    alice, _ = open_one
    for typed in ("vote aye -m ", "vote aye --key ", "motion charter ", "motion resolve "):
        assert offered(alice, typed) == []


def test_nothing_is_said_where_there_is_nothing(tmp_path: Path) -> None:
    for typed in ("vote aye ", "motion merge ", "gov member retire ", "gov order invoke ", "gov sync "):
        assert offered(tmp_path, typed) == []


def test_zsh(open_one: tuple[Clone, str]) -> None:
    alice, name = open_one
    for typed, wanted in (("vote aye ", [name, "feature/x"]), ("motion hand-over --to ", ["alice", "bob", "carol"])):
        program, *more = typed.split(" ")
        words = " ".join(f"'{word}'" for word in [f"git-{program}", *more])
        assert said(alice, "zsh", ZSH.format(folder=ROOT / "completions", program=program, words=words)) == wanted


def test_fish(open_one: tuple[Clone, str]) -> None:
    alice, name = open_one
    for typed, wanted in (
        ("git-vote aye ", {name, "feature/x"}),
        ("git-motion hand-over --to ", {"alice", "bob", "carol"}),
    ):
        script = ROOT / f"completions/{typed.split()[0]}.fish"
        assert wanted <= set(said(alice, "fish", f"source '{script}'; complete -C '{typed}'"))
