"""Secrets, without their values, and variables."""

from typing import Any

from aioghactions.testing._payloads.context import Context
from aioghactions.testing._state.instant import iso
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.secret import FakeSecret
from aioghactions.testing._state.variable import FakeVariable


def secret_payload(secret: FakeVariable) -> dict[str, Any]:
    """Return the payload of a secret or a variable; that of a secret has no value."""
    payload = {
        "name": secret.name,
        "created_at": iso(secret.created_at),
        "updated_at": iso(secret.updated_at),
    }
    return (
        payload if isinstance(secret, FakeSecret) else payload | {"value": secret.value}
    )


def org_secret_payload(
    secret: FakeVariable, org: FakeOrganization, context: Context
) -> dict[str, Any]:
    """Return the payload of a secret or a variable of an organization."""
    payload = secret_payload(secret) | {"visibility": secret.visibility}
    if secret.visibility == "selected":
        kind = "secrets" if isinstance(secret, FakeSecret) else "variables"
        url = f"{context.api}/orgs/{org.login}/actions/{kind}/{secret.name}"
        payload["selected_repositories_url"] = f"{url}/repositories"
    return payload
