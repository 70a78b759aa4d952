"""Match the files of a run's log archive to jobs and steps.

The archive contains no ids. It has a file for each job, ``0_build.txt``, and for most
jobs a folder with a file for each step, ``build/3_Run tests.txt``. The numbers of job
files have no meaning; those of step files are step numbers. Characters that are not
allowed in file names are removed or replaced, and long names are truncated; GitHub has
done this in two ways over the years. The older service also wrote two files for a job,
``1_build.txt`` and ``1_build (1).txt``: a preamble, and the log, in either order. A
file that matches two jobs, or has such a sibling, is used for none: a missing log can
be downloaded by the id of its job, a wrong one would go unnoticed.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from attrs import field, frozen

from aioghactions._generated.models.job import Job

_JOB_FILE: Final = re.compile(r"(-?[0-9]+)_(.+)\.txt", re.DOTALL)
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

# Number in front and file, by job name.
_JobFiles: TypeAlias = Mapping[str, Sequence[tuple[str, str]]]


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
    unclear = shared | _with_siblings(wholes, owners)
    single = _single_files(wholes)
    found: dict[int, JobFiles] = {}
    for job in jobs:
        forms = [
            form
            for form in spellings(job.name)
            if form not in unclear and form.rstrip(_SUFFIX) not in shared
        ]
        files = [single[form] for form in forms if form in single]
        steps = [folders[form] for form in forms if form in folders]
        found[job.id] = JobFiles(
            whole=files[0] if len(files) == 1 else None,
            steps=steps[0] if len(steps) == 1 else {},
        )
    return found


def spellings(name: str | None) -> frozenset[str]:
    """Return every file name that GitHub may have made from ``name``."""
    if not isinstance(name, str):  # an undocumented null
        return frozenset()
    written = {
        rejected.sub(instead, name) for rejected in _REJECTED for instead in ("", "_")
    }
    encoded = (form.encode("utf-16-le", "replace") for form in written)
    cut = {form[: 2 * _MAX_LENGTH].decode("utf-16-le", "replace") for form in encoded}
    return frozenset(form.strip() for form in written | cut)


def _with_siblings(wholes: _JobFiles, owners: Container[str]) -> set[str]:
    """Return the names of job files beside a file that may be of the same job.

    Its name is longer by a number. It belongs to another job only if it is claimed by
    one, is the only file of that name, and has another number in front.
    """
    found: set[str] = set()
    for other, files in wholes.items():
        for end in range(len(other.rstrip(_SUFFIX)), len(other)):
            stem = other[:end]
            if stem in wholes and (
                other not in owners
                or len(files) > 1
                or files[0][0] in {number for number, _ in wholes[stem]}
            ):
                found.add(stem)
    return found


def _single_files(wholes: _JobFiles) -> dict[str, str]:
    """Return the file of each job name; names that occur twice are left out.

    Negative numbers, of an even older service, are used only if there is no other file.
    """
    single: dict[str, str] = {}
    for stem, files in wholes.items():
        usual = [file for file in files if not file[0].startswith("-")] or files
        if len(usual) == 1:
            single[stem] = usual[0][1]
    return single


def _parse_names(
    names: Iterable[str],
) -> tuple[_JobFiles, Mapping[str, Mapping[int, str]]]:
    """Return job files by job name, and step files by job name and number.

    Step files whose number occurs twice are left out.
    """
    wholes: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    steps: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for name in names:
        if step := _STEP_FILE.fullmatch(name):
            steps[step[1].strip()][int(step[2])].append(name)
        elif whole := _JOB_FILE.fullmatch(name):
            wholes[whole[2].strip()].append((whole[1], name))
    return wholes, {
        folder: {number: files[0] for number, files in by.items() if len(files) == 1}
        for folder, by in steps.items()
    }
