"""The table of sources: what is recognised, what is refused, and what each row promises."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.amounts import parse_amount, show_amount
from gitgov.core.errors import BadInput
from gitgov.core.visible import clean
from gitgov.quality import sources
from gitgov.quality.reading import UNITS, Reading
from gitgov.quality.sources.documented import BY_US
from gitgov.quality.sources.timings import REGRESSION

VECTORS = Path(__file__).parents[2] / "vectors/quality/sources"
FILES = {
    path.name: path.read_bytes()
    for path in sorted(VECTORS.iterdir())
    if path.suffix in {".xml", ".json", ".sarif", ".info", ".txt"}
}
FORMATS = {
    "bandit.sarif": "sarif",
    "cobertura-gcovr.xml": "cobertura",
    "cobertura.xml": "cobertura",
    "coveragepy.json": "coveragepy",
    "docstr-coverage.txt": "docstr-coverage",
    "hyperfine.json": "hyperfine",
    "interrogate.txt": "interrogate",
    "junit-edges.xml": "junit",
    "junit-pytest.xml": "junit",
    "junit-rerun.xml": "junit",
    "junit-tags.xml": "junit",
    "lcov-coveragepy.info": "lcov",
    "lcov.info": "lcov",
    "pip-audit-skipped.json": "pip-audit",
    "pip-audit.json": "pip-audit",
    "pytest-benchmark.json": "pytest-benchmark",
    "ruff.sarif": "sarif",
}


def promised(name: str, found: tuple[Reading, ...]) -> None:
    """Asserts what holds of the readings of any file."""
    gives = sources.SOURCES[name].gives
    assert [(each.metric, each.unit) for each in found] == [(each.name, each.unit) for each in gives]
    for each in found:
        assert each.value is not None or each.n == 0
        assert each.part is None or each.value is None or each.value * each.n == 100 * each.part
        assert list(each.samples) == sorted(each.samples, key=lambda sample: (sample.at, sample.object, sample.value))
        shown = [
            *(sample.object for sample in each.samples),
            *(text for out in each.excluded for text in (out.why, *out.objects)),
        ]
        assert all(text == clean(text) and not {"\n", "\t"} & {*text} for text in shown)
        assert all(out.objects for out in each.excluded)


def test_every_file_that_a_tool_wrote_is_recognised() -> None:
    assert {name: sources.recognised(content) for name, content in FILES.items()} == FORMATS


def test_every_format_has_a_file_here_but_ours() -> None:
    assert sources.SOURCES.keys() - {*FORMATS.values()} == {"records"}


@pytest.mark.parametrize("name", FORMATS)
def test_a_reading_for_each_metric_of_the_row_that_a_record_can_hold(name: str) -> None:
    found = sources.read(FORMATS[name], FILES[name])
    promised(FORMATS[name], found)
    values = [value for each in found for value in (each.value, *(sample.value for sample in each.samples))]
    assert all(parse_amount(show_amount(value)) == value for value in values if value is not None)


def test_every_file_of_a_format_has_its_row() -> None:
    folder = Path(sources.__file__).parent
    assert len(sources.SOURCES) == sum("\nROW = " in path.read_text("utf-8") for path in folder.glob("*.py"))


def test_every_metric_has_a_unit_and_a_definition_for_people() -> None:
    metrics = [REGRESSION, BY_US, *(each for row in sources.SOURCES.values() for each in row.gives)]
    for each in metrics:
        assert each.unit in UNITS
        assert each.definition[0].isupper()
        assert each.definition.endswith(".")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nothing in particular",
        b"<report/>",
        b'<coverage generated="1"><project/></coverage>',  # Clover
        b'{"results": [], "errors": []}',
        b"{}",
        b"\x89PNG\r\n",
    ],
)
def test_what_is_not_recognised_is_told_what_formats_there_are(content: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        sources.recognised(content)
    assert "UTF-8" in caught.value.remedy or all(name in caught.value.remedy for name in sources.SOURCES)


def test_what_could_be_two_is_not_guessed() -> None:
    both = b'{"benchmarks": [], "totals": {"covered_lines": 1, "num_statements": 2}}'
    with pytest.raises(BadInput, match="could be coveragepy or pytest-benchmark"):
        sources.recognised(both)
    assert sources.read("coveragepy", both)[0].value == 50


def test_a_file_of_another_format_than_it_is_called_is_refused() -> None:
    with pytest.raises(BadInput, match="this is not an LCOV tracefile"):
        sources.read("lcov", FILES["cobertura.xml"])
    with pytest.raises(BadInput, match="no format is called 'clover'"):
        sources.read("clover", FILES["cobertura.xml"])


@given(st.data())
def test_a_file_of_a_tool_that_was_changed_is_read_or_refused(data: st.DataObject) -> None:
    content = FILES[data.draw(st.sampled_from(sorted(FILES)))]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = min(len(content), start + data.draw(st.integers(0, 30)))
        content = content[:start] + data.draw(st.binary(max_size=8) | st.just(content[start:end] * 2)) + content[end:]
    try:
        name = sources.recognised(content)
        found = sources.read(name, content)
    except BadInput:
        return
    promised(name, found)


@given(st.permutations(range(6)), st.data())
def test_the_order_of_records_changes_nothing(order: list[int], data: st.DataObject) -> None:
    cases = [f'<testcase classname="a" name="t{each}" time="0.{each}"/>' for each in range(5)]
    cases.append('<testcase classname="a" name="bad" time="1"><failure/></testcase>')
    whole = [
        b"".join((b"<testsuite>", "".join(cases[at] for at in way).encode(), b"</testsuite>"))
        for way in (range(6), order)
    ]
    assert sources.read("junit", whole[0]) == sources.read("junit", whole[1])
