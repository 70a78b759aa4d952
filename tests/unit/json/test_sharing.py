from typing import Any

import pytest

from aioghactions._json.model_support import LIMIT, SharedObjects, share_equal


class Builder:
    """Counts the instances it creates."""

    def __init__(self) -> None:
        self.created = 0

    def __call__(self, data: Any, shared: SharedObjects) -> tuple[Any, ...]:
        """Return a new value."""
        self.created += 1
        return tuple(sorted(data.items()))


@pytest.fixture
def builder() -> Builder:
    """Return a counting builder."""
    return Builder()


@pytest.fixture
def structure(builder):
    """Return a shared function that calls the builder."""

    @share_equal("User")
    def structure(data: Any, shared: SharedObjects) -> tuple[Any, ...]:
        """Keep this docstring."""
        return builder(data, shared)

    return structure


def test_equal_objects_of_one_id_are_one_instance(structure, builder):
    """They are created once."""
    shared = SharedObjects()
    first = structure({"id": 1, "login": "a"}, shared)
    assert structure({"login": "a", "id": 1}, shared) is first
    assert builder.created == 1


def test_different_object_with_the_same_id_is_created(structure):
    """The complete object is compared, not its id."""
    shared = SharedObjects()
    structure({"id": 1, "login": "a"}, shared)
    assert structure({"id": 1, "login": "b"}, shared) == (("id", 1), ("login", "b"))
    assert structure({"id": 1, "login": "b", "x": []}, shared)[2] == ("x", [])


def test_objects_without_an_id_are_created(structure):
    """None is their key."""
    shared = SharedObjects()
    assert structure({"login": "a"}, shared) == (("login", "a"),)
    assert structure({"login": "b"}, shared) == (("login", "b"),)


def test_models_with_equal_ids_are_separate(structure):
    """A user and a repository may have the same id."""
    shared = SharedObjects()
    other = share_equal("Repository")(lambda data, _: [data["id"]])
    assert structure({"id": 1}, shared) == (("id", 1),)
    assert other({"id": 1}, shared) == [1]
    assert set(shared) == {"User", "Repository"}


def test_memo_is_bounded_and_removes_the_oldest(structure, builder):
    """A client that runs for months has bounded memory."""
    shared = SharedObjects(limit=3)
    for number in range(10):
        structure({"id": number}, shared)
    assert list(shared["User"]) == [7, 8, 9]
    structure({"id": 9}, shared)
    assert builder.created == 10
    structure({"id": 0}, shared)
    assert builder.created == 11


def test_default_limit_of_a_memo():
    """32 objects of each model."""
    assert SharedObjects().limit == LIMIT == 32


def test_repr_of_a_memo_has_counts_only(structure):
    """S5: responses may contain tokens, and a repr may be logged."""
    shared = SharedObjects()
    assert repr(shared) == "<SharedObjects empty>"
    structure({"id": 1, "login": "secret"}, shared)
    assert repr(shared) == "<SharedObjects User: 1>"


def test_shared_function_keeps_its_name_and_docstring(structure):
    """The decorator uses functools.wraps."""
    assert structure.__name__ == "structure"
    assert structure.__doc__ == "Keep this docstring."
