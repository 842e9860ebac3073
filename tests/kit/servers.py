"""Real servers on the loopback interface: git over file, ssh (sshd) and http (lighttpd with git-http-backend).

Each context manager yields a `Transport`. Missing Debian packages fail the test by name; they never skip it.
How a hook learns who pushed: over ssh from `$GOV_PUSHER` and from the key in the file `$SSH_USER_AUTH`, over http
from `$REMOTE_USER`, over file not at all.
"""

import os
import pwd
import shlex
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.kit.env import hermetic
from tests.kit.listening import HOST, listening, program
from tests.kit.people import People, Person, person
from tests.kit.repo import git


class Transport(Protocol):
    """A way to reach the repositories below one folder."""

    @property
    def name(self) -> str:
        """Returns file, ssh or http."""

    def url(self, repo: Path, who: Person) -> str:
        """Returns the address of `repo` (an absolute path) for `who`."""

    def env(self, who: Person) -> dict[str, str]:
        """Returns the whole environment in which `who` runs git."""


@dataclass(frozen=True, slots=True)
class File:
    """No server: git itself runs the receiving side, in the client's environment."""

    name: str = "file"

    def url(self, repo: Path, who: Person) -> str:
        """Returns `file://PATH`."""
        return repo.as_uri()

    def env(self, who: Person) -> dict[str, str]:
        """Returns the environment as it is."""
        return dict(os.environ)


@dataclass(frozen=True, slots=True)
class Ssh:
    """An sshd that knows each person by key; all of them are the user that runs the test."""

    port: int
    known_hosts: Path
    name: str = "ssh"

    def url(self, repo: Path, who: Person) -> str:
        """Returns `ssh://USER@127.0.0.1:PORT/PATH`."""
        return f"ssh://{pwd.getpwuid(os.getuid()).pw_name}@{HOST}:{self.port}{repo}"

    def env(self, who: Person) -> dict[str, str]:
        """Returns the environment with an ssh that offers only the key of `who`."""
        options = ["IdentitiesOnly=yes", "IdentityAgent=none", "BatchMode=yes", "StrictHostKeyChecking=yes"]
        options += [f"UserKnownHostsFile={self.known_hosts}", "GlobalKnownHostsFile=/dev/null"]
        flags = [part for option in options for part in ("-o", option)]
        return {**os.environ, "GIT_SSH_COMMAND": shlex.join(["ssh", "-F", "none", "-i", str(who.key_path), *flags])}


@dataclass(frozen=True, slots=True)
class Http:
    """A lighttpd where anyone may read and each person may push with a password."""

    port: int
    root: Path
    name: str = "http"

    def url(self, repo: Path, who: Person) -> str:
        """Returns `http://NAME:PASSWORD@127.0.0.1:PORT/git/PATH`, PATH being relative to the root folder."""
        return f"http://{who.name}:{password(who)}@{HOST}:{self.port}/git/{repo.relative_to(self.root)}"

    def env(self, who: Person) -> dict[str, str]:
        """Returns the environment as it is."""
        return dict(os.environ)


def password(who: Person) -> str:
    """Returns what `who` would type for http."""
    return f"{who.name}-password"


@contextmanager
def file(root: Path, people: People) -> Iterator[Transport]:
    """Yields the transport that needs no server."""
    yield File()


@contextmanager
def ssh(root: Path, people: People) -> Iterator[Transport]:
    """Runs an sshd for `people` and yields its transport; its files lie in `root`/.sshd."""
    folder = root / ".sshd"
    folder.mkdir()
    authorized = folder / "authorized_keys"
    authorized.write_text("".join(f"{authorisation(who)}\n" for who in people), encoding="utf-8")
    with sshd(folder, authorized, hermetic(folder / "home")) as running:
        yield running


@contextmanager
def sshd(folder: Path, authorized: Path, session: Mapping[str, str]) -> Iterator[Ssh]:
    """Runs an sshd that lets in whom `authorized` names, into the environment `session`; its files lie in `folder`."""
    command = [str(program("sshd", package="openssh-server")), "-D", "-e"]
    program("ssh", package="openssh-client")
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # sshd refuses to start as root without it
    host = person("host", folder / "host")
    config, known_hosts = folder / "config", folder / "known_hosts"
    config.write_text(sshd_config(folder, host, authorized, session), encoding="utf-8")
    command += ["-f", str(config)]
    with listening(lambda port: [*command, "-p", str(port)], folder / "log", dict(os.environ)) as port:
        known_hosts.write_text(f"[{HOST}]:{port} {host.pub}\n", encoding="utf-8")
        yield Ssh(port, known_hosts)


def sshd_config(folder: Path, host: Person, authorized: Path, session: Mapping[str, str]) -> str:
    """Returns the configuration; a session sees the variables of `session`, HOME among them."""
    variables = " ".join(f'"{name}={value}"' for name, value in session.items())
    return f"""\
ListenAddress {HOST}
HostKey {host.key_path}
AuthorizedKeysFile {authorized}
PidFile {folder / "pid"}
StrictModes no
UsePAM no
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
AcceptEnv GIT_PROTOCOL
ExposeAuthInfo yes
# The default resets 29 of 40 connections that arrive at once.
MaxStartups 300:30:400
SetEnv {variables}
"""


def authorisation(who: Person) -> str:
    """Returns the line of authorized_keys that lets `who` run git and nothing else."""
    return f'command="GOV_PUSHER={who.name} exec git-shell -c \\"$SSH_ORIGINAL_COMMAND\\"",restrict {who.pub}'


@contextmanager
def http(root: Path, people: People) -> Iterator[Transport]:
    """Runs a lighttpd for the repositories below `root` and yields its transport; its files lie in `root`/.lighttpd."""
    lighttpd = program("lighttpd", package="lighttpd")
    folder = root / ".lighttpd"
    folder.mkdir()
    users, config = folder / "users", folder / "config"
    users.write_text("".join(f"{who.name}:{password(who)}\n" for who in people), encoding="utf-8")

    def command(port: int) -> list[str]:
        config.write_text(lighttpd_config(root, folder, users, port), encoding="utf-8")
        return [str(lighttpd), "-D", "-f", str(config)]

    with listening(command, folder / "log", dict(os.environ)) as port:
        yield Http(port, root)


def lighttpd_config(root: Path, folder: Path, users: Path, port: int) -> str:
    """Returns the configuration: reading is open, git-receive-pack asks for a password."""
    backend = Path(git("--exec-path", cwd=root).stdout.strip()) / "git-http-backend"
    variables = hermetic(folder / "home") | {"GIT_PROJECT_ROOT": str(root), "GIT_HTTP_EXPORT_ALL": "1"}
    environment = ", ".join(f'"{name}" => "{value}"' for name, value in variables.items())
    members = 'auth.require = ("" => ("method" => "basic", "realm" => "git", "require" => "valid-user"))'
    return f"""\
server.modules = ("mod_auth", "mod_authn_file", "mod_alias", "mod_setenv", "mod_cgi")
server.bind = "{HOST}"
server.port = {port}
server.document-root = "{folder}"
server.upload-dirs = ("{folder}")
alias.url = ("/git" => "{backend}")
cgi.assign = ("" => "")
setenv.set-environment = ({environment})
auth.backend = "plain"
auth.backend.plain.userfile = "{users}"
$HTTP["querystring"] =~ "service=git-receive-pack" {{ {members} }}
$HTTP["url"] =~ "/git-receive-pack$" {{ {members} }}
"""


TRANSPORTS: Mapping[str, Callable[[Path, People], AbstractContextManager[Transport]]] = {
    "file": file,
    "ssh": ssh,
    "http": http,
}
