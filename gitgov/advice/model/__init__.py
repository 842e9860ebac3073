"""The only home of DSPy: programs, the engine that they speak through, and the worker process in which they run.

`GitIntelligence`, `CodeReviewAI` and `DeploymentAI` can be imported from here; DSPy is loaded when one of them is.
"""

from __future__ import annotations

from typing import Any

PUBLIC = ("CodeReviewAI", "DeploymentAI", "GitIntelligence")


def __getattr__(name: str) -> Any:
    """Load what is public when it is asked for: the worker starts without it, and says so where DSPy is missing."""
    if name not in PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from gitgov.advice.model import modules  # noqa: PLC0415 - it imports DSPy

    return getattr(modules, name)
