"""Base classes of the generated handles of everything but a repository.

Imported on first use, as their subclasses are.
"""

from attrs import field, frozen

from aioghactions._request.pipeline import Pipeline


@frozen
class ClientResource:
    """Operations without a scope in their path: those of the authenticated account."""

    _pipeline: Pipeline = field(repr=False, eq=False)


@frozen
class EnvironmentResource:
    """Operations of one environment of a repository.

    Attributes:
        owner: The account that owns the repository, case-insensitive.
        repo: The repository's name without ``.git``, case-insensitive.
        environment_name: The environment's name, case-insensitive.
    """

    _pipeline: Pipeline = field(repr=False, eq=False)
    owner: str
    repo: str
    environment_name: str


@frozen
class EnterpriseResource:
    """Operations of one enterprise.

    Attributes:
        enterprise: The enterprise's name in URLs, case-insensitive.
    """

    _pipeline: Pipeline = field(repr=False, eq=False)
    enterprise: str


@frozen
class OrgResource:
    """Operations of one organization.

    Attributes:
        org: The organization's name, case-insensitive.
    """

    _pipeline: Pipeline = field(repr=False, eq=False)
    org: str


@frozen
class RepoHooksResource:
    """Operations of one webhook of a repository.

    Attributes:
        owner: The account that owns the repository, case-insensitive.
        repo: The repository's name without ``.git``, case-insensitive.
        hook_id: The numeric id of the webhook.
    """

    _pipeline: Pipeline = field(repr=False, eq=False)
    owner: str
    repo: str
    hook_id: int


@frozen
class OrgHooksResource:
    """Operations of one webhook of an organization.

    Attributes:
        org: The organization's name, case-insensitive.
        hook_id: The numeric id of the webhook.
    """

    _pipeline: Pipeline = field(repr=False, eq=False)
    org: str
    hook_id: int
