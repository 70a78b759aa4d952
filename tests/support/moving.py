"""A list that changes between any two answers, and what a plan makes of it."""

from collections.abc import Callable
from random import Random

from attrs import define, field, frozen

from aioghactions._lists.contents import keys_of
from aioghactions._lists.links import Links, Target
from aioghactions._lists.plan import PageInfo, PagePlan, PageRequest
from aioghactions.errors import UnexpectedAnswerError
from aioghactions.pages import SeenItems

PATH = "/repos/octo-org/hello/actions/runners"


@frozen
class Item:
    """An item of the list."""

    id: int


@frozen
class Shown:
    """One answer."""

    items: tuple[Item, ...]
    total: int | None
    links: Links


def page_target(number: int, size: int) -> Target:
    """Return the path and query of a page."""
    return PATH, (("per_page", str(size)), ("page", str(number)))


@define(eq=False)
class MovingList:
    """A list on a server, with what happened to it.

    Args:
        size: Items on a page.
        count: Items at the start.
        edit: Called before each answer, to change ``items`` and what is shown.
    """

    size: int
    count: int
    edit: Callable[["MovingList"], object]
    items: list[int] = field(init=False)
    lasting: set[int] = field(init=False)  # in the list all the time
    largest: int = field(default=0, init=False)  # of the totals
    requests: int = field(default=0, init=False)
    yielded: list[int] = field(factory=list[int], init=False)
    productive: int = field(default=0, init=False)  # pages with a new item
    failure: UnexpectedAnswerError | None = field(default=None, init=False)
    # What is wrong with the next answer.
    miscount: int = 0
    hidden: float = 0.0  # share of the items that the page lacks
    without_link: bool = False
    random: Random = field(factory=Random)

    def __attrs_post_init__(self) -> None:
        self.items = list(range(1, self.count + 1))
        self.lasting = set(self.items)

    def add(self, at: int, count: int) -> None:
        """Insert new items before position ``at``."""
        first = self.count + 1
        self.count += count
        self.items[at:at] = range(first, self.count + 1)

    def remove(self, at: int, count: int) -> None:
        """Remove items from position ``at`` on."""
        self.lasting.difference_update(self.items[at : at + count])
        del self.items[at : at + count]

    def answer(self, request: PageRequest) -> Shown:
        """Return the page as it is after the next edit."""
        self.requests += 1
        self.edit(self)
        query = dict(request.target[1])
        number, size = int(query.get("page", "1")), int(query["per_page"])
        shown = self.items[(number - 1) * size : number * size]
        shown = [item for item in shown if self.random.random() >= self.hidden]
        total = max(len(self.items) + self.miscount, 0)
        self.largest = max(self.largest, total)
        last, links = -(-len(self.items) // size), Links()
        if number < last and not self.without_link:
            links = Links(
                next=page_target(number + 1, size), last=page_target(last, size)
            )
        return Shown(tuple(map(Item, shown)), total, links)

    def read(self, *, shuffle: bool = False) -> PagePlan:
        """Read the list to its end; ``shuffle`` answers each batch in any order."""
        plan = PagePlan((PATH, (("per_page", str(self.size)),)))
        seen = SeenItems()
        while plan.wanted:
            if not self.is_bounded:
                break
            order = list(range(len(plan.wanted)))
            if shuffle:
                self.random.shuffle(order)
            shown = {at: self.answer(plan.wanted[at]) for at in order}
            for at in sorted(shown):
                page = shown[at]
                new = seen.add(page.items, keys_of(page.items))
                self.yielded += [item.id for item in new]
                self.productive += bool(new)
                info = PageInfo(
                    count=len(page.items),
                    new=len(new),
                    total=page.total,
                    links=page.links,
                )
                try:
                    plan.accept(info)
                except UnexpectedAnswerError as error:
                    self.failure, plan.wanted = error, ()
                    break
        return plan

    @property
    def is_bounded(self) -> bool:
        """Whether at most twice the pages of the list were requested, and two."""
        pages = max(-(-self.largest // self.size), self.productive, 1)
        return self.requests <= 2 * pages + 2

    @property
    def missing(self) -> set[int]:
        """The items that were in the list all the time and were not yielded."""
        return self.lasting - set(self.yielded)


def random_history(random: Random) -> MovingList:
    """Return a list with random edits, and random faults of the server."""
    size, count = random.randint(1, 8), random.randint(0, 60)
    chance, most = random.choice((0, 0.1, 0.3, 1)), random.choice((1, 2, size, 12))
    places = random.choice((("front",), ("end",), ("front", "end", "any")))
    kinds = random.choice((("add",), ("remove",), ("add", "remove")))
    faults = random.choice((0, 0, 0.05, 0.2))
    is_linked = random.random() < 0.9
    # Without a link, a total that is too small would be the only sign of the end.
    calm = chance == faults == 0 and is_linked
    miscounts = calm and random.random() < 0.5

    def edit(moving: MovingList) -> None:
        if random.random() < chance:
            length, number = len(moving.items), random.randint(1, most)
            at = {"front": 0, "end": length, "any": random.randint(0, length)}[
                random.choice(places)
            ]
            if random.choice(kinds) == "add":
                moving.add(at, number)
            else:
                moving.remove(min(at, max(length - number, 0)), number)
        fault = random.random()
        moving.hidden = 0.0
        if fault < faults:
            moving.hidden = random.choice((1.0, 0.4))
        moving.without_link = not is_linked or faults <= fault < 2 * faults
        moving.miscount = random.choice((-1, 0)) if miscounts else 0

    return MovingList(size, count, edit, random=random)
