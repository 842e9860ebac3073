"""Bodies in the field, one for each test."""

from tests.kit.stages import fields, fresh, here, started

__all__ = ["fields", "fresh", "here", "started"]
