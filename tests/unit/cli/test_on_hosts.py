"""`git gov check --ci`: what jobs of hosts are about, and the gate's verdict on it."""

import json
from collections.abc import Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from gitgov.chamber.ci import Asked, asked
from gitgov.core.errors import BadInput
from tests.kit.field import MAIN_AND_TAGS, RELEASES, Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.servers import File

ONE, TWO, THREE, NONE = ("1" * 40, "2" * 40, "3" * 40, "0" * 40)
GITLAB = {
    "GITLAB_CI": "true",
    "CI_PIPELINE_SOURCE": "merge_request_event",
    "CI_COMMIT_SHA": TWO,
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
    "CI_MERGE_REQUEST_DIFF_BASE_SHA": ONE,
}
PULL = {"pull_request": {"base": {"ref": "main", "sha": ONE}, "head": {"sha": TWO}}}


def github(name: str, sha: str = "") -> dict[str, str]:
    return {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": name, "GITHUB_SHA": sha}


class TestAsked:
    @pytest.mark.parametrize(
        ("env", "event", "expected"),
        [
            (github("pull_request", THREE), PULL, Asked("refs/heads/main", ONE, TWO, THREE)),
            (github("pull_request_target", ONE), PULL, Asked("refs/heads/main", ONE, TWO)),
            (
                github("push"),
                {"ref": "refs/tags/v1", "before": NONE, "after": ONE},
                Asked("refs/tags/v1", NONE, ONE, moved=True),
            ),
            (
                github("merge_group"),
                {"merge_group": {"base_ref": "refs/heads/main", "base_sha": ONE, "head_sha": TWO}},
                Asked("refs/heads/main", ONE, TWO, moved=True),
            ),
            (GITLAB, {}, Asked("refs/heads/main", ONE, TWO)),
            (
                GITLAB | {"CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": THREE, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": ONE},
                {},
                Asked("refs/heads/main", ONE, THREE, TWO),
            ),
            (
                {"GITLAB_CI": "true", "CI_COMMIT_SHA": TWO, "CI_COMMIT_BEFORE_SHA": ONE, "CI_COMMIT_BRANCH": "main"},
                {},
                Asked("refs/heads/main", ONE, TWO, moved=True),
            ),
            (
                github("schedule", ONE) | {"GITHUB_REF": "refs/heads/main"},
                {"schedule": "17 4 * * *"},
                Asked("refs/heads/main", NONE, ONE, moved=True),
            ),
        ],
    )
    def test_what_hosts_say(self, env: Mapping[str, str], event: Mapping[str, Any], expected: Asked) -> None:
        assert asked(env, event) == expected

    @pytest.mark.parametrize(
        ("env", "event"),
        [
            ({}, {}),
            (github("schedule"), {}),
            (github("pull_request"), {"pull_request": {"base": "main"}}),
            (github("push"), {"ref": "refs/heads/main", "before": "--upload-pack", "after": ONE}),
            ({"GITLAB_CI": "true", "CI_COMMIT_SHA": TWO, "CI_COMMIT_BEFORE_SHA": ONE}, {}),
        ],
    )
    def test_what_says_nothing_is_refused(self, env: Mapping[str, str], event: Mapping[str, Any]) -> None:
        with pytest.raises(BadInput, match="job") as error:
            asked(env, event)
        assert "Asked" not in error.value.what


class Job:
    """Runs the check in somebody's clone, as a job of GitHub's on a pull request."""

    def __init__(self, clone: Clone, place: Path) -> None:
        self.clone = clone
        self.place = place

    def on(self, head: str, *, name: str = "pull_request_target", sha: str = "", base: str = "main") -> str:
        event = {"pull_request": {"base": {"ref": base, "sha": self.clone.head("main")}, "head": {"sha": head}}}
        done = self.run(github(name, sha), event)
        assert done.returncode == int("refused" in done.stdout)
        return done.stdout

    def run(self, env: Mapping[str, str], event: Mapping[str, Any], *words: str) -> CompletedProcess[str]:
        self.place.write_text(json.dumps(event))
        env = {**self.clone.transport.env(self.clone.who), **env, "GITHUB_EVENT_PATH": str(self.place)}
        return program("gov", "check", "--ci", *words, cwd=self.clone.path, check=False, env=env)


@pytest.fixture
def job(here: Field, tmp_path: Path) -> Job:
    """Returns a job in a clone where a motion to merge feature/x is carried."""
    return Job(here.alice, tmp_path / "event.json")


def test_what_is_ratified_may_come_in(job: Job) -> None:
    assert job.on(job.clone.head("feature/x")).startswith("allowed")


def test_what_is_not_is_annotated(job: Job) -> None:
    said = job.on(job.clone.commit({"y.txt": "y\n"}, branch="feature/y"))
    assert "::error title=GOV-101::" in said
    assert "git motion merge" in said


def test_a_branch_that_nobody_protects_takes_anything(job: Job) -> None:
    assert job.on(job.clone.commit({"y.txt": "y\n"}, branch="feature/y"), base="develop").startswith("allowed")


def test_a_conflict_is_told_before_anybody_merges(job: Job) -> None:
    clone = job.clone
    clone.commit({"README.md": "theirs\n"}, branch="feature/y")
    head = clone.head()
    clone.git("switch", "--quiet", "main")
    clone.commit({"README.md": "ours\n"})
    clone.git("update-ref", "refs/remotes/origin/main", "main")
    assert "GOV-107" in job.on(head)


def test_a_conflict_that_the_motion_resolves_may_come_in(here: Field, job: Job) -> None:
    clone = job.clone
    head = clone.commit({"x.txt": "theirs\n"}, branch="feature/y")
    clone.git("switch", "--quiet", "main")
    clone.gov("enact", "feature/x", "--push", "origin")
    here.decide("merge", "feature/y", "--resolution", clone.merge(head, tree=clone.tree(head, {"more": "more\n"})))
    assert job.on(head).startswith("allowed")


def test_where_only_a_fast_forward_is_allowed_it_says_to_rebase(fields: Fields, people: People, tmp_path: Path) -> None:
    charter = charter_of(people, '[[branches]]\nname = "main"\nmethods = ["fast-forward"]\n')
    clone = fields.founded(tmp_path / "field", File(), charter).alice
    head = clone.commit({"y.txt": "y\n"}, branch="feature/y")
    clone.git("switch", "--quiet", "main")
    clone.git("update-ref", "refs/remotes/origin/main", clone.commit({"z.txt": "z\n"}))
    said = Job(clone, tmp_path / "event.json").on(head)
    assert "cannot be fast-forwarded" in said
    assert "rebase the branch" in said


def test_the_merge_that_the_host_has_made_is_judged_itself(job: Job) -> None:
    clone, head = job.clone, job.clone.head("feature/x")
    assert job.on(head, name="pull_request", sha=clone.merge(head)).startswith("allowed")
    evil = clone.merge(head, tree=clone.tree(head, {"evil.txt": "evil\n"}))
    assert "GOV-108" in job.on(head, name="pull_request", sha=evil)
    assert "is no merge of" in job.on(head, name="pull_request", sha=clone.head("main"))


def test_what_is_in_already_needs_nothing(job: Job) -> None:
    assert job.on(job.clone.head("main")).startswith("allowed")


@pytest.mark.parametrize("methods", [["squash"], ["fast-forward"], ["rebase"], ["merge", "squash"]])
def test_any_method_that_the_charter_allows_will_do(
    fields: Fields, people: People, tmp_path: Path, methods: list[str]
) -> None:
    protected = f'[[branches]]\nname = "main"\nmethods = {json.dumps(methods)}\n'
    field = fields.carried(tmp_path / "field", File(), charter_of(people, protected))
    job = Job(field.alice, tmp_path / "event.json")
    assert job.on(field.alice.head("feature/x")).startswith("allowed")
    assert "GOV-101" in job.on(field.alice.commit({"y.txt": "y\n"}, branch="feature/y"))


def test_a_push_that_has_happened_is_judged_too(job: Job) -> None:
    clone = job.clone
    event = {"ref": "refs/heads/main", "before": clone.head("main"), "after": clone.commit({"z": "z\n"}, branch="main")}
    done = job.run(github("push"), event)
    assert (done.returncode, "GOV-101" in done.stdout) == (1, True)


def test_a_branch_that_was_created_from_what_the_job_has_fetched(
    fields: Fields, people: People, tmp_path: Path
) -> None:
    """A job has no branch of its own but the one that it is about."""
    field = fields.carried(tmp_path / "field", File(), charter_of(people, MAIN_AND_TAGS + RELEASES))
    first = field.at("main")
    field.alice.gov("enact", "feature/x", "--push", "origin")
    clone = field.clone("dave")
    clone.sync()
    clone.git("switch", "--quiet", "--create", "release/1")
    clone.git("branch", "--quiet", "--delete", "--force", "main")
    job = Job(clone, tmp_path / "event.json")
    for after, status in ((clone.head("origin/main"), 0), (first, 0), (clone.head("origin/feature/x"), 1)):
        event = {"ref": "refs/heads/release/1", "before": NONE, "after": after}
        assert job.run(github("push"), event).returncode == status


def gitlab(place: str, name: str, sha: str, source: str = "push") -> dict[str, str]:
    """Returns what GitLab says of a first pipeline, one by the clock or by hand, or any on a tag: nothing of before."""
    said = {"CI_PIPELINE_SOURCE": source, "CI_COMMIT_SHA": sha, "CI_COMMIT_BEFORE_SHA": NONE}
    return {"GITLAB_CI": "true", f"CI_COMMIT_{place}": name, **said}


class TestWithoutABefore:
    """The branch is judged from where it was first protected, as verification does."""

    @pytest.mark.parametrize("source", ["schedule", "web", "push"])
    def test_what_was_ratified_is_all_right(self, here: Field, job: Job, source: str) -> None:
        here.alice.gov("enact", "feature/x", "--push", "origin")
        here.alice.sync()
        done = job.run(gitlab("BRANCH", "main", here.at("main"), source), {})
        assert (done.returncode, done.stdout) == (0, f"allowed  refs/heads/main: nothing -> {here.at('main')[:12]}\n")

    def test_where_it_was_protected_it_is_too(self, job: Job) -> None:
        assert job.run(gitlab("BRANCH", "main", job.clone.head("main")), {}).returncode == 0

    def test_what_nobody_ratified_is_found_however_old_it_is(self, here: Field, job: Job) -> None:
        clone = job.clone
        clone.commit({"evil.txt": "evil\n"}, branch="main")
        head = clone.commit({"more.txt": "more\n"})
        env = github("workflow_dispatch", head) | {"GITHUB_REF": "refs/heads/main"}
        done = job.run(env, {"ref": "refs/heads/main"})
        assert (done.returncode, "GOV-101" in done.stdout) == (1, True)

    def test_what_was_rewound_is_found(self, here: Field, job: Job) -> None:
        clone = job.clone
        aside = clone.git("commit-tree", "-m", "Aside", "main^{tree}").stdout.strip()
        done = job.run(gitlab("BRANCH", "main", aside, "schedule"), {})
        assert (done.returncode, "GOV-102" in done.stdout) == (1, True)

    def test_what_is_not_here_cannot_be_judged(self, job: Job) -> None:
        done = job.run(gitlab("BRANCH", "main", ONE, "schedule"), {})
        assert (done.returncode, "GIT_DEPTH: 0" in done.stderr) == (3, True)


class TestTags:
    """GitLab says of a tag only at which commit it points."""

    @pytest.fixture
    def released(self, here: Field) -> Clone:
        here.decide("release", "v1.0", "main")
        here.alice.gov("enact", "v1.0", "--push", "origin")
        here.alice.sync()
        return here.alice

    def test_the_object_that_it_holds_is_judged(self, released: Clone, job: Job) -> None:
        for said in (released.head("v1.0^{commit}"), released.head("v1.0")):
            done = job.run(gitlab("TAG", "v1.0", said), {})
            assert (done.returncode, done.stdout.startswith("allowed")) == (0, True)

    def test_what_is_no_object_of_its_own_is_refused(self, released: Clone, job: Job) -> None:
        released.git("tag", "v2.0", "main")
        done = job.run(gitlab("TAG", "v2.0", released.head("main")), {})
        assert (done.returncode, "GOV-121" in done.stdout) == (1, True)

    def test_one_that_points_elsewhere_by_now_cannot_be_judged(self, released: Clone, job: Job) -> None:
        for name in ("v1.0", "v3.0"):
            done = job.run(gitlab("TAG", name, released.head("feature/x")), {})
            assert (done.returncode, "does not point at" in done.stderr) == (3, True)


@pytest.mark.parametrize("forget", [("--unset", "gov.genesis"), ("gov.genesis", "")])
def test_without_a_pinned_genesis_nothing_is_decided(job: Job, forget: tuple[str, ...]) -> None:
    """A forgotten variable must not let a job believe whatever ledger somebody has put there."""
    clone = job.clone
    clone.git("config", *forget)
    event = {"ref": "refs/heads/main", "before": clone.head("main"), "after": clone.head("main")}
    for words in ([], ["--json"]):
        done = job.run(github("push"), event, *words)
        assert (done.returncode, done.stdout, "GOV_GENESIS" in done.stderr) == (3, "", True)


def test_a_shallow_clone_cannot_decide(job: Job) -> None:
    event = {"pull_request": {"base": {"ref": "main", "sha": ONE}, "head": {"sha": TWO}}}
    done = job.run(github("pull_request_target"), event)
    assert (done.returncode, "fetch-depth: 0" in done.stderr) == (3, True)


def test_nothing_that_people_write_becomes_a_command_to_the_host(job: Job) -> None:
    """GitHub takes any line that begins with two colons for one, whatever blanks stand before."""
    clone = job.clone
    clone.git("switch", "--quiet", "--create", "feature/y")
    head = clone.commit({"y.txt": "y\n"})
    clone.motion("merge", "feature/y", "-m", "x\n::add-mask::main\n%0A::stop-commands::x")
    said = job.on(head)
    commands = [line for line in said.splitlines() if line.strip().startswith("::")]
    assert [line.partition(" ")[0] for line in commands] == ["::error"]


def test_gitlab_gets_a_report(job: Job, tmp_path: Path) -> None:
    """Always: GitLab compares with the target branch's, where nothing is refused. Each row has what its format asks for."""
    clone, report = job.clone, tmp_path / "report.json"
    for head, status in ((clone.head("feature/x"), 0), (clone.commit({"y.txt": "y\n"}, branch="feature/y"), 1)):
        env = GITLAB | {"CI_COMMIT_SHA": head, "CI_MERGE_REQUEST_DIFF_BASE_SHA": clone.head("main")}
        done = job.run(env, {}, "--json", "--code-quality", str(report))
        rows, (verdict,) = json.loads(report.read_text()), json.loads(done.stdout)
        assert (done.returncode, len(rows)) == (status, len(verdict["objections"]))
    (row,) = rows
    assert row["description"].startswith("GOV-101 ")
    assert "; next: " in row["description"]
    assert (row["check_name"], row["severity"], len(row["fingerprint"])) == ("GOV-101", "blocker", 64)
    assert row["location"] == {"path": "refs/heads/main", "lines": {"begin": 1}}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--ci", "main"], "leave the rest out"),
        (["--ci"], "no job of a host"),
        (["--code-quality", "x.json", "main", "main", "main"], "for the job of a host"),
    ],
)
def test_elsewhere_it_says_what_to_do(here: Field, words: list[str], said: str) -> None:
    done = here.alice.gov("check", *words, check=False)
    assert (done.returncode, said in done.stderr) == (2, True)
