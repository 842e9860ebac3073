"""A small model of precedence that knows nothing of gitgov: the facts of each kind of motion, and what may be moved when.

Written from a parliamentarian's table (RONR (12th ed.) 5:8-13, 6:5-27, 10:34, 24, 27, 28, 34-37). It knows kinds by name and
nothing of events, ballots or time. `FACTS` holds class, rank, whether it may be debated, and whether it may be amended.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MAINS = ("main", "incidental main", "bring back")
FACTS: dict[str, tuple[str, int, str, bool]] = {
    "main": ("main", 1, "yes", True),
    "elect": ("main", 1, "yes", False),
    "ratify": ("incidental main", 1, "yes", True),
    "adopt_report": ("incidental main", 1, "yes", True),
    "recess_main": ("incidental main", 1, "yes", True),
    "adjourn_main": ("incidental main", 1, "yes", True),
    "fix_time_main": ("incidental main", 1, "yes", True),
    "postpone_indefinitely": ("subsidiary", 2, "yes", False),
    "amend": ("subsidiary", 3, "target", True),
    "amend_secondary": ("subsidiary", 3, "target", False),
    "substitute": ("subsidiary", 3, "target", True),
    "commit": ("subsidiary", 4, "yes", True),
    "postpone_to_certain_time": ("subsidiary", 5, "yes", True),
    "limit_extend_debate": ("subsidiary", 6, "no", True),
    "previous_question": ("subsidiary", 7, "no", False),
    "lay_on_table": ("subsidiary", 8, "no", False),
    "call_orders_of_day": ("privileged", 9, "no", False),
    "raise_question_of_privilege": ("privileged", 10, "no", False),
    "recess": ("privileged", 11, "no", True),
    "adjourn": ("privileged", 12, "no", False),
    "fix_time_to_which_to_adjourn": ("privileged", 13, "no", True),
    "point_of_order": ("incidental", 0, "no", False),
    "appeal": ("incidental", 0, "target", False),
    "suspend_rules": ("incidental", 0, "no", False),
    "objection_to_consideration": ("incidental", 0, "no", False),
    "division_of_question": ("incidental", 0, "no", True),
    "division_of_question_demand": ("incidental", 0, "no", False),
    "consideration_by_paragraph": ("incidental", 0, "no", True),
    "division_of_assembly": ("incidental", 0, "no", False),
    "methods_of_voting": ("incidental", 0, "no", True),
    "close_polls": ("incidental", 0, "no", True),
    "reopen_polls": ("incidental", 0, "no", True),
    "nominate": ("incidental", 0, "yes", False),
    "nomination_methods": ("incidental", 0, "no", True),
    "close_nominations": ("incidental", 0, "no", True),
    "reopen_nominations": ("incidental", 0, "no", True),
    "excused_from_duty": ("incidental", 0, "yes", True),
    "parliamentary_inquiry": ("incidental", 0, "no", False),
    "request_for_information": ("incidental", 0, "no", False),
    "withdraw_motion": ("incidental", 0, "no", False),
    "modify_motion": ("incidental", 0, "no", False),
    "read_papers": ("incidental", 0, "no", False),
    "any_other_privilege": ("incidental", 0, "no", False),
    "create_blank": ("incidental", 0, "no", False),
    "take_from_table": ("bring back", 1, "no", False),
    "rescind_amend_adopted": ("bring back", 1, "yes", True),
    "rescind_and_expunge": ("bring back", 1, "yes", True),
    "discharge_committee": ("bring back", 1, "yes", True),
    "reconsider": ("bring back", 0, "target", False),
    "reconsider_enter_minutes": ("bring back", 0, "target", False),
}
AMENDMENTS = ("amend", "amend_secondary", "substitute")
CLOSED = (
    "postpone_indefinitely",
    "commit",
    "postpone_to_certain_time",
    "limit_extend_debate",
    *AMENDMENTS,
    "previous_question",
)
"""What an order for the previous question keeps out (16:2-5)."""
WITHOUT_WORDS = (
    "postpone_indefinitely",
    "commit",
    "postpone_to_certain_time",
    "limit_extend_debate",
    "previous_question",
)
"""What is the same question whenever it is moved upon the same one; all others are worded anew each time."""
NOTHING_TO_APPLY_TO = (
    "appeal",
    "division_of_assembly",
    "close_polls",
    "reopen_polls",
    "nominate",
    "close_nominations",
    "reopen_nominations",
)
"""What needs a ruling of the chair, a vote by voice, open or closed polls, or an election, of which there are none here."""
AFTER_PROGRESS = (
    "commit",
    "postpone_to_certain_time",
    "limit_extend_debate",
    "previous_question",
    "lay_on_table",
    "recess",
    "adjourn",
)


APPEAL_YIELDS = {
    ("debatable", "adheres"): {"limit_extend_debate", "previous_question"},
    ("debatable", "alone"): {
        "limit_extend_debate",
        "previous_question",
        "commit",
        "postpone_to_certain_time",
        "lay_on_table",
    },
    ("undebatable", "adheres"): {"lay_on_table"},
    ("undebatable", "alone"): set[str](),
}
"""To which subsidiary motions an appeal, or a point of order that the chair has submitted, yields (24:3(1)-(2))."""
RESHAPING = ("division_of_question", "consideration_by_paragraph", "create_blank")
"""What is about a question immediately pending, though it may be made while that is to be postponed indefinitely (27:3, 28:3)."""
NEVER_RECONSIDERED = (
    "elect", "take_from_table", "point_of_order", "suspend_rules", "recess", "adjourn", "call_orders_of_day",
    "raise_question_of_privilege", "recess_main", "adjourn_main", "reconsider",
)  # fmt: skip
ONE_WAY = {
    "objection_to_consideration": "lost",
    "lay_on_table": "lost",
    "withdraw_motion": "lost",
    "discharge_committee": "lost",
    "postpone_indefinitely": "carried",
}
"""What is reconsidered by one of its results only (11:2(8), 17:3(8), 26:2(8), 33:14, 36:4)."""
ORDERS = ("limit_extend_debate", "previous_question")
"""What orders something about the debate upon the question immediately pending, until that is disposed of."""
ASIDE = {"commit": "referred", "postpone_to_certain_time": "postponed", "lay_on_table": "tabled"}
DILATORY = 3
"""After how many appeals of one member, each sustained plainly, the chair hears no more of them (39:1-4)."""


@dataclass(frozen=True)
class Pending:
    """A question as it lies on the table of the assembly; `on` is the one that it was moved upon.

    `mover` has moved it; `words` says that it has words that can be changed, `text` that these stand for themselves, and
    `paragraphs` how many there are; `about` names what else it is about: a ruling.
    """

    name: str
    kind: str
    on: Pending | None = None
    mover: str = ""
    words: bool = False
    text: bool = False
    paragraphs: int = 1
    about: str = ""

    @property
    def debatable(self) -> bool:
        how = FACTS[self.kind][2]
        return how == "yes" or (how == "target" and (self.on is None or self.on.debatable))


@dataclass
class Parliament:
    """What is pending, what has been set aside and decided, and on which questions debate is closed."""

    stack: list[Pending] = field(default_factory=list)
    orders: dict[str, Pending] = field(default_factory=dict)
    aside: dict[str, tuple[str, list[Pending]]] = field(default_factory=dict)
    set_aside_by: dict[str, str] = field(default_factory=dict)
    results: dict[str, str] = field(default_factory=dict)
    stood: dict[str, list[Pending]] = field(default_factory=dict)
    made: dict[str, Pending] = field(default_factory=dict)
    marked: dict[str, int] = field(default_factory=dict)
    once: set[str] = field(default_factory=set)
    tabled: dict[str, int] = field(default_factory=dict)
    last: dict[tuple[str, str], int] = field(default_factory=dict)
    decided: int = 0
    ruled: dict[str, tuple[int, list[Pending]]] = field(default_factory=dict)
    points: set[str] = field(default_factory=set)
    took: dict[str, list[Pending]] = field(default_factory=dict)
    appeals: list[tuple[str, bool]] = field(default_factory=list)
    live: bool = False
    refused: dict[tuple[str, str], int] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    voting: bool = False
    progress: int = 0

    @property
    def top(self) -> Pending | None:
        return self.stack[-1] if self.stack else None

    def is_closed(self, question: Pending) -> bool:
        return any(on is question and self.made[order].kind == "previous_question" for order, on in self.orders.items())

    def admits(self, kind: str) -> bool:
        """Says whether precedence lets a motion be made upon what is immediately pending."""
        of_class, rank, _, _ = FACTS[kind]
        top = self.top
        if kind in {"reconsider", "reconsider_enter_minutes"}:
            return True  # to make it outranks everything (37:9(1))
        if top is None:
            return of_class not in {"subsidiary", "privileged"} or kind in {
                "adjourn",
                "call_orders_of_day",
            }  # 18:4, 21:3
        if of_class in MAINS or self.voting:
            return of_class == "incidental" and self.voting
        if of_class == "incidental":
            return True
        if kind in CLOSED and self.is_closed(top):
            return False
        return self._ranks(kind, rank, top)

    def _ranks(self, kind: str, rank: int, top: Pending) -> bool:
        amendable = FACTS[top.kind][3]
        if kind in AMENDMENTS:
            degree = {"amend": top.kind not in AMENDMENTS, "amend_secondary": top.kind in {"amend", "substitute"}}
            return amendable and degree.get(kind, FACTS[top.kind][0] != "subsidiary")
        if top.kind == "take_from_table" and FACTS[kind][0] == "subsidiary":
            return False  # 34:2(2)
        if kind in {"limit_extend_debate", "previous_question"}:
            return top.debatable or (kind == "previous_question" and amendable)
        bottom = self.stack[0].kind
        if FACTS[kind][0] == "subsidiary" and FACTS[bottom][0] not in MAINS and bottom != "appeal":
            return False  # it applies to a main question, with what adheres to it
        if FACTS[kind][0] == "subsidiary" and not all(kind in self.yields(each) for each in self.stack):
            return False
        if kind in {"commit", "postpone_to_certain_time"} and not top.debatable:
            return False
        if kind == "postpone_indefinitely" and len(self.stack) > 1:
            return False
        return all(rank > FACTS[each.kind][1] for each in self.stack)

    def yields(self, question: Pending) -> set[str]:
        """Returns to which subsidiary motions a pending question yields, whatever their rank."""
        if question.kind not in {"appeal", "point_of_order"}:
            return {*FACTS}
        adheres = "adheres" if len(self.stack) > 1 else "alone"
        return APPEAL_YIELDS["debatable" if question.debatable else "undebatable", adheres]

    def may_reshape(self, kind: str, on: Pending, mover: str) -> bool:
        """Says whether a motion about the words or the handling of a pending question is in order upon it."""
        top = self.stack[-1]
        if FACTS[top.kind][0] == "privileged" and on is not top:
            return False  # it does not arise out of that (6:20)
        if kind in RESHAPING and on is not top and not (top.kind == "postpone_indefinitely" and top.on is on):
            return False
        is_main = FACTS[on.kind][0] in MAINS
        return {
            "division_of_question": is_main and on.paragraphs > 1,
            "division_of_question_demand": is_main and on.paragraphs > 1,
            "consideration_by_paragraph": on.paragraphs > 1,
            "create_blank": on.text and FACTS[on.kind][3],
            "modify_motion": on.words and on.mover == mover,
            "nomination_methods": on.kind == "elect",
            "nominate": on.kind == "elect",
        }[kind]

    def may_bring_back(self, kind: str, name: str) -> bool:
        """Says whether what was done can be brought back so (34-37)."""
        how = self.aside.get(name, ("",))[0]
        if kind.startswith("reconsider"):
            return self.may_reconsider(kind, name)
        if self.stack:
            return False
        if kind == "take_from_table":  # after some business, since it was tabled and since that was last refused
            since = max(self.tabled.get(name, 0) if self.live else 0, self.last.get((kind, name), 0))
            return how == "tabled" and (self.decided > since or (not self.live and (kind, name) not in self.last))
        if kind == "discharge_committee":
            return how == "referred" and (kind, name) not in self.last
        return (
            name in self.made
            and self.made[name].kind in {"main", "adopt_report"}
            and self.results.get(name) == "carried"
        )

    def may_reconsider(self, kind: str, name: str) -> bool:
        """Says whether a vote may be reconsidered: that of a kind which is, as long as it can be undone."""
        question, result = self.made[name], self.results.get(name)
        if result not in {"carried", "lost"} or question.kind in NEVER_RECONSIDERED or name in self.once:
            return False
        if ONE_WAY.get(question.kind, result) != result:
            return False
        if result == "lost" and question.kind in AFTER_PROGRESS and self.progress > self.marked[name]:
            return False
        is_main = FACTS[question.kind][0] in MAINS
        ends = {"postpone_indefinitely": "carried", "objection_to_consideration": "lost"}.get(question.kind) == result
        if kind == "reconsider_enter_minutes" and not (is_main or ends):
            return False
        if result == "carried" and not self._lasts(question):
            return False
        below = question.on is None or question.on in self.stack
        took = question.kind in ASIDE and result == "carried"
        took |= ends and self.results.get(self.stood[name][0].name) in {"postponed indefinitely", "dismissed"}
        return is_main or below or took

    def _lasts(self, question: Pending) -> bool:
        """Says whether what was carried can still be undone: a referral until the report, an order until it is exhausted."""
        if question.kind == "excused_from_duty":
            return False  # the member has learned of it
        if question.kind in ORDERS:
            return question.name in self.orders
        if question.kind in ASIDE:
            main = self.stood[question.name][0].name
            return main in self.aside and self.set_aside_by[main] == question.name
        return True

    def may_appeal(self, ruling: str, member: str) -> bool:
        """Says whether a ruling may be appealed from: at its time, once, and not by a member who has done little else."""
        progress, before = self.ruled[ruling]
        if progress != self.progress or any(each.about == ruling for each in self.stack):
            return False
        if ruling in self.points and any(each.kind == "appeal" for each in before):
            return False  # points of order that are raised during an appeal are for the chair to decide
        if self.live and any(each not in before for each in self.stack):
            return False
        mine = [sustained for who, sustained in self.appeals if who == member][-DILATORY:]
        return len(mine) < DILATORY or not all(mine)

    def rule_out(self, ruling: str) -> None:
        """Lets the chair take the question immediately pending from the floor."""
        self.ruled[ruling] = (self.progress, list(self.stack))
        gone = self.stack.pop()
        self.took[ruling] = [*self.stack, gone]
        self.results[gone.name] = "ruled out of order"
        self._exhausted()

    def applies(self, kind: str, mover: str = "") -> bool:
        """Says whether there is something that an incidental motion by this member could be about."""
        top = self.top
        if kind == "methods_of_voting":
            return top is not None
        if kind == "withdraw_motion":  # which its mover asks leave for (33:14)
            return top is not None and top.mover == mover
        if kind == "objection_to_consideration":  # before debate, and before a subsidiary motion is stated (26:2(1))
            return (
                top is not None and len(self.stack) == 1 and FACTS[top.kind][0] == "main" and top.name not in self.begun
            )
        if kind == "close_nominations":
            return top is not None and top.kind == "elect"
        return kind not in NOTHING_TO_APPLY_TO

    def may_renew(self, kind: str) -> bool:
        """Says whether what was voted down upon the same question may be moved again (38:3-7)."""
        lost = self.refused.get((kind, self.top.name if self.top else ""))
        return lost is None or (kind in AFTER_PROGRESS and self.progress > lost)

    def speak(self, on: Pending) -> None:
        """Lets debate upon a question begin, or go on."""
        self.progress += 1
        self.begun.add(on.name)

    def make(self, made: Pending) -> None:
        if FACTS[made.kind][0] == "subsidiary" and made.kind != "lay_on_table" and self.top is not None:
            self.begun.add(self.top.name)
        self.made[made.name] = made
        self.stack.append(made)

    def count(self, name: str) -> None:
        """Counts a vote that has been taken."""
        self.voting, self.progress, self.decided = False, self.progress + 1, self.decided + 1
        self.marked[name] = self.progress

    def bring_back(self, kind: str, made: str, of: str, *, carried: bool) -> None:
        """Lets a motion to bring something back be carried, which does so, or lost."""
        self.count(made)
        if carried:
            self.stack = self.aside.pop(of)[1]
        else:
            self.last[kind, of] = self.decided

    def reconsider(self, made: str, question: Pending, *, carried: bool) -> None:
        """Lets a vote be reconsidered, so that the question is as it stood before it, or stand."""
        self.count(made)
        self.once.add(question.name)
        if carried:
            self.put_back(question)

    def decide(self, *, carried: bool) -> None:
        """Lets the question immediately pending be carried or lost."""
        self.stood[self.stack[-1].name] = list(self.stack)
        done = self.stack.pop()
        self.results[done.name] = "carried" if carried else "lost"
        self.count(done.name)
        if done.kind == "appeal":
            self.appeals.append((done.mover, carried))
        if done.kind == "objection_to_consideration" and not carried:
            self.results |= {each.name: "dismissed" for each in self.stack}
            self.stack = []
        if not carried and done.kind in WITHOUT_WORDS:
            self.refused[done.kind, self.top.name if self.top else ""] = self.progress
        if carried:
            self._carry(done)
        elif done.about in self.took:
            back = self.took[done.about]  # the ruling is overturned, and what it took is there again
            self.results = {name: result for name, result in self.results.items() if name != back[-1].name}
            under = [self.stack.index(each) for each in back[:-1] if each in self.stack]
            self.stack.insert(max(under, default=-1) + 1, back[-1])
        self._exhausted()

    def _exhausted(self) -> None:
        """Ends the orders upon debate of which no question is left."""
        here = {each.name for each in self.stack} | {each.name for _, held in self.aside.values() for each in held}
        self.orders = {order: on for order, on in self.orders.items() if on.name in here}

    def _carry(self, done: Pending) -> None:
        if done.kind == "postpone_indefinitely":
            self.results |= {each.name: "postponed indefinitely" for each in self.stack}
            self.stack = []
        elif done.kind in ASIDE:
            how = ASIDE[done.kind]
            held = [each for each in self.stack if how != "referred" or each.kind != "postpone_indefinitely"]
            self.aside[held[0].name], self.stack = (how, held), []
            self.tabled[held[0].name] = self.decided
            self.set_aside_by[held[0].name] = done.name
        elif done.kind == "withdraw_motion" and done.on in self.stack:
            gone = self.stack[self.stack.index(done.on) :]
            self.results |= {each.name: "withdrawn" for each in gone}
            self.stack = self.stack[: -len(gone)]
        elif done.kind in ORDERS and self.stack:
            self.orders[done.name] = self.stack[-1]

    def put_back(self, question: Pending) -> None:
        """Puts a question where it stood before the vote on it, with what lay below it if that has gone since (37:19)."""
        self.orders.pop(question.name, None)
        if question.about in self.took and self.results[question.name] == "lost":
            gone = self.took[question.about][-1]  # what the ruling took is not there while the appeal is pending again
            if gone in self.stack:
                self.stack.remove(gone)
                self.results[gone.name] = "ruled out of order"
                self._exhausted()
            else:  # set aside or decided since, which the ruling does not change any more
                del self.took[question.about]
        below = question.on is None or question.on in self.stack
        is_main = FACTS[question.kind][0] in MAINS
        self.stack = [*self.stack, question] if is_main or below else self.stood[question.name]
        back = {each.name for each in self.stack}
        self.results = {name: result for name, result in self.results.items() if name not in back}
        self.aside = {name: held for name, held in self.aside.items() if name not in back}
