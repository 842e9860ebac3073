"""What a profile has spent by month, and the answers that it has got: in its own folder, which no other profile reads.

Money and tokens are set aside before a request leaves, at the most that it can take, and settled when its use is known. Who is
killed in between has spent what was set aside: a budget errs on the side of the one who pays.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from gitgov.advice.profile import Budget, Profile, Use, cost
from gitgov.chamber import clock
from gitgov.chamber.profiles import state_folder
from gitgov.core.amounts import parse_amount, show_amount
from gitgov.core.errors import BadInput, Undecided
from gitgov.core.instants import show_instant
from gitgov.git.disk import put


class Spent(NamedTuple):
    """Tokens, money (exact) and requests."""

    tokens: int = 0
    money: Fraction = Fraction(0)
    requests: int = 0

    def plus(self, more: Spent) -> Spent:
        """Add what else was spent."""
        return Spent(self.tokens + more.tokens, self.money + more.money, self.requests + more.requests)

    def less(self, back: Spent) -> Spent:
        """Take back what was set aside and not spent."""
        return Spent(
            max(0, self.tokens - back.tokens),
            max(Fraction(0), self.money - back.money),
            max(0, self.requests - back.requests),
        )


def most(profile: Profile, bound: int) -> Spent:
    """Return the most that a request of at most so many tokens can cost: the dearer way for all of them."""
    dearest = max((cost(profile, Use(bound, 0)) or Fraction(0), cost(profile, Use(0, bound)) or Fraction(0)))
    return Spent(bound, dearest, 1)


def used(profile: Profile, use: Use) -> Spent | None:
    """Return what a request took; None where the provider did not say."""
    if use.tokens_in is None or use.tokens_out is None:
        return None
    return Spent(use.tokens_in + use.tokens_out, cost(profile, use) or Fraction(0), 1)


def fits(spent: Spent, budget: Budget) -> bool:
    """Say whether something spent keeps within a budget."""
    within = budget.tokens is None or spent.tokens <= budget.tokens
    return within and (budget.money is None or spent.money <= parse_amount(budget.money))


def spent_in(folder: Path, month: str) -> Spent:
    """Return what was spent in a month, `2026-11`."""
    return _spent(_read(folder / "spent.json"), month)


def month_now() -> str:
    """Return the month that it is, of UTC: `2026-11`."""
    return show_instant(clock.now())[:7]


def spent_now(profile: Profile) -> Spent:
    """Return what a profile has spent this month."""
    return spent_in(state_folder(profile), month_now())


def set_aside(folder: Path, month: str, ask: Spent, budget: Budget) -> bool:
    """Set something aside for a request, in one step with the question whether the month's budget allows it."""
    with _alone(folder):
        table = _read(folder / "spent.json")
        after = _spent(table, month).plus(ask)
        if not fits(after, budget):
            return False
        _write(folder, table, month, after)
        return True


def settle(folder: Path, month: str, aside: Spent, spent: Spent) -> None:
    """Put what was spent in the place of what was set aside."""
    with _alone(folder):
        table = _read(folder / "spent.json")
        _write(folder, table, month, _spent(table, month).less(aside).plus(spent))


def answer_key(profile: Profile, requests: Sequence[str]) -> str:
    """Return what an answer is kept under: who was asked, and what exactly."""
    return hashlib.sha256("\n".join([profile.digest(), *requests]).encode()).hexdigest()


def kept_answer(folder: Path, key: str) -> dict[str, Any] | None:
    """Return a kept answer; None where there is none, or it cannot be read."""
    return _json(folder / "answers" / f"{key}.json")


def keep_answer(folder: Path, key: str, answer: dict[str, Any]) -> None:
    """Keep an answer."""
    place = folder / "answers"
    place.mkdir(mode=0o700, exist_ok=True)
    put(place / f"{key}.json", json.dumps(answer, sort_keys=True), mode=0o600)


def forget_answer(folder: Path, key: str) -> None:
    """Keep an answer no longer."""
    (folder / "answers" / f"{key}.json").unlink(missing_ok=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Undecided(f"cannot write to {folder}: {error.strerror}", "check the disk and its permissions") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    found = _json(path)
    if found is None:
        raise BadInput(
            f"{path} cannot be read: what was spent is not known", "mend it, or move it away to begin at nothing"
        )
    return found


def _json(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _spent(table: dict[str, Any], month: str) -> Spent:
    row = table.get(month, {})
    try:
        return Spent(int(row.get("tokens", 0)), parse_amount(row.get("money", "0")), int(row.get("requests", 0)))
    except (AttributeError, TypeError, ValueError):
        raise BadInput(f"what was spent in {month} cannot be read", "mend spent.json of the profile") from None


def _write(folder: Path, table: dict[str, Any], month: str, spent: Spent) -> None:
    row = {"tokens": spent.tokens, "money": show_amount(spent.money), "requests": spent.requests}
    put(folder / "spent.json", json.dumps({**table, month: row}, sort_keys=True), mode=0o600)
