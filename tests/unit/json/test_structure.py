import json
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest

from aioghactions import models
from aioghactions._core.call import Returns
from aioghactions._json import converter as strict, structure as json_structure
from aioghactions._json.codec import StructureError
from aioghactions._json.model_support import SharedObjects
from aioghactions._json.structure import structure
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
    """Return deployments that wait."""
    return document("ghec/get-pending-deployments-for-run.200")


@pytest.fixture(params=["fast", "slow"])
def both_ways(request, monkeypatch):
    """Run a test with generated functions, and as if this Python had none."""
    if request.param == "slow":
        monkeypatch.setattr(json_structure, "can_switch_class", lambda: False)
        uncached = json_structure.structurer.__wrapped__
        monkeypatch.setattr(json_structure, "structurer", uncached)


@pytest.mark.usefixtures("both_ways")
def test_json_becomes_the_documented_model(page):
    """Dates are aware, enums are open, arrays are tuples, objects are models."""
    found = structure(page, RUNS, SharedObjects())
    assert type(found) is models.WorkflowRunPage
    assert found.items is found.workflow_runs
    run = found.workflow_runs[0]
    assert run.created_at == datetime(2020, 1, 22, 19, 33, 8, tzinfo=UTC)
    assert run.status == "queued"
    assert run.status is models.WorkflowRunStatus.QUEUED
    assert run.repository.owner.login == "octocat"
    assert run.pull_requests == ()


@pytest.mark.usefixtures("both_ways")
def test_an_array_becomes_a_tuple_of_models():
    """Some responses are arrays, not pages."""
    payload = document("ghec/get-reviews-for-run.200")
    found = structure(payload, REVIEWS, SharedObjects())
    assert [type(item) for item in found] == [models.EnvironmentApproval]


@pytest.mark.parametrize("data", [None, {}, [], "x", 5])
def test_undocumented_content_is_none(data):
    """A21: `{}`, an empty body and anything else."""
    assert structure(data, Returns(), SharedObjects()) is None


MISFITS = {
    "null_body": (None, "$", "expected an object, found null"),
    "array_body": ([], "$", "expected an object, found an array"),
    "string_body": ("secret", "$", "expected an object, found a string"),
    "number_body": (5, "$", "expected an object, found a number"),
    "no_member": ({"total_count": 1}, "$.workflow_runs", "is missing"),
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
    ("data", "path", "message"), MISFITS.values(), ids=list(MISFITS)
)
@pytest.mark.usefixtures("both_ways")
def test_another_shape_raises_with_its_path(data, path, message):
    """A13: both structuring functions raise the same error."""
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
            lambda r: r.update(created_at=True),
            ".created_at",
            "expected a date with time, found a boolean",
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
            lambda r: r.update(referenced_workflows=[{"sha": "a"}]),
            ".referenced_workflows[0].path",
            "is missing",
        ),
    ],
)
@pytest.mark.usefixtures("both_ways")
def test_error_names_the_member_that_does_not_match(page, change, path, message):
    """Such as $.workflow_runs[0].actor.login."""
    change(page["workflow_runs"][0])
    with pytest.raises(StructureError) as caught:
        structure(page, RUNS, SharedObjects())
    assert caught.value.path == f"$.workflow_runs[0]{path}"
    assert str(caught.value) == message


@pytest.mark.usefixtures("both_ways")
def test_path_in_an_array_begins_with_its_index(waiting):
    """A response may be an array itself."""
    waiting[0]["environment"] = "production"
    with pytest.raises(StructureError) as caught:
        structure(waiting, WAITING, SharedObjects())
    assert caught.value.path == "$[0].environment"


@pytest.mark.parametrize("data", [{}, None, "abc", 5])
@pytest.mark.usefixtures("both_ways")
def test_array_must_be_an_array(data):
    """Strings and objects are iterable as well."""
    with pytest.raises(StructureError, match="expected an array, found "):
        structure(data, REVIEWS, SharedObjects())


@pytest.mark.usefixtures("both_ways")
def test_json_that_is_nested_too_deeply_raises(page):
    """A13: RecursionError does not escape."""
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
@pytest.mark.usefixtures("both_ways")
def test_scalars_are_kept_as_they_were_sent(page, member, value):
    """Nothing is coerced, and no page is rejected for one number."""
    page["workflow_runs"][0][member] = value
    found = structure(page, RUNS, SharedObjects()).workflow_runs[0]
    assert getattr(found, member) == value
    assert type(getattr(found, member)) is type(value)


@pytest.mark.usefixtures("both_ways")
def test_unknown_members_are_kept_in_extra_and_frozen(page):
    """Members that GitHub adds later can be read."""
    run = page["workflow_runs"][0]
    run["news"], run["actor"]["karma"] = {"a": [1]}, 7
    found = structure(page, RUNS, SharedObjects()).workflow_runs[0]
    assert found.extra == {"news": {"a": (1,)}}
    assert found.actor.extra == {"karma": 7}
    with pytest.raises(TypeError):
        found.extra["news"] = 1


@pytest.mark.usefixtures("both_ways")
def test_runs_with_different_unknown_members_are_not_equal(page):
    """Watching a run must notice every change."""
    before = structure(page, RUNS, SharedObjects())
    page["workflow_runs"][0]["news"] = 1
    after = structure(page, RUNS, SharedObjects())
    assert before != after
    assert before == structure(before.to_dict(), RUNS, SharedObjects())


@pytest.mark.usefixtures("both_ways")
def test_missing_optional_members_are_none(page):
    """Older servers do not send all of them."""
    run = page["workflow_runs"][0]
    for member in ("path", "display_title", "actor", "conclusion"):
        run.pop(member)
    found = structure(page, RUNS, SharedObjects()).workflow_runs[0]
    assert (found.path, found.display_title) == (None, None)
    assert (found.actor, found.conclusion) == (None, None)


@pytest.mark.usefixtures("both_ways")
def test_reviewer_is_the_model_that_its_type_names(waiting):
    """The object alone does not distinguish a user from a team."""
    [user, team] = structure(waiting, WAITING, SharedObjects())[0].reviewers
    assert type(user.reviewer) is models.SimpleUser
    assert type(team.reviewer) is models.Team


@pytest.mark.parametrize("kind", ["Robot", None, 5, ["User"]])
@pytest.mark.usefixtures("both_ways")
def test_reviewer_of_an_unknown_type_is_kept_in_extra(waiting, kind):
    """Nothing is lost, and no model is guessed."""
    reviewer = waiting[0]["reviewers"][0]
    reviewer["type"] = kind
    if kind in (5, ["User"]):  # the type itself is an open enum of strings
        reviewer["type"], kind = "Robot", "Robot"
    found = structure(waiting, WAITING, SharedObjects())[0].reviewers[0]
    assert (found.type, found.reviewer) == (kind, None)
    assert found.extra["reviewer"]["login"] == reviewer["reviewer"]["login"]
    assert found.to_dict()["reviewer"] == reviewer["reviewer"]


@pytest.mark.usefixtures("both_ways")
def test_error_in_a_reviewer_has_a_path(waiting):
    """It includes the member that has a discriminator."""
    del waiting[0]["reviewers"][0]["reviewer"]["login"]
    with pytest.raises(StructureError) as caught:
        structure(waiting, WAITING, SharedObjects())
    assert caught.value.path == "$[0].reviewers[0].reviewer.login"


def test_equal_objects_of_one_response_are_one_instance(page):
    """Two hundred runs refer to one repository."""
    shared = SharedObjects()
    run = structure(page, RUNS, shared).workflow_runs[0]
    again = structure(page, RUNS, shared).workflow_runs[0]
    assert run is not again
    assert run.repository is again.repository
    assert run.actor is run.triggering_actor is again.repository.owner


def test_sharing_does_not_change_models(page):
    """Models are equal with and without earlier objects."""
    shared = SharedObjects()
    other = json.loads(json.dumps(page))
    other["workflow_runs"][0]["actor"]["login"] = "hubot"
    structure(other, RUNS, shared)
    assert structure(page, RUNS, shared) == structure(page, RUNS, SharedObjects())


def test_frequent_strings_are_interned(page):
    """One string for "User" in all models; other strings are kept."""
    run = page["workflow_runs"][0]
    first, second = (
        structure(json.loads(json.dumps(run | {"id": n})), RUN, SharedObjects())
        for n in (1, 2)
    )
    assert first.event is second.event
    assert first.actor.type is second.actor.type
    for odd in ("deployment_status", "", ["push"], {"a": 1}, 7, True, None):
        assert structure(run | {"event": odd}, RUN, SharedObjects()).event == odd


def test_structuring_does_not_change_its_input(page):
    """A cache may hold the same document."""
    before = json.dumps(page)
    structure(page, RUNS, SharedObjects())
    assert json.dumps(page) == before


def test_unsupported_type_raises_structure_error():
    """Whatever cattrs raises, one class escapes."""
    with pytest.raises(StructureError, match=r"^cannot be read: Structure"):
        strict.structure({}, complex)


def test_unknown_model_name_raises_attribute_error():
    """It is a bug of the library, not of the response."""
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        structure({}, Returns("Nothing"), SharedObjects())


def test_cattrs_is_imported_only_when_it_is_needed():
    """Most programs never need it, and it takes 30 ms."""
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
