"""What a charter says of quality: who measures, and which services the repository holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import NamedTuple


def holds(paths: Iterable[str], file: str) -> bool:
    """Say whether a file lies below a folder, or fits a pattern, among some paths; a file in the place of a folder does not."""
    return any(file.startswith(each) if each.endswith("/") else fnmatchcase(file, each) for each in paths)


def below(paths: Iterable[str], path: str) -> bool:
    """Say whether a change is one below some paths: of what they hold, or of what stands in the place of a folder or above it."""
    named, here = [*paths], f"{path}/"
    return holds(named, path) or any(each.endswith("/") and each.startswith(here) for each in named)


class Deployable(NamedTuple):
    """A service that is deployed by itself: what lies below `paths` is its own (all, where there are none).

    Its deployments are records, or the tags that fit the pattern `tags`, to the environment `environment`.
    """

    name: str
    paths: tuple[str, ...]
    tags: str
    environment: str

    def owns(self, path: str) -> bool:
        """Say whether a change of a file is a change of the service."""
        return not self.paths or below(self.paths, path)


class QualityRules(NamedTuple):
    """Who may record what was measured, holders of one of the roles (none named: any member), and the services."""

    measurers: frozenset[str] = frozenset()
    services: Mapping[str, Deployable] = MappingProxyType({})
