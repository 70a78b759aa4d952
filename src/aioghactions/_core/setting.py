"""What kind a setting must be of, by the name of its field.

Bounds alone would compare a string with a number, and say no more than that.
"""

from typing import Any

from attrs import Attribute
from attrs.validators import and_


# Any: attrs takes a field's type from its validator, where there is one.
def whole(*bounds: Any) -> Any:
    """Return the validator of a whole number within ``bounds``."""
    return and_(_is_whole, *bounds)


def number(*bounds: Any) -> Any:
    """Return the validator of a number within ``bounds``."""
    return and_(_is_number, *bounds)


def _is_whole(_: object, field: "Attribute[Any]", value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{field.name} must be a whole number, not {_kind(value)}")


def _is_number(_: object, field: "Attribute[Any]", value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{field.name} must be a number, not {_kind(value)}")


def _kind(value: object) -> str:
    return type(value).__name__
