"""C8: after each test of the whole suite, search its output for secrets.

A secret is a text that looks like a credential of GitHub or the signature of a link, or
the word that tests use for one, ``CANARY``. It must not occur in any of these:

* log records of any level, their tracebacks included, from any logger
* what the test and the library wrote to stdout and stderr
* warnings
* every :class:`GitHubActionsError` created during the test, caught or not: its
  text, repr, arguments, attributes, notes, pickle, causes and contexts, and the local
  variables of this library's frames in its traceback, as error trackers show them

Not covered: ``ValueError``, ``TypeError`` and ``RuntimeError`` for misuse, which have
tests of their own, and the frames of the calling program, which has the token anyway.
"""

import logging
import pickle
import re
import traceback
from collections import deque
from collections.abc import Generator, Iterator
from itertools import chain
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest
from attrs import define, field

import aioghactions
from aioghactions.errors import GitHubActionsError

_SECRET: Final = re.compile(
    r"CANARY|\bgh[a-z]_[0-9A-Za-z]{16,}|\bgithub_pat_\w{16,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----\s|\beyJ[\w-]{8,}\.[\w-]{8,}"
    r"|\bsig(?:nature)?=[^&\s'\"*]{8,}"
)
_LIBRARY: Final = str(Path(aioghactions.__file__).parent)
_TESTING: Final = str(Path(_LIBRARY, "testing"))
# An outage creates thousands of similar errors.
_MOST_ERRORS: Final = 100
_LONGEST: Final = 100_000
_LOGGERS: Final = ("aioghactions", "aiohttp", "asyncio")


def secrets_in(text: str) -> list[str]:
    """Return the first letters of each text that looks like a secret."""
    return [f"{found[:6]}..." for found in _SECRET.findall(text)]


def printed_forms(error: BaseException) -> Iterator[str]:
    """Yield every printed form of ``error``, its causes and its contexts."""
    seen: set[int] = set()
    left: list[Any] = [error]
    while left:
        one = left.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        left += [one.__cause__, one.__context__]
        left += getattr(one, "exceptions", ())  # of a group
        yield f"{one!s} {one!r} {one.args!r} {vars(one)!r}"
        if isinstance(one, GitHubActionsError):
            yield pickle.dumps(one).decode("latin-1")
        for frame, _ in traceback.walk_tb(one.__traceback__):
            yield from _locals_of(frame)


def _locals_of(frame: FrameType) -> Iterator[str]:
    file = frame.f_code.co_filename
    if not file.startswith(_LIBRARY) or file.startswith(_TESTING):
        return
    for name, value in frame.f_locals.items():
        part = value[:_LONGEST] if isinstance(value, str | bytes) else value
        yield f"{name}={part!r}"


class _Listener(logging.Handler):
    """Collects log records that contain a secret."""

    def __init__(self, logged: list[str]) -> None:
        super().__init__(logging.NOTSET)
        self._logged = logged

    def emit(self, record: logging.LogRecord) -> None:
        text = self.format(record)
        if secrets_in(text):
            self._logged.append(text)


@define(eq=False)
class Sweep:
    """The output of one test.

    Attributes:
        logged: Log records that contain a secret.
        errors: The errors that were created.
    """

    logged: list[str] = field(factory=list[str])
    errors: deque[GitHubActionsError] = field(
        factory=lambda: deque[GitHubActionsError](maxlen=_MOST_ERRORS)
    )

    def found(self, *printed: str) -> list[str]:
        """Return the secrets found here and in ``printed``, then start again."""
        texts = chain(self.logged, printed, *map(printed_forms, self.errors))
        found = [
            f"{secrets} in {text[:60]!r}"
            for text in texts
            if (secrets := secrets_in(text))
        ]
        self.logged.clear()
        self.errors.clear()
        return found


class Canary:
    """The pytest plugin."""

    def __init__(self) -> None:
        self.sweep = Sweep()
        self.swept = 0
        self.errors = 0
        self.warned: list[str] = []
        self._listener = _Listener(self.sweep.logged)
        self._levels = {name: logging.getLogger(name).level for name in _LOGGERS}

    def start(self) -> None:
        """Start to collect log records and errors."""
        logging.getLogger().addHandler(self._listener)
        errors = self.sweep.errors

        # Python 3.11 has no event for a raised exception. The base class has no
        # __init__ of its own, so this one overrides nothing.
        def note(error: GitHubActionsError, *args: Any) -> None:
            super(GitHubActionsError, error).__init__(*args)
            errors.append(error)

        assert "__init__" not in vars(GitHubActionsError)
        GitHubActionsError.__init__ = note  # type: ignore[assignment] # see above

    def stop(self) -> None:
        """Restore the class, the loggers and their levels."""
        del GitHubActionsError.__init__
        logging.getLogger().removeHandler(self._listener)
        for name, level in self._levels.items():
            logging.getLogger(name).setLevel(level)

    def pytest_unconfigure(self) -> None:
        self.stop()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        # For each test: another test may have left a level of its own.
        for name in self._levels:
            logging.getLogger(name).setLevel(logging.DEBUG)

    def pytest_warning_recorded(self, warning_message: Any, nodeid: str) -> None:
        # Recorded after the test was reported, so it fails the whole run.
        if secrets_in(str(warning_message.message)):
            self.warned.append(f"C8: a secret is in a warning of {nodeid}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.warned:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        if (output := getattr(session.config, "workeroutput", None)) is not None:
            output["swept"] = self.swept, self.errors

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        # A worker process of pytest-xdist. One that crashed has no output.
        swept, errors = getattr(node, "workeroutput", {}).get("swept", (0, 0))
        self.swept += swept
        self.errors += errors

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if call.when == "teardown":
            self.swept += 1
            self.errors += len(self.sweep.errors)
            found = self.sweep.found(report.capstdout, report.capstderr)
            if found and report.passed:
                report.outcome = "failed"
                report.longrepr = "\n".join(["C8: a secret was printed", *found])
        return report

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter
    ) -> None:
        terminalreporter.write_line(
            f"C8: {self.swept} tests and {self.errors} errors swept for secrets"
        )
        for line in self.warned:
            terminalreporter.write_line(line, red=True)


def pytest_configure(config: pytest.Config) -> None:
    """Register the plugin."""
    canary = Canary()
    canary.start()
    config.pluginmanager.register(canary, "canary")
