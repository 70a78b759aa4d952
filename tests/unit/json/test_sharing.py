from typing import Any

import pytest

from aioghactions._json.model_support import LIMIT, SharedObjects, share_equal


class Builder:
    """Counts what it makes."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, data: Any, shared: SharedObjects) -> tuple[Any, ...]:
        """Make something of it, once more."""
        self.made += 1
        return tuple(sorted(data.items()))


@pytest.fixture
def builder() -> Builder:
    """Return what counts."""
    return Builder()


@pytest.fixture
def structure(builder):
    """Return the shared function around it."""

    @share_equal("User")
    def structure(data: Any, shared: SharedObjects) -> tuple[Any, ...]:
        """Keep this docstring."""
        return builder(data, shared)

    return structure


def test_equal_objects_of_one_id_are_one_instance(structure, builder):
    """What an answer repeats is made once and held once."""
    shared = SharedObjects()
    first = structure({"id": 1, "login": "a"}, shared)
    assert structure({"login": "a", "id": 1}, shared) is first
    assert builder.made == 1


def test_an_object_that_differs_is_made_anew(structure):
    """Sharing is exact: the whole object is compared, not its id."""
    shared = SharedObjects()
    structure({"id": 1, "login": "a"}, shared)
    assert structure({"id": 1, "login": "b"}, shared) == (
        ("id", 1),
        ("login", "b"),
    )
    assert structure({"id": 1, "login": "b", "x": []}, shared)[2] == ("x", [])


def test_objects_without_an_id_are_made(structure):
    """An id that is missing is a key like any other."""
    shared = SharedObjects()
    assert structure({"login": "a"}, shared) == (("login", "a"),)
    assert structure({"login": "b"}, shared) == (("login", "b"),)


def test_models_do_not_share_their_ids(structure):
    """A user and a repository may have the same number."""
    shared = SharedObjects()
    other = share_equal("Repository")(lambda data, _: [data["id"]])
    assert structure({"id": 1}, shared) == (("id", 1),)
    assert other({"id": 1}, shared) == [1]
    assert set(shared) == {"User", "Repository"}


def test_shared_objects_drop_the_oldest_beyond_the_limit(structure, builder):
    """A client that runs for months keeps 32 objects of each model."""
    shared = SharedObjects()
    for number in range(40):
        structure({"id": number}, shared)
    assert LIMIT == 32
    assert list(shared["User"]) == [*range(8, 40)]
    structure({"id": 39}, shared)
    assert builder.made == 40
    structure({"id": 0}, shared)
    assert builder.made == 41


def test_its_repr_counts_and_shows_no_content(structure):
    """S5: answers may hold tokens, and a repr may reach a log."""
    shared = SharedObjects()
    assert repr(shared) == "<SharedObjects empty>"
    structure({"id": 1, "login": "secret"}, shared)
    assert repr(shared) == "<SharedObjects User: 1>"


def test_the_function_keeps_its_name_and_docstring(structure):
    """Decorated or not, an IDE shows what it does."""
    assert structure.__name__ == "structure"
    assert structure.__doc__ == "Keep this docstring."
