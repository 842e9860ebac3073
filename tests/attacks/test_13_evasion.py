"""Family 13: the hooks are to be passed by, or to be told something else than what happens."""

import pytest

from tests.kit.attacks import Done, Move, attack
from tests.kit.field import MEMBERS, Field
from tests.kit.repo import git

MAIN = "refs/heads/main"


def evil(field: Field) -> str:
    tree = field.alice.tree("main", {"evil.txt": "evil\n"})
    return field.alice.git("commit-tree", "-p", "main", "-m", "evil", tree).stdout.strip()


@pytest.mark.parametrize(
    "env",
    [
        {
            "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "core.hooksPath", "GIT_CONFIG_VALUE_0": "/dev/null",
            "GIT_CONFIG_KEY_1": "gov.genesis", "GIT_CONFIG_VALUE_1": "0" * 64,
            "GIT_CONFIG_PARAMETERS": "'core.hookspath'='/dev/null'",
        },
        {
            "PYTHONPATH": "/nowhere", "PYTHONSTARTUP": "/nowhere", "PYTHONHOME": "/nowhere", "PYTHONINSPECT": "1",
            "GIT_NO_REPLACE_OBJECTS": "", "GIT_ALTERNATE_OBJECT_DIRECTORIES": "/nowhere", "GIT_GRAFT_FILE": "/nowhere",
            "GIT_REFLOG_ACTION": "pull",
        },
    ],
    ids=["configuration", "others"],
)  # fmt: skip
@attack(
    "13.1",
    "The pusher's environment is full of GIT_*, GIT_CONFIG_* and PYTHON* variables",
    server="GOV-101",
    client="unseen: who types owns the process; see 13.4",
    verify="GOV-101",
)
def test_the_environment(field: Field, env: dict[str, str]) -> Move:
    commit = evil(field)
    return Move({MAIN: commit}, names=(commit,), env=env)


@attack(
    "13.2",
    "A namespace of git's in the environment, in which there seems to be no body",
    server="undecided: the genesis pinned",
    client="unseen: who types owns the process; see 13.4",
    verify="passes: no ref that is protected moves",
)
def test_a_namespace(field: Field) -> Move:
    return Move({MAIN: evil(field)}, env={"GIT_NAMESPACE": "elsewhere"})


@pytest.mark.parametrize("options", ["--atomic --no-thin", "--porcelain --signed=false -4 -o gov.skip=1"])
@attack("13.3", "The push has other options", server="GOV-101", client="GOV-101", verify="GOV-101")
def test_the_options(field: Field, options: str) -> Move:
    git("config", "receive.advertisePushOptions", "true", cwd=field.server)
    commit = evil(field)
    return Move({MAIN: commit}, names=(commit,), options=tuple(options.split()))


@attack(
    "13.4",
    "The hooks of a clone are switched off, and main moves there",
    server="GOV-101",
    client="passes: who types may do so",
    verify="GOV-101",
)
def test_hooks_switched_off(field: Field) -> Move:
    commit = evil(field)
    update = ("-c", "core.hooksPath=/dev/null", "update-ref", MAIN, commit)
    return Move({MAIN: commit}, names=(commit,), local=lambda: field.bob.git(*update, check=False))


@attack(
    "13.5",
    "The evidence comes in the same push as what it is to let in",
    server="GOV-101",
    client="unseen: a clone's own rooms are its evidence",
    verify="passes: afterwards it is evidence",
)
def test_notes_and_branch_together(field: Field) -> Move:
    """Without --atomic the branch would stand, were the notes to be refused a moment later."""
    alice = field.alice
    alice.commit({"w.txt": "w\n"}, branch="feature/w")
    alice.git("switch", "--quiet", "main")
    name = alice.motion("merge", "feature/w").stdout.split()[0]
    for member in MEMBERS:
        alice.vote("aye", name, "--key", getattr(field.people, member).key_path)
    alice.motion("announce", name)
    rooms = {
        f"refs/notes/gov/{room}": alice.head(f"refs/notes/gov/{room}") for room in ("motions", "votes", "decisions")
    }
    return Move({MAIN: alice.merge("feature/w"), **rooms})


@attack(
    "13.6",
    "One bad ref among forty that nothing protects",
    server="GOV-101",
    client="GOV-101",
    verify="GOV-101",
)
def test_many_refs(field: Field) -> Move:
    commit = evil(field)
    free = {f"refs/heads/free/{number}": commit for number in range(40)}
    return Move({**free, MAIN: commit}, names=(commit,))


@attack(
    "13.7",
    "A mirror push from a clone that has no rooms would delete all of them",
    server="GOV-212",
    client="unseen: a push is judged where it arrives",
    verify="unseen: what would be left is in family 2",
)
def test_a_mirror_push(field: Field) -> Move:
    alice = field.alice
    for ref in alice.git("for-each-ref", "--format=%(refname)", "refs/notes").stdout.split():
        alice.git("update-ref", "-d", ref)
    return Move(push=lambda: alice.git("push", "--mirror", "--no-verify", "origin", check=False))


@attack(
    "13.8",
    "A submission to the inbox comes along with a bad branch",
    server="GOV-101",
    client="GOV-101",
    verify="GOV-101",
)
def test_a_submission_beside(field: Field) -> Move:
    commit = evil(field)
    return Move({MAIN: commit, "refs/gov/inbox/beside": field.alice.head("main")}, names=(commit,))


@attack(
    "13.9",
    "A commit comes to main by `git commit`, past the hook for merges",
    server="unseen: nothing is pushed",
    client="GOV-101",
    verify="unseen: as 5.18",
)
def test_a_plain_commit(field: Field) -> Move:
    return Move(local=lambda: field.bob.git("commit", "--allow-empty", "-m", "evil", check=False))


@pytest.mark.parametrize(
    "command",
    [
        ("reset", "--hard", "feature/lost"),
        ("cherry-pick", "feature/lost"),
        ("branch", "--force", "release/1", "feature/lost"),
        ("update-ref", "-d", "refs/heads/main"),
        ("rebase", "--onto", "feature/lost", "main~0", "main"),
        ("merge", "--ff-only", "evil"),
        ("tag", "v9"),
        ("fetch", "origin", "+feature/lost:release/1"),
    ],
    ids=" ".join,
)
@attack(
    "13.10",
    "Main, a release or a tag moves in a clone by any other command of git's",
    server="unseen: nothing is pushed",
    client="GOV-101 or GOV-102 or GOV-112 or GOV-121 or GOV-131: by the hook that sees every move of a ref",
    verify="unseen: as 4.1 to 4.18",
)
def test_other_commands(field: Field, command: tuple[str, ...]) -> Move:
    bob = field.bob
    bob.git("branch", "--quiet", "feature/lost", "origin/feature/lost")
    bob.git("branch", "--quiet", "evil", bob.git("commit-tree", "-p", "main", "-m", "e", "main^{tree}").stdout.strip())
    return Move(local=lambda: bob.git(*command, check=False))


@attack(
    "13.11",
    "An unratified branch is merged with `git merge --no-ff`",
    server="unseen: nothing is pushed",
    client="GOV-112",
    verify="unseen: as 6.9",
)
def test_a_merge(field: Field) -> Move:
    merge = ("merge", "--no-ff", "--no-edit", "origin/feature/lost")
    return Move(local=lambda: field.bob.git(*merge, check=False))


@attack(
    "13.12",
    "A push that the server would refuse leaves a guarded clone",
    server="unseen: it does not get there",
    client="GOV-101: before anything is sent",
    verify="unseen: as 5.10",
)
def test_a_push_from_a_guarded_clone(field: Field) -> Move:
    commit = evil(field)

    def local() -> Done:
        done = field.bob.git("push", "origin", f"{commit}:main", check=False)
        assert "remote:" not in done.stderr
        return done

    return Move(local=local)


@attack(
    "13.13",
    "Another package with the name of gitgov lies in the work tree and on PYTHONPATH",
    server="unseen: a server has no work tree",
    client="GOV-101",
    verify="unseen: it is not about a ref",
)
def test_another_package(field: Field) -> Move:
    bob = field.bob
    (bob.path / "gitgov").mkdir()
    (bob.path / "gitgov" / "__init__.py").write_text("import os\nos._exit(0)\n", encoding="utf-8")
    env = {"PYTHONPATH": str(bob.path)}
    return Move(local=lambda: bob.git("commit", "--allow-empty", "-m", "evil", check=False, env=env))


@attack(
    "13.14",
    "Several ratified heads come in one push",
    server="passes: each step is what a decision names",
    client="passes: as there",
    verify="passes: as there",
)
def test_several_heads_in_one_push(field: Field) -> Move:
    alice = field.alice
    alice.commit({"w.txt": "w\n"}, branch="feature/w")
    alice.git("switch", "--quiet", "main")
    field.carry("feature/w")
    field.bob.sync()
    first = alice.merge("feature/x")
    return Move({MAIN: alice.merge("feature/w", into=first), "refs/heads/release/1": alice.head("origin/release/1")})
