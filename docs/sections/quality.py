"""The figures of quality: measures, analyses by name, charts, run rules with their false alarms, and the packs of definitions."""

from __future__ import annotations

from gitgov.quality.charting import RULES
from gitgov.quality.measures import ALL
from gitgov.quality.starter import PACKS
from gitgov.quality.stats.charts.control import CHARTS, OWN, false_alarms
from gitgov.quality.stats.charts.rules import RULES as ROWS
from gitgov.quality.stats.charts.rules import choose
from sections import code, table


def measures() -> str:
    """Tabulates the measures over git and the ledger, each definition as it stands in its row."""
    rows = [(code(each.name), code(each.unit), each.definition, each.source) for each in ALL.values()]
    return table(("metric", "unit", "definition", "source"), rows)


def charts() -> str:
    """Tabulates the control charts, and what a record on each is."""
    return table(
        ("chart", "shows", "a record is"), [(code(name), each.words, each.record) for name, each in CHARTS.items()]
    )


def rule_sets() -> str:
    """Tabulates the sets of run rules: what signals, and in how many points one does so where nothing is wrong."""
    rows = []
    for name, ids in RULES.items():
        every = false_alarms("xmr", choose(ids)).points
        rows.append((code(name), "; ".join(f"{each}: {ROWS[each].words}" for each in ids), f"{every:.0f}"))
    rows += [
        (f"none, on {code(name)}", rule.words, f"{false_alarms(name, ()).points:.0f}") for name, rule in OWN.items()
    ]
    return table(("rules", "a signal is", "one false alarm in so many points"), rows)


def packs() -> str:
    """Tabulates the packs of definitions."""
    rows = [
        (code(name), code(each.ctq), each.title, f"{each.within}{' (critical)' if each.critical else ''}", each.source)
        for name, pack in PACKS.items()
        for each in pack
    ]
    return table(("pack", "characteristic", "what it is", "asked for", "source"), rows)
