"""A profile says all of it, or which field is wrong and how it is mended."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.advice.profile import FORMATS, Profile, Use, cost, read_profile, why_not_url
from gitgov.chamber.profiles import parse_profile
from gitgov.core.errors import BadInput
from tests.house.source import ROOT

GOOD: dict[str, Any] = {
    "format": "openai",
    "url": "https://api.example.org/v1",
    "model": "m",
    "credential": {"env": "KEY"},
}
EXAMPLES = sorted((ROOT / "examples/profiles").glob("*.toml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_each_example_is_a_profile(path: Any) -> None:
    profile = parse_profile(path.stem, path.read_bytes(), path.name)
    assert profile.name == path.stem


def test_the_examples_show_every_field_and_every_way_to_a_key() -> None:
    profiles = [parse_profile(path.stem, path.read_bytes(), path.name) for path in EXAMPLES]
    shown = set().union(*(each.model_fields_set for each in profiles))
    assert set(Profile.model_fields) - shown == {"state"}
    assert {name for each in profiles for name in each.credential.model_fields_set} == {
        "env",
        "file",
        "command",
        "none",
    }
    assert {each.format for each in profiles} == set(FORMATS)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"url": None}, "url: it is missing"),
        ({"model": None}, "model: it is missing"),
        ({"format": None}, "format: it is missing"),
        ({"credential": None}, "credential: it is missing"),
        ({"format": "azure"}, "format: "),
        ({"credential": {}}, "credential: name exactly one of env, file, command and none, not 0"),
        ({"credential": {"env": "A", "file": "/x"}}, "not 2"),
        ({"credential": {"none": False}}, "credential.none"),
        ({"credential": {"env": "A B"}}, "credential.env"),
        ({"credential": {"command": "pass show x"}}, "credential.command"),
        ({"credential": {"key": "sk-1"}}, "credential.key"),
        ({"url": "http://api.example.org/v1"}, "in the clear"),
        ({"url": "https://k:v@api.example.org/v1"}, "a key has no place in it"),
        ({"url": "https://api.example.org/v1?key=1"}, "it has a query"),
        ({"url": "ftp://x"}, "it is none of https"),
        ({"url": "https://"}, "it is none of https"),
        ({"api_base": "https://x"}, "api_base: there is no such field"),
        ({"name": "x"}, "the file's own name"),
        ({"temperature": 0.2}, "temperature"),
        ({"temperature": "3"}, "temperature"),
        ({"seed": "7"}, "seed"),
        ({"deadline": 0}, "deadline"),
        ({"max_output": 1}, "max_output"),
        ({"prices": {"input": 0.4, "output": "1"}}, "prices.input"),
        ({"prices": {"input": "0.4"}}, "prices.output: it is missing"),
        ({"budget": {"month": {"money": "1"}}}, "budget.month.money: it says nothing without prices"),
        ({"budget": {"day": {}}}, "budget.day"),
        ({"state": "here"}, "state"),
    ],
)
def test_each_fault_is_named_with_its_field(change: dict[str, Any], said: str) -> None:
    table = {name: value for name, value in {**GOOD, **change}.items() if value is not None}
    with pytest.raises(BadInput) as error:
        read_profile("p", table, "p.toml")
    assert said in error.value.what
    assert error.value.remedy


def test_a_key_that_is_written_into_a_profile_is_not_said_again() -> None:
    with pytest.raises(BadInput) as error:
        read_profile("p", {**GOOD, "credential": {"env": "sk-very secret"}}, "p.toml")
    assert "very" not in error.value.what + error.value.remedy


@pytest.mark.parametrize("name", ["", "A", "a b", "../a", ".a", "a/b", "a" * 65])
def test_a_name_is_a_word(name: str) -> None:
    with pytest.raises(BadInput):
        read_profile(name, GOOD, "p.toml")


@given(st.text())
def test_whatever_is_written_as_a_url_is_refused_or_goes_to_one_host_in_secret(url: str) -> None:
    if not why_not_url(url):
        assert url.startswith(("https://", "http://127.0.0.1", "http://localhost", "http://[::1]"))


def test_the_price_is_exact_and_unknown_stays_unknown() -> None:
    priced = read_profile("p", {**GOOD, "prices": {"input": "0.1", "output": "0.3"}}, "p.toml")
    assert cost(priced, Use(1, 1)) == Fraction(4, 10**7)
    assert cost(priced, Use(None, 1)) is None
    assert cost(read_profile("p", GOOD, "p.toml"), Use(1, 1)) is None


def test_none_is_sent_where_none_is_said() -> None:
    profile = read_profile("p", {**GOOD, "seed": "none", "temperature": "none"}, "p.toml")
    assert (profile.seed, profile.temperature) == (None, None)
    assert Profile.model_validate(profile.model_dump(mode="json")) == profile


def test_the_digest_is_of_what_decides_an_answer() -> None:
    first = read_profile("p", GOOD, "p.toml")
    same = read_profile(
        "p", {**GOOD, "credential": {"env": "OTHER"}, "prices": {"input": "1", "output": "1"}, "deadline": 9}, "p.toml"
    )
    assert first.digest() == same.digest()
    for change in (
        {"url": "https://b.example.org"},
        {"model": "n"},
        {"seed": 1},
        {"temperature": "1"},
        {"max_output": 99},
    ):
        assert read_profile("p", {**GOOD, **change}, "p.toml").digest() != first.digest()
    assert read_profile("q", GOOD, "p.toml").digest() != first.digest()
