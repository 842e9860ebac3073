"""`git gov advise integration`."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from gitgov.chamber.advising.integration import case, replayed
from gitgov.cli.advising import How, finish, here
from gitgov.cli.colliding import Branches, Into
from gitgov.cli.options import Context, Draft, Json, Key, Profile, Recording, Sync


def integration(
    branches: Branches = None,
    into: Into = "",
    profile: Profile = "",
    recording: Recording = False,
    draft: Draft = False,
    context: Context = False,
    key: Key = "",
    sync: Sync = False,
    as_json: Json = False,
) -> None:
    """Say in which order branches come together and how: merge, rebase, squash, cherry-pick or queue, and what is rebased after what.

    The order is one in which as few as can be have to be made anew. It needs no body, unless it is put on record.
    """
    how = How(profile, recording, draft, context, key, sync, as_json)
    finish(here(), case(Path(), branches or [], into), how, partial(replayed, Path()))
