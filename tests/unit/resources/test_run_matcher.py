from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

import aioghactions as gha
from aioghactions._core.call import Returns
from aioghactions._json.model_support import SharedObjects
from aioghactions._json.structure import structure
from aioghactions._resources.run_matcher import LAG, SKEW, RunMatcher
from tests.support import fragment

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
SENT = NOON.timestamp()
OVER = SENT + 1 + LAG + SKEW + 1
[RUN] = [
    evolve(
        structure(example.payload, Returns("WorkflowRun"), SharedObjects()),
        event="workflow_dispatch",
        head_branch="main",
        created_at=NOON,
        display_title="CI",
    )
    for example in fragment.examples()
    if str(example) == "ghec/get-workflow-run.200"
]
LOGIN = RUN.actor.login


def matcher(**about):
    """Return the matcher of a dispatch that took a second."""
    defaults = {"ref": "main", "sent": SENT, "finished": SENT + 1, "accepted": True}
    return RunMatcher(**(defaults | about))


def run(number=1, **about):
    """Return a run that matches, but for ``about``."""
    return evolve(RUN, id=number, **about)


@pytest.mark.parametrize(
    ("about", "matches"),
    [
        ({}, True),
        ({"event": "push"}, False),
        ({"head_branch": "develop"}, False),
        ({"head_branch": None}, False),
        ({"created_at": NOON - timedelta(seconds=3)}, True),
        ({"created_at": NOON - timedelta(seconds=4)}, False),
        ({"created_at": NOON + timedelta(seconds=13)}, True),
        ({"created_at": NOON + timedelta(seconds=14)}, False),
        ({"created_at": None}, False),
    ],
)
def test_event_branch_and_creation_time_decide_a_match(about, matches):
    """S4: each of them can exclude a run."""
    assert matcher().matches(run(**about)) == matches


@pytest.mark.parametrize("ref", ["main", "refs/heads/main", "refs/tags/main"])
def test_ref_may_have_its_prefix(ref):
    """S4: runs have the short name."""
    assert matcher(ref=ref).matches(run())


@pytest.mark.parametrize(
    ("known", "about", "matches"),
    [
        ({"actor": LOGIN.upper()}, {}, True),
        ({"actor": "hubot"}, {}, False),
        ({"actor": "hubot"}, {"actor": None}, True),
        ({"head_sha": RUN.head_sha}, {}, True),
        ({"head_sha": "00" * 20}, {}, False),
        ({"marker": "CI"}, {}, True),
        ({"marker": "a1b2"}, {}, False),
        ({"marker": "a1b2"}, {"display_title": "Deploy a1b2"}, True),
        ({"marker": "a1b2"}, {"display_title": None, "name": "a1b2"}, True),
        ({"marker": "a1b2"}, {"display_title": None, "name": None}, False),
        # A run with the marker may be created late, but not before the dispatch.
        ({"marker": "CI"}, {"created_at": NOON + timedelta(hours=1)}, True),
        ({"marker": "CI"}, {"created_at": NOON - timedelta(seconds=4)}, False),
        # The marker is a whole word of the title.
        ({"marker": "7"}, {"display_title": "Deploy 7"}, True),
        ({"marker": "7"}, {"display_title": "Deploy (7)."}, True),
        ({"marker": "7"}, {"display_title": "Deploy 17"}, False),
        ({"marker": "7"}, {"display_title": "Deploy 7a"}, False),
        ({"marker": "v1.2"}, {"display_title": "Deploy v1.2, now"}, True),
        ({"marker": "v1.2"}, {"display_title": "Deploy v1.2.3"}, False),
        ({"marker": "2.3"}, {"display_title": "Deploy v1.2.3"}, False),
        ({"marker": "prod"}, {"display_title": "Deploy pre-prod"}, False),
        ({"marker": "prod"}, {"display_title": "Deploy prod-eu"}, False),
        ({"marker": "a.*b"}, {"display_title": "Deploy a+b"}, False),
    ],
)
def test_actor_commit_and_marker_decide_a_match(known, about, matches):
    """S4: a member that an old server leaves out excludes nothing."""
    assert matcher(**known).matches(run(**about)) == matches


@pytest.mark.parametrize("now", [SENT, OVER])
def test_no_match_selects_nothing(now):
    """S4: the run may still appear."""
    assert matcher().select([], now=now) is None
    assert matcher().select([run(event="push")], now=now) is None


def test_single_match_is_selected_once_no_other_can_appear():
    """S4: and not before."""
    mine = run()
    until = matcher().latest
    assert matcher().select([mine], now=until) is None
    assert matcher().select([run(2, event="push"), mine], now=until + 1) is mine


def test_run_with_the_marker_is_selected_without_delay():
    """S4: no other run has it."""
    mine = run(display_title="a1b2")
    assert matcher(marker="a1b2").select([run(2), mine], now=SENT) is mine


@pytest.mark.parametrize("now", [SENT, OVER])
@pytest.mark.parametrize("known", [{}, {"marker": "CI"}, {"actor": LOGIN}])
def test_two_matches_are_ambiguous(known, now):
    """S4: at any time, whatever is known."""
    with pytest.raises(gha.AmbiguousRunError, match="run 1, run 2 match") as caught:
        matcher(**known).select([run(1), run(2)], now=now)
    assert [candidate.id for candidate in caught.value.candidates] == [1, 2]


@pytest.mark.parametrize(
    ("known", "about", "proven"),
    [
        ({}, {}, False),
        ({"head_sha": RUN.head_sha}, {}, False),
        ({"actor": LOGIN}, {}, True),
        ({"actor": LOGIN}, {"actor": None}, False),
        ({"marker": "CI"}, {}, True),
    ],
)
def test_single_match_after_an_unknown_outcome_needs_proof(known, about, proven):
    """S4: the dispatch may have started nothing; the run may be another user's."""
    unconfirmed, mine = matcher(accepted=False, **known), run(**about)
    if proven:
        assert unconfirmed.select([mine], now=OVER) is mine
        return
    with pytest.raises(gha.AmbiguousRunError, match="may have failed"):
        unconfirmed.select([mine], now=OVER)
