"""Secrets, without their values."""

from typing import Any

from aioghactions.testing._payloads.context import Context
from aioghactions.testing._state.instant import iso
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.secret import FakeSecret


def secret_payload(secret: FakeSecret) -> dict[str, Any]:
    """Return the payload of a repository's secret."""
    return {
        "name": secret.name,
        "created_at": iso(secret.created_at),
        "updated_at": iso(secret.updated_at),
    }


def org_secret_payload(
    secret: FakeSecret, org: FakeOrganization, context: Context
) -> dict[str, Any]:
    """Return the payload of an organization's secret."""
    payload = secret_payload(secret) | {"visibility": secret.visibility}
    if secret.visibility == "selected":
        url = f"{context.api}/orgs/{org.login}/actions/secrets/{secret.name}"
        payload["selected_repositories_url"] = f"{url}/repositories"
    return payload
