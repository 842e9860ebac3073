"""Ballots on choices among many, as members type them."""

from __future__ import annotations

from typing import Any

from gitgov.procedure.motions.elect import Elect
from gitgov.procedure.state import Motion
from gitgov.tally.ballots import Form, Paper
from gitgov.tally.events import BallotMarked, Score


def marked(motion: Motion, text: str) -> BallotMarked:
    """Returns a ballot in the form that a question is voted on by: `A > B = C`, `A, C` or `A=5 B=0`; nothing is a blank."""
    form = motion.among.form if motion.among else "single"
    text = text.lower() if isinstance(motion.question, Elect) else text
    return filled(form, read(form, text)).model_copy(update={"on": motion.id, "round": motion.round})


def read(form: Form, text: str) -> Paper:
    """Reads a ballot."""
    if form == "ranking":
        groups = (group.split("=") for group in text.replace(" ", "").split(">") if group)
        return tuple(tuple(group) for group in groups)
    words = text.replace(",", " ").split()
    if form == "score":
        return tuple((word.partition("=")[0], int(word.partition("=")[2])) for word in words)
    return tuple(words)


def filled(form: Form, paper: Any) -> BallotMarked:
    """Returns a ballot with a paper filled in."""
    match form:
        case "ranking":
            return BallotMarked(ranking=[list(group) for group in paper])
        case "score":
            return BallotMarked(scores=[Score(option=option, score=score) for option, score in paper])
        case _:
            return BallotMarked(names=list(paper))
