"""Variables, and what secrets have in common with them."""

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from attrs import define, field


@define(eq=False, kw_only=True)
class FakeVariable:
    """One variable.

    Attributes:
        name: The name in upper case.
        value: The value.
        created_at: When it was created.
        updated_at: When it was last updated.
        visibility: Which repositories may use that of an organization: ``all``,
            ``private`` or ``selected``.
        repositories: Ids of the selected repositories.
    """

    name: str
    value: str
    created_at: float
    updated_at: float
    visibility: str = "all"
    repositories: set[int] = field(factory=set[int])


T = TypeVar("T", bound=FakeVariable)


@define(eq=False, kw_only=True)
class Entries(Generic[T]):
    """Entries by name, which is case-insensitive.

    Attributes:
        entries: All of them, by name in upper case.
    """

    entries: dict[str, T] = field(factory=dict[str, T])

    def __getitem__(self, name: str) -> T:
        return self.entries[name.upper()]

    def __contains__(self, name: str) -> bool:
        return name.upper() in self.entries

    def put(
        self,
        name: str,
        value: str,
        now: float,
        *,
        visibility: str = "all",
        repositories: Iterable[int] = (),
    ) -> bool:
        """Set an entry, and return whether it is new."""
        known = self.entries.get(name.upper())
        self.entries[name.upper()] = self._new(
            name=name.upper(),
            value=value,
            created_at=known.created_at if known else now,
            updated_at=now,
            visibility=visibility,
            repositories=set(repositories),
        )
        return known is None

    @staticmethod
    @abstractmethod
    def _new(**values: Any) -> T: ...


@define(eq=False, kw_only=True)
class Variables(Entries[FakeVariable]):
    """The variables of a repository, an environment or an organization."""

    @staticmethod
    def _new(**values: Any) -> FakeVariable:
        return FakeVariable(**values)
