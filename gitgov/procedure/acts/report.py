"""Report: a committee brings the question back as it stood, with its recommendation (RONR (12th ed.) 13:7, 51:8-11)."""

from __future__ import annotations

from gitgov.core.ids import EventId
from gitgov.ledger.event import Event
from gitgov.procedure.events import CommitteeReported
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.commit import Commit
from gitgov.procedure.rows import ActRow, Objections, object_to

SOURCE = "RONR (12th ed.) 51:8-11"


def why_not(floor: Floor, event: Event) -> Objections:
    """Object unless a member of the committee reports on what is in its hands, when nothing else is pending."""
    motion = floor.question(event)
    place = floor.aside.get(motion.id)
    if place is None or place.how != "referred":
        what = f"{motion.name} is in no committee's hands"
        return object_to("GOV-374", what, SOURCE, "git motion floor lists what is")
    referred = floor.motions[place.by].question
    members = referred.members if isinstance(referred, Commit) else []
    if members and event.actor not in members:
        what = f"{event.actor} is not of {place.committee}, which is to report: {', '.join(members)}"
        return object_to("GOV-527", what, SOURCE, "one of them reports; or git motion discharge takes it back")
    if floor.top is not None:
        what = f"{floor.top.name}, to {floor.top.text}, is pending; a report is received when nothing is"
        return object_to("GOV-350", what, "RONR (12th ed.) 41:5", f"git motion show {floor.top.name}")
    return ()


def apply(floor: Floor, event: Event) -> Floor:
    """Let the question be pending again as it stood; what is recommended needs no second (51:11)."""
    motion, body = floor.question(event), event.body
    if not isinstance(body, CommitteeReported):
        return floor
    floor = floor.take_back(EventId(motion.id), event.at)
    return floor.having(floor.motions[motion.id].but(report=body))


ROW = ActRow("committee.reported", SOURCE, why_not, apply)
