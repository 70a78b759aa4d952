"""Branch policies and custom protection rules of an environment."""

from aioghactions.testing import FakeBranchPolicy

from .scene import arguments, checks


def add(scene, **policies):
    """Return the environment of the scene, with policies by number."""
    environment = scene.repo.add_environment(scene.environment)
    environment.branch_policy = {
        "protected_branches": False,
        "custom_branch_policies": True,
    }
    for number, (kind, name) in enumerate(policies.items(), 1):
        environment.branch_policies[number] = FakeBranchPolicy(number, name, kind)
    return environment


@checks("list-deployment-branch-policies")
def list_policies(scene):
    """Of branches and of tags."""
    add(scene, branch="release/*", tag="v*")
    found = yield arguments()
    assert [(one.name, one.type) for one in found] == [
        ("release/*", "branch"),
        ("v*", "tag"),
    ]


@checks("create-deployment-branch-policy")
def create_policy(scene):
    """For branches by default."""
    environment = add(scene)
    for kind in ("branch", "tag"):
        given = {} if kind == "branch" else {"type": kind}
        found = yield arguments(name="main", **given)
        assert environment.branch_policies[found.id].type == kind == found.type


@checks("get-deployment-branch-policy")
def get_policy(scene):
    """Its pattern."""
    add(scene, branch="main", tag="v*")
    found = yield arguments(2)
    assert (found.id, found.name, found.type) == (2, "v*", "tag")


@checks("update-deployment-branch-policy")
def update_policy(scene):
    """The pattern; the type stays."""
    environment = add(scene, tag="v*")
    found = yield arguments(1, name="v1.*")
    assert (found.name, found.type) == ("v1.*", "tag")
    assert environment.branch_policies[1].name == "v1.*"


@checks("delete-deployment-branch-policy")
def delete_policy(scene):
    """It no longer exists."""
    environment = add(scene, branch="main", tag="v*")
    yield arguments(1)
    assert list(environment.branch_policies) == [2]


def add_rule(scene):
    """Return the environment of the scene, with one of two Apps enabled."""
    environment = add(scene)
    scene.repo.rule_apps.update({5: "gate", 6: "tests"})
    environment.rules[3] = 5
    return environment


@checks("get-all-deployment-protection-rules")
def list_rules(scene):
    """With their Apps."""
    add_rule(scene)
    (found,) = yield arguments()
    assert (found.id, found.enabled, found.app.slug) == (3, True, "gate")


@checks("create-deployment-protection-rule")
def create_rule(scene):
    """The rule of the App is enabled."""
    environment = add_rule(scene)
    found = yield arguments(integration_id=6)
    assert environment.rules[found.id] == 6 == found.app.id


@checks("list-custom-deployment-rule-integrations")
def list_apps(scene):
    """Those whose rules are not enabled."""
    add_rule(scene)
    (found,) = yield arguments()
    assert (found.id, found.slug) == (6, "tests")


@checks("get-custom-deployment-protection-rule")
def get_rule(scene):
    """With its App."""
    add_rule(scene)
    found = yield arguments(3)
    assert (found.id, found.app.id) == (3, 5)


@checks("disable-deployment-protection-rule")
def delete_rule(scene):
    """Deployments no longer wait for the App."""
    environment = add_rule(scene)
    yield arguments(3)
    assert environment.rules == {}
