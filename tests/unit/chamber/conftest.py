"""Bodies in the field and a model, for each test anew."""

from tests.kit.models import kept, model
from tests.kit.stages import fields, fresh, here, started

__all__ = ["fields", "fresh", "here", "kept", "model", "started"]
