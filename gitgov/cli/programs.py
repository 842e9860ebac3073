"""The command surface: the programs, their verbs, and where each is written."""

from __future__ import annotations

from collections.abc import Mapping

from typer.core import TyperGroup

from gitgov.cli.verbs import group

_GOV = group("Found a body, keep and move its ledger, enforce and verify its decisions.", {
    "init": "founding.init",
    "constitute": "founding.constitute_body",
    "member": group("Show and change the roll of members.", {
        "add": "roll.add",
        "retire": "roll.retire",
        "list": "roll.list_members",
    }),
    "charter": group("Show, check and compare charters.", {
        "show": "charters.show",
        "check": "charters.check",
        "diff": "charters.diff",
        "history": "charters.history",
    }),
    "hooks": group("Install, remove and show git hooks.", {
        "install": "keeping.install",
        "uninstall": "keeping.uninstall",
        "status": "keeping.hook_status",
    }),
    "order": group("Show and invoke standing orders, the emergency powers that the charter gives.", {
        "list": "ordering.list_orders",
        "show": "ordering.show_order",
        "invoke": "ordering.invoke_order",
    }),
    "meeting": group("Call meetings, take part in them, and preside.", {
        "call": "meeting.call",
        "open": "meeting.open_meeting",
        "here": "meeting.here",
        "leave": "meeting.leave",
        "rise": "meeting.rise",
        "recognize": "meeting.recognize",
        "yield": "meeting.yield_floor",
        "agenda": "meeting.agenda",
        "show": "meeting_show.show",
        "list": "meeting_show.list_meetings",
    }),
    "sync": "exchanging.sync_remote",
    "status": "standing.status",
    "log": "recalling.log",
    "show": "recalling.show",
    "check": "enforcing.check",
    "enact": "enforcing.enact_motion",
    "verify": "proving.verify_clone",
    "why": "proving.why",
    "doctor": "keeping.doctor",
    "maint": "keeping.maintain",
}, program=True)  # fmt: skip

_MOTION = group("Move, debate, preside over and read motions.", {
    "merge": "proposing.merge",
    "release": "proposing.release",
    "adopt": group("Move to adopt a decision that is a text.", {
        "architecture": "proposing.architecture",
        "process": "proposing.process",
    }),
    "charter": "proposing.charter",
    "ratify": "proposing.ratify",
    "choose": "choosing.choose",
    "elect": "choosing.elect",
    "nominate": "choosing.nominate",
    "decline": "choosing.decline",
    "second": "debating.second",
    "speak": "debating.speak",
    "withdraw": "debating.withdraw",
    "amend": "secondary.amend",
    "substitute": "secondary.substitute",
    "refer": "secondary.refer",
    "postpone": "secondary.postpone",
    "table": "secondary.table",
    "close-debate": "secondary.close_debate",
    "limit-debate": "secondary.limit_debate",
    "object": "secondary.object_to_it",
    "take": "secondary.take",
    "discharge": "secondary.discharge",
    "reconsider": "secondary.reconsider",
    "rescind": "secondary.rescind",
    "renew": "proposing.renew",
    "state": "presiding.state_question",
    "put": "presiding.put_question",
    "announce": "presiding.announce",
    "list": "listing.list_motions",
    "show": "listing.show_motion",
    "minutes": "minuting.minutes",
}, program=True)  # fmt: skip

_VOTE = group("Cast a ballot on a motion, and see how the question stands.", {
    "aye": "voting.aye",
    "nay": "voting.nay",
    "abstain": "voting.abstain",
    "for": "marking.vote_for",
    "rank": "marking.rank",
    "approve": "marking.approve",
    "score": "marking.score",
    "status": "voting.status",
    "proxy": group("Let another member vote for you, as far as the charter allows it.", {
        "give": "entrusting.give_proxy",
        "withdraw": "entrusting.withdraw_proxy",
        "list": "entrusting.list_proxies",
    }),
}, program=True)  # fmt: skip

PROGRAMS: Mapping[str, TyperGroup] = {"git-gov": _GOV, "git-motion": _MOTION, "git-vote": _VOTE}
