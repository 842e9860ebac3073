"""Which decision lets one repository be made like another, and how far."""

from __future__ import annotations

from gitgov.gate.mirror import Mirror, compared, why_not_mirrored

OLD, NEW = "a" * 40, "b" * 40
URL = "https://example.org/production.git"


def plan() -> Mirror:
    ours = {
        "refs/heads/main": NEW,
        "refs/heads/rewritten": NEW,
        "refs/tags/v1": NEW,
        "refs/notes/gov/votes": NEW,
        "refs/notes/gov/motions": NEW,
        "refs/remotes/origin/main": NEW,
        "refs/stash": NEW,
        "refs/heads/same": OLD,
    }
    theirs = {
        "refs/heads/main": OLD,
        "refs/heads/rewritten": NEW[:-1] + "c",
        "refs/tags/v1": OLD,
        "refs/heads/hotfix": OLD,
        "refs/heads/same": OLD,
        "refs/notes/gov/votes": NEW[:-1] + "c",
        "refs/notes/gov/charter": OLD,
    }
    return compared(URL, ours, theirs, lambda old, new: (old, new) == (OLD, NEW))


def test_what_a_mirror_would_do() -> None:
    found = plan()
    assert found.deletes == {"refs/heads/hotfix": OLD}
    assert found.overwrites == {"refs/heads/rewritten": (NEW[:-1] + "c", NEW), "refs/tags/v1": (OLD, NEW)}
    assert found.leaks == ("refs/remotes/origin/main", "refs/stash")
    assert found.adds == {"refs/heads/main": (OLD, NEW), "refs/notes/gov/motions": ("", NEW)}
    assert found.rooms == ("refs/notes/gov/votes",)
    assert not found.harmless


def test_the_digest_names_what_would_be_lost_and_nothing_else() -> None:
    found = plan()
    assert found._replace(adds={}, leaks=(), rooms=()).digest == found.digest != ""
    assert found._replace(deletes={"refs/heads/hotfix": NEW}).digest != found.digest
    assert found._replace(overwrites={}).digest != found.digest
    assert found._replace(deletes={}, overwrites={}).digest == ""


def test_without_a_decision_nothing_is_done() -> None:
    objection = why_not_mirrored(plan(), None, 0)
    assert objection is not None
    assert objection.code == "GOV-183"
    assert plan().sentence in objection.remedy
