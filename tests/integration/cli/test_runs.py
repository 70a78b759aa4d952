"""``aioghactions runs``."""

import csv
import json
from functools import partial
from io import StringIO

import pytest

from aioghactions import Client, stats
from tests.support.command_line import command


@pytest.fixture
def cli(fake_github, instant_clock):
    """Return a function that runs a command."""
    return partial(command, fake_github, instant_clock)


@pytest.fixture
def hello(fake_github):
    """Return the runs of a repository, the newest first."""
    repo = fake_github.add_repo("octo-org/hello")
    flow = repo.add_workflow("ci.yml", name="CI", jobs=("build", "test"))
    return [
        repo.add_run(flow, conclusion=conclusion, head_branch=branch, duration=75)
        for conclusion, branch in (
            ("success", "main"),
            ("failure", "main"),
            ("success", "dev"),
        )
    ][::-1]


@pytest.mark.usefixtures("hello")
async def test_table_has_the_newest_runs_first(cli):
    """A row for each run, of all repositories."""
    done = await cli("runs", "octo-org/hello")
    assert done.code == 0
    title, _, *rows = [line.split() for line in done.out.splitlines() if line.strip()]
    assert title == [
        *("repository", "run", "workflow", "branch"),
        *("event", "status", "conclusion", "min:s", "created"),
    ]
    assert [row[1] for row in rows] == ["3", "2", "1"]
    assert rows[1][:6] == ["octo-org/hello", "2", "CI", "main", "push", "completed"]
    assert rows[1][6] == "failure"


async def test_unknown_values_are_a_dash(cli, fake_github):
    """A run that is queued has no conclusion yet."""
    fake_github.add_repo("octo-org/hello").add_run(status="queued")
    done = await cli("runs", "octo-org/hello")
    assert done.out.splitlines()[-1].split()[5:8] == ["queued", "-", "-"]


async def test_json_is_one_document(cli, hello):
    """With every column, and nothing else on standard output."""
    done = await cli("runs", "octo-org/hello", "--json")
    assert [row["run_id"] for row in json.loads(done.out)] == [run.id for run in hello]


async def test_csv_has_a_header(cli, hello):
    """Equal rows as JSON."""
    done = await cli("runs", "octo-org/hello", "--csv", "--limit", "2")
    rows = list(csv.DictReader(StringIO(done.out)))
    assert [int(row["run_id"]) for row in rows] == [run.id for run in hello[:2]]


@pytest.mark.usefixtures("hello")
@pytest.mark.parametrize(("form", "out"), [("--json", "[]\n"), ("", "")])
async def test_nothing_selected(cli, form, out):
    """An empty document, and a note for a person."""
    words = ("runs", "octo-org/hello", "--branch", "gone", *filter(None, [form]))
    done = await cli(*words)
    assert (done.code, done.out) == (0, out)
    assert ("nothing found" in done.err) == (not form)


@pytest.mark.usefixtures("hello")
async def test_csv_of_nothing_has_a_header(cli):
    """So that a program may read it."""
    done = await cli("runs", "octo-org/hello", "--branch", "gone", "--csv")
    assert done.out.startswith("repository,run_number,")
    assert done.out.count("\n") == 1


@pytest.mark.usefixtures("hello")
@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (("--status", "failure"), ["2"]),
        (("--branch", "dev"), ["3"]),
        (("--event", "schedule"), []),
        (("--actor", "nobody"), []),
        (("--workflow", "ci.yml", "--limit", "1"), ["3"]),
        (("--limit", "2"), ["3", "2"]),
        (("--days", "1"), ["3", "2", "1"]),
        (("--days", "1", "--limit", "2"), ["3", "2"]),
        (("--days", "1", "--workflow", "ci.yml"), ["3", "2", "1"]),
    ],
)
async def test_filters(cli, words, numbers):
    """Each of them reaches GitHub."""
    done = await cli("runs", "octo-org/hello", *words, "--json")
    assert [str(row["run_number"]) for row in json.loads(done.out)] == numbers


@pytest.mark.usefixtures("hello")
async def test_figures_are_those_of_stats(cli, fake_github, instant_clock):
    """The rows of ``summarise_runs``."""
    async with Client(
        fake_github.token, base_url=fake_github.url, clock=instant_clock
    ) as client:
        runs = await client.repo("octo-org/hello").runs.list().collect()
    done = await cli("runs", "octo-org/hello", "--by", "branch", "--json")
    assert json.loads(done.out) == stats.summarise_runs(runs, "branch")
    table = await cli("runs", "octo-org/hello", "--by", "branch")
    assert "50%" in table.out
    assert "1:15" in table.out


async def test_text_of_others_is_shown_safely(cli, fake_github):
    """No escape sequence and no markup of a name reaches the terminal."""
    repo = fake_github.add_repo("octo-org/hello")
    flow = repo.add_workflow("ci.yml", name="\x1b]0;owned\x07[red]CI[/red]")
    repo.add_run(flow, conclusion="success")
    done = await cli("runs", "octo-org/hello", width=200)
    assert "\x1b]0" not in done.out
    assert "[red]CI[/red]" in done.out


@pytest.mark.usefixtures("hello")
async def test_a_narrow_terminal_has_fewer_columns(cli):
    """No line is longer than the terminal."""
    wide = await cli("runs", "octo-org/hello", width=120)
    narrow = await cli("runs", "octo-org/hello", width=60)
    assert "branch" in wide.out
    assert "branch" not in narrow.out
    assert "failure" in narrow.out


async def test_some_targets_fail(cli, hello, fake_github):
    """The others are printed; the exit code is 3."""
    fake_github.fail(
        repo=fake_github.add_repo("octo-org/closed").full_name,
        times=None,
        status=403,
        message="Resource not accessible by personal access token",
    )
    done = await cli("runs", "octo-org/closed", "octo-org/hello", "octo-org/gone")
    assert done.code == 3
    assert done.out.count("octo-org/hello") == len(hello)
    assert "octo-org/closed: " in done.err
    assert "octo-org/gone: " in done.err


async def test_many_equal_failures_are_summed_up(cli):
    """Five of a kind are shown."""
    done = await cli("runs", *(f"octo-org/gone-{n}" for n in range(40)))
    assert done.code == 4
    assert done.err.count("octo-org/gone-") == 2 * 5  # the name, and in the path
    assert "and 35 more: NotFoundError" in done.err


@pytest.mark.usefixtures("hello")
async def test_the_last_line_says_what_was_spent(cli):
    """On standard error, unless it is quiet."""
    done = await cli("runs", "octo-org/hello")
    assert done.err.startswith("1 request; 4,999 of 5,000 left until ")
    assert (await cli("runs", "octo-org/hello", "--quiet")).err == ""


@pytest.mark.usefixtures("hello")
async def test_a_server_without_limits(fake_github, cli):
    """Only the number of requests is known."""
    fake_github.fail("*", headers={"x-ratelimit-limit": "no"}, times=None)
    assert (await cli("runs", "octo-org/hello")).err == "1 request\n"


@pytest.mark.usefixtures("hello")
async def test_progress_is_shown_on_a_terminal_only(cli):
    """A pipe gets nothing of it."""
    assert "reading runs" in (await cli("runs", "octo-org/hello", width=90)).err
    assert "reading runs" not in (await cli("runs", "octo-org/hello")).err


@pytest.mark.usefixtures("hello")
async def test_a_used_up_hour_is_code_6(fake_github, cli):
    """The message has the time, and the option that waits."""
    fake_github.spend(5000)
    done = await cli("runs", "octo-org/hello", "octo-org/gone")
    assert done.code == 6
    assert "try after" in done.err
    patient = await cli("runs", "octo-org/hello", "--max-wait", "4000")
    assert patient.code == 0
    assert "blocked for" in patient.err


async def test_an_organization_is_all_of_its_repositories(cli, fake_github):
    """Without those that are archived; a repository that is named twice counts once."""
    for name in ("hello", "world", "old"):
        fake_github.add_repo(f"octo-org/{name}").add_run()
    fake_github.repositories[-1].archived = True
    done = await cli("runs", "octo-org/hello", "octo-org", "--json")
    assert done.code == 0
    assert sorted(row["repository"] for row in json.loads(done.out)) == [
        "octo-org/hello",
        "octo-org/world",
    ]


@pytest.mark.usefixtures("hello")
async def test_an_organization_that_cannot_be_listed_is_a_failed_target(cli):
    """The others are printed."""
    done = await cli("runs", "octo-gone", "octo-org/hello")
    assert done.code == 3
    assert "octo-gone: " in done.err
    assert (await cli("runs", "octo-gone")).code == 4
