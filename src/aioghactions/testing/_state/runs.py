"""The runs of one repository, in the order in which GitHub lists them."""

from collections.abc import Iterator

from attrs import define, field

from aioghactions.testing._state import progress
from aioghactions.testing._state.run import FakeRun


@define(eq=False)
class Runs:
    """All runs of a repository by id; iterating gives the newest first."""

    _by_id: dict[int, FakeRun] = field(factory=dict[int, FakeRun])
    _live: set[FakeRun] = field(factory=set[FakeRun])
    _newest_first: list[FakeRun] | None = None

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[FakeRun]:
        if self._newest_first is None:
            self._newest_first = sorted(
                self._by_id.values(),
                key=lambda run: (run.created_at, run.id),
                reverse=True,
            )
        return iter(self._newest_first)

    def get(self, number: int) -> FakeRun | None:
        """Return the run with this id, or None."""
        return self._by_id.get(number)

    def newest(self) -> FakeRun | None:
        """Return the run that was triggered last, or None."""
        return next(iter(self), None)

    def add(self, run: FakeRun) -> None:
        """Take in ``run``."""
        self._by_id[run.id] = run
        self._newest_first = None
        self.watch(run)

    def remove(self, run: FakeRun) -> None:
        """Forget ``run``."""
        del self._by_id[run.id]
        self._live.discard(run)
        self._newest_first = None

    def watch(self, run: FakeRun) -> None:
        """Let ``run`` progress with time, as far as it has timings."""
        if run.timings is not None and run.status != "completed":
            self._live.add(run)

    def catch_up(self, now: float) -> None:
        """Do what by ``now`` has happened to the runs that are not completed."""
        for run in list(self._live):
            progress.catch_up(run, now)
            if run.status == "completed":
                self._live.discard(run)
