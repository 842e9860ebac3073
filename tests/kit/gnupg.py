"""OpenPGP keys that GnuPG makes and signs with, in a home of their own that lasts as long as a test."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.kit.listening import program


@dataclass(frozen=True, slots=True)
class Gnupg:
    """A home of GnuPG; its path is short, as its agent listens there."""

    home: Path

    def run(self, *arguments: str) -> str:
        """Runs gpg and returns what it prints."""
        command = ["gpg", "--homedir", str(self.home), "--batch", "--no-tty", "--passphrase", "", *arguments]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout

    def key(self, address: str, kind: str = "ed25519") -> str:
        """Makes a key that signs, and returns its public half in armour."""
        self.run("--quick-gen-key", address, kind, "sign", "never")
        return self.public(address)

    def public(self, address: str) -> str:
        """Returns the public half of a key in armour, with its subkeys."""
        return self.run("--armor", "--export-options", "export-minimal", "--export", address)

    def fingerprint(self, address: str) -> str:
        """Returns the fingerprint of a primary key."""
        rows = self.run("--with-colons", "--list-keys", address).splitlines()
        return next(row.split(":")[9] for row in rows if row.startswith("fpr:"))

    @property
    def env(self) -> dict[str, str]:
        """What lets git sign with a key from here."""
        return {"GNUPGHOME": str(self.home), "GPG_TTY": ""}


@contextmanager
def gnupg() -> Iterator[Gnupg]:
    """Yields an empty home, and ends its agent afterwards."""
    program("gpgv", "gpgv")
    program("gpg", "gnupg")
    home = Path(tempfile.mkdtemp(prefix="gpg-", dir="/tmp"))  # a socket's path may not be long
    try:
        yield Gnupg(home)
    finally:
        subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], check=False, capture_output=True)
        shutil.rmtree(home, ignore_errors=True)
