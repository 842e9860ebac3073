"""Signing through ssh-keygen, which knows agents, passphrases and hardware keys."""

from __future__ import annotations

import os
import subprocess
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.core.sshkeys import PublicKey, verify
from gitgov.core.sshsig import parse_armour, signed_data


class KeygenSigner(NamedTuple):
    """Signs through `ssh-keygen -Y sign`, which asks for what it needs: an agent, a passphrase, a touch.

    `private` is the file of the private half; an agent that holds it is asked first. None leaves it to the agent alone.
    """

    public: PublicKey
    private: Path | None = None

    def sign(self, data: bytes, namespace: str) -> bytes:
        """Signs, and verifies what came back; raises BadInput, with what to do, when there is no good signature."""
        message = signed_data(data, namespace)
        with TemporaryDirectory(prefix="gitgov-sign-") as folder:
            made = parse_armour(self._run(Path(folder), data, namespace))
        if made.key != self.public:
            raise BadInput(
                f"ssh-keygen signed with {made.key.fingerprint} instead of {self.public.fingerprint}",
                f"check that {self.private} and the .pub file beside it belong together",
            )
        if not verify(self.public, message, made.signature):
            raise BadInput("the signature that ssh-keygen made does not verify", "sign again; check the agent")
        return made.signature

    def _run(self, folder: Path, data: bytes, namespace: str) -> str:
        """Signs `data` as a file, so that the standard input of ssh-keygen stays free for the terminal.

        Were the data its input, it would not ask at the terminal of a graphical session (DISPLAY set), and without a
        terminal it would take the data for the passphrase (readpass.c, RP_ALLOW_STDIN).
        """
        message = folder / "message"
        message.write_bytes(data)
        if self.private:
            key = ["-f", str(self.private)]
        else:
            (folder / "key.pub").write_text(self.public.line() + "\n", encoding="ascii")
            key = ["-U", "-f", str(folder / "key.pub")]
        with ExitStack() as stack:
            terminal = _terminal(stack)
            # What it says on a terminal ("Confirm user presence ...") is for the person who sits there.
            if self.private and terminal is not None:
                os.write(terminal, f"signing with {self.private}\n".encode())  # it asks for a passphrase, not for whose
            heard = None if self.private and terminal is not None and os.isatty(2) else subprocess.PIPE
            done = _ssh_keygen(["-q", "-Y", "sign", "-n", namespace, *key, str(message)], terminal, heard)
        if done.returncode != 0:
            raise self._failure((done.stderr or b"").decode(errors="replace"), alone=terminal is None)
        return message.with_name("message.sig").read_text(encoding="ascii", errors="replace")

    def _failure(self, said: str, *, alone: bool) -> BadInput:
        last = next(reversed(said.strip().splitlines()), "it said why above").removeprefix("Enter passphrase: ")
        name = self.public.fingerprint
        if self.private:
            what = f"ssh-keygen could not sign with {self.private}: {last}"
            return BadInput(what, self._remedy(self.private, said, alone=alone))
        if "agent socket" in said:
            remedy = 'start one and add the key: eval "$(ssh-agent)" && ssh-add PRIVATE-KEY-FILE'
            return BadInput(f"no ssh-agent is running, and only an agent can sign with {name}", remedy)
        if "key in agent" in said:
            remedy = "add it: ssh-add PRIVATE-KEY-FILE (ssh-add -l lists what the agent holds)"
            return BadInput(f"the ssh-agent does not hold the key {name}", remedy)
        return BadInput(f"the ssh-agent did not sign with {name}: {last}", "see whether it asks for confirmation")

    def _remedy(self, private: Path, said: str, *, alone: bool) -> str:
        if "UNPROTECTED" in said:
            return f"let nobody else read the key: chmod 600 {private}"
        if self.public.algorithm.startswith("sk-"):
            return "plug the security key in, and touch it when it blinks"
        unlock = f"unlock the key first: ssh-add {private}"
        return f"there is no terminal to ask for a passphrase at; {unlock}" if alone else unlock


def make_key(path: Path, comment: str) -> None:
    """Makes an Ed25519 key without a passphrase; raises BadInput where that cannot be done."""
    done = _ssh_keygen(["-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", str(path)], None, subprocess.PIPE)
    if done.returncode:
        raise BadInput(f"ssh-keygen made no key: {done.stderr.decode(errors='replace').strip()}", f"look at {path}")


def _terminal(stack: ExitStack) -> int | None:
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return None
    stack.callback(os.close, terminal)
    return terminal


def _ssh_keygen(args: list[str], terminal: int | None, heard: int | None) -> subprocess.CompletedProcess[bytes]:
    stdin = subprocess.DEVNULL if terminal is None else terminal
    command = ["ssh-keygen", *args]
    try:
        return subprocess.run(command, stdin=stdin, stdout=subprocess.PIPE, stderr=heard, check=False)
    except OSError as error:
        raise BadInput(f"cannot run ssh-keygen: {error.strerror}", "install OpenSSH 8.2 or later") from None
