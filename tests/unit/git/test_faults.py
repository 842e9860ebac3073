"""Faults at the writes of every command: nothing acknowledged is lost, `verify` is right, and typing it again gets it done."""

import shutil
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

import pytest

from tests.kit.disks import full, locked, sealed
from tests.kit.faults import SCENES, Case, Course, Rehearsal, all_of, killed, read, some, spread, verbs
from tests.kit.scenes import SETUP, SETUPS, Stage
from tests.kit.transcript import steps

DOCUMENTS = sorted(path.name for path in SCENES.glob("*.md"))
NO_SCENE = {
    "gov hooks uninstall": "alice$ git gov hooks uninstall",
    "gov prove": "alice$ git gov prove fix --output proof",
    "gov check": "alice$ git gov check main main refs/heads/main",
}
"""What no scene types in so many words, typed at the end of quickstart.md."""

READS = {
    "gov advise show",
    "gov charter show",
    "gov meeting list",
    "gov show",
    "gov verify-proof",
    "motion floor",
    "sprint forecast",
}
"""What writes nothing but rows of the index, as `motion list` does."""

ONE_LINE = {
    f"{program} {verb}"
    for program, typed in {
        "gov": "advise train, meeting leave, meeting yield",
        "motion": "adjourn, adopt report, ask-leave, blank, close-debate, close-nominations, close-polls, "
        "consider-by-paragraph, count, decline, discharge, divide, division, excuse, fill, fix-time, hand-over, inquiry, "
        "limit-debate, modify, nominations-by, notice, object, open-paragraph, orders-of-the-day, point-of-order, postpone, "
        "privilege, ratify, ratify-vote, read-papers, recess, refer, reopen-nominations, reopen-polls, report, "
        "request-information, rule, substitute, suspend-rules, table, take",
        "vote": "approve, object, score",
        "sprint": "pi remove",
    }.items()
    for verb in typed.split(", ")
}
"""What writes by `chamber.acts.act` alone, as `motion second` and `vote rank` do, or as `sprint pi place`; the law's own tests say what it may."""


Faults = Callable[[str], Callable[[Rehearsal, Course], Iterable[Case]]]
"""For a verb, the faults that it meets."""


def played(name: str, folder: Path, programs: Path, faults: Faults, wanted: Collection[str]) -> list[str]:
    """Plays a document, where each of the verbs meets faults where it is first typed; returns what was wrong after that."""
    scene, stage = read(SCENES / name), Stage.build(folder, programs)
    line = SETUP.search(scene.document.text)
    SETUPS[line[1] if line else "empty"](stage)
    aside = folder / "aside"
    aside.mkdir()
    places = {at: verb for verb, at in scene.typed.items() if verb in wanted}
    found: list[str] = []
    for number, step in enumerate(scene.steps):
        if verb := places.get(number):
            if verb == "gov sync":
                found += Rehearsal(stage, aside, step, "post-receive").faults(faults(verb))
                shutil.rmtree(stage.floor)
                (aside / "before").rename(stage.floor)
            found += Rehearsal(stage, aside, step).faults(faults(verb))
            shutil.rmtree(aside / "before")
        else:
            stage.play(step)
    for verb, command in NO_SCENE.items() if name == "quickstart.md" else ():
        if verb in wanted:
            found += Rehearsal(stage, aside, next(steps(command))).faults(faults(verb))
            shutil.rmtree(aside / "before")
    return found


def test_every_verb_is_killed_in_a_scene_or_said_to_be_like_one_that_is() -> None:
    typed = {verb for name in DOCUMENTS for verb in read(SCENES / name).typed}
    assert verbs() - typed - NO_SCENE.keys() - READS - ONE_LINE == set(), "give it a scene"
    assert (READS | ONE_LINE | NO_SCENE.keys()) - verbs() == set(), "there is no such verb"


FOUNDING = ["gov init", "gov member add", "gov member retire", "gov constitute"]
DAILY = ["gov init", "gov hooks install", "motion merge", "vote aye"]
"""What starts no hook of a server, where the number of writes hangs on who is quicker: `make soak` kills the others too."""


def sample(verb: str) -> Callable[[Rehearsal, Course], Iterable[Case]]:
    """Chooses one fault of each sort for a verb, always the same."""
    sorts = (killed(some(verb)), full(some(verb)), sealed, locked(some(verb)))
    return lambda rehearsal, course: (case for each in sorts for case in each(rehearsal, course))


@pytest.mark.parametrize(("name", "wanted"), [("founding.md", FOUNDING), ("quickstart.md", DAILY)])
def test_a_command_that_meets_one_fault_of_each_sort_loses_nothing(
    name: str, wanted: Collection[str], tmp_path: Path, programs: Path
) -> None:
    assert played(name, tmp_path, programs, sample, wanted) == []


SORTS = {"killed": killed(all_of), "full": full(spread(12)), "sealed": sealed, "locked": locked(all_of)}


def homes() -> dict[str, set[str]]:
    """Returns for each document the verbs that no earlier one types: there each of them meets its faults."""
    found: dict[str, set[str]] = {}
    seen: set[str] = set()
    for name in DOCUMENTS:
        found[name] = (
            read(SCENES / name).typed.keys() | (NO_SCENE.keys() if name == "quickstart.md" else set())
        ) - seen
        seen |= found[name]
    return {name: wanted for name, wanted in found.items() if wanted}


@pytest.mark.soak
@pytest.mark.parametrize(("name", "wanted"), homes().items(), ids=homes())
@pytest.mark.parametrize("sort", SORTS)
def test_a_command_that_meets_any_fault_loses_nothing(
    name: str, wanted: set[str], sort: str, tmp_path: Path, programs: Path
) -> None:
    assert played(name, tmp_path, programs, lambda _: SORTS[sort], wanted) == []
