"""Family 7: what is voted on is changed after the vote has begun."""

from tests.kit.attacks import Move, attack, writing
from tests.kit.field import Field
from tests.kit.forge import note

MAIN = "refs/heads/main"


@attack(
    "7.1",
    "A commit is added to the branch after it was ratified, and the branch is merged",
    server="GOV-101",
    client="GOV-101",
    verify="GOV-101",
)
def test_a_commit_more(field: Field) -> Move:
    alice = field.alice
    more = alice.commit({"more.txt": "m\n"}, branch="feature/x")
    alice.git("switch", "--quiet", "main")
    evil = alice.merge("feature/x")
    return Move({MAIN: evil, "refs/heads/feature/x": more}, names=(evil,))


@attack(
    "7.2",
    "The branch is pushed again with the same files and another history, and that is merged",
    server="GOV-101",
    client="GOV-101",
    verify="GOV-101",
)
def test_the_same_files(field: Field) -> Move:
    twin = field.alice.git("commit-tree", "-p", "main~1", "-m", "Add x", "feature/x^{tree}").stdout.strip()
    evil = field.alice.merge(twin)
    return Move({MAIN: evil, "refs/heads/feature/x": twin}, names=(evil,))


@attack(
    "7.3",
    "A branch is merged while its motion is still being voted on",
    server="GOV-110",
    client="GOV-110",
    verify="GOV-110",
)
def test_before_the_vote(field: Field) -> Move:
    evil = field.alice.merge("feature/z")
    return Move({MAIN: evil}, names=(evil,))


@attack(
    "7.4",
    "A motion is withdrawn and merged nevertheless",
    server="GOV-109",
    client="GOV-109",
    verify="GOV-109",
)
def test_withdrawn(field: Field) -> Move:
    alice = field.alice
    alice.commit({"w.txt": "w\n"}, branch="feature/w")
    alice.git("switch", "--quiet", "main")
    alice.motion("merge", "feature/w")
    alice.motion("withdraw", "feature/w")
    alice.sync()
    field.bob.sync()
    evil = alice.merge("feature/w")
    return Move({MAIN: evil}, names=(evil,))


@attack(
    "7.5",
    "A tag with the name of the branch comes along with a fetch, for git to take in its place",
    server="passes: nothing protects that name",
    client="passes: as there; `git motion merge` takes the branch",
    verify="passes: main is where it was",
)
def test_a_tag_of_that_name(field: Field) -> Move:
    alice = field.alice
    head = alice.commit({"w.txt": "w\n"}, branch="feature/w")
    alice.git("switch", "--quiet", "main")
    alice.git("tag", "feature/w", "feature/lost")
    shown = alice.motion("merge", "feature/w").stdout
    assert head[:7] in shown or head in alice.motion("show", shown.split()[0], "--json").stdout
    return Move({"refs/tags/feature/w": alice.head("feature/lost")})


@attack(
    "7.6",
    "A motion is written on another commit than its question names",
    server="GOV-208",
    client="GOV-208",
    verify="passes: the copy is without effect, and told",
)
def test_a_motion_on_another_commit(field: Field) -> Move:
    moved = note(field.alice.path, "motions", field.alice.head("feature/z"))
    move = writing(field, "motions", *moved.splitlines(), subject="feature/lost")
    return Move(move.refs)
