"""Having a profile's model teach a program: within a budget that is set aside before, and read as strictly as what a model says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gitgov.advice.adviser import Adviser
from gitgov.advice.profile import Profile, Use
from gitgov.chamber.asking import worker_of
from gitgov.chamber.profiles import key_of, state_folder
from gitgov.chamber.spending import Spent, fits, month_now, most, set_aside, settle, used
from gitgov.core.errors import BadInput
from gitgov.git.workers import Unanswered


class Learnt(BaseModel):
    """A program as text and its digest, or nothing and the reason; how many requests that took, and which tokens."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    state: Annotated[str, Field(max_length=1_000_000)] = ""
    digest: Annotated[str, Field(pattern=r"^(?:[0-9a-f]{64})?$")] = ""
    reason: Annotated[str, Field(max_length=100, pattern=r"^[A-Za-z -]*$")] = ""
    requests: Annotated[int, Field(ge=0, le=10**9)] = 0
    tokens: dict[Literal["in", "out"], Annotated[int, Field(ge=0, le=10**12)] | None] = {}


def learn(profile: Profile, adviser: Adviser, lesson: Mapping[str, Any], allowance: int, seconds: int) -> Learnt:
    """Have a program learn: `lesson` holds redacted examples, the optimizer, what it has learnt already, and a seed.

    It takes at most so many tokens, which are set aside in the month's budget, and so many seconds. Raises `BadInput` where the profile
    is wrong, or the budget does not allow it.
    """
    folder, key, month = state_folder(profile), key_of(profile), month_now()
    aside = most(profile, allowance)
    if not fits(aside, profile.budget.run) or not set_aside(folder, month, aside, profile.budget.month):
        what = f"the budget of profile {profile.name} does not allow {allowance} tokens"
        raise BadInput(what, "--tokens N, with fewer; git gov advise profile list shows what is spent")
    spent: Spent | None = aside
    try:
        worker = worker_of(profile, folder, key, dry=False).worker
        asked = {"adviser": adviser.name, "allowance": allowance, "seconds": seconds, **lesson}
        found = Learnt.model_validate(worker.ask(asked, seconds))
        spent = used(profile, Use(found.tokens.get("in"), found.tokens.get("out")))
    except Unanswered as why:
        return Learnt(reason=str(why))
    except ValidationError:
        return Learnt(reason="died")
    finally:
        settle(folder, month, aside, spent or aside)
    return found
