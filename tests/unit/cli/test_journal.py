"""What `git gov log` tells of a ledger."""

import json

from gitgov.chamber.reads import find_matter
from gitgov.ledger.admission import event_bytes
from gitgov.ledger.event import Draft
from gitgov.procedure.events import MotionMoved, MotionSeconded
from gitgov.procedure.motions.charter import CharterChange
from tests.kit.field import Field
from tests.kit.forge import Pen, add, id_of, sealed


def test_what_is_out_of_order_is_marked_so(fresh: Field) -> None:
    alice = fresh.alice
    alice.motion("merge", "feature/x")
    alice.vote("aye", "--key", fresh.people.bob.key_path)
    pen = Pen(alice.chamber(), "feature/x")
    line = pen.line(fresh.people.bob, "motion.seconded", MotionSeconded())
    add(alice.path, "motions", find_matter(alice.chamber(), "feature/x").motion.subject, line)
    for words in ((), ("--motion", "feature/x")):
        told = alice.gov("log", *words).stdout.splitlines()
        assert [row for row in told if "[out of order: GOV-" in row] == [told[-1]]
        assert id_of(line)[:8] in told[-1]
        *sound, unsound = json.loads(alice.gov("log", *words, "--json").stdout)
        assert [each["objections"] for each in sound] == [[]] * len(sound)
        assert unsound["objections"][0].startswith("GOV-")


def test_so_is_what_was_moved_unlawfully(fresh: Field) -> None:
    alice = fresh.alice
    chain = alice.chamber().chain
    text = chain.charter.text.replace("version = 1", "version = 7")
    body = MotionMoved(question=CharterChange(text=text))
    draft = Draft("alice", chain.head.at + 1, body, "motion.moved", (chain.head.id,), chain.repo, chain.subject, "")
    line = sealed(event_bytes(draft, fresh.people.alice.fingerprint), fresh.people.alice)
    add(alice.path, "motions", chain.subject, line)
    told = alice.gov("log").stdout.splitlines()
    assert id_of(line)[:8] in told[-1]
    assert "[out of order: GOV-407 " in told[-1]
