"""Asking an adviser: its facts alone, or a model besides, whose word is taken only as far as it is more careful and cites what exists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from gitgov.advice.advisers import ADVISERS
from gitgov.advice.answer import Case
from gitgov.advice.events import Provenance
from gitgov.advice.learning import Judged
from gitgov.advice.profile import Profile, Use
from gitgov.advice.redaction import Veiled, veiled
from gitgov.advice.reply import Reply, in_words
from gitgov.advice.said import Invented, put_back
from gitgov.chamber.advising.plain import digest_of
from gitgov.chamber.advising.programs import program_for
from gitgov.chamber.advising.proposals import Advised, by_facts
from gitgov.chamber.asking import ask
from gitgov.chamber.manner import DRY, UNHURRIED, Manner
from gitgov.chamber.open import Chamber
from gitgov.chamber.profiles import open_profile, state_folder
from gitgov.chamber.spending import answer_key, forget_answer
from gitgov.git.logs import people_in
from gitgov.git.repository import Repository

Place: TypeAlias = Chamber | Repository
"""The ledger, or where nobody has founded a body the repository alone: most advice needs none."""
SETTING = "gov.advice"
"""The setting of git that names the profile which is asked where none is given."""
NONE = "none"


def advise(place: Place, case: Case, word: str = "", manner: Manner = UNHURRIED) -> Advised:
    """Answer a case; a profile, if one is named or set, has its model asked besides, and the facts stand where that fails.

    Raises `BadInput` where the profile is wrong.
    """
    profile = profile_for(place, word)
    if profile is None:
        return by_facts(case)
    return heard(place, case, profile, _state(place, case), manner)


def heard(
    place: Place, case: Case, profile: Profile, state: Mapping[str, Any] | None, manner: Manner = UNHURRIED
) -> Advised:
    """Answer a case with what a profile's model says, by a program that has learnt this; the facts stand where that fails."""
    adviser = ADVISERS[case.adviser]
    shut = veiled_for(place, case)
    reply = ask(profile, adviser, shut.case, state=state, manner=manner)
    came = _provenance(case, reply)
    if reply.said is None:
        return by_facts(case)._replace(provenance=came.model_copy(update={"fell_back": in_words(reply.reason)}))
    try:
        said = put_back(reply.said, shut.behind)
        answer = adviser.settled(case, said)
    except Invented as why:
        forget_answer(state_folder(profile), answer_key(profile, reply.origin.requests))
        return by_facts(case)._replace(
            provenance=came.model_copy(update={"fell_back": f"it cites what is not there: {why}"[:400]})
        )
    return Advised(case, answer, came, adviser.word_of(case, said, answer))


def judged(advised: Advised) -> Judged:
    """Return what was advised, and whether a model was heard."""
    return Judged(advised.answer, bool(advised.model_said))


def context_of(place: Place, case: Case, word: str = "") -> list[Mapping[str, Any]]:
    """Return exactly what a model would be sent about a case; nothing where none would be asked."""
    profile = profile_for(place, word)
    if profile is None:
        return []
    return [
        *ask(
            profile, ADVISERS[case.adviser], veiled_for(place, case).case, state=_state(place, case), manner=DRY
        ).context
    ]


def profile_for(place: Place, word: str) -> Profile | None:
    """Return the profile that is named, or that git's settings name; nothing for `none`, or where neither does."""
    name = word or (place.settings if isinstance(place, Chamber) else place.settings()).get(SETTING, "")
    return open_profile(name) if name and name != NONE else None


def _state(place: Place, case: Case) -> Mapping[str, Any] | None:
    return program_for(place, case.adviser) if isinstance(place, Chamber) else None


def veiled_for(place: Place, case: Case) -> Veiled:
    """Return a case as it may leave: without secrets, and without the names of people on any roll or in commits."""
    repo = place.repo if isinstance(place, Chamber) else place
    charters = place.chain.charters if isinstance(place, Chamber) else ()
    return veiled(case, people_in(repo, case.subject).union(*(each.people for each in charters)))


def _provenance(case: Case, reply: Reply) -> Provenance:
    origin = reply.origin
    tokens = origin.tokens if origin.sent else Use(0, 0)
    return Provenance(
        facts=digest_of(case),
        program=origin.program,
        requests=list(origin.requests),
        profile=origin.profile,
        profile_digest=origin.profile_digest,
        model=origin.model,
        seed=None if "dropped config.seed" in origin.adaptations else origin.seed,
        temperature="" if "dropped config.temperature" in origin.adaptations else origin.temperature or "",
        adaptations=list(origin.adaptations),
        unsent=not origin.sent,
        tokens_in=tokens.tokens_in,
        tokens_out=tokens.tokens_out,
        cost=origin.cost,
        versions=[f"{name} {version}" for name, version in sorted(origin.versions.items())],
    )
