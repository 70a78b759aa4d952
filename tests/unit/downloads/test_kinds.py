import pytest
from hypothesis import given, strategies as st

from aioghactions import operations
from aioghactions._downloads import filenames
from aioghactions._downloads.kinds import file_name, is_zip, kind_of

CALLS = {
    "run": operations.download_workflow_run_logs("o", "1", 22),
    "attempt": operations.download_workflow_run_attempt_logs("o", "1", 22, 3),
    "job": operations.download_job_logs_for_workflow_run("o", "1", 4),
    "artifact": operations.download_artifact("7", "8", 9, "zip"),
}


def name(owner, **headers):
    """Return the file name of a download."""
    sent = {key.replace("_", "-"): value for key, value in headers.items()}
    return file_name(kind_of(CALLS[owner]), CALLS[owner], sent)


def test_every_documented_download_has_a_kind():
    """A20: and each kind names the operation that returns its owner."""
    downloads = [op for op in operations.OPERATIONS.values() if op.is_download]
    assert {kind_of(call).owner for call in CALLS.values()} == set(CALLS)
    assert {call.operation.id for call in CALLS.values()} == {op.id for op in downloads}
    for owner, call in CALLS.items():
        get_owner = operations.OPERATIONS[kind_of(call).owner_operation]
        assert get_owner.path == call.operation.path.rpartition("/")[0], owner
    with pytest.raises(ValueError, match="get-workflow-run is not a download"):
        kind_of(operations.get_workflow_run("o", "r", 1))


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ("run", "logs_22.zip"),
        ("attempt", "logs_22_attempt_3.zip"),
        ("job", "job_4.txt"),
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


@pytest.mark.parametrize(
    ("owner", "content_type", "expected"),
    [
        ("run", "", True),
        ("run", "application/octet-stream", True),
        ("attempt", "application/zip", True),
        ("job", "application/zip", False),
        ("job", "text/plain", False),
        ("artifact", "", True),
        ("artifact", "application/zip", True),
        ("artifact", "Application/ZIP; charset=binary", True),
        ("artifact", "application/x-zip-compressed", True),
        ("artifact", "application/octet-stream", False),
        ("artifact", "text/plain", False),
    ],
)
def test_is_zip_follows_kind_and_media_type(owner, content_type, expected):
    """S12: the first bytes of the body do not decide."""
    assert is_zip(kind_of(CALLS[owner]), content_type) is expected


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
        assert filenames.problem(name(owner, content_disposition=text)) == ""
