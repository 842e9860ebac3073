"""Family 5: what is merged is something else than what was ratified, whatever its shape."""

from tests.kit.attacks import Move, attack
from tests.kit.field import Clone, Field
from tests.kit.repo import git

MAIN = "refs/heads/main"


def onto(clone: Clone, *parents: str, tree: str, message: str = "As ratified") -> str:
    """Writes a commit, and returns it; no ref moves."""
    words = [word for parent in parents for word in ("-p", parent)]
    return clone.git("commit-tree", *words, "-m", message, tree).stdout.strip()


def with_entry(clone: Clone, mode: str, oid: str, name: str) -> str:
    """Writes the tree of the ratified merge with one entry added or changed, and returns it."""
    index = {"GIT_INDEX_FILE": str(clone.path / ".git" / "index.aside")}
    clone.git("read-tree", clone.merge("feature/x"), env=index)
    clone.git("update-index", "--add", "--cacheinfo", f"{mode},{oid},{name}", env=index)
    return clone.git("write-tree", env=index).stdout.strip()


def blob(clone: Clone, text: str) -> str:
    return clone.git("hash-object", "-w", "--stdin", stdin=text).stdout.strip()


def merged(field: Field, tree: str) -> Move:
    """Returns the move to merge feature/x with this tree."""
    evil = field.alice.merge("feature/x", tree=tree)
    return Move({MAIN: evil}, names=(evil,))


def with_a_file(field: Field) -> Move:
    return merged(field, with_entry(field.alice, "100644", blob(field.alice, "evil\n"), "evil.txt"))


@attack("5.1", "A file is slipped into the ratified merge", server="GOV-108", client="GOV-108", verify="GOV-108")
def test_a_file_more(field: Field) -> Move:
    return with_a_file(field)


@attack(
    "5.2",
    "A file of the ratified branch is left out of the merge",
    server="GOV-108",
    client="GOV-108",
    verify="GOV-108",
)
def test_a_file_less(field: Field) -> Move:
    tree = field.alice.git("merge-tree", "--write-tree", "main", "feature/x").stdout.split()[0]
    rows = field.alice.git("ls-tree", tree).stdout.splitlines(keepends=True)
    return merged(
        field, field.alice.git("mktree", stdin="".join(row for row in rows if "x.txt" not in row)).stdout.strip()
    )


@attack(
    "5.3", "The ratified file is made executable in the merge", server="GOV-108", client="GOV-108", verify="GOV-108"
)
def test_a_changed_mode(field: Field) -> Move:
    return merged(field, with_entry(field.alice, "100755", blob(field.alice, "x\n"), "x.txt"))


@attack(
    "5.4",
    "The ratified file becomes a symbolic link with the same bytes",
    server="GOV-108",
    client="GOV-108",
    verify="GOV-108",
)
def test_a_symlink(field: Field) -> Move:
    return merged(field, with_entry(field.alice, "120000", blob(field.alice, "x\n"), "x.txt"))


@attack(
    "5.5",
    "A .gitattributes that would have all checkouts changed comes along with the merge",
    server="GOV-108",
    client="GOV-108",
    verify="GOV-108",
)
def test_attributes(field: Field) -> Move:
    return merged(field, with_entry(field.alice, "100644", blob(field.alice, "* filter=evil\n"), ".gitattributes"))


@attack("5.6", "A submodule pointer is slipped into the merge", server="GOV-108", client="GOV-108", verify="GOV-108")
def test_a_submodule(field: Field) -> Move:
    return merged(field, with_entry(field.alice, "160000", field.alice.head("feature/z"), "vendor"))


@attack(
    "5.7",
    "A merge by `-s ours`: its tree is that of main, so that the ratified content counts as merged and is not",
    server="GOV-108",
    client="GOV-108",
    verify="GOV-108",
)
def test_the_tree_of_one_side(field: Field) -> Move:
    return merged(field, "main^{tree}")


@attack(
    "5.8",
    "A merge by `-s theirs`: its tree is that of the ratified branch, so that what main had since is gone",
    server="GOV-108",
    client="GOV-108",
    verify="GOV-108",
)
def test_the_tree_of_the_other_side(field: Field) -> Move:
    return merged(field, "feature/x^{tree}")


@attack(
    "5.9", "An extra commit is hidden under the ratified merge", server="GOV-101", client="GOV-101", verify="GOV-101"
)
def test_a_commit_below(field: Field) -> Move:
    alice = field.alice
    below = onto(alice, "main", tree=alice.tree("main", {"evil.txt": "evil\n"}))
    return Move({MAIN: alice.merge("feature/x", into=below)}, names=(below,))


@attack("5.10", "A commit rides on top of the ratified merge", server="GOV-101", client="GOV-101", verify="GOV-101")
def test_a_commit_on_top(field: Field) -> Move:
    alice = field.alice
    top = onto(alice, alice.merge("feature/x"), tree=alice.tree("feature/x", {"evil.txt": "evil\n"}))
    return Move({MAIN: top}, names=(top,))


@attack(
    "5.11",
    "An octopus merges what was ratified, and something else with it",
    server="GOV-114",
    client="GOV-114",
    verify="GOV-114",
)
def test_an_octopus(field: Field) -> Move:
    evil = field.alice.merge("feature/x", "feature/z", tree=field.alice.merge("feature/x") + "^{tree}")
    return Move({MAIN: evil}, names=(evil,))


@attack(
    "5.12",
    "A merge names an unratified head, and has exactly the ratified tree",
    server="GOV-101",
    client="GOV-101",
    verify="GOV-101",
)
def test_another_head_with_the_right_tree(field: Field) -> Move:
    alice = field.alice
    twin = onto(alice, "main~1", tree="feature/x^{tree}")
    evil = onto(alice, "main", twin, tree=alice.merge("feature/x") + "^{tree}")
    return Move({MAIN: evil}, names=(evil,))


@attack(
    "5.13",
    "The ratified branch merges main, so that the history of main becomes a side line (a foxtrot)",
    server="GOV-101",
    client="GOV-101",
    verify="GOV-101",
)
def test_a_foxtrot(field: Field) -> Move:
    evil = onto(field.alice, "feature/x", "main", tree=field.alice.merge("feature/x") + "^{tree}")
    return Move({MAIN: evil}, names=(evil,))


@attack(
    "5.14",
    "The ratified commit is cherry-picked instead of merged",
    server="GOV-101",
    client="GOV-101",
    verify="GOV-101",
)
def test_a_cherry_pick(field: Field) -> Move:
    picked = onto(field.alice, "main", tree=field.alice.merge("feature/x") + "^{tree}", message="Add x")
    return Move({MAIN: picked}, names=(picked,))


@attack(
    "5.15",
    "The ratified branch is squashed where the charter wants merges, with a trailer that names it",
    server="GOV-105",
    client="GOV-105",
    verify="GOV-105",
)
def test_a_squash(field: Field) -> Move:
    alice = field.alice
    message = f"Squash\n\nRatified-Head: {alice.head('feature/x')}"
    evil = onto(alice, "main", tree=alice.merge("feature/x") + "^{tree}", message=message)
    return Move({MAIN: evil}, names=(evil,))


@attack(
    "5.16",
    "A squash names the ratified head in its trailer and holds something else",
    server="GOV-108",
    client="GOV-108",
    verify="GOV-108",
)
def test_a_squash_of_something_else(field: Field) -> Move:
    alice = field.alice
    message = f"Squash\n\nRatified-Head: {alice.head('feature/r')}"
    tree = alice.tree(alice.merge("feature/r", into="origin/release/1"), {"evil.txt": "evil\n"})
    evil = onto(alice, "origin/release/1", tree=tree, message=message)
    return Move({"refs/heads/release/1": evil}, names=(evil,))


@attack("5.17", "What was merged is reverted without a decision", server="GOV-101", client="GOV-101", verify="GOV-101")
def test_a_revert(field: Field) -> Move:
    revert = onto(field.alice, "main", tree="main~1^{tree}", message='Revert "Merge feature/y"')
    return Move({MAIN: revert}, names=(revert,))


@attack(
    "5.18",
    "A commit that changes nothing, with the trailers of a decision, is put on main",
    server="GOV-105",
    client="GOV-105",
    verify="GOV-105",
)
def test_an_empty_commit_with_trailers(field: Field) -> Move:
    message = field.alice.git("log", "-1", "--format=%B", "main").stdout
    evil = onto(field.alice, "main", tree="main^{tree}", message=message)
    return Move({MAIN: evil}, names=(evil,))


@attack(
    "5.19",
    "A conflicting branch is merged with a resolution that nobody voted on",
    server="GOV-107",
    client="GOV-107",
    verify="GOV-107",
)
def test_a_resolution_that_nobody_named(field: Field) -> Move:
    alice = field.alice
    alice.git("switch", "--quiet", "--create", "clash", "main~1")
    alice.commit({"y.txt": "another\n"}, branch="clash")
    alice.git("switch", "--quiet", "main")
    field.carry("clash")
    field.bob.sync()
    evil = alice.merge("clash", tree="main^{tree}")
    return Move({MAIN: evil}, names=(evil,))


@attack(
    "5.20",
    "A merge driver that the repository's own attributes ask for makes a clean merge of a conflict",
    server="GOV-107",
    client="GOV-107",
    verify="GOV-107",
)
def test_a_driver_of_the_attributes(field: Field) -> Move:
    alice = field.alice
    alice.git("switch", "--quiet", "--create", "clash", "main~1")
    alice.commit({"y.txt": "another\n", ".gitattributes": "*.txt merge=union\n"}, branch="clash")
    alice.git("switch", "--quiet", "main")
    field.carry("clash")
    for place in (field.server / "info", alice.path / ".git" / "info", field.bob.path / ".git" / "info"):
        place.mkdir(exist_ok=True)
        (place / "attributes").write_text("*.txt merge=union\n", encoding="utf-8")
    field.bob.sync()
    tree = alice.tree("clash", {"y.txt": "y\nanother\n"})
    evil = alice.merge("clash", tree=tree)
    return Move({MAIN: evil}, names=(evil,))


@attack(
    "5.21",
    "A replacement on the server shows the clean merge in place of the evil one",
    server="GOV-108",
    client="GOV-108",
    verify="GOV-108",
)
def test_a_replacement_on_the_server(field: Field) -> Move:
    move = with_a_file(field)
    (evil,) = move.names
    clean = field.alice.merge("feature/x")
    field.alice.push(f"{evil}:refs/heads/aside/evil", f"{clean}:refs/heads/aside/clean", check=True)
    git("replace", evil, clean, cwd=field.server)
    field.bob.git("fetch", "--quiet")
    field.bob.git("-c", "core.hooksPath=/dev/null", "replace", evil, clean)
    return move


@attack(
    "5.22",
    "A graft file has a ratified head build on what a branch held, so that the branch moves sideways to it",
    server="GOV-102",
    client="GOV-102",
    verify="GOV-102",
)
def test_a_graft(field: Field) -> Move:
    """libgit2 believes grafts, so that it is not asked where there are any."""
    alice, tip = field.alice, field.at("release/1")
    head = alice.head("feature/r")
    alice.push(f"{head}:refs/heads/aside", check=True)
    for place in (field.server, field.bob.path / ".git", field.carol.path / ".git"):
        (place / "info").mkdir(exist_ok=True)
        (place / "info" / "grafts").write_text(f"{head} {tip}\n", encoding="utf-8")
    return Move({"refs/heads/release/1": head}, names=(tip, head), seen=True)


def ratified_too(field: Field) -> Clone:
    """Has feature/q carried into release/1, as feature/r is, and returns alice's clone; bob knows of it."""
    alice = field.alice
    alice.git("switch", "--quiet", "--create", "feature/q", "main")
    alice.commit({"q.txt": "q\n"})
    field.decide("merge", "feature/q", "--into", "release/1")
    field.bob.sync()
    return alice


@attack(
    "5.23",
    "An octopus, which the charter allows, brings in what nobody moved beside what was ratified",
    server="GOV-175",
    client="GOV-175",
    verify="GOV-175",
)
def test_an_octopus_with_an_unratified_head(field: Field) -> Move:
    alice = field.alice
    first = alice.merge("feature/r", into="origin/release/1")
    beside = onto(alice, "main~1", tree=alice.tree("main~1", {"evil.txt": "evil\n"}))
    evil = alice.merge("feature/r", beside, into="origin/release/1", tree=alice.merge(beside, into=first) + "^{tree}")
    return Move({"refs/heads/release/1": evil}, names=(evil,))


@attack(
    "5.24",
    "A file is slipped into an octopus of ratified heads",
    server="GOV-179",
    client="GOV-179",
    verify="GOV-179",
)
def test_an_octopus_with_a_file_more(field: Field) -> Move:
    alice = ratified_too(field)
    both = alice.merge("feature/q", into=alice.merge("feature/r", into="origin/release/1"))
    tree = alice.tree(both, {"evil.txt": "evil\n"})
    evil = alice.merge("feature/r", "feature/q", into="origin/release/1", tree=tree)
    return Move({"refs/heads/release/1": evil}, names=(evil,))
