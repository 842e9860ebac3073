"""Finding what single lines say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from gitgov.advice.reading.changed import Changed, Place, readable

Finds = Callable[[Changed], Iterator[Place]]
"""What finds places in a change."""


def lines(pattern: str, *endings: str, but: str = "") -> Finds:
    """Return what finds the added lines that an expression fits; with endings only in files that are called so, and none that fits `but`.

    Expressions must take no more than linear time: a line may be a megabyte, and by anybody.
    """
    wanted, unwanted = re.compile(pattern), re.compile(but) if but else None

    def found(changed: Changed) -> Iterator[Place]:
        for each in readable(changed, *endings):
            for number, text in each.added:
                if wanted.search(text) and not (unwanted and unwanted.search(text)):
                    yield Place(each.path, number)

    return found


HIDDEN = "[\u202a-\u202e\u2066-\u2069]"
"""What makes a line read otherwise than it is (CVE-2021-42574)."""
UNSEEN = "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b\u2060\u200e\u200f\U000e0000-\U000e007f]|\r(?!$)|(?<!^)\ufeff"
"""What a terminal obeys or does not show; a page break, and the end of a line as on Windows, are plain text."""
LATER = r"^(?:\s*\*|(?:[^#/<-]|/(?![/*])|<(?!!--)|-(?!-))*+(?:#|//|/\*|<!--|--)).*?\b(?:TODO|FIXME|XXX)\b"
MARKER = r"^(?:<{7}|>{7}|\|{7}) \S"
SKIPPED = (
    r"@pytest\.mark\.(?:skip|xfail)\b|\bpytest\.skip\(|@unittest\.skip|\b(?:describe|it|test|context|suite)\.skip\(|"
    r"^\s*x(?:it|describe)\(|^\s*#\[ignore\b|\bt\.Skip(?:Now|f)?\("
)
FOCUSED = r"\b(?:describe|it|test|context|suite)\.only\(|^\s*f(?:it|describe)\("
STOPS = r"^\s*debugger\s*;?\s*$|\bconsole\.(?:log|debug|trace)\("
KEYS = (
    r"-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY-----|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36,}|\bgithub_pat_[A-Za-z0-9_]{40,}|"
    r"\bglpat-[A-Za-z0-9_-]{20,}|\bxox[abeprs]-[A-Za-z0-9-]{10,}|\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}|\bAIza[A-Za-z0-9_-]{35}\b|"
    r"\bnpm_[A-Za-z0-9]{36}\b|\bpypi-AgE[A-Za-z0-9_-]{40,}|\b[rs]k_live_[A-Za-z0-9]{20,}|\bhf_[A-Za-z0-9]{30,}"
)
"""Keys that their makers made to be known by how they begin."""
GIVEN = r"(?i)(?:password|passwd|secret|api_?key|access_?key|auth_?token)[\"']?\s{0,4}[:=]\s{0,4}[\"'][^\"'\s$<{]{8,200}[\"']"
EXAMPLE = r"(?i)example|changeme|change_me|placeholder|your[-_ ]|dummy|xxxx|\*\*\*\*|not[-_ ]a[-_ ]secret|test"
