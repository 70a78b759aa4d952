"""A GitHub for tests: a stateful server, virtual time, pytest fixtures.

:class:`FakeGitHub` answers all documented operations over real HTTP on loopback;
:class:`InstantClock` lets waiting take no time. The pytest plugin brings the
fixtures ``fake_github``, ``instant_clock`` and ``github_client``. Nothing here is
imported by ``import aioghactions``.
"""

from aioghactions.testing._state.account import FakeTeam, FakeUser
from aioghactions.testing._state.artifact import FakeArtifact
from aioghactions.testing._state.attempt import FakeAttempt
from aioghactions.testing._state.environment import FakeEnvironment
from aioghactions.testing._state.job import FakeJob, FakeStep
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.progress import Timings
from aioghactions.testing._state.repository import FakeRepository
from aioghactions.testing._state.run import FakeRun
from aioghactions.testing._state.runner import FakeRunner
from aioghactions.testing._state.runner_group import FakeRunnerGroup
from aioghactions.testing._state.secret import FakeSecret
from aioghactions.testing._state.workflow import FakeWorkflow, WorkflowInput
from aioghactions.testing.clock import InstantClock
from aioghactions.testing.edition import EditionName
from aioghactions.testing.faults import Fault, Script
from aioghactions.testing.github import FakeGitHub
from aioghactions.testing.journal import RecordedAnswer, RecordedRequest
from aioghactions.testing.limits import Excess, Limits

__all__ = [
    "EditionName",
    "Excess",
    "FakeArtifact",
    "FakeAttempt",
    "FakeEnvironment",
    "FakeGitHub",
    "FakeJob",
    "FakeOrganization",
    "FakeRepository",
    "FakeRun",
    "FakeRunner",
    "FakeRunnerGroup",
    "FakeSecret",
    "FakeStep",
    "FakeTeam",
    "FakeUser",
    "FakeWorkflow",
    "Fault",
    "InstantClock",
    "Limits",
    "RecordedAnswer",
    "RecordedRequest",
    "Script",
    "Timings",
    "WorkflowInput",
]
