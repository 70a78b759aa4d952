"""Variables: the documented operations, and setting one that may exist or not."""

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from aioghactions._generated.resources import environment_variables
from aioghactions._generated.resources.org_variables import OrgVariables
from aioghactions._generated.resources.repo_variables import RepoVariables
from aioghactions._params import checks
from aioghactions.errors import ConflictError, NotFoundError

if TYPE_CHECKING:
    from aioghactions._generated.models.visibility import VisibilityArg


class Variables(RepoVariables):
    """Variables of a repository: list, set and delete them."""

    __slots__ = ()

    async def set(self, name: str, value: str) -> None:
        """Set a variable: update it, or create it if it does not exist.

        Sends one request for a variable that exists, two for a new one.

        Args:
            name: Name of the variable: letters, digits and underscores.
            value: Its value, at most 48 KB. Logs do not mask it: use a secret for
                what nobody may read.

        Raises:
            ValidationFailedError: GitHub rejects the name or the value.
            ValueError: The name is not valid.
        """
        await update_or_create(
            partial(self.update, checked(name, value), value=value),
            partial(self.create, name=name, value=value),
        )


class EnvironmentVariables(environment_variables.EnvironmentVariables):
    """Variables of an environment: list, set and delete them."""

    __slots__ = ()

    async def set(self, name: str, value: str) -> None:
        """Set a variable: update it, or create it if it does not exist.

        Sends one request for a variable that exists, two for a new one.

        Args:
            name: Name of the variable: letters, digits and underscores.
            value: Its value, at most 48 KB. Logs do not mask it: use a secret for
                what nobody may read.

        Raises:
            NotFoundError: The environment does not exist.
            ValidationFailedError: GitHub rejects the name or the value.
            ValueError: The name is not valid.
        """
        await update_or_create(
            partial(self.update, checked(name, value), value=value),
            partial(self.create, name=name, value=value),
        )


class OrganizationVariables(OrgVariables):
    """Variables of an organization: list, set, share and delete them."""

    __slots__ = ()

    async def set(
        self,
        name: str,
        value: str,
        *,
        visibility: "VisibilityArg",
        selected_repository_ids: Iterable[int] | None = None,
    ) -> None:
        """Set a variable: update it, or create it if it does not exist.

        Value, visibility and repositories are sent in one request; a second one is
        needed for a new variable.

        Args:
            name: Name of the variable: letters, digits and underscores.
            value: Its value, at most 48 KB. Logs do not mask it: use a secret for
                what nobody may read.
            visibility: Which repositories may use it: ``all``, ``private`` (which
                includes internal ones) or ``selected``.
            selected_repository_ids: The repositories, required for ``selected`` and
                allowed only there. They replace the previous ones; ``[]`` means none.

        Raises:
            ValidationFailedError: GitHub rejects the name or the value.
            ValueError: The name is not valid, or ``selected_repository_ids`` does not
                fit the visibility.
        """
        checked(name, value)
        checks.text("visibility", visibility)
        ids = checks.selected_ids(visibility, selected_repository_ids)
        await update_or_create(
            partial(
                self.update,
                name,
                value=value,
                visibility=visibility,
                selected_repository_ids=ids,
            ),
            partial(
                self.create,
                name=name,
                value=value,
                visibility=visibility,
                selected_repository_ids=ids,
            ),
        )


def checked(name: object, value: object) -> str:
    """Return the name of a variable if it and the value are valid."""
    checks.string("value", value)
    return checks.entry_name("name", name)


async def update_or_create(
    update: Callable[[], Awaitable[None]], create: Callable[[], Awaitable[None]]
) -> None:
    """Update a variable; create it if it does not exist.

    If another program creates it between the two requests, it is updated.
    """
    try:
        return await update()
    except NotFoundError:
        pass  # a new variable, or no access: creating it tells
    try:
        await create()
    except ConflictError:
        await update()
