"""What the generated handles hold: the way to GitHub, and where they point.

Here and not in the generated classes, because each attrs class takes as long to
make as importing a module does.
"""

from attrs import field, frozen

from aioghactions._request.pipeline import Pipeline


@frozen
class RepoResource:
    """Operations of one repository.

    Attributes:
        owner: The account that owns the repository; case does not matter.
        repo: The repository's name without ``.git``; case does not matter.
    """

    _pipeline: Pipeline = field(repr=False, eq=False)
    owner: str
    repo: str


@frozen
class OrgResource:
    """Operations of one organization.

    Attributes:
        org: The organization's name; case does not matter.
    """

    _pipeline: Pipeline = field(repr=False, eq=False)
    org: str
