"""Names are the field's, and every folder, module and public function says what it is for."""

import ast
import re

from tests.house.source import PACKAGE, ROOT, Function, functions, modules, pyproject

BANNED_IN_CLASSES = re.compile(r"(Manager|Handler|Service|Helper|Base|Impl|Utils?)(?![a-z])")
BANNED_WORDS = frozenset({"manager", "handler", "service", "helper", "helpers", "impl", "util", "utils"})
BANNED_MODULES = BANNED_WORDS | {"base", "common", "misc", "managers", "handlers", "services"}


def layers() -> set[str]:
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    rows = next(each["layers"] for each in contracts if each["id"] == "layers")
    return {name for row in rows for name in re.findall(r"\w+", row)}


def classes() -> list[str]:
    trees = modules() | modules(ROOT / "tests")
    return [node.name for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


def test_every_folder_is_in_the_table_of_contents() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders - layers() == set()


def test_no_class_hides_behind_an_empty_word() -> None:
    assert [name for name in classes() if BANNED_IN_CLASSES.search(name)] == []


def test_no_function_hides_behind_an_empty_word() -> None:
    found = [*functions(), *functions(ROOT / "tests")]
    assert [str(each) for each in found if BANNED_WORDS & set(each.node.name.split("_"))] == []


def test_no_module_is_a_dumping_ground() -> None:
    paths = [*modules(), *modules(ROOT / "tests")]
    assert [path for path in paths if BANNED_MODULES & set(path.removesuffix(".py").split("/"))] == []


def test_every_module_says_what_it_covers() -> None:
    assert [path for path, tree in modules().items() if not ast.get_docstring(tree)] == []


def test_every_public_function_says_what_it_does() -> None:
    assert [str(each) for each in functions() if public(each) and not ast.get_docstring(each.node)] == []


def public(function: Function) -> bool:
    """Whether a reader may call it: reached through public names, and not one of several overloads."""
    scopes = (*function.owner, function.node)
    names = [each.name for each in scopes if isinstance(each, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)]
    nested = any(isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) for each in function.owner)
    overload = any(isinstance(each, ast.Name) and each.id == "overload" for each in function.node.decorator_list)
    return not nested and not overload and not any(name.startswith("_") for name in names)
