"""Every kind of event has its sentence in the journal, and the sentence names fields that its body has."""

from string import Formatter

import pytest

from gitgov.chamber.kinds import every_kind
from gitgov.chamber.sentences import OPTIONAL, SHOWN, TELLS
from gitgov.ledger.event import Kind


def test_no_sentence_is_left_of_a_kind_that_is_gone() -> None:
    assert TELLS.keys() - {kind.name for kind in every_kind().values()} == set()


@pytest.mark.parametrize("kind", every_kind().values(), ids=lambda kind: kind.name)
def test_each_has_a_sentence(kind: Kind) -> None:
    assert kind.name in TELLS, "say in gitgov/chamber/sentences.py what its author does, as `git gov log` tells it"
    known = {*kind.body.model_fields, "about", "body", "id", "thread"}
    for text in OPTIONAL.split(TELLS[kind.name]):
        for _, field, shown, _ in Formatter().parse(text):
            assert field is None or field in known
            assert (shown or "") in SHOWN
