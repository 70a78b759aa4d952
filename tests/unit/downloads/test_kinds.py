import re

import pytest
from hypothesis import given, strategies as st

from aioghactions import operations
from aioghactions._downloads import filenames
from aioghactions._downloads.kinds import (
    file_name,
    is_zip,
    kind_of,
    unexpected_document,
)
from aioghactions._downloads.not_found import owner_call

CALLS = {
    "run": operations.download_workflow_run_logs("o", "1", 22),
    "attempt": operations.download_workflow_run_attempt_logs("o", "1", 22, 3),
    "job": operations.download_job_logs_for_workflow_run("o", "1", 4),
    "step": operations.download_step_logs_for_workflow_run_job("o", "1", 4, 5),
    "artifact": operations.download_artifact("7", "8", 9, "zip"),
}


def name(owner, **headers):
    """Return the file name of a download."""
    sent = {key.replace("_", "-"): value for key, value in headers.items()}
    kind = kind_of(CALLS[owner])
    return file_name(kind, CALLS[owner], sent, is_archive=is_zip(kind, sent))


def test_every_documented_download_has_a_kind():
    """A20: and each kind names the operation that returns its owner."""
    downloads = [op for op in operations.OPERATIONS.values() if op.is_download]
    assert {call.operation.id for call in CALLS.values()} == {op.id for op in downloads}
    for owner, call in CALLS.items():
        kind = kind_of(call)
        assert kind.owner == {"step": "job"}.get(owner, owner)
        get_owner = owner_call(kind, call)
        assert get_owner.operation.id == kind.owner_operation
        assert call.path.startswith(f"{get_owner.path}/")
        assert re.fullmatch(
            re.sub(r"\{\w+\}", r"\\w+", get_owner.operation.path), get_owner.path
        )
    with pytest.raises(ValueError, match="get-workflow-run is not a download"):
        kind_of(operations.get_workflow_run("o", "r", 1))


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ("run", "logs_22.zip"),
        ("attempt", "logs_22_attempt_3.zip"),
        ("job", "job_4.txt"),
        ("step", "job_4_step_5.txt"),
        ("artifact", "artifact_9.zip"),
    ],
)
def test_the_default_file_name_replaces_a_missing_or_unsafe_one(owner, expected):
    """S12: storage cannot choose a path or a device name."""
    assert name(owner) == expected
    for hostile in (
        'attachment; filename="../x"',
        "attachment; filename=/etc/passwd",
        "attachment; filename*=UTF-8''..%2F..%2Fx",
        "attachment; filename*=UTF-8''%00",
        'attachment; filename="CON"',
        'attachment; filename="a\r\n\tb"; filename=""',
        "attachment; filename*=nonsense''%ff%fe%1b",
        "inline",
        "",
        ";;;=\x00",
    ):
        assert name(owner, content_disposition=hostile) in {expected, "a b"}


@pytest.mark.parametrize(
    ("disposition", "expected"),
    [
        ("attachment; filename=logs.zip", "logs.zip"),
        ('attachment; filename="my report.zip"', "my report.zip"),
        ("attachment; filename*=UTF-8''caf%C3%A9.zip", "caf\u00e9.zip"),
        ("attachment; filename=x.zip; filename*=UTF-8''%C3%A9.zip", "\u00e9.zip"),
        ("attachment; filename*=UTF-8''%C3%A9.zip; FileName=x.zip", "\u00e9.zip"),
    ],
)
def test_a_safe_file_name_from_storage_is_used(disposition, expected):
    """The name is the one that a browser would use."""
    assert name("artifact", content_disposition=disposition) == expected


def test_an_artifact_that_is_not_a_zip_gets_no_zip_suffix():
    """S12: an artifact may be a file that was not zipped."""
    assert name("artifact", content_type="text/html") == "artifact_9"
    assert name("run", content_type="application/octet-stream") == "logs_22.zip"


ZIP, EMPTY_ZIP, HTML = b"PK\x03\x04rest", b"PK\x05\x06" + bytes(18), b"<html>"
ZIP_TYPES = [
    "zip",
    "Zip",
    "application/zip",
    "Application/ZIP; charset=binary",
    "application/x-zip",
    "application/x-zip-compressed",
    "application/zip-compressed",
]
OTHER_TYPES = ["", "application/octet-stream", "text/plain", "text/html", "gzip", "x"]


@pytest.mark.parametrize("content_type", ZIP_TYPES + OTHER_TYPES)
@pytest.mark.parametrize("first", [None, b"", b"P", ZIP, EMPTY_ZIP, HTML])
def test_an_artifact_is_a_zip_by_its_type_or_its_first_bytes(content_type, first):
    """S12: storage sends several types, and wrong ones, for the same archive."""
    headers = {"content-type": content_type} if content_type else {}
    by_type = content_type in ZIP_TYPES or (first is None and not content_type)
    expected = by_type or first in {ZIP, EMPTY_ZIP}
    assert is_zip(kind_of(CALLS["artifact"]), headers, first) is expected
    for owner, always in (("run", True), ("attempt", True), ("job", False)):
        assert is_zip(kind_of(CALLS[owner]), headers, first) is always


DOCUMENTS = [
    "text/html",
    "Text/HTML; charset=utf-8",
    "application/xhtml+xml",
    "application/json",
    "application/problem+json",
    "application/xml",
    "text/xml",
]
NAMED = {"content-disposition": "attachment; filename=report.html"}


@pytest.mark.parametrize("owner", CALLS)
@pytest.mark.parametrize("content_type", DOCUMENTS)
def test_a_document_is_not_the_body_of_a_download(owner, content_type):
    """S11: a proxy may answer in place of storage, also in the middle of a body."""
    kind = kind_of(CALLS[owner])
    sent = {"content-type": content_type}
    binary = {"content-type": "application/zip"}
    media_type = content_type.lower().partition(";")[0]
    for earlier in ({}, sent, binary):
        assert unexpected_document(kind, sent, earlier) == media_type
    is_artifact = owner == "artifact"
    for earlier, accepted in (({}, True), (sent, True), (binary, False)):
        found = unexpected_document(kind, sent | NAMED, earlier)
        assert (found == "") is (is_artifact and accepted)


@pytest.mark.parametrize("owner", CALLS)
@pytest.mark.parametrize("content_type", ["", "text/plain", "zip", "application/zip"])
def test_other_types_are_accepted(owner, content_type):
    """A19: also in the middle of a body: storage hosts differ."""
    for earlier in ({}, {"content-type": "application/octet-stream"}):
        sent = {"content-type": content_type}
        assert unexpected_document(kind_of(CALLS[owner]), sent, earlier) == ""


def test_default_limits_are_1_gib_for_logs_and_10_gib_for_artifacts():
    """S10: no body is unbounded by default."""
    limits = {owner: kind_of(call).max_bytes for owner, call in CALLS.items()}
    assert limits["artifact"] == 10 * 2**30
    assert {limits[owner] for owner in ("run", "attempt", "job")} == {2**30}


@pytest.mark.parametrize(
    "parameter",
    [
        f"filename*=idna''{'a' * 70}",
        "filename*=punycode''%ff",
        "filename*=hex''zz/..",
        "filename*=no-such-charset''%2e%2e%2fx",
        "filename*=UTF-8''%2e%2e%2fx",
        "filename*=''",
        'filename="\udce4/.."',
    ],
)
def test_an_undecodable_file_name_is_ignored(parameter):
    """S12: it is not an error, since the body is not affected."""
    for text in (parameter, f"attachment; {parameter}"):
        assert name("artifact", content_disposition=text) == "artifact_9.zip"


@given(st.sampled_from(sorted(CALLS)), st.text(), st.text())
def test_the_file_name_is_safe_for_any_header(owner, header, parameter):
    """S12: it is never a path, and parsing never fails."""
    for text in (header, f'attachment; filename="{parameter}"', f"a; {parameter}"):
        found = name(owner, content_disposition=text)
        assert filenames.problem(found, portable=True) == ""


def test_mixed_forms_of_a_file_name_are_ignored():
    """Python's parser cannot sort a part without a number."""
    sent = "attachment; filename*=UTF-8''a.zip; filename*0=\"a.zip\""
    call = CALLS["artifact"]
    headers = {"content-disposition": sent}
    name = file_name(kind_of(call), call, headers, is_archive=True)
    assert name.endswith(".zip")
