"""Find what two descriptions say differently about the same operations."""

from collections.abc import Generator, Mapping
from typing import Any, Final, TypeVar

from attrs import field, frozen

from codegen.drift.description import Description, Node, json_schema, rank
from codegen.drift.shape import Members, Shape, merged, shape

K = TypeVar("K")

_WORDS: Final = (
    "types",
    "nullable",
    "format",
    "enum",
    "default",
    "pattern",
    "max_properties",
)


@frozen
class Difference:
    """One disagreement.

    Attributes:
        where: ``WorkflowRun/path``, or ``list-workflow-runs/query/status``.
        what: Which word about it: ``required``, ``enum``, ``member``...
        ours: What the fragment says.
        theirs: What GitHub's description says.
    """

    where: str
    what: str
    ours: Any
    theirs: Any

    def __str__(self) -> str:
        return f"{self.where}: {self.what} is {self.ours!r} here, {self.theirs!r} there"


Differences = Generator[Difference, None, None]


def compare(ours: Description, theirs: Description) -> list[Difference]:
    """Return how ``theirs`` differs from ``ours`` in the operations of ours.

    What ours marks with an ``x-since`` newer than the edition of theirs is
    expected to be absent there.
    """
    found = dict.fromkeys(_Comparison(ours, theirs).operations())
    return [one for one in found if one.what not in theirs.silent]


@frozen(eq=False)
class _Comparison:
    ours: Description
    theirs: Description
    # Pairs already compared. Holding theirs keeps its id from being used again.
    seen: dict[tuple[str, int], object] = field(factory=dict[tuple[str, int], object])

    def operations(self) -> Differences:
        here, there = self.ours.operations(), self.theirs.operations()
        there = {route: there[route] for route in there.keys() & here.keys()}
        names = {route: node["operationId"] for route, node in here.items()}
        for route in (yield from self.shared(names, "operation", here, there)):
            yield from self.operation(names[route], here[route], there[route])

    def shared(
        self,
        where: Mapping[K, str],
        what: str,
        ours: Mapping[K, Node],
        theirs: Mapping[K, Node],
    ) -> Generator[Difference, None, list[K]]:
        """Yield what only one side has; return what both have."""
        for key in (key for key in theirs if key not in ours):
            yield Difference(where[key], what, ours=False, theirs=True)
        for key, node in ours.items():
            since = node.get("x-since", "ghes-2.22")
            if rank(since) > rank(self.theirs.edition):
                if key in theirs:
                    yield Difference(where[key], "since", since, self.theirs.edition)
            elif key not in theirs:
                yield Difference(where[key], what, ours=True, theirs=False)
        return [key for key in ours if key in theirs]

    def operation(self, at: str, ours: Node, theirs: Node) -> Differences:
        yield from self.parameters(at, ours, theirs)
        yield from self.body(f"{at}/body", ours, theirs)
        here, there = self.ours.responses(ours), self.theirs.responses(theirs)
        where = {status: f"{at}/{status}" for status in {**here, **there}}
        for status in (yield from self.shared(where, "status", here, there)):
            yield from self.response(where[status], here[status], there[status])

    def parameters(self, at: str, ours: Node, theirs: Node) -> Differences:
        here, there = self.ours.parameters(ours), self.theirs.parameters(theirs)
        where = {key: "/".join((at, *key)) for key in {**here, **there}}
        for key in (yield from self.shared(where, "parameter", here, there)):
            yield from self.parameter(where[key], here[key], there[key])

    def parameter(self, at: str, ours: Node, theirs: Node) -> Differences:
        yield from _words(at, "required", *_flags("required", ours, theirs))
        yield from self.schema(at, ours["schema"], theirs["schema"])

    def body(self, at: str, ours: Node, theirs: Node) -> Differences:
        here, there = ours.get("requestBody", {}), theirs.get("requestBody", {})
        yield from _words(at, "required", *_flags("required", here, there))
        yield from self.content(at, here, there)

    def response(self, at: str, ours: Node, theirs: Node) -> Differences:
        here, there = ours.get("headers", {}), theirs.get("headers", {})
        where = {key: f"{at}/header/{key}" for key in {**here, **there}}
        yield from self.shared(where, "header", here, there)
        yield from self.content(at, ours, theirs)

    def content(self, at: str, ours: Node, theirs: Node) -> Differences:
        here, there = json_schema(ours), json_schema(theirs)
        if here is None or there is None:
            yield from _words(at, "content", here is not None, there is not None)
        else:
            yield from self.schema(at, here, there)

    def schema(self, at: str, ours: Node, theirs: Node) -> Differences:
        here, there = shape(self.ours, ours), shape(self.theirs, theirs)
        for word in _WORDS:
            yield from _words(at, word, getattr(here, word), getattr(there, word))
        yield from self.objects(at, here, there)
        if here.items is not None and there.items is not None:
            yield from self.schema(f"{at}/items", here.items, there.items)

    def objects(self, at: str, ours: Shape, theirs: Shape) -> Differences:
        here, there = ours.objects, theirs.objects
        if not here or not there:
            return  # the difference of types says so
        if len(here) == len(there):
            for one, other in zip(here, there, strict=True):
                yield from self.members(at, one, other)
        else:
            yield Difference(at, "alternatives", len(here), len(there))
            yield from self.members(at, merged(here), merged(there))

    def members(self, at: str, ours: Members, theirs: Members) -> Differences:
        at = ours.component or at
        if (pair := (at, id(theirs.properties))) in self.seen:
            return
        self.seen[pair] = theirs.properties
        if not ours.properties or not theirs.properties:
            modelled = bool(ours.properties), bool(theirs.properties)
            yield from _words(at, "members", *modelled)
            return
        names = {**ours.properties, **theirs.properties}
        where = {name: f"{at}/{name}" for name in names}
        here, there = ours.properties, theirs.properties
        for name in (yield from self.shared(where, "member", here, there)):
            required = name in ours.required, name in theirs.required
            yield from _words(where[name], "required", *required)
            yield from self.schema(where[name], here[name], there[name])


def _words(at: str, what: str, ours: object, theirs: object) -> Differences:
    if ours != theirs:
        yield Difference(at, what, ours, theirs)


def _flags(name: str, ours: Node, theirs: Node) -> tuple[bool, bool]:
    return bool(ours.get(name)), bool(theirs.get(name))
