"""Property tests of this folder try as many examples as the profile says; over the wire a model of their own answers them."""

import tests.kit.examples  # noqa: F401 - loads the profile
from tests.kit.models import kept, model

__all__ = ["kept", "model"]
