"""Match the files of a run's log archive to jobs and steps.

The archive contains no ids. It has a file for each job, ``0_build.txt``, and for most
jobs a folder with a file for each step, ``build/3_Run tests.txt``. The numbers of job
files have no meaning; those of step files are step numbers. Characters that are not
allowed in file names are removed or replaced, and long names are truncated; GitHub has
done this in two ways over the years. A file that matches two jobs is used for neither:
a missing log can be downloaded by the id of its job, a wrong one would go unnoticed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from aioghactions._generated.models.job import Job

_JOB_FILE: Final = re.compile(r"(-?)[0-9]+_(.+)\.txt", re.DOTALL)
_STEP_FILE: Final = re.compile(r"(.+)/([0-9]{1,9})_[^/]*\.txt", re.DOTALL)
# The older service removes these characters, the newer one writes underscores.
_REJECTED: Final = (
    re.compile(r'[/\\:*?"<>|\x00-\x1f]'),
    re.compile(r"[/:]"),
    re.compile(r"/"),
)
_MAX_LENGTH: Final = 90  # UTF-16 units
# Characters that may be appended to make names unique; GitHub does not document it.
_SUFFIX: Final = "0123456789() _-"


@frozen
class JobFiles:
    """The files of one job."""

    whole: str | None = None  # the file with the whole log
    steps: Mapping[int, str] = field(factory=dict[int, str])  # by step number


def match_job_files(
    names: Iterable[str], jobs: Sequence[Job]
) -> Mapping[int, JobFiles]:
    """Return the files of each job, by job id; ``jobs`` are all of the attempt."""
    wholes, folders = _parse_names(names)
    owners: defaultdict[str, set[int]] = defaultdict(set)
    for job in jobs:
        for form in spellings(job.name):
            owners[form].add(job.id)
    shared = {form for form, ids in owners.items() if len(ids) > 1}
    found: dict[int, JobFiles] = {}
    for job in jobs:
        forms = [
            form
            for form in spellings(job.name)
            if form not in shared and form.rstrip(_SUFFIX) not in shared
        ]
        files = [wholes[form] for form in forms if form in wholes]
        steps = [folders[form] for form in forms if form in folders]
        found[job.id] = JobFiles(
            whole=files[0] if len(files) == 1 else None,
            steps=steps[0] if len(steps) == 1 else {},
        )
    return found


def spellings(name: str) -> frozenset[str]:
    """Return every file name that GitHub may have made from ``name``."""
    written = {
        rejected.sub(instead, name) for rejected in _REJECTED for instead in ("", "_")
    }
    encoded = (form.encode("utf-16-le", "replace") for form in written)
    cut = {form[: 2 * _MAX_LENGTH].decode("utf-16-le", "replace") for form in encoded}
    return frozenset(form.strip() for form in written | cut)


def _parse_names(
    names: Iterable[str],
) -> tuple[dict[str, str], dict[str, dict[int, str]]]:
    """Return job files by job name, and step files by job name and number.

    Names that occur twice are left out. Negative numbers, of an even older service, are
    used only if there is no other file.
    """
    wholes: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    steps: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for name in names:
        if step := _STEP_FILE.fullmatch(name):
            steps[step[1].strip()][int(step[2])].append(name)
        elif whole := _JOB_FILE.fullmatch(name):
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
