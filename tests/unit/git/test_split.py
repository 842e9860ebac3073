"""Notes taken apart: every record of them, and of rubbish no more than memory has room for."""

from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.objection import Objection
from gitgov.git.notes import SHORTEST, split
from gitgov.ledger.admission import LARGEST_OF_ALL, open_line

SHORT = b"".join(b"%07d\n" % number for number in range(100_000))
records = st.lists(st.binary(min_size=1, max_size=8).map(lambda seed: (seed.hex().encode() * SHORTEST)[: SHORTEST * 3]))


@given(lines=records, blank=st.booleans())
def test_each_line_once_whatever_lies_between(lines: list[bytes], blank: bool) -> None:
    gap = b"\n\n" if blank else b"\n"
    assert split(gap.join([*lines, *lines])) == tuple(dict.fromkeys(lines))


@given(lines=records)
def test_rubbish_hides_no_record_and_counts_as_one_line(lines: list[bytes]) -> None:
    content = SHORT + b"\n".join(lines) + b"\n" + SHORT
    assert split(content) == (b"0000000", *dict.fromkeys(lines))


def test_a_few_short_lines_are_all_there() -> None:
    assert split(SHORT[: 8 * 1_000]) == tuple(SHORT[: 8 * 1_000].split())


def test_of_a_line_that_is_too_long_enough_is_kept_to_say_so() -> None:
    (line,) = split(b"x" * (10 * LARGEST_OF_ALL))
    assert len(line) == LARGEST_OF_ALL + 1
    found = open_line(line)
    assert isinstance(found, Objection)
    assert found.code == "GOV-201"
