"""Modules and functions stay small enough to be read at once."""

import statistics

from tests.house.source import ROOT, Function, functions, modules

MODULE = 350
FUNCTION = 60
MEDIAN = 10
NINE_IN_TEN = 30
PARAMETERS = 5


def test_no_module_is_too_long() -> None:
    lengths = {path: (ROOT / path).read_text(encoding="utf-8").count("\n") for path in modules()}
    assert {path: length for path, length in lengths.items() if length > MODULE} == {}


def test_no_function_is_too_long() -> None:
    assert [f"{each}: {each.lines}" for each in functions() if each.lines > FUNCTION] == []


def test_functions_are_short_on_the_whole() -> None:
    lengths = [each.lines for each in functions()]
    assert statistics.median(lengths) <= MEDIAN
    assert statistics.quantiles(lengths, n=10)[-1] <= NINE_IN_TEN


def test_no_function_takes_too_many_parameters() -> None:
    """A typer command is exempt: its parameters are the options that people type."""
    counted = [each for each in functions() if not each.path.startswith("gitgov/cli/")]
    assert [f"{each}: {parameters(each)}" for each in counted if parameters(each) > PARAMETERS] == []


def parameters(function: Function) -> int:
    given = function.node.args
    names = [each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len(names) - (names[:1] in (["self"], ["cls"]))
