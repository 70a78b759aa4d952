"""Say how a value is written in Python: its type, and the making of it."""

from collections.abc import Callable
from typing import Final

from attrs import evolve, frozen
from openapi_python_client.parser.properties import (
    EnumProperty,
    ModelProperty,
    Property,
)
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty

from codegen import names
from codegen.bundle import FragmentError

_SCALARS: Final[dict[type, str]] = {
    BooleanProperty: "bool",
    FloatProperty: "float",
    IntProperty: "int",
    StringProperty: "str",
}


@frozen(kw_only=True)
class Shape:
    """How the values of one property are written in Python.

    Attributes:
        type: Annotation of an answer's member, without None.
        argument: Annotation of an argument, without None.
        nullable: Whether JSON may have null.
        make: Turns the expression of a JSON value, which is not null, into that
            of the Python value; None where they are the same.
        make_optional: The same of a value that may be null.
    """

    type: str
    argument: str
    nullable: bool = False
    make: Callable[[str], str] | None = None
    make_optional: Callable[[str], str] | None = None

    def expression(self, source: str, *, optional: bool) -> str:
        """Return the expression that makes the value of what ``source`` is."""
        if self.make is None:
            return source
        if self.make_optional and (optional or self.nullable):
            return self.make_optional(source)
        if optional or self.nullable:
            return f"None if (v := {source}) is None else {self.make('v')}"
        return self.make(source)


def shape(prop: PropertyProtocol) -> Shape:
    """Return how values of ``prop`` are written.

    Raises:
        FragmentError: The generator knows no way; ``lint`` should have said so.
    """
    match prop:
        case ModelProperty() if is_free(prop):
            return _plain("Mapping[str, Any]", _call("freeze_object"))
        case ModelProperty():
            name = str(prop.class_info.name)
            return _plain(name, _call(names.structure(name), "shared"))
        case EnumProperty():
            name = str(prop.class_info.name)
            return Shape(
                type=name,
                argument=f"{name}Arg",
                make=lambda source: f"{enum_table(name)}({source}) or {name}({source})",
                # Null is rare, so it is looked up first as if it were text.
                make_optional=lambda source: (
                    f"{enum_table(name)}(v := {source}) or {name}.read(v)"
                ),
            )
        case DateTimeProperty():
            return _plain("datetime", _call("instant"))
        case ListProperty():
            return _array(shape(prop.inner_property))
        case UnionProperty():
            return _union(prop)
        case _ if type(prop) in _SCALARS:
            return _plain(_SCALARS[type(prop)])
        case _:
            name, kind = prop.name.get_untrusted_value(), type(prop).__name__
            raise FragmentError(f"{name}: no shape for {kind}")


def properties(model: PropertyProtocol) -> list[Property]:
    """Return the members of an object."""
    if not isinstance(model, ModelProperty):
        return []
    return [*(model.required_properties or ()), *(model.optional_properties or ())]


def is_free(model: ModelProperty) -> bool:
    """Whether an object describes no members, so that it accepts any."""
    return not model.data.properties


def enum_table(name: str) -> str:
    """Return the name of the table of an enum's known values."""
    return f"_{names.module(name).upper()}"


def _plain(annotation: str, make: Callable[[str], str] | None = None) -> Shape:
    return Shape(type=annotation, argument=annotation, make=make)


def _call(function: str, *more: str) -> Callable[[str], str]:
    return lambda source: f"{function}({', '.join((source, *more))})"


def _array(inner: Shape) -> Shape:
    item = inner.expression("item", optional=False)

    def make(source: str) -> str:
        if item == "item":
            return f"tuple(array({source}))"
        return f"tuple([{item} for item in array({source})])"

    null = " | None" * inner.nullable
    return Shape(
        type=f"tuple[{inner.type}{null}, ...]",
        argument=f"Iterable[{inner.argument}{null}]",
        make=make,
    )


def _union(prop: UnionProperty) -> Shape:
    nullable = any(isinstance(p, NoneProperty) for p in prop.inner_properties)
    shapes = [
        shape(p) for p in prop.inner_properties if not isinstance(p, NoneProperty)
    ]
    if len(shapes) == 1:
        return evolve(shapes[0], nullable=nullable)
    return Shape(
        type=" | ".join(s.type for s in shapes),
        argument=" | ".join(s.argument for s in shapes),
        nullable=nullable,
        make=_call("freeze") if any(s.make for s in shapes) else None,
    )
