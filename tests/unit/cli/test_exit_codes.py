"""Bad input ends in one clear message and exit 2, a refusal by the rules in 1, what cannot be decided in 3."""

import shlex
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from gitgov import __version__
from tests.kit.field import Clone, Field
from tests.kit.programs import program
from tests.kit.repo import git, sample

LONG = "x" * 50_000


def typed(clone: Clone, line: str | list[str], stdin: bytes = b"") -> CompletedProcess[str]:
    """Runs a command line as somebody typed it, whatever comes of it."""
    name, *args = shlex.split(line) if isinstance(line, str) else line
    return program(name, *args, cwd=clone.path, check=False, input=stdin, env=clone.transport.env(clone.who))


def one_message(done: CompletedProcess[str], status: int) -> None:
    """Asserts the status, and that a person was told something that is no traceback and no confession."""
    text = done.stdout + done.stderr
    assert "Traceback" not in text
    assert "defect" not in text, text
    assert "pydantic" not in text
    assert done.returncode == status, text
    assert text.strip()


@pytest.fixture
def open_one(fresh: Field) -> Clone:
    """Returns alice's clone, where feature/x is being voted on."""
    fresh.alice.motion("merge", "feature/x")
    return fresh.alice


@pytest.mark.parametrize(
    "line",
    [
        "gov nonsense",
        "gov --nonsense",
        "gov verify --nonsense",
        "gov member add",
        "gov member add dave",
        "gov member add dave --key nowhere.pub",
        "gov member add 'Dave Smith' --key ../alice/.git/config",
        "gov member add dave --key .git/config",
        "gov member add dave --key README.md",
        "gov member add -- --dave --key README.md",
        "gov member retire nobody",
        "gov member revoke bob",
        "gov member revoke bob --key nowhere.pub",
        "gov member revoke bob --key README.md",
        "gov member revoke bob --key SHA256:nothing",
        "gov member revoke bob --key ../keys/carol.pub",
        "gov member revoke nobody --key ../keys/bob.pub",
        "gov charter show --nonsense",
        "gov charter check nowhere.toml",
        "gov charter check .",
        "gov charter diff nowhere.toml",
        "gov init",
        "gov init --template nonsense",
        "gov hooks",
        "gov hooks install --nonsense",
        "gov sync nowhere",
        "gov sync --upload-pack=touch",
        "gov sync -- --upload-pack=touch",
        "gov check",
        "gov check main",
        "gov check main feature/x",
        "gov check nowhere feature/x main",
        "gov check main nowhere main",
        "gov check --stdin main main main",
        "gov check -- --help x main",
        "gov check main feature/x 'bad ref'",
        "gov check main feature/x ''",
        "gov init --server",
        "gov enact nonsense",
        "gov enact feature/y",
        "gov why nowhere",
        "gov why ''",
        "gov why -- --output=x",
        "gov why main:README.md",
        "gov show",
        "gov show zzzz",
        "gov show ab",
        "gov show 0000000000",
        "gov show -- --payload",
        "gov log -n nonsense",
        "gov log --json extra",
        "gov status extra",
        "motion nonsense",
        "motion merge",
        "motion merge nowhere",
        "motion merge feature/x --into 'a b'",
        "motion merge '^main'",
        "motion merge main..feature/x",
        "motion merge -- --upload-pack=touch",
        "motion merge --upload-pack=touch",
        "motion merge feature/x -m",
        f"motion merge feature/x -m {LONG}",
        "motion release",
        "motion release 'v 1'",
        "motion release v1 nowhere",
        "motion release 'v1~'",
        f"motion release v1 main --environment {LONG}",
        "motion adopt",
        "motion adopt process",
        "motion adopt nonsense -m x",
        "motion adopt process -m ''",
        "motion adopt process -m x -F y",
        "motion adopt process -F nowhere",
        "motion adopt process -F .",
        f"motion adopt process -m {LONG}",
        "motion adopt process -m x --about nowhere",
        "motion charter nowhere.toml",
        "motion charter README.md",
        "motion speak",
        "motion speak -m x",
        "motion speak --for --against -m x",
        "motion speak --for",
        f"motion speak --for -m {LONG}",
        "motion show nonsense",
        "motion show M-",
        "motion show -- --json",
        "motion list --nonsense",
        "motion renew",
        "vote",
        "vote maybe",
        "vote aye nonsense",
        "vote aye feature/x extra",
        "vote aye --key nowhere",
        "vote aye --key .git/config",
        "vote aye --key ''",
        f"vote aye -m {LONG}",
        "vote status nonsense",
        "vote aye M-00000000",
        "vote aye -- -rf",
    ],
    ids=lambda line: line[:60],
)
def test_bad_input_is_2(open_one: Clone, line: str) -> None:
    before = open_one.git("for-each-ref").stdout
    if line.endswith("--key ''"):
        open_one.git("config", "--unset", "gov.key")
        open_one.git("config", "--unset", "user.signingKey")
    one_message(typed(open_one, line), 2)
    assert open_one.git("for-each-ref").stdout == before


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("motion second", "GOV-317"),
        ("motion state", "GOV-312"),
        ("motion put", "GOV-312"),
        ("motion announce", "GOV-3"),
        ("motion merge feature/x --into feature/y", "GOV-330"),
        ("motion release nightly", "GOV-331"),
        ("gov enact feature/x", "GOV-3"),
        ("gov constitute", "GOV-404"),
        ("gov check main feature/x refs/heads/main", "GOV-110"),
        ("gov check main 0 refs/heads/main", "GOV-131"),
        ("gov check 0 main refs/tags/v1", "GOV-121"),
        ("vote aye --key {eve}", "GOV-402"),
        ("motion withdraw --key {bob}", "GOV-332"),
    ],
)
def test_a_refusal_by_the_rules_is_1(fresh: Field, line: str, code: str) -> None:
    fresh.alice.motion("merge", "feature/x")
    people = {name: getattr(fresh.people, name).key_path for name in ("eve", "bob")}
    done = typed(fresh.alice, line.format(**people))
    one_message(done, 1)
    assert code in done.stdout + done.stderr


def test_a_refusal_names_rule_and_next_step(open_one: Clone) -> None:
    done = typed(open_one, "motion second")
    assert "  rule: RONR (12th ed.)" in done.stderr


ALL = [
    "gov status", "gov log", "gov verify", "gov charter show", "gov charter history", "gov member list", "gov why main",
    "gov check main main main", "gov show abcd", "gov enact", "gov constitute", "motion list", "motion show",
    "motion merge feature/x", "motion announce", "vote aye", "vote status",
]  # fmt: skip


class TestWhereThereIsNothing:
    @pytest.mark.parametrize("line", ALL)
    def test_no_ledger(self, tmp_path: Path, line: str) -> None:
        repo = sample(tmp_path / "repo")
        name, *args = line.split()
        one_message(program(name, *args, cwd=repo, check=False), 2)

    @pytest.mark.parametrize(
        "line", [*ALL, "gov sync", "gov init", "gov hooks install", "gov hooks status", "gov doctor", "gov maint"]
    )
    def test_no_repository(self, tmp_path: Path, line: str) -> None:
        name, *args = line.split()
        done = program(name, *args, cwd=tmp_path, check=False)
        one_message(done, 2)
        assert "not in a git repository" in done.stderr

    @pytest.mark.parametrize("line", ALL)
    def test_a_repository_without_a_commit(self, tmp_path: Path, line: str) -> None:
        git("init", "--quiet", "empty", cwd=tmp_path)
        name, *args = line.split()
        one_message(program(name, *args, cwd=tmp_path / "empty", check=False), 2)

    @pytest.mark.parametrize("line", ALL)
    def test_another_ledger_than_the_pinned_one(self, fresh: Field, line: str) -> None:
        fresh.alice.git("config", "gov.genesis", "0" * 64)
        one_message(typed(fresh.alice, line), 3)

    def test_no_key(self, open_one: Clone) -> None:
        open_one.git("config", "--unset", "gov.key")
        open_one.git("config", "--unset", "user.signingKey")
        done = typed(open_one, "vote aye")
        one_message(done, 2)
        assert "git config gov.key" in done.stderr
        assert typed(open_one, "gov status").returncode == 0


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("gov charter check nowhere.toml", "cannot read nowhere.toml: No such file or directory"),
        ("gov charter check .", "cannot read .: Is a directory"),
        ("gov charter check latin", "cannot read latin: it is not UTF-8 (invalid continuation byte at byte 3)"),
        ("gov show 0000000000", "no record begins with 0000000000"),
        ("gov init --template assembly", "next: git gov charter show prints it"),
        ("gov log -n x", "-n / --max-count 'x' is no whole number\n  next: git gov log --help"),
        ("gov log --max-count -1", "'-1' is less than 0\n  next: git gov log --help"),
        (
            "motion limit-debate --speeches 1.5",
            "--speeches '1.5' is no whole number\n  next: git motion limit-debate --help",
        ),
        (
            "quality project review --outcome maybe",
            "--outcome 'maybe': it takes 'go', 'conditional', 'recycle', 'stop'",
        ),
    ],
)
def test_words_that_say_what_is_wrong_and_what_helps(open_one: Clone, line: str, words: str) -> None:
    (open_one.path / "latin").write_bytes(b"caf\xe9 au lait")
    done = typed(open_one, line)
    one_message(done, 2)
    assert words in done.stderr


class TestUnusualBytes:
    def test_text_that_is_no_utf8(self, open_one: Clone) -> None:
        one_message(typed(open_one, "motion speak --for -F -", stdin=b"\xff\xfe"), 2)
        (open_one.path / "latin").write_bytes(b"caf\xe9")
        one_message(typed(open_one, "motion speak --for -F latin"), 2)
        one_message(typed(open_one, ["motion", "speak", "--for", "-m", "caf\udce9"]), 2)
        one_message(typed(open_one, ["vote", "aye", "-m", "caf\udce9"]), 2)
        one_message(typed(open_one, ["vote", "aye", "caf\udce9"]), 2)
        one_message(typed(open_one, ["motion", "merge", "caf\udce9"]), 2)

    @pytest.mark.parametrize(
        "rows", [b"junk\n", b"\xff\n", b"1 2 refs/heads/main\n", b"\n", b"a b c d\n", b"0 0 \n", b"\0 \0 \0\n"]
    )
    def test_rows_that_are_no_updates(self, open_one: Clone, rows: bytes) -> None:
        done = typed(open_one, "gov check --stdin", stdin=rows)
        one_message(done, 2)

    def test_no_rows_at_all_are_allowed(self, open_one: Clone) -> None:
        assert typed(open_one, "gov check --stdin").returncode == 0

    def test_an_empty_speech(self, open_one: Clone) -> None:
        one_message(typed(open_one, "motion speak --for -F -", stdin=b""), 2)


def test_help_is_0(open_one: Clone) -> None:
    for line in ("gov --help", "gov -h", "gov member add --help", "motion --help", "motion merge -h", "vote --help"):
        done = typed(open_one, line)
        assert done.returncode == 0
        assert done.stdout.lower().startswith("usage: git ")


@pytest.mark.parametrize("ref", ["refs/heads/main extra", "refs/heads/main ", "refs/heads/ma^in", ""])
def test_a_line_that_is_no_update_is_wrong_usage(here: Field, ref: str) -> None:
    row = f"{here.alice.head('main')} {here.alice.head('feature/x')} {ref}"
    done = here.alice.gov("check", "--stdin", stdin=f"{row}\n", check=False)
    assert done.returncode == 2, done
    assert done.stdout == ""


@pytest.mark.parametrize("program", ["gov", "motion", "vote"])
def test_the_version(here: Field, program: str) -> None:
    assert typed(here.alice, f"{program} --version").stdout == f"gitgov {__version__}\n"


@pytest.mark.parametrize("line", ["adopt architecture", "speak --for feature/x", "speak --against"])
def test_who_leaves_the_text_out_is_told_the_same_command_with_it(here: Field, line: str) -> None:
    done = typed(here.alice, f"motion {line}")
    assert done.returncode == 2
    assert f"next: git motion {line} -m TEXT" in done.stderr


@pytest.mark.parametrize("ref", ["origin/main", "refs/remotes/origin/main", "refs/heads/origin/main"])
def test_a_copy_of_the_remotes_branch_is_not_what_moves(here: Field, ref: str) -> None:
    """No push ever moves it, so that it would always be allowed."""
    done = typed(here.alice, f"gov check main feature/x {ref}")
    assert done.returncode == 2
    assert "next: git gov check main feature/x refs/heads/main" in done.stderr


def test_a_branch_that_is_called_so_may_be_checked(here: Field) -> None:
    here.alice.git("branch", "--quiet", "origin/odd")
    assert typed(here.alice, "gov check main feature/x origin/odd").returncode == 0
