"""The secrets of an organization, and the repositories that see them."""

from typing import Final

from aioghactions.testing._handlers import secrets
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Ask
from aioghactions.testing._handlers.response import (
    Reply,
    conflict,
    invalid,
    no_content,
    ok,
)
from aioghactions.testing._handlers.selected_repos import (
    known_repositories,
    listed,
    replacement,
    selected,
)
from aioghactions.testing._payloads.secret import organization_secret
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.secret import FakeSecret

_VISIBILITIES: Final = frozenset({"all", "private", "selected"})


def list_all(ask: Ask, org: FakeOrganization) -> Reply:
    """Answer with the secrets, without values."""
    found = secrets.in_order(org.vault)
    return page(ask, found, lambda x: organization_secret(x, org, ask.site))


def public_key(ask: Ask, org: FakeOrganization) -> Reply:
    """Answer with the key to seal secrets with."""
    del ask
    return secrets.public_key(org.vault)


def get(ask: Ask, org: FakeOrganization) -> Reply:
    """Answer with a secret, without its value."""
    return ok(organization_secret(secrets.find(ask, org.vault), org, ask.site))


def put(ask: Ask, org: FakeOrganization) -> Reply:
    """Set a secret, and who may see it.

    The value may be left out to change the visibility of a secret that is there.
    """
    name, visibility = ask.path["secret_name"], ask.text("visibility")
    if visibility not in _VISIBILITIES:
        raise invalid(message=f"{visibility} is not a visibility.")
    if "selected_repository_ids" in ask.body and visibility != "selected":
        raise invalid(message="Repositories go with the visibility selected only.")
    chosen = known_repositories(ask, org)
    if "encrypted_value" in ask.body or name not in org.vault:
        plain = secrets.unseal(ask, org.vault)
    else:
        plain = org.vault[name].value
    new = org.vault.put(
        name, plain, ask.now, visibility=visibility, repositories=chosen
    )
    return secrets.written(ask, new=new)


def delete(ask: Ask, org: FakeOrganization) -> Reply:
    """Remove a secret."""
    return secrets.delete(ask, org.vault)


def list_repositories(ask: Ask, org: FakeOrganization) -> Reply:
    """Answer with the repositories selected for a secret."""
    secret = _selective(ask, org)
    return listed(ask, org, secret.repositories)


def set_repositories(ask: Ask, org: FakeOrganization) -> Reply:
    """Replace the repositories selected for a secret."""
    secret = _selective(ask, org)
    secret.repositories = replacement(ask, org)
    return no_content()


def add_repository(ask: Ask, org: FakeOrganization) -> Reply:
    """Select one more repository for a secret."""
    _selective(ask, org).repositories.add(selected(ask, org).id)
    return no_content()


def remove_repository(ask: Ask, org: FakeOrganization) -> Reply:
    """Select one repository less for a secret."""
    _selective(ask, org).repositories.discard(selected(ask, org).id)
    return no_content()


def _selective(ask: Ask, org: FakeOrganization) -> FakeSecret:
    secret = secrets.find(ask, org.vault)
    if secret.visibility != "selected":
        raise conflict("The visibility of this secret is not selected.")
    return secret
