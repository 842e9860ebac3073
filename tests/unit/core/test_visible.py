"""What is shown drives no terminal, and what is shown as a command does no more when it is typed than it says."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.visible import acts, typed

ACTING = "\x1b\x7f\x9b\u202e\u2028\udcff\n\t"


@pytest.mark.parametrize("word", ["feature/x", "v1.0-rc.1", "M-1a2b3c4d", "größe", "a@b", "refs/heads/+x", "x=1"])
def test_a_harmless_word_stays_as_it_is(word: str) -> None:
    assert typed(word) == word


@pytest.mark.parametrize(("word", "shown"), [
    ("a;touch${IFS}pwned", "'a;touch${IFS}pwned'"),
    ("$(reboot)", "'$(reboot)'"),
    ("it's", "'it'\"'\"'s'"),
    ("=ls", "'=ls'"),
    ("~x", "'~x'"),
    ("", "''"),
    ("n\nl\x1b[31m", r"$'n\x0al\x1b[31m'"),
    ("it's\\\u202e", r"$'it\x27s\\\u202e'"),
    ("\udcff\x9b\U000e0001", r"$'\xff\u009b\U000e0001'"),
])  # fmt: skip
def test_what_a_shell_would_act_on_is_quoted(word: str, shown: str) -> None:
    assert typed("git", word) == f"git {shown}"


@given(st.lists(st.text(st.characters(exclude_characters=ACTING, exclude_categories=["C", "Zl", "Zp"]))))
def test_a_shell_reads_the_same_words_again(words: list[str]) -> None:
    assert shlex.split(typed(*words)) == words


@given(st.text(st.sampled_from(ACTING + "a'\\$;`")))
def test_nothing_acts_and_even_a_shell_that_knows_no_such_quotes_takes_one_word(word: str) -> None:
    shown = typed(word)
    assert not any(map(acts, shown))
    assert len(shlex.split(shown)) == 1
