"""Upon what and after what heads come in."""

from __future__ import annotations

from gitgov.chamber.incoming import Entry, entries_of
from gitgov.core.ids import Oid
from gitgov.gate.facts import Step
from tests.kit.assembly import Body
from tests.kit.charters import team
from tests.kit.questions import merge, oid


def step(commit: str, *parents: str) -> Step:
    return Step(Oid(commit), tuple(map(Oid, parents)), Oid("tree"))


def test_each_head_of_an_octopus_comes_after_those_before_it() -> None:
    steps = [step("o", "m", "x", "y", "z"), step("m", "l", "w")]
    pairs = [("m", "x"), ("m", "y"), ("m", "z"), ("l", "w"), ("l", "w")]
    here = Body.found(team("alice", "bob"))
    asking = here.state(here.move("alice", merge().model_copy(update={"after": [oid("feature/y")]})))
    plain = here.state(here.move("alice", merge("feature/y")))
    assert entries_of(steps, pairs, {"x": [plain], "w": []}, ()) == []
    assert entries_of(steps, pairs, dict.fromkeys("wxyz", (plain, asking)), ()) == [
        Entry("m", "x"), Entry("m", "y", ("x",)), Entry("m", "z", ("x", "y")), Entry("l", "w"),
    ]  # fmt: skip
    assert entries_of(steps, pairs, {"x": [plain]}, {("m", "y")}) == [Entry("m", "y", ("x",))], (
        "a sequence asks about it"
    )
