"""A member at work, and sometimes at mischief: acts at random in a clone, and writes down what each came to.

    python -I member.py '{"clone": ..., "name": ..., "key": ..., "genesis": ..., "log": ..., "seed": 1, "open": 2, "acts": 0, "seconds": 60}'

It ends after that many acts, or when the time is over, and moves nothing while so many questions are open. Each act is a line of JSON in the log: `act`, `status`, `said`, the
`rooms` of the clone afterwards, and for pushes what was `pushed` where. It knows git, the programs and the ledger's format.
"""

import base64
import hashlib
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, Final

MAIN: Final = "refs/heads/main"

Done = CompletedProcess[bytes]
Row = dict[str, Any]


class Member:
    """A clone and what its owner knows; `rows` are the motions as last listed."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.clone, self.name, self.key = Path(given["clone"]), given["name"], given["key"]
        self.genesis, self.log = given["genesis"], Path(given["log"])
        self.open, self.acts, self.end = given["open"], given["acts"], time.monotonic() + given["seconds"]
        self.chance = random.Random(f"{given['seed']}/{self.name}")
        self.rows: list[Row] = []
        self.voted: set[str] = set()
        self.count = 0

    def work(self) -> None:
        """Acts until there is enough."""
        self.sync()
        while (self.count < self.acts) if self.acts else (time.monotonic() < self.end):
            self.count += 1
            self.rows = json.loads(self.run("git", "motion", "list", "--json").stdout or b"[]")
            self.next()()
        self.sync()

    def next(self) -> Callable[[], None]:
        """Picks what to do of what there is to do."""
        voting = self.of("voting")
        sensible = {
            self.sync: 3,
            self.move: 4 * (len(voting) < self.open),
            self.vote: 6 * bool([row for row in voting if row["id"] not in self.voted]) + bool(voting),
            self.announce: 4 * bool(self.decided()) + bool(voting),
            self.enact: 5 * bool(self.of("carried")),
            self.queue: 1 * bool(self.of("carried")),
            self.mischief: 2,
        }
        return self.chance.choices(list(sensible), list(sensible.values()))[0]

    def of(self, phase: str) -> list[Row]:
        """Returns the motions to merge that are in a phase."""
        return [row for row in self.rows if row["phase"] == phase]

    def decided(self) -> list[Row]:
        """Returns the motions that no further ballot changes."""
        return [row for row in self.of("voting") if row["ayes"] > row["nays"] + len(row["silent"])]

    def run(self, *words: str, stdin: bytes = b"", **more: Any) -> Done:
        """Runs a command in the clone."""
        return subprocess.run(words, cwd=self.clone, input=stdin, capture_output=True, check=False, **more)

    def git(self, *words: str, stdin: bytes = b"") -> str:
        """Runs git, and returns what it says."""
        return self.run("git", *words, stdin=stdin).stdout.decode().strip()

    def write_down(self, act: str, done: Done, **more: Any) -> None:
        """Adds an act to the log, with where it left the rooms."""
        rooms = self.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/notes/gov").splitlines()
        row = {"act": act, "status": done.returncode, "rooms": dict(room.split() for room in rooms), **more}
        said = (done.stdout + done.stderr).decode(errors="replace")
        with self.log.open("a", encoding="utf-8") as log:
            log.write(json.dumps(row | {"said": said}) + "\n")

    def sync(self) -> None:
        """Exchanges lines with the server."""
        self.write_down("sync", self.run("git", "gov", "sync"))

    def move(self) -> None:
        """Moves to merge a new branch of one commit; one in five changes what others change too."""
        self.git("fetch", "--quiet")
        branch = f"work/{self.name}-{self.count}"
        name = branch if self.chance.random() < 0.8 else "shared.txt"
        self.git("branch", branch, self.commit(self.tree("origin/main", name, branch), "origin/main"))
        self.write_down("branch", self.run("git", "push", "--quiet", "origin", branch))
        self.write_down("move", self.run("git", "motion", "merge", branch, "--sync"))

    def vote(self) -> None:
        """Votes, or votes again."""
        voting = self.of("voting")
        new = [row for row in voting if row["id"] not in self.voted]
        row = self.chance.choice(new or voting)
        self.voted.add(row["id"])
        choice = self.chance.choices(("aye", "nay", "abstain"), (7, 1, 1))[0]
        more = ["--sync"] * (self.chance.random() < 0.7)
        self.write_down("vote", self.run("git", "vote", choice, row["id"], *more))

    def announce(self) -> None:
        """Announces a result that is sure, or that of the oldest question, which may still be open."""
        row = self.chance.choice(self.decided() or self.of("voting")[:1])
        if self.chance.random() < 0.8:
            self.sync()  # what has arrived, and is not named, sends the announcement back
        self.write_down("announce", self.run("git", "motion", "announce", row["id"], "--sync"))

    def enact(self) -> None:
        """Carries out what was carried."""
        row = self.chance.choice(self.of("carried"))
        self.fetch()
        done = self.run("git", "gov", "enact", row["id"], "--push", "origin")
        self.write_down("enact", done, head=row["head"], main=self.git("rev-parse", "origin/main"))

    def queue(self) -> None:
        """Carries out all that was carried."""
        self.fetch()
        done = self.run("git", "gov", "queue", "--push", "origin")
        self.write_down("queue", done, main=self.git("rev-parse", "origin/main"))

    def fetch(self) -> None:
        """Stands where the server stands; a merge that lost a race is dropped."""
        self.git("fetch", "--quiet")
        self.git("reset", "--quiet", "--hard", "origin/main")

    def mischief(self) -> None:
        """Pushes what must not get in, with the true refs fresh in hand."""
        self.git("fetch", "--quiet", "origin", "+refs/notes/gov/votes:refs/seen/votes")
        self.git("fetch", "--quiet")
        evil = dict(self.evils())
        what = self.chance.choice(sorted(evil))
        spec = evil[what]()
        done = self.run("git", "push", "--no-verify", "origin", spec)
        surely = {} if what == "an open question" else {"pushed": spec}  # that one may have been carried by now
        self.write_down(f"evil: {what}", done, **surely)

    def evils(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Yields what may be tried now, and what writes the refspec of it."""
        evil = self.tree("origin/main", "evil.txt", f"{self.name} {self.count}")
        yield "a commit", lambda: f"{self.commit(evil, 'origin/main')}:{MAIN}"
        yield "a rewind", lambda: f"+origin/main~1:{MAIN}"
        yield "a deletion", lambda: f":{MAIN}"
        yield "lines dropped", lambda: "+refs/seen/votes~1:refs/notes/gov/votes"
        yield "notes emptied", lambda: f"{self.commit(self.git('mktree'), 'refs/seen/votes')}:refs/notes/gov/votes"
        if ready := self.of("carried"):
            head = self.chance.choice(ready)["head"]
            yield "another tree", lambda: f"{self.commit(evil, 'origin/main', head)}:{MAIN}"
        if voting := self.of("voting"):
            row = self.chance.choice(voting)
            yield (
                "an open question",
                lambda: f"{self.commit(self.merged(row['head']), 'origin/main', row['head'])}:{MAIN}",
            )
            yield "a forged ballot", lambda: self.forged(row)
        if old := self.git("rev-list", "--min-parents=2", "-n1", "--format=%P", "--no-commit-header", "origin/main"):
            yield "a head again", lambda: f"{self.commit('origin/main^{tree}', 'origin/main', old.split()[1])}:{MAIN}"

    def forged(self, row: Row) -> str:
        """Writes an aye in the name of a member who has not voted, signed by the wrong key; returns what pushes it."""
        body = {"choice": "aye", "on": "", "reason": "forged"}
        claimed = self.chance.choice([name for name in row["silent"] if name != self.name] or ["nobody"])
        event = {
            "actor": claimed, "at": row["opens_at"], "body": body, "key": self.fingerprint(), "kind": "ballot.cast",
            "parents": sorted([row["id"], self.genesis]), "repo": self.genesis, "subject": row["head"], "thread": row["id"],
            "v": 1,
        }  # fmt: skip
        text = json.dumps(event, sort_keys=True, separators=(",", ":"))
        line = f'{{"event":{text},"key":"{event["key"]}","sig":"{self.signature(text.encode())}"}}\n'
        blob = self.git("hash-object", "-w", "--stdin", stdin=line.encode())
        tree = self.git("mktree", stdin=f"100644 blob {blob}\tlines\n".encode())
        return f"{self.commit(tree)}:refs/gov/inbox/{hashlib.sha256(line.encode()).hexdigest()[:32]}"

    def fingerprint(self) -> str:
        """Names the own key."""
        return self.run("ssh-keygen", "-l", "-f", self.key).stdout.split()[1].decode()

    def signature(self, payload: bytes) -> str:
        """Signs, and returns the wire signature: what follows the four strings of the armoured form."""
        armour = self.run("ssh-keygen", "-Y", "sign", "-n", "gitgov", "-f", self.key, stdin=payload).stdout
        blob = base64.b64decode(b"".join(armour.splitlines()[1:-1]))[10:]
        for _ in range(4):
            blob = blob[4 + int.from_bytes(blob[:4], "big") :]
        return base64.b64encode(blob[4:]).decode()

    def tree(self, base: str, name: str, text: str) -> str:
        """Writes the tree of a commit with one more file."""
        blob = self.git("hash-object", "-w", "--stdin", stdin=f"{text}\n".encode())
        rows = [row for row in self.git("ls-tree", "-r", base).splitlines() if not row.endswith(f"\t{name}")]
        listed = "".join(f"{row}\n" for row in (*rows, f"100644 blob {blob}\t{name}"))
        env = {**os.environ, "GIT_INDEX_FILE": str(self.clone / ".git" / "index.aside")}
        self.run("git", "read-tree", "--empty", env=env)
        self.run("git", "update-index", "--index-info", stdin=listed.encode(), env=env)
        return self.run("git", "write-tree", env=env).stdout.decode().strip()

    def merged(self, head: str) -> str:
        """Writes the clean merge of a commit into the branch."""
        return self.git("merge-tree", "--write-tree", "origin/main", head).split()[0]

    def commit(self, tree: str, *parents: str) -> str:
        """Writes a commit."""
        words = [word for parent in parents for word in ("-p", parent)]
        return self.git("commit-tree", *words, "-m", f"{self.name} {self.count}", tree)


if __name__ == "__main__":
    Member(json.loads(sys.argv[1])).work()
