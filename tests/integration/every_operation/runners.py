"""Self-hosted runners, of a repository and of an organization alike."""

from .scene import given, shows


def shows_for_both(operation):
    """Register a show for the repository's operation and the organization's."""

    def register(show):
        shows(operation.format(of="repo"))(lambda scene: show(scene, scene.repo))
        shows(operation.format(of="org"))(lambda scene: show(scene, scene.org))
        return show

    return register


@shows_for_both("list-self-hosted-runners-for-{of}")
def list_all(scene, place):
    """All of them; by name where the server knows how."""
    first, second = (place.add_runner(name) for name in ("mona-1", "mona-2"))
    assert [runner.id for runner in (yield given())] == [first.id, second.id]
    if scene.has("ghes-3.17"):
        (found,) = yield given(name="mona-2")
        assert found.id == second.id


@shows_for_both("list-runner-applications-for-{of}")
def list_applications(scene, _place):
    """What to install, on which system."""
    found = yield given()
    assert {(app.os, app.architecture) for app in found} > {("linux", "x64")}
    (linux,) = (app for app in found if (app.os, app.architecture) == ("linux", "x64"))
    assert linux.download_url.endswith(f"/{linux.filename}")
    assert (linux.sha256_checksum is None) == (not scene.has("ghes-3.5"))


@shows_for_both("create-registration-token-for-{of}")
def create_registration_token(scene, place):
    """With it an agent registers, for an hour; it is in no repr."""
    made = yield given()
    now = scene.github.world.now()
    assert 3599 <= made.expires_at.timestamp() - now <= 3600
    runner = place.pool.register(made.token, "mona-1", now)
    assert place.pool.runners == {runner.id: runner}


@shows_for_both("create-remove-token-for-{of}")
def create_remove_token(scene, place):
    """With it an agent leaves, for an hour."""
    made = yield given()
    assert place.pool.tokens[made.token].purpose == "remove"
    assert 3599 <= made.expires_at.timestamp() - scene.github.world.now() <= 3600


@shows_for_both("get-self-hosted-runner-for-{of}")
def get(scene, place):
    """What it is, what it does and what it takes."""
    runner = place.add_runner(
        "mona-1", os="macos", status="offline", busy=True, labels=["gpu"]
    )
    found = yield given(runner.id)
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


@shows_for_both("delete-self-hosted-runner-from-{of}")
def delete(_scene, place):
    """It is gone."""
    runner, other = (place.add_runner(name) for name in ("mona-1", "mona-2"))
    yield given(runner.id)
    assert list(place.pool.runners.values()) == [other]
