"""Reading a transcript and comparing it with what was printed."""

import pytest

from tests.kit.transcript import Outcome, fits, steps


@pytest.mark.parametrize(
    ("expected", "actual", "fit"),
    [
        ("a", "a", True),
        ("a", "b", False),
        ("a", "a\nb", False),
        ("M-... by alice", "M-3f by alice", True),
        ("M-... by alice", "M-3f by bob", False),
        ("M-...", "M-\nx", False),
        ("a\n...", "a\nb\nc", True),
        ("a\n...\nc", "a\nc", True),
        ("...\nb", "a", False),
        ("main...x", "main...x", True),
        ("", "", True),
        ("", "a", False),
        ("(a|b).", "(a|b).", True),
    ],
)
def test_wildcards(expected: str, actual: str, fit: bool) -> None:
    assert fits(Outcome.of(expected, 0).output, Outcome.of(actual, 0).output) is fit


def test_a_block_is_read_as_steps() -> None:
    block = "alice$ a \\\n  b\nout\n\n$ cat <<'END'\n$ c\nEND\nserver$ d\n\n  out\n[3]\n"
    read = list(steps(block))
    assert [(step.who, step.command) for step in read] == [
        ("alice", "a \\\n  b"),
        ("", "cat <<'END'\n$ c\nEND"),
        ("server", "d"),
    ]
    assert [step.expected for step in read] == [Outcome(("out",), 0), Outcome((), 0), Outcome(("", "  out"), 3)]
    assert "".join(step.text for step in read) == block


def test_a_block_begins_with_a_prompt() -> None:
    with pytest.raises(ValueError, match="a prompt was expected, not 'mallory"):
        list(steps("mallory$ ls\n"))


def test_rewriting_keeps_wildcards_that_still_hold() -> None:
    (step,) = steps("bob$ x\nold\nM-... moved\n...\n[2]\n\n")
    assert step.played(Outcome.of("old\nM-1 moved\n", 2)) == "bob$ x\nold\nM-... moved\n...\n[2]\n\n"
    assert step.played(Outcome.of("old\nM-1 moved\nmore\n", 0)) == "bob$ x\nold\nM-... moved\n...\n\n"
    assert step.played(Outcome.of("new\nM-1 moved\nmore\n", 1)) == "bob$ x\nnew\nM-... moved\nmore\n[1]\n\n"
