"""What the public programs answer, in types: nothing that is on no list, and no test that does not parse."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from gitgov.advice.operations import DEPLOYMENTS, NAMES, READINESS, STRATEGIES
from gitgov.advice.reading.python import parsed
from gitgov.procedure.advised import LEVELS

MOST = 100
"""How many of anything an answer may list."""
Text = Annotated[str, Field(max_length=4_000)]
Operation = Literal[NAMES]  # type: ignore[valid-type]  # the table is the only place where they are listed
Strategy = Literal[STRATEGIES]  # type: ignore[valid-type]
Deployment = Literal[DEPLOYMENTS]  # type: ignore[valid-type]
Readiness = Literal[READINESS]  # type: ignore[valid-type]
Level = Literal[LEVELS]  # type: ignore[valid-type]


def _parsed(code: str) -> str:
    if not parsed(code).right:
        raise ValueError("it does not parse as Python")
    return code


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NextOperation(_Answer):
    """One operation out of the allow-list, and why."""

    operation: Operation
    why: Text = ""


class Conflicts(_Answer):
    """How likely a conflict is, an exact decimal between 0 and 1 in text; `git merge-tree` tells the fact."""

    probability: Annotated[str, Field(pattern=r"^(?:0(?:\.[0-9]{1,6})?|1(?:\.0{1,6})?)$")]
    paths: Annotated[list[str], Field(max_length=MOST)] = []

    @property
    def share(self) -> Fraction:
        """The probability as an exact number."""
        return Fraction(self.probability)


class Integration(_Answer):
    """How branches come together, and in which order."""

    method: Strategy
    order: Annotated[list[str], Field(max_length=1_000)] = []
    why: Text = ""


class ReviewFinding(_Answer):
    """A line of a file that the diff touches, and what about it."""

    path: Annotated[str, Field(min_length=1, max_length=1_000)]
    line: Annotated[int, Field(ge=0, le=10**9)]
    note: Annotated[str, Field(max_length=400)]


class Feedback(_Answer):
    """What a reviewer would say."""

    verdict: Literal["comment", "change"]
    findings: Annotated[list[ReviewFinding], Field(max_length=MOST)] = []


class TestCase(_Answer):
    """A test as Python that parses: whoever uses it runs it apart."""

    __test__ = False  # for pytest: it is no test of ours
    name: Annotated[str, Field(pattern=r"^test_[a-z0-9_]{1,100}$")]
    code: Annotated[str, Field(max_length=20_000), AfterValidator(_parsed)]


class Risk(_Answer):
    """How risky a change is, and by what."""

    level: Level
    factors: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=MOST)] = []


class Ready(_Answer):
    """Whether something may go out, and what stands against it."""

    readiness: Readiness
    blockers: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=MOST)] = []


class Rollout(_Answer):
    """How a release goes out."""

    strategy: Deployment
    why: Text = ""


class Impact(_Answer):
    """What a change means for whom it serves, and the paths that it touches."""

    summary: Annotated[str, Field(max_length=1_000)]
    paths: Annotated[list[str], Field(max_length=1_000)] = []
