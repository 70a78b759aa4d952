"""C8: after each test of the whole suite, look for secrets where none may stand.

A secret is whatever looks like a credential of GitHub, the signature of a link, or a
word that tests use for one: ``CANARY``. After a test it must occur in none of these:

* log records of any level, their tracebacks included, from any logger
* what the test and the library wrote to stdout and stderr
* warnings
* every :class:`GitHubActionsError` that was made during the test, caught or not: its
  text, repr, arguments, attributes, notes, pickle, causes and contexts, and the local
  variables of this library's frames in its traceback, as error trackers show them

Not covered: misuse reported by ``ValueError``, ``TypeError`` and ``RuntimeError``,
which tests of their own look at, and the frames of the calling program, which holds
the token in the first place.
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
# An outage makes thousands of errors that are alike.
_MOST_ERRORS: Final = 100
_LONGEST: Final = 100_000
_LOGGERS: Final = ("aioghactions", "aiohttp", "asyncio")


def secrets_in(text: str) -> list[str]:
    """Return what looks like a secret, by its first letters only."""
    return [f"{found[:6]}..." for found in _SECRET.findall(text)]


def told_by(error: BaseException) -> Iterator[str]:
    """Yield everything that ``error``, and what led to it, may be printed as."""
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
    """Keeps what should not have been logged."""

    def __init__(self, told: list[str]) -> None:
        super().__init__(logging.NOTSET)
        self._told = told

    def emit(self, record: logging.LogRecord) -> None:
        text = self.format(record)
        if secrets_in(text):
            self._told.append(text)


@define(eq=False)
class Sweep:
    """What one test has told.

    Attributes:
        told: Lines of logs with a secret in them.
        errors: The errors that were made.
    """

    told: list[str] = field(factory=list[str])
    errors: deque[GitHubActionsError] = field(
        factory=lambda: deque[GitHubActionsError](maxlen=_MOST_ERRORS)
    )

    def found(self, *printed: str) -> list[str]:
        """Return what was found, here and in what was ``printed``; begin anew."""
        texts = chain(self.told, printed, *map(told_by, self.errors))
        found = [
            f"{secrets} in {text[:60]!r}"
            for text in texts
            if (secrets := secrets_in(text))
        ]
        self.told.clear()
        self.errors.clear()
        return found


class Canary:
    """The plugin."""

    def __init__(self) -> None:
        self.sweep = Sweep()
        self.swept = 0
        self.errors = 0
        self.warned: list[str] = []
        self._listener = _Listener(self.sweep.told)
        self._levels = {name: logging.getLogger(name).level for name in _LOGGERS}

    def start(self) -> None:
        """Listen to everybody."""
        logging.getLogger().addHandler(self._listener)
        errors = self.sweep.errors

        # Python 3.11 tells nobody that something was raised. The base class has no
        # __init__ of its own, so this one stands in the way of nothing.
        def note(error: GitHubActionsError, *args: Any) -> None:
            super(GitHubActionsError, error).__init__(*args)
            errors.append(error)

        assert "__init__" not in vars(GitHubActionsError)
        GitHubActionsError.__init__ = note  # type: ignore[assignment] # as said

    def stop(self) -> None:
        """Leave everything as it was."""
        del GitHubActionsError.__init__
        logging.getLogger().removeHandler(self._listener)
        for name, level in self._levels.items():
            logging.getLogger(name).setLevel(level)

    def pytest_unconfigure(self) -> None:
        self.stop()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        # Each time: a test may leave a level of its own behind.
        for name in self._levels:
            logging.getLogger(name).setLevel(logging.DEBUG)

    def pytest_warning_recorded(self, warning_message: Any, nodeid: str) -> None:
        # Handed over when the test has been reported: it fails the run instead.
        if secrets_in(str(warning_message.message)):
            self.warned.append(f"C8: a secret was told by a warning in {nodeid}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.warned:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        if (told := getattr(session.config, "workeroutput", None)) is not None:
            told["swept"] = self.swept, self.errors

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        # One of several processes that share the tests. One that died told nothing.
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
                report.longrepr = "\n".join(["C8: a secret was told", *found])
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
    """Begin to listen."""
    canary = Canary()
    canary.start()
    config.pluginmanager.register(canary, "canary")
