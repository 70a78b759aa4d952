# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``JobPage``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import array, member_names, unknown, writable
from aioghactions._json.sharing import Memo

from .job import Job, structure_job


@frozen(kw_only=True)
class JobPage:
    """One page of jobs."""

    total_count: int
    """Number of items on all pages."""

    jobs: tuple[Job, ...]
    """The jobs of this page."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""

    @property
    def items(self) -> tuple[Job, ...]:
        """The ``jobs`` of this page."""
        return self.jobs


_MEMBERS: Final = member_names(JobPage)
_Draft: Final = writable(JobPage)


def structure_job_page(data: Any, memo: Memo) -> JobPage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.total_count = data["total_count"]
    draft.jobs = tuple([structure_job(item, memo) for item in array(data["jobs"])])
    draft.extra = EMPTY if len(data) == 2 else unknown(data, _MEMBERS)
    draft.__class__ = JobPage
    model: JobPage = draft
    return model
