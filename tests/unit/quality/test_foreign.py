"""Bytes of others: XML that expands or fetches, JSON that readers differ about, and more of anything than can be right."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.errors import BadInput
from gitgov.quality.sources import foreign
from gitgov.quality.sources.foreign import Element, Records, exact, parse

LAUGHS = (
    b"""<?xml version="1.0"?><!DOCTYPE testsuite [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><testsuite name="&b;"/>"""
)
OUTSIDE = b"""<!DOCTYPE testsuite [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite>&x;</testsuite>"""
PARAMETER = b"""<!DOCTYPE testsuite [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]><testsuite/>"""
DEFAULTS = (
    b"""<!DOCTYPE testsuite [<!ATTLIST testcase name CDATA "said by nobody">]><testsuite><testcase/></testsuite>"""
)
ONLY_NAMED = (
    b"""<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd"><coverage>&x;</coverage>"""
)


@pytest.mark.parametrize("content", [LAUGHS, OUTSIDE, PARAMETER, DEFAULTS, ONLY_NAMED])
def test_xml_expands_and_fetches_nothing(content: bytes) -> None:
    with pytest.raises(BadInput, match=r"entities|a DTD of its own"):
        parse(content)


def test_a_dtd_that_is_only_named_is_let_pass() -> None:
    found = parse(ONLY_NAMED.replace(b"&x;", b"<packages/>"))
    assert found == Element("coverage", {}, [Element("packages", {}, [])])


def test_a_namespace_does_not_hide_a_name() -> None:
    found = parse(b'<x:testsuite xmlns:x="urn:x" name="a"/>')
    assert found == Element("testsuite", {"name": "a"}, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_xml_says_its_own_encoding(encoding: str) -> None:
    name = "utf-16" if encoding == "utf-16" else encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{name}"?><testsuite name="Prüfung"/>'
    found = parse(text.encode(encoding))
    assert isinstance(found, Element)
    assert found.attributes == {"name": "Prüfung"}


@pytest.mark.parametrize(
    "content",
    [
        b"<testsuite>",
        b"<a/><b/>",
        b'<?xml version="1.0" encoding="no-such"?><a/>',
        b'<?xml version="1.0" encoding="shift_jis"?><a/>',
        b"<a>" * 101 + b"</a>" * 101,
        b'{"a": 1, "a": 2}',
        b'[{"a": {"b": 1, "b": 1}}]',
        b"[" * 100_000,
        b"[1, 2",
        b"[NaN]",
        b"[-Infinity]",
        b"[1e41]",
        b"[1e-999999999]",
        b"[" + b"9" * 41 + b"]",
        b'{"a": 1}\n{"a": ',
        b'{"a": "\xff"}',
        b"TN:\xff",
    ],
)
def test_what_is_broken_or_means_two_things_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        parse(content)
    assert "\n" not in caught.value.what
    assert caught.value.remedy


def test_more_than_can_be_right_is_refused_before_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match="larger than 64 MiB"):
        parse(b" " * (foreign.MOST_BYTES + 1))
    monkeypatch.setattr(foreign, "MOST_PARTS", 10)
    monkeypatch.setattr(foreign, "MOST_ELEMENTS", 10)
    assert parse(b"[1,1,1,1,1,1,1,1,1,1]") == [1] * 10
    with pytest.raises(BadInput, match="more than 10 values"):
        parse(b"[1,1,1,1,1,1,1,1,1,1,1]")
    with pytest.raises(BadInput, match="more than 10 elements"):
        parse(b"<a>" + b"<b/>" * 10 + b"</a>")


def test_json_lines_are_records() -> None:
    assert parse(b'{"a": 1}\n\n{"a": 2.50}\n') == Records([{"a": 1}, {"a": Fraction(5, 2)}])


@given(st.integers(-(10**18), 10**18), st.integers(0, 10**12 - 1))
def test_numbers_of_json_stay_as_they_are_written(whole: int, part: int) -> None:
    text = f"{whole}.{part:012d}"
    expected = Fraction(text)
    assert parse(f"[{text}, {whole}]".encode()) == [expected, whole]
    assert exact(f"{text}e-3") == expected / 1000
