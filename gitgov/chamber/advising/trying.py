"""Tests that are tried on a head: by a command that the user chose, with a patch that touches nothing but tests."""

from __future__ import annotations

import shlex
from typing import NamedTuple

from gitgov.advice.advisers.review import Tried
from gitgov.advice.reading.paths import why_not_a_test
from gitgov.chamber.advising.proposals import Advised
from gitgov.chamber.open import Chamber
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.core.visible import flat, many
from gitgov.git.trials import Altered, Place, Trial, patched, run_tests, trying

SETTING = "gov.advice.tests"
SOURCE = "a review tries tests, and changes nothing else"
PATIENCE = 600
"""Seconds that tests may take, unless another number is given."""
LARGEST = 200_000
"""Characters of a patch that a proposal holds."""
_PLAIN, _PROGRAM = 0o100644, 0o100755


class Trying(NamedTuple):
    """What is to be tried: a command by its words, none for none; a patch of tests; and how many seconds it may take.

    Tests that a model `proposed` are run only where the user says so: they are a program that a stranger's text may have worded.
    """

    command: tuple[str, ...] = ()
    patch: str = ""
    seconds: int = PATIENCE
    proposed: bool = False


NOTHING = Trying()
NOT_RUN = "the tests that a model proposes apply, and were not run: --run-proposed runs them, with your rights"


class Outcome(NamedTuple):
    """What a trial came to, as a fact and in words that no fact is: how long it took, and what it wrote last."""

    tried: Tried
    told: str


def trying_of(chamber: Chamber, command: str, patch: bytes, seconds: int, *, proposed: bool = False) -> Trying:
    """Return what is to be tried: with the command that is given, else the one that git config names; a patch asks for one, and so do proposed tests.

    Never what the content of a repository says. Raises `BadInput`.
    """
    text = command or chamber.repo.settings().get(SETTING, "")
    try:
        words = tuple(shlex.split(text))
    except ValueError as error:
        raise BadInput(f"the command for tests cannot be read: {error}", f"git config {SETTING} 'make test'") from error
    if (patch or proposed) and not words:
        what = (
            "a patch of tests is tried by a command" if patch else "what a model proposes is run by a command for tests"
        )
        raise BadInput(f"{what}, and none is named", f"--tests COMMAND, or git config {SETTING} 'make test'")
    if not 1 <= seconds <= 86_400:
        raise BadInput(f"tests cannot take {seconds} seconds", "--seconds 600")
    try:
        return Trying(words, patch.decode(), seconds, proposed)
    except UnicodeDecodeError as error:
        raise _refusal("GOV-735", "the patch is not UTF-8", "git diff, without binary files") from error


def tried(chamber: Chamber, head: str, wanted: Trying) -> Outcome | None:
    """Try what is wanted on a head, or nothing where no command is named; raises `Refused` where a patch is none of tests that applies."""
    if not wanted.command:
        return None
    with trying(chamber.repo, head) as place:
        tree, files = _with_patch(place, head, wanted.patch) if wanted.patch else (head, 0)
        trial = run_tests(place, tree, wanted.command, wanted.seconds)
    fact = Tried(tuple(map(flat, wanted.command)), files, trial.verdict, trial.status)
    return Outcome(fact, _words(trial))


def _words(trial: Trial) -> str:
    last = f", and wrote last: {flat(trial.said)}" if trial.said else ""
    return f"the tests took {many(trial.seconds, 'second')}{last}"


def _with_patch(place: Place, head: str, patch: str) -> tuple[str, int]:
    """Return a head's tree with a patch, and how many files that alters; raises `Refused`."""
    if len(patch) > LARGEST:
        raise _refusal("GOV-735", f"the patch has more than {LARGEST} characters", "leave out what is no test")
    try:
        tree, altered = patched(place, head, patch.encode())
    except ValueError as error:
        what = f"the patch does not apply to {short(head)}: {flat(str(error))}"
        raise _refusal("GOV-736", what, f"make it on that commit: git switch --detach {short(head)}") from error
    for each in altered:
        _check(each)
    return tree, len(altered)


def _check(each: Altered) -> None:
    """Raise `Refused` where a patch touches what is no test, or makes of one anything but a plain file."""
    if why := why_not_a_test(each.path):
        raise _refusal("GOV-735", f"the patch touches {flat(each.path)!r}: {why}", "leave out what is no test")
    if each.after != _PLAIN and not each.before == each.after == _PROGRAM:
        what = f"the patch makes of {flat(each.path)!r} something else than a plain file"
        raise _refusal("GOV-735", what, "tests are plain files")


def _refusal(code: str, what: str, remedy: str) -> Refused:
    return Refused((Objection(code, what, SOURCE, remedy),))


def with_tests(chamber: Chamber, advised: Advised, wanted: Trying) -> Advised:
    """Keep the tests that a model proposes where they are tests and apply to the head; where they are to be run, say what they come to.

    They change no verdict: a model that writes a test that fails has only said so.
    """
    answer, head = advised.answer, advised.case.subject
    if not answer.patch or answer.patch == advised.case.answer.patch:
        return advised
    try:
        came = tried(chamber, head, wanted._replace(patch=answer.patch)) if wanted.proposed else None
        if came is None:
            with trying(chamber.repo, head) as place:
                _with_patch(place, head, answer.patch)
    except Refused as error:
        why = f"the tests that a model proposes are left out: {flat(error.objections[0].what)}"
        return _saying(advised._replace(answer=answer._replace(patch="")), why)
    if came is None:
        return _saying(advised, NOT_RUN) if wanted.command else advised
    files = many(came.tried.files, "file")
    return _saying(advised, f"of {files} of tests that a model proposes: {came.tried.verdict}; {came.told}")


def _saying(advised: Advised, reason: str) -> Advised:
    return advised._replace(answer=advised.answer._replace(reasons=(*advised.answer.reasons, reason)))
