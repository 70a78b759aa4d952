"""Whose log is it: files of a run's archive, matched to jobs and steps.

The archive names no ids. It has a file for each job, ``0_build.txt``, and for most
jobs a folder with a file for each step, ``build/3_Run tests.txt``. The numbers of the
first kind are no order of jobs; those of the second are step numbers. Names have lost
what file systems do not like, and may be cut; GitHub has done so in two ways over the
years. Whatever fits two jobs belongs to neither: a log that is missing can be asked
for, a wrong one cannot be noticed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from aioghactions._generated.models.job import Job

_WHOLE: Final = re.compile(r"(-?)[0-9]+_(.+)\.txt", re.DOTALL)
_STEP: Final = re.compile(r"(.+)/([0-9]{1,9})_[^/]*\.txt", re.DOTALL)
# The older service drops what it does not like, the newer one writes underscores.
_DISLIKED: Final = (
    re.compile(r'[/\\:*?"<>|\x00-\x1f]'),
    re.compile(r"[/:]"),
    re.compile(r"/"),
)
_CUT: Final = 90  # UTF-16 units
# What may be added to names that would be equal; nobody has described it.
_ADDED: Final = "0123456789() _-"


@frozen
class JobFiles:
    """The files of one job.

    Attributes:
        whole: Name of the file with everything, or None.
        steps: Names of the files of steps, by step number.
    """

    whole: str | None = None
    steps: Mapping[int, str] = field(factory=dict[int, str])


def match_job_files(
    names: Iterable[str], jobs: Sequence[Job]
) -> Mapping[int, JobFiles]:
    """Return the files of each job, by job id.

    Args:
        names: What the archive lists.
        jobs: All jobs of the attempt that the archive is of.
    """
    wholes, folders = _sorted_out(names)
    claims: defaultdict[str, set[int]] = defaultdict(set)
    for job in jobs:
        for form in spellings(job.name):
            claims[form].add(job.id)
    shared = {form for form, owners in claims.items() if len(owners) > 1}
    found: dict[int, JobFiles] = {}
    for job in jobs:
        mine = [
            form
            for form in spellings(job.name)
            if form not in shared and form.rstrip(_ADDED) not in shared
        ]
        files = [wholes[form] for form in mine if form in wholes]
        steps = [folders[form] for form in mine if form in folders]
        found[job.id] = JobFiles(
            whole=files[0] if len(files) == 1 else None,
            steps=steps[0] if len(steps) == 1 else {},
        )
    return found


def spellings(name: str) -> frozenset[str]:
    """Return every way in which GitHub may have written ``name`` as a file name."""
    written = {
        disliked.sub(instead, name) for disliked in _DISLIKED for instead in ("", "_")
    }
    units = {form: form.encode("utf-16-le", "replace") for form in written}
    cut = {form[: 2 * _CUT].decode("utf-16-le", "replace") for form in units.values()}
    return frozenset(form.strip() for form in written | cut)


def _sorted_out(
    names: Iterable[str],
) -> tuple[dict[str, str], dict[str, dict[int, str]]]:
    """Return job files by job name, and step files by job name and number.

    Two files of the same name and kind are none. Negative numbers, of a service that
    is older still, count only where there are no others.
    """
    wholes: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    steps: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for name in names:
        if step := _STEP.fullmatch(name):
            steps[step[1].strip()][int(step[2])].append(name)
        elif whole := _WHOLE.fullmatch(name):
            wholes[whole[2].strip(), whole[1]].append(name)
    single: dict[str, str] = {}
    for (stem, _), files in sorted(wholes.items(), reverse=True):  # "-" comes first
        single.pop(stem, None)
        if len(files) == 1:
            single[stem] = files[0]
    return single, {
        folder: {number: files[0] for number, files in by.items() if len(files) == 1}
        for folder, by in steps.items()
    }
