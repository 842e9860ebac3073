"""The lawful steps: founding, motion, debate, ballots, announcement, enactment, release, and reading it all back."""

from shlex import quote

from past import Play, find_merge
from stage import expect

MEMBERS = ("alice", "bob", "carol")
TAG = "v1.0-demo"


def set_the_stage(play: Play) -> None:
    """A bare server with hooks, and three members with SSH keys and a clone each."""
    stage, trunk = play.stage, quote(play.trunk)
    stage.type("server", f"git init -q --bare -b {trunk} server.git")
    stage.type("server", f"git fetch -q --no-tags {quote(str(play.source.path))} HEAD:{trunk}", lines=0)
    count = stage.ask("server", "rev-list", "--count", play.trunk)
    expect(count.isdigit() and int(count), "the server holds the repository's history")
    print(f"({count} commits on {play.trunk})")
    play.past = find_merge(stage, play.trunk)
    if play.past:
        print(f"(a merge of its past is decided again: {play.past.commit[:12]} {play.past.subject[:60]!r};")
        print(f" {play.trunk} goes back to its first parent, {play.branch} is its second)")
        stage.type("server", f"git update-ref refs/heads/{trunk} {play.past.first}")
        stage.type("server", f"git update-ref refs/heads/{play.branch} {play.past.second}")
    stage.type("server", "git gov init --server", says=["hooks are installed"])
    for name in MEMBERS:
        stage.type(name, f"ssh-keygen -q -t ed25519 -N '' -C {name} -f keys/{name}")
    for name in MEMBERS:
        stage.type(name, f"git clone -q server.git {name}")


def found_the_body(play: Play) -> None:
    """Alice founds the body with a charter; the server and the other clones pin it."""
    stage = play.stage
    members = [f"--member {name}=../keys/{name}.pub" for name in MEMBERS]
    said = ["Demo is founded", f"protected: {play.trunk}, tag v*"]
    stage.type("alice", f"git gov init --name Demo {' '.join(members)}", says=said)
    stage.type("alice", "git gov hooks install", says=["hooks are installed"])
    stage.type("alice", "git gov sync", says=["sent 1"])
    for name in ("bob", "carol"):
        stage.type(name, "git gov sync", says=["pinned genesis"], lines=1)


def move_and_debate(play: Play) -> None:
    """Alice moves to merge the branch; the members speak for and against."""
    stage, branch, trunk = play.stage, play.branch, quote(play.trunk)
    if play.past:
        stage.type("alice", f"git branch -q {branch} origin/{branch}")
    else:
        stage.type("alice", f"git switch -q -c {branch}; echo new >new.txt; git add -f new.txt")
        stage.type("alice", f"git commit -q -m 'Add new.txt'; git push -q origin {branch}; git switch -q {trunk}")
    play.head = play.on_server(branch)
    expect(play.head, f"the server has {branch}")
    said = ["I move to merge", "the poll is open"]
    stage.type("alice", f"git motion merge {branch} --into {trunk} -m 'It is ready'", says=said)
    stage.type("alice", "git gov sync", says=["sent 1"])
    stage.type("bob", "git gov sync; git fetch -q", says=["received 1"])
    stage.type("bob", "git gov status", says=["Waiting for you", "2 more for a quorum"])
    stage.type("bob", f"git motion speak --for -m 'I have tried it' {branch}", says=["bob speaks for"])
    stage.type("carol", "git gov sync", says=["received 1"])
    stage.type("carol", f"git motion speak --against -m 'It has no tests' {branch}", says=["carol speaks against"])


def vote_at_once(play: Play) -> None:
    """Three ballots are cast and sent at the same moment, from three clones."""
    ballots = {"alice": "aye", "bob": "aye -m 'It works'", "carol": "nay -m 'Tests first'"}
    play.stage.at_once(
        [(name, f"git vote {each} {play.branch} --sync", f"{name} votes") for name, each in ballots.items()]
    )
    play.stage.type("alice", "git gov sync", says=["origin: "])
    play.stage.type("alice", f"git vote status {play.branch}", says=["2 aye, 1 nay, 0 abstain; not yet: nobody"])


def announce(play: Play) -> None:
    """The announcement names every ballot and prints the arithmetic."""
    said = ["carried", "2 aye, 1 nay", "I have tried it", "It has no tests"]
    play.stage.type("alice", f"git motion announce {play.branch}", says=said, lines=40)
    play.stage.type("alice", "git gov sync", says=["sent 1"])


def enact_the_merge(play: Play) -> None:
    """The merge exactly as ratified is accepted."""
    stage = play.stage
    stage.type(
        "alice", f"git gov enact {play.branch} --push origin", says=["(merge), by decision of", "pushed to origin"]
    )
    expect(play.on_server(f"{play.trunk}^2") == play.head, "the server's merge has the ratified head as second parent")
    if play.past:
        expect(play.on_server(f"{play.trunk}^{{tree}}") == play.past.tree, "the tree of the real merge, to the byte")
        print(f"(its tree is that of {play.past.commit[:12]}, to the byte)")
    stage.type("alice", "git log --max-count=1 --format='%h %s%n%(trailers)'", says=["Motion:", "Decision:"])


def release(play: Play) -> None:
    """A release tag is refused; then it is voted, signed and accepted."""
    stage, trunk = play.stage, quote(play.trunk)
    stage.type("bob", "git gov sync; git pull -q", says=["received"])
    stage.type("bob", f"git tag -s -m 'The first' {TAG} {trunk}; git push -q origin {TAG}", ends=1, says=["GOV-123"])
    stage.type("bob", f"git tag -d {TAG}", lines=0)
    stage.type("bob", f"git motion release {TAG} {trunk} -m 'The first'", says=["I move to release"])
    stage.type("bob", f"git vote aye {TAG} --sync", says=["bob votes aye"])
    stage.type("carol", f"git gov sync; git fetch -q; git vote aye {TAG} --sync", says=["carol votes aye"])
    said = ["is announced: carried", "(tag), by decision of", "pushed to origin"]
    stage.type("carol", f"git gov enact {TAG} --push origin", says=said)
    expect(play.on_server(f"{TAG}^{{commit}}") == play.on_server(play.trunk), "the tag names the released commit")
    stage.type("alice", f"git gov sync; git fetch -q origin tag {TAG}", says=["received"])
    stage.type("alice", 'echo "carol@example.org $(cat ../keys/carol.pub)" >../signers')
    said = ['Good "git" signature for carol@example.org']
    stage.type("alice", f"git -c gpg.ssh.allowedSignersFile=../signers tag -v {TAG} 2>&1 | grep Good", says=said)


def read_the_record(play: Play) -> None:
    """Stock git shows the ledger beside the commits; gitgov says why, and verifies all of it offline."""
    stage = play.stage
    said = ["Notes (gov/votes):", "Notes (gov/debate):", "Notes (gov/decisions):", "ballot.cast"]
    stage.type("alice", f"git log -1 --notes='gov/*' {play.branch} --", says=said, lines=40)
    said = [f"came into refs/heads/{play.trunk}", "by decision of", "carol speaks against", "Announced by alice"]
    stage.type("alice", f"git gov why {play.branch}", says=said, lines=6)
    stage.type("alice", "git gov log", says=["carol        votes nay", "enacts"], lines=30)
    stage.type("alice", "git gov verify --from-scratch", says=["verified", "2 motions"])
