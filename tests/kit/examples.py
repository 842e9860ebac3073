"""How many examples the property tests try: the same ones in every run where CI is set, new ones on a desk.

`HYPOTHESIS_PROFILE=long` searches for a few minutes.
"""

import os

from hypothesis import Phase, settings

PHASES = [phase for phase in Phase if phase is not Phase.explain]  # it tries as often again, to say little more

settings.register_profile("desk", deadline=None, max_examples=50, phases=PHASES)
settings.register_profile("ci", settings.get_profile("desk"), derandomize=True, print_blob=True)
settings.register_profile("long", settings.get_profile("desk"), max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "desk"))
