"""Writes the generated parts of the documentation: `python docs/generate.py [--check] [FOLDER]`.

A page is written by hand, and a part of it that can be derived from the source stands between two comments:

    <!-- generated: NAME -->
    ...
    <!-- end -->

NAME is a row of `SECTIONS`. `--check` writes nothing, names what is stale and exits 1; it also looks for dead links and
for keys of the JSON outputs that `json.md` leaves out. The same source gives the same bytes on every day and machine.
"""

# ruff: noqa: INP001 - a script in a folder of pages

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from sections import advice, attacks, charter, codes, commands, example, jsonkeys, kinds, quality, risk, sources

HERE = Path(__file__).parent
SECTIONS: Mapping[str, Callable[[], str]] = {
    "advisers": advice.advisers,
    "advice-metrics": advice.metrics,
    "advice-review": advice.review_rules,
    "attacks": attacks.tables,
    "charter-entries": charter.entries,
    "charter-templates": charter.templates,
    "charter-rules": charter.rules,
    "charter-mistakes": charter.common_mistakes,
    "codes": codes.tables,
    "commands": commands.reference,
    "kinds": kinds.kinds,
    "acts": kinds.acts,
    "motions": kinds.motions,
    "rooms": kinds.rooms,
    "rules": kinds.rules,
    "example": example.worked,
    "quality-measures": quality.measures,
    "quality-charts": quality.charts,
    "quality-rules": quality.rule_sets,
    "quality-packs": quality.packs,
    "risk-factors": risk.factors,
    "risk-levels": risk.levels,
    "source-formats": sources.formats,
    "source-metrics": sources.metrics,
}
BLOCK = re.compile(r"(<!-- generated: ([a-z-]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")
CODE = re.compile(r"^(```+).*?^\1$|`[^`\n]+`", re.DOTALL | re.MULTILINE)


def main(arguments: list[str]) -> int:
    """Writes the pages below FOLDER (default: where this file lies), or compares; returns the exit status."""
    check = "--check" in arguments
    folder = Path(next((each for each in arguments if not each.startswith("-")), HERE))
    wrong = [*_stale(folder, write=not check), *(_faults(folder) if check else ())]
    for row in wrong:
        sys.stdout.write(row + "\n")
    return int(check and bool(wrong))


def _stale(folder: Path, *, write: bool) -> Iterator[str]:
    """Names the pages whose generated parts differ from what the source gives, and writes them if asked to."""
    used = set()
    for page in sorted(folder.rglob("*.md")):
        old = page.read_text(encoding="utf-8")
        used |= {name for _, name, _, _ in BLOCK.findall(old)}
        new = BLOCK.sub(lambda block: block[1] + SECTIONS[block[2]]().rstrip("\n") + "\n" + block[4], old)
        if new != old:
            yield f"{'writing' if write else 'stale:'} {page.relative_to(folder)}" + ("" if write else " (make docs)")
            if write:
                page.write_text(new, encoding="utf-8")
    yield from (f"no page shows the section {name}" for name in sorted(SECTIONS.keys() - used))


def _faults(folder: Path) -> Iterator[str]:
    """Names links to files that do not exist, and keys of JSON outputs that are described nowhere."""
    for page in sorted(folder.rglob("*.md")):
        for target in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
            if "://" not in target and not (page.parent / target).exists():
                yield f"dead link: {page.relative_to(folder)} -> {target}"
    described = (folder / "json.md").read_text(encoding="utf-8")
    yield from (f"json.md does not describe `{key}`" for key in jsonkeys.written() if f"`{key}`" not in described)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
