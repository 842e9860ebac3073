"""`git gov advise integration`, which loads the law only where a record or a model is asked for."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from gitgov.chamber.advising.integration import case_in, replayed
from gitgov.chamber.advising.plain import asks_no_model, plain
from gitgov.chamber.colliding import survey
from gitgov.cli.advice_shown import advice_json, show_advice
from gitgov.cli.asking import How, asking
from gitgov.cli.colliding import Branches, Into, gone_apart
from gitgov.cli.text import clean, give, say


@asking
def integration(
    branches: Branches = None,
    into: Into = "",
    *,
    how: How,
) -> None:
    """Say in which order branches come together and how: merge, rebase, squash, cherry-pick or queue, and what is rebased after what.

    The order is one in which as few as can be have to be made anew. It needs no body, unless it is put on record.
    """
    met = survey(Path(), branches or [], into)
    for line in gone_apart(met.apart):
        print(line, file=sys.stderr)
    found = case_in(Path(), met)
    if how.recording or how.context or how.sync or not asks_no_model(met.repo.settings(), how.profile):
        from gitgov.cli.advising import finish, here

        finish(here(), found, how, partial(replayed, Path()))
    elif how.as_json:
        give({**advice_json(plain(found), found.subject), "facts": found.facts, "record": None})
    elif how.draft:
        say(clean(found.answer.draft))
    else:
        show_advice(plain(found), found.subject, "")
