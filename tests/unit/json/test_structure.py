import json
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest

from aioghactions import models
from aioghactions._core.call import Returns
from aioghactions._json import converter as strict
from aioghactions._json import structure as json_structure
from aioghactions._json.codec import StructureError
from aioghactions._json.model_support import SharedObjects
from aioghactions._json.structure import structure, unstructure
from tests.support.fragment import examples

RUN = Returns("WorkflowRun")
RUNS = Returns("WorkflowRunPage")
REVIEWS = Returns("EnvironmentApproval", many=True)
WAITING = Returns("PendingDeployment", many=True)


def document(name: str) -> Any:
    """Return a copy of a documented payload."""
    [found] = [e.payload for e in examples() if str(e) == name]
    return json.loads(json.dumps(found))


@pytest.fixture
def page():
    """Return a page of runs."""
    return document("ghec/list-workflow-runs-for-repo.200")


@pytest.fixture
def waiting():
    """Return pending deployments."""
    return document("ghec/get-pending-deployments-for-run.200")


@pytest.fixture(params=["fast", "slow"])
def both_implementations(request, monkeypatch):
    """Run a test with the generated functions and with cattrs."""
    if request.param == "slow":
        monkeypatch.setattr(json_structure, "can_switch_class", lambda: False)


@pytest.mark.usefixtures("both_implementations")
def test_document_becomes_the_documented_model(page):
    """Dates are aware, enums open, arrays tuples, and objects models."""
    found = structure(page, RUNS, SharedObjects())
    assert type(found) is models.WorkflowRunPage
    assert found.items is found.workflow_runs
    run = found.workflow_runs[0]
    assert run.created_at == datetime(2020, 1, 22, 19, 33, 8, tzinfo=UTC)
    assert run.status == "queued"
    assert run.status is models.WorkflowRunStatus.QUEUED
    assert run.repository.owner.login == "octocat"
    assert run.pull_requests == ()


@pytest.mark.usefixtures("both_implementations")
def test_array_becomes_a_tuple_of_models():
    """Some responses are arrays rather than pages."""
    payload = document("ghec/get-reviews-for-run.200")
    found = structure(payload, REVIEWS, SharedObjects())
    assert [type(item) for item in found] == [models.EnvironmentApproval]


@pytest.mark.parametrize("data", [None, {}, [], "x", 5])
def test_response_without_a_documented_type_is_none(data):
    """A21: for any body."""
    assert structure(data, Returns(), SharedObjects()) is None


INVALID = {
    "null_body": (None, "$", "expected an object, found null"),
    "array_body": ([], "$", "expected an object, found an array"),
    "string_body": ("secret", "$", "expected an object, found a string"),
    "number_body": (5, "$", "expected an object, found a number"),
    "no_member": ({}, "$.total_count", "is missing"),
    "object_for_array": (
        {"total_count": 1, "workflow_runs": {}},
        "$.workflow_runs",
        "expected an array, found an object",
    ),
    "string_for_array": (
        {"total_count": 1, "workflow_runs": "abc"},
        "$.workflow_runs",
        "expected an array, found a string",
    ),
    "string_for_object": (
        {"total_count": 1, "workflow_runs": ["abc"]},
        "$.workflow_runs[0]",
        "expected an object, found a string",
    ),
}


@pytest.mark.parametrize(
    ("data", "path", "message"), INVALID.values(), ids=list(INVALID)
)
@pytest.mark.usefixtures("both_implementations")
def test_document_of_another_shape_raises_with_its_path(data, path, message):
    """A13: one error class, with the path of the invalid member."""
    with pytest.raises(StructureError) as caught:
        structure(data, RUNS, SharedObjects())
    assert (caught.value.path, str(caught.value)) == (path, message)


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        (lambda r: r["actor"].pop("login"), ".actor.login", "is missing"),
        (lambda r: r["actor"].pop("id"), ".actor.id", "is missing"),
        (
            lambda r: r.update(actor="octocat"),
            ".actor",
            "expected an object, found a string",
        ),
        (
            lambda r: r.update(created_at="yesterday" + "x" * 99),
            ".created_at",
            f"expected a date with time, found 'yesterday{'x' * 51}'",
        ),
        (
            lambda r: r.update(created_at=1579721588),
            ".created_at",
            "expected a date with time, found a number",
        ),
        (
            lambda r: r.update(created_at=None),
            ".created_at",
            "expected a date with time, found null",
        ),
        (
            lambda r: r.update(status=True),
            ".status",
            "expected a string, found a boolean",
        ),
        (
            lambda r: r.update(status=[["a"]]),
            ".status",
            "expected a string, found an array",
        ),
        (
            lambda r: r.update(repository=None),
            ".repository",
            "expected an object, found null",
        ),
        (
            lambda r: r["repository"].update(custom_properties=[]),
            ".repository.custom_properties",
            "expected an object, found an array",
        ),
        (
            lambda r: r["repository"].update(topics="abc"),
            ".repository.topics",
            "expected an array, found a string",
        ),
        (
            lambda r: r.update(referenced_workflows=[{"path": "a"}]),
            ".referenced_workflows[0].sha",
            "is missing",
        ),
    ],
)
@pytest.mark.usefixtures("both_implementations")
def test_path_of_the_invalid_member(page, change, path, message):
    """For example $.workflow_runs[0].actor.login."""
    change(page["workflow_runs"][0])
    with pytest.raises(StructureError) as caught:
        structure(page, RUNS, SharedObjects())
    assert caught.value.path == f"$.workflow_runs[0]{path}"
    assert str(caught.value) == message


@pytest.mark.usefixtures("both_implementations")
def test_path_in_an_array_starts_with_an_index(waiting):
    """A response may be an array."""
    del waiting[0]["environment"]
    with pytest.raises(StructureError) as caught:
        structure(waiting, WAITING, SharedObjects())
    assert caught.value.path == "$[0].environment"


@pytest.mark.parametrize("data", [{}, None, "abc", 5])
@pytest.mark.usefixtures("both_implementations")
def test_other_value_for_an_array_raises(data):
    """A string would become its characters, an object its keys."""
    with pytest.raises(StructureError, match="expected an array, found "):
        structure(data, REVIEWS, SharedObjects())


@pytest.mark.usefixtures("both_implementations")
def test_deeply_nested_document_raises(page):
    """A13: not a RecursionError."""
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    page["workflow_runs"][0]["news"] = deep
    with pytest.raises(StructureError, match="is nested too deeply"):
        structure(page, RUNS, SharedObjects())


@pytest.mark.parametrize(
    ("member", "value"),
    [("name", 5), ("id", "30433642"), ("run_number", 1.5), ("event", True)],
)
@pytest.mark.usefixtures("both_implementations")
def test_scalars_are_not_converted(page, member, value):
    """A scalar of another type is kept and does not raise."""
    page["workflow_runs"][0][member] = value
    found = structure(page, RUNS, SharedObjects()).workflow_runs[0]
    assert getattr(found, member) == value
    assert type(getattr(found, member)) is type(value)


@pytest.mark.usefixtures("both_implementations")
def test_unknown_members_are_kept_in_extra_and_frozen(page):
    """GitHub may add members."""
    run = page["workflow_runs"][0]
    run["news"], run["actor"]["karma"] = {"a": [1]}, 7
    found = structure(page, RUNS, SharedObjects()).workflow_runs[0]
    assert found.extra == {"news": {"a": (1,)}}
    assert found.actor.extra == {"karma": 7}
    with pytest.raises(TypeError):
        found.extra["news"] = 1


@pytest.mark.usefixtures("both_implementations")
def test_unknown_members_are_compared(page):
    """``watch`` has to detect each change of a run."""
    before = structure(page, RUNS, SharedObjects())
    page["workflow_runs"][0]["news"] = 1
    after = structure(page, RUNS, SharedObjects())
    assert before != after
    assert before == structure(unstructure(before), RUNS, SharedObjects())


@pytest.mark.usefixtures("both_implementations")
def test_member_missing_in_an_older_edition_is_none(page):
    """Members that not every edition has are optional."""
    run = page["workflow_runs"][0]
    for member in ("path", "display_title", "actor", "conclusion"):
        run.pop(member)
    found = structure(page, RUNS, SharedObjects()).workflow_runs[0]
    assert (found.path, found.display_title) == (None, None)
    assert (found.actor, found.conclusion) == (None, None)


@pytest.mark.usefixtures("both_implementations")
def test_model_of_a_reviewer_depends_on_its_type(waiting):
    """The type is a sibling of the object."""
    [user, team] = structure(waiting, WAITING, SharedObjects())[0].reviewers
    assert type(user.reviewer) is models.SimpleUser
    assert type(team.reviewer) is models.Team


@pytest.mark.parametrize("kind", ["Robot", None, 5, ["User"]])
@pytest.mark.usefixtures("both_implementations")
def test_reviewer_of_an_unknown_type_is_in_extra(waiting, kind):
    """No model is guessed, and nothing is lost."""
    reviewer = waiting[0]["reviewers"][0]
    reviewer["type"] = kind
    if kind in (5, ["User"]):  # the type itself is an open enum of strings
        reviewer["type"], kind = "Robot", "Robot"
    found = structure(waiting, WAITING, SharedObjects())[0].reviewers[0]
    assert (found.type, found.reviewer) == (kind, None)
    assert found.extra["reviewer"]["login"] == reviewer["reviewer"]["login"]
    assert unstructure(found)["reviewer"] == reviewer["reviewer"]


@pytest.mark.usefixtures("both_implementations")
def test_path_of_an_error_in_a_reviewer(waiting):
    """It includes the member with the discriminator."""
    del waiting[0]["reviewers"][0]["reviewer"]["login"]
    with pytest.raises(StructureError) as caught:
        structure(waiting, WAITING, SharedObjects())
    assert caught.value.path == "$[0].reviewers[0].reviewer.login"


def test_equal_objects_of_a_response_are_one_instance(page):
    """Two hundred runs of one repository share it."""
    shared = SharedObjects()
    run = structure(page, RUNS, shared).workflow_runs[0]
    other_run = structure(page, RUNS, shared).workflow_runs[0]
    assert run is not other_run
    assert run.repository is other_run.repository
    assert run.actor is run.triggering_actor is other_run.repository.owner


def test_sharing_does_not_change_values(page):
    """The models are the same with a filled and with an empty shared."""
    shared = SharedObjects()
    other = json.loads(json.dumps(page))
    other["workflow_runs"][0]["actor"]["login"] = "hubot"
    structure(other, RUNS, shared)
    assert structure(page, RUNS, shared) == structure(page, RUNS, SharedObjects())


def test_usual_strings_are_one_instance(page):
    """Such as "User"; other values are unchanged."""
    run = page["workflow_runs"][0]
    first, second = (
        structure(json.loads(json.dumps(run | {"id": n})), RUN, SharedObjects())
        for n in (1, 2)
    )
    assert first.event is second.event
    assert first.actor.type is second.actor.type
    for value in ("deployment_status", "", ["push"], {"a": 1}, 7, True, None):
        assert structure(run | {"event": value}, RUN, SharedObjects()).event == value


def test_parsed_document_is_not_changed(page):
    """It may be used elsewhere."""
    before = json.dumps(page)
    structure(page, RUNS, SharedObjects())
    assert json.dumps(page) == before


def test_unstructure_returns_the_document(page):
    """With unknown members; only nulls may be omitted."""
    page["workflow_runs"][0]["news"] = {"a": [1]}
    back = unstructure(structure(page, RUNS, SharedObjects()))
    run, other_run = page["workflow_runs"][0], back["workflow_runs"][0]
    assert {k for k in run if k not in other_run} <= {k for k in run if run[k] is None}
    assert {k: run[k] for k in other_run} == other_run
    assert type(other_run["news"]["a"]) is list


def test_public_converter(page):
    """Programs with cattrs can use the converter of this library."""
    converter = json_structure.model_converter()
    found = converter.structure(page, models.WorkflowRunPage)
    assert found == structure(page, RUNS, SharedObjects())
    assert converter.unstructure(found) == unstructure(found)
    runs = converter.structure(page["workflow_runs"], tuple[models.WorkflowRun, ...])
    assert runs == found.workflow_runs
    with pytest.raises(StructureError, match="expected an object, found null"):
        converter.structure(None, models.WorkflowRunPage)


def test_unsupported_type_raises_structure_error():
    """Any exception of cattrs becomes a StructureError."""
    with pytest.raises(StructureError, match=r"^cannot be read: Structure"):
        strict.structure({}, complex)


def test_unknown_model_name_raises_attribute_error():
    """This is a bug, not an invalid response."""
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        structure({}, Returns("Nothing"), SharedObjects())


def test_cattrs_is_imported_on_demand():
    """Most programs do not need it, and its import is slow."""
    program = """
import sys
from aioghactions._core.call import Returns
from aioghactions._json.model_support import SharedObjects
from aioghactions._json.structure import structure
structure({"total_count": 0, "workflows": []}, Returns("WorkflowPage"), SharedObjects())
print([name for name in sys.modules if name.startswith("cattrs")])
"""
    done = subprocess.run(  # noqa: S603  # a program of this test
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
