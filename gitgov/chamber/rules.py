"""Which rules are asked of an update, in order, by what is moved; and what came of each where one has refused.

The gate asks in this order of the decision that comes nearest. It tells of the first that does not hold, so that those before it
hold, and those after it have not been asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from gitgov.gate.facts import Verdict

EXPLAIN = "GITGOV_EXPLAIN"
"""What in the environment of a hook asks it to tell of them."""
Answer = Literal["held", "refused", "not asked"]


class Rule(NamedTuple):
    """What is asked, and the codes by which it refuses; without codes it is any other."""

    codes: tuple[str, ...]
    asks: str


_STANDS = Rule(
    (
        "GOV-109",
        "GOV-127",
        "GOV-128",
        "GOV-110",
        "GOV-111",
        "GOV-112",
        "GOV-113",
        "GOV-189",
        "GOV-150",
        "GOV-151",
        "GOV-153",
    ),
    "that decision was carried, stands and is off hold; or a standing order lets it in",
)
_NAMED = Rule(("GOV-101", "GOV-114", "GOV-168", "GOV-169", "GOV-175"), "each step is what some decision is about")
_MEASURED = Rule(
    ("GOV-190", "GOV-191", "GOV-192", "GOV-193", "GOV-194"),
    "what was measured of it meets the quality characteristics that the charter asks for",
)
_HEARD = Rule(
    ("GOV-195", "GOV-196", "GOV-197"),
    "who was to be heard on it has been, and it was decided at no lower a risk than is on record",
)
BRANCH = (
    Rule(("GOV-131", "GOV-133"), "it is not deleted, nor created where no protected branch has stood"),
    Rule(("GOV-102",), "nothing that it holds would be lost"),
    _NAMED,
    Rule(("GOV-104",), "that decision is about this branch"),
    _STANDS,
    Rule(("GOV-105",), "the charter lets it in by this method"),
    Rule(("GOV-106",), "it has not been used before"),
    Rule(("GOV-103",), "the steps lead from where the branch stands"),
    Rule(("GOV-558",), "who wrote it did not vote, where the charter asks for that"),
    Rule(("GOV-120",), "what was to come before it has come"),
    Rule(
        (
            "GOV-107", "GOV-108", "GOV-115", "GOV-116", "GOV-117", "GOV-118", "GOV-119", "GOV-166", "GOV-178", "GOV-179",
        ),
        "the content is exactly what git makes of what was ratified",
    ),
    Rule(("GOV-170", "GOV-171", "GOV-172", "GOV-173", "GOV-174"), "it is signed as the charter asks"),
    Rule(("GOV-186", "GOV-187", "GOV-188"), "what changes below some paths has the decision more that these take"),
    _MEASURED,
    _HEARD,
)  # fmt: skip
HEADS = (_NAMED, _STANDS)
"""Of a merge that is about to be committed, whose tree is not known yet."""
TAG = (
    Rule(("GOV-131", "GOV-132"), "it is neither deleted nor moved"),
    Rule(("GOV-121",), "it is an annotated tag"),
    Rule(("GOV-122",), "it is called in itself as its ref is"),
    Rule(("GOV-123",), "a motion is about the release of this very commit under this name"),
    _STANDS,
    Rule(("GOV-124", "GOV-125", "GOV-126", "GOV-129"), "who may release has signed it, in a format that counts"),
    Rule(("GOV-180", "GOV-181", "GOV-182"), "a sprint was reviewed, where it marks a candidate"),
    _MEASURED,
    _HEARD,
)
ROOM = (
    Rule(("GOV-211",), "it is a room of the ledger"),
    Rule(("GOV-250",), "the server does not keep it alone"),
    Rule(("GOV-212", "GOV-213", "GOV-214"), "no line is lost"),
    Rule(("GOV-215",), "each line is in the room of its kind"),
    Rule((), "each new line is one that the keeper takes in"),
)
OURS = (Rule(("GOV-135",), "it is a new submission to the inbox"),)
REPLACED = (Rule(("GOV-136",), "no object is replaced"),)
TRACKED = (Rule(("GOV-185",), "nothing is given away that is only tracked here"),)
FREE = (Rule(("GOV-137",), "git would not confuse it with a protected ref"),)


def rules_for(ref: str, *, protected: bool) -> tuple[Rule, ...]:
    """Return the rules for a ref by its full name; of one that the charter does not protect, those for any."""
    if ref.startswith("refs/notes/gov/"):
        return ROOM
    for prefix, rules in (("refs/gov/", OURS), ("refs/replace/", REPLACED), ("refs/remotes/", TRACKED)):
        if ref.startswith(prefix):
            return rules
    if not protected:
        return FREE
    return (*FREE, *(TAG if ref.startswith("refs/tags/") else BRANCH))


def answers(rules: Sequence[Rule], verdict: Verdict) -> list[tuple[Rule, Answer]]:
    """Return what came of each rule; where no decision was needed, as for a branch from a protected one, none was asked about."""
    codes = {each.code for each in verdict.objections}
    at = next((at for at, rule in enumerate(rules) if codes.intersection(rule.codes)), len(rules) - 1)
    if codes:
        return [(rule, "held" if n < at else "refused" if n == at else "not asked") for n, rule in enumerate(rules)]
    needless = not verdict.by and _NAMED in rules
    last = rules.index(_NAMED) if needless else len(rules)
    return [(rule, "held" if n < last else "not asked") for n, rule in enumerate(rules)]
