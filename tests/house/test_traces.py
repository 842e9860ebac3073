"""Nothing that is committed names the machine or the workplace that it was written on."""

import re

from tests.house.source import ROOT, tracked

# The brackets keep the patterns from matching themselves.
TRACES = re.compile(
    r"""
    (?<![\w.-])/(wor[k]|roo[t])/        # folders of one machine
    | /tmp/pla[n]\b | /opt/(pyp[i]|wheel[s])
    | \.pyen[v]\b | \.librar[y]/
    | (?i:\bclaud[e]\b | \banthropi[c]\b)
    """,
    re.VERBOSE,
)
VENDOR = re.compile(r"(?i:anthropi[c])")
SPOKEN = frozenset({"gitgov/advice/profile.py", "docs/advice.md", "examples/profiles/anthropi" + "c.toml"})
"""Where a wire format is called as its vendor is: it is what users write there, and no trace."""
PACKAGE_NAMES = frozenset({"uv.lock"})  # lists what other people's packages are called


def test_no_committed_file_names_this_machine() -> None:
    files = {path: path.read_text(encoding="utf-8", errors="replace") for path in tracked()}
    found = [
        f"{path.relative_to(ROOT)}:{number} {match.group()}"
        for path, text in files.items()
        if path.name not in PACKAGE_NAMES
        for number, line in enumerate(text.splitlines(), start=1)
        if (match := TRACES.search(line))
        and not (str(path.relative_to(ROOT)) in SPOKEN and VENDOR.fullmatch(match.group()))
    ]
    assert found == []


def test_the_locks_name_only_the_public_index() -> None:
    text = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("uv.lock", "requirements.lock"))
    assert set(re.findall(r"\w+://([^/\"\s]+)", text)) == {"pypi.org", "files.pythonhosted.org"}
    assert "path = " not in text
