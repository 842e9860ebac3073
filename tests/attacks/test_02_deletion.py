"""Family 2: lines of the ledger that are to be gone."""

from tests.kit.attacks import Move, attack, on_server
from tests.kit.field import Field
from tests.kit.forge import id_of, lines, note, rewrite, subjects, without, write
from tests.kit.repo import git

VOTES = "refs/notes/gov/votes"


def nay(field: Field) -> str:
    """Returns the id of carol's nay on the open motion."""
    subject = field.alice.head("feature/z")
    return id_of(next(line for line in note(field.alice.path, "votes", subject).splitlines() if b'"nay"' in line))


def upon(field: Field, tree: str) -> Move:
    """Returns the move to put a commit with this tree on top of the room of votes."""
    commit = field.alice.git("commit-tree", "-m", "evil", "-p", VOTES, tree).stdout.strip()
    return Move({VOTES: commit}, names=(nay(field),), seen=True)


@attack(
    "2.1",
    "A nay is taken out by a commit on top, which is a fast-forward",
    server="GOV-214",
    client="GOV-214",
    verify="GOV-214: by `git gov sync` of whoever fetched it before, who sends it again",
)
def test_a_nay(field: Field) -> Move:
    gone = nay(field)
    rewrite(field.alice.path, "votes", lambda content: without(content, b'"nay"'))
    return Move({VOTES: field.alice.head(VOTES)}, names=(gone,), seen=True)


@attack(
    "2.2",
    "A nay that was counted is taken out, and only a fresh clone looks",
    server="GOV-214",
    client="GOV-214",
    verify="GOV-301: the announcement rests on it",
)
def test_a_counted_nay(field: Field) -> Move:
    subject, alice = field.alice.head("feature/lost"), field.alice
    line = note(alice.path, "votes", subject).splitlines()[0]
    write(alice.path, "votes", subject, without(note(alice.path, "votes", subject), line))
    return Move({VOTES: alice.head(VOTES)}, names=(id_of(line),))


@attack(
    "2.3",
    "A note is cut short in the midst of a line",
    server="GOV-214",
    client="GOV-214",
    verify="GOV-202: what is left of the line is none",
)
def test_a_note_cut_short(field: Field) -> Move:
    subject = field.alice.head("feature/z")
    write(field.alice.path, "votes", subject, note(field.alice.path, "votes", subject)[:-40])
    return Move({VOTES: field.alice.head(VOTES)}, names=(subject,))


@attack(
    "2.4",
    "A folder of the notes tree is dropped, with all the notes in it",
    server="GOV-214",
    client="GOV-214",
    verify="GOV-214: by `git gov sync` of whoever fetched it before, who sends it again",
)
def test_a_folder(field: Field) -> Move:
    rows = field.alice.git("ls-tree", VOTES).stdout.splitlines(keepends=True)
    mark = field.alice.head("feature/z")[:2]
    kept = "".join(row for row in rows if not row.endswith(f"\t{mark}\n"))
    return upon(field, field.alice.git("mktree", stdin=kept).stdout.strip())


@attack(
    "2.5",
    "All notes are dropped at once, by an empty tree",
    server="GOV-214",
    client="GOV-214",
    verify="GOV-214: by `git gov sync` of whoever fetched it before, who sends it again",
)
def test_the_whole_tree(field: Field) -> Move:
    return upon(field, field.alice.git("mktree").stdout.strip())


@attack(
    "2.6",
    "Rooms are deleted",
    server="GOV-212",
    client="GOV-212",
    verify="GOV-214: by `git gov sync` of whoever fetched it before, who sends it again",
)
def test_rooms(field: Field) -> Move:
    rooms = ("motions", "votes", "decisions")
    gone = tuple(id_of(lines(field.server, room)[0]) for room in rooms)
    return Move({f"refs/notes/gov/{room}": "" for room in rooms}, names=gone, seen=True)


@attack(
    "2.7",
    "The room of charters is deleted, so that there seems to be no body",
    server="GOV-212",
    client="GOV-212",
    verify="undecided: the genesis pinned",
)
def test_the_charter(field: Field) -> Move:
    ref = "refs/notes/gov/charter"
    return Move({ref: ""}, asked=lambda: on_server(field))


@attack(
    "2.8",
    "A room is rewound to before the nay",
    server="GOV-213",
    client="GOV-213",
    verify="GOV-213, GOV-214: by `git gov sync` of whoever fetched it before",
)
def test_rewound(field: Field) -> Move:
    tip = field.alice.git("log", "--format=%H", "--skip=1", "-1", VOTES).stdout.strip()
    return Move({VOTES: tip}, names=(nay(field),), seen=True)


@attack(
    "2.9",
    "A room is replaced by an unrelated history without the nay",
    server="GOV-213",
    client="GOV-213",
    verify="GOV-213, GOV-214: by `git gov sync` of whoever fetched it before",
)
def test_replaced(field: Field) -> Move:
    alice, gone = field.alice, nay(field)
    rewrite(alice.path, "votes", lambda content: without(content, b'"nay"'))
    root = alice.git("commit-tree", "-m", "root", f"{VOTES}^{{tree}}").stdout.strip()
    return Move({VOTES: root}, names=(gone,), seen=True)


@attack(
    "2.10",
    "A nay is taken out and put back later, so that an announcement in between could miss it",
    server="GOV-214",
    client="GOV-214",
    verify="GOV-214: with `--history`",
)
def test_out_and_in_again(field: Field) -> Move:
    alice, gone, server = field.alice, nay(field), field.server
    subject = alice.head("feature/z")
    rewrite(alice.path, "votes", lambda content: without(content, b'"nay"'))
    out = alice.head(VOTES)

    def force() -> None:
        whole = {each: note(server, "votes", each) for each in subjects(server, "votes")}
        rewrite(server, "votes", lambda content: without(content, b'"nay"'))
        write(server, "votes", subject, whole[subject])

    return Move({VOTES: out}, names=(gone,), force=force, asked=lambda: on_server(field, "--history"))


@attack(
    "2.11",
    "One letter of a ballot is changed in place",
    server="GOV-214",
    client="GOV-214",
    verify="GOV-204",
)
def test_one_letter(field: Field) -> Move:
    subject = field.alice.head("feature/lost")
    content = note(field.alice.path, "votes", subject)
    write(field.alice.path, "votes", subject, content.replace(b'"nay"', b'"aye"', 1))
    return Move({VOTES: field.alice.head(VOTES)}, names=(subject,))


@attack(
    "2.12",
    "A remote's rooms are fetched by force over a ballot that was not yet sent",
    server="unseen: nothing is pushed",
    client="GOV-213",
    verify="GOV-214: by `git gov sync`, which sends it again, where the clone had synced; a ballot that was never sent is lost",
)
def test_a_forced_fetch(field: Field) -> Move:
    git("update-ref", VOTES, f"{VOTES}~1", cwd=field.server)
    fetch = ("fetch", "--quiet", "origin", f"+{VOTES}:{VOTES}")
    gone = nay(field)
    return Move(
        local=lambda: field.bob.git(*fetch, check=False),
        force=lambda: field.carol.git(*fetch),
        names=(gone,),
        seen=True,
    )


@attack(
    "2.13",
    "A push takes a nay out and puts it back, in two commits: the room would be as it was, and its history not",
    server="GOV-214",
    client="GOV-214",
    verify="GOV-214: with `--history`",
)
def test_out_and_in_again_in_one_push(field: Field) -> Move:
    alice, gone = field.alice, nay(field)
    subject = alice.head("feature/z")
    whole = note(alice.path, "votes", subject)
    write(alice.path, "votes", subject, without(whole, b'"nay"') + b"\n")
    write(alice.path, "votes", subject, whole)
    return Move({VOTES: alice.head(VOTES)}, names=(gone,), asked=lambda: on_server(field, "--history"))
