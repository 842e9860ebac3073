"""`git gov advise eval` and `train`: how well advisers would have told what became of past cases, and learning from these."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gitgov.advice.advisers import ADVISERS, NAMES
from gitgov.advice.answer import Case
from gitgov.advice.learning import Judge, Judged, Report, by_facts, report, report_beside
from gitgov.chamber.acts import find_actor
from gitgov.chamber.advising.asked import advise, judged
from gitgov.chamber.advising.hindsight.past import Inquiry
from gitgov.chamber.advising.hindsight.table import examples
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.proposal import target_of
from gitgov.cli.acting import send
from gitgov.cli.advising import Into, here, target
from gitgov.cli.ending import in_order
from gitgov.cli.options import Json, Key, Profile, Sync
from gitgov.cli.text import clean, columns, counted, give, many, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import branch_or_tag

if TYPE_CHECKING:
    from gitgov.chamber.advising.training import Trained

AdviserWord = Annotated[str, typer.Argument(metavar="ADVISER", help=f"Whose advice: {', '.join(NAMES)}.")]
Most = Annotated[
    int,
    typer.Option(
        "--most", metavar="N", min=1, max=5_000, help="Look at the newest so many; of some of them nothing can be told."
    ),
]


def evaluate(
    adviser: AdviserWord = "merge",
    into: Into = "",
    profile: Profile = "",
    most: Most = 200,
    commits: Annotated[
        bool,
        typer.Option(
            "--commits",
            help="Of risk: each commit of the branch by its points, and which share of bad ones the first would catch.",
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Say how well an adviser would have told what became of past cases: by its facts, and with a model."""
    if commits:
        return _by_commit(adviser, into, as_json=as_json)
    chamber = open_chamber(Path())
    ref, left_out = target_of(chamber, into), list[BadInput]()
    with in_order():
        found = examples(adviser, Inquiry(chamber, ref, most, counted("cases put together"), left_out.append))
    metric = ADVISERS[adviser].metric
    by = {"facts": report(metric, found, by_facts)}
    if profile and profile != "none":
        by[profile] = report(metric, found, _judge(chamber, profile, len(found)))
    beside = report_beside(metric, found)
    if as_json:
        reports = {name: each._asdict() for name, each in by.items()}
        told = {"what": metric.beside, **beside._asdict()} if beside else None
        head = {"adviser": adviser, "into": ref, "cases": len(found), "left_out": len(left_out), "marked": metric.says}
        return give({**head, "reports": reports, "beside": told})
    wrong = f", of which {sum(not each.became.good for each in found)} went wrong" if metric.kinds else ""
    say(f"{many(len(found), 'past case')} of {branch_or_tag(ref)}{wrong}")
    if left_out:
        say(f"{len(left_out)} more could not be put together, the first as {clean(left_out[0].what)}")
    say(f"marked is {metric.says}")
    rows = [*by.items(), *([(metric.beside, beside)] if beside else [])]
    kinds = ["caught", "held up"] if metric.kinds else []
    return say(columns([["by", "heard", *kinds, "score"], *(_row(name, each) for name, each in rows)]))


def _judge(chamber: Chamber, profile: str, cases: int) -> Judge:
    """Return what judges a case with a model, and tells at a terminal how many it was asked about."""
    tell, asked = counted(f"cases that {clean(profile)} is asked about"), count(1)

    def judge(case: Case) -> Judged:
        tell(next(asked), cases)
        return judged(advise(chamber, case, profile))

    return judge


def _by_commit(adviser: str, into: str, *, as_json: bool) -> None:
    """Order all commits of a branch by their risk when they were made, and say what gating the first of them would have caught."""
    from gitgov.chamber.advising.evaluating import evaluate as judged

    if adviser != "risk":
        raise BadInput(f"commits have no points of {adviser}", "git gov advise eval risk --commits")
    place = here()
    name, tip = target(place, into)
    found = judged(place, tip, tell=counted("commits judged"))
    if as_json:
        gating = [{"share": each.share, **{key: str(getattr(each, key)) for key in SHARES}} for each in found.rows]
        return give({"adviser": adviser, "into": name, "commits": found.changes, "bad": found.bad, "gating": gating})
    say(
        f"{many(found.changes, 'commit')} of {name}, of which {found.bad} were taken back later or found to be culprits"
    )
    if not found.sufficient:
        return say("insufficient data: too few of them to say more")
    rows = [[f"{each.share} %", *(f"{100 * getattr(each, key):.0f} %" for key in SHARES)] for each in found.rows]
    return say(columns([["gated", "caught", "by size alone", "lines read", "by size"], *rows]))


SHARES = ("caught", "by_size", "effort", "size_effort")
"""Of a row of an evaluation: what gating catches, by risk and by size alone, and the share of all lines that somebody would read for it."""


def train(
    adviser: AdviserWord,
    profile: Annotated[str, typer.Option("--profile", metavar="NAME", help="The model that learns, and is judged.")],
    into: Into = "",
    optimizer: Annotated[
        str, typer.Option("--optimizer", metavar="NAME", help="labeled, bootstrap, mipro or gepa, as DSPy has them.")
    ] = "bootstrap",
    tokens: Annotated[
        int, typer.Option("--tokens", metavar="N", min=1, help="The most that learning may take.")
    ] = 200_000,
    seconds: Annotated[
        int, typer.Option("--seconds", metavar="N", min=1, max=86_400, help="The longest that it may take.")
    ] = 1_800,
    most: Most = 200,
    recording: Annotated[bool, typer.Option("--record", help="Sign the program, and put it on record.")] = False,
    key: Key = "",
    sync: Sync = False,
    as_json: Json = False,
) -> None:
    """Have an adviser's program learn from past decisions; a decision on process adopts what is on record."""
    from gitgov.chamber.advising.training import OPTIMIZERS, Course, learner, record_program
    from gitgov.chamber.advising.training import train as trained_by
    from gitgov.chamber.profiles import open_profile

    if optimizer not in OPTIMIZERS:
        raise BadInput(f"no optimizer is called {optimizer!r}", f"--optimizer {'|'.join(OPTIMIZERS)}")
    chamber = open_chamber(Path())
    learner(adviser)
    pupil, actor = open_profile(profile), find_actor(chamber, key) if recording else None
    asked = Inquiry(chamber, target_of(chamber, into), most, counted("cases put together"))
    with in_order():
        made = trained_by(chamber, adviser, pupil, examples(adviser, asked), Course(optimizer, tokens, seconds))
    event = record_program(chamber, actor, made) if actor else None
    if as_json:
        record, more = event.id if event else None, {"by_facts": made.facts, "requests": made.requests}
        give({**made.body.model_dump(mode="json"), **more, "record": record})
        return
    _say_trained(made, recorded=event is not None)
    if event or sync:
        send(sync=sync)


def _say_trained(made: Trained, *, recorded: bool) -> None:
    body = made.body
    say(
        f"{body.adviser}: learnt from {body.trained_on} cases by {body.optimizer}, in {made.requests} requests; judged by {body.judged_on} later ones"
    )
    say(f"  facts {made.facts} of 1000, before {body.before}, after {body.score}")
    line = f"Advice-Program: {body.adviser} {body.digest}"
    how = f"git motion adopt process -m \"$(printf 'Ask the adviser {body.adviser} so\\n\\n{line}\\n')\""
    say(f"  next: {how}" if recorded else "  next: the same with --record; a decision on process then adopts it")


def _row(name: str, each: Report) -> list[str]:
    kinds = [f"{each.caught} of {each.bad}", f"{each.held_up} of {each.good}"] if each.good is not None else []
    told = "insufficient data" if each.score is None else f"{each.score} of 1000"
    return [name, f"{each.heard} of {each.asked}", *kinds, told]
