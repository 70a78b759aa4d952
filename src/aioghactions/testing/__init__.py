"""Test support: a stateful fake server, a virtual clock, and pytest fixtures.

:class:`FakeGitHub` implements all documented operations over real HTTP on loopback;
:class:`InstantClock` makes waiting take no time. The pytest plugin provides the
fixtures ``fake_github``, ``instant_clock`` and ``github_client``. ``import
aioghactions`` does not import this package.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aioghactions.testing._state.account import FakeTeam, FakeUser
    from aioghactions.testing._state.app import FakeApp, FakeInstallation
    from aioghactions.testing._state.attempt import FakeAttempt
    from aioghactions.testing._state.cache import FakeCache
    from aioghactions.testing._state.check_run import FakeAnnotation, FakeCheckRun
    from aioghactions.testing._state.environment import (
        FakeBranchPolicy,
        FakeEnvironment,
    )
    from aioghactions.testing._state.hook import FakeHook, FakeHookDelivery
    from aioghactions.testing._state.job import FakeJob, FakeStep
    from aioghactions.testing._state.organization import FakeOrganization
    from aioghactions.testing._state.progress import Timings
    from aioghactions.testing._state.repository import (
        FakeArtifact,
        FakeRepository,
        FakeRun,
    )
    from aioghactions.testing._state.runner import FakeRunner
    from aioghactions.testing._state.runner_group import FakeRunnerGroup
    from aioghactions.testing._state.secret import FakeSecret
    from aioghactions.testing._state.settings import FakeSettings
    from aioghactions.testing._state.variable import FakeVariable
    from aioghactions.testing._state.workflow import FakeWorkflow, WorkflowInput
    from aioghactions.testing.clock import InstantClock
    from aioghactions.testing.edition import EditionName
    from aioghactions.testing.github import FakeGitHub
    from aioghactions.testing.journal import RecordedRequest
    from aioghactions.testing.limits import Excess, Limits
    from aioghactions.testing.recorder import Recorder
    from aioghactions.testing.replayer import Replayer, UnrecordedRequestError
    from aioghactions.testing.script import Fault, RecordedAnswer, Script, Turn
    from aioghactions.testing.webhook import FakeDelivery, FakeWebhook

# The module of each name. pytest imports the plugin in this package in every
# environment in which this library is installed; importing the server only when it is
# used saves all other test runs a tenth of a second.
_MODULES = {
    "FakeTeam": "_state.account",
    "FakeUser": "_state.account",
    "FakeApp": "_state.app",
    "FakeArtifact": "_state.repository",
    "FakeAttempt": "_state.attempt",
    "FakeCache": "_state.cache",
    "FakeAnnotation": "_state.check_run",
    "FakeCheckRun": "_state.check_run",
    "FakeBranchPolicy": "_state.environment",
    "FakeEnvironment": "_state.environment",
    "FakeHook": "_state.hook",
    "FakeHookDelivery": "_state.hook",
    "FakeInstallation": "_state.app",
    "FakeJob": "_state.job",
    "FakeStep": "_state.job",
    "FakeOrganization": "_state.organization",
    "Timings": "_state.progress",
    "FakeRepository": "_state.repository",
    "FakeRun": "_state.repository",
    "FakeRunner": "_state.runner",
    "FakeRunnerGroup": "_state.runner_group",
    "FakeSecret": "_state.secret",
    "FakeSettings": "_state.settings",
    "FakeVariable": "_state.variable",
    "FakeWorkflow": "_state.workflow",
    "WorkflowInput": "_state.workflow",
    "InstantClock": "clock",
    "EditionName": "edition",
    "Fault": "script",
    "Script": "script",
    "FakeGitHub": "github",
    "RecordedAnswer": "script",
    "RecordedRequest": "journal",
    "Excess": "limits",
    "Limits": "limits",
    "Recorder": "recorder",
    "Replayer": "replayer",
    "Turn": "script",
    "UnrecordedRequestError": "replayer",
    "FakeDelivery": "webhook",
    "FakeWebhook": "webhook",
}

__all__ = [
    "EditionName",
    "Excess",
    "FakeAnnotation",
    "FakeApp",
    "FakeArtifact",
    "FakeAttempt",
    "FakeBranchPolicy",
    "FakeCache",
    "FakeCheckRun",
    "FakeDelivery",
    "FakeEnvironment",
    "FakeGitHub",
    "FakeHook",
    "FakeHookDelivery",
    "FakeInstallation",
    "FakeJob",
    "FakeOrganization",
    "FakeRepository",
    "FakeRun",
    "FakeRunner",
    "FakeRunnerGroup",
    "FakeSecret",
    "FakeSettings",
    "FakeStep",
    "FakeTeam",
    "FakeUser",
    "FakeVariable",
    "FakeWebhook",
    "FakeWorkflow",
    "Fault",
    "InstantClock",
    "Limits",
    "RecordedAnswer",
    "RecordedRequest",
    "Recorder",
    "Replayer",
    "Script",
    "Timings",
    "Turn",
    "UnrecordedRequestError",
    "WorkflowInput",
]


def __getattr__(name: str) -> Any:
    """Import the module of ``name`` on first use."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
