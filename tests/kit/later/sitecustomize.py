"""A clock for scenes: `LATER=4d git gov status` sees the ledger as it will stand in four days.

Where LATER_BY names a file, the clock is put on by so many seconds as it holds.

Python imports a module of this name when it starts, if its folder is on PYTHONPATH. Hooks run isolated (`python -I`),
and so by the true clock.
"""

import os
import time
from pathlib import Path

UNITS = {"d": 86_400, "h": 3_600, "m": 60}

later, by = os.environ.get("LATER"), os.environ.get("LATER_BY")
if later or by:
    ahead = int(later[:-1]) * UNITS[later[-1]] if later else int(Path(by or "").read_text(encoding="utf-8"))
    true = time.time  # noqa: TID251 - the clock is what is set here
    time.time = lambda: true() + ahead  # noqa: TID251 - as above
