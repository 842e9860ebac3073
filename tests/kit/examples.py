"""How many examples the property tests try: the same ones in every run, so that a change is what turns a test red.

`HYPOTHESIS_PROFILE=new` tries others each time, `HYPOTHESIS_PROFILE=long` searches for a few minutes.
"""

import os

from hypothesis import Phase, settings

PHASES = [phase for phase in Phase if phase is not Phase.explain]  # it tries as often again, to say little more

settings.register_profile("new", deadline=None, max_examples=16, phases=PHASES)
settings.register_profile("same", settings.get_profile("new"), derandomize=True, print_blob=True)
settings.register_profile("long", settings.get_profile("new"), max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or "same")

HALF = settings(max_examples=settings().max_examples // 2)
"""For properties each of whose examples is a long play."""
