"""Reading many objects through one git child: several times faster than object by object."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from gitgov.core.errors import Undecided
from gitgov.core.ids import OID
from gitgov.git.run import PLAIN, run


def note_blobs(cwd: Path, ref: str) -> list[tuple[str, str]]:
    """List a notes ref as (subject, blob id) in one `git ls-tree`; empty if the ref is absent."""
    if not run(cwd, "for-each-ref", "--count=1", ref):
        return []
    rows = []
    for row in run(cwd, "ls-tree", "-r", "-z", ref).split(b"\0"):
        meta, _, path = row.partition(b"\t")
        subject = path.decode(errors="replace").replace("/", "")
        if OID.fullmatch(subject):
            rows.append((subject, meta.split(b" ")[2].decode()))
    return rows


def blobs(cwd: Path, oids: Sequence[str]) -> Iterator[bytes]:
    """Yield the contents of blobs in order, through one `git cat-file --batch`; raises `Undecided` if one is missing."""
    settings = {**os.environ, **PLAIN}
    with subprocess.Popen(
        ["git", "cat-file", "--batch", "--buffer"], cwd=cwd, env=settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        if child.stdin is None or child.stdout is None:
            raise Undecided("git cat-file has no pipes")
        feeder = threading.Thread(target=_feed, args=(child.stdin, oids), daemon=True)
        feeder.start()
        for oid in oids:
            header = child.stdout.readline().split()
            if len(header) != 3 or header[1] != b"blob":
                child.kill()
                raise Undecided(f"object {oid} is missing or damaged", "git fsck; git gov sync from another clone")
            yield child.stdout.read(int(header[2]))
            child.stdout.read(1)
        feeder.join()


def _feed(pipe: object, oids: Sequence[str]) -> None:
    try:
        pipe.write("".join(f"{oid}\n" for oid in oids).encode())  # type: ignore[attr-defined]
        pipe.close()  # type: ignore[attr-defined]
    except BrokenPipeError:
        pass  # the reader has stopped and says why
