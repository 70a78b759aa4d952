"""Plan the function, the table row and the method of an operation."""

from collections.abc import Mapping
from typing import Final

from attrs import evolve, frozen
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import ModelProperty, Property
from openapi_python_client.parser.properties.list_property import ListProperty

from codegen import arguments, fragment, names
from codegen.arguments import Argument
from codegen.fragment import Node

SCOPES: Final = {
    "repo": ("owner", "repo"),
    "org": ("org",),
    "environment": ("owner", "repo", "environment_name"),
    "enterprise": ("enterprise",),
    "app": (),
    "client": (),
    "installation": (),
    "user": (),
    "repo.hooks": ("owner", "repo", "hook_id"),
    "org.hooks": ("org", "hook_id"),
}
"""Path parameters that a handle sets, by what is before the hyphen of a tag."""
# A 303 says that what was to be created exists; no other redirect is documented.
_FIRST_REFUSAL: Final = 303
_FOUND: Final = 302


@frozen
class Answer:
    """A documented success: its model, if any, alone or in an array."""

    status: int
    description: str
    model: str = ""
    many: bool = False

    @property
    def type(self) -> str:
        """Type of its value."""
        if self.status == _FOUND:
            return "Location"
        if not self.model:
            return "None"
        return f"tuple[{self.model}, ...]" if self.many else self.model

    @property
    def returns(self) -> str:
        """The expression that describes it in the table."""
        if not self.model:
            return "Returns()"
        return f'Returns("{self.model}"{", many=True" * self.many})'


@frozen(kw_only=True)
class Operation:
    """What the templates need to know about an operation.

    Attributes:
        node: The operation in the fragment.
        arguments: Those of its function: path, then query, then body.
        answers: The documented successes.
        refusals: The other documented responses, by status.
        at_least_one: Arguments of which one must be given.
        item: Model of the items, where the answer is a page.
        items: Member of the page that has them; "" if the page is an array.
        paged_by: Query parameter that the links to other pages set.
    """

    id: str
    verb: str
    path: str
    node: Node
    arguments: tuple[Argument, ...]
    answers: tuple[Answer, ...]
    refusals: Mapping[int, Node]
    at_least_one: tuple[str, ...] = ()
    item: str = ""
    items: str = ""
    paged_by: str = ""

    @property
    def function(self) -> str:
        """Name of its function."""
        return names.function(self.id)

    @property
    def tag(self) -> str:
        """Its scope and resource."""
        tag: str = self.node["tags"][0]
        return tag

    @property
    def query(self) -> tuple[str, ...]:
        """Names of its query parameters."""
        return tuple(argument.name for argument in self.at("query"))

    @property
    def capped_by(self) -> tuple[str, ...]:
        """Names of those that make GitHub stop after 1,000 results."""
        return tuple(self.node.get("x-capped-by", ()))

    @property
    def method(self) -> str:
        """Name of its method on a handle, after the names of its groups and dots."""
        method: str = self.node["x-method"]
        return method

    @property
    def group(self) -> str:
        """Names of the groups that its method is in, with dots; mostly none."""
        return self.method.rpartition(".")[0]

    @property
    def result(self) -> str:
        """Type of the value that sending it returns."""
        return " | ".join(dict.fromkeys(answer.type for answer in self.answers))

    @property
    def method_returns(self) -> str:
        """Type of what its method returns."""
        if self.item:
            return f"Pager[{self.item}]"
        return "Download" if self.is_download else self.result

    @property
    def is_download(self) -> bool:
        """Whether its success is a redirect to storage."""
        return self.result == "Location"

    @property
    def scope(self) -> tuple[str, ...]:
        """Path parameters that its handle sets."""
        return SCOPES[names.scope(self.tag)]

    def at(self, *places: str) -> tuple[Argument, ...]:
        """Return the arguments in these places."""
        return tuple(a for a in self.arguments if a.place in places)

    @property
    def method_arguments(self) -> tuple[Argument, ...]:
        """Arguments of its method, without those that the handle or the pager sets."""
        if not self.item:
            return tuple(a for a in self.arguments if a.name not in self.scope)
        return tuple(
            _in_full(a) if a.name == "per_page" else a
            for a in self.arguments
            if a.name not in (*self.scope, self.paged_by)
        )

    @property
    def passed(self) -> list[str]:
        """How its method calls its function."""
        own = [f"self.{name}" for name in self.scope]
        return own + [argument.passed for argument in self.method_arguments]


def plan(
    path: str, verb: str, node: Node, endpoint: Endpoint, document: Node
) -> Operation:
    """Plan the code of the operation ``node``."""
    answers = tuple(
        _answer(status, node["responses"][str(status)]["description"], response.prop)
        for response in endpoint.responses
        for status in [int(response.status_code.pattern)]
        if status < _FIRST_REFUSAL
    )
    request = fragment.request(document, node)
    paged = node.get("x-pagination")
    items = paged.get("items", "") if paged else ""
    return Operation(
        id=node["operationId"],
        verb=verb.upper(),
        path=path,
        node=node,
        arguments=arguments.plan(node, endpoint, document),
        answers=answers,
        refusals={
            int(status): response
            for status, response in node["responses"].items()
            if int(status) >= _FIRST_REFUSAL
        },
        at_least_one=tuple(
            fragment.argument(name, request["properties"][name])
            for name in request.get("x-at-least-one", ())
        ),
        item="" if paged is None else _item(document, answers[0].model, items),
        items=items,
        paged_by=fragment.paged_by(node),
    )


def _in_full(per_page: Argument) -> Argument:
    """Return the argument with the largest page as its default: fewer requests."""
    largest = repr(per_page.schema["maximum"])
    return evolve(per_page, annotation="int", default=largest)


def _answer(status: int, description: str, prop: Property) -> Answer:
    many = isinstance(prop, ListProperty)
    held = prop.inner_property if isinstance(prop, ListProperty) else prop
    model = held.class_info.name if isinstance(held, ModelProperty) else ""
    return Answer(status, description, model, many=many)


def _item(document: Node, page: str, member: str) -> str:
    """Return the model of the items of ``page``: itself, if the page is an array."""
    if not member:
        return page
    array = fragment.component(document, "schemas")[page]["properties"][member]
    return fragment.target(array["items"])
