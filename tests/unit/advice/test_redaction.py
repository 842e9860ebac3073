"""No secret that has the shape of one leaves, wherever it stands; and the same thing has the same placeholder."""

import json
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.advice.answer import Answer, Case, Citable
from gitgov.advice.redaction import redact, redacted_case, veiled
from gitgov.advice.said import Invented, SaidFinding, SaidFindings, SaidOrder, put_back

ALNUM = string.ascii_letters + string.digits
WORD = ALNUM + "_-"


def letters(alphabet: str, least: int, most: int | None = None) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=least, max_size=most or least)


def shaped(shape: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda each: shape.format(*each))


BODY = letters(ALNUM + "+/", 40, 64)
SECRETS: dict[str, st.SearchStrategy[str]] = {
    "AWS": shaped("AKIA{}", letters(string.ascii_uppercase + string.digits, 16)),
    "GitHub": shaped("ghp_{}", letters(ALNUM, 36)),
    "GitHub, fine": shaped("github_pat_{}", letters(ALNUM + "_", 40, 82)),
    "GitLab": shaped("glpat-{}", letters(WORD, 20)),
    "Slack": shaped("xoxb-{}-{}", letters(string.digits, 11), letters(ALNUM, 24)),
    "Google": shaped("AIza{}", letters(WORD, 35)),
    "OpenAI": shaped("sk-{}", letters(ALNUM, 40)),
    "OpenAI, project": shaped("sk-proj-{}", letters(WORD, 40, 100)),
    "as of several vendors": shaped("sk-abc-api03-{}", letters(WORD, 80)),
    "Hugging Face": shaped("hf_{}", letters(ALNUM, 34)),
    "SendGrid": shaped("SG.{}.{}", letters(WORD, 22), letters(WORD, 43)),
    "npm": shaped("npm_{}", letters(ALNUM, 36)),
    "JWT": shaped("eyJ{}.eyJ{}.{}", letters(WORD, 20), letters(WORD, 20), letters(WORD, 30)),
    "Twilio": shaped("SK{}", letters("0123456789abcdef", 32)),
    "Telegram": shaped("{}:{}", letters(string.digits, 8, 10), letters(WORD, 35)),
    "address": shaped("{}@{}.org", letters(string.ascii_lowercase, 3, 20), letters(string.ascii_lowercase, 3, 20)),
}
HIDDEN: dict[str, str] = {
    "bearer": "Authorization: Bearer {}",
    "password": "password={}",
    "spaced": "db_password = {}",
    "quoted": 'client_secret: "{}"',
    "JSON": '{{"api_key": "{}"}}',
    "YAML": "  AWS_SECRET_ACCESS_KEY: {}",
    "arrow": "'secret' => '{}'",
    "URL": "https://user:{}@example.org/x",
    "in brackets": '+password = (\n+    "{}"\n+)',
    "in the next line": '+password = \\\n+    "{}"',
    "a block of YAML": "+password: |\n+  {}\n",
    "a text in lines": '+token = """\n+{}\n+"""',
    "compared": 'assert password == "{}"',
    "given": 'user.set_password("{}")',
    "of curl": "curl -sS -u bob:{} https://example.org/",
    "of an account": "DefaultEndpointsProtocol=https;AccountKey={}",
    "the last word of a name": "db_pass: {}",
    "a name in capitals": "PGPASS={}",
    "a short name": 'pw = "{}"',
    "a name that is another word": 'pass = "{}"',
    "bearer, assigned": "bearer: {}",
    "in German": "passwort = {}",
    "XML": "<db:password>{}</db:password>",
    "mysql": "mysql -uroot -p{} shop",
    "sshpass": "sshpass -p {} ssh host",
    "an option": "backup --db-password {} --all",
    "another scheme": "Authorization: token {}",
    "netrc": "machine api.example.org login joe password {}",
    "netrc in a diff": "+machine api.example.org\n+login joe\n+password {}\n",
    "Dockerfile": "ENV MYSQL_ROOT_PASSWORD {}",
    "redis": "requirepass {}",
    "a pair": '("passwd", "{}")',
    "given second": 'set_password("bob", "{}")',
    "given second, after a name": 'set_password(user, "{}")',
    "PEM": "-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----",
    "PEM in a diff": "+-----BEGIN OPENSSH PRIVATE KEY-----\n+{}\n+-----END OPENSSH PRIVATE KEY-----",
    "PEM cut short": "-----BEGIN PRIVATE KEY-----\n{}",
}
PASSWORD = letters(ALNUM + "!#$%*+-.?_~", 6, 30).filter(lambda each: not set(each) <= set(string.digits + "."))
AROUND = st.sampled_from(["", " ", "\n", "\t", "+", "- ", '"', "(", "\n+ "])


def planted(secret: str) -> st.SearchStrategy[Any]:
    """Puts a text somewhere into JSON: a value, a key, an item, in depth."""
    leaf: st.SearchStrategy[Any] = st.tuples(AROUND, AROUND).map(lambda each: f"{each[0]}{secret}{each[1]}")
    return st.recursive(
        leaf, lambda inner: st.one_of(inner.map(lambda each: [1, each, None]), inner.map(lambda each: {"note": each, "n": 1})), max_leaves=3
    ) | leaf.map(lambda each: {each: "value"})  # fmt: skip


@pytest.mark.parametrize("kind", SECRETS)
@given(data=st.data())
def test_no_planted_secret_survives(kind: str, data: st.DataObject) -> None:
    secret = data.draw(SECRETS[kind])
    value = data.draw(planted(secret))
    assert secret not in json.dumps(redact(value).value)


@pytest.mark.parametrize("kind", HIDDEN)
@given(data=st.data())
def test_nothing_survives_that_is_said_to_be_secret(kind: str, data: st.DataObject) -> None:
    plain = HIDDEN[kind] + "<secret-1><login-1>"  # what the text around it says anyway
    drawn = PASSWORD.filter(lambda each: not each.startswith("--") and each not in plain)
    secret = data.draw(BODY if "PEM" in kind else drawn)
    value = data.draw(planted(HIDDEN[kind].format(secret)))
    assert secret not in json.dumps(redact(value).value)


@given(name=letters(string.ascii_lowercase, 3, 12))
def test_names_that_are_given_are_taken_out(name: str) -> None:
    found = redact({"author": name.title(), name: [f"by {name}, and {name}son"]}, [name]).value
    assert found == {"author": "<person-1>", "<person-1>": [f"by <person-1>, and {name}son"]}


@pytest.mark.parametrize(
    "written",
    ["Robert Roe", "Robert  Roe", "Robert\nRoe", "+by Robert\n+Roe", "Roe, Robert", "robert_roe", "robert.roe", "RobertRoe", "robertRoe", "Robert", "Roe's", "Jose\u0301 Mu\u0308ller", "Jos\u00e9"],
)  # fmt: skip
def test_a_name_is_taken_out_however_it_is_written(written: str) -> None:
    said = json.dumps(redact({"x": f"({written})"}, {"Robert Roe", "Jos\u00e9 M\u00fcller"}).value).lower()
    assert not any(each in said for each in ("robert", "roe", "jos", "ller")), said


@pytest.mark.parametrize(
    "number", ["+49 170 1234567", "+4917012345678", "+1 (555) 123-4567", "(555) 123-4567", "555-123-4567"]
)
@pytest.mark.parametrize("around", ["tel:{}", "call {} now", '+  phone = "{}"', "({})", "{}\n"])
def test_a_phone_number_is_taken_out(number: str, around: str) -> None:
    text = around.format(f" {number}" if around.startswith("{") else number)
    assert number not in redact(text).value


@pytest.mark.parametrize(
    "text", ["IBAN DE89370400440532013000", "GB82 WEST 1234 5698 7654 32", "SSN 078-05-1120", "(078-05-1120)"]
)
def test_an_account_and_a_number_of_a_person_are_taken_out(text: str) -> None:
    assert not set("0123456789") & set(redact(text).value.replace("-1>", ""))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Signed-off-by: Robert Roe <rr@example.org>", "Signed-off-by: <person-1> <<email-1>>"),
        ("Mu\u0308ller, J\u00f6rg <jm@localhost>", "<person-1> <jm@localhost>"),
        ("robert roe <rr@example.org>, ROBERT ROE <r@example.org>", "<person-1> <<email-1>>, <person-1> <<email-2>>"),
    ],
)
def test_a_name_before_its_address_is_taken_out_though_nobody_knows_it(text: str, left: str) -> None:
    assert redact(text).value == left


def test_words_that_are_names_only_when_written_so_stay() -> None:
    assert redact("to mark what will be read", {"Mark Will"}).value == "to mark what will be read"


def test_a_key_in_lines_of_its_own_is_taken_out_line_by_line() -> None:
    lines = ["a", "-----BEGIN EC PRIVATE KEY-----", "MHcCAQEEIPbq", "short", "-----END EC PRIVATE KEY-----", "b"]
    found = redact({"lines": lines}).value["lines"]
    assert (found[0], found[-1]) == ("a", "b")
    assert all(each.startswith("<private-key-") for each in found[1:-1])


def test_a_value_under_a_secret_key_is_taken_out_whole() -> None:
    assert redact({"password": "a b", "api-key": "x", "tokens": 3, "note": "b"}).value == {
        "password": "<secret-1>",
        "api-key": "<secret-2>",
        "tokens": 3,
        "note": "b",
    }


def test_the_same_thing_has_the_same_placeholder_and_kinds_are_counted() -> None:
    found = redact(["a@example.org", "b@example.org", {"x": "a@example.org"}])
    assert found.value == ["<email-1>", "<email-2>", {"x": "<email-1>"}]
    assert found.kinds == {"email": 2}


@pytest.mark.parametrize(
    "text",
    [
        "a" * 40,  # an object id
        "0123456789abcdef" * 4,  # an event id
        "src/main/java/org/example/App.java",
        "https://example.org/path?q=1",
        "def test_sort(key=len): ...",
        "Fix the passwordless login",
        "@@ -1,3 +1,4 @@ class Token:",
        "@@ -100000,3 +100000,4 @@",
        "\n+12345678\n",
        "2026-11-29 10.11.2026 192.168.100.1",
        "pw = getpass()",
        "db_pass = settings['db']",
        "In a first pass: read the files",
        "bypass the cache, and pass it on",
        "git clone --recurse-submodules -p x",
        "if a < token > b: </",
        "DE89370400440532013001",  # the check digits of an IBAN are wrong
        "123-45-67890 000-12-3456",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redact({"x": [text]}).value == {"x": [text]}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    )
)
def test_redacting_twice_changes_nothing_more(value: Any) -> None:
    once = redact(value).value
    assert redact(once).value == once


def test_a_long_text_takes_no_long_time_per_letter() -> None:
    """A megabyte of one letter, of brackets, of what begins a secret: each pass stays linear."""
    for text in (
        "a" * 1_000_000,
        "sk-" * 300_000,
        "=" * 1_000_000,
        "password" * 120_000,
        "eyJ" * 300_000,
        "a@" * 400_000,
        "://" * 300_000,
        "a b " * 50_000,
        "mysql " * 30_000,
        "<token" * 30_000,
        "password(a," * 18_000,
        "login x " * 25_000,
        "a_" * 100_000,
    ):
        redact(text)


def test_a_case_keeps_what_is_not_shown() -> None:
    case = Case(
        "merge",
        "a" * 40,
        "fix",
        {"author": "a@example.org"},
        Answer("ready", ("a@example.org",)),
        {"diff": "a@example.org"},
    )
    found = redacted_case(case, ["fix"])
    assert (found.facts, found.data) == ({"author": "<email-1>"}, {"diff": "<email-1>"})
    assert (found.answer, found.citable, found.about) == (case.answer, case.citable, "fix")


def of_names(*names: str, lines: tuple[str, ...] = ()) -> Case:
    citable = Citable(names=names, lines={each: frozenset({1}) for each in lines})
    return Case("review", "a" * 40, "fix", {"names": list(names)}, Answer("clean"), {"paths": list(lines)}, citable)


def test_what_a_model_repeats_as_it_was_shown_is_what_it_was_shown_for() -> None:
    shut = veiled(of_names("alice/one", "alice/two", "main", lines=("alice/code.py",)), ["alice"])
    assert shut.case.facts == {"names": ["<person-1>/one", "<person-1>/two", "main"]}
    order = SaidOrder(verdict="look", order=["<person-1>/two", "main", "<person-1>/one", "<person-1>"])
    assert put_back(order, shut.behind) == order.model_copy(
        update={"order": ["alice/two", "main", "alice/one", "<person-1>"]}
    )
    found = SaidFindings(verdict="look", findings=[SaidFinding(path="<person-1>/code.py", line=1, note="<person-1>")])
    assert put_back(found, shut.behind).findings == [SaidFinding(path="alice/code.py", line=1, note="<person-1>")]  # type: ignore[attr-defined]


def test_what_could_stand_for_two_names_or_is_one_is_not_put_back() -> None:
    assert veiled(of_names("alice/x", "Alice/x", "bob/y", "<person-2>/y", "carol"), ["alice", "bob"]).behind == {}
    with pytest.raises(Invented):
        put_back(SaidOrder(verdict="look", order=["<person-1>/x"]), {"<person-1>/x": "b" * 251})
