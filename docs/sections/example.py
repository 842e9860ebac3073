"""The worked example of the ledger format: a genesis, a motion and a ballot, with one fixed key.

tests/house/test_ledger_doc.py takes the page apart again and checks it with sha256sum, ssh-keygen and the law itself.
"""

from __future__ import annotations

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gitgov.charter.events import Genesis
from gitgov.core.line import NAMESPACE, seal, unseal
from gitgov.core.sshkeys import parse_public_key
from gitgov.core.sshsig import armour, signed_data
from gitgov.git.signers import FileSigner
from gitgov.ledger.admission import event_bytes
from gitgov.ledger.event import Body, Draft
from gitgov.procedure.events import ALL_KINDS, MotionMoved
from gitgov.procedure.motions.merge import Merge
from gitgov.tally.events import BallotCast
from sections import table

SEED = bytes(range(32))
ROOT = "0" * 39 + "1"
HEAD = "0" * 39 + "2"
BEGAN = 1_795_168_800  # 2026-11-20T10:00:00Z


def worked() -> str:
    """Returns the example: files as fenced blocks that carry their names, and the commands that check them."""
    signer = _signer()
    charter = f'name = "Example"\nversion = 1\n\n[[branches]]\nname = "main"\n\n[members.alice]\nkeys = ["{signer.public.line()}"]\n'
    genesis = _line(
        signer, Genesis(charter=charter, founding=False, refs=[f"{ROOT} refs/heads/main"]), BEGAN, (), ("", ROOT, "")
    )
    repo = unseal(genesis).id
    question = Merge(branch="feature/x", head=HEAD, into="refs/heads/main")
    motion = _line(signer, MotionMoved(question=question), BEGAN + 60, (repo,), (repo, HEAD, ""))
    thread = unseal(motion).id
    ballot = _line(
        signer, BallotCast(choice="aye", reason="It works."), BEGAN + 120, (repo, thread), (repo, HEAD, thread)
    )
    return _page(signer, charter, {"genesis": genesis, "motion": motion, "ballot": ballot})


def _signer() -> FileSigner:
    private = Ed25519PrivateKey.from_private_bytes(SEED)
    public = private.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    return FileSigner(parse_public_key(public), private)


def _line(signer: FileSigner, body: Body, at: int, parents: tuple[str, ...], place: tuple[str, str, str]) -> bytes:
    """Signs an event by alice; `place` is repo, subject and thread."""
    repo, subject, thread = place
    kind = next(each for each in ALL_KINDS.values() if each.body is type(body))
    payload = event_bytes(
        Draft("alice", at, body, kind.name, parents, repo, subject, thread, kind.version), signer.public.fingerprint
    )
    return seal(payload, signer.public.fingerprint, signer.sign(payload, NAMESPACE))


def _page(signer: FileSigner, charter: str, lines: dict[str, bytes]) -> str:
    ballot = unseal(lines["ballot"])
    made = armour(signer.public, NAMESPACE, ballot.signature)
    parts = [
        "The private key is the 32 bytes `00 01 02 ... 1f` (RFC 8032 seed). Its public half, as in a `.pub` file:",
        _file("alice.pub", signer.public.line()),
        f"Its fingerprint is `{signer.public.fingerprint}`. The charter:",
        _file("charter.toml", charter.rstrip("\n")),
        "The genesis. `repo`, `thread` and `parents` are empty: it opens the ledger, and its id becomes `repo` of all others.",
        _file("genesis.line", lines["genesis"].decode()),
        f"Its id is `{unseal(lines['genesis']).id}`. The motion names it as `repo` and as parent, and opens a thread:",
        _file("motion.line", lines["motion"].decode()),
        f"Its id is `{unseal(lines['motion']).id}`. The ballot names both as parents, sorted:",
        _file("ballot.line", lines["ballot"].decode()),
        "Its event bytes, sliced out of the line, are what is hashed and signed:",
        _file("ballot.event", ballot.event.decode()),
        "What the key signs is not these bytes but the SSHSIG frame around their SHA-512:",
        _frame(ballot.event),
        "`sig` is the base64 of the wire signature:",
        _wire(ballot.signature),
        "With the key, the armoured form can be put together again, by any program that can concatenate:",
        _file("armour.py", ARMOUR, "python"),
        "The result is, letter for letter, what `ssh-keygen -Y sign -n gitgov` writes with this key:",
        _file("ballot.sig", made.rstrip("\n")),
        "A reader who trusts the key says so in a file for ssh-keygen:",
        _file("allowed_signers", f'alice namespaces="{NAMESPACE}" {signer.public.line()}'),
        "All of it, checked with stock tools:",
        _checks(signer, ballot.event),
    ]
    return "\n\n".join(parts)


def _file(name: str, content: str, language: str = "text") -> str:
    return f"```{language} {name}\n{content}\n```"


def _frame(event: bytes) -> str:
    digest = hashlib.sha512(event).digest()
    rows = [
        (b"SSHSIG", "magic, six bytes, no length before it"),
        ((6).to_bytes(4, "big"), "length of the namespace"), (b"gitgov", "namespace"),
        ((0).to_bytes(4, "big"), "length of the reserved field, which is empty"),
        ((6).to_bytes(4, "big"), "length of the name of the hash"), (b"sha512", "name of the hash"),
        ((64).to_bytes(4, "big"), "length of the digest"), (digest, "SHA-512 of the event bytes"),
    ]  # fmt: skip
    if b"".join(each for each, _ in rows) != signed_data(event, NAMESPACE):
        raise SystemExit("docs/sections/example.py: the frame is not the one that gitgov signs")
    return _dump(rows)


def _wire(signature: bytes) -> str:
    rows = [
        (signature[:4], "length of the algorithm's name"), (signature[4:15], "`ssh-ed25519`"),
        (signature[15:19], "length of the signature"), (signature[19:], "the Ed25519 signature over the frame"),
    ]  # fmt: skip
    return _dump(rows)


def _dump(rows: list[tuple[bytes, str]]) -> str:
    at, shown = 0, []
    for data, meaning in rows:
        hexed = data.hex(" ") if len(data) <= 16 else f"{data[:8].hex(' ')} ... {data[-4:].hex(' ')}"
        shown.append((str(at), str(len(data)), f"`{hexed}`", meaning))
        at += len(data)
    return table(("offset", "bytes", "hex", "meaning"), shown).rstrip("\n")


def _checks(signer: FileSigner, event: bytes) -> str:
    name = "ED25519"
    rows = [
        """$ sed 's/^{"event":\\(.*\\),"key":"SHA256:.*$/\\1/' ballot.line | tr -d '\\n' | cmp - ballot.event""",
        "$ sha256sum ballot.event",
        f"{hashlib.sha256(event).hexdigest()}  ballot.event",
        "$ ssh-keygen -l -f alice.pub",
        f"256 {signer.public.fingerprint} no comment ({name})",
        "$ python3 armour.py ballot.line alice.pub | cmp - ballot.sig",
        "$ ssh-keygen -Y verify -f allowed_signers -I alice -n gitgov -s ballot.sig <ballot.event",
        f'Good "{NAMESPACE}" signature for alice with {name} key {signer.public.fingerprint}',
    ]
    return "```console\n" + "\n".join(rows) + "\n```"


ARMOUR = """
import base64, json, sys

line, pub = (open(name, "rb").read() for name in sys.argv[1:3])
string = lambda data: len(data).to_bytes(4, "big") + data
key, signature = base64.b64decode(pub.split()[1]), base64.b64decode(json.loads(line)["sig"])
blob = b"SSHSIG" + (1).to_bytes(4, "big") + b"".join(map(string, (key, b"gitgov", b"", b"sha512", signature)))
text = base64.b64encode(blob).decode()
print("-----BEGIN SSH SIGNATURE-----")
print("\\n".join(text[at : at + 70] for at in range(0, len(text), 70)))
print("-----END SSH SIGNATURE-----")
""".strip()
