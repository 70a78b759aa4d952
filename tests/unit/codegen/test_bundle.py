"""The files of the fragment are one OpenAPI document."""

import re

import pytest

from codegen.bundle import FragmentError, document
from codegen.load import load

ROOT = {"openapi": "3.1.0", "tags": [{"name": "runs"}, {"name": "jobs"}]}


def test_references_between_files_become_references_to_components():
    """Relative references, to another file or within one."""
    files = {
        "parameters.yaml": {"id": {"schema": {"$ref": "schemas/a.yaml#/Id"}}},
        "paths/jobs.yaml": {"/jobs": {"get": {"$ref": "../parameters.yaml#/id"}}},
        "paths/runs.yaml": {"/runs": {"get": [{"$ref": "../schemas/b.yaml#/Run"}]}},
        "schemas/a.yaml": {"Id": {"type": "integer"}},
        "schemas/b.yaml": {"Run": {"$ref": "#/Other"}, "Other": {"$ref": "a.yaml#/Id"}},
    }
    assert document(ROOT, files) == {
        **ROOT,
        "paths": {
            "/runs": {"get": [{"$ref": "#/components/schemas/Run"}]},
            "/jobs": {"get": {"$ref": "#/components/parameters/id"}},
        },
        "components": {
            "parameters": {"id": {"schema": {"$ref": "#/components/schemas/Id"}}},
            "schemas": {
                "Id": {"type": "integer"},
                "Run": {"$ref": "#/components/schemas/Other"},
                "Other": {"$ref": "#/components/schemas/Id"},
            },
        },
    }


def test_paths_are_in_the_order_of_the_tags():
    """Not in that of the file names."""
    files = {"paths/jobs.yaml": {"/j": {}}, "paths/runs.yaml": {"/r": {}}}
    assert list(document(ROOT, files)["paths"]) == ["/r", "/j"]


def test_operations_of_one_path_may_have_different_tags():
    """Each tag has a file, so the path is in both."""
    files = {
        "paths/jobs.yaml": {"/x": {"post": {}}},
        "paths/runs.yaml": {"/x": {"get": {}}},
    }
    assert document(ROOT, files)["paths"] == {"/x": {"get": {}, "post": {}}}


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"schemas/a.yaml": {"A": {"$ref": "#/B"}}}, "schemas/a.yaml: #/B leads"),
        ({"schemas/a.yaml": {"A": {"$ref": "b.yaml#/B"}}}, "b.yaml#/B leads nowhere"),
        (
            {"schemas/a.yaml": {"A": {"$ref": "../../../etc/passwd#/B"}}},
            "leads nowhere",
        ),
        (
            {"schemas/a.yaml": {"A": {"$ref": "https://example.com/a.yaml#/B"}}},
            "leads nowhere",
        ),
        ({"schemas/a.yaml": {"A": {"$ref": "A"}}}, "leads nowhere"),
        (
            {"schemas/a.yaml": {"A": {"$ref": "../paths/runs.yaml#/x"}}}
            | {"paths/runs.yaml": {"x": {}}},
            "leads nowhere",
        ),
        (
            {"schemas/a.yaml": {"A": {}}, "schemas/b.yaml": {"A": {}}},
            "schemas/b.yaml: A is in another file, too",
        ),
        (
            {"paths/runs.yaml": {"/x": {"get": {}}}}
            | {"paths/jobs.yaml": {"/x": {"get": {}}}},
            "paths/jobs.yaml: /x is in another file, too",
        ),
        ({"paths/steps.yaml": {"/x": {}}}, "paths/steps.yaml: no tag has this name"),
    ],
)
def test_ambiguous_or_dangling_names_are_rejected(files, problem):
    """No file outside the folder is read, and no URL."""
    with pytest.raises(FragmentError, match=re.escape(problem)):
        document(ROOT, files)


def test_loaded_folder_reads_every_file_and_hashes_all_of_them(tmp_path):
    """Only the files of the fragment: no examples, no ledger."""
    (tmp_path / "paths").mkdir()
    (tmp_path / "actions.yaml").write_text("tags: [{name: runs}]\n", "utf-8")
    (tmp_path / "paths" / "runs.yaml").write_text("/x: {get: {}}\n", "utf-8")
    (tmp_path / "corrections.yaml").write_text("not: read\n", "utf-8")
    first = load(tmp_path)
    assert first.document["paths"] == {"/x": {"get": {}}}
    assert "not" not in first.document
    (tmp_path / "paths" / "runs.yaml").write_text("/y: {get: {}}\n", "utf-8")
    assert load(tmp_path).sha256 != first.sha256
