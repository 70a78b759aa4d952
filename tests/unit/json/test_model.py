import copy
from types import MappingProxyType

import attrs
import pytest

from aioghactions import models

MODELS = [
    kind
    for kind in (getattr(models, name) for name in models.__all__)
    if attrs.has(kind)
]
RUN = {
    "id": 30433642,
    "name": "CI",
    "run_number": 562,
    "status": "completed",
    "conclusion": "success",
    "head_commit": {"id": "acb5820", "author": {"name": "Octo Cat"}},
    "pull_requests": [{"id": 1, "number": 2}],
    "created_at": "2026-01-22T19:33:08Z",
    "news": {"a": [1], "b": {}},
}


def test_repr_shows_identity_name_and_state():
    """What a log line needs; not the 46 other members."""
    assert repr(models.WorkflowRun.from_dict(RUN)) == (
        "WorkflowRun(id=30433642, name='CI', run_number=562, "
        "status='completed', conclusion='success')"
    )


def test_repr_shortens_long_texts_and_many_members():
    """A title of a kilobyte, or a model that nothing identifies."""
    run = models.WorkflowRun.from_dict(RUN | {"name": "x" * 999})
    assert f"name='{'x' * 37}...', run" in repr(run)
    permissions = dict.fromkeys(("actions", "checks"), "write")
    app = models.Integration.from_dict({"id": 1, "permissions": permissions})
    assert repr(app) == "Integration(id=1)"
    status = {"status": "enabled"}
    security = {f.name: status for f in attrs.fields(models.SecurityAndAnalysis)[:-1]}
    text = repr(models.SecurityAndAnalysis.from_dict(security))
    assert text.endswith("=..., ...)")
    assert len(text) <= 130


def test_repr_of_a_model_that_nothing_identifies_shows_what_it_has():
    """Dates, lengths of lists, and objects in short."""
    deployment = models.PendingDeployment.from_dict(
        {
            "environment": {"id": 1},
            "wait_timer": 30,
            "wait_timer_started_at": "2026-01-22T19:33:08Z",
            "current_user_can_approve": True,
            "reviewers": [],
        }
    )
    assert repr(deployment) == (
        "PendingDeployment(environment=..., wait_timer=30, "
        "wait_timer_started_at=2026-01-22T19:33:08+0000, ...)"
    )


def test_repr_leaves_secrets_out():
    """`to_dict` has them: it is asked for by name."""
    token = models.RunnerToken.from_dict({"token": "AABF3", "repositories": []})
    assert repr(token) == "RunnerToken(repositories=<0>)"
    assert token.to_dict()["token"] == "AABF3"


def test_dict_has_json_values_and_unknown_members():
    """Dates as text, arrays as lists, and null for what is missing."""
    plain = models.WorkflowRun.from_dict(RUN).to_dict()
    assert plain["created_at"] == "2026-01-22T19:33:08Z"
    assert type(plain["conclusion"]) is str
    assert plain["pull_requests"][0]["number"] == 2
    assert plain["news"] == {"a": [1], "b": {}}
    assert type(plain["news"]["a"]) is list
    assert plain["updated_at"] is None
    assert "extra" not in plain


def test_flat_dict_joins_names_by_dots():
    """Arrays remain lists, and an empty object an empty dict."""
    flat = models.WorkflowRun.from_dict(RUN).to_dict(flat=True)
    assert flat["head_commit.author.name"] == "Octo Cat"
    assert flat["news.a"] == [1]
    assert flat["news.b"] == {}
    assert flat["repository"] is None
    assert "head_commit" not in flat


def test_model_is_made_of_any_mapping_and_changes_none():
    """Also of a read-only one."""
    before = copy.deepcopy(RUN)
    run = models.WorkflowRun.from_dict(MappingProxyType(RUN))
    assert run == models.WorkflowRun.from_dict(RUN)
    assert before == RUN


def test_object_of_another_shape_raises_value_error():
    """The message names the member."""
    with pytest.raises(
        ValueError, match=r"^WorkflowRun: \$\.created_at: expected a da"
    ):
        models.WorkflowRun.from_dict(RUN | {"created_at": "soon"})
    with pytest.raises(ValueError, match=r"^WorkflowRun: \$\.id: is missing$"):
        models.WorkflowRun.from_dict({})


@pytest.mark.parametrize("model", MODELS)
def test_models_are_equal_if_all_members_are(model):
    """Unknown members included; a model never equals one of another class."""
    data = {name: [] if "Page" in model.__name__ else 1 for name in model.identity}
    if "RateLimit" in model.__name__:  # the identity is an object
        core = {"core": {"limit": 1, "remaining": 1, "reset": 1}}
        data = {"resources": core} if "Overview" in model.__name__ else core
    one, other = model.from_dict(data), model.from_dict(data)
    assert one == other
    assert hash(one) == hash(other)
    assert one != model.from_dict(data | {"news": 1})
    assert one != data
    assert (one == object()) is False


def test_models_without_a_member_that_all_servers_send_are_read():
    """The quick way relies on these members; the other one must agree."""
    step = {"number": 1, "name": "Run tests", "status": "pending"}
    found = models.JobStep.from_dict(step | {"news": 1})
    assert (found.status, found.conclusion, found.started_at) == ("pending", None, None)
    assert found.status.is_known
    assert found.extra == {"news": 1}
    assert repr(found) == "JobStep(number=1, name='Run tests', status='pending')"
