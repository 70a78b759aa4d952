from typing import Any

import pytest

from aioghactions._json.model_support import (
    LIMIT,
    PAUSE,
    SharedObjects,
    share_equal,
)


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


def test_equal_objects_with_one_id_are_one_instance(structure, builder):
    """An object that responses repeat is structured once."""
    shared = SharedObjects()
    first = structure({"id": 1, "login": "a"}, shared)
    assert structure({"login": "a", "id": 1}, shared) is first
    assert builder.made == 1


def test_different_objects_with_one_id_are_not_shared(structure):
    """The whole object is compared, not its id."""
    shared = SharedObjects()
    structure({"id": 1, "login": "a"}, shared)
    assert structure({"id": 1, "login": "b"}, shared) == (
        ("id", 1),
        ("login", "b"),
    )
    assert structure({"id": 1, "login": "b", "x": []}, shared)[2] == ("x", [])


def test_objects_without_an_id_are_structured(structure):
    """A missing id is a key like any other."""
    shared = SharedObjects()
    assert structure({"login": "a"}, shared) == (("login", "a"),)
    assert structure({"login": "b"}, shared) == (("login", "b"),)


def test_ids_are_separate_for_each_model(structure):
    """A user and a repository may have the same id."""
    shared = SharedObjects()
    other = share_equal("Repository")(lambda data, _: [data["id"]])
    assert structure({"id": 1}, shared) == (("id", 1),)
    assert other({"id": 1}, shared) == [1]
    assert set(shared) == {"User", "Repository"}


def test_shared_objects_are_dropped_at_the_limit(structure, builder):
    """A client that runs for months keeps at most 32 objects of each model."""
    shared = SharedObjects()
    for number in range(1_000):
        structure({"id": number}, shared)
        assert len(shared["User"]) <= LIMIT == 32
    assert builder.made == 1_000


def test_objects_that_repeat_are_always_looked_up(structure, builder):
    """One in 32 suffices: a new one takes the place of each that is dropped."""
    shared = SharedObjects()
    for number in range(1_000):
        structure({"id": -1}, shared)
        structure({"id": number}, shared)
    assert builder.made <= 1_000 + 1_000 // (LIMIT - 1) + 1


def test_objects_that_begin_to_repeat_are_found_after_a_while(structure, builder):
    """Where nothing repeated, they are looked up now and then."""
    shared = SharedObjects()
    for number in range(LIMIT + 1):
        structure({"id": number}, shared)
    for _ in range(1_000):
        structure({"id": 5}, shared)
    assert builder.made == LIMIT + 1 + PAUSE + 1


def test_repr_counts_objects_and_shows_no_content(structure):
    """S5: responses may contain tokens, and a repr may be logged."""
    shared = SharedObjects()
    assert repr(shared) == "<SharedObjects empty>"
    structure({"id": 1, "login": "secret"}, shared)
    assert repr(shared) == "<SharedObjects User: 1>"


def test_decorated_function_keeps_its_name_and_docstring(structure):
    """An IDE shows them."""
    assert structure.__name__ == "structure"
    assert structure.__doc__ == "Keep this docstring."
