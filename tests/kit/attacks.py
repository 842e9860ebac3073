"""Attacks: each a row that says what is tried and what must come of it in three places, and a short function that stages it.

    @attack("5.1", "A file is slipped into the ratified merge", server="GOV-108", client="GOV-108", verify="GOV-108")
    def test_a_file_in_the_merge(field: Field) -> Move: ...

The runner tries the move against a server with hooks, then in a clone with hooks, and then has it done on a server without
any, where `git gov verify` has to name it. `docs/sections/attacks.py` reads the rows for the table in docs/threat-model.md, so
everything in them is written out. What must come of it is, in each place, one of

    GOV-nnn         refused with that code (several: with all of them, or with one of those between which there stands "or"),
                    and no ref has moved; `verify` exits 1 and names the record
    undecided: …    refused with these words, since it cannot be decided (hooks: no ref has moved; `verify`: exit 3)
    git: …          git itself refuses with these words, and no ref has moved
    passes: …       let through, since nothing wrong comes of it; `verify` finds nothing wrong, and tells what is without effect
    unseen: …       this place is not asked, and why
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from subprocess import CompletedProcess
from typing import Final

from tests.kit import forge
from tests.kit.field import Clone, Field
from tests.kit.programs import program
from tests.kit.repo import git

CODE: Final = re.compile(r"GOV-\d{3}")
RECEIVE: Final = "git -c core.hooksPath=/dev/null -c receive.denyDeleteCurrent=ignore receive-pack"
"""How the owner of a server, or a host that knows no hooks, takes a push."""

Done = CompletedProcess[str]
Tried = Callable[[], Done]


@dataclass(frozen=True, slots=True)
class Move:
    """What is tried: refs by their full names, with what they are to hold (nothing: they are to be deleted).

    `names` are what verification has to name. `lines` are tried at the server's inbox too. `push`, `local`, `force` and
    `asked` replace the usual way: a push by alice, `git update-ref` in bob's clone, a push by alice where no hook runs, and
    `git gov verify` in a fresh clone. `seen` has the verification done by carol, who has fetched what was there before;
    `body` says which body it is upon, where no fixture does.
    """

    refs: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    lines: tuple[bytes, ...] = ()
    options: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    push: Tried | None = None
    local: Tried | None = None
    force: Callable[[], object] | None = None
    asked: Tried | None = None
    seen: bool = False
    body: Field | None = None

    @property
    def specs(self) -> tuple[str, ...]:
        """The refspecs of a push."""
        return tuple(f"+{oid}:{ref}" if oid else f":{ref}" for ref, oid in self.refs.items())

    @property
    def of_the_ledger(self) -> bool:
        """Whether rooms are touched, and nothing else."""
        return bool(self.refs) and all(ref.startswith("refs/notes/gov/") for ref in self.refs)


def attack(
    number: str, what: str, *, server: str, client: str, verify: str
) -> Callable[[Callable[..., Move]], Callable[..., None]]:
    """Makes a test of a function that stages an attack; `number` is FAMILY.NUMBER, `what` a sentence for the table."""

    def made(stage: Callable[..., Move]) -> Callable[..., None]:
        @wraps(stage)
        def test(**given: object) -> None:
            move = stage(**given)
            body = move.body or next(each for each in given.values() if isinstance(each, Field))
            for place, expected in ((at_server, server), (in_clone, client), (verified, verify)):
                if not expected.startswith("unseen: "):
                    place(body, move, expected)

        return test

    return made


def writing(body: Field, room: str, *lines: bytes, subject: str = "feature/z") -> Move:
    """Returns the move to add lines to the note on a commit in a room."""
    forge.add(body.alice.path, room, body.alice.head(subject), *lines)
    ref = f"refs/notes/gov/{room}"
    return Move({ref: body.alice.head(ref)}, names=tuple(map(forge.id_of, lines)), lines=lines)


def scribbling(body: Field, *lines: bytes) -> Move:
    """Returns the move to add what cannot be taken for lines to the votes on the open motion."""
    head = body.alice.head("feature/z")
    forge.add(body.alice.path, "votes", head, *lines)
    ref = "refs/notes/gov/votes"
    return Move({ref: body.alice.head(ref)}, names=(head,), lines=lines)


def at_server(body: Field, move: Move, expected: str) -> None:
    """Tries a move by a real push to a server with real hooks; lines at its inbox, too."""
    before = _refs(body.server)
    done = move.push() if move.push else body.alice.push(*move.options, *move.specs, env=move.env)
    if expected.startswith("passes: "):
        assert done.returncode == 0, f"server: {done}"
        return
    _check_refused(done, expected, "server")
    if move.lines and not move.push:
        ref = f"refs/gov/inbox/{'0' * 32}"
        done = body.alice.push(f"{forge.submission(body.alice.path, move.lines)}:{ref}", check=True)
        assert f"refused {expected[:7]}" in done.stderr, f"inbox: {done}"
    assert _refs(body.server) == before, f"server: {done}"


def in_clone(body: Field, move: Move, expected: str) -> None:
    """Tries a move in the clone of bob, who has the hooks of a client, and reads what alice has made."""
    bob = body.bob
    borrowed = bob.path / ".git" / "objects" / "info" / "alternates"
    borrowed.write_text(f"{body.alice.path / '.git' / 'objects'}\n", encoding="utf-8")
    before = _refs(bob.path)
    done = move.local() if move.local else _update(bob, move)
    if expected.startswith("passes: "):
        assert done.returncode == 0, f"client: {done}"
        return
    _check_refused(done, expected, "client")
    assert _refs(bob.path) == before, f"client: {done}"


def verified(body: Field, move: Move, expected: str) -> None:
    """Has a move done where no hook runs, and asks offline verification about it."""
    if move.force:
        move.force()
    elif move.refs:
        body.alice.push(f"--receive-pack={RECEIVE}", *move.specs, check=True, env=move.env)
    done = move.asked() if move.asked else _asked(body, move)
    assert "Traceback" not in done.stderr, f"verify: {done.stderr}"
    if expected.startswith("undecided: "):
        assert (done.returncode, expected[11:] in done.stderr) == (3, True), f"verify: {done}"
        return
    assert done.stdout, f"verify: {done}"
    report = json.loads(done.stdout)
    problems = report["problems"]
    if expected.startswith("passes: "):
        assert (done.returncode, problems) == (0, []), f"verify: {done}"
    else:
        assert done.returncode == 1, f"verify: {done}"
        assert set(CODE.findall(expected)) <= {each["code"] for each in problems}, f"verify: {problems}"
    told = json.dumps([problems, report["notices"]], ensure_ascii=False)
    assert [each for each in move.names if each[:12] not in told] == [], f"verify: {report}"


def fresh_clone(body: Field) -> Clone:
    """Makes a clone of what is on the server now, with its ledger; `git gov sync` may warn."""
    clone = body.clone("dave")
    clone.gov("sync", check=False)
    return clone


def _seen(clone: Clone) -> Done:
    """Verifies in a clone that has seen more; what its `git gov sync` says of the server counts, as it may heal it at once."""
    clone.git("fetch", "--quiet", "--force", "--tags", check=False)
    synced = clone.gov("sync", "--json", check=False)
    done = clone.gov("verify", "--json", check=False)
    faults = json.loads(synced.stdout)["faults"] if synced.stdout else []
    if not faults or not done.stdout:
        return done
    report = json.loads(done.stdout)
    report["problems"] += faults
    return CompletedProcess(done.args, max(done.returncode, synced.returncode), json.dumps(report), done.stderr)


def on_server(body: Field, *how: str) -> Done:
    """Verifies on the server itself."""
    return program("gov", "verify", "--json", *how, cwd=body.server, check=False)


def _asked(body: Field, move: Move) -> Done:
    """Verifies in a clone: a fresh one, or carol's; the ledger itself where it lies, since a clone takes in no bad line."""
    if move.seen:
        return _seen(body.carol)
    if move.of_the_ledger:
        return on_server(body, "--from-scratch")
    return fresh_clone(body).gov("verify", "--json", check=False)


def _refs(repo: Path) -> list[str]:
    """Returns all refs, but for answers to submissions and what a clone knows of a server."""
    rows = git("for-each-ref", "--format=%(refname) %(objectname)", cwd=repo).stdout.splitlines()
    return [row for row in rows if not row.startswith(("refs/gov/refused/", "refs/gov/remotes/"))]


def _update(clone: Clone, move: Move) -> Done:
    rows = [f"update {ref} {oid}" if oid else f"delete {ref}" for ref, oid in move.refs.items()]
    return clone.git("update-ref", "--stdin", stdin="\n".join([*rows, ""]), check=False)


def _check_refused(done: Done, expected: str, place: str) -> None:
    assert "Traceback" not in done.stderr, f"{place}: {done.stderr}"
    assert done.returncode != 0, f"{place}: {done}"
    sort, _, words = expected.partition(": ")
    wanted = [words] if sort in ("undecided", "git") else CODE.findall(sort)
    assert sort != "undecided" or "could not decide" in done.stderr or "blocked: " in done.stderr, f"{place}: {done}"
    missing = [each for each in wanted if each not in done.stderr]
    assert missing == [] or (" or " in sort and missing != wanted), f"{place}: {done}"
