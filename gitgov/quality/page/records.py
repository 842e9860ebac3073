"""What was decided, as tables: gates, counts, projects with their tollgates, waivers, and improvements step by step."""

from __future__ import annotations

from gitgov.quality.page.markup import Html, table, tag
from gitgov.quality.page.markup import row as line
from gitgov.quality.page.numbers import day, minute
from gitgov.quality.page.tiles import names, opens, verdict
from gitgov.quality.page.values import Chain, Page, Project

STATES = {"passed": "✔", "moved": "◐", "open": "○", "to come": "·"}
"""A sign for each state of a tollgate."""


def gates(page: Page) -> Html:
    """Return what protected refs ask for."""
    rows = [
        line(each.ref, each.ctq, verdict(each.verdict), opens(f"{len(each.objects)}", f"gates/{number}", "the records"))
        for number, each in enumerate(page.gates)
    ]
    return table("What protected refs ask for", ("ref", "characteristic", "verdict", "records"), *rows)


def counts(page: Page) -> Html:
    """Return how often things have happened."""
    rows = [
        line(each.words, each.service, opens(str(each.value), f"counts/{number}", "what was counted"))
        for number, each in enumerate(page.counts)
    ]
    return table("How often", ("what", "service", "count"), *rows)


def projects(page: Page) -> Html:
    """Return the projects, a row of tollgates each."""
    return Html("".join(map(_project, page.projects)))


def waivers(page: Page) -> Html:
    """Return the waivers, with their ends."""
    rows = [
        line(each.ctq, each.state, minute(each.until), each.why, names(each.motion, "decided by the motion"))
        for each in page.waivers
    ]
    return table("Waivers", ("characteristic", "state", "until", "why", "motion"), *rows)


def chains(page: Page) -> Html:
    """Return the improvements, from definition to measurement after it."""
    return Html("".join(map(_chain, page.chains)))


def _project(project: Project) -> Html:
    steps = [
        tag(
            "li",
            tag("span", STATES[gate.state], aria_hidden="true"),
            tag("b", f" {gate.phase}"),
            f" {gate.state} {day(gate.at) if gate.at else ''} ",
            names(gate.motion, "decided by the motion"),
            class_=gate.state.replace(" ", "-"),
        )
        for gate in project.tollgates
    ]
    heading = tag("h3", project.title)
    of = tag("p", f"{project.method}, {project.owner} ", names(project.id, "project"), class_="said")
    return tag("article", heading, of, tag("ol", *steps, class_="steps"), class_="project")


def _chain(chain: Chain) -> Html:
    steps = [
        tag(
            "li", tag("b", each.kind), f" {day(each.at) if each.at else ''} {each.words} ", names(each.id, "the record")
        )
        for each in chain.links
    ]
    ends = [tag("p", chain.verdict)] if chain.verdict else []
    return tag("article", tag("h3", chain.title), tag("ol", *steps, class_="steps"), *ends, class_="chain")
