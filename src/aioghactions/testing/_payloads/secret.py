"""Secrets, without their values."""

from typing import Any

from aioghactions.testing._payloads.context import Context
from aioghactions.testing._state.instant import iso
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.secret import FakeSecret


def secret_payload(hidden: FakeSecret) -> dict[str, Any]:
    """Return a repository's secret."""
    return {
        "name": hidden.name,
        "created_at": iso(hidden.created_at),
        "updated_at": iso(hidden.updated_at),
    }


def org_secret_payload(
    hidden: FakeSecret, org: FakeOrganization, context: Context
) -> dict[str, Any]:
    """Return an organization's secret, with who may see it."""
    document = secret_payload(hidden) | {"visibility": hidden.visibility}
    if hidden.visibility == "selected":
        url = f"{context.api}/orgs/{org.login}/actions/secrets/{hidden.name}"
        document["selected_repositories_url"] = f"{url}/repositories"
    return document
