"""Who takes part: a solution above five trains of ten teams, an agent for each team, and a lead for each train."""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

TRAINS = ("t1", "t2", "t3", "t4", "t5")
TEAMS = {train: [f"{train}-{number:02}" for number in range(10)] for train in TRAINS}
EVERY_TEAM = [team for teams in TEAMS.values() for team in teams]


def agent(team: str) -> str:
    """Names the agent that is a team, or leads a train."""
    return f"agent-{team}"


def charter_text(floor: Path) -> str:
    """Writes a key for everybody into a folder, and returns the charter that names them and their teams."""
    return "\n".join(['name = "Solution"', "version = 1", "[rules]", 'quorum = "1"', "[[branches]]", 'name = "main"',
                      *_members(floor), *_teams()]) + "\n"  # fmt: skip


def _members(floor: Path) -> Iterator[str]:
    for name in ("solution", *TRAINS, *EVERY_TEAM):
        key = Ed25519PrivateKey.generate()
        public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
        for path, content in ((floor / agent(name), key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())),
                              (floor / f"{agent(name)}.pub", f"{public}\n".encode())):  # fmt: skip
            path.touch(mode=0o600)
            path.write_bytes(content)
        yield f'[members.{agent(name)}]\nkeys = ["{public}"]'


def _teams() -> Iterator[str]:
    yield f'[teams.solution]\nproduct_owner = "{agent("solution")}"'
    for train, teams in TEAMS.items():
        yield f'[teams.{train}]\nparent = "solution"\nproduct_owner = "{agent(train)}"\nscrum_master = "{agent(train)}"'
        for team in teams:
            yield f'[teams.{team}]\nparent = "{train}"\nmembers = ["{agent(team)}"]\nscrum_master = "{agent(team)}"'
