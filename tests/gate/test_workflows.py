"""The ready workflows for hosts, run as their runners would: in an empty folder, or in GitLab's clone."""

import json
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.kit.field import Clone, Field

HOSTS = Path(__file__).parents[2] / "examples" / "hosts"
STEPS = re.compile(r"^( +)run: (?:\|\n((?:\1  .*\n)+)|(.*\n))|^    - ((?:pip|git) .*\n)", re.MULTILINE)
NONE = "0" * 40


def commands(host: str) -> list[str]:
    """Returns what a workflow has its shell do: install, then fetch, last the check of the gate and the verification."""
    found = STEPS.findall((HOSTS / f"{host}.yml").read_text(encoding="utf-8"))
    return ["".join(each[1:]) for each in found]


class Runner:
    """A host's runner, for jobs on the server of a field."""

    def __init__(self, host: str, field: Field, folder: Path) -> None:
        self.host = host
        self.field = field
        self.folder = folder
        folder.mkdir()
        self.genesis = field.alice.git("config", "gov.genesis").stdout.strip()

    def pull_request(self, head: str) -> CompletedProcess[str]:
        """Runs the job that a pull request to main starts."""
        if self.host == "gitlab":
            said = {
                "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
                "CI_MERGE_REQUEST_DIFF_BASE_SHA": self.field.at("main"),
            }
            return self._run(-2, {"CI_PIPELINE_SOURCE": "merge_request_event", "CI_COMMIT_SHA": head, **said})
        event = {"pull_request": {"base": {"ref": "main", "sha": self.field.at("main")}, "head": {"sha": head}}}
        return self._run(-2, self._event("pull_request_target", event) | {"HEAD": head})

    def tag(self, name: str) -> CompletedProcess[str]:
        """Runs the job that a pushed tag starts; a host may name only the commit that it points at."""
        commit = self.field.at(f"{name}^{{commit}}")
        if self.host == "gitlab":
            return self._run(-2, {"CI_COMMIT_TAG": name, "CI_COMMIT_SHA": commit, "CI_COMMIT_BEFORE_SHA": NONE})
        event = {"ref": f"refs/tags/{name}", "before": NONE, "after": commit}
        return self._run(-2, self._event("push", event))

    def by_the_clock(self) -> CompletedProcess[str]:
        """Runs what a schedule starts."""
        return self._run(-1, {})

    def _event(self, name: str, event: object) -> dict[str, str]:
        place = self.folder.with_name("event.json")
        place.write_text(json.dumps(event), encoding="utf-8")
        return {"GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": str(place)}

    def _run(self, last: int, said: Mapping[str, str]) -> CompletedProcess[str]:
        install, *fetch, _, _ = commands(self.host)
        assert install.startswith("pip install")
        server = {"GITHUB_SERVER_URL": f"file://{self.field.root}", "GITHUB_REPOSITORY": "server.git", "TOKEN": "x"}
        known = {"GITLAB_CI": "true"} if self.host == "gitlab" else {"GITHUB_ACTIONS": "true", **server}
        first = f"git clone --quiet '{self.field.server}' .\n" if self.host == "gitlab" else ""
        script = "".join([first, *fetch, commands(self.host)[last]])
        env = {**os.environ, "GOV_GENESIS": self.genesis, **known, **said}
        return subprocess.run(
            ["sh", "-e", "-c", script], cwd=self.folder, env=env, check=False, capture_output=True, text=True
        )


@pytest.fixture(params=["github", "gitlab", "forgejo"])
def runner(request: pytest.FixtureRequest, here: Field, tmp_path: Path) -> Runner:
    """Returns each host's runner, for a body that has carried a motion to merge feature/x."""
    return Runner(request.param, here, tmp_path / "job")


def unratified(clone: Clone) -> str:
    head = clone.commit({"y.txt": "y\n"}, branch="feature/y")
    clone.push("feature/y", check=True)
    return head


def test_what_was_ratified_passes(runner: Runner) -> None:
    done = runner.pull_request(runner.field.at("feature/x"))
    assert (done.returncode, done.stdout.partition(" ")[0]) == (0, "allowed"), done.stderr


def test_what_was_not_fails_and_says_so_in_the_hosts_own_way(runner: Runner) -> None:
    done = runner.pull_request(unratified(runner.field.alice))
    assert (done.returncode, "GOV-101" in done.stdout) == (1, True), done.stderr
    report = runner.folder / "gitgov.json"
    assert "GOV-101" in (
        report.read_text(encoding="utf-8") if runner.host == "gitlab" else done.stdout.split("::error")[1]
    )


def test_a_release_passes(runner: Runner) -> None:
    field = runner.field
    field.decide("release", "v1.0", "main")
    field.alice.gov("enact", "v1.0", "--push", "origin")
    done = runner.tag("v1.0")
    assert (done.returncode, done.stdout.partition(" ")[0]) == (0, "allowed"), done.stderr


def test_by_the_clock_all_is_verified(runner: Runner) -> None:
    done = runner.by_the_clock()
    assert (done.returncode, "verified" in done.stdout, "notice" in done.stdout) == (0, True, False), done.stderr


def test_a_forgotten_genesis_stops_the_job(runner: Runner) -> None:
    runner.genesis = ""
    done = runner.by_the_clock()
    assert (done.returncode != 0, "GOV_GENESIS: is not set" in done.stderr) == (True, True)
