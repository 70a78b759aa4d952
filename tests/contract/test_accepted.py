"""The check of requests against a description, with the fragment in its place."""

from copy import deepcopy

import pytest

from codegen.drift.description import Description
from tests.contract.accepted import report
from tests.contract.requests.table import ROWS
from tests.support.fragment import document, examples

SECRETS = "/repos/{owner}/{repo}/actions/secrets"


@pytest.fixture
def described():
    """Return the fragment with one documented payload of each response."""
    found = deepcopy(document())
    operations = {
        operation["operationId"]: operation
        for path in found["paths"].values()
        for operation in path.values()
    }
    for example in examples():
        response = operations[example.operation]["responses"][example.status]
        content = response["content"]["application/json"]
        name = f"{example.operation}-{example.status}"
        content["examples"] = {"one": {"$ref": f"#/components/examples/{name}"}}
        values = found["components"].setdefault("examples", {})
        values[name] = {"value": example.payload}
    return found


def operation(described, method, path):
    """Return one operation of a description."""
    return described["paths"][path][method]


async def checked(described, *operations):
    """Return what a description says to the requests of some operations."""
    rows = {id_: ROWS[id_] for id_ in operations or ROWS}
    return await report(Description("github.com", described), rows)


async def test_requests_are_accepted_and_examples_are_read(described):
    """All of them."""
    result = await checked(described)
    assert result.problems == result.absent == []
    assert result.accepted == list(ROWS)
    with_examples = {example.operation for example in examples()}
    assert set(result.read) == with_examples
    assert str(result).startswith(f"{len(ROWS)} of {len(ROWS)} requests accepted, ")


@pytest.mark.parametrize(
    ("place", "schema", "reason"),
    [
        ("query", {"type": "integer"}, "Missing required query parameter: new"),
        ("header", {"type": "string"}, "Missing required header parameter: new"),
    ],
)
async def test_new_required_parameter_is_a_problem(described, place, schema, reason):
    """The client does not send it."""
    operation(described, "get", SECRETS)["parameters"].append(
        {"name": "new", "in": place, "required": True, "schema": schema}
    )
    result = await checked(described, "list-repo-secrets")
    assert [reason in problem for problem in result.problems] == [True, True]
    assert "list-repo-secrets" not in result.accepted


async def test_other_type_in_a_path_is_a_problem(described):
    """The name of a secret is not a number."""
    described["components"]["parameters"]["secret_name"]["schema"] = {"type": "integer"}
    result = await checked(described, "get-repo-secret")
    assert len(result.problems) == 2
    assert "Path parameter error: secret_name" in result.problems[0]


async def test_new_required_member_of_a_body_is_a_problem(described):
    """Of the request with all arguments, too."""
    schema = described["components"]["schemas"]["RepositorySecretRequest"]
    schema["required"] = [*schema["required"], "new"]
    result = await checked(described, "create-or-update-repo-secret")
    reason = "'new' is a required property"
    assert [reason in problem for problem in result.problems] == [True, True]


async def test_example_that_cannot_be_read_is_a_problem(described):
    """It has the wrong type."""
    for name, example in described["components"]["examples"].items():
        if "list-repo-secrets" in name:
            example["value"] = {"total_count": 1, "secrets": "TOKEN"}
    result = await checked(described, "list-repo-secrets")
    assert len(result.problems) == 2
    assert "list-repo-secrets: the example cannot be read" in result.problems[0]


async def test_operation_that_is_not_there_is_not_counted(described):
    """A server need not have all of them."""
    del described["paths"][SECRETS]
    result = await checked(described, "list-repo-secrets", "get-repo-public-key")
    assert result.absent == ["list-repo-secrets"]
    assert str(result) == "1 of 1 requests accepted, 1 examples read"


@pytest.mark.parametrize("is_malformed", [True, False])
async def test_example_that_is_malformed_is_not_read(described, is_malformed):
    """GitHub's is; once it is not, the exception has to be removed."""
    operation_id = "list-custom-deployment-rule-integrations"
    key = "available_custom_deployment_protection_rule_integrations"
    members = {"total_count": 0, key: []}
    value = [{name: each} for name, each in members.items()]
    path = ROWS[operation_id].call().operation.path
    content = operation(described, "get", path)["responses"]["200"]["content"]
    content["application/json"]["examples"] = {
        "one": {"value": value if is_malformed else members}
    }
    result = await checked(described, operation_id)
    expected = f"{operation_id}: the example is not malformed"
    assert set(result.problems) == (set() if is_malformed else {expected})
    assert result.read == []
