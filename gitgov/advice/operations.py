"""What may be proposed as the next git operation: an allow-list, out of which nothing a model says can lead."""

from __future__ import annotations

OPERATIONS = (
    "wait",
    "fetch",
    "git motion merge",
    "git vote",
    "git gov enact",
    "git merge",
    "git rebase",
    "git cherry-pick",
    "git revert",
    "git push",
    "git gov queue",
)
"""Operations by name: a person types them with words of their own. None of them throws work away."""

STRATEGIES = ("merge", "rebase", "squash", "cherry-pick", "queue")
"""How branches come together."""

DEPLOYMENTS = ("standard", "canary", "blue_green", "hold")
"""How a release goes out."""

READINESS = ("ready", "conditional", "not_ready")
"""Whether a release may go out, from the least to the most careful."""

LEVELS = ("low", "medium", "high", "critical")
"""How risky a change is."""
