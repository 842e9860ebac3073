"""Random histories of a body of three, and whether what a clone answers by its index is what it answers without one.

Members act in their clones and sync now and then; in some histories one of them then does what nobody may. The clock moves
by a minute a step, so that two answers to the same question are the same text.
"""

import random
import time
from collections.abc import Callable, Iterator, Mapping

import pytest

from gitgov.chamber.derived import INDEX
from gitgov.chamber.verify import verify
from tests.kit import forge
from tests.kit.field import MEMBERS, Clone, Field

MINUTE = 60
STEPS = 12
ASKED = (
    ("motion", "list", "--json"),
    ("motion", "list", "--all", "--json"),
    ("gov", "status", "--json"),
    ("gov", "status"),
)
Act = Callable[[Clone, random.Random, Field], object]


def some(clone: Clone, dice: random.Random) -> list[str]:
    """Returns the name of a motion that this clone has; none where it has none."""
    rows = clone.motion("list", "--all").stdout.splitlines()
    names = [word for row in rows for word in row.split() if word.startswith("M-")]
    return [dice.choice(names)] if names else ["M-0"]


def adopt(clone: Clone, dice: random.Random, field: Field) -> None:
    clone.motion("adopt", "process", "-m", f"Rule {dice.random()}", check=False)


def merge(clone: Clone, dice: random.Random, field: Field) -> None:
    clone.motion("merge", "origin/feature/x", check=False)


def vote(clone: Clone, dice: random.Random, field: Field) -> None:
    clone.vote(dice.choice(["aye", "aye", "nay", "abstain"]), *some(clone, dice), check=False)


def carry(clone: Clone, dice: random.Random, field: Field) -> None:
    motion = some(clone, dice)
    for name in MEMBERS:
        clone.vote("aye", *motion, "--key", getattr(field.people, name).key_path, check=False)
    clone.motion("announce", *motion, check=False)


def upon(verb: str, *words: str) -> Act:
    """Returns an act upon some motion."""
    return lambda clone, dice, field: clone.motion(verb, *some(clone, dice), *words, check=False)


def enact(clone: Clone, dice: random.Random, field: Field) -> None:
    clone.gov("enact", *some(clone, dice), *dice.choice([(), ("--push", "origin")]), check=False)


def sync(clone: Clone, dice: random.Random, field: Field) -> None:
    clone.gov("sync", check=False)
    clone.git("fetch", "--quiet", check=False)


def forged_ballot(clone: Clone, dice: random.Random, field: Field) -> None:
    """Writes a ballot of bob's that eve has signed."""
    if subjects := forge.subjects(clone.path, "motions"):
        motion = some(clone, dice)[0]
        line = forge.Pen(clone.chamber(), motion).ballot(field.people.eve, name="bob", key=field.people.bob)
        forge.add(clone.path, "votes", dice.choice(subjects), line)


def moved(clone: Clone, dice: random.Random, field: Field) -> None:
    """Moves main without a decision."""
    new = clone.git("commit-tree", "-p", "main", "-m", f"{dice.random()}", "main^{tree}").stdout.strip()
    clone.git("-c", "core.hooksPath=/dev/null", "update-ref", "refs/heads/main", new)


def taken_back(clone: Clone, dice: random.Random, field: Field) -> None:
    """Takes a room back to where it stood."""
    ref = f"refs/notes/gov/{dice.choice(['votes', 'motions', 'decisions'])}"
    clone.git("update-ref", ref, f"{ref}~1", check=False)


ACTS: Mapping[Act, int] = {
    adopt: 3, merge: 2, vote: 4, carry: 4, enact: 2, sync: 5, upon("announce"): 1, upon("withdraw"): 1,
    upon("speak", "-m", "I have doubts"): 2, upon("second"): 1, upon("amend", "-m", "Better"): 1,
}  # fmt: skip


def sprints(*words: str) -> Act:
    """Returns an act in the room of sprints, with the number of an item or a word that is new."""
    return lambda clone, dice, field: clone.sprint(
        *(word.format(item=dice.randrange(3), text=dice.random()) for word in words), check=False
    )


SPRINTING: Mapping[Act, int] = {
    **ACTS,
    sprints("item", "add", "I-{item}", "Item {text}", "--points", "1", "--team", "core"): 3,
    sprints("item", "drop", "I-{item}"): 1, sprints("plan", "S1", "--proposed", "--goal", "{text}", "--team", "core"): 4,
    sprints("commit", "S1", "--team", "core"): 4, sprints("start", "S1", "--no-worktree", "--team", "core"): 5,
    sprints("standup", "--next", "{text}", "--blocker", "{text}", "--team", "core"): 4, sprints("unblock"): 1,
    sprints("review", "S1", "--record", "--team", "core"): 1,
}  # fmt: skip
"""What members do who plan sprints besides."""
SINCE = "since the last verification"
"""What a clone has lost of what nobody else holds, only an earlier verification knows."""
CRIMES: Mapping[Act, int] = {forged_ballot: 1, moved: 1, taken_back: 1}


def play(field: Field, seed: int, clock: Callable[[int], None], usual: Mapping[Act, int] = ACTS) -> Iterator[str]:
    """Plays one history of acts as usual as given; yields each answer that is not what a fresh index gives, with the steps that led there."""
    dice, told = random.Random(seed), [f"history {seed}"]
    begun = int(time.time())  # noqa: TID251 - the last moment of what has been made so far
    criminal = dice.random() < 0.3
    for number in range(STEPS):
        clock(begun + (number + 1) * MINUTE * dice.choice([1, 1, 1, 60 * 24]))
        acts = CRIMES if criminal and number == STEPS - 2 else usual
        act = dice.choices([*acts], [*acts.values()])[0]
        clone = field.clone(dice.choice(MEMBERS))
        act(clone, dice, field)
        told.append(f"{clone.who.name} {getattr(act, '__name__', '')}")
        if dice.random() < 0.25 or number > STEPS - 3:
            yield from (f"{', '.join(told)}: {each}" for each in differences(clone, dice, sprinting=usual is SPRINTING))


def differences(clone: Clone, dice: random.Random, *, sprinting: bool) -> Iterator[str]:
    """Asks a clone by its index, in any order, once and again, and then without one; the index stays as it was."""
    asked = [*dice.sample(ASKED, 2), *([("sprint", "status", "--json")] if sprinting else [])]
    asking = [*asked, ("gov", "verify")] if dice.random() < 0.5 else [("gov", "verify"), *asked]
    warm = _answers(clone, asking + asked)
    index = clone.path / ".git" / "gitgov" / INDEX
    aside = index.with_name("aside")
    if index.exists():
        index.rename(aside)
    cold = _answers(clone, asked)
    cold["gov verify"] = _verified(clone, from_scratch=True)
    if aside.exists():
        aside.replace(index)
    yield from (
        f"{words}: by its index {warm[words]}, without {cold[words]}" for words in cold if warm[words] != cold[words]
    )


def _answers(clone: Clone, asked: list[tuple[str, ...]]) -> dict[str, str]:
    return {" ".join(words): _verified(clone) if words[1] == "verify" else _said(clone, *words) for words in asked}


def _said(clone: Clone, program: str, *words: str) -> str:
    done = {"motion": clone.motion, "gov": clone.gov, "sprint": clone.sprint}[program](*words, check=False)
    return f"[{done.returncode}] {done.stdout}{done.stderr}"


def _verified(clone: Clone, *, from_scratch: bool = False) -> str:
    found = verify(clone.chamber(), from_scratch=from_scratch).problems
    problems = {str(each) for each in found if SINCE not in each.what}
    return "\n".join(sorted(problems))


def at_will(patch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Returns what sets the clock of this process."""
    return lambda instant: patch.setattr(time, "time", lambda: float(instant))
