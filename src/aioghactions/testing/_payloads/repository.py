"""Repositories in runs and in lists."""

from typing import Any, Final

from aioghactions.testing._payloads.account import user_payload
from aioghactions.testing._payloads.context import Context
from aioghactions.testing._state.ids import node_id
from aioghactions.testing._state.instant import iso
from aioghactions.testing._state.repository import FakeRepository
from aioghactions.testing.edition import NEWEST_VERSION

# The URLs in the payload, relative to the API URL of the repository.
_URLS: Final = {
    "forks_url": "/forks",
    "keys_url": "/keys{/key_id}",
    "collaborators_url": "/collaborators{/collaborator}",
    "teams_url": "/teams",
    "hooks_url": "/hooks",
    "issue_events_url": "/issues/events{/number}",
    "events_url": "/events",
    "assignees_url": "/assignees{/user}",
    "branches_url": "/branches{/branch}",
    "tags_url": "/tags",
    "blobs_url": "/git/blobs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "trees_url": "/git/trees{/sha}",
    "statuses_url": "/statuses/{sha}",
    "languages_url": "/languages",
    "stargazers_url": "/stargazers",
    "contributors_url": "/contributors",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "commits_url": "/commits{/sha}",
    "git_commits_url": "/git/commits{/sha}",
    "comments_url": "/comments{/number}",
    "issue_comment_url": "/issues/comments{/number}",
    "contents_url": "/contents/{+path}",
    "compare_url": "/compare/{base}...{head}",
    "merges_url": "/merges",
    "archive_url": "/{archive_format}{/ref}",
    "downloads_url": "/downloads",
    "issues_url": "/issues{/number}",
    "pulls_url": "/pulls{/number}",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "labels_url": "/labels{/name}",
    "releases_url": "/releases{/id}",
    "deployments_url": "/deployments",
}


def repository_payload(repo: FakeRepository, context: Context) -> dict[str, Any]:
    """Return the payload of a repository in a run."""
    url = context.repo_api(repo)
    return {
        "id": repo.id,
        "node_id": node_id("Repository", repo.id),
        "name": repo.name,
        "full_name": repo.full_name,
        "private": repo.private,
        "owner": user_payload(repo.owner, context),
        "html_url": context.repo_html(repo),
        "description": None,
        "fork": False,
        "url": url,
        **{member: url + path for member, path in _URLS.items()},
    }


def listed_repository_payload(repo: FakeRepository, context: Context) -> dict[str, Any]:
    """Return the payload of a repository in a list."""
    html = context.repo_html(repo)
    changed = iso(repo.created_at)
    payload = repository_payload(repo, context) | {
        "git_url": f"git:{html.partition(':')[2]}.git",
        "ssh_url": f"git@{html.partition('://')[2].replace('/', ':', 1)}.git",
        "clone_url": f"{html}.git",
        "svn_url": html,
        "mirror_url": None,
        "homepage": None,
        "language": None,
        "forks_count": 0,
        "stargazers_count": 0,
        "watchers_count": 0,
        "size": 108,
        "default_branch": repo.default_branch,
        "open_issues_count": 0,
        "is_template": False,
        "topics": ["actions"],
        "has_issues": True,
        "has_projects": True,
        "has_wiki": True,
        "has_pages": False,
        "has_downloads": True,
        "has_discussions": False,
        "archived": repo.archived,
        "disabled": repo.disabled,
        "allow_forking": True,
        "web_commit_signoff_required": False,
        "visibility": "private" if repo.private else "public",
        "pushed_at": changed,
        "created_at": changed,
        "updated_at": changed,
        "permissions": {
            "admin": True, "maintain": True, "push": True, "triage": True, "pull": True
        },
        "license": None,
        "forks": 0,
        "open_issues": 0,
        "watchers": 0,
        "custom_properties": {},
    }  # fmt: skip
    if context.version == NEWEST_VERSION:
        del payload["has_downloads"]
    return context.edition.trim("MinimalRepository", payload)
