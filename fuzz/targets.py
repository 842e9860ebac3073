"""Every parser that reads what others wrote, as a function of bytes: it returns, whatever they are, or there is a defect.

A target lets its parser's declared error pass, and asserts what must hold of what the parser takes.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from gitgov.advice.hearing import NotSaid, read_said
from gitgov.advice.said import Said, SaidCites, SaidFindings, SaidOrder
from gitgov.chamber.ci import asked, read_event
from gitgov.chamber.draft import from_template
from gitgov.chamber.importing import roll_of
from gitgov.chamber.inbox import read_reasons, reasons_of
from gitgov.chamber.judge import parse_updates
from gitgov.chamber.kinds import every_kind
from gitgov.chamber.proven import examine
from gitgov.charter.read import mistakes
from gitgov.charter.read import read as read_charter
from gitgov.core import canonical, sshsig
from gitgov.core.allowedsigners import read_allowed
from gitgov.core.errors import BadInput, GitgovError, Undecided
from gitgov.core.gitobjects import parents_of, read_commit, read_tag
from gitgov.core.ids import MEMBER, OID
from gitgov.core.instants import parse_duration, parse_instant
from gitgov.core.line import NotALineError, seal, unseal
from gitgov.core.openpgp import NAMED, parse_pgp_key
from gitgov.core.ratio import parse_threshold
from gitgov.core.sshkeys import key_of_blob, parse_public_key, verify
from gitgov.core.visible import clean
from gitgov.git.notes import split
from gitgov.ledger import proof
from gitgov.ledger.admission import Admission, decode, open_line
from gitgov.ledger.event import Event
from gitgov.procedure.constitution import find_genesis
from gitgov.quality import sources
from gitgov.quality.sources.docstrings import read_package
from gitgov.sprints.imports.documents import read_documents
from gitgov.sprints.imports.sheets import read_sheet

CORPUS = Path(__file__).parents[1] / "tests" / "vectors" / "fuzz"
"""Small inputs that each target begins with, in a folder of its name: those of `good-*` are taken, the others need not be."""

KEY = "SHA256:" + "A" * 43
SIGNATURE = bytes(83)
KEYS = [parse_public_key(path.read_text("ascii")) for path in sorted((CORPUS / "public_key").glob("good-*"))]


def text_of(data: bytes) -> str:
    """Reads bytes as text the way files are read here."""
    return data.decode("utf-8", "replace")


def line(data: bytes) -> None:
    """A line is taken apart and put together again, byte for byte."""
    with suppress(NotALineError):
        sealed = unseal(data)
        assert seal(*sealed) == data


def event(data: bytes) -> None:
    """Signed bytes are an event, with what they say, or an objection."""
    whole = seal(data, KEY, SIGNATURE)
    sealed = open_line(whole)
    if not isinstance(sealed, tuple) or not hasattr(sealed, "event"):
        return
    found = decode(whole, sealed, Admission("0" * 64, {}, every_kind()))
    if isinstance(found, Event):
        said = json.loads(data)
        assert (said["actor"], said["kind"], said["v"]) == (found.actor, found.kind, found.v)
    else:
        assert found.code.startswith("GOV-")
        clean(str(found))


def canonical_json(data: bytes) -> None:
    """What is canonical is written as it was read."""
    with suppress(canonical.NotCanonicalError):
        assert canonical.dumps(canonical.loads(data)) == data


def charter(data: bytes) -> None:
    """A charter is read, or all that is wrong with it is said; what has no mistake can be read."""
    text = text_of(data)
    found = mistakes(text)
    try:
        read_charter(text)
    except BadInput:
        assert found, "a charter without a mistake cannot be read"


def updates(data: bytes) -> None:
    """Rows of a hook are updates, or cannot be decided."""
    with suppress(Undecided):
        for each in parse_updates(text_of(data).splitlines()):
            assert len(each.old) in (40, 64)


def proof_file(data: bytes) -> None:
    """A proof is read or refused; the same proof written again is read as the same."""
    with suppress(BadInput):
        found = proof.read(data)
        assert proof.read(proof.write(found)) == proof.read(proof.write(proof.read(proof.write(found))))
        examine(found, 0)


def proof_rows(data: bytes) -> None:
    """As a proof whose last row is right, so that the others are looked at."""
    text = proof.HEAD + b"\n" + data + b"\n"
    proof_file(text + b"sha256 %s\n" % hashlib.sha256(text).hexdigest().encode())


def public_key(data: bytes) -> None:
    """A key that is taken is written as a line that is taken."""
    with suppress(BadInput):
        found = parse_public_key(text_of(data))
        assert parse_public_key(found.line()) == found
        assert verify(found, b"message", data) is False


def pgp_key(data: bytes) -> None:
    """An OpenPGP key has one fingerprint, or the text is none; so has one whose armour is made of these bytes."""
    armoured = f"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n{b64encode(data).decode()}\n-----END PGP PUBLIC KEY BLOCK-----"
    for text in (text_of(data), armoured):
        with suppress(BadInput):
            assert parse_pgp_key(text).fingerprint.startswith(NAMED)


def allowed_signers(data: bytes) -> None:
    """A list of signers gives a roll that a charter can have, or is none; nobody is on it twice."""
    with suppress(BadInput):
        found = roll_of(read_allowed(text_of(data)), 0)
        keys = [key for each in found.keys.values() for key in each]
        assert len(keys) == len({*keys})
        assert all(MEMBER.fullmatch(name) for name in found.keys)
        if found.keys:
            text = from_template("team", "Body", found.keys, emails=found.emails)
            assert {*read_charter(text).people} == {*found.keys}


def key_blob(data: bytes) -> None:
    """The blob of a key is one, or not; no bytes are a signature by it."""
    with suppress(BadInput):
        found = key_of_blob(data)
        assert parse_public_key(found.line()) == found


def signature(data: bytes) -> None:
    """A signature by any kind of key holds or does not; checking it raises nothing."""
    for each in KEYS:
        verify(each, b"message", data)


def armour(data: bytes) -> None:
    """An armoured signature is taken apart, and means the same when it is put together again."""
    text = text_of(data)
    with suppress(BadInput):
        found = sshsig.parse_armour(text)
        again = sshsig.armour(found.key, found.namespace, found.signature, found.hash_name)
        assert sshsig.parse_armour(again) == found
    sshsig.verify_armoured(text, b"message", "git")


def git_object(data: bytes) -> None:
    """A commit or a tag is read as far as it is one."""
    assert all(OID.fullmatch(each) for each in parents_of(data))
    read_commit(data)
    read_tag(data)


def submission(data: bytes) -> None:
    """The lines of a submission hold a genesis that can be trusted first, or none."""
    with suppress(BadInput, Undecided):
        find_genesis(split(data))


def reasons(data: bytes) -> None:
    """A server's answer is read, whatever it says; what was read is read again as itself."""
    found = read_reasons(data)
    assert len(found) <= len(data) + 1
    with suppress(UnicodeEncodeError):
        assert read_reasons(reasons_of([(b"", each) for each in found])) == found


def ci_event(data: bytes) -> None:
    """The event of a job says which commits it is about, or that it does not."""
    for name in ("pull_request", "merge_group", "push"):
        with suppress(BadInput):
            found = asked({"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": name}, read_event(data))
            assert OID.fullmatch(found.head)


def small_words(data: bytes) -> None:
    """Instants, durations and thresholds are read, or are none."""
    text = text_of(data)
    for read in (parse_instant, parse_duration, parse_threshold):
        with suppress(GitgovError):
            read(text)  # type: ignore[operator]


def backlog(data: bytes) -> None:
    """A table or a file of items is taken in whole, or its mistakes are named."""
    text = text_of(data)
    for found in (read_sheet(text), read_documents({"A-1.md": text})):
        assert not (found.items and found.bad)
        assert len({each.item for each in found.items}) == len(found.items)
        for each in found.bad:
            clean(f"{each.where}: {each.why}")


def source(data: bytes) -> None:
    """A file of a tool gives the readings that its format promises, or is none; against itself, nothing has become slower."""
    with suppress(BadInput):
        name = sources.recognised(data)
        found = sources.read(name, data)
        assert [each.metric for each in found] == [each.name for each in sources.SOURCES[name].gives]
        for each in found:
            assert each.value is None or each.value >= 0
            assert each.part is None or 0 <= each.part <= each.n
            shown = [
                *(sample.object for sample in each.samples),
                *(text for out in each.excluded for text in (out.why, *out.objects)),
            ]
            assert all(text == clean(text) and not {"\n", "\t"} & {*text} for text in shown)
        if name in {"hyperfine", "pytest-benchmark"}:
            assert sources.compare(name, data, data).value in {None, 0}


def python_source(data: bytes) -> None:
    """The docstrings of a module are counted, or it is none of Python."""
    with suppress(BadInput):
        found = read_package({"a.py": data})
        assert found.value is None or 0 <= found.value <= 100


def said(data: bytes) -> None:
    """What a model says is of the form that was asked for, says each thing once, and is read the same again; or it is not taken."""
    for says in (Said, SaidFindings, SaidOrder, SaidCites):
        with suppress(NotSaid):
            found = read_said(says, text_of(data))
            assert read_said(says, found.model_dump_json()) == found


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    each.__name__: each
    for each in (
        line, event, canonical_json, charter, updates, proof_file, proof_rows, public_key, allowed_signers, pgp_key, key_blob, signature, armour,
        git_object, submission, reasons, ci_event, small_words, backlog, source, python_source, said,
    )
}  # fmt: skip
