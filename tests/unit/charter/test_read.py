"""Reading a charter: every mistake has its line and what to do about it; a charter without mistakes is read exactly."""

from __future__ import annotations

import tracemalloc
from base64 import b64encode
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.charter.across import KINDS
from gitgov.charter.read import LARGEST, mistakes, read
from gitgov.core.errors import BadInput
from gitgov.core.ratio import parse_threshold
from tests.kit.charters import DAY, HOUR, chaired, pub, team
from tests.kit.people import signing_key
from tests.kit.softkeys import rsa_blob

GOOD = f"""\
name = "a body"
version = 1
presiding = "automatic"

[rules]
threshold = "majority"
quorum = "> 1/2"

[rules.release]
ayes = 2
hold = "1d"

[[branches]]
name = "main"
methods = ["merge"]

[[tags]]
name = "v*"
roles = ["release"]

[members.alice]
keys = ["{pub("alice")}"]
roles = ["release", "editor"]

[members.bob]
keys = [
  "{pub("bob")}",
  "{pub("bob's other key")}",
]
"""
ALICES = 'roles = ["release", "editor"]'


def line_with(text: str, part: str) -> int:
    lines = text.split("\n")
    found = [line for line in lines if line.startswith(part)] or [line for line in lines if part in line]
    return lines.index(found[0]) + 1


@dataclass(frozen=True)
class Bad:
    """What to replace in the good charter, the line that must be named (by a part of it), and words of it."""

    old: str
    new: str
    line: str | int
    says: tuple[str, ...]

    @property
    def text(self) -> str:
        assert GOOD.count(self.old) == 1, self.old
        return GOOD.replace(self.old, self.new)

    @property
    def number(self) -> int:
        return self.line if isinstance(self.line, int) else line_with(self.text, self.line)


def threshold(written: str) -> Bad:
    return Bad('threshold = "majority"', f'threshold = "{written}"', "threshold", ("rules.threshold", "two-thirds"))


def key(line: str) -> Bad:
    return Bad(f'keys = ["{pub("alice")}"]', f'keys = ["{line}"]', "keys = [", ("members.alice.keys.0",))


BAD = {
    "no TOML: an unclosed text": Bad('"a body"', '"a body', 1, ("not TOML",)),
    "no TOML: an unclosed list": Bad('methods = ["merge"]', 'methods = ["merge"', "[[tags]]", ("not TOML",)),
    "no TOML: a key twice": Bad("version = 1", "version = 1\nversion = 2", "version = 2", ("not TOML",)),
    "no TOML: a member twice": Bad("[members.bob]", "[members.alice]", 25, ("not TOML",)),
    "no TOML: a bare word": Bad("version = 1", "version = one", "version = one", ("not TOML",)),
    "a number of thousands of digits": Bad("version = 1", f"version = {'1' * 5_000}", 2, ("cannot be read", "shorter number")),
    "lists without end": Bad("version = 1", f"version = {'[' * 5_000}{']' * 5_000}", 2, ("cannot be read", "brackets")),
    "no name": Bad('name = "a body"\n', "", 1, ("name", "missing", "add it")),
    "no version": Bad("version = 1\n", "", 1, ("version", "missing", "add it")),
    "an empty name": Bad('"a body"', '""', 1, ("name", "is empty", "write at least")),
    "an endless name": Bad('"a body"', f'"{"x" * 201}"', 1, ("name", "more than 200", "shorten it")),
    "an unknown entry": Bad("version = 1", 'version = 1\nquorom = "1"', "quorom", ("quorom", "no such entry", "spelling")),
    "an unknown rule": Bad("ayes = 2", "eyes = 2", "eyes", ("rules.release.eyes", "no such entry")),
    "an unknown kind of motion": Bad("[rules.release]", "[rules.realease]", "[rules.realease]", ("rules.realease",)),
    "an unknown entry of a member": Bad(ALICES, 'rolls = ["release"]', "rolls", ("members.alice.rolls",)),
    "a version in quotes": Bad("version = 1", 'version = "1"', "version", ("version", "without quotes")),
    "a version of 0": Bad("version = 1", "version = 0", "version", ("version", "below 1", "write 1 or more")),
    "a version with a point": Bad("version = 1", "version = 1.0", "version", ("version", "whole number")),
    "a version that is true": Bad("version = 1", "version = true", "version", ("version",)),
    "a version beyond all bounds": Bad("version = 1", "version = 1000001", "version", ("version", "write 1000000 or less")),
    "a rule without quotes": Bad('quorum = "> 1/2"', "quorum = 2", "quorum", ("rules.quorum", "quotes")),
    "a switch in quotes": Bad("ayes = 2", 'second = "true"', "second", ("rules.release.second", "true or false")),
    "a switch as a number": Bad("ayes = 2", "second = 1", "second", ("rules.release.second", "true or false")),
    "ayes below 0": Bad("ayes = 2", "ayes = -1", "ayes", ("rules.release.ayes", "write 0 or more")),
    "a threshold as a percentage": threshold("51%"),
    "a threshold as a float": threshold("> 0.5"),
    "a threshold of nothing": threshold("> 0/1"),
    "a threshold by zero": threshold("> 1/0"),
    "a threshold that nobody can meet": threshold("> 1/1"),
    "a quorum that is no share": Bad('quorum = "> 1/2"', 'quorum = "most"', "quorum", ("rules.quorum", "fraction")),
    "a quorum below 0": Bad('quorum = "> 1/2"', 'quorum = "-1"', "quorum", ("rules.quorum",)),
    "a basis that there is not": Bad("ayes = 2", 'basis = "all"', "basis", ("rules.release.basis", "membership")),
    "a period without a unit": Bad('hold = "1d"', 'hold = "1"', "hold", ("rules.release.hold", "72h")),
    "a period in words": Bad('hold = "1d"', 'hold = "one day"', "hold", ("rules.release.hold", "72h")),
    "a period without end": Bad('hold = "1d"', 'hold = "99999w"', "hold", ("rules.release.hold", "ten years")),
    "presiding by nobody we know": Bad('"automatic"', '"king"', "presiding", ("presiding", "automatic", "write one of these")),
    "a chair whom nobody is": Bad('"automatic"', '"chair"', "presiding", ("presiding", "chair", "give it to a member")),
    "a releaser whom nobody is": Bad(ALICES, "", 'roles = ["release"]', ("tags.0.roles", "give a member")),
    "a merge method that there is not": Bad('["merge"]', '["cherry-pick"]', "methods", ("branches.0.methods.0", "squash")),
    "no merge method": Bad('["merge"]', "[]", "methods", ("branches.0.methods", "is empty", "name at least 1")),
    "a branch pattern with a blank": Bad('name = "main"', 'name = "ma in"', "ma in", ("branches.0.name",)),
    "a branch pattern that leads up": Bad('name = "main"', 'name = "a..b"', "a..b", ("branches.0.name",)),
    "a branch pattern that is an option": Bad('name = "main"', 'name = "--all"', "--all", ("branches.0.name",)),
    "a tag pattern that is a lock": Bad('name = "v*"', 'name = "v.lock"', "v.lock", ("tags.0.name",)),
    "a branch without a name": Bad('name = "main"\n', "", "[[branches]]", ("branches.0.name", "missing")),
    "a member in capitals": Bad("[members.bob]", "[members.Bob]", "[members.Bob]", ("members.Bob: not a member's name", "use a-z")),
    "a member who reads as another": Bad("[members.bob]", '[members."alicе"]', '"alicе"', ("not a member's name",)),
    "a role in capitals": Bad(ALICES, 'roles = ["release", "Chair"]', "Chair", ("not a role",)),
    "a standing that there is not": Bad(ALICES, 'standing = "away"', "away", ("standing", "retired", "write one of these")),
    "a member without keys": Bad(f'keys = ["{pub("alice")}"]', "keys = []", "keys = []", ("members.alice.keys",)),
    "a member without the entry of keys": Bad(f'keys = ["{pub("alice")}"]\n', "", "[members.alice]", ("missing",)),
    "keys that are one text": Bad(f'["{pub("alice")}"]', f'"{pub("alice")}"', "keys", ("members.alice.keys",)),
    "a key that is none": key("AAAA"),
    "a key of a file": key("~/.ssh/id_ed25519.pub"),
    "a private key": key("-----BEGIN OPENSSH PRIVATE KEY-----"),
    "a key too short": key("ssh-rsa " + b64encode(rsa_blob(65_537, 2**1023 + 1)).decode()),
    "another's key": Bad(f'"{pub("bob")}"', f'"{pub("alice")}"', 26, ("is alice's key too",)),
    "more ayes than members": Bad("ayes = 2", "ayes = 3", "ayes", ("rules.release.ayes", "only 2", "lower it")),
    "a quorum beyond the members": Bad('quorum = "> 1/2"', 'quorum = "3"', "quorum", ("rules.quorum", "only 2")),
    "nobody at all": Bad(GOOD[GOOD.index("[members.alice]") :], "", 1, ("members", "missing")),
    "a table for a list of branches": Bad("[[branches]]", "[branches]", "[branches]", ("branches", "is no list", "[[branches]]")),
    "beyond all bounds": Bad("version = 1", "version = 1 #" + "x" * LARGEST, 2, ("characters", "shorten it")),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_mistake_is_named_with_its_line(bad: Bad) -> None:
    found = mistakes(bad.text)
    assert found
    fitting = [each for each in found if all(part in str(each) for part in bad.says)]
    assert fitting, [str(each) for each in found]
    assert fitting[0].line == bad.number
    assert all(each.remedy and "[key]" not in each.what and "Input" not in each.what for each in found)
    with pytest.raises(BadInput) as caught:
        read(bad.text)
    assert f"charter line {found[0].line}: " in caught.value.what
    assert "git gov charter check" in caught.value.remedy


def test_the_good_charter_has_no_mistakes() -> None:
    assert mistakes(GOOD) == ()


def test_every_mistake_is_found_in_order_of_lines() -> None:
    text = GOOD.replace("version = 1", "version = 0").replace("ayes = 2", "eyes = 2").replace('"main"', '"ma in"')
    found = mistakes(text)
    assert [each.line for each in found] == [line_with(text, part) for part in ("version", "eyes", "ma in")]
    with pytest.raises(BadInput, match=r"line 2: .*and 2 more"):
        read(text)


def test_mistakes_across_entries_are_found_together() -> None:
    """The good charter, with a chair nobody is, too many ayes, and bob with alice's key."""
    text = GOOD.replace('"automatic"', '"chair"').replace("ayes = 2", "ayes = 9").replace(pub("bob"), pub("alice"), 1)
    assert [each.what.split(":")[0] for each in mistakes(text)] == [
        "presiding",
        "rules.release.ayes",
        "members.bob.keys.0",
    ]


def test_a_mistake_in_one_entry_hides_none_between_others() -> None:
    """A switch in quotes, bob with alice's key, a quorum of 7, and a chair nobody is."""
    text = GOOD.replace('"automatic"', '"chair"').replace('"> 1/2"', '"7"').replace("ayes = 2", 'early = "yes"')
    found = mistakes(text.replace(pub("bob"), pub("alice"), 1))
    assert [each.what for each in found] == [
        'presiding: nobody active holds the role "chair"',
        "rules.quorum: asks for 7, but only 2 can vote on any motion",
        "rules.release.early: is neither true nor false",
        "members.bob.keys.0: is alice's key too",
    ]


@pytest.mark.parametrize(
    ("top", "rest", "says"),
    [
        ("members = [1, 2]", "", "members: is no table; write [members.NAME] above each"),
        ("members = 3", "", "members: is no table; write [members.NAME] above each"),
        ("members = {}", "", "members: is empty; name at least 1"),
        ("members = { alice = 3 }", "", "members.alice: is no table; write [members.alice] above its entries"),
        ('rules = "strict"', "", "rules: is no table; write [rules] above its entries"),
        ("", '[rules]\nmerge = "strict"', "rules.merge: is no table; write [rules.merge] above its entries"),
        ("branches = [1]", "", "branches.0: is no table; write [[branches]] above each"),
        ("tags = 1", "", "tags: is no list; write [[tags]] above each"),
        ("", "[members.alice]\nkeys = 1", "members.alice.keys: is no list; write it in square brackets: [...]"),
    ],
)
def test_what_is_of_another_shape(top: str, rest: str, says: str) -> None:
    text = f'name = "x"\nversion = 1\n{top}\n{rest}\n'
    assert says in [str(each) for each in mistakes(text)]


def test_one_mistake_is_named_once() -> None:
    """A common number holds for every kind of motion that has none of its own."""
    common = team("a", "b", "c", quorum="4", ayes=9).but(special={"release": {"quorum": "5"}, "charter": {"ayes": 1}})
    assert [each.what for each in mistakes(common.text)] == [
        "rules.quorum: asks for 4, but only 3 can vote on merge and architecture and process and charter and main and choose and elect and sprint and increment motions",
        "rules.ayes: asks for 9, but only 3 can vote on merge and release and architecture and process and main and sprint and increment motions",
        "rules.release.quorum: asks for 5, but only 3 can vote on release motions",
    ]


def test_nobody_is_active_on_the_line_of_the_first_member() -> None:
    text = GOOD.replace(ALICES, 'standing = "retired"').replace('roles = ["release"]', "")
    text = text.replace("[members.bob]", '[members.bob]\nstanding = "retired"')
    (found,) = [each for each in mistakes(text) if "nobody is active" in each.what]
    assert found.line == line_with(text, "[members.alice]")


@pytest.mark.parametrize("nested", ["[" * 900 + "]" * 900, "[\n" * 900 + "]" * 900, "{a=" * 900 + "1" + "}" * 900])
def test_brackets_without_end_are_named_with_their_line(nested: str) -> None:
    (found,) = mistakes(f"# [[[[\nname = '[['\nx = {nested}\n[members.alice]\n")
    assert found.line == 3 + (899 if "\n" in nested else 0)
    assert found.remedy


@pytest.mark.parametrize("mark", ['"""', "'''"])
def test_what_a_text_of_several_lines_holds_is_no_entry(mark: str) -> None:
    remark = "[members.alice]\nkeys = []\n[members]\n"
    text = GOOD.replace('"a body"', f"{mark}\n{remark}{mark}").replace(f'keys = ["{pub("alice")}"]', "keys = []")
    found = [each for each in mistakes(text) if each.what.startswith("members.alice.keys")]
    assert [each.line for each in found] == [
        text.rindex("keys = []") and text.count("\n", 0, text.rindex("keys = []")) + 1
    ]


RETIRED = team("alice", "bob", "carol").but(retired=("bob", "carol"))


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        (team("alice").but(retired=("alice",)), "nobody is active"),
        (chaired("alice", "bob").but(retired=("alice",)), 'nobody active holds the role "chair"'),
        (RETIRED.but(rules={"quorum": "2"}), "asks for 2, but only 1"),
        (RETIRED.but(special={"charter": {"ayes": 2}}), "rules.charter.ayes: asks for 2"),
        (RETIRED.but(tags={"v*": ("release",)}, roles={"bob": ("release",)}), "nobody active holds the role"),
        # The mover does not vote: of three members, two can.
        (team("alice", "bob", "carol", mover_votes=False, ayes=3), "asks for 3"),
        (team("alice", "bob", "carol", mover_votes=False, quorum="3"), "asks for 3"),
        (team("alice", "bob", "carol").but(special={"release": {"mover_votes": False, "ayes": 3}}), "asks for 3"),
        (team("alice", "bob", "carol", ayes=3).but(special={"release": {"mover_votes": False}}), "asks for 3"),
    ],
)  # fmt: skip
def test_retired_members_and_movers_who_do_not_vote_do_not_count(draft: object, says: str) -> None:
    found = mistakes(draft.text)  # type: ignore[attr-defined]
    assert any(says in str(each) for each in found), [str(each) for each in found]


def test_a_retired_member_keeps_the_name_and_the_key() -> None:
    charter = read(RETIRED.text)
    assert charter.electorate == {"alice"}
    assert set(charter.people) == {"alice", "bob", "carol"}
    assert sorted(charter.owners.values()) == ["alice", "bob", "carol"]


def test_defaults() -> None:
    rules = read(team("alice").text).rules
    assert set(rules) == set(KINDS)
    merge = rules["merge"]
    assert (str(merge.threshold), merge.basis, str(merge.quorum), merge.quorum_basis) == (
        "a majority", "cast", "a majority", "present",
    )  # fmt: skip
    assert (merge.ayes, merge.second, merge.debate, merge.notice, merge.lazy, merge.hold) == (0, False, 0, 0, 0, 0)
    assert (merge.poll, merge.early, merge.change_ballots, merge.reasons) == (7 * DAY, True, True, False)
    assert (merge.mover_votes, merge.mover_releases) == (True, True)


def test_what_a_kind_leaves_out_comes_from_the_common_rules() -> None:
    draft = team("a", "b", "c", poll="2d", second=True, quorum="2").but(
        special={"charter": {"threshold": ">= 3/4", "second": False, "poll": "0s"}}
    )
    rules = read(draft.text).rules
    assert (rules["merge"].poll, rules["charter"].poll) == (2 * DAY, 0)
    assert (rules["merge"].second, rules["charter"].second) == (True, False)
    assert (rules["merge"].quorum, rules["charter"].quorum) == (2, 2)
    assert (rules["merge"].threshold, rules["charter"].threshold) == (
        parse_threshold("majority"), parse_threshold(">= 3/4"),
    )  # fmt: skip


def test_the_text_is_kept_byte_for_byte() -> None:
    text = GOOD.replace("\n\n", "\n# a remark: é\n\n")
    assert read(text).text == text


def test_periods_of_the_whole_body() -> None:
    charter = read(GOOD.replace("version = 1", 'version = 1\nabsence = "36h"\nclock_skew = "0s"'))
    assert (charter.absence, charter.clock_skew) == (36 * HOUR, 0)
    assert (read(GOOD).absence, read(GOOD).clock_skew) == (3 * DAY, 300)


ENDLESS = {
    "a table in a table in a table": f"[{'a.' * 3_000}a]",
    "a key of parts": f"{'a.' * 3_000}a = 1",
    "a key of parts in quotes": f'{""" "a" .""" * 3_000} "a" = 1',
    "a key of parts within a table within": "x = { " + "a." * 3_000 + "a = 1 }",
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_endless_keys_take_no_more_memory_than_their_length_is_worth(text: str) -> None:
    """The reader of TOML keeps every beginning of a key; a member's motion, or a stranger's genesis, must not use that."""
    tracemalloc.start()
    try:
        assert mistakes(text)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1_000 * len(text)


@given(st.data())
def test_a_charter_with_one_character_changed_is_read_or_its_mistake_is_named(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(GOOD) - 1))
    text = GOOD[:at] + data.draw(st.text(max_size=2)) + GOOD[at + data.draw(st.integers(0, 9)) :]
    found = mistakes(text)
    assert all(1 <= each.line <= text.count("\n") + 1 for each in found)
    if found:
        with pytest.raises(BadInput):
            read(text)
    else:
        assert read(text).text == text


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert mistakes(text)


def test_the_keys_of_this_file_are_those_of_the_cast() -> None:
    assert read(GOOD).people["alice"].keys[0].blob.endswith(signing_key("alice").public_key().public_bytes_raw())  # type: ignore[index]


ASKED = """methods = ["merge"]
[[branches.requires]]
paths = [".gitmodules", "adr/"]
kind = "architecture"
[[branches.requires]]
paths = ["ci/*.yml"]
kind = "process"
"""


class TestRequirements:
    def test_they_are_read_in_order(self) -> None:
        row = read(GOOD.replace('methods = ["merge"]\n', ASKED)).branches[0]
        assert [(each.paths, each.kind) for each in row.requires] == [
            ((".gitmodules", "adr/"), "architecture"),
            (("ci/*.yml",), "process"),
        ]
        assert read(GOOD).branches[0].requires == ()

    @pytest.mark.parametrize(
        ("wrong", "right", "said"),
        [
            ('"ci/*.yml"', '"/ci"', "branches.0.requires.1.paths.0: not a path within the repository: '/ci'"),
            ('"process"', '"merge"', "branches.0.requires.1.kind: is none of 'architecture' or 'process'"),
            ('["ci/*.yml"]', "[]", "branches.0.requires.1.paths: is empty"),
        ],
    )
    def test_a_mistake_has_its_place(self, wrong: str, right: str, said: str) -> None:
        text = GOOD.replace('methods = ["merge"]\n', ASKED).replace(wrong, right)
        (found,) = mistakes(text)
        assert found.what.startswith(said)
        assert right in text.splitlines()[found.line - 1]

    def test_a_single_table_is_told_how_to_be_written(self) -> None:
        text = GOOD.replace('name = "main"\n', 'name = "main"\nrequires = "adr/"\n')
        assert [str(each) for each in mistakes(text)] == [
            "branches.0.requires: is no list; write [[branches.requires]] above each"
        ]
