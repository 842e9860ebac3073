"""Being ended by a signal: what is thrown away is thrown away."""

import os
import signal
from collections.abc import Iterator

import pytest

from gitgov.cli.ending import in_order


@pytest.fixture(params=[signal.SIGTERM, signal.SIGHUP])
def number(request: pytest.FixtureRequest) -> Iterator[int]:
    """Yields a signal that ends a process, as it would a new one."""
    before = signal.signal(request.param, signal.SIG_DFL)
    yield request.param
    signal.signal(request.param, before)


def ended(number: int, done: list[int]) -> None:
    with in_order():
        try:
            os.kill(os.getpid(), number)
        finally:
            done.append(number)


def test_a_signal_is_a_way_out_through_all_that_is_to_be_done(number: int) -> None:
    done: list[int] = []
    with pytest.raises(SystemExit) as left:
        ended(number, done)
    assert (left.value.code, done, signal.getsignal(number)) == (128 + number, [number], signal.SIG_DFL)


def test_one_that_is_ignored_stays_so(number: int) -> None:
    signal.signal(number, signal.SIG_IGN)
    with in_order():
        os.kill(os.getpid(), number)
        assert signal.getsignal(number) is signal.SIG_IGN
