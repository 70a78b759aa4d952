"""Actions settings of repositories and organizations, and the selected repositories."""

from aioghactions.operations import OPERATIONS

from .scene import arguments, checks

# By group: the whole state in which it is read, and what a change gives.
GROUPS = {
    "allowed_actions": {
        "github_owned_allowed": True,
        "verified_allowed": True,
        "patterns_allowed": ["octo-org/*"],
    },
    "workflow_permissions": {
        "default_workflow_permissions": "write",
        "can_approve_pull_request_reviews": True,
    },
    "retention": {"days": 30},
    "fork_approval": {"approval_policy": "all_external_contributors"},
    "private_forks": {
        "run_workflows_from_fork_pull_requests": True,
        "send_write_tokens_to_workflows": False,
        "send_secrets_and_variables": False,
        "require_approval_for_fork_pr_workflows": True,
    },
    "access": {"access_level": "organization"},
    "self_hosted_runners": {"enabled_repositories": "selected"},
}
PERMISSIONS = {"allowed_actions": "selected", "sha_pinning_required": True}


def owner_and_values(scene, operation, group):
    """Return the repository or organization, and what to set."""
    of_repository = operation.tag == "repo-settings"
    if group != "permissions":
        return scene.repo if of_repository else scene.org, GROUPS[group]
    if of_repository:
        return scene.repo, {"enabled": True, **PERMISSIONS}
    return scene.org, {"enabled_repositories": "selected", **PERMISSIONS}


def allow(scene, owner):
    """Permit every change: those of the organization come first."""
    scene.org.settings["workflow_permissions"].values = GROUPS["workflow_permissions"]
    owner.settings["permissions"].values["allowed_actions"] = "selected"


def plain(value):
    """Return a model's member as JSON has it."""
    return list(value) if isinstance(value, tuple) else value


def get(operation, group):
    """Return the check that the values are those of the server."""

    def check(scene):
        owner, values = owner_and_values(scene, operation, group)
        allow(scene, owner)
        owner.settings[group].values = dict(values)
        found = yield arguments()
        expected = dict(values)
        if "sha_pinning_required" in values and not scene.has("ghes-3.19"):
            expected["sha_pinning_required"] = None
        assert {name: plain(getattr(found, name)) for name in values} == expected
        for link in ("selected_actions_url", "selected_repositories_url"):
            selected = values.get(
                "allowed_actions" if "actions" in link else "enabled_repositories"
            )
            url = getattr(found, link, None)
            assert (url is not None) == (selected == "selected")
            assert url is None or url.startswith(scene.github.url)
        if group == "retention":
            assert found.maximum_allowed_days == (400 if owner is scene.org else 90)

    return check


def set_(operation, group):
    """Return the check that the server has the values, and resets omitted ones."""

    def check(scene):
        owner, values = owner_and_values(scene, operation, group)
        allow(scene, owner)
        yield arguments(**values)
        assert owner.settings[group].values == values
        (first, value), *omitted = values.items()
        yield arguments(**{first: value})
        defaults = owner.settings[group].defaults
        assert owner.settings[group].values == {
            first: value,
            **{name: defaults[name] for name, _ in omitted},
        }

    return check


def list_repositories(group):
    """Return the check that only the selected ones are listed."""

    def check(scene):
        selection = select(scene, group, scene.repo)
        scene.github.add_repo("octo-org/other")
        (found,) = yield arguments()
        assert {found.id} == selection.repositories

    return check


def set_repositories(group):
    """Return the check that the list is replaced."""

    def check(scene):
        selection = select(scene, group, scene.repo)
        other = scene.github.add_repo("octo-org/other")
        yield arguments(selected_repository_ids=[other.id])
        assert selection.repositories == {other.id}
        yield arguments(selected_repository_ids=[])
        assert selection.repositories == set()

    return check


def add_repository(group):
    """Return the check that a repository is added, once."""

    def check(scene):
        selection = select(scene, group)
        for _ in range(2):
            yield arguments(scene.repo.id)
            assert selection.repositories == {scene.repo.id}

    return check


def remove_repository(group):
    """Return the check that a repository is removed, and others stay."""

    def check(scene):
        other = scene.github.add_repo("octo-org/other")
        selection = select(scene, group, scene.repo, other)
        yield arguments(other.id)
        assert selection.repositories == {scene.repo.id}

    return check


def select(scene, group, *repositories):
    """Enable a group for some repositories only, and return its settings."""
    settings = scene.org.settings[group]
    settings.values["enabled_repositories"] = "selected"
    settings.repositories = {repo.id for repo in repositories}
    return settings


LISTS = {
    "list": list_repositories,
    "set": set_repositories,
    "add": add_repository,
    "remove": remove_repository,
}


def _register():
    for operation in OPERATIONS.values():
        if not operation.tag.endswith("-settings"):
            continue
        group, *inner, verb = operation.name.split(".")
        if inner:
            check = LISTS[verb](group)
        else:
            check = (get if verb == "get" else set_)(operation, group)
        checks(operation.id)(check)


_register()
