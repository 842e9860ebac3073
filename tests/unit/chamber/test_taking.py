"""Measurements put on record: on a chart, what one measurer records within one second keeps its order."""

from fractions import Fraction
from pathlib import Path

from gitgov.chamber import clock
from gitgov.chamber.acts import find_actor
from gitgov.chamber.metrics import read_metrics
from gitgov.chamber.series import series_of
from gitgov.chamber.taking import Sourced, charted_rows, record
from gitgov.quality.reading import Reading
from tests.kit.field import Field, Fields
from tests.kit.servers import File


def chart(field: Field) -> None:
    field.settle("define", "size", "--unit", "s", "--chart", "xmr")


def test_points_of_one_second_are_in_the_order_in_which_they_were_recorded(fields: Fields, tmp_path: Path) -> None:
    field = fields.grown(tmp_path / "charted", File(), chart)
    alice, now = field.alice, clock.now() + 60
    names = list[str]()
    for place in range(6):
        oid, chamber = alice.commit({"f": f"{place}\n"}, branch="work"), alice.chamber(lambda: now)
        reading = Reading("size", "s", Fraction(place), 1, "one observation", (), ())
        rows = charted_rows(chamber, [Sourced(reading)], oid)
        names.append(record(chamber, find_actor(chamber, str(alice.who.key_path)), oid, rows).id)
        assert [each.after for each in rows] == [names[-2] if place else ""]
    series = series_of(read_metrics(alice.chamber()).taken, "size", "s")
    assert [each.record for each in series] == names
    assert {each.at for each in series} == {now}


def test_what_the_clock_tells_apart_names_nothing(fields: Fields, tmp_path: Path) -> None:
    field = fields.grown(tmp_path / "charted", File(), chart)
    alice, now = field.alice, clock.now() + 60
    for place in range(2):
        oid, chamber = alice.commit({"f": f"{place}\n"}, branch="work"), alice.chamber(lambda: now + place)  # noqa: B023 - used at once
        rows = charted_rows(chamber, [Sourced(Reading("size", "s", Fraction(place), 1, "one", (), ()))], oid)
        record(chamber, find_actor(chamber, str(alice.who.key_path)), oid, rows)
        assert [each.after for each in rows] == [""]
