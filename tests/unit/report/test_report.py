"""The HTML report: true figures, safe text, no network, few and many runs."""

import os
import random
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest

from aioghactions import report, rows, stats
from aioghactions.report import text
from aioghactions.report.figures import MOST_ROWS, figures

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)


def stamp(when):
    """Return a time as in a row."""
    return when.isoformat().replace("+00:00", "Z")


def run(number=1, *, repository="octo-org/hello", conclusion="success", **about):
    """Return a run of the last days."""
    at = NOW - timedelta(hours=7 * (number % 90), minutes=number % 50)
    end = at + timedelta(seconds=60 + number % 600)
    return rows.to_run(
        {
            "run_id": number,
            "run_attempt": 1,
            "run_number": number,
            "repository": repository,
            "workflow_id": 1,
            "workflow": "CI",
            "path": ".github/workflows/ci.yml",
            "status": "completed",
            "conclusion": conclusion,
            "created_at": stamp(at),
            "run_started_at": stamp(at),
            "updated_at": stamp(end),
        }
        | about
    )


def job(number=1, run_id=1, *, name="build", conclusion="success", sha="a", **about):
    """Return a job of a run."""
    start = NOW + timedelta(minutes=number)
    return rows.to_job(
        {
            "run_id": run_id,
            "run_attempt": number,
            "job_id": number,
            "name": name,
            "workflow": "CI",
            "status": "completed",
            "conclusion": conclusion,
            "head_sha": sha * 40,
            "created_at": stamp(start - timedelta(seconds=95)),
            "started_at": stamp(start),
            "completed_at": stamp(start + timedelta(seconds=61)),
            "labels": "self-hosted,linux",
            "runner_name": "one",
            "run_url": f"https://api.github.com/repos/octo-org/hello/actions/runs/{run_id}",
        }
        | about
    )


class Page(HTMLParser):
    """The texts, tables and addresses of a page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.addresses, self.ids, self.tables = [], [], [], []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            if name in {"src", "href", "xlink:href", "action", "data"}:
                self.addresses.append(value)
            elif name == "id":
                self.ids.append(value)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")

    def handle_data(self, data):
        if self.tags[-1:] != ["style"]:
            self.text += data
        if self.tables and self.tables[-1] and self.tables[-1][-1] and data.strip():
            self.tables[-1][-1][-1] += data.strip()

    def handle_endtag(self, tag):
        if tag == "table":
            self.tables.append([])

    def table(self, first):
        """Return the rows below the heading of the table whose first cell is this."""
        return next(it[1:] for it in self.tables if it and it[0][0] == first)


def many(number, seed=1):
    """Return runs of several repositories, workflows and results."""
    chance = random.Random(seed)  # noqa: S311 - plausible, not secret
    results = ("success", "success", "failure", "cancelled", "skipped")
    return [
        run(
            it,
            repository=f"octo-org/r{it % 13}",
            conclusion=chance.choice(results),
            workflow_id=it % 26,
            workflow=f"flow {it % 26}",
        )
        for it in range(1, number + 1)
    ]


def test_figures_are_those_of_stats():
    """Every number of the head and the first tables."""
    runs = many(400)
    shown = figures(runs, [])
    assert shown.runs == 400
    assert shown.repositories == 13
    assert shown.success_rate == stats.success_rate(runs)
    seconds = [it for one in runs if (it := stats.run_seconds(one)) is not None]
    assert shown.duration_p50 == stats.percentile(seconds, 50)
    assert shown.duration_p95 == stats.percentile(seconds, 95)
    assert shown.minutes == pytest.approx(sum(seconds) / 60)
    assert shown.durations == shown.estimated == len(seconds)
    by_day = {row["day"]: row for row in stats.summarise_runs(runs, "day")}
    assert [row["day"] for row in shown.over_time] == sorted(by_day)
    assert all(by_day[row["day"]] == row for row in shown.over_time)
    workflows = stats.summarise_runs(runs, "workflow")
    slowest = sorted(workflows, key=lambda row: -row["duration_p95"])[:MOST_ROWS]
    assert list(shown.slowest_workflows.rows) == slowest
    assert shown.slowest_workflows.total == 26


def test_page_shows_the_figures():
    """As a person reads them."""
    runs = many(400)
    shown, page = figures(runs, []), Page(report.render(runs, now=NOW))
    for value in (
        "400 runs of 13 repositories",
        text.percent(shown.success_rate),
        text.duration(shown.duration_p50),
        text.duration(shown.duration_p95),
        text.number(shown.minutes),
        "10 of 26 workflows, by 95th percentile",
    ):
        assert value in page.text
    found = page.table("repository")
    assert [row[0] for row in found] == [
        row["repository"] for row in shown.costly_repositories.rows
    ]
    for cells, row in zip(found, shown.costly_repositories.rows, strict=True):
        assert cells[1:] == [
            str(row["runs"]),
            text.percent(row["success_rate"]),
            text.duration(row["duration_p50"]),
            text.duration(row["duration_p95"]),
            text.number(row["minutes"]),
        ]


def test_jobs_give_exact_durations_flaky_jobs_and_queues():
    """And the tables of jobs and labels."""
    jobs = [
        job(1, conclusion="failure"),
        job(2),
        job(3, name="test", sha="b"),
    ]
    runs = [run(1, run_started_at=stamp(NOW), run_attempt=3)]
    shown = figures(runs, jobs)
    assert (shown.durations, shown.estimated) == (1, 0)
    page = Page(report.render(runs, jobs, now=NOW))
    assert "3 jobs" in page.text
    [flaky] = [it for it in page.tables if it and it[0][:2] == ["job", "flaky"]]
    assert flaky[1:] == [["buildCI, octo-org/hello", "1", "1", "100%"]]
    labels = page.table("label")
    assert sorted(labels) == [
        ["linux", "3", "1:35", "1:35", "3"],
        ["self-hosted", "3", "1:35", "1:35", "3"],
    ]


def test_jobs_without_flaky_ones():
    """The page says so; a job that never ran has no row of durations."""
    jobs = [job(1, conclusion="skipped", labels="")]
    page = Page(report.render([run()], jobs, now=NOW))
    assert "No job failed and then passed on the same commit." in page.text
    assert "Slowest jobs" not in page.text
    assert "Time in the queue" not in page.text


def test_no_runs():
    """The page says so, and has neither charts nor tables."""
    page = Page(report.render([], now=NOW))
    assert "no run was read" in page.text
    assert not {"svg", "table", "dl", "ul"} & set(page.tags)
    with_notes = Page(report.render([], now=NOW, notes=["Nothing was selected."]))
    assert "Nothing was selected." in with_notes.text


def test_one_run():
    """A point and a bar in each chart; its figures in the head."""
    page = Page(report.render([run()], now=NOW))
    assert page.tags.count("svg") == 4
    assert "1 run of 1 repository" in page.text
    assert "1:01" in page.text


def test_a_run_without_times():
    """It is counted; there is nothing to draw."""
    bare = rows.to_run({"run_id": 1, "workflow_id": 1})
    page = Page(report.render([bare], now=NOW))
    assert "svg" not in page.tags
    assert "1 run of 1 repository" in page.text


@pytest.mark.slow
def test_fifty_thousand_runs():
    """The page has the size of one about few runs; a point is a week."""
    runs = many(50_000)
    oldest = run(0, created_at="2025-01-01T00:00:00Z", run_started_at=None)
    html = report.render([*runs, oldest], now=NOW)
    assert len(html) < 100_000
    assert "50,001 runs" in html
    assert "Number of runs of each week" in html


def test_ticks_are_short():
    """Also those of a large organization."""
    start = stamp(NOW - timedelta(days=34))
    times = {"created_at": start, "run_started_at": start, "updated_at": stamp(NOW)}
    runs = [run(it, **times) for it in range(200)]
    html = report.render(runs, now=NOW)
    assert re.search(r">\d+M<", html)
    assert "e+0" not in html


def test_text_of_others_is_escaped():
    """A workflow may have any name."""
    name = '<script>alert(1)</script> & "x"'
    html = report.render([run(workflow=name)], now=NOW, title=name, notes=[name])
    page = Page(html)
    assert "script" not in page.tags
    assert page.text.count(name) == 4  # title, heading, table, note


def test_page_needs_no_network():
    """No address outside of it, no script, and the policy forbids both."""
    html = report.render(many(50), [job()], now=NOW)
    page = Page(html)
    assert {it[0] for it in page.addresses} == {"#"}
    assert "script" not in page.tags
    assert "default-src 'none'" in html
    assert not re.findall(r"https?:|@import|url\((?!#)", html)


def test_charts_take_the_colours_of_the_page():
    """So that they follow the dark form and the one for paper; no id is used twice."""
    html = report.render(many(50), now=NOW)
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    assert {it[1:] for it in page.addresses} <= set(page.ids)
    charts = "".join(re.findall(r"<svg.*?</svg>", html, re.DOTALL))
    assert set(re.findall(r"(?:fill|stroke): (#\w+)", charts)) == set()
    assert "var(--first)" in charts
    assert "<style" not in charts


def test_equal_runs_give_equal_pages():
    """A report under version control changes only if its figures do."""
    assert report.render(many(50), now=NOW) == report.render(many(50), now=NOW)


@pytest.mark.parametrize(
    ("rate", "shown"),
    [
        (None, "-"),
        (0.0, "0%"),
        (1.0, "100%"),
        (0.5, "50%"),
        (0.996, "99.6%"),
        (0.9999, ">99.9%"),
        (0.004, "0.4%"),
        (0.0001, "<0.1%"),
    ],
)
def test_a_rate_is_rounded_to_neither_all_nor_none(rate, shown):
    """One failure in a thousand is not 100 %."""
    assert text.percent(rate) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (None, "-"),
        (0, "0:00"),
        (59.6, "1:00"),
        (3599, "59:59"),
        (36_061, "10:01:01"),
        (4e6, "1,111 h"),
    ],
)
def test_durations(seconds, shown):
    """Minutes, or hours."""
    assert text.duration(seconds) == shown


def test_number():
    """With separators."""
    assert [text.number(it) for it in (None, 0, 1234.5)] == ["-", "0", "1,234"]


@pytest.mark.slow
def test_without_its_extra_it_says_how_to_install_it():
    """In the message of the exception."""
    program = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "from datetime import datetime, UTC; from aioghactions import report\n"
        "report.render([], now=datetime.now(UTC))"
    )
    done = subprocess.run(  # noqa: S603 - a Python
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ) | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    last = done.stderr.splitlines()[-1]
    assert last.endswith("pip install 'aioghactions[report]'")
