"""What lies below the paths of a part or a service: files of a report by their own place, changes by what stands above them, too."""

import pytest

from gitgov.charter.measuring import below, holds


@pytest.mark.parametrize(
    ("paths", "name", "is_held", "is_changed"),
    [
        (["be/"], "be/a.py", True, True),
        (["fe/", "be/deep/"], "be/deep/a.py", True, True),
        (["be/*.py"], "be/a.py", True, True),
        (["be/"], "be", False, True),
        (["be/deep/"], "be", False, True),
        (["tests/unit/"], "tests", False, True),
        (["be/deep/"], "be/other", False, False),
        (["be/"], "bees/a.py", False, False),
        (["be/*.py"], "be", False, False),
        ([], "be", False, False),
    ],
)
def test_a_folder_holds_no_file_in_its_place_or_above_it_yet_a_change_there_is_one_of_it(
    paths: list[str], name: str, *, is_held: bool, is_changed: bool
) -> None:
    assert (holds(paths, name), below(paths, name)) == (is_held, is_changed)
