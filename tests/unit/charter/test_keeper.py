"""The keeper's keys in a charter: its own, and nobody's who votes."""

from gitgov.charter.read import mistakes, read
from tests.kit.charters import pub, team

CHARTER = team("alice", "bob").text


def keeping(*names: str) -> str:
    keys = ", ".join(f'"{pub(name)}"' for name in names)
    return f"{CHARTER}\n[keeper]\nkeys = [{keys}]\n"


def test_the_keys_that_sign_receipts() -> None:
    assert mistakes(keeping("eve", "dave")) == ()
    assert len(read(keeping("eve", "dave")).keepers) == 2
    assert read(CHARTER).keepers == frozenset()


def test_no_member_keeps_the_ledger_with_the_key_that_votes() -> None:
    (found,) = mistakes(keeping("eve", "bob"))
    assert found.what == "keeper.keys.1: is bob's key too"
    assert found.line == keeping("eve", "bob").count("\n")


def test_a_table_without_keys() -> None:
    (found,) = mistakes(keeping())
    assert "keeper.keys" in found.what
