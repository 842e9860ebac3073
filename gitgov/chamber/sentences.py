"""Records in a sentence: a row for each kind of event.

A template names fields of the body in braces. `{about}` is the question that the record is about, by id and in words;
`{id:name}` the record itself, where it is a question. What stands in brackets is left out where a field in it is empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from string import Formatter
from typing import Any

from gitgov.chamber.kinds import every_kind
from gitgov.core.ids import motion_name, short
from gitgov.core.instants import show_instant
from gitgov.core.visible import many
from gitgov.ledger.event import UNKNOWN, Event
from gitgov.procedure.events import ALL_KINDS, MotionMoved, OrderInvoked
from gitgov.procedure.floor import about
from gitgov.procedure.motions import read_back
from gitgov.tally.ballots import in_words


def first_line(text: str) -> str:
    """Return the first line of a text that has anything to say."""
    return next((line for line in text.splitlines() if line.strip()), "")


OPTIONAL = re.compile(r"\[([^\[\]]+)\]")
SHOWN: Mapping[str, Callable[[Any], str]] = {
    "": str,
    "name": lambda value: motion_name(value) if value else "",
    "words": read_back,
    "line": first_line,
    "short": short,
    "list": ", ".join,
    "instant": lambda value: show_instant(value) if value else "",
    "marked": lambda body: next((in_words(*paper) for paper in body.papers().items()), "blank"),
    "several": lambda refs: many(len(refs), "ref") if len(refs) > 1 else "",
    "called": lambda result: "ballot again" if result == "again" else result,
    "measured": lambda rows: ", ".join(f"{each.metric} {each.value or 'no data'}" for each in rows),
    "arrives or leaves": lambda value: "arrives" if value else "leaves",
}
"""How a field may be shown, by what stands after the colon."""


TELLS: Mapping[str, str] = {
    "advice.proposed": "proposes, on {adviser} of {about:line}: {verdict}",
    "program.compiled": "compiles a program for the adviser {adviser}",
    "charter.genesis": "founds the body[, on what {refs:several} held before]",
    "charter.revised": "revises the charter while founding",
    "charter.constituted": "constitutes the body",
    "charter.covered": "names matters that the next charter covers",
    "charter.adopted": "brings the charter of {motion:name} into force",
    "motion.moved": "moves {id:name} to {question:words}[, upon {on:name}]",
    "motion.seconded": "seconds {about}",
    "motion.stated": "states the question on {about}",
    "motion.put": "puts {about} to the vote[ by {method}]",
    "motion.withdrawn": "withdraws {about}[: {reason:line}]",
    "consent.sought": "asks for unanimous consent to {about}",
    "consent.refused": "objects to consent on {about}",
    "notice.given": "gives notice of a motion to {question:words}",
    "chair.ruled": "rules on {about}: {ruling}[: {reason:line}]",
    "chair.handed": "hands the chair over to {to:line} until {about} is disposed of",
    "committee.reported": "reports for a committee on {about}[, and recommends to {recommends} it][: {text:line}]",
    "paragraph.opened": "opens paragraph {number} of {about}",
    "meeting.called": "calls the meeting “{name}” ({kind})[ of the committee {committee:list}][ for {begins:instant}]",
    "meeting.opened": "calls the meeting to order",
    "roll.answered": "{here:arrives or leaves}",
    "item.taken": "takes up item {place} of the agenda",
    "floor.sought": "seeks the floor[, to speak {side}]",
    "floor.assigned": "recognizes {to:line}",
    "floor.yielded": "yields the floor",
    "speech.made": "speaks {side} {about}: {text:line}",
    "ballot.cast": "votes {choice} on {about}[: {reason:line}]",
    "ballot.marked": "votes {body:marked} on {about}[: {reason:line}]",
    "nomination.declined": "declines the nomination on {about}",
    "veto.entered": "vetoes {about}: {reason:line}",
    "veto.withdrawn": "takes back the veto of {about}[: {reason:line}]",
    "recusal.declared": "stands aside from {about}: {reason:line}",
    "recusal.ended": "stands aside from {about} no longer",
    "proxy.given": "lets {to:line} vote by proxy[ on {motion:name}][, on motions of the kind {kind}][, until {until:instant}]",
    "proxy.withdrawn": "ends the proxy {thread:short}",
    "motion.announced": "announces {about}: {result:called} ({arithmetic:line})",
    "acceptance.given": "signs the charter of {about}, as a member under it",
    "body.concurred": "puts on record that {body:line} has carried {about} too",
    "decision.noted": "notes here that a meeting has decided {motion:name}",
    "order.invoked": "invokes the standing order {order:line} as {id:name}, to {act:words}: {why:line}",
    "item.added": "adds item {item} to the backlog[ of {team}]: {title:line}",
    "item.dropped": "drops the item {thread:short}[: {why:line}]",
    "sprint.planned": "plans sprint {sprint} of {team}[, for the goal “{goal:line}”]",
    "sprint.started": "starts the sprint {thread:short}, to which {motion:name} commits",
    "standup.given": "stands up[: {done:line}][; next: {next:line}]",
    "impediment.raised": "raises an impediment: {text:line}",
    "impediment.removed": "removes the impediment {impediment:short}[: {how:line}]",
    "sprint.reviewed": "reviews the sprint {thread:short} at {tip:short}[: done {done:list}][; left {left:list}]",
    "scrum.reviewed": "reviews sprint {sprint} for all teams of {team}",
    "feedback.taken": "takes down what {giver:line} says of the sprint {thread:short}: {text:line}",
    "observation.made": "observes, in the retrospective of the sprint {thread:short}: {text:line}",
    "observation.backed": "votes for the observation {observation:short}",
    "improvement.drafted": "drafts an improvement, which {owner} is to see to until {due}: {text:line}",
    "improvement.moved": "puts the improvement {improvement:short} forward by {motion:name}",
    "improvement.closed": "closes the improvement {improvement:short}[: {result:line}]",
    "increment.planned": "plans increment {increment} of {team}: {iterations} iterations from {begins}",
    "increment.started": "starts the increment {thread:short}, which {motion:name} ratifies",
    "objective.set": "sets objective {objective} of {team}: {text:line}",
    "objective.valued": "values objective {objective} of {team} at {value}",
    "objective.achieved": "judges objective {objective} of {team} to have reached {actual}",
    "feature.placed": "places {item} of {team} in iteration {iteration}[: {title:line}]",
    "feature.removed": "removes {item} from the increment {thread:short}",
    "dependency.declared": "says that {consumer} needs of {provider} by iteration {need_by}: {what:line}",
    "dependency.promised": "promises {dependency:short} in iteration {iteration}, by {owner:line}",
    "dependency.settled": "settles {dependency:short}: {how}",
    "risk.raised": "raises a risk[ of {team}]: {text:line}",
    "risk.roamed": "roams the risk {risk:short}: {roam}[ by {owner}][: {why:line}]",
    "confidence.asked": "asks the train how sure it is of the plan {thread:short}",
    "confidence.given": "votes in the vote of confidence {vote:short}",
    "confidence.closed": "closes the vote of confidence {vote:short}",
    "syncpoint.set": "sets the sync point {point} on {day}, of {teams:list}",
    "syncpoint.kept": "says that {team} is in step at {point}",
    "pack.pinned": "pins the domain pack {pack} to {commit:short}",
    "culprit.found": "finds that {culprit:short} is the first commit since {good:short} for which this fails: {command:line}",
    "room.held": "records the meeting “{title:line}” of {team}[: decided {decisions:list}]",
    "measures.taken": "measures {measures:measured}[ with {tool:line}]",
    "run.recorded": "records a run of {name:line}, attempt {attempt}: {result}",
    "deployment.recorded": "records a deployment[ of {service}] to {environment:line}: {result}",
    "incident.opened": "opens an incident[ of {service}]: {title:line}",
    "incident.closed": "closes the incident {thread:short}[: {how:line}]",
    "project.chartered": "charters the {method} project “{name:line}”, to be done by {due}",
    "project.filed": "files what the project {thread:short} has found in {phase}[: {note:line}]",
    "tollgate.passed": "takes the project {thread:short} to the tollgate of {phase}: {outcome}, by {motion:name}",
    "improvement.proposed": "proposes to bring {ctq} to {target} by {review}: {change:line}",
    "improvement.put": "puts the improvement {thread:short} forward by {motion:name}",
    "improvement.judged": "judges the improvement {thread:short}: {verdict}[ ({said:line})]",
    "decision.enacted": "enacts {about}: {ref} is at {new:short}",
}
"""What the author of an event does, by kind; a test of the house asks for each."""


def sentence(event: Event, questions: Mapping[str, str]) -> str:
    """Tell an event in a sentence that begins with what its author does; `questions` are in words, by id."""
    kind = ALL_KINDS.get((event.kind, event.v)) or every_kind().get((event.kind, event.v))
    if kind is None or event.body is UNKNOWN or event.kind not in TELLS:
        return f"does something that this version does not know: {event.kind} v{event.v}"
    values = {
        **{name: getattr(event.body, name) for name in kind.body.model_fields},
        "id": event.id,
        "thread": event.thread,
        "body": event.body,
    }
    values.setdefault("about", _named(about(event), questions))  # a proposal says by itself what it is about
    places = OPTIONAL.split(TELLS[event.kind])
    said = [_fill(text, values) for text in places]
    return "".join(text for place, (text, whole) in enumerate(said) if whole or place % 2 == 0)


def asked(event: Event) -> str:
    """Return the words of the question that an event moves, or nothing."""
    if isinstance(event.body, OrderInvoked):
        return f"ratify: {read_back(event.body.act)}"
    return read_back(event.body.question) if isinstance(event.body, MotionMoved) else ""


def _fill(template: str, values: Mapping[str, Any]) -> tuple[str, bool]:
    """Fill a template in; says too whether every field in it had something to say."""
    parts, whole = [], True
    for text, field, shown, _ in Formatter().parse(template):
        said = SHOWN[shown or ""](values[field]) if field is not None else ""
        whole = whole and (field is None or bool(said.strip()))
        parts += [text, said]
    return "".join(parts), whole


def _named(question: str, questions: Mapping[str, str]) -> str:
    words = questions.get(question, "")
    return f"{motion_name(question)}, to {words}" if words else motion_name(question)
