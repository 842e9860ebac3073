"""What `git quality measure` measures of: files that tools have written, a package, or the history of a branch."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from gitgov.chamber.happened import latest
from gitgov.chamber.keep import open_here
from gitgov.chamber.open import Chamber
from gitgov.chamber.parted import named_as, parts, within
from gitgov.chamber.scoping import take
from gitgov.chamber.taking import Sourced
from gitgov.core.errors import BadInput
from gitgov.quality.reading import Reading
from gitgov.quality.sources.foreign import MOST_BYTES


def from_files(chamber: Chamber | None, files: list[str], baseline: str) -> list[Sourced]:
    """Read files as they are, each with the digest of its bytes: what they say of the whole, and of the parts that are defined."""
    from gitgov.quality import sources

    found, kinds = list[Sourced](), set[str]()
    for name in files:
        content = bytes_of(name)
        kind, readings = _read(name, content, latest(chamber))
        kinds.add(kind)
        digest, source = sha256(content).hexdigest(), f"{kind}: {Path(name).name}"
        found += [Sourced(each, source, digest) for each in readings]
        found += _of_parts(chamber, kind, content, Sourced(readings[0], source, digest)) if chamber else []
        if baseline and kind in sources.COMPARED:
            older = bytes_of(baseline)
            against = f"{source}, against {Path(baseline).name} {sha256(older).hexdigest()[:12]}"
            found.append(Sourced(_compared(kind, content, older, baseline), against, digest))
    if baseline and files and kinds.isdisjoint(sources.COMPARED):
        how = f"name a file of {' or '.join(sources.COMPARED)} with --from"
        raise BadInput(f"there are no benchmarks to compare with {baseline}", how)
    twice = {
        each.reading.metric for each in found if sum(other.reading.metric == each.reading.metric for other in found) > 1
    }
    if twice:
        raise BadInput(f"several files give {', '.join(sorted(twice))}", "measure one after the other, with --metric")
    return found


def _compared(kind: str, content: bytes, older: bytes, baseline: str) -> Reading:
    """Compare benchmarks with those of an older file; raises `BadInput`, which names that."""
    from gitgov.quality import sources

    try:
        return sources.compare(kind, content, older)
    except BadInput as error:
        raise BadInput(f"{baseline}, compared as {kind}: {error.what}", error.remedy) from error


def _of_parts(chamber: Chamber, kind: str, content: bytes, whole: Sourced) -> list[Sourced]:
    """Read what a file says of each part that is defined by its paths, where it names files of that."""
    from gitgov.quality import sources

    found: list[Sourced] = []
    for ctq in parts(chamber):
        told = sources.read_part(kind, content, within(chamber, ctq))
        mine = (whole._replace(reading=each) for each in told if each.metric == ctq.measured_as)
        found += [named_as(ctq, each, f"{whole.source}, below its paths") for each in mine]
    return found


def _read(name: str, content: bytes, until: int) -> tuple[str, tuple[Reading, ...]]:
    """Return the format of a file, and what it says of what ended `until` an instant; raises `BadInput`, which names the file."""
    from gitgov.quality import sources

    if not content.strip():
        raise BadInput(f"{name} is empty", "let the tool write it again: its run may have failed")
    try:
        kind = sources.recognised(content)
        return kind, sources.read(kind, content, until)
    except BadInput as error:
        raise BadInput(f"{name}: {error.what}", error.remedy) from error


def bytes_of(name: str) -> bytes:
    """Read a file that people name, if it is no larger than any that is read here; raises `BadInput`."""
    try:
        if not Path(name).is_file():
            what = "is a folder" if Path(name).is_dir() else "is no file that is here"
            raise BadInput(f"{name} {what}", "name a file that a tool has written, such as coverage.xml")
        if Path(name).stat().st_size > MOST_BYTES:
            what = f"{name} is larger than {MOST_BYTES >> 20} MiB, which is as much as is read"
            raise BadInput(what, "have the tool write less, or one part after the other")
        return Path(name).read_bytes()
    except OSError as error:
        raise BadInput(f"{name}: {error.strerror or error}", "name a file that can be read") from error


def from_package(folder: str) -> list[Sourced]:
    """Count the docstrings of a Python package, if one is named; raises `BadInput`."""
    if not folder:
        return []
    from gitgov.quality.sources.docstrings import read_package

    if not Path(folder).is_dir():
        raise BadInput(f"{folder} is no folder", "name the folder of a Python package: --docstrings DIR")
    files = {str(path.relative_to(folder)): bytes_of(str(path)) for path in sorted(Path(folder).rglob("*.py"))}
    return [Sourced(read_package(files), f"docstrings of {Path(folder).name}")]


def from_history(chamber: Chamber | None, oid: str, branch: str, *, now: bool) -> list[Sourced]:
    """Measure a branch as of a commit, or as of now; where nobody has founded a body, by what git alone tells."""
    ref = f"refs/heads/{branch.removeprefix('refs/heads/')}" if branch else ""
    if ref and not (open_here().tip(ref) or open_here().tip(ref.replace("refs/heads/", "refs/remotes/origin/", 1))):
        raise BadInput(f"there is no branch {branch!r} here", "git branch -a lists branches; git fetch may bring it")
    source = "git" if chamber is None else "git and the ledger"
    return [Sourced(each, source) for each in take(Path(), chamber, oid, ref, now=now)]
