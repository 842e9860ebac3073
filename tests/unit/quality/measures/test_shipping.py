"""Deployments in their places, worked out by hand on small histories."""

from collections.abc import Iterable, Mapping, Sequence

from gitgov.quality.measures.facts import DAY, FAILED, HOUR, Application, Deployment, Incident
from gitgov.quality.measures.failing import failures
from gitgov.quality.measures.history import history_of
from gitgov.quality.measures.reverting import reverts_in
from gitgov.quality.measures.shipping import (
    Delivery,
    Releases,
    delivered,
    tried,
    why_unplanned,
)
from tests.kit.commits import drawn

LINE = tuple(f"c{number} {f'c{number - 1}' if number else '-'} {number}" for number in range(10))


def deploy(commit: str, hour: float, **more: object) -> Deployment:
    """Returns a deployment that is called after its commit and hour."""
    return Deployment(f"{commit}@{hour:g}", commit, round(hour * HOUR), **more)  # type: ignore[arg-type]


def delivery(
    rows: Sequence[str],
    *deployments: Deployment,
    messages: Mapping[str, str] | None = None,
    fixes: Mapping[str, str] | None = None,
    incidents: Iterable[Incident] = (),
    touching: Iterable[str] | None = None,
) -> Delivery:
    history = history_of(rows[-1].split()[0], drawn(*rows, messages=messages, fixes=fixes))
    paths = None if touching is None else frozenset(touching)
    return delivered(history, Releases(Application("web"), deployments, tuple(incidents), paths), reverts_in(history))


def brought(found: Delivery) -> list[tuple[str, str, set[str]]]:
    return [(each.object, each.relation, {change.oid for change in each.changes}) for each in found.shipped]


def test_ranges_and_the_first_has_none() -> None:
    found = delivery(LINE, deploy("c2", 3), deploy("c5", 6), deploy("c6", 7))
    assert brought(found) == [
        ("c2@3", "first", set()),
        ("c5@6", "follows", {"c3", "c4", "c5"}),
        ("c6@7", "follows", {"c6"}),
    ]
    assert found.first_with("c4") == found.shipped[1]
    assert found.first_with("c1") == found.shipped[0]
    assert found.first_with("c9") is None


def test_merges_that_lie_between_two_deployments_are_not_lost_and_are_no_changes() -> None:
    rows = ["a - 0", "x a 1", "m a,x 2", "y m 3", "z m 3", "n m,y 4", "o n,z 5"]
    found = delivery(rows, deploy("a", 1), deploy("o", 6))
    assert brought(found)[1][2] == {"x", "y", "z"}


def test_a_rollback_and_the_same_again_bring_nothing_and_what_follows_brings_what_is_new() -> None:
    found = delivery(
        LINE, deploy("c2", 3), deploy("c5", 6), deploy("c2", 7), deploy("c2", 8), deploy("c2", 8.5, unplanned=True),
        deploy("c7", 9),
    )  # fmt: skip
    assert [each[:2] for each in brought(found)] == [
        ("c2@3", "first"),
        ("c5@6", "follows"),
        ("c2@7", "rollback"),
        ("c2@8.5", "again"),
        ("c7@9", "follows"),
    ]
    assert brought(found)[-1][2] == {"c6", "c7"}
    assert found.left == (("the commit that was there already", "c2@8"),)


class TestReports:
    def test_what_names_one_run_or_one_instant_is_one_deployment(self) -> None:
        at_once = deploy("c5", 6)._replace(object="more", unplanned=True)
        found = delivery(
            LINE, deploy("c2", 3), deploy("c5", 6), at_once, deploy("c6", 7, run="11"), deploy("c6", 8, run="11"),
            incidents=[Incident("i", "more", 9 * HOUR, 10 * HOUR)],
        )  # fmt: skip
        assert [(each.object, each.deployment.unplanned) for each in found.shipped] == [
            ("c2@3", False), ("c5@6", True), ("c6@7", False),
        ]  # fmt: skip
        assert {*found.left} == {("the same deployment, said once more", each) for each in ("more", "c6@8")}
        assert [each.shipped.object for each in failures(found)] == ["c5@6"]

    def test_one_that_failed_and_the_next_attempt_are_two_even_of_one_run(self) -> None:
        failed, done = deploy("c5", 6, result=FAILED, run="11"), deploy("c5", 7, run="11")
        found = delivery(LINE, deploy("c2", 3), failed, done)
        assert brought(found)[1:] == [("c5@6", "follows", set()), ("c5@7", "follows", {"c3", "c4", "c5"})]

    def test_one_that_failed_on_the_commit_that_was_there_counts_where_somebody_stepped_in(self) -> None:
        redeployed = deploy("c5", 8, result=FAILED, intervention=True)
        found = delivery(LINE, deploy("c2", 3), deploy("c5", 6), redeployed, deploy("c5", 9))
        (failed,) = failures(found)
        assert (failed.shipped.object, failed.inferred) == ("c5@8", False)
        assert tried(found) == {"c2@3", "c5@6", "c5@8"}

    def test_a_tag_says_again_what_a_record_of_its_commit_does_but_not_of_one_that_brings_it_back(self) -> None:
        tags = [deploy(commit, hour, tag=True) for commit, hour in (("c2", 2), ("c5", 5))]
        found = delivery(LINE, *tags, deploy("c2", 3), deploy("c5", 6))
        assert [each.object for each in found.shipped] == ["c2@3", "c5@6"]
        back = delivery(LINE, *tags, deploy("c2", 7, rollback=True))
        assert [each.object for each in back.shipped] == ["c2@2", "c5@5", "c2@7"]

    def test_an_incident_on_the_commit_that_was_there_already_is_a_deployment_that_failed(self) -> None:
        found = delivery(
            LINE, deploy("c5", 6), deploy("c5", 8), incidents=[Incident("i", "c5@8", 8 * HOUR, closed=9 * HOUR)]
        )
        assert [each.shipped.object for each in failures(found)] == ["c5@8"]


def test_one_that_was_not_carried_out_brings_nothing_and_the_next_brings_all() -> None:
    found = delivery(LINE, deploy("c2", 3), deploy("c4", 5, result=FAILED), deploy("c5", 6))
    assert brought(found)[1:] == [("c4@5", "follows", set()), ("c5@6", "follows", {"c3", "c4", "c5"})]


def test_lines_of_maintenance_and_one_that_contains_none_before() -> None:
    rows = ["a - 0", "b a 1", "f a 3", "c b 5", "g - 6", "m c,g 7", "n m,f 8"]
    found = delivery(rows, deploy("a", 0.5), deploy("b", 2), deploy("f", 4), deploy("c", 6), deploy("g", 7))
    assert brought(found) == [
        ("a@0.5", "first", set()),
        ("b@2", "follows", {"b"}),
        ("f@4", "beside", {"f"}),
        ("c@6", "beside", {"c"}),
        ("g@7", "apart", set()),
    ]


def test_what_the_first_had_is_no_change_of_a_later_one_on_whichever_way_it_comes() -> None:
    rows = ["a - 0", "b a 1", "g - 2", "m g,b 3", "n m 4"]
    found = delivery(rows, deploy("b", 1), deploy("g", 2), deploy("n", 5))
    assert brought(found) == [("b@1", "first", set()), ("g@2", "apart", set()), ("n@5", "follows", {"n"})]


def test_only_what_touches_the_paths_is_a_change_of_the_application() -> None:
    found = delivery(LINE, deploy("c2", 3), deploy("c5", 6), touching=["c4", "c1"])
    assert brought(found)[1][2] == {"c4"}


def test_a_tag_that_says_when_goes_before_one_that_does_not() -> None:
    found = delivery(LINE, deploy("c2", 2, tag=True, lossy=True), deploy("c2", 3, tag=True), deploy("gone", 4))
    assert [(each.object, each.deployment.lossy) for each in found.shipped] == [("c2@3", False)]
    assert found.left == (
        ("the same deployment, said once more", "c2@2"),
        ("its commit is not here", "gone@4"),
    )


class TestFailures:
    def test_an_incident_on_record_and_its_end_however_many_there_are(self) -> None:
        found = delivery(
            LINE,
            deploy("c2", 3),
            deploy("c5", 6),
            deploy("c6", 8),
            incidents=[
                Incident("i1", "c5@6", 7 * HOUR, closed=9 * HOUR),
                Incident("i2", "c5", 7 * HOUR, closed=10 * HOUR),
            ],
        )
        (failed,) = failures(found)
        assert (failed.shipped.object, failed.inferred, failed.recovered, failed.by) == ("c5@6", False, 10 * HOUR, "i2")

    def test_an_incident_names_the_last_deployment_of_a_commit_before_it(self) -> None:
        found = delivery(
            LINE, deploy("c5", 6), deploy("c6", 7), deploy("c5", 9), incidents=[Incident("i", "c5", 7 * HOUR, 8 * HOUR)]
        )
        assert [each.shipped.object for each in failures(found) if not each.inferred] == ["c5@6"]

    def test_a_record_that_somebody_had_to_step_in_and_a_trailer_that_names_the_incident(self) -> None:
        found = delivery(
            LINE,
            deploy("c2", 3),
            deploy("c5", 6),
            deploy("c7", 9),
            deploy("c8", 10),
            incidents=[Incident("i1", "c5@6", 7 * HOUR)],
            fixes={"c8": "i1"},
        )
        (failed,) = failures(found)
        assert (failed.recovered, failed.by, failed.again) == (10 * HOUR, "c8@10", False)
        stepped_in = delivery(LINE, deploy("c2", 3, intervention=True))
        assert [(each.inferred, each.recovered) for each in failures(stepped_in)] == [(False, None)]

    def test_a_rollback_is_inferred_and_mends(self) -> None:
        found = delivery(LINE, deploy("c2", 3), deploy("c5", 6), deploy("c2", 7))
        (failed,) = failures(found)
        assert (failed.shipped.object, failed.inferred, failed.recovered) == ("c5@6", True, 7 * HOUR)

    def test_a_rollback_on_record_tells_that_what_was_not_carried_out_had_to_be_mended(self) -> None:
        broken = deploy("c5", 6, result=FAILED)
        found = delivery(LINE, deploy("c2", 3), broken, deploy("c2", 7, rollback=True))
        (failed,) = failures(found)
        assert (failed.shipped.object, failed.inferred, failed.recovered) == ("c5@6", True, 7 * HOUR)
        assert tried(found) == {"c2@3", "c5@6", "c2@7"}
        assert failures(delivery(LINE, deploy("c2", 3), broken, deploy("c6", 7))) == ()

    def test_what_was_not_carried_out_is_mended_by_the_next_attempt(self) -> None:
        found = delivery(LINE, deploy("c2", 3), deploy("c5", 6, result=FAILED, intervention=True), deploy("c5", 7))
        (failed,) = failures(found)
        assert (failed.recovered, failed.by, failed.again) == (7 * HOUR, "c5@7", True)

    def test_a_revert_soon_after_is_inferred_and_one_long_after_or_in_the_same_is_not(self) -> None:
        rows, undo = LINE[:7], {"c6": "Out\n\nThis reverts commit c4.", "c4": "X"}
        undo["c6"] = 'Revert "X"'
        soon = delivery(rows, deploy("c2", 3), deploy("c5", 6), deploy("c6", 7), messages=undo)
        (failed,) = failures(soon)
        assert (failed.shipped.object, failed.inferred, failed.by) == ("c5@6", True, "c6@7")
        late = delivery(rows, deploy("c2", 3), deploy("c5", 6), deploy("c6", 7 + 7 * DAY / HOUR), messages=undo)
        assert failures(late) == ()
        together = delivery(rows, deploy("c2", 3), deploy("c6", 7), messages=undo)
        assert failures(together) == ()

    def test_what_failed_itself_mends_nothing(self) -> None:
        found = delivery(
            LINE,
            deploy("c2", 3),
            deploy("c5", 6),
            deploy("c7", 8),
            deploy("c8", 9),
            incidents=[Incident("i1", "c5@6", 7 * HOUR, fixed_by="c7"), Incident("i2", "c7@8", 9 * HOUR)],
        )
        assert [(each.shipped.object, each.by) for each in failures(found)] == [("c5@6", "c8@9"), ("c7@8", "")]


def test_rework_is_recorded_or_inferred() -> None:
    rows, undo = LINE[:8], {"c5": "X", "c6": 'Revert "X"'}
    found = delivery(
        rows,
        deploy("c2", 3),
        deploy("c5", 6),
        deploy("c6", 7),
        deploy("c7", 8, unplanned=True),
        messages=undo,
        fixes={"c4": "i1"},
    )
    assert [why_unplanned(found, each) for each in found.shipped] == ["", "recorded", "inferred", "recorded"]
