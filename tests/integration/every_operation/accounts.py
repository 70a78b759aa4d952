"""Apps, their installations, lists of repositories, deliveries and rate limits."""

from .scene import NEWEST_VERSION, arguments, at, checks


def add_hook(scene, operation):
    """Return the webhook that the operation is about."""
    if "-app-" in operation:
        return scene.app.hook
    owner = scene.org if "-org-" in operation else scene.repo
    hook = owner.add_hook()
    scene.hook = hook.id
    return hook


def deliveries_of(owner):
    """Register the checks of the deliveries of one kind of webhook."""
    listed = f"list-{owner}-webhook-deliveries"
    read = f"get-{owner}-webhook-delivery"
    sent = f"redeliver-{owner}-webhook-delivery"

    @checks(listed)
    def list_all(scene):
        hook = add_hook(scene, listed)
        old = hook.add_delivery(status_code=502)
        new = hook.add_delivery("ping", None, status_code=200)
        found = yield arguments()
        assert [it.id for it in found] == [new.id, old.id]
        assert [it.status_code for it in found] == [200, 502]
        assert (found[0].event, found[0].action) == ("ping", None)
        assert found[1].delivered_at == at(old.delivered_at)
        assert found[0].request is None
        (failed,) = yield arguments(status="failure")
        assert failed.guid == old.guid

    @checks(read)
    def get(scene):
        delivery = add_hook(scene, read).add_delivery(payload={"action": "completed"})
        found = yield arguments(delivery.id)
        assert found.guid == delivery.guid
        assert found.request.payload == {"action": "completed"}
        assert found.request.headers["X-GitHub-Delivery"] == delivery.guid
        assert found.response.payload == ""

    @checks(sent)
    def redeliver(scene):
        hook = add_hook(scene, sent)
        first = hook.add_delivery(status_code=502)
        assert (yield arguments(first.id)) is None
        _, second = hook.deliveries.values()
        assert (second.guid, second.is_redelivery) == (first.guid, True)


for kind in ("app", "org", "repo"):
    deliveries_of(kind)


def assert_is(found, installation):
    """Compare an installation with that of the server."""
    assert (found.id, found.app_slug) == (installation.id, "ci-bot")
    assert found.account.login == installation.account.login
    assert found.permissions["actions"] == "write"
    assert found.suspended_at is None


@checks("list-installations")
def list_installations(scene):
    """Of the App that sends the request."""
    (found,) = yield arguments()
    assert_is(found, scene.app.installation_in(scene.org.account))
    assert found.repository_selection == "all"


@checks("get-installation")
def get_installation(scene):
    """By its id."""
    installation = scene.app.installation_in(scene.org.account)
    assert_is((yield arguments(installation.id)), installation)


@checks("get-org-installation")
def get_org_installation(scene):
    """By the organization."""
    installation = scene.app.installation_in(scene.org.account)
    assert_is((yield arguments("octo-org")), installation)


@checks("get-repo-installation")
def get_repo_installation(scene):
    """By one of its repositories."""
    installation = scene.app.installation_in(scene.org.account)
    assert_is((yield arguments("octo-org", "hello")), installation)


@checks("list-repos-accessible-to-installation")
def list_accessible(scene):
    """Not those of other accounts."""
    scene.github.add_repo("other/hidden")
    (found,) = yield arguments()
    assert (found.full_name, found.private) == ("octo-org/hello", True)


@checks("list-repos-for-org")
def list_for_org(scene):
    """The newest first; archived ones are marked."""
    other = scene.github.add_repo("octo-org/other")
    other.archived = True
    scene.github.add_repo("elsewhere/third")
    found = yield arguments()
    assert [(it.name, it.archived) for it in found] == [
        ("other", True),
        ("hello", False),
    ]
    (private,) = yield arguments(type="private")
    assert private.name == "hello"


@checks("list-repos-for-authenticated-user")
def list_for_user(scene):
    """By name."""
    scene.github.add_repo("octo-org/another")
    found = yield arguments(affiliation="organization_member", visibility="all")
    assert [it.name for it in found] == ["another", "hello"]


@checks("get-rate-limit")
def get_rate_limit(scene):
    """Reading it does not count."""
    scene.github.spend(30)
    for _ in range(2):
        found = yield arguments()
        core = found.resources.core
        assert (core.limit, core.used, core.remaining) == (5_000, 30, 4_970)
        assert found.rate == (None if scene.api_version == NEWEST_VERSION else core)
        assert found.resources.search.used == 0
