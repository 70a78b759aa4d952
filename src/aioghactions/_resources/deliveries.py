"""Deliveries of webhooks: the documented operations, and redelivery of failures."""

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from aioghactions import errors
from aioghactions._generated.resources import app_deliveries
from aioghactions._generated.resources.org_hooks_deliveries import OrgHooksDeliveries
from aioghactions._generated.resources.repo_hooks_deliveries import RepoHooksDeliveries
from aioghactions._params import checks
from aioghactions._request.other_resources import OrgResource
from aioghactions._request.resource import RepoResource
from aioghactions._resources.redelivery import NewestAttempts
from aioghactions.fanout import Failed
from aioghactions.webhooks import Redelivery

if TYPE_CHECKING:
    from aioghactions._generated.models.hook_delivery import HookDelivery
    from aioghactions.pages import Pager

# After one of these every further request would fail as well.
_LASTING = (
    errors.AuthenticationError,
    errors.PermissionDeniedError,
    errors.RateLimitError,
)


class _Webhook(Protocol):
    """The documented operations of a webhook."""

    def list(self) -> "Pager[HookDelivery]":
        """List the deliveries, newest first."""
        ...

    async def redeliver(self, delivery_id: int) -> None:
        """Redeliver a delivery."""
        ...


class _RedeliverFailed:
    """Redelivery of failures, for every kind of webhook."""

    __slots__ = ()

    async def redeliver_failed(self: _Webhook, since: datetime) -> Redelivery:
        """Redeliver the events whose newest delivery failed.

        Each event is redelivered once, the oldest first, and none of which a later
        delivery was accepted. GitHub sends a redelivery soon after it was requested;
        before that, another call would request it again.

        Args:
            since: Only deliveries since then; the list is not read further back.

        Returns:
            What was redelivered, and what could not be. After an error that would
            repeat, such as a missing permission, the rest is not attempted and has the
            same error.

        Raises:
            GitHubActionsError: The deliveries cannot be listed; nothing is redelivered.
            TypeError: ``since`` is not a datetime.
            ValueError: ``since`` has no time zone.

        Example:
            ::

                since = datetime.now(UTC) - timedelta(hours=6)
                async with app:
                    result = await app.deliveries.redeliver_failed(since)
                for failure in result.failed:
                    print(failure.item.guid, failure.error)
        """
        attempts = NewestAttempts(checks.instant("since", since))
        async for page in self.list().pages():
            attempts.add(page)
            if attempts.is_over:
                break
        sent: list[HookDelivery] = []
        failed: list[Failed[HookDelivery]] = []
        lasting: errors.GitHubActionsError | None = None
        for delivery in attempts.failed():
            try:
                if lasting is not None:
                    raise lasting
                await self.redeliver(delivery.id)
            except errors.GitHubActionsError as error:
                failed.append(Failed(delivery, error))
                lasting = error if isinstance(error, _LASTING) else None
            else:
                sent.append(delivery)
        return Redelivery(sent=tuple(sent), failed=tuple(failed))


class RepoDeliveries(_RedeliverFailed, RepoHooksDeliveries):
    """Deliveries of a webhook of a repository."""

    __slots__ = ()


class OrgDeliveries(_RedeliverFailed, OrgHooksDeliveries):
    """Deliveries of a webhook of an organization."""

    __slots__ = ()


class AppDeliveries(_RedeliverFailed, app_deliveries.AppDeliveries):
    """Deliveries of the webhook of a GitHub App."""

    __slots__ = ()


class RepoHooks(RepoResource):
    """Webhooks of a repository."""

    __slots__ = ()

    def deliveries(self, hook_id: int) -> RepoDeliveries:
        """Return the handle of the deliveries of a webhook. Does no I/O.

        Args:
            hook_id: Id of the webhook, which is in its settings URL and in the
                ``X-GitHub-Hook-ID`` header of its deliveries.

        Raises:
            TypeError: It is not an integer.
        """
        hook_id = checks.integer("hook_id", hook_id)
        return RepoDeliveries(self._pipeline, self.owner, self.repo, hook_id)


class OrgHooks(OrgResource):
    """Webhooks of an organization."""

    __slots__ = ()

    def deliveries(self, hook_id: int) -> OrgDeliveries:
        """Return the handle of the deliveries of a webhook. Does no I/O.

        Args:
            hook_id: Id of the webhook, which is in its settings URL and in the
                ``X-GitHub-Hook-ID`` header of its deliveries.

        Raises:
            TypeError: It is not an integer.
        """
        hook_id = checks.integer("hook_id", hook_id)
        return OrgDeliveries(self._pipeline, self.org, hook_id)
