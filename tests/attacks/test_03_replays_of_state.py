"""Family 3: old signed state is shown again, as if it were the newest."""

import shutil

from gitgov.charter.events import Adopted
from tests.kit.attacks import Move, attack, writing
from tests.kit.field import Field
from tests.kit.forge import elsewhere

VOTES = "refs/notes/gov/votes"


def again(field: Field, text: str) -> Move:
    """Returns the move to sign one more step, with this charter, upon the decision that has been carried out."""
    chamber = field.alice.chamber()
    (step,) = (each for each in chamber.constitution.events.values() if each.kind == "charter.adopted")
    assert isinstance(step.body, Adopted)
    body = step.body.model_copy(update={"charter": text})
    line = elsewhere(
        chamber, field.people.alice, body, "charter.adopted", parents=(chamber.chain.head.id, step.body.decision)
    )
    return writing(field, "charter", line, subject=chamber.chain.subject)


@attack(
    "3.1",
    "The first charter is brought into force again after the second",
    server="GOV-407",
    client="GOV-407",
    verify="passes: it is out of order, and told",
)
def test_an_old_charter(rekeyed: Field) -> Move:
    return again(rekeyed, (rekeyed.root / "next.toml").read_text("utf-8").replace("version = 2", "version = 1"))


@attack(
    "3.2",
    "A decision about the charter is carried out a second time, with another text",
    server="GOV-412",
    client="GOV-412",
    verify="passes: it is out of order, and told",
)
def test_another_charter_by_an_old_decision(rekeyed: Field) -> Move:
    return again(rekeyed, (rekeyed.root / "next.toml").read_text("utf-8").replace("version = 2", "version = 3"))


@attack(
    "3.3",
    "A step names the first charter as the one before it, though the second is in force",
    server="GOV-401",
    client="GOV-401",
    verify="passes: of two the smaller id is in force, and the other told; see 14 and what is not prevented",
)
def test_a_fork_of_the_chain(rekeyed: Field) -> Move:
    chamber = rekeyed.alice.chamber()
    (step,) = (each for each in chamber.constitution.events.values() if each.kind == "charter.adopted")
    first = chamber.chain.steps[0].id
    parents = (first, step.body.decision)  # type: ignore[attr-defined]
    line = elsewhere(chamber, rekeyed.people.alice, step.body, "charter.adopted", parents=parents, at=step.at + 1)
    move = writing(rekeyed, "charter", line, subject=chamber.chain.subject)
    return Move(move.refs, lines=move.lines)


@attack(
    "3.4",
    "An old tree of notes is put on top as a new commit",
    server="GOV-214",
    client="GOV-214",
    verify="GOV-214: by `git gov sync` of whoever fetched it before, who sends it again",
)
def test_an_old_tree(field: Field) -> Move:
    old = field.alice.git("log", "--format=%H", "--skip=1", "-1", VOTES).stdout.strip()
    commit = field.alice.git("commit-tree", "-m", "back", "-p", VOTES, f"{old}^{{tree}}").stdout.strip()
    return Move({VOTES: commit}, seen=True)


@attack(
    "3.5",
    "The whole server is set back to an earlier state, as from a backup",
    server="unseen: nothing is pushed",
    client="unseen: nothing moves in the clone",
    verify="GOV-102, GOV-213, GOV-214: in a clone that has seen more; its `git gov sync` sends what is missing",
)
def test_an_old_server(field: Field) -> Move:
    def force() -> None:
        shutil.rmtree(field.server)
        shutil.copytree(field.server.with_name("before.git"), field.server)

    shutil.copytree(field.server, field.server.with_name("before.git"))
    field.alice.gov("enact", "feature/x", "--push", "origin")
    field.alice.vote("aye", "feature/z")
    field.alice.sync()
    field.carol.git("pull", "--quiet")
    field.carol.sync()
    field.carol.gov("verify")
    return Move(force=force, names=(field.at("main"),), seen=True)
