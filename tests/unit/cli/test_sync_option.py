"""`--sync` on whatever a member records: sent at once, or the reason why it came back and exit code 1."""

from tests.kit.field import Field
from tests.kit.forge import lines


def test_every_act_can_be_sent_at_once(fresh: Field) -> None:
    fresh.alice.motion("merge", "feature/x", "--sync")
    fresh.bob.sync()
    fresh.bob.motion("speak", "--for", "-m", "good", "--sync")
    assert "origin: sent 1, received 1" in fresh.alice.vote("aye", "--sync").stdout
    assert [len(lines(fresh.server, room)) for room in ("motions", "debate", "votes")] == [1, 1, 1]


def test_without_it_the_next_step_is_named(fresh: Field) -> None:
    fresh.alice.motion("merge", "feature/x")
    assert "git gov sync sends it" in fresh.alice.motion("speak", "--for", "-m", "good").stdout
    assert lines(fresh.server, "motions") == []


def test_what_comes_back_is_a_refusal(fresh: Field) -> None:
    """Carol votes on what has been announced meanwhile; she has not heard of it."""
    fresh.alice.motion("merge", "feature/x", "--sync")
    for clone in (fresh.bob, fresh.carol):
        clone.sync()
    fresh.alice.vote("aye", "--sync")
    fresh.bob.vote("aye", "--sync")
    fresh.alice.sync()
    fresh.alice.motion("announce", "--sync")
    done = fresh.carol.vote("nay", "--sync", check=False)
    assert "came back: GOV-341" in done.stdout
    assert "origin: sent 0, received" in done.stdout
    assert done.returncode == 1


def test_a_result_is_drawn_up_over_what_others_have_sent(fresh: Field) -> None:
    """Bob has voted meanwhile; a result without his vote would come back (GOV-342)."""
    fresh.alice.motion("merge", "feature/x", "--sync")
    fresh.bob.sync()
    fresh.alice.vote("aye", "--key", fresh.people.carol.key_path)
    fresh.alice.vote("aye", "--sync")
    fresh.bob.vote("nay", "--sync")
    said = fresh.alice.motion("announce", "--sync").stdout
    assert said.startswith("origin: sent 0, received 1\n")
    assert "2 aye, 1 nay" in said
    assert len(lines(fresh.server, "decisions")) == 1


def test_a_question_goes_by_its_kind_where_one_of_it_is_open(fresh: Field) -> None:
    fresh.alice.motion("merge", "feature/x")
    fresh.alice.motion("adopt", "process", "-m", "We meet on Mondays")
    assert "adopt the process" in fresh.alice.vote("aye", "process").stdout
    fresh.alice.motion("adopt", "process", "-m", "We meet on Tuesdays")
    done = fresh.alice.vote("aye", "process", check=False)
    assert (done.returncode, "more than one" in done.stderr) == (2, True)
