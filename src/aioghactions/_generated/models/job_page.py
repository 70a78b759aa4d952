# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``JobPage``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import (
    as_array,
    member_names,
    mutable_twin,
    unknown_members,
)
from aioghactions._json.sharing import SharedObjects

from .job import Job, structure_job


@frozen(kw_only=True)
class JobPage:
    """One page of jobs."""

    total_count: int
    """How many there are on all pages together."""

    jobs: tuple[Job, ...]
    """The jobs of this page."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""

    @property
    def items(self) -> tuple[Job, ...]:
        """The ``jobs`` of this page."""
        return self.jobs


_MEMBERS: Final = member_names(JobPage)
_Draft: Final = mutable_twin(JobPage)


def structure_job_page(data: Any, shared: SharedObjects) -> JobPage:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.total_count = data["total_count"]
    draft.jobs = tuple([structure_job(item, shared) for item in as_array(data["jobs"])])
    draft.extra = EMPTY if len(data) == 2 else unknown_members(data, _MEMBERS)
    draft.__class__ = JobPage
    model: JobPage = draft
    return model
