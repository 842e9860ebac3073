"""The hook shims that people read in `hooks/` are, byte for byte, the ones that get installed."""

from pathlib import Path

from tests.house.source import PACKAGE, ROOT


def shims(folder: Path) -> dict[str, tuple[bytes, bool]]:
    """Returns name -> (content, whether it may be run)."""
    assert folder.is_dir()
    return {path.name: (path.read_bytes(), bool(path.stat().st_mode & 0o100)) for path in folder.iterdir()}


def test_both_folders_hold_the_same_programs() -> None:
    read, installed = shims(ROOT / "hooks"), shims(PACKAGE / "hooks" / "shims")
    assert read
    assert read == installed
    assert [name for name, (_, runs) in read.items() if not runs] == []
