"""Coverage, counted: the same run as three tools' formats tell it, thresholds met exactly, and what is no data."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.errors import BadInput
from gitgov.quality import sources
from gitgov.quality.reading import Excluded, Reading, Sample

VECTORS = Path(__file__).parents[2] / "vectors/quality/sources"


def read(name: str, content: bytes | str) -> tuple[Reading, Reading]:
    lines, branches = sources.read(name, content.encode() if isinstance(content, str) else content)
    return lines, branches


def cobertura(covered: int, valid: int, rate: str = "1") -> str:
    return f'<coverage lines-covered="{covered}" lines-valid="{valid}" line-rate="{rate}"/>'


@pytest.mark.parametrize(
    ("name", "file"),
    [("cobertura", "cobertura.xml"), ("lcov", "lcov-coveragepy.info"), ("coveragepy", "coveragepy.json")],
)
def test_one_run_is_the_same_in_each_format_of_coverage_py(name: str, file: str) -> None:
    """20 statements, 13 ran; 4 branches, 2 taken: counted in the source by hand. `percent_covered` there says 62.5."""
    lines, branches = read(name, (VECTORS / file).read_bytes())
    assert (lines.value, lines.part, lines.n) == (Fraction(65), 13, 20)
    assert (branches.value, branches.part, branches.n) == (Fraction(50), 2, 4)
    assert [each.value for each in lines.samples] == [65]
    assert [each.why for each in lines.excluded] == ["nothing to cover"]


@pytest.mark.parametrize(("name", "file"), [("cobertura", "cobertura-gcovr.xml"), ("lcov", "lcov.info")])
def test_one_run_is_the_same_as_gcovr_and_lcov_tell_it(name: str, file: str) -> None:
    lines, branches = read(name, (VECTORS / file).read_bytes())
    assert (lines.part, lines.n, branches.part, branches.n) == (1, 5, 1, 4)
    assert [(each.object.rpartition("/")[2], each.value) for each in lines.samples] == [
        ("a.h", Fraction(0)),
        ("m.c", Fraction(100)),
    ]


def test_a_threshold_of_80_is_met_by_counts_and_not_by_what_was_rounded() -> None:
    assert read("cobertura", cobertura(799, 1000))[0].value == Fraction("79.9")
    assert read("cobertura", cobertura(800, 1000))[0].value == 80
    nearly = read("cobertura", cobertura(79_996, 100_000, "0.8"))[0]
    assert nearly.value == Fraction("79.996")
    assert nearly.value < 80


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        ("0.799", Fraction("79.9")),
        ("0.8", 80),
        ("1.0", 100),
        ("0", 0),
        ("0.66666666666666666", Fraction("66.666666666666")),
    ],
)
def test_a_rate_alone_is_taken_as_it_is_stated(rate: str, expected: Fraction) -> None:
    found = read("cobertura", f'<coverage line-rate="{rate}"/>')[0]
    assert (found.value, found.n, found.part, found.method) == (expected, 1, None, "as stated, rounded")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cobertura", cobertura(0, 0)),
        ("cobertura", '<coverage line-rate="1"><packages/></coverage>'),
        ("cobertura", "<coverage><packages/></coverage>"),
        ("lcov", "TN:\n"),
        ("lcov", "SF:a\nend_of_record\n"),
        ("coveragepy", '{"totals": {"covered_lines": 0, "num_statements": 0, "percent_covered": 100.0}, "files": {}}'),
    ],
)
def test_nothing_to_cover_is_no_data(name: str, content: str) -> None:
    for each in read(name, content):
        assert (each.value, each.n) == (None, 0)


def test_without_counts_at_the_root_lines_count_once_however_often_they_are_listed() -> None:
    """As Java's inner classes and methods repeat lines: one that ran anywhere has run."""
    line = '<line number="{}" hits="{}"/>'.format
    outer = f'<class filename="A"><methods><method><lines>{line(1, 0)}</lines></method></methods><lines>{line(1, 0)}{line(2, 0)}</lines></class>'
    inner = f'<class filename="A"><lines>{line(1, 1)}{line(3, 1)}{line(3, 0)}</lines></class>'
    found = read(
        "cobertura",
        f'<coverage line-rate="0.5"><packages><package><classes>{outer}{inner}</classes></package></packages></coverage>',
    )[0]
    assert (found.part, found.n, found.samples) == (2, 3, (Sample(Fraction(200, 3), "A"),))


def test_records_of_one_file_are_united() -> None:
    """As `lcov -a` would: two tests that ran one file."""
    text = "TN:a\nSF:x.c\nDA:1,1\nDA:2,0\nend_of_record\nTN:b\nSF:x.c\nDA:1,0\nDA:2,0,sum\nDA:3,007\nend_of_record\n"
    assert read("lcov", text)[0][2:4] == (Fraction(200, 3), 3)


def test_a_record_that_only_states_its_counts_is_taken_by_them() -> None:
    found = read("lcov", "SF:x.c\r\nLF:10\r\nLH:4\r\nend_of_record\r\nSF:y.c\nDA:1,0\nLF:99\nLH:99\nend_of_record\n")[0]
    assert (found.part, found.n) == (4, 11)


def test_files_with_nothing_to_cover_are_left_out_by_name() -> None:
    summaries = {"b.py": (0, 0), "a.py": (1, 2)}
    files = ", ".join(
        f'"{name}": {{"summary": {{"covered_lines": {ran}, "num_statements": {of}}}}}'
        for name, (ran, of) in summaries.items()
    )
    found = read("coveragepy", f'{{"files": {{{files}}}, "totals": {{"covered_lines": 1, "num_statements": 2}}}}')[0]
    assert (found.value, found.excluded) == (Fraction(50), (Excluded("nothing to cover", ("b.py",)),))


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ('<coverage line-rate="80%"/>', "line-rate of coverage is not a number"),
        (
            '<coverage line-rate="0"><class filename="a.py"><line number="3" hits="x"/></class></coverage>',
            "hits='x' of line 3 of 'a.py' is no whole number",
        ),
    ],
)
def test_a_number_of_cobertura_that_is_none_is_told_with_its_place(content: str, where: str) -> None:
    with pytest.raises(BadInput, match=where):
        read("cobertura", content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cobertura", cobertura(2, 1)),
        ("cobertura", '<coverage line-rate="1.2"/>'),
        ("cobertura", '<coverage line-rate="80%"/>'),
        ("cobertura", '<coverage lines-valid="-1" lines-covered="0"/>'),
        ("lcov", "SF:a\nDA:1,1\n"),
        ("lcov", "SF:a\nSF:b\nend_of_record\n"),
        ("lcov", "TN:\nend_of_record\n"),
        ("lcov", "SF:a\nDA:1\nend_of_record\n"),
        ("lcov", "SF:a\nDA:1,-4\nend_of_record\n"),
        ("lcov", "SF:a\nLF:x\nend_of_record\n"),
        ("lcov", "SF:a\nLF:1\nLH:2\nend_of_record\n"),
        ("lcov", "SF:a\nsomething else\nend_of_record\n"),
        ("coveragepy", '{"totals": {"covered_lines": 1.5, "num_statements": 2}}'),
        ("coveragepy", '{"totals": {"covered_lines": true, "num_statements": 2}}'),
        ("coveragepy", '{"totals": {"covered_lines": 3, "num_statements": 2}}'),
        ("coveragepy", '{"totals": {"covered_lines": 1}}'),
        ("coveragepy", '{"totals": {"covered_lines": 1, "num_statements": 2}, "files": {"a": {}}}'),
    ],
)
def test_counts_that_cannot_be_and_files_cut_off_are_refused(name: str, content: str) -> None:
    with pytest.raises(BadInput):
        read(name, content)


@given(st.dictionaries(st.text("abc", min_size=1), st.lists(st.booleans(), max_size=6), max_size=5))
def test_lcov_and_cobertura_agree_on_any_run_and_stay_between_0_and_100(files: dict[str, list[bool]]) -> None:
    records = [
        f"SF:{name}\n" + "".join(f"DA:{at},{hit:d}\n" for at, hit in enumerate(run)) + "end_of_record\n"
        for name, run in files.items()
    ]
    classes = [
        f'<class filename="{name}"><lines>'
        + "".join(f'<line number="{at}" hits="{hit:d}"/>' for at, hit in enumerate(run))
        + "</lines></class>"
        for name, run in files.items()
    ]
    found = read("lcov", "TN:\n" + "".join(records))[0]
    assert (
        found
        == read(
            "cobertura",
            f"<coverage><packages><package><classes>{''.join(classes)}</classes></package></packages></coverage>",
        )[0]
    )
    assert (found.value is None) == (not any(files.values()))
    assert found.value is None or 0 <= found.value <= 100
