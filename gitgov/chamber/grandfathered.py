"""What the protected refs held before they were protected: nobody has decided about it, and it is not judged."""

from __future__ import annotations

from gitgov.chamber.derived import Grandfathered
from gitgov.chamber.open import Chamber
from gitgov.core.ids import Oid
from gitgov.git.run import attempt


def grandfathered(chamber: Chamber) -> Grandfathered:
    """Count what was there before; one git child, O(history of that time)."""
    baseline, repo = chamber.chain.baseline, chamber.repo
    tips = {oid for ref, oid in baseline.items() if ref.startswith("refs/heads/") and repo.holds(oid)}
    tags = sum(ref.startswith("refs/tags/") for ref in baseline)
    if not tips:
        return Grandfathered(0, tags)
    done = attempt(repo.cwd, "rev-list", "--count", *sorted(tips), "--")
    return Grandfathered(int(done.stdout or b"0"), tags)


def tags_at(chamber: Chamber, commit: Oid) -> list[str]:
    """Return the protected tags that stood at a commit before they were protected; one git child."""
    rows = [(ref, oid) for ref, oid in sorted(chamber.chain.baseline.items()) if ref.startswith("refs/tags/")]
    asked = "".join(f"{oid}^{{commit}}\n" for _, oid in rows).encode()
    told = attempt(chamber.repo.cwd, "cat-file", "--batch-check=%(objectname)", stdin=asked) if rows else None
    found = told.stdout.decode().splitlines() if told else []
    return [ref for (ref, _), oid in zip(rows, found, strict=False) if oid == commit]
