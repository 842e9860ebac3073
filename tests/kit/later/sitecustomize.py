"""A clock for scenes: `LATER=4d git gov status` sees the ledger as it will stand in four days.

Python imports a module of this name when it starts, if its folder is on PYTHONPATH. Hooks run isolated (`python -I`),
and so by the true clock.
"""

import os
import time

UNITS = {"d": 86_400, "h": 3_600, "m": 60}

if later := os.environ.get("LATER"):
    true, ahead = time.time, int(later[:-1]) * UNITS[later[-1]]  # noqa: TID251 - the clock is what is set here
    time.time = lambda: true() + ahead  # noqa: TID251 - as above
