"""CI runs, deployments and incidents on record: rates by hand, and every member that is wrong is named."""

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.errors import BadInput
from gitgov.core.instants import parse_instant
from gitgov.quality import sources
from gitgov.quality.reading import Excluded, Reading, Sample
from gitgov.quality.sources.recorded import CiRun, Deployment, Incident

OID = "0123456789abcdef0123456789abcdef0123456{}".format
TEN = parse_instant("2026-11-20T10:00:00Z")


def run(at: int = 0, **said: Any) -> dict[str, Any]:
    finished = f"2026-11-20T10:{at:02}:30Z"
    return {"kind": "ci-run", "commit": OID(1), "result": "success", "attempt": at + 1, "finished": finished, **said}


def deployment(**said: Any) -> dict[str, Any]:
    return {
        "kind": "deployment",
        "service": "shop",
        "commit": OID(2),
        "result": "success",
        "finished": "2026-11-20T10:00:00Z",
        **said,
    }


def incident(**said: Any) -> dict[str, Any]:
    return {"kind": "incident", "id": "I-1", "deployment": OID(2), "opened": "2026-11-20T10:00:00Z", **said}


def content(*records: Any) -> bytes:
    return json.dumps([*records]).encode()


def read(*records: Any) -> dict[str, Reading]:
    return {each.metric: each for each in sources.read("records", content(*records))}


def test_19_of_20_builds() -> None:
    found = read(*[run(each) for each in range(19)], run(19, result="failure"))["build_success_rate"]
    assert (found.value, found.part, found.n, found.unit) == (Fraction(95), 19, 20, "%")
    assert found.samples[-1] == Sample(found.samples[-1].value, f"{OID(1)} attempt 20", TEN + 19 * 60 + 30)
    assert found.samples[-1].value == 0


def test_a_run_again_is_a_run_and_what_was_cancelled_is_none() -> None:
    found = read(run(0, result="failure"), run(1), run(2, result="cancelled"), run(3, result="skipped"))[
        "build_success_rate"
    ]
    assert (found.part, found.n) == (1, 2)
    assert found.excluded == (
        Excluded("cancelled", (f"{OID(1)} attempt 3",)),
        Excluded("skipped", (f"{OID(1)} attempt 4",)),
    )


def test_the_median_of_an_even_number_lies_between() -> None:
    starts = [run(each, started=f"2026-11-20T10:{each:02}:{20 - each:02}Z") for each in range(4)]
    found = read(*starts, run(4))["build_duration"]
    assert (found.value, found.n) == (Fraction("11.5"), 4)
    assert found.excluded == (Excluded("its start is not known", (f"{OID(1)} attempt 5",)),)


def test_what_ends_after_the_latest_instant_is_left_out() -> None:
    read_until = sources.read("records", content(run(0), run(1), deployment(finished="2026-11-20T10:01:00Z")), TEN + 30)
    builds, durations, deployed = read_until
    assert (builds.part, builds.n, deployed.value) == (1, 1, None)
    assert builds.excluded == (Excluded("of a time that is yet to come", (f"{OID(1)} attempt 2",)),)
    assert [len(each.objects) for each in durations.excluded] == [1]


def test_no_records_are_no_data() -> None:
    assert sources.recognised(b"[]") == "records"
    assert [each.value for each in read().values()] == [None] * 3
    assert [each.value for each in read(incident()).values()] == [None] * 3


def test_deployments_that_succeeded() -> None:
    ended = [deployment(id=f"D-{each}", result=each) for each in ("success", "failure", "cancelled")]
    found = read(*ended)["deployment_success_rate"]
    assert (found.part, found.n, found.excluded) == (1, 2, (Excluded("cancelled", ("D-cancelled",)),))


def test_the_records_themselves_with_what_is_meant_where_nothing_is_said() -> None:
    lines = b"\n".join(
        json.dumps(each).encode() for each in (incident(), deployment(started=None), run(name=None, attempt=None))
    )
    assert sources.recognised(lines) == "records"
    found = sources.read_records(lines)
    own = f"shop production {OID(2)} 2026-11-20T10:00:00Z"
    assert found.runs == (CiRun("", OID(1), 1, "success", None, TEN + 30),)
    assert found.deployments == (Deployment(own, "shop", "production", OID(2), "success", None, TEN, True, "", False),)
    assert found.incidents == (Incident("I-1", "", OID(2), TEN, None, ""),)


def test_one_record_alone_is_a_file() -> None:
    assert sources.read_records(json.dumps(run()).encode()).runs[0].commit == OID(1)


def test_what_is_said_twice_counts_once_and_what_is_said_otherwise_is_refused() -> None:
    assert read(run(), run())["build_success_rate"].n == 1
    with pytest.raises(BadInput, match="record 2 says other than record 1"):
        read(run(), run(result="failure"))
    with pytest.raises(BadInput, match="record 2 says other than record 1"):
        read(deployment(id="D"), deployment(id="D", service="other"))


@pytest.mark.parametrize(
    ("record", "what"),
    [
        ({"kind": "build"}, "of no kind that is known here"),
        ({"kind": ["ci-run"]}, "of no kind that is known here"),
        (run(comit=OID(1)), "a member that a ci-run does not: 'comit'"),
        (run(result="ok"), "result of record 1 is none of success"),
        (run(result=None), "result of record 1 is missing"),
        (run(commit="main"), "commit of record 1 is no whole object id"),
        (run(commit=OID(1)[:12]), "commit of record 1 is no whole object id"),
        (run(attempt=True), "attempt of record 1"),
        (run(attempt=1.5), "attempt of record 1"),
        (run(finished=None), "finished of record 1 is missing"),
        (run(finished="2026-11-20 10:00"), "not an instant"),
        (run(started="2026-11-21T10:00:00Z"), "finished of record 1 is before started"),
        (deployment(planned="yes"), "planned of record 1 is neither true nor false"),
        (deployment(environment=" "), "environment of record 1"),
        (incident(id=None), "id of record 1 is missing"),
        (incident(opened=None), "opened of record 1 is missing"),
        (incident(closed="2026-11-19T10:00:00Z"), "closed of record 1 is before opened"),
        (incident(fixed_by="x"), "fixed_by of record 1 is no whole object id"),
    ],
)
def test_what_is_not_of_the_schema_is_refused_by_its_place(record: dict[str, Any], what: str) -> None:
    with pytest.raises(BadInput, match=what):
        read(record)


@given(st.lists(st.sampled_from(["success", "failure", "cancelled", "skipped"]), max_size=8), st.randoms())
def test_order_changes_nothing_and_what_is_left_out_changes_no_rate(results: list[str], order: Any) -> None:
    records = [run(at, result=result) for at, result in enumerate(results)]
    shuffled = [*records]
    order.shuffle(shuffled)
    assert read(*records) == read(*shuffled)
    counted = read(*[each for each in records if each["result"] in {"success", "failure"}])["build_success_rate"]
    assert read(*records)["build_success_rate"]._replace(excluded=()) == counted
    assert counted.value is None or 0 <= counted.value <= 100
