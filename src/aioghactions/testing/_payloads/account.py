"""Users and teams."""

from typing import Any

from aioghactions.testing._payloads.context import Context
from aioghactions.testing._state.account import FakeTeam, FakeUser
from aioghactions.testing._state.ids import node_id


def user_payload(account: FakeUser, context: Context) -> dict[str, Any]:
    """Return the payload of a user."""
    url = f"{context.api}/users/{account.login}"
    return context.edition.trim("SimpleUser", {
        "login": account.login,
        "id": account.id,
        "node_id": node_id(account.type, account.id),
        "avatar_url": f"{context.html}/avatars/u/{account.id}?v=4",
        "gravatar_id": "",
        "url": url,
        "html_url": f"{context.html}/{account.login}",
        "followers_url": f"{url}/followers",
        "following_url": f"{url}/following{{/other_user}}",
        "gists_url": f"{url}/gists{{/gist_id}}",
        "starred_url": f"{url}/starred{{/owner}}{{/repo}}",
        "subscriptions_url": f"{url}/subscriptions",
        "organizations_url": f"{url}/orgs",
        "repos_url": f"{url}/repos",
        "events_url": f"{url}/events{{/privacy}}",
        "received_events_url": f"{url}/received_events",
        "type": account.type,
        "user_view_type": "public",
        "site_admin": False,
    })  # fmt: skip


def team_payload(team: FakeTeam, context: Context) -> dict[str, Any]:
    """Return the payload of a team among reviewers."""
    url = f"{context.api}/organizations/{team.organization.id}/team/{team.id}"
    html = f"{context.html}/orgs/{team.organization.login}/teams/{team.slug}"
    return context.edition.trim("Team", {
        "id": team.id,
        "node_id": node_id("Team", team.id),
        "name": team.name,
        "slug": team.slug,
        "description": None,
        "privacy": "closed",
        "notification_setting": "notifications_enabled",
        "permission": "pull",
        "url": url,
        "html_url": html,
        "members_url": f"{url}/members{{/member}}",
        "repositories_url": f"{url}/repos",
        "type": "organization",
        "organization_id": team.organization.id,
        "parent": None,
    })  # fmt: skip
