"""Says what is wrong with a server: what its branch holds is derived again by stock git, ssh-keygen and docs/ledger.md alone.

It shares no line with gitgov, and knows less: one charter that never changes, motions to merge upon a floor of their own,
presiding by the rule, a majority of the votes cast, a quorum, no debate and no notice, the methods `merge` and `octopus`.

    python tests/soak/checker.py SERVER GENESIS
"""

import base64
import hashlib
import heapq
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

ROOMS: Final = {
    "charter": {"charter.genesis"},
    "motions": {"motion.moved"},
    "debate": set[str](),
    "votes": {"ballot.cast"},
    "decisions": {"motion.announced", "decision.enacted"},
}
TAIL: Final = b',"key":"SHA256:'
BRANCH: Final = "refs/heads/main"
BARE: Final = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_NO_REPLACE_OBJECTS": "1"}

NOBODY: Final = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.invalid")

Event = dict[str, Any]
Row = dict[str, Any]
"""What a member wrote down of an act: `act`, its exit `status`, where it left the `rooms` of the clone, and what it did."""


class Found(NamedTuple):
    """A line with where it lies."""

    line: bytes
    room: str
    subject: str

    @property
    def payload(self) -> bytes:
        """The event's bytes, sliced out as they stand."""
        return self.line[len(b'{"event":') : self.line.rindex(TAIL)]

    @property
    def tail(self) -> dict[str, str]:
        """The line's own `key` and `sig`."""
        found: dict[str, str] = json.loads(b"{" + self.line[self.line.rindex(TAIL) + 1 :])
        return found

    @property
    def id(self) -> str:
        """The event's id."""
        return hashlib.sha256(self.payload).hexdigest()


@dataclass
class Seen:
    """What was there at the last look."""

    tips: dict[str, str] = field(default_factory=dict)
    signed: set[bytes] = field(default_factory=set)
    merges: set[str] = field(default_factory=set)
    steps: int = 0
    lines: int = 0


@dataclass(frozen=True)
class Body:
    """What the genesis says: `keys` has the wire blob and the owner of each fingerprint."""

    genesis: str
    members: frozenset[str]
    keys: dict[str, tuple[str, str]]
    quorum: int
    poll: int
    baseline: str
    several: bool


@dataclass
class Checker:
    """Looks at one server as often as it is asked, and remembers what it saw: nothing may go back."""

    server: Path
    genesis: str
    seen: Seen = field(default_factory=Seen)

    def look(self) -> list[str]:
        """Returns what is wrong now; the branch is read before the ledger, as a decision has to be there first."""
        tips = {name: at(self.server, name) for name in (BRANCH, *(f"refs/notes/gov/{room}" for room in ROOMS))}
        faults = list(self._gone_back(tips))
        lines = list(lines_of(self.server, tips))
        body, events = read_body(lines, self.genesis), {each.id: json.loads(each.payload) for each in lines}
        faults += self._unsigned(lines, body)
        faults += [fault for each in lines for fault in misplaced(each, body, events)]
        heads, wrong = carried(events, body)
        faults += wrong + list(self._steps(tips[BRANCH], body, heads))
        self.seen.lines = len(lines)
        return faults

    def compare(self, logs: dict[Path, list[Row]]) -> list[str]:
        """Returns what was lost of what members wrote down in their clones, and which clones hold other lines than the server.

        Of all that ever lay in the rooms of a clone, nothing may be missing: the server holds it, or has sent it back.
        """
        rooms = {each.line for each in lines_of(self.server, self.seen.tips)}
        known = rooms | refused_by(self.server).keys()
        inside = set(git(self.server, "rev-list", self.seen.tips[BRANCH]).decode().split())
        faults = [fault for rows in logs.values() for row in rows for fault in unkept(row, inside)]
        for clone, rows in logs.items():
            lost = lines_ever(clone, {tip for row in rows for tip in row["rooms"].values()}) - known
            faults += [f"{clone.name} had a line that is lost: {line!r}" for line in lost]
            tips = {f"refs/notes/gov/{room}": at(clone, f"refs/notes/gov/{room}") for room in ROOMS}
            if rooms != {each.line for each in lines_of(clone, tips)}:
                faults.append(f"{clone.name} holds other lines than the server")
        return faults

    def _gone_back(self, tips: dict[str, str]) -> Iterator[str]:
        for ref, old in self.seen.tips.items():
            if old and not (tips[ref] and holds(self.server, tips[ref], old)):
                yield f"{ref} went back from {old} to {tips[ref]}"
        self.seen.tips = tips

    def _unsigned(self, lines: Iterable[Found], body: Body) -> list[str]:
        new = [each for each in lines if each.line not in self.seen.signed]
        self.seen.signed |= {each.line for each in new}
        with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(4) as pool:
            allowed = Path(folder) / "allowed"
            allowed.write_text(
                "".join(f"{who} ssh-ed25519 {key}\n" for key, who in body.keys.values()), encoding="ascii"
            )
            good = list(pool.map(lambda each: verifies(each, body, allowed), new))
        return [f"{each.id} is not signed" for each, signed in zip(new, good, strict=True) if not signed]

    def _steps(self, tip: str, body: Body, heads: Collection[str]) -> Iterator[str]:
        way = f"{body.baseline}..{tip}"
        rows = git(self.server, "rev-list", "--first-parent", "--parents", way).decode().splitlines()
        steps = [row.split() for row in reversed(rows)]
        before, used = body.baseline, set[str]()
        for commit, *parents in steps:
            if parents[:1] != [before] or not 2 <= len(parents) <= (99 if body.several else 2):
                yield f"{commit} is no merge upon {before}"
            elif unknown := [each for each in parents[1:] if each not in heads]:
                yield f"{commit} merges {unknown[0]}, which nothing carried"
            elif again := [each for at, each in enumerate(parents) if at and each in {*used, *parents[1:at]}]:
                yield f"{commit} merges {again[0]} again"
            elif commit not in self.seen.merges and clean_merge(self.server, *parents) != tree_of(self.server, commit):
                yield f"{commit} has another tree than git merges"
            else:
                self.seen.merges.add(commit)
            before, used = commit, {*used, *parents[1:]}
        self.seen.steps = len(steps)


def git(repo: Path, *args: str, stdin: bytes = b"", check: bool = True, env: dict[str, str] | None = None) -> bytes:
    """Runs git without anybody's configuration."""
    command, known = ["git", *args], os.environ | BARE | (env or {})
    return subprocess.run(command, cwd=repo, input=stdin, env=known, check=check, stdout=subprocess.PIPE).stdout


def at(repo: Path, ref: str) -> str:
    """Returns where a ref stands; nothing if it does not exist."""
    return git(repo, "rev-parse", "--verify", "--quiet", ref, check=False).strip().decode()


def holds(repo: Path, tip: str, old: str) -> bool:
    """Says whether `old` is `tip` or lies in its past."""
    return not git(repo, "rev-list", "-n1", old, f"^{tip}")


def tree_of(repo: Path, commit: str) -> str:
    """Returns the id of a commit's tree."""
    return git(repo, "rev-parse", f"{commit}^{{tree}}").decode().strip()


def clean_merge(repo: Path, ours: str, *theirs: str) -> str:
    """Returns the tree that git makes of commits, one after another, or nothing; the repository gets no object by it."""
    known = git(repo, "rev-parse", "--path-format=absolute", "--git-path", "objects").decode().strip()
    with tempfile.TemporaryDirectory() as aside:
        env = {"GIT_OBJECT_DIRECTORY": aside, "GIT_ALTERNATE_OBJECT_DIRECTORIES": known}
        for each in theirs:
            made = git(repo, "merge-tree", "--write-tree", ours, each, check=False, env=env).decode().split()
            if len(made) != 1:
                return ""
            both = ("-p", ours, "-p", each, "-m", "one after another", made[0])
            ours = git(repo, *NOBODY, "commit-tree", *both, env=env).decode().strip()
    return made[0]


def blobs(repo: Path, rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """Yields each name with what its object holds."""
    asked = list(rows)
    text = git(repo, "cat-file", "--batch", stdin="".join(f"{oid}\n" for _, oid in asked).encode())
    for name, _ in asked:
        head, _, text = text.partition(b"\n")
        size = int(head.split()[2])
        yield name, text[:size]
        text = text[size + 1 :]


def lines_of(repo: Path, tips: dict[str, str]) -> Iterator[Found]:
    """Yields the lines of rooms, which are named by their refs."""
    for room in ROOMS:
        if tip := tips.get(f"refs/notes/gov/{room}"):
            listed = git(repo, "ls-tree", "-r", tip).decode().splitlines()
            notes = [(row.split("\t")[1].replace("/", ""), row.split()[2]) for row in listed]
            for subject, text in blobs(repo, notes):
                yield from (Found(line, room, subject) for line in text.split(b"\n") if line)


def lines_ever(repo: Path, tips: Collection[str]) -> set[bytes]:
    """Returns all lines that lie in these notes commits or in their past."""
    listed = git(repo, "rev-list", "--objects", "--stdin", stdin="".join(f"{tip}\n" for tip in tips).encode())
    names = [row.split(" ") for row in listed.decode().splitlines()]
    notes = [(name[1], name[0]) for name in names if len(name) == 2 and len(name[1].replace("/", "")) == 40]
    return {line for _, text in blobs(repo, notes) for line in text.split(b"\n") if line}


def unkept(row: Row, inside: set[str]) -> Iterator[str]:
    """Yields what a member was told and is not so; `inside` is all that the branch holds."""
    if (
        row["act"] in ("enact", "queue")
        and row["status"] == 0
        and not {row["main"], row.get("head", row["main"])} <= inside
    ):
        yield f"{row['act']} was acknowledged, and the branch does not hold {row['main']}"
    if "pushed" in row and row["status"] == 0 and ":refs/gov/inbox/" not in row["pushed"]:
        yield f"{row['act']} was let in: {row['pushed']}"


def refused_by(server: Path) -> dict[bytes, str]:
    """Returns the lines that the server sent back, with the code of each."""
    rows = git(server, "for-each-ref", "--format=%(objectname)", "refs/gov/refused").decode().split()
    texts = [dict(blobs(server, [(name, f"{row}:{name}") for name in ("lines", "reasons")])) for row in rows]
    return {
        line: json.loads(reason)["code"]
        for each in texts
        for line, reason in zip(each["lines"].splitlines(), each["reasons"].splitlines(), strict=True)
    }


def read_body(lines: Iterable[Found], genesis: str) -> Body:
    """Reads the charter out of the genesis."""
    steps = [json.loads(each.payload) for each in lines if each.room == "charter" and each.id == genesis]
    text = tomllib.loads(steps[0]["body"]["charter"])
    keys = {fingerprint(key): (key.split()[1], name) for name, who in text["members"].items() for key in who["keys"]}
    refs = dict(row.split()[::-1] for row in steps[0]["body"]["refs"])
    rules = text["rules"]
    members = frozenset(text["members"])
    several = "octopus" in text["branches"][0].get("methods", ())
    poll = int(rules["poll"].removesuffix("s"))
    return Body(genesis, members, keys, int(rules["quorum"]), poll, refs[BRANCH], several)


def fingerprint(pub: str) -> str:
    """Names a key as `ssh-keygen -l` does."""
    digest = hashlib.sha256(base64.b64decode(pub.split()[1])).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def verifies(found: Found, body: Body, allowed: Path) -> bool:
    """Has ssh-keygen check a line's signature: a key of the actor's, on the roll."""
    event, tail = json.loads(found.payload), found.tail
    key, owner = body.keys.get(tail["key"], ("", ""))
    if owner != event["actor"] or event["key"] != tail["key"]:
        return False
    parts = (base64.b64decode(key), b"gitgov", b"", b"sha512", base64.b64decode(tail["sig"]))
    blob = b"SSHSIG\0\0\0\1" + b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    with tempfile.NamedTemporaryFile(dir=allowed.parent) as file:
        text = base64.encodebytes(blob).decode()
        file.write(f"-----BEGIN SSH SIGNATURE-----\n{text}-----END SSH SIGNATURE-----\n".encode())
        file.flush()
        ask = ["ssh-keygen", "-Y", "verify", "-f", str(allowed), "-I", owner, "-n", "gitgov", "-s", file.name]
        return subprocess.run(ask, input=found.payload, capture_output=True, check=False).returncode == 0


def misplaced(found: Found, body: Body, events: dict[str, Event]) -> Iterator[str]:
    """Yields what is wrong with a line beside its signature: form, room, note, ledger, parents."""
    event = json.loads(found.payload)
    form = json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    if form != found.payload:
        yield f"{found.id} is not in canonical form"
    if event["kind"] not in ROOMS[found.room] or event["subject"] != found.subject:
        yield f"{found.id}, {event['kind']}, lies in {found.room} on {found.subject}"
    if event["repo"] != ("" if found.id == body.genesis else body.genesis):
        yield f"{found.id} is of another ledger"
    if event["thread"] and event["thread"] not in events:
        yield f"{found.id} is of no known motion"
    if unknown := [each for each in event["parents"] if each not in events]:
        yield f"{found.id} has unknown parents {unknown}"


def carried(events: dict[str, Event], body: Body) -> tuple[set[str], list[str]]:
    """Counts every poll that was closed, and returns which heads may go into the branch, and what is wrong."""
    heads, faults = set[str](), list[str]()
    threads: dict[str, list[str]] = {}
    for name, event in sorted(events.items()):
        threads.setdefault(event["thread"] or name, []).append(name)
    for motion, names in threads.items():
        results = [each for each in names if events[each]["kind"] == "motion.announced"]
        pasts = [past(events, each) for each in results]
        ballots = {each for each in names if events[each]["kind"] == "ballot.cast"}
        if results and (late := ballots.difference(*pasts)):
            faults.append(f"{motion}: the result leaves out {sorted(late)}")
        told = {events[each]["body"]["result"] for each in results}
        if len(told) > 1:
            faults.append(f"{motion} was carried and lost")
        faults += [
            fault
            for each, before in zip(results, pasts, strict=True)
            for fault in miscounted(events, each, before, body)
        ]
        question = events[motion]["body"].get("question", {})
        if told == {"carried"} and question.get("motion") == "merge" and question["into"] == BRANCH:
            heads.add(question["head"])
    return heads, faults


def past(events: dict[str, Event], name: str) -> set[str]:
    """Returns the ancestors of an event."""
    found, ahead = set[str](), [name]
    while ahead:
        new = [each for each in events[ahead.pop()]["parents"] if each in events and each not in found]
        found.update(new)
        ahead += new
    return found


def in_order(events: dict[str, Event], names: set[str]) -> Iterator[str]:
    """Yields events so that parents come first, and of those that may come the smallest id."""
    waiting = {each: set(events[each]["parents"]) & names for each in names}
    ready = [each for each, on in waiting.items() if not on]
    heapq.heapify(ready)
    while ready:
        yield (name := heapq.heappop(ready))
        for each, on in waiting.items():
            if name in on:
                on.discard(name)
                if not on:
                    heapq.heappush(ready, each)


def miscounted(events: dict[str, Event], name: str, before: set[str], body: Body) -> Iterator[str]:
    """Yields what is wrong with an announced result: who was counted, what came of it, and whether it was time."""
    said, motion = events[name], events[name]["thread"]
    mine = {each for each in before if motion in (each, events[each]["thread"])}
    ballots = [each for each in in_order(events, mine) if events[each]["kind"] == "ballot.cast"]
    last = {events[each]["actor"]: each for each in ballots if events[each]["actor"] in body.members}
    if said["body"]["counted"] != sorted(last.values()):
        yield f"{name} counts {said['body']['counted']}, and the last ballots are {sorted(last.values())}"
    choices = [events[each]["body"]["choice"] for each in last.values()]
    ayes, nays, silent = choices.count("aye"), choices.count("nay"), len(body.members) - len(last)
    won = ayes > nays and len(last) >= body.quorum
    if said["body"]["result"] != ("carried" if won else "lost"):
        yield f"{name} says {said['body']['result']} of {ayes} ayes and {nays} nays"
    over = seconds(said["at"]) >= seconds(events[motion]["at"]) + body.poll or not silent
    if not over and not (ayes > nays + silent if won else ayes + silent <= nays):
        yield f"{name} closes the poll too early"


def seconds(instant: str) -> float:
    """Returns an instant as a number."""
    return datetime.fromisoformat(instant).timestamp()


if __name__ == "__main__":
    wrong = Checker(Path(sys.argv[1]), sys.argv[2]).look()
    print("\n".join(wrong) or "nothing is wrong")
    sys.exit(bool(wrong))
