"""Family 11: bytes that two readers might read differently, and words that a program might take for its own."""

import hashlib
from itertools import count

from gitgov.chamber.reads import find_matter
from gitgov.core.line import seal
from gitgov.git.signers import find_signer
from gitgov.ledger.admission import event_bytes
from gitgov.ledger.event import Draft
from gitgov.procedure.events import MotionMoved
from tests.kit.attacks import Move, attack, scribbling, writing
from tests.kit.field import Field
from tests.kit.forge import Pen, payload, sealed
from tests.kit.people import Person


def ballot(field: Field, who: Person | None = None) -> bytes:
    """Returns what an honest ballot signs."""
    return payload(Pen(field.alice.chamber(), "feature/z").ballot(who or field.people.bob))


def changed(field: Field, old: bytes, *new: bytes) -> Move:
    """Returns the move to add ballots of bob's in which this was changed before he signed them."""
    text = ballot(field)
    assert old in text
    return writing(field, "votes", *(sealed(text.replace(old, each, 1), field.people.bob) for each in new))


@attack(
    "11.1",
    "A ballot says nay and aye: a key twice in one object",
    server="GOV-205",
    client="GOV-205",
    verify="GOV-205",
)
def test_a_key_twice(field: Field) -> Move:
    return changed(field, b'"choice":"aye"', b'"choice":"nay","choice":"aye"')


@attack(
    "11.2",
    "A number in another spelling: NaN, 1e0, -0, 01",
    server="GOV-205",
    client="GOV-205",
    verify="GOV-205",
)
def test_odd_numbers(field: Field) -> Move:
    return changed(field, b'"v":1', b'"v":NaN', b'"v":1e0', b'"v":-0', b'"v":01')


@attack(
    "11.3",
    "A number that some readers round: 1.0, 2^53 + 1",
    server="GOV-206",
    client="GOV-206",
    verify="GOV-206",
)
def test_numbers_that_are_rounded(field: Field) -> Move:
    return changed(field, b'"v":1', b'"v":1.0', b'"v":9007199254740993')


@attack("11.4", "A byte order mark before the event", server="GOV-205", client="GOV-205", verify="GOV-205")
def test_a_byte_order_mark(field: Field) -> Move:
    return changed(field, b"{", b"\xef\xbb\xbf{")


@attack(
    "11.5",
    "White space between the tokens, so that one event has two ids",
    server="GOV-205",
    client="GOV-205",
    verify="GOV-205",
)
def test_white_space(field: Field) -> Move:
    return changed(field, b'"v":1', b'"v": 1', b'"v":\r1', b'"v":\t1')


@attack(
    "11.6",
    "A letter is written as an escape, so that one event has two ids",
    server="GOV-205",
    client="GOV-205",
    verify="GOV-205",
)
def test_a_needless_escape(field: Field) -> Move:
    return changed(field, b'"aye"', b'"\\u0061ye"')


@attack("11.7", "Text that is no UTF-8", server="GOV-205", client="GOV-205", verify="GOV-205")
def test_no_utf_8(field: Field) -> Move:
    return changed(field, b'"reason":""', b'"reason":"\xc3\x28"')


@attack("11.8", "10,000 lists in one another", server="GOV-205", client="GOV-205", verify="GOV-205")
def test_deep_nesting(field: Field) -> Move:
    return changed(field, b'"reason":""', b'"reason":' + b"[" * 10_000 + b"]" * 10_000)


@attack("11.9", "A line of 10 MB", server="GOV-201", client="GOV-201", verify="GOV-201")
def test_a_long_line(field: Field) -> Move:
    text = ballot(field).replace(b'"reason":""', b'"reason":"' + b"x" * 10_000_000 + b'"')
    return scribbling(field, sealed(text, field.people.bob))


@attack(
    "11.10",
    "A member's name in look-alike letters, turned around, with something invisible, or as an option",
    server="GOV-206",
    client="GOV-206",
    verify="GOV-206",
)
def test_names(field: Field) -> Move:
    names = ("bоb", "bob\u202e", "bob\u200b", "BOB", "../bob", "--help")
    return changed(field, b'"actor":"bob"', *(f'"actor":"{name}"'.encode() for name in names))


@attack("11.11", "A field more than an event has", server="GOV-206", client="GOV-206", verify="GOV-206")
def test_a_field_more(field: Field) -> Move:
    return changed(field, b'"v":1', b'"v":1,"weight":9')


@attack("11.12", "A field more than a ballot has", server="GOV-206", client="GOV-206", verify="GOV-206")
def test_a_field_more_in_the_body(field: Field) -> Move:
    return changed(field, b'"reason":""', b'"reason":"","weight":9')


@attack(
    "11.13",
    "The signature was made for another purpose: in git's own namespace",
    server="GOV-204",
    client="GOV-204",
    verify="GOV-204",
)
def test_another_namespace(field: Field) -> Move:
    text, bob = ballot(field), field.people.bob
    signature = find_signer(str(bob.key_path)).sign(text, "git")
    return writing(field, "votes", seal(text, bob.fingerprint, signature))


@attack("11.14", "Lines that are none", server="GOV-202", client="GOV-202", verify="GOV-202")
def test_no_lines(field: Field) -> Move:
    return scribbling(field, b"hello", b"{}", b"\xff\xfe", b'{"event":{},"key":"SHA256:","sig":""}')


@attack(
    "11.15",
    "What follows the tail of a line is another tail, so that what was signed is not what is read",
    server="GOV-204",
    client="GOV-204",
    verify="GOV-204",
)
def test_two_tails(field: Field) -> Move:
    line = sealed(ballot(field), field.people.bob)
    return writing(field, "votes", line + line[line.rindex(b',"key":"SHA256:') :])


@attack(
    "11.16",
    "A signature in another spelling of base64, so that one line has two forms",
    server="GOV-202",
    client="GOV-202",
    verify="GOV-202",
)
def test_white_space_in_a_signature(field: Field) -> Move:
    line = sealed(ballot(field), field.people.bob)
    return scribbling(field, line[:-6] + b" " + line[-6:])


@attack(
    "11.17",
    "A reason that moves the cursor, clears the screen and writes its own result",
    server="passes: it is the member's text",
    client="passes: as there",
    verify="passes: a terminal is shown `\\\\u001b`",
)
def test_control_characters(field: Field) -> Move:
    alice = field.alice
    line = Pen(alice.chamber(), "feature/z").ballot(field.people.bob, reason="no\x1b[2J\x1b[31mverified\u202e")
    move = writing(field, "votes", line)
    shown = alice.motion("show", "feature/z").stdout
    assert "verified" in shown
    assert not set(shown) & {"\x1b", "\u202e"}
    return Move(move.refs)


@attack(
    "11.18",
    "A branch whose name git would take for an option",
    server="passes: nothing protects it, and it reaches no program as a word of its own",
    client="passes: as there",
    verify="passes: main is where it was",
)
def test_a_branch_like_an_option(field: Field) -> Move:
    done = field.alice.motion("merge", "--output=pwned", check=False)
    assert done.returncode == 2, done
    assert not (field.alice.path / "pwned").exists()
    return Move({"refs/heads/--output=pwned": field.alice.head("feature/z")})


@attack(
    "11.19",
    "A motion is worded until its id begins like that of another, so that a short name means both",
    server="passes: it is a motion like any other",
    client="passes: as there",
    verify="passes: who types the beginning of an id is told that it means several, and acts on none",
)
def test_an_id_that_begins_like_another(field: Field) -> Move:
    """Four digits are found in a second, the eight that names have in hours: who types fewer than tell two apart does nothing."""
    alice, bob = field.alice, field.people.bob
    old = find_matter(alice.chamber(), "feature/z").motion
    line = sealed(_worded_like(field, old.id[:4]), bob)
    move = writing(field, "motions", line)
    assert line_id(line).startswith(old.id[:4])
    done = alice.vote("nay", f"M-{old.id[:4]}", check=False)
    assert (done.returncode, "more than one motion is meant" in done.stderr) == (2, True)
    return Move(move.refs)


def _worded_like(field: Field, beginning: str) -> bytes:
    """Words a motion of bob's until its id has a beginning."""
    chamber = field.alice.chamber()
    body = MotionMoved(question=find_matter(chamber, "feature/z").motion.question, why="try 00000000")
    head, subject = chamber.chain.head.id, field.alice.head("feature/z")
    draft = Draft("bob", chamber.now(), body, "motion.moved", (head,), chamber.chain.repo, subject, "")
    text = event_bytes(draft, field.people.bob.fingerprint)
    tried = (text.replace(b"try 00000000", b"try %08d" % number) for number in count())
    return next(each for each in tried if hashlib.sha256(each).hexdigest().startswith(beginning))


def line_id(line: bytes) -> str:
    return hashlib.sha256(payload(line)).hexdigest()
