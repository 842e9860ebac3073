"""`make fuzz`: lets atheris look for bytes on which a parser fails: `python fuzz/run.py TARGET SECONDS`; `all` is each in turn.

What it finds it writes to `fuzz/found/TARGET/`, and says which exception came of it. Bytes that were mended move, as a
small file, to `tests/vectors/fuzz/TARGET/once-...`, where the tests try them for ever after.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import atheris

HERE = Path(__file__).resolve().parent
sys.path[0] = str(HERE.parent)

with atheris.instrument_imports(include=["gitgov", "fuzz"]):
    from fuzz.targets import CORPUS, TARGETS


def fuzz(name: str, seconds: str) -> None:
    """Feeds one target for so many seconds; ends this process."""
    found, grown = HERE / "found" / name, HERE / "grown" / name
    for folder in (found, grown):
        folder.mkdir(parents=True, exist_ok=True)
    options = [f"-max_total_time={seconds}", "-max_len=20000", "-timeout=10", "-rss_limit_mb=2048", "-verbosity=1"]
    options += [f"-artifact_prefix={found}/", "-print_final_stats=1", "-len_control=10"]
    atheris.Setup([sys.argv[0], *options, str(grown), str(CORPUS / name)], TARGETS[name])
    atheris.Fuzz()


def main() -> None:
    """Runs one target in this process, or each in a fork of it; the exit code counts those that failed."""
    target, seconds = sys.argv[1:3]
    if target != "all":
        fuzz(target, seconds)
    failed = []
    for name in TARGETS:
        print(f"== {name}", file=sys.stderr, flush=True)
        child = os.fork()
        if child == 0:
            fuzz(name, seconds)
        if os.waitpid(child, 0)[1]:
            failed.append(name)
    print(f"failed: {', '.join(failed) or 'none'} of {len(TARGETS)} targets", file=sys.stderr)
    sys.exit(len(failed))


if __name__ == "__main__":
    main()
