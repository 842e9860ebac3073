"""Hooks and programs fork from one process, so that many clones are affordable."""

from tests.kit.stages import fields, started

__all__ = ["fields", "started"]
