"""Programs of gitgov that start by forking: `with forked(FOLDER) as bin` puts `git-gov` and the others into a folder for PATH.

Each is a process of its own, with its own arguments, environment and streams; only the half second is saved that importing takes.

Scenes are played with them, and tests of the gate, of the chamber and of the command line start them, hooks on a server or in a
clone too, where git reaches it by file (fixture `started` in tests/kit/stages.py). A fork imports nothing, so it cannot show that
nothing false is imported. Everything starts as installed in the demo that goes well, over plain ssh and http, in benchmarks, where
processes are killed or the disk is full (tests/unit/git), and in tests marked `as_installed`: programs in all places
where git works, what the environment, the folder or another package of the name could do to a hook, and one ordinary round of
each hook of a clone.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.kit.env import hermetic

HERE: Final = Path(__file__).parent
NAMES: Final = ("git-gov", "git-motion", "git-vote", "git-sprint", "git-quality", "python")


@contextmanager
def forked(folder: Path) -> Iterator[Path]:
    """Yields a folder of programs that are forked from one process, which lives as long as the block."""
    programs = folder / "bin"
    programs.mkdir(parents=True)
    serve = [sys.executable, "-I", str(HERE / "serve.py")]
    with subprocess.Popen(
        serve, env=hermetic(folder / "home"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        said = server.stdout.readline().split() if server.stdout else []
        if len(said) != 2:
            raise RuntimeError(f"{' '.join(serve)} does not start")
        port, secret = said
        text = (HERE / "start.sh").read_text("utf-8").replace("@PORT@", port).replace("@SECRET@", secret)
        for name in NAMES:
            (programs / name).write_text(text, encoding="utf-8")
            (programs / name).chmod(0o755)
        yield programs
