"""What people write is shown, never interpreted: not by a terminal, not by git."""

import json

import pytest

from gitgov.chamber import clock
from gitgov.chamber.found import found
from gitgov.cli.text import clean, give
from gitgov.core.visible import acts
from gitgov.git.repository import open_repository
from gitgov.git.signers import find_signer
from tests.kit.field import Clone, Field

ANSI = "\x1b[2J\x1b]0;owned\x07"
BIDI = "user\u202egnp.exe\u202c"
HIDDEN = "\u200b\u2066\ufeff\u00ad\u2028"
LINES = "one\ntwo\r\x08\x7f\x85"
EVIL = ANSI + BIDI + HIDDEN + LINES
SHOWN = ("\x1b", "\u202e", "\u200b", "\u2066", "\ufeff", "\u2028", "\x07", "\r", "\x08", "\x7f", "\x85")

COMMANDS = (
    "gov status", "gov log", "gov verify", "gov why feature/x", "gov member list", "gov charter show", "motion list",
    "motion show", "vote status", "vote aye", "gov check main feature/x main",
)  # fmt: skip


def safe(text: str) -> None:
    assert [each for each in SHOWN if each in text] == [], text


@pytest.fixture
def clone(fresh: Field) -> Clone:
    """Returns alice's clone with a motion that carries evil text wherever text may stand."""
    name = fresh.alice.motion("adopt", "process", "-m", EVIL).stdout.split()[0]
    fresh.alice.motion("speak", name, "--for", "-m", EVIL)
    fresh.alice.vote("aye", name, "-m", EVIL)
    return fresh.alice


@pytest.mark.parametrize("line", COMMANDS)
def test_no_control_character_reaches_the_terminal(clone: Clone, line: str) -> None:
    program, *words = line.split()
    done = getattr(clone, program)(*words, check=False)
    safe(done.stdout + done.stderr)


def test_it_is_escaped_so_that_one_sees_it(clone: Clone) -> None:
    shown = clone.motion("show").stdout
    assert "\\u001b[2J" in shown
    assert "\\u202e" in shown


def test_the_debate_is_kept_verbatim(clone: Clone) -> None:
    value = json.loads(clone.motion("show", "--json").stdout)
    assert value["debate"][0]["text"] == EVIL
    assert value["ballots"][0]["reason"] == EVIL


def test_in_the_words_of_a_refusal(clone: Clone) -> None:
    for words in (("show", EVIL), ("merge", EVIL), ("release", EVIL)):
        done = clone.motion(*words, check=False)
        assert done.returncode in {1, 2}
        safe(done.stdout + done.stderr)


def test_a_branch_with_an_evil_name_in_what_the_server_says(fresh: Field) -> None:
    """Branch names in a motion are text: what people call it. The hooks speak to everybody who pushes."""
    alice = fresh.alice
    name = "evil\u202e\u200bname"
    alice.git("branch", name, "feature/x")
    alice.motion("merge", name)
    for who in (fresh.people.alice, fresh.people.bob, fresh.people.carol):
        alice.vote("nay", "--key", who.key_path)
    alice.motion("announce")
    alice.sync()
    done = alice.push(f"{alice.merge('feature/x')}:main")
    assert "GOV-112" in done.stderr
    safe(done.stderr)


def test_a_name_of_a_body(fresh: Field) -> None:
    """No command of ours proposes one; but the law reads it, and another program may have signed it."""
    text = fresh.alice.chamber().chain.charter.text
    evil = text.replace('name = "server"', 'name = "\\u001b[31m\\u202e"', 1)
    other = Clone(fresh.people.alice, fresh.root / "bob", fresh.transport)
    other.git("update-ref", "-d", "refs/notes/gov/charter")
    other.git("config", "--unset", "gov.genesis")
    signer = find_signer(str(other.who.key_path))
    found(open_repository(other.path), signer, evil, clock.now, founding=False)
    for words in (("status",), ("charter", "show"), ("member", "list")):
        safe(other.gov(*words).stdout)


def test_colour_only_for_a_terminal(clone: Clone) -> None:
    assert "\x1b[" not in clone.motion("list").stdout


@pytest.mark.parametrize("char", ["\n", "\t", "é", "漢", "👍", "ё", "“", "—"])
def test_ordinary_text_is_left_as_it_is(char: str) -> None:
    assert clean(f"a{char}b") == f"a{char}b"


def test_a_line_may_end_as_on_windows() -> None:
    assert clean("a\r\nb\rc\r\n") == "a\nb\\u000dc\n"


@pytest.mark.parametrize("char", SHOWN)
def test_characters_that_act_are_spelt_out(char: str) -> None:
    assert clean(f"a{char}b") == f"a\\u{ord(char):04x}b"


def test_json_reads_as_the_same_and_nothing_in_it_acts(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"größe \u009b": ["\u202e\u200d\x7f", "a\nb", EVIL, "\U000e0001\udcff", "é 中 😀"]}
    give(value)
    shown = capsys.readouterr().out
    assert json.loads(shown) == value
    assert [each for each in shown if each != "\n" and acts(each)] == []
    assert "é 中 😀" in shown
