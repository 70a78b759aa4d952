"""Self-hosted runners of a repository and of an organization."""

from .scene import arguments, at, checks


def checks_for_both(operation):
    """Register a check for the repository's operation and the organization's."""

    def register(check):
        checks(operation.format(of="repo"))(lambda scene: check(scene, scene.repo))
        checks(operation.format(of="org"))(lambda scene: check(scene, scene.org))
        return check

    return register


@checks_for_both("list-self-hosted-runners-for-{of}")
def list_all(scene, owner):
    """All; by name if the server can filter."""
    first, second = (owner.add_runner(name) for name in ("mona-1", "mona-2"))
    assert [runner.id for runner in (yield arguments())] == [first.id, second.id]
    if scene.has("ghes-3.17"):
        (found,) = yield arguments(name="mona-2")
        assert found.id == second.id


@checks_for_both("list-runner-applications-for-{of}")
def list_applications(scene, _owner):
    """The runner application of each platform."""
    found = yield arguments()
    assert {(app.os, app.architecture) for app in found} > {("linux", "x64")}
    (linux,) = (app for app in found if (app.os, app.architecture) == ("linux", "x64"))
    assert linux.download_url.endswith(f"/{linux.filename}")
    assert (linux.sha256_checksum is None) == (not scene.has("ghes-3.5"))


@checks_for_both("create-registration-token-for-{of}")
def create_registration_token(scene, owner):
    """A runner registers with it for an hour."""
    token = yield arguments()
    now = scene.github.world.now()
    assert 3599 <= token.expires_at.timestamp() - now <= 3600
    runner = owner.pool.register(token.token, "mona-1", now)
    assert owner.pool.runners == {runner.id: runner}


@checks_for_both("create-remove-token-for-{of}")
def create_remove_token(scene, owner):
    """A runner is removed with it for an hour."""
    token = yield arguments()
    assert owner.pool.tokens[token.token].purpose == "remove"
    assert 3599 <= token.expires_at.timestamp() - scene.github.world.now() <= 3600


@checks_for_both("get-self-hosted-runner-for-{of}")
def get(scene, owner):
    """Its platform, status and labels."""
    runner = owner.add_runner(
        "mona-1", os="macos", status="offline", busy=True, labels=["gpu"]
    )
    found = yield arguments(runner.id)
    assert (found.id, found.name, found.os) == (runner.id, "mona-1", "macos")
    assert (found.status, found.busy) == ("offline", True)
    if scene.has("ghes-3.17"):
        assert [(label.name, label.type) for label in found.labels] == [
            ("self-hosted", "read-only"),
            ("macos", "read-only"),
            ("x64", "read-only"),
            ("gpu", "custom"),
        ]
        assert (found.runner_group_id, found.ephemeral) == (1, False)


@checks_for_both("delete-self-hosted-runner-from-{of}")
def delete(_scene, owner):
    """The runner no longer exists."""
    runner, other = (owner.add_runner(name) for name in ("mona-1", "mona-2"))
    yield arguments(runner.id)
    assert list(owner.pool.runners.values()) == [other]


def names(found):
    """Return the texts of labels."""
    return [label.name for label in found.labels]


STANDARD = ["self-hosted", "linux", "x64"]


@checks_for_both("list-labels-for-self-hosted-runner-for-{of}")
def list_labels(_scene, owner):
    """Those of the platform, then custom ones."""
    runner = owner.add_runner("mona-1", labels=["gpu"])
    found = yield arguments(runner.id)
    assert names(found) == [*STANDARD, "gpu"]
    assert found.total_count == 4
    assert found.labels[-1].type == "custom"


@checks_for_both("add-custom-labels-to-self-hosted-runner-for-{of}")
def add_labels(_scene, owner):
    """Labels that it has stay."""
    runner = owner.add_runner("mona-1", labels=["gpu"])
    assert names((yield arguments(runner.id, labels=["gpu", "large"]))) == [
        *STANDARD,
        "gpu",
        "large",
    ]
    assert runner.labels == ("gpu", "large")


@checks_for_both("set-custom-labels-for-self-hosted-runner-for-{of}")
def set_labels(_scene, owner):
    """Other custom labels are removed."""
    runner = owner.add_runner("mona-1", labels=["gpu"])
    assert names((yield arguments(runner.id, labels=["large"]))) == [*STANDARD, "large"]
    assert runner.labels == ("large",)


@checks_for_both("remove-custom-label-from-self-hosted-runner-for-{of}")
def remove_label(_scene, owner):
    """The other labels stay."""
    runner = owner.add_runner("mona-1", labels=["gpu", "large"])
    assert names((yield arguments(runner.id, "gpu"))) == [*STANDARD, "large"]


@checks_for_both("remove-all-custom-labels-from-self-hosted-runner-for-{of}")
def remove_all_labels(_scene, owner):
    """Those of the platform stay."""
    runner = owner.add_runner("mona-1", labels=["gpu", "large"])
    assert names((yield arguments(runner.id))) == STANDARD
    assert runner.labels == ()


@checks_for_both("generate-runner-jitconfig-for-{of}")
def generate_jit_config(_scene, owner):
    """An offline runner for one job; its configuration is no part of the repr."""
    found = yield arguments(name="mona-1", runner_group_id=1, labels=["gpu"])
    (runner,) = owner.pool.runners.values()
    assert (found.runner.id, found.runner.status) == (runner.id, "offline")
    assert runner.ephemeral
    assert runner.labels == ("gpu",)
    assert found.encoded_jit_config
    assert found.encoded_jit_config not in repr(found)


def end_of_life(scene):
    """The dates of a version; another one has none."""
    scene.github.world.end_of_life["2.320.0"] = (1_800_000_000.0, None)
    found = yield arguments("2.320.0")
    assert found.registration_deprecates_at == at(1_800_000_000)
    assert found.runtime_deprecates_at is None
    found = yield arguments("2.329.0")
    assert (found.runner_version, found.registration_deprecates_at) == ("2.329.0", None)


for _owner in ("repo", "org", "enterprise"):
    checks(f"get-runner-version-deprecation-for-{_owner}")(end_of_life)
