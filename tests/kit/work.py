"""How much work something makes, in counts, as nothing here may be timed."""

import sys
from collections.abc import Callable


def calls(work: Callable[[], object]) -> int:
    """Counts the calls that some work makes; collections copied in one call are not seen."""
    made = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal made
        made += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return made
