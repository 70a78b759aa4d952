"""Objects by id and by unique name, with redirects from former names."""

from typing import Generic, Protocol, TypeVar

from attrs import define, field


class Named(Protocol):
    """An object with an id and a unique name."""

    id: int

    @property
    def full_name(self) -> str:
        """The present name."""
        ...


T = TypeVar("T", bound=Named)


@define(eq=False)
class Registry(Generic[T]):
    """Look objects up by id or name; names are case-insensitive.

    Attributes:
        by_id: All objects, the oldest first.
    """

    by_id: dict[int, T] = field(factory=dict[int, T])
    _ids: dict[str, int] = field(factory=dict[str, int])
    _former_ids: dict[str, int] = field(factory=dict[str, int])

    def find(self, name: str) -> T | None:
        """Return the object that is now called ``name``, or None."""
        return self.by_id.get(self._ids.get(name.lower(), 0))

    def find_former(self, name: str) -> T | None:
        """Return the object that was once called ``name``, or None."""
        return self.by_id.get(self._former_ids.get(name.lower(), 0))

    def add(self, item: T) -> None:
        """Add ``item`` under its present name.

        Raises:
            ValueError: Another object has that name.
        """
        name = item.full_name.lower()
        if self._ids.get(name, item.id) != item.id:
            raise ValueError(f"{item.full_name} already exists")
        self._former_ids.pop(name, None)
        self._ids[name] = item.id
        self.by_id[item.id] = item

    def remove(self, item: T) -> None:
        """Remove ``item`` and free its name."""
        del self._ids[item.full_name.lower()]
        del self.by_id[item.id]

    def redirect(self, item: T) -> None:
        """Free the present name of ``item``, and redirect it from now on."""
        name = item.full_name.lower()
        del self._ids[name]
        self._former_ids[name] = item.id
