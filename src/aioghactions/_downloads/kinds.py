"""The four things that GitHub lets one download, and how they differ."""

from collections.abc import Iterable, Mapping
from email.message import Message
from email.utils import collapse_rfc2231_value
from typing import Any, Final

from attrs import frozen

from aioghactions._core.call import Call
from aioghactions._downloads import filenames

_GIB: Final = 2**30
# The longest log anybody has reported is half of this. An artifact must have fitted
# on the disk of the runner that made it, of which GitHub promises 14 GB.
_LONGEST_LOG: Final = _GIB
_LONGEST_ARTIFACT: Final = 10 * _GIB
_ZIPS: Final = frozenset(
    {"application/zip", "application/x-zip-compressed", "application/zip-compressed"}
)


@frozen(kw_only=True)
class Kind:
    """What is known of a download before it begins.

    Attributes:
        owner: What it belongs to, as people say it.
        asks: Id of the operation that tells the state of the owner.
        file: What it is saved as if storage does not say; ``{}`` is filled with
            the numbers in its path.
        longest: Bytes that are accepted unless the caller says otherwise.
        zipped: Whether it is an archive; None where the media type says so.
        gone: Why it may no longer be there.
    """

    owner: str
    asks: str
    file: str
    longest: int = _LONGEST_LOG
    zipped: bool | None
    gone: str = "the log was deleted, or has expired"


_KINDS: Final[Mapping[str, Kind]] = {
    "download-workflow-run-logs": Kind(
        owner="run", asks="get-workflow-run", file="logs_{}.zip", zipped=True
    ),
    "download-workflow-run-attempt-logs": Kind(
        owner="attempt",
        asks="get-workflow-run-attempt",
        file="logs_{}_attempt_{}.zip",
        zipped=True,
    ),
    "download-job-logs-for-workflow-run": Kind(
        owner="job",
        asks="get-job-for-workflow-run",
        file="job_{}.txt",
        zipped=False,
    ),
    "download-artifact": Kind(
        owner="artifact",
        asks="get-artifact",
        file="artifact_{}.zip",
        longest=_LONGEST_ARTIFACT,
        zipped=None,
        gone="the artifact was deleted, or has expired",
    ),
}


def kind_of(call: Call[Any]) -> Kind:
    """Return the kind of what ``call`` downloads.

    Raises:
        ValueError: It is no download.
    """
    try:
        return _KINDS[call.operation.id]
    except KeyError:
        raise ValueError(f"{call.operation.id} is no download") from None


def is_zip(kind: Kind, content_type: str) -> bool:
    """Return whether it is to be unzipped.

    An artifact may be a file that was never zipped: then its media type is
    another one, and it stays as it is, whatever its first bytes look like.
    """
    media_type = content_type.partition(";")[0].strip().lower()
    if kind.zipped is None:
        return not media_type or media_type in _ZIPS
    return kind.zipped


def name_of(kind: Kind, call: Call[Any], headers: Mapping[str, str]) -> str:
    """Return a file name for it that is safe in any folder.

    Args:
        kind: Its kind.
        call: What it was asked for with.
        headers: What storage said. Names are lower case.
    """
    name = _said_name(headers.get("content-disposition", ""))
    if name and not filenames.objection(name):
        return name
    numbers = [part for part in call.path.split("/") if part.isdigit()]
    name = kind.file.format(*numbers[-kind.file.count("{}") :])
    is_archive = is_zip(kind, headers.get("content-type", ""))
    return name if is_archive else name.removesuffix(".zip")


def _said_name(disposition: str) -> str:
    """Return the file name in a ``content-disposition``, or ""."""
    message = Message()
    message["content-disposition"] = " ".join(disposition.split())
    try:
        # Any: a value that tells its charset is a tuple, which the types keep quiet.
        parameters: Iterable[tuple[str, Any]] = message.get_params(
            [], header="content-disposition"
        )
        values = [value for name, value in parameters if name.lower() == "filename"]
        # RFC 6266: of two, the one that tells its charset.
        values.sort(key=lambda value: isinstance(value, str))
        return collapse_rfc2231_value(values[0]) if values else ""
    except (LookupError, ValueError):  # a charset that does not exist, or does not fit
        return ""
