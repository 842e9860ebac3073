"""How long it takes to read a whole ledger: `git gov verify` and `git motion list`, cold and warm."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from benchmarks.figure import Figure
from benchmarks.floors import floor, third_party
from benchmarks.ledger_maker import Made, Recipe
from benchmarks.place import Place
from benchmarks.timing import Command, Sample, cpu_ratio, in_turns, milliseconds_over, ratio, seconds, watching
from gitgov.core.line import NAMESPACE, unseal
from gitgov.core.sshsig import signed_data
from gitgov.git.notes import NotesStore
from gitgov.git.repository import open_repository
from gitgov.ledger.event import ROOMS

Job = tuple[Ed25519PublicKey, bytes, bytes]


def reading(place: Place, motions: int) -> list[Figure]:
    """Times verification and lists, each against what it is compared with."""
    made = place.ledger(Recipe(motions))
    return _cold(place, made, motions) + _warm(place, made, motions)


def _cold(place: Place, made: Made, motions: int) -> list[Figure]:
    index = made.path / ".git" / "gitgov" / "index.sqlite"
    verify = Command(["git", "gov", "verify", "--from-scratch"], made.path, place.env)
    listing = Command(["git", "motion", "list"], made.path, place.env, before=lambda: index.unlink(missing_ok=True))
    jobs = _signatures(made)
    with watching() as watch:
        samples = in_turns(
            {"verify": verify, "signatures": lambda: _one_after_another(jobs), "list": listing}, place.repetitions
        )
    times = {name: seconds(each).middle for name, each in samples.items()}
    what, signed = f"{motions:,} merges", samples["signatures"]
    return [
        Figure(
            f"git gov verify --from-scratch, {what}, to its {len(jobs):,} signatures on one core",
            ratio(samples["verify"], signed), "x", 1.0, cpu_ratio(samples["verify"], signed),
            {name: times[name] for name in ("verify", "signatures")}, watch.others,
        ),
        Figure(
            f"git motion list, {what}, cold, to that verification",
            ratio(samples["list"], samples["verify"]), "x", 0.5, cpu_ratio(samples["list"], samples["verify"]),
            {name: times[name] for name in ("list", "verify")}, watch.others,
        ),
    ]  # fmt: skip


def _warm(place: Place, made: Made, motions: int) -> list[Figure]:
    gov, motion = "from gitgov.cli.main import gov; gov()", "from gitgov.cli.main import motion; motion()"
    cases = {
        "git gov verify": (["git", "gov", "verify"], gov, 100.0),
        "git motion list": (["git", "motion", "list"], motion, 60.0),
        "git motion list --all": (["git", "motion", "list", "--all"], motion, None),
    }
    Command(["git", "gov", "verify", "--from-scratch"], made.path, place.env)()
    figures = []
    for name, (argv, entry, target) in cases.items():
        command = Command(argv, made.path, place.env)
        command()  # what it loads is collected as it is when warm
        lowest = replace(command, argv=floor(third_party(command, entry)))
        with watching() as watch:
            samples = in_turns({"it": command, "floor": lowest}, place.repetitions)
        times = {each: seconds(samples[each]).middle for each in samples}
        what = f"{name}, {motions:,} motions, warm, over its floor"
        cpu, over = cpu_ratio(samples["it"], samples["floor"]), milliseconds_over(samples["it"], samples["floor"])
        figures.append(Figure(what, over, "ms", target, cpu, times, watch.others))
    return figures


def _signatures(made: Made) -> list[Job]:
    """Returns key, signature and signed bytes of every line of a ledger, ready to be checked."""
    repo = open_repository(made.path)
    store = NotesStore(repo, lambda: 0)
    keys = {each.fingerprint: Ed25519PublicKey.from_public_bytes(each.signer.public.blob[-32:]) for each in made.voters}
    sealed = [unseal(line) for room in ROOMS for _, lines in store.every(room) for line in lines]
    return [(keys[each.key], each.signature[-64:], signed_data(each.event, NAMESPACE)) for each in sealed]


def _one_after_another(jobs: list[Job]) -> Sample:
    """Checks signatures in one thread on one core, and nothing else."""
    with _one_core():
        start, used = time.perf_counter(), time.process_time()
        for key, signature, data in jobs:
            key.verify(signature, data)
        return Sample(time.perf_counter() - start, time.process_time() - used)


@contextmanager
def _one_core() -> Iterator[None]:
    cores = os.sched_getaffinity(0)
    with suppress(OSError):
        os.sched_setaffinity(0, {min(cores)})
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        os.sched_setaffinity(0, cores)
