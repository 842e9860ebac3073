"""Proofs: the same file from every clone, and none that proves anything else than what was decided."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gitgov.chamber.prove import prove
from gitgov.chamber.proven import Proven, examine, why_not_asked
from gitgov.chamber.reads import find_matter
from gitgov.core.errors import BadInput
from gitgov.core.ids import EventId, Oid
from gitgov.ledger.admission import LARGEST_OF_ALL
from gitgov.ledger.proof import LARGEST, GitObject, Proof, read, write
from tests.kit.field import Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.repo import git
from tests.kit.servers import File

ONE_PROOF = [HealthCheck.function_scoped_fixture]  # nothing changes it
LATER = 4_000_000_000
METHODS = '[[branches]]\nname = "main"\nmethods = ["merge", "squash", "fast-forward"]\n[[tags]]\nname = "v*"\n'


def enacted(field: Field) -> None:
    field.carry("feature/x")
    field.alice.gov("enact", "feature/x", "--push", "origin")
    field.bob.sync()
    field.bob.git("fetch", "--quiet", "origin")


@pytest.fixture
def merged(fields: Fields, tmp_path: Path) -> Field:
    return fields.grown(tmp_path / "field", File(), enacted)


@pytest.fixture
def proof(merged: Field) -> Proof:
    return proof_of(merged.alice, "feature/x")


def release(field: Field) -> None:
    field.decide("release", "v1.0", "main")
    field.alice.gov("enact", "v1.0", "--push", "origin")


def proof_of(clone: Clone, word: str) -> Proof:
    chamber = clone.chamber()
    return prove(chamber, find_matter(chamber, word))


def codes(found: Proven) -> set[str]:
    return {each.code for each in found.problems}


def test_a_merge_is_proven_with_what_it_let_in(merged: Field, proof: Proof) -> None:
    found = examine(read(write(proof)), LATER)
    assert (found.problems, found.objection, found.phase) == ((), None, "enacted")
    (brought,) = found.brought
    assert brought.record.new == merged.at("main")
    assert brought.how.startswith("it merges the ratified head")
    assert not [*why_not_asked(found, proof.genesis, merged.at("main"))]


def test_every_clone_writes_the_same_file(merged: Field, proof: Proof) -> None:
    assert write(proof_of(merged.bob, "feature/x")) == write(proof)


def test_what_is_still_to_be_decided_is_not_proven(fresh: Field) -> None:
    fresh.alice.motion("merge", "feature/x")
    with pytest.raises(BadInput, match="still to be decided"):
        proof_of(fresh.alice, "feature/x")


@pytest.mark.parametrize("method", ["squash", "fast-forward"])
def test_other_methods_are_told_apart(fields: Fields, people: People, tmp_path: Path, method: str) -> None:
    field = fields.carried(tmp_path / "field", File(), charter_of(people, METHODS))
    field.alice.gov("enact", "feature/x", "--push", "origin", "--method", method)
    (brought,) = examine(proof_of(field.alice, "feature/x"), LATER).brought
    said = {"squash": "as a squash makes one", "fast-forward": "it is the ratified head itself"}[method]
    assert said in brought.how


class TestReleases:
    @pytest.fixture
    def released(self, fields: Fields, tmp_path: Path) -> Field:
        return fields.grown(tmp_path / "field", File(), release)

    def test_the_signed_tag_is_judged_without_a_repository(self, released: Field) -> None:
        found = examine(proof_of(released.alice, "v1.0"), LATER)
        (brought,) = found.brought
        assert found.problems == ()
        assert "it is the tag v1.0 on the ratified commit" in brought.how

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            (lambda data: data.replace(b"\ntag v1.0\n", b"\ntag v1.1\n"), "GOV-122"),
            (lambda data: data.replace(data[7:47], b"0" * 40, 1), "GOV-123"),
            (lambda data: data.partition(b"-----BEGIN")[0], "GOV-124"),
            (lambda data: data.replace(b"\n\n", b"\n\nAnd more. ", 1), "GOV-124"),
        ],
    )
    def test_another_tag_is_not_the_one_that_was_ratified(
        self, released: Field, change: Callable[[bytes], bytes], code: str
    ) -> None:
        proof = proof_of(released.alice, "v1.0")
        tag = next(each for each in proof.objects if each.kind == "tag")
        others = tuple(each for each in proof.objects if each is not tag)
        found = examine(proof._replace(objects=(*others, tag._replace(data=change(tag.data)))), LATER)
        assert codes(found) == {"GOV-231", code}


class TestForgeries:
    def test_an_object_under_another_id(self, proof: Proof) -> None:
        bad = tuple(each._replace(data=each.data + b"\n") for each in proof.objects)
        assert "GOV-231" in codes(examine(proof._replace(objects=bad), LATER))

    def test_a_merge_of_something_else(self, merged: Field, proof: Proof) -> None:
        """A member may put anything on record; the object shows what it is."""
        first = git("rev-parse", "main~1", cwd=merged.alice.path).stdout.strip()
        data = next(each.data for each in proof.objects if each.oid == merged.at("main"))
        other = data.replace(merged.alice.head("feature/x").encode(), first.encode())
        objects = (GitObject(Oid(merged.at("main")), "commit", other),)
        assert "GOV-232" in codes(examine(proof._replace(objects=objects), LATER))

    def test_a_nay_left_out(self, fields: Fields, tmp_path: Path) -> None:
        field = fields.founded(tmp_path / "field", File())
        field.decide("merge", "feature/x", choice="nay")
        proof = proof_of(field.alice, "feature/x")
        assert examine(proof, LATER).phase == "lost"
        nays = [line for line in proof.lines if b'"choice":"nay"' in line]
        for nay in nays:
            left = tuple(line for line in proof.lines if line != nay)
            assert "GOV-301" in codes(examine(proof._replace(lines=left), LATER))

    def test_what_the_lines_do_not_hold(self, proof: Proof) -> None:
        nothing = EventId("0" * 64)
        for other in (proof._replace(genesis=nothing), proof._replace(motion=nothing)):
            with pytest.raises(BadInput, match="does not hold"):
                examine(other, LATER)

    def test_another_body_or_commit_than_asked_for(self, merged: Field, proof: Proof) -> None:
        found = examine(proof, LATER)
        asked = why_not_asked(found, "0" * 64, merged.alice.head("main~1"))
        assert [each.code for each in asked] == ["GOV-233", "GOV-234"]

    @given(data=st.data())
    @settings(max_examples=60, suppress_health_check=ONE_PROOF)
    def test_no_changed_or_missing_line_proves_another_result(self, proof: Proof, data: st.DataObject) -> None:
        """Whatever is taken out or changed: the decision is the same, or the proof fails."""
        place = data.draw(st.integers(0, len(proof.lines) - 1))
        line = proof.lines[place]
        at = data.draw(st.integers(0, len(line) - 1))
        byte = data.draw(st.sampled_from([b"", bytes([line[at] ^ 1 << data.draw(st.integers(0, 6))])]))
        kept = (line[:at] + byte + line[at + 1 :],) if data.draw(st.booleans()) else ()
        lines = (*proof.lines[:place], *kept, *proof.lines[place + 1 :])
        try:
            found = examine(proof._replace(lines=lines), LATER)
        except BadInput:
            return
        assert found.problems or (found.matter.motion.decision and found.matter.motion.decision.carried)
        if kept:
            assert found.problems


class TestFiles:
    def test_writing_and_reading_are_inverse(self, proof: Proof) -> None:
        again = read(write(proof))
        assert (again.genesis, again.motion) == (proof.genesis, proof.motion)
        assert (again.lines, again.objects) == (proof.lines, proof.objects)
        assert write(again) == write(proof)

    @settings(suppress_health_check=ONE_PROOF)
    @given(cut=st.integers(0, 4000), flip=st.integers(0, 7))
    def test_a_file_that_was_cut_or_changed_is_refused(self, proof: Proof, cut: int, flip: int) -> None:
        whole = write(proof)
        at = cut % len(whole)
        for broken in (whole[:at], whole[:at] + bytes([whole[at] ^ 1 << flip]) + whole[at + 1 :]):
            with pytest.raises(BadInput, match="proof"):
                read(broken)

    @given(st.lists(st.binary(max_size=80).map(lambda row: row.replace(b"\n", b"")), max_size=6))
    def test_any_rows_are_read_or_refused(self, rows: list[bytes]) -> None:
        text = b"\n".join([b"gitgov proof 1", *rows, b""])
        data = text + b"sha256 " + hashlib.sha256(text).hexdigest().encode() + b"\n"
        with suppress(BadInput):
            assert isinstance(read(data), Proof)

    @pytest.mark.parametrize(
        ("rows", "said"),
        [
            ([], "row 2"),
            ([b"genesis " + b"0" * 64], "row 3"),
            ([b"line " + b"x" * (2 * LARGEST_OF_ALL)], f"row 2 .* has {2 * LARGEST_OF_ALL + 5} bytes"),
            ([b"genesis " + b"0" * 64, b"motion " + b"1" * 64, b"blob " + b"0" * 40 + b" "], "row 4"),
            ([b"genesis " + b"0" * 64, b"motion " + b"1" * 64, b"tag " + b"0" * 40 + b" ?"], "not base64"),
        ],
    )
    def test_a_malformed_row_is_named(self, rows: list[bytes], said: str) -> None:
        text = b"\n".join([b"gitgov proof 1", *rows, b""])
        with pytest.raises(BadInput, match=said):
            read(text + b"sha256 " + hashlib.sha256(text).hexdigest().encode() + b"\n")

    @pytest.mark.parametrize(
        "change", ["last line twice", "lines turned", "objects turned", "object twice", "objects first"]
    )
    def test_rows_that_do_not_ascend_are_refused(self, proof: Proof, change: str) -> None:
        """Else the same decision would have many files, and who reads one would count records that are none."""
        rows = write(proof).splitlines(keepends=True)[:-1]
        first = 3 + len(proof.lines)
        lines, objects = rows[3:first], rows[first:]
        assert len(objects) > 1
        changed, at = {
            "last line twice": ([*lines, lines[-1], *objects], first + 1),
            "lines turned": ([*reversed(lines), *objects], 5),
            "objects turned": ([*lines, *reversed(objects)], first + 2),
            "object twice": ([*lines, *objects, objects[-1]], len(rows) + 1),
            "objects first": ([*objects, *lines], len(objects) + 4),
        }[change]
        text = b"".join([*rows[:3], *changed])
        with pytest.raises(BadInput, match=f"row {at} of the proof does not come after"):
            read(text + b"sha256 " + hashlib.sha256(text).hexdigest().encode() + b"\n")

    def test_a_line_that_two_commits_share_is_counted_once(self, merged: Field) -> None:
        """What is decided about the charter's own commit lies where the charter does."""
        merged.decide("release", "v1.0", merged.alice.chamber().chain.subject)
        proof = proof_of(merged.alice, "v1.0")
        assert proof.lines == read(write(proof)).lines
        assert len({*proof.lines}) == len(proof.lines)

    def test_a_file_that_is_too_large_is_not_taken_apart(self) -> None:
        with pytest.raises(BadInput, match="more than"):
            read(b"x" * (LARGEST + 1))
