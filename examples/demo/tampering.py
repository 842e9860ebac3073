"""What goes around the law: a direct push, an evil merge, a forged ballot, a deleted one; and where each is caught."""

from shlex import quote

from past import Play
from stage import expect


def push_directly(play: Play) -> None:
    """Bob pushes to the protected branch, and is refused."""
    stage, before = play.stage, play.on_server(play.trunk)
    stage.type("bob", "echo quick >shortcut.txt; git add -f shortcut.txt; git commit -q -m 'A quick change'")
    stage.type("bob", f"git push -q origin {quote(play.trunk)}", ends=1, says=["GOV-101", "git motion merge"])
    stage.type("bob", f"git reset -q --hard origin/{quote(play.trunk)}")
    expect(play.on_server(play.trunk) == before, f"{play.trunk} stands where it stood")


def push_an_evil_merge(play: Play) -> None:
    """Bob merges the ratified branch and slips something in; the server refuses it."""
    stage, before, trunk = play.stage, play.on_server(play.trunk), quote(play.trunk)
    stage.type("bob", f"git merge -q --no-ff --no-commit origin/{play.branch}", lines=0)
    stage.type(
        "bob", f"echo 'let me in' >backdoor.txt; git add -f backdoor.txt; git commit -q -m 'Merge {play.branch}'"
    )
    stage.type("bob", f"git push -q origin {trunk}", ends=1, says=["GOV-108", "contains something else"])
    stage.type("bob", f"git reset -q --hard origin/{trunk}")
    expect(play.on_server(play.trunk) == before, f"{play.trunk} stands where it stood")


def forge_a_ballot(play: Play) -> None:
    """Mallory, who may push, turns Carol's nay into an aye: server and verification name the record."""
    stage, note = play.stage, f"origin/{play.branch}"
    stage.type("mallory", "git clone -q server.git mallory")
    stage.type("mallory", "git gov sync", says=["pinned genesis"], lines=1)
    show = f"git notes --ref=gov/votes show {note}"
    stage.type("mallory", f"""{show} | grep '"nay"' | sed 's/"nay"/"aye"/' >../forged""")
    stage.type("mallory", f"git notes --ref=gov/votes append -F ../forged {note}")
    stage.type(
        "mallory", "git push -q origin refs/notes/gov/votes", ends=1, says=["GOV-204", "is not signed by the key"]
    )
    stage.type("mallory", "git gov verify --from-scratch", ends=1, says=["GOV-204", "record ", "NOT verified"])
    stage.type("mallory", "git update-ref refs/notes/gov/votes refs/gov/remotes/origin/rooms/votes")


def delete_a_nay(play: Play) -> None:
    """Carol's nay is deleted, first by Mallory's push, then on the server itself: both are named."""
    stage, note = play.stage, f"origin/{play.branch}"
    nay = _nay(play)
    delete = "git notes --ref=gov/votes show {0} | grep -v '\"nay\"' | git notes --ref=gov/votes add -f -F - {0}"
    stage.type("mallory", delete.format(note), lines=0)
    said = ["GOV-214", "would lose 1 line"]
    stage.type("mallory", "git push -q origin refs/notes/gov/votes", ends=1, says=said)
    stage.type("mallory", "git gov verify --from-scratch", ends=1, says=[nay, "NOT verified"])
    print("(now somebody with access to the server's files; dave clones it, alice still holds the nay)")
    stage.type("server", delete.format(play.branch), lines=0)
    stage.type("dave", "git clone -q server.git dave")
    stage.type("dave", "git gov sync", lines=1)
    stage.type("dave", "git gov verify", ends=1, says=[nay, "NOT verified"])
    stage.type("alice", "git gov sync", ends=1, says=["GOV-214", "kept here"])
    stage.type("dave", "git gov sync; git gov verify", says=["received 1", "verified: 14 records"])


def _nay(play: Play) -> str:
    """Returns the id of Carol's nay, as the journal has it."""
    rows = play.stage.ask("alice", "gov", "log").splitlines()
    found = [row.split()[1] for row in rows if "carol" in row and "votes nay" in row]
    expect(len(found) == 1, "one nay in the journal")
    return found[0]
