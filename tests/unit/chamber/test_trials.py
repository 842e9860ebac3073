"""Profiles keep to themselves, each in each way; and who does not is seen."""

import os
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from gitgov.chamber import trials
from gitgov.chamber.trials import KEYS, PLACES, SKIPPED, tried
from gitgov.git import workers
from gitgov.git.workers import outside
from tests.kit.models import FORMATS, profile_of

pytestmark = pytest.mark.as_installed


@pytest.mark.parametrize("wire", FORMATS)
def test_no_canary_crosses(wire: str) -> None:
    found = list(tried(profile_of("http://127.0.0.1:9", wire, budget={"run": {"tokens": 1}})))
    assert [each for each in found if each.leak] == []
    assert len(found) == len(trials.KEYS + trials.HEADERS + trials.PLACES + tuple(trials.WAYS))


def test_a_worker_that_would_see_the_environment_still_lets_none_of_it_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second wall holds where the first has fallen: the engine reads no variable, and the process connects nowhere else."""
    for name in KEYS:
        monkeypatch.setenv(name, f"CANARY-{name}")
    for name in PLACES:
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setattr(workers, "outside", lambda home: {**os.environ, **outside(home)})
    found = {each.tried: each.leak for each in tried(profile_of("http://127.0.0.1:9"))}
    assert {name: leak for name, leak in found.items() if leak not in ("", SKIPPED)} == {}


def test_a_leak_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A place that is not the profile's and a word that is somebody else's are each a leak, and so is silence."""
    with trials._field(profile_of("http://127.0.0.1:9")) as field:
        assert trials._leak(field, asked=1) == "0 requests instead of 1"
        for stub, header, leak in (
            (field.own, field.key, ""),
            (field.own, "", "the provider got no key"),
            (field.own, field.key + field.variables["OPENAI_ORG_ID"], "the provider got $OPENAI_ORG_ID"),
            (field.elsewhere, "", "elsewhere got POST /v1"),
        ):
            post(stub.root + "/v1", header)
            assert trials._leak(field, asked=1) == leak


def test_the_environment_of_a_worker_is_an_allow_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = outside(tmp_path)
    for name in (*KEYS, *PLACES, "SSL_CERT_FILE", "PYTHONPATH", "LD_PRELOAD", "NOBODY_HAS_HEARD_OF_IT"):
        monkeypatch.setenv(name, "canary")
    assert outside(tmp_path) == before
    assert set(before) <= {"PATH", "HOME", "LANG", "LC_ALL", "DSPY_CACHEDIR", "LITELLM_LOCAL_MODEL_COST_MAP", "LITELLM_MODE", "PYDANTIC_DISABLE_PLUGINS"}  # fmt: skip


def post(url: str, header: str) -> None:
    build_opener(ProxyHandler({})).open(Request(url, b"{}", {"X-Key": header})).close()


def test_where_another_library_speaks_the_process_is_the_wall() -> None:
    """LiteLLM follows a redirect with the whole text, and sends what variables name: here it can connect to nothing else, and sees none."""
    with trials._field(profile_of("http://127.0.0.1:9", "litellm", model="openai/m")) as field:
        assert trials._everything(field) == ""
        assert trials._redirect(field) == ""
