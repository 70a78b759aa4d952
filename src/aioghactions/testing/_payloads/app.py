"""Installations of Apps."""

from typing import Any

from aioghactions.testing._payloads.account import user_payload
from aioghactions.testing._payloads.context import Context
from aioghactions.testing._state.app import FakeInstallation
from aioghactions.testing._state.instant import iso


def installation_payload(
    installation: FakeInstallation, context: Context
) -> dict[str, Any]:
    """Return the payload of an installation."""
    app, account = installation.app, installation.account
    url = f"{context.api}/app/installations/{installation.id}"
    settings = f"{context.html}/settings/installations"
    if account.type != "User":
        settings = (
            f"{context.html}/organizations/{account.login}/settings/installations"
        )
    suspended = installation.suspended_at
    return {
        "id": installation.id,
        "account": user_payload(account, context),
        "repository_selection": (
            "all" if installation.repositories is None else "selected"
        ),
        "access_tokens_url": f"{url}/access_tokens",
        "repositories_url": f"{context.api}/installation/repositories",
        "html_url": f"{settings}/{installation.id}",
        "app_id": app.id,
        "client_id": app.client_id,
        "app_slug": app.slug,
        "target_id": account.id,
        "target_type": account.type,
        "permissions": dict(installation.permissions),
        "events": ["workflow_job", "workflow_run"],
        "created_at": iso(installation.created_at),
        "updated_at": iso(installation.created_at),
        "single_file_name": None,
        "has_multiple_single_files": False,
        "single_file_paths": [],
        "suspended_by": None if suspended is None else user_payload(account, context),
        "suspended_at": None if suspended is None else iso(suspended),
    }
