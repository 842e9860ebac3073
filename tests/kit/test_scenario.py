"""The language of scenarios: what is not in it is said in one message, and all that is in it is documented."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from gitgov.procedure.motions import MOTIONS
from tests.house.source import ROOT
from tests.kit.scenario import FIRST_WORDS, Stage, read
from tests.kit.vocabulary import EXPECTATIONS, LINES, PHASES, README, SAID, SETTINGS, UNITS, VERBS, fields_of

TEXT = (ROOT / README).read_text(encoding="utf-8")
SPANS = re.findall(r"`([^`\n]+)`", TEXT)
ROW = re.compile(r"^\| `\w+` \| (?:`\w+`)? \| ", re.MULTILINE)


def told(folder: Path, *lines: str) -> str:
    """Returns what is said of a scenario with these lines, the first of which is the fourth of its file."""
    path = folder / "strange.md"
    path.write_text("\n".join(["### X1 Strange", "RONR 1:1", "", *(f"    {line}" for line in lines)]), encoding="utf-8")
    (scenario,) = read(path)
    with pytest.raises(AssertionError) as found:
        scenario.play()
    return str(found.value)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Zoe moves M", ("'Zoe' is not known", "assembly", "Ch, A, B")),
        ("A mvoes M", ("'mvoes' is not known", "moves", "seconds")),
        ("A", ("what does A do?",)),
        ("assembly membres=9", ("'membres' is not known", "members, present")),
        ("assembly chair", ("chair=VALUE",)),
        ("A moves M: mian x", ("kind of motion 'mian' is not known", "main", "appeal")),
        ("A moves M: main txet=x", ("the field of main 'txet' is not known; known are: text",)),
        ("A moves M: adjourn now", ("adjourn has no words",)),
        ("A seconds M", ("the name 'M' is not known", "none yet")),
        ("= expecting M", ("'expecting' is not known", "pending, nothing")),
        ("wait soon", ("'soon' is no time", "7d")),
        ("A moves", ("words are missing",)),
        ('A moves M: main "x', ("No closing quotation",)),
        ("= quorum many", ("'many' is no number",)),
    ],
)
def test_what_is_not_in_the_language_is_said_with_what_is(tmp_path: Path, line: str, said: tuple[str, ...]) -> None:
    message = told(tmp_path, line)
    assert message.startswith(f"{tmp_path}/strange.md:4: {line}: ")
    assert all(each in message for each in said), message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("= M carired", ("'carired' is not known", "carried, enacted")),
        ("= M is amned", ("kind of motion 'amned' is not known",)),
        ("vote M 60-0", ("more votes than members present",)),
        ("vote M six", ("'six' is no number",)),
        ("assembly members=3", ("stands before all that is done",)),
        ("Ch rules M nonsense", ("not well taken",)),
        ("B moves P: amend strike=x insert=y on N", ("the name 'N' is not known; known are: M",)),
    ],
)
def test_so_it_is_once_something_is_pending(tmp_path: Path, line: str, said: tuple[str, ...]) -> None:
    message = told(tmp_path, "bring A M", line)
    assert message.startswith(f"{tmp_path}/strange.md:5: {line}: ")
    assert all(each in message for each in said), message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("## X1 Strange\n", ":1: '## X1 Strange': a scenario begins with ### NUMBER TITLE"),
        ("    A moves M\n", ":1: '    A moves M': it stands before the first"),
        ("### X1 Strange\n\n  A moves M\n", ":3: '  A moves M': lines that are played are indented by four spaces"),
        (
            "### X1 Strange\n```\n",
            ":2: '```': lines that are played are indented by four spaces, and stand in no fence",
        ),
    ],
)
def test_a_line_that_is_none_of_a_scenario_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "strange.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(said)):
        list(read(path))


def test_every_word_of_the_language_is_documented() -> None:
    words = {word for span in SPANS for word in re.split(r"[\s=:,]+", span)}
    phrases = {*SPANS, *(" ".join(span.split()[2:]) for span in SPANS)}
    single = [*LINES[:-1], *VERBS, *EXPECTATIONS, *SETTINGS, *UNITS]
    assert [word for word in single if word not in words] == []
    assert [phrase for phrase in PHASES if phrase not in phrases] == []
    assert [said for said in SAID if not any(f" {said} " in span for span in SPANS)] == []


def test_every_kind_is_documented_with_its_fields() -> None:
    assert [row for kind in MOTIONS if (row := row_of(kind)) not in TEXT.splitlines()] == []
    assert len(ROW.findall(TEXT)) == len(MOTIONS)


def row_of(kind: str) -> str:
    """Returns the line of the README's table for a kind of motion."""
    first = next((each for each in FIRST_WORDS["text"] if each in MOTIONS[kind].question.model_fields), "")
    others = " ".join(f"`{each}`" for each in fields_of(kind) if each != first)
    return f"| `{kind}` | {f'`{first}`' if first else ''} | {others} |"


def test_every_verb_is_something_that_members_do() -> None:
    does = [
        name
        for name, method in inspect.getmembers(Stage, inspect.isfunction)
        if [*inspect.signature(method).parameters][:2] == ["self", "actor"]
        and [*inspect.signature(method).parameters][2:] in (["words"], ["_words"])
    ]
    assert sorted(does) == sorted(f"_{verb.replace('-', '_')}" for verb in VERBS)
