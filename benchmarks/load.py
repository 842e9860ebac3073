"""What grows under load: verification with the number of merges, `pre-receive` with pushes at once, a push with its commits."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.ledger_maker import MAIN, Recipe
from benchmarks.place import Place
from benchmarks.start import hook
from benchmarks.timing import Command, Sample, Spread, cpu_ratio, in_turns, ratio, seconds, watching


def growing(place: Place, sizes: Sequence[int]) -> list[Figure]:
    """Times `git gov verify --from-scratch`: each merge of a large ledger against each of the smallest, the start left out."""
    argv = ["git", "gov", "verify", "--from-scratch"]
    commands = {size: Command(argv, place.ledger(Recipe(size)).path, place.env) for size in (1, *sizes)}
    with watching() as watch:
        samples = in_turns({str(size): command for size, command in commands.items()}, place.repetitions)
    least, *others = sizes
    figures = []
    for size in others:
        turns = zip(samples[str(size)], samples[str(least)], samples["1"], strict=True)
        each = [((big.wall - start.wall) / size) / ((small.wall - start.wall) / least) for big, small, start in turns]
        times = {f"{each:,} merges": seconds(samples[str(each)]).middle for each in (size, least)}
        what = f"git gov verify --from-scratch, each of {size:,} merges to each of {least:,}"
        figures.append(Figure(what, Spread.of(each), "x", 1.5, None, times, watch.others))
    return figures


def at_once(place: Place, pushes: int, events: int) -> list[Figure]:
    """Times `pre-receive` for so many pushes of a ratified merge at the same time, against the same one after another."""
    command = hook(place, place.ledger(Recipe.of_events(events)), f"at-once-{events}")

    def together() -> Sample:
        begun = time.perf_counter()
        children = [_started(command) for _ in range(pushes)]
        if sum(child.wait() for child in children):
            raise RuntimeError("a hook refuses what is ratified")
        return Sample(time.perf_counter() - begun, 1.0)

    def in_a_row() -> Sample:
        return Sample(sum(command().wall for _ in range(pushes)), 1.0)

    with watching() as watch:
        samples = in_turns({"at once": together, "in a row": in_a_row}, place.repetitions)
    times = {name: seconds(each).middle for name, each in samples.items()}
    what = f"pre-receive, {pushes} pushes at once, {events:,} events, to as many in a row"
    return [Figure(what, ratio(samples["at once"], samples["in a row"]), "x", 1.1, None, times, watch.others)]


def _started(command: Command) -> subprocess.Popen[bytes]:
    if command.stdin is None:
        raise ValueError("a hook reads what is pushed")
    with command.stdin.open("rb") as source:
        return subprocess.Popen(
            command.argv, cwd=command.cwd, env=command.env, stdin=source,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


def of_many(place: Place, commits: int) -> list[Figure]:
    """Times a push of one ratified merge of a branch with so many commits, against one of a branch with a single commit."""
    made = place.ledger(Recipe(1))
    clone = place.copy(made.path, "of-many")
    old = place.git(clone, "rev-parse", MAIN)
    merges = {size: _decided(place, clone, size) for size in (1, commits)}
    server = place.server(clone, "of-many-server")
    place.git(clone, "remote", "add", "origin", str(server))
    for size in merges:
        place.git(server, "update-ref", "-d", f"refs/heads/series-{size}")
    pushes = {
        str(size): Command(
            ["git", "push", "--quiet", "origin", f"{merge}:{MAIN}"], clone, place.env,
            before=lambda: _back(place, server, old),
        )
        for size, merge in merges.items()
    }  # fmt: skip
    with watching() as watch:
        samples = in_turns(pushes, place.repetitions)
    one, many = samples["1"], samples[str(commits)]
    times = {f"{commits:,} commits": seconds(many).middle, "one": seconds(one).middle}
    what = f"git push of {commits:,} commits under one decision, to one of a single commit"
    return [Figure(what, ratio(many, one), "x", 2.0, cpu_ratio(many, one), times, watch.others)]


def _back(place: Place, server: Path, old: str) -> None:
    place.git(server, "update-ref", MAIN, old)


def _decided(place: Place, clone: Path, commits: int) -> str:
    """Makes a branch, carries the motion to merge it by all members, and returns the merge, which no ref holds."""
    name = f"series-{commits}"
    rows = [
        f"commit refs/heads/{name}\ncommitter B <b@example.org> 1 +0000\ndata 1\nw\nfrom {MAIN}\nM 644 inline {name}\ndata 1\n0\n"
    ]
    rows += [
        f"commit refs/heads/{name}\ncommitter B <b@example.org> 1 +0000\ndata 1\nw\nM 644 inline {name}\ndata {len(str(n))}\n{n}\n"
        for n in range(1, commits)
    ]
    subprocess.run(
        ["git", "fast-import", "--quiet"], cwd=clone, env=place.env, input="".join(rows), text=True, check=True
    )
    made = place.ledger(Recipe(1))
    keys = [place.key(made, number) for number in range(len(made.voters))]
    motion = _done(place, clone, "git", "motion", "merge", name, "--key", keys[0]).split()[0]
    for key in keys:
        _done(place, clone, "git", "vote", "aye", motion, "--key", key)
    _done(place, clone, "git", "motion", "announce", motion, "--key", keys[0])
    tree = place.git(clone, "merge-tree", "--write-tree", MAIN, name).split()[0]
    return place.git(clone, "commit-tree", "-p", MAIN, "-p", name, "-m", f"Merge {name}", tree)


def _done(place: Place, clone: Path, *words: str) -> str:
    done = subprocess.run(words, cwd=clone, env=place.env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{words} exits {done.returncode}: {done.stderr}")
    return done.stdout
