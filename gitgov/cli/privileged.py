"""Moving what has nothing to do with the question but goes before it; and asking for something."""

from __future__ import annotations

from typing import Annotated

import typer

from gitgov.cli.moving import Typed, Words, move_upon, plain, saying, upon

orders_of_the_day = plain("call_orders_of_day", "Demand what the agenda prescribes for now.")
privilege = saying(
    "raise_question_of_privilege", "Raise a question of the assembly's or a member's rights.",
    Words("text", "TEXT", "What is wrong: that nobody hears, who is insulted, what is unsafe."),
)  # fmt: skip
adjourn = plain("adjourn", "Move to close the meeting at once.")
fix_time = saying(
    "fix_time_to_which_to_adjourn", "Move to provide for a meeting that continues this session.",
    Words("text", "WHEN", "When, and where."),
)  # fmt: skip
inquiry = saying(
    "parliamentary_inquiry", "Ask the chair about procedure.", Words("text", "TEXT", "What you want to know.")
)
request_information = saying(
    "request_for_information", "Ask for a fact that bears on the question.",
    Words("text", "TEXT", "What you want to know."),
)  # fmt: skip
read_papers = saying("read_papers", "Ask leave to read papers.", Words("text", "TEXT", "Which papers."))
ask_leave = saying("any_other_privilege", "Ask leave for something else.", Words("text", "TEXT", "For what."))
excuse = saying(
    "excused_from_duty", "Move that a member be excused from a duty, or ask it for yourself.",
    Words("text", "DUTY", "Who, and from which duty or office."),
)  # fmt: skip


@upon
def recess(
    typed: Typed,
    length: Annotated[str, typer.Argument(metavar="LENGTH", help="For how long, such as 10 minutes.")] = "",
) -> None:
    """Move to take a recess at once."""
    move_upon("recess", {"text": length}, typed)
