"""Taking secrets and personal data out of what a model is shown: what is not sent, nobody can keep.

Each is replaced by a placeholder with a number, `<email-2>`: the same text by the same one wherever it stands, so that an address
that was changed is still seen to be another. The shapes are those that providers document for their keys, and what is assigned to
a name that says it is secret. It takes out too much rather than too little: `secret = name` loses the name. A secret that looks
like no secret is not recognised.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple
from unicodedata import normalize

from gitgov.advice.answer import Case

_BEGIN = r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
_END = r"-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
_OPENS = r"(?:passw(?:or)?d|passphrase|passwort|kennwort|mot[_-]?de[_-]?passe|contrase[n\u00f1]a|pwd)"
_SECRET = (
    rf"(?:{_OPENS}|secret|api[_-]?key|access[_-]?key|auth[_-]?key|token|private[_-]?key"
    r"|signing[_-]?key|account[_-]?key|credentials?)"
)
_TELLING = rf"{_SECRET}[A-Za-z0-9_.-]{{0,64}}"
_QUOTED = r"\"(?:[^\"\\\n]|\\.)+\"|'(?:[^'\\\n]|\\.)+'"
_BLOCK = r"\"\"\"(?:[^\"]|\"(?!\"\")){1,4000}\"\"\"|'''(?:[^']|'(?!'')){1,4000}'''"
_CONTINUED = r"(?:(?:[(\\]|[|>][-+0-9]{0,2})[ \t]{0,20})?(?:\r?\n)?(?:[+-][ \t]{1,40}|[ \t]{1,40})?"
"""What may stand between a name and a value in the next line, in a diff too."""
_ASSIGNED = (
    rf"(?i:{_TELLING}[\"']?\s{{0,20}}(?:[=!]==?|:=|=>|=|:)\s{{0,20}}){_CONTINUED}"
    rf"(?P<value>{_BLOCK}|{_QUOTED}|[^\s\"'(\\|][^\s]{{2,}})"
)
_WORD = r"(?!--|[A-Za-z_][\w.]*(?:\([^\n]{0,80}\)|\[[^\n]{0,80}\]))[^\s\"'(\\|<>][^\s\"'<>]{2,}"
"""A value without quotes after a name that tells less, or without a sign between them: no long option, and no call."""
_SHORT = (
    r"(?<![A-Za-z0-9])(?:(?i:(?:[a-z0-9]{1,30}_){1,4}(?:pass|pw)|pw|bearer)|[A-Z0-9]{1,30}PASS|(?i:pass)(?![\"']?\s{0,20}:\s+[^\s\"'0-9]+(?:\s|\Z)))"
    rf"[\"']?\s{{0,20}}(?:[=!]==?|:=|=>|=|:)\s{{0,20}}(?P<value>{_QUOTED}|{_WORD})"
)
"""Names that are other words too: alone, or the last of several; of `first pass: read` nothing is taken."""
_CALL = rf"(?i:(?:{_OPENS}|secret|api[_-]?key)\(\s{{0,20}})"
_CALLED = rf"{_CALL}(?P<value>{_QUOTED})"
_CALLED_SECOND = rf"{_CALL}(?:{_QUOTED}|[^()\n,\"']{{1,80}}),\s{{0,20}}(?P<value>{_QUOTED})"
_IN_PAIR = rf"(?i:[\"'][a-z0-9_-]{{0,30}}{_OPENS}[\"'],\s{{0,20}})(?P<value>{_QUOTED})"
_IN_TAGS = rf"<(?![a-z-]{{1,20}}-[0-9]{{1,9}}>)(?i:[a-z0-9:_.-]{{0,40}}?{_TELLING})(?:\s[^<>]{{0,200}})?>(?P<value>[^<>]{{1,1000}})(?=</)"
_AFTER_BLANK = (
    rf"(?:(?<![\w-])--?(?i:[a-z0-9-]{{0,40}}?{_SECRET})[ \t]{{1,4}}"  # an option
    rf"|\b(?:ENV|setenv|setx)[ \t]{{1,4}}(?i:\w{{0,40}}?{_SECRET}\w{{0,40}})[ \t]{{1,4}}"
    r"|\blogin[ \t]{1,4}[^\s]{1,200}[\s+-]{1,20}password[ \t]{1,4}"  # .netrc
    r"|\b(?:mysql|mariadb)[a-z-]{0,20}\b[^\n|]{0,200}?\s-p"
    r"|\b(?:sshpass|(?:docker|podman) login)\b[^\n|]{0,200}?\s-p[ \t]{0,4}"
    rf"|\brequirepass[ \t]{{1,4}})(?P<value>{_QUOTED}|{_WORD})"
)
_AUTHORIZED = r"(?i:authorization[\"']?\s{0,5}[:=]\s{0,5}[\"']?)[A-Za-z][A-Za-z0-9-]{0,30} (?P<value>[^\s\"'<>,;]{6,})"
"""RFC 9110, whatever the scheme is called."""
_ADDRESSED = r"(?<![\w\u0300-\u036f<>.'-])(?P<value>[^\W\d_][\w\u0300-\u036f.'-]{0,40}(?:,? [^\W\d_][\w\u0300-\u036f.'-]{0,40}){0,3})(?=,? <[^\s<>@]{1,64}@[\w.-]{1,253}>)"
"""A name before its address, as in `Signed-off-by`."""
_USER = r"\b(?:curl|wget|https?)\b[^\n]{0,200}?\s(?:-u|--user)[ =]{1,4}[\"']?[^\s:\"']{1,100}:(?P<value>[^\s\"']{3,})"
_PHONE = (  # E.164, and as it is written in North America; `+` begins a line of a diff
    r"(?<=[ \t\"'(<:=,;])\+[1-9](?:[ ./()-]{0,3}[0-9]){7,14}(?![0-9])"
    r"|(?<![\w.-])(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[-.])[0-9]{3}[-.][0-9]{4}(?![\w-])"
)
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(shape, re.DOTALL))
    for kind, shape in (
        ("private-key", rf"{_BEGIN}.*?(?:{_END}|\Z)"),
        ("login", r"(?<=://)[^\s/@:\"'<>]{0,200}:[^\s/\"'<>]{1,1000}(?=@)|(?<=://)[^\s/@:\"'<>]{16,200}(?=@)"),
        ("token", r"\b(?:AKIA|ASIA|AGPA|AIDA|AROA|ANPA|ANVA|A3T[A-Z0-9])[A-Z0-9]{16}\b"),  # AWS
        ("token", r"gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255}"),
        ("token", r"gl[a-z]{2,6}-[A-Za-z0-9_.=-]{16,300}"),  # GitLab
        ("token", r"xox[a-z]-[A-Za-z0-9-]{10,250}|xapp-[A-Za-z0-9-]{10,250}|hooks\.slack\.com/[A-Za-z0-9/_-]+"),
        ("token", r"AIza[A-Za-z0-9_-]{35}|ya29\.[A-Za-z0-9_-]{10,}|GOCSPX-[A-Za-z0-9_-]{20,}"),  # Google
        ("token", r"\b[spr]k[-_][A-Za-z0-9_-]{16,}"),  # OpenAI, Stripe, and others who begin theirs so
        ("token", r"npm_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_-]{16,}|hf_[A-Za-z0-9]{20,}|dop_v1_[a-f0-9]{64}"),
        (
            "token",
            r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{6,}(?:\.[A-Za-z0-9_-]*)?",
        ),  # RFC 7519, of JSON objects
        (
            "token",
            r"(?<=[Bb][Ee][Aa][Rr][Ee][Rr] )[^\s\"'<>,;]{6,}|(?<=[Bb]asic )[A-Za-z0-9+/=]{12,}",
        ),  # RFC 6750, RFC 7617
        ("token", r"SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|(?<=[?&]sig=)[A-Za-z0-9%+/=_-]{16,}"),  # SendGrid, Azure
        ("token", r"\b(?:AC|SK)[a-f0-9]{32}\b|\b[0-9]{8,10}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"),  # Twilio, Telegram
        ("secret", _ASSIGNED),
        ("secret", _SHORT),
        ("secret", _CALLED),
        ("secret", _CALLED_SECOND),
        ("secret", _IN_PAIR),
        ("secret", _IN_TAGS),
        ("secret", _AFTER_BLANK),
        ("secret", _AUTHORIZED),
        ("secret", _USER),
        ("account", r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"),  # ISO 13616: IBAN
        ("ssn", r"(?<![\w.-])(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![\w-])"),
        ("person", _ADDRESSED),
        ("email", r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}"),
        ("phone", _PHONE),
        (
            "blob",  # a line of a key that is shown in pieces; ids in hexadecimal stay
            r"(?<![A-Za-z0-9+/=])(?=[a-z0-9+/]*[A-Z])(?=[A-Z0-9+/]*[a-z])(?=[A-Za-z+/]*[0-9])[A-Za-z0-9+/]{48,}={0,2}",
        ),
    )
)
_KEYED = re.compile(_TELLING, re.IGNORECASE)
_PLACED = re.compile(r"[\"']?<[a-z-]+-[0-9]+>[\"']?[)\]},;:.]{0,9}")
_APART = r"[\s.,_+-]{0,8}"
"""What may stand between the words of a name, as in the next line of a diff, in `robert.roe` or `RobertRoe`."""


class Redacted(NamedTuple):
    """A value without its secrets, and of each kind of them how many there were."""

    value: Any
    kinds: Mapping[str, int]


def redact(value: Any, names: Collection[str] = ()) -> Redacted:
    """Take secrets, addresses and the names given out of JSON, its keys included."""
    taken = _Taken(names)
    found = taken.out_of(value)
    return Redacted(found, taken.kinds())


class Veiled(NamedTuple):
    """A case as a model may be shown it, and which name of what exists is `behind` a text that is shown in its place, where there is one alone."""

    case: Case
    behind: Mapping[str, str]


def redacted_case(case: Case, names: Collection[str] = ()) -> Case:
    """Return a case as a model may be shown it: facts and data without secrets; answer and citables stay, as they are not shown."""
    return veiled(case, names).case


def veiled(case: Case, names: Collection[str] = ()) -> Veiled:
    """Return a case as `redacted_case` does, and with it what puts names back that a model repeats as it was shown them."""
    taken = _Taken(names)
    found = taken.out_of({"facts": dict(case.facts), "data": dict(case.data)})
    real = {*case.citable.names, *case.citable.lines, *case.answer.order}
    behind: dict[str, set[str]] = {}
    for each in real:
        behind.setdefault(taken.out_of(each), set()).add(each)
    alone = {shown: min(each) for shown, each in behind.items() if len(each) == 1 and shown not in real}
    return Veiled(case._replace(facts=found["facts"], data=found["data"]), alone)


def _pattern_of(names: Collection[str]) -> re.Pattern[str] | None:
    """Match names however they are spaced and composed, the last word first too, and each word of them as it is written."""
    composed = {normalize(form, each) for each in names for form in ("NFC", "NFD")}
    words = [found for each in composed if (found := each.split())]
    whole = {_APART.join(map(re.escape, each)) for each in words}
    turned = {_APART.join(map(re.escape, (each[-1], *each[:-1]))) for each in words if len(each) > 1}
    alone = {re.escape(word) for each in words if len(each) > 1 for word in each if len(word) > 2 and word[0].isupper()}
    wanted = sorted(whole | turned, key=len, reverse=True) + [f"(?-i:{'|'.join(sorted(alone, reverse=True))})"] * bool(
        alone
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(wanted)})(?!\w)", re.IGNORECASE) if wanted else None


def _sums_up(account: str) -> bool:
    """Say whether the check digits of an IBAN are right (ISO 7064, MOD 97-10): a short id in capitals is none."""
    plain = account.replace(" ", "")
    return int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1


class _Taken:
    """What has been taken out so far, and by which placeholder each is replaced."""

    def __init__(self, names: Collection[str]) -> None:
        self._places: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}
        self._names = _pattern_of(names)

    def kinds(self) -> dict[str, int]:
        return dict(self._counts)

    def out_of(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Mapping):
            return {self._text(str(key)): self._under(str(key), each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return self._pieces(value)
        return value

    def _under(self, key: str, value: Any) -> Any:
        """Take a value out whole where its key says that it is secret."""
        if isinstance(value, str) and value and _KEYED.search(key):
            return self._place("secret", value)
        return self.out_of(value)

    def _pieces(self, values: list[Any] | tuple[Any, ...]) -> list[Any]:
        """Take secrets out of a list; a key that begins in one line of it goes on to the line in which it ends."""
        found: list[Any] = []
        inside = False
        for each in values:
            if inside and isinstance(each, str):
                inside = not re.search(_END, each)
                found.append(self._place("private-key", each))
                continue
            if isinstance(each, str) and (begun := re.search(_BEGIN, each)):
                inside = not re.search(_END, each[begun.end() :])
            found.append(self.out_of(each))
        return found

    def _text(self, text: str) -> str:
        for kind, shape in _SHAPES:
            text = shape.sub(lambda match, kind=kind: self._replaced(kind, match), text)  # type: ignore[misc]
        if self._names is not None:
            text = self._names.sub(lambda match: self._place("person", match[0].casefold()), text)
        return text

    def _replaced(self, kind: str, match: re.Match[str]) -> str:
        if kind == "account" and not _sums_up(match[0]):
            return match[0]
        if "value" not in match.re.groupindex:
            return self._place(kind, match[0])
        value = match["value"]
        if _PLACED.fullmatch(value):
            return match[0]
        return (
            match[0][: match.start("value") - match.start()]
            + self._place(kind, value.casefold() if kind == "person" else value)
            + match[0][match.end("value") - match.start() :]
        )

    def _place(self, kind: str, text: str) -> str:
        if (kind, text) not in self._places:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._places[kind, text] = f"<{kind}-{self._counts[kind]}>"
        return self._places[kind, text]
