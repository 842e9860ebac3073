"""FMEA: what fails how badly, how often, and how well it is seen; by risk priority number and by action priority.

Severity, occurrence and detection go from 1 to 10, 10 being the worst. Their product, the RPN, misorders: severity 3 with 9 and 9
(243) comes before severity 9 with 4 and 3 (108). The action priority of AIAG & VDA (FMEA Handbook, 1st edition, 2019) looks at severity
first. The handbook is sold and was not read for this: the table below is as its bands and letters are remembered, and an approximation.
Six tables and programs on the web that claim to be the handbook's were compared with it (2026-11); no two of them agree, with each
other or with this one, most of them at severity 9-10 with occurrence 1-3, and at severity 7-8 with occurrence 4-5. Whoever claims
conformance compares with the handbook; what shows a priority says that it is approximate.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from gitgov.core.errors import BadInput

Priority = Literal["H", "M", "L"]
_DETECTION = (7, 5, 2, 1)
_TABLE: dict[int, dict[int, str]] = {
    9: {8: "HHHH", 6: "HHHH", 4: "HHHM", 2: "HMLL", 1: "LLLL"},
    7: {8: "HHHH", 6: "HHHM", 4: "HMMM", 2: "MMLL", 1: "LLLL"},
    4: {8: "HHMM", 6: "MMML", 4: "MLLL", 2: "LLLL", 1: "LLLL"},
    2: {8: "MMLL", 6: "LLLL", 4: "LLLL", 2: "LLLL", 1: "LLLL"},
    1: {1: "LLLL"},
}
"""By the least severity and the least occurrence of a band; a letter for each band of detection, the worst first."""


class Risk(NamedTuple):
    """How a failure is rated, its RPN (1 to 1,000), and its action priority: high, medium or low."""

    severity: int
    occurrence: int
    detection: int
    rpn: int
    priority: Priority


APPROXIMATE = "AP is approximate: compare it with the FMEA handbook of AIAG & VDA (2019)"
"""What is said wherever an action priority is shown."""


def rate(severity: int, occurrence: int, detection: int) -> Risk:
    """Rate a failure; raises `BadInput` for a number outside of 1 to 10."""
    if not all(1 <= each <= 10 for each in (severity, occurrence, detection)):
        raise BadInput(
            f"no rating: {severity}, {occurrence}, {detection}", "severity, occurrence and detection go from 1 to 10"
        )
    bands = next(rows for least, rows in _TABLE.items() if severity >= least)
    letters = next(row for least, row in bands.items() if occurrence >= least)
    place = next(i for i, least in enumerate(_DETECTION) if detection >= least)
    priority: Priority = "H" if letters[place] == "H" else "M" if letters[place] == "M" else "L"
    return Risk(severity, occurrence, detection, severity * occurrence * detection, priority)
