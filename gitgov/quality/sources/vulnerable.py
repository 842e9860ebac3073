"""Known vulnerabilities: the metric that scanners of dependencies and of code both give."""

from __future__ import annotations

from gitgov.quality.sources.row import Metric

NAME, UNIT = "vulnerabilities", "{count}"
IN_PACKAGES = Metric(
    NAME,
    UNIT,
    "Known vulnerabilities of the packages audited, each once for a package, by whichever of its names it goes; without"
    " those fixed by the run itself. Packages that could not be audited are left out: none audited is no data.",
)
IN_CODE = Metric(
    NAME,
    UNIT,
    "Findings of any level but none that are not suppressed: give the report of a security scanner. Left out are those"
    " whose rule has tags, of which none says security, vulnerability, a CWE or a CVE, and no security-severity.",
)
