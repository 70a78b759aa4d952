"""Installations of the App that sends a request."""

from aioghactions.testing._handlers.lookup import existing, find_by_id
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import Response, ok
from aioghactions.testing._payloads.app import installation_payload
from aioghactions.testing._state.app import FakeApp
from aioghactions.testing._state.instant import iso
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.repository import FakeRepository


def list_all(request: Request) -> Response:
    """List the installations, the oldest first."""
    since = request.query.get("since", "")
    found = [
        installation
        for installation in sender(request).installations.values()
        if iso(installation.created_at) >= since
    ]
    return page(request, found, lambda it: installation_payload(it, request.context))


def get(request: Request) -> Response:
    """Return an installation."""
    installations = sender(request).installations
    found = find_by_id(request, "installation_id", installations)
    return ok(installation_payload(found, request.context))


def of_organization(request: Request, org: FakeOrganization) -> Response:
    """Return the installation in an organization."""
    found = existing(sender(request).installation_in(org.account))
    return ok(installation_payload(found, request.context))


def of_repository(request: Request, repo: FakeRepository) -> Response:
    """Return the installation that has access to a repository."""
    found = existing(sender(request).installation_in(repo.owner))
    found = existing(found if found.covers(repo) else None)
    return ok(installation_payload(found, request.context))


def sender(request: Request) -> FakeApp:
    """Return the App that sends the request; the server lets no other caller in."""
    return existing(request.caller.app)
