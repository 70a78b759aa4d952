"""A list that changes while it is read."""

from hypothesis import settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from aioghactions._lists.links import Links
from aioghactions._lists.plan import PageInfo, PagePlan
from aioghactions.pages import SeenItems

PATH = "/repos/octo-org/hello/actions/runs"


def target_of(number):
    """Return the path and query of a page."""
    return PATH, (("per_page", "100"), ("page", str(number)))


class ChangingList(RuleBasedStateMachine):
    """A list that changes while the server answers the wanted pages, in any order."""

    @initialize(length=st.integers(0, 60), size=st.integers(1, 5))
    def create(self, length, size):
        self.size = size
        self.items = list(range(length))
        self.created = length
        self.start()

    def start(self):
        """Start a loop."""
        self.lasting = set(self.items)
        self.yielded = []
        self.seen = SeenItems()
        self.plan = PagePlan(((PATH, ()),))
        self.changes = set()
        self.request()

    @precondition(lambda self: not self.plan.wanted)
    @rule()
    def start_again(self):
        """Each loop starts at the first page."""
        self.start()

    def request(self):
        """Request all wanted pages."""
        self.requested = list(self.plan.wanted)
        self.responses = [None] * len(self.requested)

    @precondition(lambda self: "removed" not in self.changes)
    @rule(count=st.integers(1, 12))
    def add(self, count):
        """Insert new items at the front."""
        self.record("added")
        new = range(self.created, self.created + count)
        self.created += count
        self.items[:0] = reversed(new)

    @precondition(lambda self: "added" not in self.changes)
    @rule(indices=st.lists(st.integers(0, 200), min_size=1, max_size=12))
    def remove(self, indices):
        """Remove items anywhere."""
        self.record("removed")
        for index in indices:
            if self.items:
                removed = self.items.pop(index % len(self.items))
                self.lasting.discard(removed)

    def record(self, change):
        """Record a change during a batch; between batches, every change is allowed."""
        if any(self.responses) and not all(self.responses):
            self.changes.add(change)

    @precondition(lambda self: self.plan.wanted)
    @rule(choice=st.integers(0, 20))
    def respond(self, choice):
        """Answer any of the pending requests."""
        pending = [i for i, it in enumerate(self.responses) if it is None]
        index = pending[choice % len(pending)]
        self.responses[index] = self.page(self.requested[index])
        if all(self.responses):
            self.accept()

    def page(self, target):
        number = int(dict(target[1]).get("page", 1))
        shown = self.items[(number - 1) * self.size : number * self.size]
        last = max(-(-len(self.items) // self.size), 1)
        links = Links()
        if number < last:
            links = Links(next=target_of(number + 1), last=target_of(last))
        return PageInfo(count=len(shown), total=len(self.items), links=links), shown

    def accept(self):
        for info, shown in self.responses:
            if not self.plan.wanted or not self.plan.accept(info):
                break
            self.yielded += self.seen.add([Item(number) for number in shown])
        self.changes.clear()
        self.request()

    @invariant()
    def nothing_is_yielded_twice(self):
        """A18: each item once."""
        ids = [item.id for item in self.yielded]
        assert len(ids) == len(set(ids))

    @invariant()
    def lasting_items_are_yielded(self):
        """A18: complete at the end, whatever was added and removed."""
        if not self.plan.wanted:
            assert self.lasting <= {item.id - 1 for item in self.yielded}

    def teardown(self):
        """Read the list to its end without further changes."""
        for _ in range(1000):
            if not self.plan.wanted:
                break
            self.responses = [self.page(target) for target in self.requested]
            self.accept()
        assert not self.plan.wanted
        self.lasting_items_are_yielded()
        self.nothing_is_yielded_twice()


class Item:
    """An item whose id is not 0."""

    def __init__(self, number):
        self.id = number + 1


TestChangingList = ChangingList.TestCase
TestChangingList.settings = settings(stateful_step_count=80, deadline=None)
