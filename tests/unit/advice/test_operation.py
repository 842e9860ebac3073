"""The next operation: which ones a state of a clone allows, and that what is typed is made of our own words and plain names."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.advice.advisers.operation import (
    LEVELS,
    LOOSE,
    PACKS,
    Beside,
    OperationFacts,
    Upkeep,
    Wanted,
    answer,
    candidates,
)
from gitgov.advice.operations import OPERATIONS

HEAD = "a" * 40
PLAIN = OperationFacts("topic", HEAD, remote="origin", upstream=Beside("origin/topic"))
UP = "origin/topic"
ONTO = "origin/main"


def commands(facts: OperationFacts) -> list[str]:
    return [each.command for each in candidates(facts)]


def test_where_nothing_is_to_be_done_it_waits() -> None:
    found = answer(PLAIN)
    assert (found.verdict, found.order, found.cites) == ("wait", (), (HEAD,))


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (PLAIN._replace(upstream=Beside(UP, 0, 2)), ["git merge --ff-only -- origin/topic"]),
        (PLAIN._replace(upstream=Beside(UP, 1, 2)), ["git rebase -- origin/topic"]),
        (PLAIN._replace(upstream=Beside(UP, 1, 2), protected=True), ["git status"]),
        (PLAIN._replace(upstream=Beside(UP, 0, 2), protected=True), ["git merge --ff-only -- origin/topic"]),
        (PLAIN._replace(upstream=Beside(UP, 1, 0)), ["git push -- origin topic"]),
        (PLAIN._replace(upstream=Beside(UP, 1, 0), protected=True), ["git status"]),
        (PLAIN._replace(upstream=Beside(UP, 0, 2), changed=1), []),
        (PLAIN._replace(onto=Beside(ONTO, 3, 0)), ["git motion merge -- topic"]),
        (PLAIN._replace(onto=Beside(ONTO, 3, 0), moved=True), []),
        (PLAIN._replace(onto=Beside(ONTO, 3, 1)), ["git rebase -- origin/main"]),
        (PLAIN._replace(onto=Beside(ONTO, 3, 1), changed=2), []),
        (PLAIN._replace(onto=Beside(ONTO, 0, 4)), []),
        (
            PLAIN._replace(upstream=Beside(), onto=Beside(ONTO, 3, 0)),
            ["git push --set-upstream -- origin topic"],
        ),
        (PLAIN._replace(upstream=Beside(), onto=Beside("main", 3, 0), remote=""), ["git motion merge -- topic"]),
        (
            PLAIN._replace(upstream=Beside("origin/below", 1, 0), onto=Beside(ONTO, 3, 0)),
            ["git push --set-upstream -- origin topic"],
        ),
        (PLAIN._replace(far=True), ["git fetch -- origin"]),
        (PLAIN._replace(unsent=2), ["git gov sync"]),
        (PLAIN._replace(ready=2), ["git gov queue --push origin"]),
        (PLAIN._replace(ready=2, remote="", upstream=Beside()), ["git gov queue"]),
        (PLAIN._replace(doing="rebase", unmerged=1, upstream=Beside(UP, 0, 2)), ["git status"]),
        (PLAIN._replace(upkeep=Upkeep(hooks=("pre-push",))), ["git gov hooks install"]),
        (PLAIN._replace(bare=True, upkeep=Upkeep(hooks=("update",))), ["git gov hooks install --server"]),
        (PLAIN._replace(upkeep=Upkeep(shallow=True, findings=1)), ["git fetch --unshallow", "git gov doctor"]),
        (PLAIN._replace(upkeep=Upkeep(loose=LOOSE)), []),
        (PLAIN._replace(upkeep=Upkeep(loose=LOOSE + 1)), ["git gov maint"]),
        (PLAIN._replace(upkeep=Upkeep(packs=PACKS + 1, gone=1)), ["git gov maint", "git worktree prune"]),
        (PLAIN._replace(upkeep=Upkeep(loose=21), maintenance=True, unsent=3, far=True), ["git gov maint"]),
    ],
)
def test_what_comes_next_goes_by_the_state(facts: OperationFacts, wanted: list[str]) -> None:
    assert commands(facts) == wanted


def test_what_waits_for_the_member_comes_before_what_may_be_done_to_the_branch() -> None:
    facts = PLAIN._replace(
        wanted=(Wanted("git motion second", ("M-1",), "it wants a second"),), upstream=Beside(UP, 1, 0), unsent=1
    )
    assert commands(facts) == ["git gov sync", "git motion second M-1", "git push -- origin topic"]


def test_of_motions_the_one_that_is_nearest_to_its_end_comes_first() -> None:
    wanted = tuple(Wanted(each, ("M-1",), "it waits") for each in ("git vote", "git motion second", "git gov enact"))
    assert commands(PLAIN._replace(wanted=wanted)) == ["git gov enact M-1", "git motion second M-1", "git vote M-1"]


def test_the_verdict_is_the_most_careful_of_what_comes_next() -> None:
    assert answer(PLAIN._replace(unsent=1)).verdict == "go"
    assert answer(PLAIN._replace(unsent=1, doing="merge")).verdict == "look"
    assert answer(PLAIN._replace(doing="merge", unmerged=2)).reasons == (
        "git status: a merge is under way, with 2 files in conflict: a person ends it",
    )


def test_one_command_is_proposed_once_with_all_that_speaks_for_it() -> None:
    facts = PLAIN._replace(doing="merge", protected=True, upstream=Beside(UP, 1, 0))
    (found,) = candidates(facts)
    assert found.why.count("; ") == 1


@pytest.mark.parametrize(
    ("branch", "command"),
    [
        ("$(reboot)", "git push -- origin '$(reboot)'"),
        ("+topic", "git push -- origin refs/heads/+topic"),
        ("tag", "git push -- origin refs/heads/tag"),
        ("a;reboot", "git push -- origin 'a;reboot'"),
        ("a'b", "git push -- origin 'a'\"'\"'b'"),
        ("--force", "git push -- origin --force"),
    ],
)
def test_a_name_is_quoted_as_a_shell_reads_it_and_comes_after_all_options(branch: str, command: str) -> None:
    assert commands(PLAIN._replace(branch=branch, upstream=Beside(f"origin/{branch}", 1, 0))) == [command]


names = st.sampled_from(["topic", "$(reboot)", "a;rm -rf", "a'b", "-f", "+x", "feature/x"])
beside = st.builds(Beside, names, st.integers(0, 2), st.integers(0, 2))
upkeep = st.builds(
    Upkeep, st.sampled_from([(), ("pre-push",)]), st.booleans(), st.integers(0, 1), st.integers(0, 1), st.sampled_from([0, 7_000]), st.integers(0, 60)
)  # fmt: skip
wanted = st.builds(
    Wanted, st.sampled_from(["git motion second", "git gov enact", "git motion announce"]), st.just(("M-12345678",)), st.just("it waits")
)  # fmt: skip
states = st.builds(
    OperationFacts, names, st.just(HEAD), st.booleans(), st.booleans(), st.sampled_from(["", "merge"]), st.integers(0, 1),
    st.integers(0, 1), st.sampled_from(["", "origin"]), beside, beside, st.booleans(), st.booleans(), st.integers(0, 1),
    st.lists(wanted, max_size=2).map(tuple), st.integers(0, 2), upkeep, st.booleans(),
)  # fmt: skip


@given(states)
def test_every_command_is_of_the_list_and_a_name_in_it_is_one_word_after_all_options(facts: OperationFacts) -> None:
    ours = {facts.branch, facts.upstream.name, facts.onto.name}
    for each in candidates(facts):
        words = shlex.split(each.command)
        operation = OPERATIONS[each.operation]
        assert tuple(words[: len(operation.words)]) == operation.words
        assert each.level in LEVELS
        assert not facts.maintenance or operation.maintenance
        rest = words[len(operation.words) :]
        options = rest[: rest.index("--")] if "--" in rest else rest
        assert all(word.startswith("M-") or word in ("--server", "--push", "origin", "--ff-only", "--set-upstream") for word in options)  # fmt: skip
        named = rest[len(options) + 1 :]
        assert {word.removeprefix("refs/heads/") for word in named} <= ours | {facts.remote}
        assert each.operation != "git push" or not any(word.startswith("+") for word in named)


@given(states)
def test_nothing_touches_a_work_tree_in_which_something_is_unfinished(facts: OperationFacts) -> None:
    if facts.doing or facts.unmerged or facts.changed:
        assert not {each.operation for each in candidates(facts)} & {"git merge", "git rebase", "git cherry-pick", "git revert"}  # fmt: skip


@given(states)
def test_a_protected_branch_is_neither_pushed_nor_made_again(facts: OperationFacts) -> None:
    if facts.protected:
        assert not {each.operation for each in candidates(facts)} & {"git push", "git rebase", "git motion merge"}


def test_nothing_of_the_list_throws_work_away() -> None:
    words = {word for each in OPERATIONS.values() for word in each.words}
    assert not words & {
        "reset",
        "clean",
        "checkout",
        "restore",
        "--force",
        "-f",
        "--hard",
        "rm",
        "stash",
        "branch",
        "gc",
    }
    assert {name for name, each in OPERATIONS.items() if each.maintenance} == {
        "git gov doctor", "git gov hooks install", "git fetch --unshallow", "git gov maint", "git worktree prune",
    }  # fmt: skip
