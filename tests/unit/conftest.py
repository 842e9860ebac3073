"""Property tests of this folder try as many examples as the profile says."""

import tests.kit.examples  # noqa: F401 - loads the profile
