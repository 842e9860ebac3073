"""Checking OpenPGP signatures: by gpgv, with the keys that the charter gives it and no others."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from gitgov.core import gitobjects
from gitgov.core.errors import Undecided
from gitgov.core.gitobjects import Tag, parted
from gitgov.core.openpgp import NAMED, PgpKey

_VALID, _UNKNOWN, _STATUS = "VALIDSIG", "NO_PUBKEY", "[GNUPG:] "
_WRONG = frozenset({"BADSIG", "ERRSIG", "REVKEYSIG", "EXPSIG", "NODATA", "UNEXPECTED"})
"""What gpgv says of a signature that does not count. That a key has expired since is no such thing: whether a key counts is
for the charter to say, by its place in the log and not by a date."""


def read_tag(data: bytes, keys: Iterable[PgpKey]) -> Tag:
    """Reads an annotated tag object, which one of these OpenPGP keys may have signed; raises `Undecided` without gpgv."""
    tag, (said, signature), known = gitobjects.read_tag(data), parted(data), tuple(keys)
    if tag.signer or not known or not signature.startswith(b"-----BEGIN PGP "):
        return tag
    return tag._replace(signer=seen(said, signature, known).signer)


class Seen(NamedTuple):
    """What gpgv says of a signature: the fingerprint of the key that validly made it, or nothing; and whether it is known."""

    signer: str
    known: bool


def seen(signed: bytes, signature: bytes, keys: Iterable[PgpKey]) -> Seen:
    """Asks gpgv who of `keys` signed these bytes.

    Raises `Undecided` where gpgv is not here. Nothing of the user's own (keyrings, settings, agents) takes part.
    """
    with TemporaryDirectory(prefix="gitgov-") as name:
        folder = Path(name)
        for file, content in (
            ("keys", b"".join(key.packets for key in keys)), ("signed", signed), ("signature", signature)
        ):  # fmt: skip
            (folder / file).write_bytes(content)
        said = _gpgv(folder).decode(errors="replace").splitlines()
    rows = [row.removeprefix(_STATUS).split() for row in said if row.startswith(_STATUS)]
    valid = [row for row in rows if row[:1] == [_VALID]]
    if len(valid) != 1 or any(row[0] in _WRONG for row in rows if row):
        return Seen("", known=not any(row[:1] == [_UNKNOWN] for row in rows))
    return Seen(NAMED + valid[0][-1], known=True)  # of the primary key, also where a subkey signed


def _gpgv(folder: Path) -> bytes:
    options = ("--homedir", str(folder), "--weak-digest", "SHA1", "--keyring", str(folder / "keys"), "--status-fd", "1")
    files = (str(folder / "signature"), str(folder / "signed"))
    try:
        return subprocess.run(
            ["gpgv", *options, "--", *files], stdin=subprocess.DEVNULL, capture_output=True, check=False
        ).stdout
    except OSError as error:
        what = f"an OpenPGP signature cannot be checked: gpgv does not start ({error.strerror})"
        raise Undecided(what, "install gpgv, or gnupg") from error
