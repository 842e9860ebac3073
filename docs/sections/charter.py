"""The charter reference: entries with types and defaults, templates, and mistakes with the words that name them."""

# ruff: noqa: SLF001 - the defaults are the reader's own, and are shown from there

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from importlib import resources
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from gitgov.chamber.draft import TEMPLATES, from_template
from gitgov.charter import model, read
from gitgov.charter.charter import RuleSet
from gitgov.core.instants import show_duration
from gitgov.core.ratio import Threshold
from gitgov.core.sshkeys import PublicKey, parse_public_key
from sections import code, table

TABLES: Mapping[str, type[BaseModel]] = {
    "": model.CharterTable,
    "[members.NAME]": model.MemberTable,
    "[rules] and [rules.KIND]": model.RuleTable,
    "[proxies]": model.ProxiesTable,
    "[[branches]]": model.BranchTable,
    "[[branches.requires]]": model.RequirementTable,
    "[[tags]]": model.TagTable,
    "[[standing_orders]]": model.OrderTable,
    "[keeper]": model.KeeperTable,
    "[teams.NAME]": model.TeamTable,
    "[sprints]": model.SprintsTable,
    "[quality]": model.QualityTable,
    "[services.NAME]": model.DeployableTable,
    "[bodies.NAME]": model.BodyTable,
}
NESTED = {
    "members",
    "rules",
    "proxies",
    "branches",
    "tags",
    "standing_orders",
    "keeper",
    "teams",
    "sprints",
    "quality",
    "services",
    "bodies",
}
NESTED |= {"[[branches]].requires"}
"""Entries that are tables of their own, and told of there."""
TEXTS = {
    "_threshold": "threshold",
    "_quorum": "threshold or number",
    "_duration": "duration",
    "_span": "duration above 0s",
    "_key": "public key",
    "_pgp": "armoured OpenPGP key",
    "_member": "name",
    "_role": "role",
    "_vote": "vote",
    "_share": "whole number or threshold",
    "_email": "address",
    "_kind": "kind of motion",
    "_pattern": "pattern",
    "_team": "name",
    "_ctq": "quality characteristic",
    "_branch_pattern": "pattern with slots",
    "_owned": "path",
    "_day": "day",
    "_place": "place",
    "_address": "address of a repository",
    "_pack": "pack's name",
    "_part": "share",
    "_genesis": "genesis",
}
"""What a text has to be, by the name of the check that its type carries."""

MEANING: Mapping[str, tuple[str, str]] = {
    "name": ("What the body is called.", '"Example"'),
    "version": ("Rises by one with each charter. The genesis may begin with any version.", "1"),
    "presiding": (
        'Who presides. `"automatic"`: the rule. `"chair"`: a holder of that role, after an absence also a `"deputy"`.',
        '"chair"',
    ),
    "absence": ("How long a question must have waited for the chair before a deputy may preside.", '"3d"'),
    "acceptance": (
        'Who of the roll that an amendment makes must have signed in the matter before it takes effect. `"enough"`: so many as could amend the charter again. `"each"`: each new key as well.',
        '"each"',
    ),
    "clock_skew": ("How far ahead of the keeper's clock a line may be dated, and how late one may arrive where a period runs from it.", '"5m"'),
    "[members.NAME].keys": ("The public keys that speak for the member, 1 to 32, each as in a `.pub` file. One key speaks for one member.", '["ssh-ed25519 AAAA..."]'),
    "[members.NAME].roles": ('Roles held. `"chair"` and `"deputy"` preside; any other role is what `[[tags]]` asks for.', '["chair", "release"]'),
    "[members.NAME].affiliation": ("Whom the member works for, or otherwise belongs to. Caps in elections count by it; who has none stands under no cap.", '"Example Ltd"'),
    "[members.NAME].standing": ("A retired member keeps the name and the keys, has no vote, and stands in no denominator. An adviser is a program or a person who may put proposals on record and do nothing else; it holds no role.", '"retired"'),
    "[members.NAME].emails": ("The addresses by which git knows the member as an author, in any case of letters. One address is one member's.", '["dave@example.org"]'),
    "threshold": ("The share of ayes that carries.", '">= 3/4"'),
    "basis": ("What the threshold is a share of: votes `cast` (ayes and nays), members `present` (all who answered), or the `membership` (the whole electorate).", '"membership"'),
    "quorum": ("How many must answer for the vote to count: a share of the electorate, or a number of members.", '"3"'),
    "quorum_basis": ("Who counts towards the quorum: all who answered (`present`), or only ayes and nays (`cast`).", '"cast"'),
    "otherwise": ("Votes of which any one will do as well, with or without previous notice: a threshold, ` of `, and `cast`, `present` or `membership`.", '["majority of membership"]'),
    "at_risk": ("The thresholds that hold instead, where a merge is moved at such a risk, and the usual one where that is higher; neither `otherwise` nor silence is then enough.", '{ high = "two-thirds", critical = ">= 3/4" }'),
    "ayes_of": ("How many ayes, or which share, the holders of each of these roles must give, beside the threshold.", '{ release = 1, chair = "majority" }'),
    "veto": ('The roles whose holders, if they may vote, can veto: with a reason, and until they withdraw it the motion is lost whatever the count. `"member"` stands for every member.', '["release"]'),
    "consent": ("If not 0s: how long silence must last after unanimous consent was asked for, asynchronously. At a meeting it lasts until the chair announces the result. Of an election it elects the only nominee by acclamation (RONR (12th ed.) 46:40).", '"1d"'),
    "ballot": ("A vote is taken, whatever everybody agrees to: neither `lazy` nor unanimous consent nor acclamation takes its place (RONR (12th ed.) 45:20, 46:41).", "true"),
    "seconder_votes": ("The seconder votes. If false, the seconder stands outside of the electorate.", "false"),
    "author_votes": ("Members who wrote what a merge brings in vote on it. If false, they stand outside of the electorate, by their `emails`; the gate checks that all of them were named.", "false"),
    "chair_votes": ('Whether who puts the question votes on it: `"always"`, as in a small board; `"deciding"`, after the others and only where that changes the result (RONR (12th ed.) 44:12); or `"never"`, which holds for the role `chair` and takes it out of every denominator.', '"never"'),
    "recusal": ('A member who stands aside because of an interest (RONR (12th ed.) 45:4) does not vote. `"stays"`: is present, and in the denominators. `"leaves"`: is not.', '"leaves"'),
    "ayes": ("The least number of ayes, beside the threshold.", "3"),
    "second": ("Another member must second the motion before it is stated.", "true"),
    "debate": ("The least time from the stating of the question to the poll.", '"1d"'),
    "notice": ("The least time from the moving of the motion to the poll: its previous notice. Who moves without notice, and at a meeting who has given none, needs a vote of `otherwise`.", '"7d"'),
    "poll": ("How long the poll stays open, unless nothing can change any more.", '"72h"'),
    "lazy": ("If not 0s: a motion without a nay or a veto carries when the poll has been open for so long, whatever threshold and quorum say. One of them makes it a vote, which from then on has the whole time of `poll`.", '"72h"'),
    "hold": ("How long after the announcement the decision must wait before it is carried out.", '"1d"'),
    "early": ("The result may be announced as soon as no ballot still to come can change it. If false, only when the poll has run its time or all have voted.", "false"),
    "change_ballots": ("A member may vote again until the announcement; the last ballot in causal order counts.", "false"),
    "reasons": ("Each ballot must state its reason.", "true"),
    "mover_votes": ("The mover votes. If false, the mover stands outside of the electorate, and so of every denominator.", "false"),
    "mover_releases": ("The mover of a release may sign its tag.", "false"),
    "speeches": ("How many speeches a member may make on a question a day; 0 for any number (RONR (12th ed.) 43:12).", "2"),
    "speech": ("How long a speech may be; `0s` for any length. At a meeting from being recognized to the end; in writing a minute is 1,000 characters (RONR (12th ed.) 43:8).", '"10m"'),
    "day": ("How long a day of debate is where no meeting sits, counted from the moving: speeches begin anew with it; `0s`: the whole debate is one day (RONR (12th ed.) 43:12).", '"12h"'),
    "reconsider": ("For how long after its announcement a vote may be reconsidered where no meeting sits; at a meeting on the same day and the next one (RONR (12th ed.) 37:10(b)).", '"48h"'),
    "[proxies].allowed": ("Upon which kinds of motions members may vote for others, and on what is moved upon those; without `[proxies]` upon none.", '["merge", "release"]'),
    "[proxies].most": ("How many votes of others one member may carry on a question.", "1"),
    "[proxies].chain": ("A delegate who does not vote passes what was entrusted on, with the own vote. If false, a vote goes one hop.", "true"),
    "[proxies].longest": ("How long a proxy lasts at most; 0s for any time, also without an end.", '"30d"'),
    "[proxies].meetings": ("Proxies count at live meetings too, though never for the quorum.", "true"),
    "[[branches]].name": ("A protected branch, or a pattern in which `*` stands for anything, `/` too. The first row that fits counts.", '"release/*"'),
    "[[branches]].methods": ("The ways in which ratified content may arrive.", '["merge", "squash"]'),
    "[[branches]].signed": ('What members sign of what comes in: `"merges"`, what is made to carry a decision out (a merge, a squash, the commits of a rebase; the keeper may sign these too); `"commits"`, every commit that the ratified head adds, by whichever method.', '["merges", "commits"]'),
    "[bodies.NAME].genesis": ("The genesis of another body, whatever that calls itself. A merge may be moved `--with` it: then it takes that this body has carried the same head too, by its own charter, which `git motion concur` puts on record.", f'"{"0123456789abcdef" * 4}"'),
    "[[branches.requires]].paths": ("Folders and files below the row of `[[branches]]` above it. What changes there, comes or goes, also by a move, comes in only where a motion of that `kind` was carried about the very head that is merged: `git motion adopt architecture --content BRANCH`. Who names `.gitmodules` asks about pins of submodules too that come or go.", '[".gitmodules", "adr/"]'),
    "[[branches.requires]].kind": ("The kind of motion that it takes.", '"architecture"'),
    "[[branches]].formats": ('In which format that may be signed: `"ssh"`, `"openpgp"`, or either.', '["ssh"]'),
    "[[tags]].name": ("A protected tag, or a pattern.", '"v*"'),
    "[[branches]].advice": ('The advisers who have to have said something of what is merged, on record on its head (docs/advice.md). With `"risk"`, a motion has to say a risk that is no lower.', '["review", "risk"]'),
    "[[tags]].advice": ("The advisers who have to have said something of what is released, on record on the commit.", '["release"]'),
    "[[branches]].ctqs": ("The quality characteristics that ratified content has to meet, as they are defined by motion and as it was measured and recorded (docs/quality.md).", '["code_coverage"]'),
    "[[tags]].ctqs": ("The quality characteristics that what is released has to meet.", '["vulnerabilities"]'),
    "[quality].measurers": ("The roles whose holders may record what was measured. None: any member.", '["ci"]'),
    "[services.NAME].paths": ("What of the repository belongs to the service: folders, or patterns. None: all.", '["api/"]'),
    "[services.NAME].tags": ("The tags that stand for its deployments, where none are recorded.", '"api-v*"'),
    "[services.NAME].environment": ("The environment whose deployments count.", '"production"'),
    "[[standing_orders]].name": ("What people call it, in `git gov order invoke NAME`.", '"hotfix"'),
    "[[standing_orders]].roles": ("The roles whose holders may invoke it.", '["release"]'),
    "[[standing_orders]].act": ("What it lets in: a branch into a protected one, or a tag.", '"merge"'),
    "[[standing_orders]].refs": ("The protected branches or tags that it opens, as patterns.", '["main"]'),
    "[[standing_orders]].limit": ("How many times it may be invoked in any `period`, by all who may together.", "2"),
    "[[standing_orders]].period": ("The period that `limit` is for.", '"30d"'),
    "[[standing_orders]].ratify_within": ("How long the assembly has to ratify what was done. After that the charter is in breach, which everybody sees, and the order cannot be invoked.", '"3d"'),
    "[keeper].keys": ("The public keys with which the server signs what it takes in, and when; none of them a member's.", '["ssh-ed25519 AAAA..."]'),
    "[teams.NAME].parent": ("The team that it is under: a scrum of scrums, whose scrum master is the Scrum of Scrums Master, and whose product owner the Chief Product Owner. Three levels at most; the members of the one at the top are the Executive Action Team.", '"platform"'),
    "[teams.NAME].members": ("Who does the work, and votes on what the team commits itself to.", '["bob", "carol"]'),
    "[teams.NAME].product_owner": ("Who orders its backlog, plans and reviews its sprints; counts in no capacity.", '"alice"'),
    "[teams.NAME].scrum_master": ("Who plans and starts its sprints and removes impediments; counts in no capacity, unless a member too.", '"bob"'),
    "[teams.NAME].paths": ("The part of the repository that it owns: folders, which end in `/`, or patterns.", '["backend/", "*.proto"]'),
    "[teams.NAME].remote": ("The remote, or the address of the repository, in which it works; nothing: this one.", '"backend"'),
    "[teams.NAME].packs": ("Its domain packs: repositories that `git sprint start` adds to its work tree, as submodules below `domain_packs/`.", '{ auth = "https://example.org/auth.git" }'),
    "[teams.NAME].branch": ("What its branch of a sprint is called.", '"work/{team}/{sprint}"'),
    "[teams.NAME].points": ("What a member does in a sprint without a day off, in points; that of `[sprints]` unless given.", "10"),
    "[teams.NAME].day_off": ("What a day off takes from that; that of `[sprints]` unless given.", "1"),
    "[teams.NAME].focus": ("The share of the working days of its members that goes into a sprint: its capacity is then in days; that of `[sprints]` unless given.", '"7/10"'),
    "[teams.NAME].holidays": ("Days on which nobody of it works.", '["2026-12-25"]'),
    "[sprints].into": ("The branch that sprints work towards.", '"develop"'),
    "[sprints].points": ("What a member does in a sprint without a day off, in points.", "10"),
    "[sprints].day_off": ("What a day off takes from that.", "2"),
    "[sprints].candidates": (
        "Which protected tags mark candidates for a release: each takes, besides its release, the review of a sprint at a commit that is in its history. None unless given.",
        '"v*-rc.*"',
    ),
    "[sprints].focus": ("The share of working days that goes into a sprint, for capacities in days instead of points.", '"3/5"'),
    "[sprints].climbs": ("After how long an impediment that nobody has removed climbs to the next team above.", '"2d"'),
    "[sprints].confidence": ("How many fingers of five a train shows on average before its increment may begin; 0: it is not asked.", "4"),
    "[members.NAME].pgp": ("The OpenPGP public keys, in armour, with which the member may sign tags and commits, and nothing else. Checked by `gpgv`, with these keys alone.", "[]"),
    "[[tags]].formats": ('In which format a tag may be signed: `"ssh"`, `"openpgp"`, or either.', '["ssh"]'),
    "[[tags]].roles": ("The roles whose holders may sign such a tag; none named: any active member.", '["release"]'),
}  # fmt: skip
"""What each entry means, and an example, which is checked."""

ORDER = {
    "name": '"hotfix"',
    "roles": '["release"]',
    "act": '"merge"',
    "refs": '["main"]',
    "limit": "2",
    "period": '"30d"',
    "ratify_within": '"3d"',
}
"""A standing order, to put the example of one of its entries into."""

FORMS = {
    "threshold": '`"majority"` (> 1/2), `"two-thirds"` (>= 2/3), `"unanimous"` (>= 1/1), or an exact fraction such as `"> 1/2"` or `">= 3/4"`',
    "threshold or number": 'a threshold, or a number of members such as `"3"`',
    "duration": 'a number and a unit: `"90s"`, `"15m"`, `"72h"`, `"7d"`, `"2w"`',
    "vote": 'a threshold of something: `"majority of membership"`, `"two-thirds of cast"`, `">= 3/4 of present"`',
    "whole number or threshold": "a number of ayes, or a threshold",
    "address": "an email address, as `git config user.email` has it",
    "public key": "one line of a `.pub` file: `ssh-ed25519`, `ecdsa-sha2-nistp256`, `-nistp384`, `-nistp521`, `ssh-rsa` (2,048 bits or more), `sk-ssh-ed25519@openssh.com` or `sk-ecdsa-sha2-nistp256@openssh.com`",
    "name": "a-z, 0-9, `.`, `_` and `-`, at most 64, beginning and ending with a letter or digit",
    "role": "a-z, 0-9 and `-`, beginning with a letter, at most 40",
    "kind of motion": ", ".join(f'`"{kind}"`' for kind in read.KINDS),
    "team's name": "a-z, 0-9 and `-` between them, at most 40",
    "share": "a fraction above 0 and at most 1",
    "pattern with slots": "a branch name with `{sprint}` and `{team}` in it",
    "path": "a folder of the repository, with `/` at its end, or a pattern in which `*` stands for anything",
    "place": 'the name of a remote, or an address: `"backend"`, `"https://host/backend.git"`, `"git@host:backend.git"`',
    "day": 'as ISO 8601 writes it: `"2026-12-24"`',
    "pattern": "a branch or tag name without `refs/heads/` or `refs/tags/`; `*` stands for anything",
}


def entries() -> str:
    """Returns a table for each table of a charter, and the forms of texts."""
    found = [path for place, each in TABLES.items() for path in _paths(place, each)]
    if set(found) != MEANING.keys():
        raise SystemExit(
            f"docs/sections/charter.py: entries without a meaning or the reverse: {set(found) ^ MEANING.keys()}"
        )
    _check_examples()
    parts = []
    for place, each in TABLES.items():
        rows = [
            _row(place, name, field) for name, field in each.model_fields.items() if _path(place, name) not in NESTED
        ]
        parts.append(
            f"### {place or 'At the top'}\n\n" + table(("entry", "type", "default", "meaning", "example"), rows)
        )
    forms = table(("type", "how it is written"), FORMS.items())
    return "\n".join(parts) + "\n### How values are written\n\n" + forms


def _paths(place: str, table_model: type[BaseModel]) -> Iterator[str]:
    yield from (path for name in table_model.model_fields if (path := _path(place, name)) not in NESTED)


def _path(place: str, name: str) -> str:
    return name if place == "" or place.startswith("[rules]") else f"{place}.{name}"


def _row(place: str, name: str, field: FieldInfo) -> tuple[str, str, str, str, str]:
    meaning, example = MEANING[_path(place, name)]
    return f"`{name}`", _type(field), _default(place, name, field), meaning, f"`{name} = {example}`"


def _type(field: FieldInfo) -> str:
    return _named(field.annotation, field.metadata)


def _named(annotation: Any, metadata: list[Any]) -> str:
    for each in metadata:
        if (check := getattr(getattr(each, "func", None), "__name__", "")) in TEXTS:
            return TEXTS[check]
    if get_origin(annotation) is dict:
        key = _named(get_args(annotation)[0], [])
        return "table of roles" if key == "role" else f"table of addresses, by {key}"
    if get_origin(annotation) is Literal:
        return " or ".join(f'`"{each}"`' for each in get_args(annotation))
    if get_origin(annotation) is list:
        return (
            f"list of {_plural(_named(get_args(annotation)[0], []))}"
            if not _is_literal(annotation)
            else f"list of {_named(get_args(annotation)[0], [])}"
        )
    inner = [each for each in get_args(annotation) if each is not NoneType]
    if inner:
        return _named(inner[0], list(getattr(inner[0], "__metadata__", ()) or inner[1:]))
    return {str: "text", int: "whole number", bool: "true or false"}[annotation]


def _plural(word: str) -> str:
    return f"{word}es" if word.endswith("s") else f"{word}s"


def _is_literal(annotation: Any) -> bool:
    return get_origin(get_args(annotation)[0]) is Literal


def _default(place: str, name: str, field: FieldInfo) -> str:
    if place.startswith("[rules]"):
        return code(_toml(read._DEFAULTS[name]))
    if field.default is None:
        return "nothing"
    return "required" if field.default is PydanticUndefined else code(_toml(field.default))


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _check_examples() -> None:
    """Reads a charter for each example; one that does not read is an error here."""
    for path, (_, example) in MEANING.items():
        place, _, name = path.rpartition(".")
        key = _key("eve" if place == "[keeper]" else "alice").line()
        text = _around(place or path, name, example.replace("ssh-ed25519 AAAA...", key))
        if found := read.mistakes(text):
            raise SystemExit(f"docs/sections/charter.py: the example of {path} has mistakes: {found}")


def _around(place: str, name: str, example: str) -> str:
    """Puts an example into the smallest charter that holds it."""
    keys = {who: f'keys = ["{_key(who).line()}"]\n' for who in ("alice", "bob", "carol")}
    members = [
        f'[members.alice]\n{keys["alice"]}roles = ["chair", "release"]\n',
        f"[members.bob]\n{keys['bob']}",
        f"[members.carol]\n{keys['carol']}",
    ]
    top = {"name": '"Example"', "version": "1"}
    if place == "[members.NAME]":
        entry = f"{name} = {example}\n" + ("" if name == "keys" else f'keys = ["{_key("dave").line()}"]\n')
        members = (
            [*members[1:], f"[members.dave]\n{entry}"] if name == "keys" else [*members, f"[members.dave]\n{entry}"]
        )
    if place == "[[branches.requires]]":
        asked = {"paths": '["adr/"]', "kind": '"architecture"', name: example}
        entries = "".join(f"{key} = {value}\n" for key, value in asked.items())
        members = [f'[[branches]]\nname = "x"\n{place}\n{entries}', *members]
    body = {"[[branches]]": "[[branches]]\n", "[[tags]]": "[[tags]]\n"}.get(place, "")
    rest = "" if body else '[[branches]]\nname = "main"\n'
    if place == "[[standing_orders]]":
        rest += "".join(f"{key} = {value}\n" for key, value in {**ORDER, name: example}.items())
        rest = rest.replace('name = "main"\n', 'name = "main"\n[[standing_orders]]\n', 1)
    elif body:
        body += f"{name} = {example}\n" + ("" if name == "name" else 'name = "x"\n')
        body += 'signed = ["merges"]\n' if (place, name) == ("[[branches]]", "formats") else ""
    elif place == "[bodies.NAME]":
        body = f"[bodies.org-b]\n{name} = {example}\n"
    elif place in {"[proxies]", "[keeper]", "[sprints]", "[quality]", "[services.NAME]"}:
        tag = f"[[tags]]\nname = {example}\n" if name == "candidates" else ""
        body = f"{place.replace('NAME', 'api')}\n{name} = {example}\n{tag}"
    elif place == "[teams.NAME]":
        led = {"members": '["bob"]', "scrum_master": '"bob"', name: example}
        body = '[teams.platform]\nscrum_master = "alice"\nmembers = ["alice"]\n[teams.backend]\n'
        body += "".join(f"{key} = {value}\n" for key, value in led.items())
    elif name in model.RuleTable.model_fields:
        body = f"[rules]\n{name} = {example}\n"
    elif place not in {"[members.NAME]", "[[branches.requires]]"}:
        top[name] = example
    return "".join(f"{key} = {value}\n" for key, value in top.items()) + body + rest + "".join(members)


def _key(name: str) -> PublicKey:
    seed = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())
    return parse_public_key(seed.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode())


def templates() -> str:
    """Returns the four templates, as they are."""
    folder = resources.files("gitgov.charter").joinpath("templates")
    return "\n".join(
        f"### {name}\n\n```toml\n{folder.joinpath(f'{name}.toml').read_text(encoding='utf-8').rstrip()}\n```\n"
        for name in TEMPLATES
    )


def rules() -> str:
    """Returns what each template makes of each kind of motion, with three members."""
    roll = {name: [_key(name)] for name in ("alice", "bob", "carol")}
    charters = {name: read.read(from_template(name, "Example", roll)) for name in TEMPLATES}
    names = RuleSet._fields
    plain = read.read(f'name = "x"\nversion = 1\n[members.alice]\nkeys = ["{_key("alice").line()}"]\n').rules["merge"]
    defaults = {rule: _shown(getattr(plain, rule), rule) for rule in names}
    parts = []
    for name, charter in charters.items():
        shown = {rule: [_shown(getattr(charter.rules[kind], rule), rule) for kind in read.KINDS] for rule in names}
        rows = [(code(rule), *cells) for rule, cells in shown.items() if {*cells} != {defaults[rule]}]
        parts.append(f"### {name}: presiding {charter.presiding}\n\n" + table(("rule", *read.KINDS), rows))
    return "\n".join(parts)


def _shown(value: object, rule: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Threshold):
        return str(value)
    if rule == "otherwise" and isinstance(value, tuple):
        return "; ".join(f"{threshold} of {basis}" for threshold, basis in value) or "none"
    if rule == "ayes_of" and isinstance(value, tuple):
        return "; ".join(f"{wanted} of {role}" for role, wanted in value) or "none"
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or "nobody"
    return show_duration(value) if isinstance(value, int) and rule in read._DURATIONS else str(value)


WRONG = (
    ('version = "1"', "version = 1"),
    ('quorum = "60%"', 'quorum = "two-thirds"'),
    ("threshold = 0.5", 'threshold = "majority"'),
    ('poll = "3 days"', 'poll = "3d"'),
    ('debates = "1d"', 'debate = "1d"'),
    ('presiding = "chair"', 'presiding = "automatic"'),
    ('quorum = "4"', 'quorum = "3"'),
    ('name = "my branch"', 'name = "my-branch"'),
    ('methods = ["cherry-pick"]', 'methods = ["merge"]'),
    ('roles = ["publisher"]', 'roles = ["release"]'),
    ("keys = []", "keys = [...]"),
    ("second = yes", "second = true"),
)  # fmt: skip
"""What people write, and what belongs there."""


def common_mistakes() -> str:
    """Returns wrong lines with the words of `git gov charter check`."""
    rows = []
    for wrong, right in WRONG:
        found = read.mistakes(_with(wrong))
        if not found:
            raise SystemExit(f"docs/sections/charter.py: {wrong!r} is no mistake")
        rows.append((f"`{wrong}`", str(found[0]).replace("<", "&lt;"), f"`{right}`"))
    rows.append(("two members with one key", str(_shared()), "a key of its own for each"))
    return table(("written", "git gov charter check says", "meant"), rows)


def _with(line: str) -> str:
    """Puts a line where it belongs in a sound charter."""
    name = line.partition(" ")[0]
    top = {"version": "version = 1", "presiding": ""}
    parts = {
        "branches": ['name = "main"', ""],
        "tags": ['name = "v*"', ""],
        "rules": [""],
        "members": ['keys = ["' + _key("alice").line() + '"]', 'roles = ["release"]'],
    }
    if name in top:
        top[name] = line
    elif name == "name":
        parts["branches"][0] = line
    elif name == "methods":
        parts["branches"][1] = line
    elif name == "roles":
        parts["tags"][1] = line
    elif name == "keys":
        parts["members"][0] = line
    else:
        parts["rules"][0] = line
    rows = [
        'name = "Example"',
        *top.values(),
        "[rules]",
        *parts["rules"],
        "[[branches]]",
        *parts["branches"],
        "[[tags]]",
        *parts["tags"],
    ]
    return "\n".join([*rows, "[members.alice]", *parts["members"], ""])


def _shared() -> read.Mistake:
    line = f'keys = ["{_key("alice").line()}"]\n'
    text = 'name = "Example"\nversion = 1\n[[branches]]\nname = "main"\n'
    return read.mistakes(f"{text}[members.alice]\n{line}[members.bob]\n{line}")[0]
