"""A real gitolite on the loopback interface, in a home of its own: it writes the authorised keys, links its hooks, applies its rules."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.kit.env import hermetic
from tests.kit.listening import program
from tests.kit.people import People, Person
from tests.kit.repo import run
from tests.kit.servers import Ssh, sshd


@dataclass(frozen=True, slots=True)
class Gitolite:
    """Repositories by name, and each person as whom gitolite takes their key for."""

    ssh: Ssh
    home: Path
    name: str = "gitolite"

    def url(self, repo: Path, who: Person) -> str:
        """Returns `ssh://USER@127.0.0.1:PORT/NAME`."""
        return self.ssh.url(Path("/", repo.resolve().stem), who)

    def env(self, who: Person) -> dict[str, str]:
        """Returns the environment with an ssh that offers only the key of `who`."""
        return self.ssh.env(who)

    def repository(self, name: str) -> Path:
        """Returns where a repository lies."""
        return self.home / "repositories" / f"{name}.git"

    def run(self, *args: str | Path) -> None:
        """Runs `gitolite ARGS` as who keeps it."""
        _gitolite(self.home, *args)


def _gitolite(home: Path, *args: str | Path) -> None:
    run(program("gitolite", package="gitolite3"), *args, cwd=home, env=_session(home))


def _session(home: Path) -> dict[str, str]:
    """Returns the environment of the home; gitolite counts on git's templates for a folder of hooks."""
    (home / "template" / "hooks").mkdir(parents=True, exist_ok=True)
    return hermetic(home) | {"GIT_TEMPLATE_DIR": str(home / "template")}


@contextmanager
def gitolite(root: Path, people: People, conf: str) -> Iterator[Gitolite]:
    """Runs a gitolite that knows `people`, with the rules of `conf`; its files lie in `root`."""
    home, folder = root / "home", root / "sshd"
    folder.mkdir()
    session = _session(home)
    # What lies there when it is first set up is taken for the administrator's: that saves a push and half the time.
    for part in ("conf", "keydir", "logs"):
        (home / ".gitolite" / part).mkdir(parents=True)
    (home / ".gitolite" / "conf" / "gitolite.conf").write_text(conf, encoding="utf-8")
    for who in people:
        (home / ".gitolite" / "keydir" / f"{who.name}.pub").write_text(f"{who.pub}\n", encoding="utf-8")
    _gitolite(home, "setup", "-pk", people.alice.pub_path)
    with sshd(folder, home / ".ssh" / "authorized_keys", session) as ssh:
        yield Gitolite(ssh, home)
