import enum

import pytest

from aioghactions._params import encode


class Status(enum.StrEnum):
    QUEUED = "queued"


def test_values_are_encoded_as_documented():
    """Booleans are lower case, enums are their values, None is omitted."""
    assert encode.encode_query(
        actor=None, exclude_pull_requests=True, only=False, page=2, status=Status.QUEUED
    ) == (
        ("exclude_pull_requests", "true"),
        ("only", "false"),
        ("page", "2"),
        ("status", "queued"),
    )


def test_delimiters_in_values_are_encoded():
    """S9: a value cannot add a parameter, a fragment or a header."""
    text = encode.join_query(
        (("branch", "a&b=c#d e+f\r\nX: y/ä"), ("created", ">=2024-01-01"))
    )
    assert text == (
        "branch=a%26b%3Dc%23d%20e%2Bf%0D%0AX%3A%20y%2F%C3%A4&created=%3E%3D2024-01-01"
    )


@pytest.mark.parametrize("value", [1.5, b"x", ["x"], {}])
def test_value_of_another_type_raises(value):
    """A list or a float has no documented form."""
    with pytest.raises(TypeError, match="branch must be"):
        encode.encode_query(branch=value)


def test_lone_surrogate_raises():
    """The message names the parameter."""
    with pytest.raises(ValueError, match="branch="):
        encode.encode_query(branch="\ud800")
