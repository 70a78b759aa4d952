"""Base class of the generated handles of a repository.

Not generated with them: creating an attrs class takes as long as importing a module.
"""

from attrs import field, frozen

from aioghactions._request.pipeline import Pipeline


@frozen
class RepoResource:
    """Operations of one repository.

    Attributes:
        owner: The account that owns the repository, case-insensitive.
        repo: The repository's name without ``.git``, case-insensitive.
    """

    _pipeline: Pipeline = field(repr=False, eq=False)
    owner: str
    repo: str
