"""A list that changes while it is read."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from aioghactions._lists.links import Links
from aioghactions._lists.pages import SeenItems
from aioghactions._lists.plan import PageInfo, PagePlan

PATH = "/repos/octo-org/hello/actions/runs"


def page(number):
    """Return the address of a page."""
    return PATH, (("per_page", "100"), ("page", str(number)))


class ChangingList(RuleBasedStateMachine):
    """A server whose list changes while it answers, in any order, what is wanted."""

    @initialize(length=st.integers(0, 60), size=st.integers(1, 5))
    def begin(self, length, size):
        self.size = size
        self.items = list(range(length))
        self.named = length
        self.start()

    def start(self):
        """Begin to read."""
        self.lasting = set(self.items)
        self.told = []
        self.recent = SeenItems()
        self.course = PagePlan(((PATH, ()),))
        self.changes = set()
        self.ask()

    @precondition(lambda self: not self.course.wanted)
    @rule()
    def start_anew(self):
        """Each loop begins at the first page."""
        self.start()

    def ask(self):
        """Ask for all that is wanted."""
        self.asked = list(self.course.wanted)
        self.answers = [None] * len(self.asked)

    @precondition(lambda self: "gone" not in self.changes)
    @rule(count=st.integers(1, 12))
    def add(self, count):
        """New items come to the front."""
        self.note("come")
        fresh = range(self.named, self.named + count)
        self.named += count
        self.items[:0] = reversed(fresh)

    @precondition(lambda self: "come" not in self.changes)
    @rule(places=st.lists(st.integers(0, 200), min_size=1, max_size=12))
    def remove(self, places):
        """Items go from anywhere."""
        self.note("gone")
        for place in places:
            if self.items:
                gone = self.items.pop(place % len(self.items))
                self.lasting.discard(gone)

    def note(self, change):
        """Remember what has happened amid a batch; before or after, all may."""
        if any(self.answers) and not all(self.answers):
            self.changes.add(change)

    @precondition(lambda self: self.course.wanted)
    @rule(choice=st.integers(0, 20))
    def answer(self, choice):
        """The server answers one of the requests, whichever it likes."""
        waiting = [i for i, answer in enumerate(self.answers) if answer is None]
        place = waiting[choice % len(waiting)]
        self.answers[place] = self.sheet(self.asked[place])
        if all(self.answers):
            self.take()

    def sheet(self, target):
        number = int(dict(target[1]).get("page", 1))
        shown = self.items[(number - 1) * self.size : number * self.size]
        last = max(-(-len(self.items) // self.size), 1)
        links = Links()
        if number < last:
            links = Links(next=page(number + 1), last=page(last))
        return PageInfo(count=len(shown), total=len(self.items), links=links), shown

    def take(self):
        for sheet, shown in self.answers:
            if not self.course.wanted or not self.course.take(sheet):
                break
            self.told += self.recent.admit([Named(item) for item in shown])
        self.changes.clear()
        self.ask()

    @invariant()
    def nothing_is_told_twice(self):
        """A18: each item once."""
        names = [item.id for item in self.told]
        assert len(names) == len(set(names))

    @invariant()
    def what_lasts_is_told(self):
        """A18: complete at the end, whatever came and went."""
        if not self.course.wanted:
            assert self.lasting <= {item.id - 1 for item in self.told}

    def teardown(self):
        """Let the list rest, and read it to its end."""
        for _ in range(1000):
            if not self.course.wanted:
                break
            self.answers = [self.sheet(target) for target in self.asked]
            self.take()
        assert not self.course.wanted
        self.what_lasts_is_told()
        self.nothing_is_told_twice()


class Named:
    """An item."""

    def __init__(self, number):
        self.id = number + 1


TestChangingList = ChangingList.TestCase
TestChangingList.settings = settings(stateful_step_count=80, deadline=None)
