"""What a file is by its name alone: a test, code, or neither."""

from __future__ import annotations

import re
from functools import lru_cache

_TEST = re.compile(
    r"(?:^|/)(?:tests?|testing|testdata|specs?|__tests__|t)/|(?:^|/)(?:test_[^/]*|[^/]*_tests?\.[^/.]+|[^/]*[.-](?:test|spec)\.[^/]+|conftest\.py|[^/]*Tests?\.[^/.]+)$"
)
_CODE = re.compile(
    r"\.(?:[chm]|cc|cpp|cxx|hh|hpp|cs|d|dart|ex|exs|erl|f90|go|groovy|hs|java|jl|jsx?|mjs|kts?|lua|ml|mm|nim|php|p[lm]|py[xi]?|rb|rs|scala|sh|sql|swift|tcl|tsx?|vb|vue|zig)$"
)


@lru_cache(maxsize=65_536)
def is_test(path: str) -> bool:
    """Say whether a path is that of a test, or of what tests read."""
    return _TEST.search(path) is not None


@lru_cache(maxsize=65_536)
def is_code(path: str) -> bool:
    """Say whether a path is that of code which is no test."""
    return _CODE.search(path) is not None and not is_test(path)
