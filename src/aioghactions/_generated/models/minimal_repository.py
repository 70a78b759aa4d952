# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``MinimalRepository``, and how it is made of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import field, frozen

from aioghactions._json.frozen import EMPTY, freeze_object
from aioghactions._json.model_support import (
    array,
    instant,
    member_names,
    members,
    unknown,
    writable,
)
from aioghactions._json.sharing import Memo, shared

from .code_of_conduct import CodeOfConduct, structure_code_of_conduct
from .pull_request_creation_policy import PullRequestCreationPolicy
from .repository_license import RepositoryLicense, structure_repository_license
from .repository_permissions import (
    RepositoryPermissions,
    structure_repository_permissions,
)
from .security_and_analysis import SecurityAndAnalysis, structure_security_and_analysis
from .simple_user import SimpleUser, structure_simple_user


@frozen(kw_only=True)
class MinimalRepository:
    """A repository in short form, often only its names and URLs."""

    id: int
    """Numeric id of the repository, unique on its server."""

    node_id: str
    """GraphQL id of the repository."""

    name: str
    """Name without the owner."""

    full_name: str
    """Owner and name, such as ``octocat/Hello-World``."""

    owner: SimpleUser
    """Account that owns it."""

    private: bool
    """Whether it is not public."""

    html_url: str
    """Web page of the repository."""

    description: str | None
    """Description of the repository."""

    fork: bool
    """Whether it is a fork."""

    url: str
    """API URL of the repository."""

    archive_url: str
    """URL template for archives of a git ref."""

    assignees_url: str
    """URL template for possible assignees."""

    blobs_url: str
    """URL template for git blobs."""

    branches_url: str
    """URL template for branches."""

    collaborators_url: str
    """URL template for collaborators."""

    comments_url: str
    """URL template for commit comments."""

    commits_url: str
    """URL template for commits."""

    compare_url: str
    """URL template for comparing two git refs."""

    contents_url: str
    """URL template for files."""

    contributors_url: str
    """API URL of the contributors."""

    deployments_url: str
    """API URL of the deployments."""

    downloads_url: str
    """API URL of the downloads."""

    events_url: str
    """API URL of the events."""

    forks_url: str
    """API URL of the forks."""

    git_commits_url: str
    """URL template for git commits."""

    git_refs_url: str
    """URL template for git refs."""

    git_tags_url: str
    """URL template for git tags."""

    git_url: str | None = None
    """URL for the git protocol; not a valid URL in every response."""

    issue_comment_url: str
    """URL template for comments on issues."""

    issue_events_url: str
    """URL template for events of issues."""

    issues_url: str
    """URL template for issues."""

    keys_url: str
    """URL template for deploy keys."""

    labels_url: str
    """URL template for labels."""

    languages_url: str
    """API URL of the languages."""

    merges_url: str
    """API URL that merges branches."""

    milestones_url: str
    """URL template for milestones."""

    notifications_url: str
    """URL template for notifications."""

    pulls_url: str
    """URL template for pull requests."""

    releases_url: str
    """URL template for releases."""

    ssh_url: str | None = None
    """SSH address for git, in the form ``git@host:path``."""

    stargazers_url: str
    """API URL of the stargazers."""

    statuses_url: str
    """URL template for commit statuses."""

    subscribers_url: str
    """API URL of the watchers."""

    subscription_url: str
    """API URL of the authenticated user's subscription."""

    tags_url: str
    """API URL of the tags."""

    teams_url: str
    """API URL of the teams."""

    trees_url: str
    """URL template for git trees."""

    clone_url: str | None = None
    """URL for git over HTTPS."""

    mirror_url: str | None = None
    """URL that it is mirrored from."""

    hooks_url: str
    """API URL of the webhooks."""

    svn_url: str | None = None
    """URL for Subversion."""

    homepage: str | None = None
    """URL of its home page."""

    language: str | None = None
    """Main programming language; null if none is detected."""

    forks_count: int | None = None
    """Number of forks."""

    stargazers_count: int | None = None
    """Number of stars."""

    watchers_count: int | None = None
    """Same as ``stargazers_count``, for older clients."""

    size: int | None = None
    """Size in kilobytes, updated hourly; 0 right after creation."""

    default_branch: str | None = None
    """Branch that is checked out by default."""

    open_issues_count: int | None = None
    """Number of open issues and pull requests."""

    is_template: bool | None = None
    """Whether it is a template for new repositories."""

    topics: tuple[str, ...] | None = None
    """Topics of the repository."""

    has_issues: bool | None = None
    """Whether issues are turned on."""

    has_projects: bool | None = None
    """Whether projects are turned on."""

    has_wiki: bool | None = None
    """Whether the wiki is turned on."""

    has_pages: bool | None = None
    """Whether it has a Pages site."""

    has_downloads: bool | None = None
    """Whether downloads are turned on; removed in API version 2026-03-10."""

    has_discussions: bool | None = None
    """Whether discussions are turned on."""

    has_pull_requests: bool | None = None
    """Whether pull requests are turned on."""

    pull_request_creation_policy: PullRequestCreationPolicy | None = None
    """Who may open pull requests."""

    archived: bool | None = None
    """Whether it is archived, which makes it read-only."""

    disabled: bool | None = None
    """Whether GitHub has disabled it."""

    visibility: str | None = None
    """Visibility: ``public``, ``private`` or ``internal``."""

    pushed_at: datetime | None = None
    """When it was last pushed to; null if never."""

    created_at: datetime | None = None
    """When it was created."""

    updated_at: datetime | None = None
    """When it was last changed."""

    permissions: RepositoryPermissions | None = None
    """Permissions of the authenticated user."""

    template_repository: MinimalRepository | None = None
    """Template that it was created from; only on GitHub Enterprise Server 2.22."""

    role_name: str | None = None
    """Role of the authenticated user, such as ``write``."""

    temp_clone_token: str | None = field(default=None, repr=False)
    """Short-lived token for cloning. Keep it secret."""

    delete_branch_on_merge: bool | None = None
    """Whether merged branches are deleted."""

    subscribers_count: int | None = None
    """Number of watchers."""

    network_count: int | None = None
    """Number of repositories in its fork network."""

    code_of_conduct: CodeOfConduct | None = None
    """Code of conduct."""

    license: RepositoryLicense | None = None
    """License; null if none is detected."""

    forks: int | None = None
    """Same as ``forks_count``, for older clients."""

    open_issues: int | None = None
    """Same as ``open_issues_count``, for older clients."""

    watchers: int | None = None
    """Same as ``stargazers_count``, for older clients."""

    allow_forking: bool | None = None
    """Whether it may be forked."""

    web_commit_signoff_required: bool | None = None
    """Whether commits made on the web must be signed off."""

    security_and_analysis: SecurityAndAnalysis | None = None
    """Status of the security features; only for administrators."""

    custom_properties: Mapping[str, Any] | None = None
    """Values of the organization's custom properties, by name. Since GitHub
    Enterprise Server 3.18.
    """

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(MinimalRepository)
_PULL_REQUEST_CREATION_POLICY: Final = members(PullRequestCreationPolicy)
_Draft: Final = writable(MinimalRepository)


@shared("MinimalRepository")
def structure_minimal_repository(data: Any, memo: Memo) -> MinimalRepository:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.id = data["id"]
    draft.node_id = data["node_id"]
    draft.name = data["name"]
    draft.full_name = data["full_name"]
    draft.owner = structure_simple_user(data["owner"], memo)
    draft.private = data["private"]
    draft.html_url = data["html_url"]
    draft.description = data["description"]
    draft.fork = data["fork"]
    draft.url = data["url"]
    draft.archive_url = data["archive_url"]
    draft.assignees_url = data["assignees_url"]
    draft.blobs_url = data["blobs_url"]
    draft.branches_url = data["branches_url"]
    draft.collaborators_url = data["collaborators_url"]
    draft.comments_url = data["comments_url"]
    draft.commits_url = data["commits_url"]
    draft.compare_url = data["compare_url"]
    draft.contents_url = data["contents_url"]
    draft.contributors_url = data["contributors_url"]
    draft.deployments_url = data["deployments_url"]
    draft.downloads_url = data["downloads_url"]
    draft.events_url = data["events_url"]
    draft.forks_url = data["forks_url"]
    draft.git_commits_url = data["git_commits_url"]
    draft.git_refs_url = data["git_refs_url"]
    draft.git_tags_url = data["git_tags_url"]
    draft.issue_comment_url = data["issue_comment_url"]
    draft.issue_events_url = data["issue_events_url"]
    draft.issues_url = data["issues_url"]
    draft.keys_url = data["keys_url"]
    draft.labels_url = data["labels_url"]
    draft.languages_url = data["languages_url"]
    draft.merges_url = data["merges_url"]
    draft.milestones_url = data["milestones_url"]
    draft.notifications_url = data["notifications_url"]
    draft.pulls_url = data["pulls_url"]
    draft.releases_url = data["releases_url"]
    draft.stargazers_url = data["stargazers_url"]
    draft.statuses_url = data["statuses_url"]
    draft.subscribers_url = data["subscribers_url"]
    draft.subscription_url = data["subscription_url"]
    draft.tags_url = data["tags_url"]
    draft.teams_url = data["teams_url"]
    draft.trees_url = data["trees_url"]
    draft.hooks_url = data["hooks_url"]
    if len(data) == 46:
        # Nothing but these, as nearly always: do not look for the rest.
        draft.git_url = draft.ssh_url = None
        draft.clone_url = draft.mirror_url = None
        draft.svn_url = draft.homepage = None
        draft.language = draft.forks_count = None
        draft.stargazers_count = draft.watchers_count = None
        draft.size = draft.default_branch = None
        draft.open_issues_count = draft.is_template = None
        draft.topics = draft.has_issues = None
        draft.has_projects = draft.has_wiki = None
        draft.has_pages = draft.has_downloads = None
        draft.has_discussions = draft.has_pull_requests = None
        draft.pull_request_creation_policy = draft.archived = None
        draft.disabled = draft.visibility = None
        draft.pushed_at = draft.created_at = None
        draft.updated_at = draft.permissions = None
        draft.template_repository = draft.role_name = None
        draft.temp_clone_token = draft.delete_branch_on_merge = None
        draft.subscribers_count = draft.network_count = None
        draft.code_of_conduct = draft.license = None
        draft.forks = draft.open_issues = None
        draft.watchers = draft.allow_forking = None
        draft.web_commit_signoff_required = draft.security_and_analysis = None
        draft.custom_properties = None
        draft.extra = EMPTY
    else:
        draft.git_url = data.get("git_url")
        draft.ssh_url = data.get("ssh_url")
        draft.clone_url = data.get("clone_url")
        draft.mirror_url = data.get("mirror_url")
        draft.svn_url = data.get("svn_url")
        draft.homepage = data.get("homepage")
        draft.language = data.get("language")
        draft.forks_count = data.get("forks_count")
        draft.stargazers_count = data.get("stargazers_count")
        draft.watchers_count = data.get("watchers_count")
        draft.size = data.get("size")
        draft.default_branch = data.get("default_branch")
        draft.open_issues_count = data.get("open_issues_count")
        draft.is_template = data.get("is_template")
        draft.topics = (
            None if (value := data.get("topics")) is None else tuple(array(value))
        )
        draft.has_issues = data.get("has_issues")
        draft.has_projects = data.get("has_projects")
        draft.has_wiki = data.get("has_wiki")
        draft.has_pages = data.get("has_pages")
        draft.has_downloads = data.get("has_downloads")
        draft.has_discussions = data.get("has_discussions")
        draft.has_pull_requests = data.get("has_pull_requests")
        draft.pull_request_creation_policy = (
            None
            if (value := data.get("pull_request_creation_policy")) is None
            else _PULL_REQUEST_CREATION_POLICY[value]
        )
        draft.archived = data.get("archived")
        draft.disabled = data.get("disabled")
        draft.visibility = data.get("visibility")
        draft.pushed_at = (
            None if (value := data.get("pushed_at")) is None else instant(value)
        )
        draft.created_at = (
            None if (value := data.get("created_at")) is None else instant(value)
        )
        draft.updated_at = (
            None if (value := data.get("updated_at")) is None else instant(value)
        )
        draft.permissions = (
            None
            if (value := data.get("permissions")) is None
            else structure_repository_permissions(value, memo)
        )
        draft.template_repository = (
            None
            if (value := data.get("template_repository")) is None
            else structure_minimal_repository(value, memo)
        )
        draft.role_name = data.get("role_name")
        draft.temp_clone_token = data.get("temp_clone_token")
        draft.delete_branch_on_merge = data.get("delete_branch_on_merge")
        draft.subscribers_count = data.get("subscribers_count")
        draft.network_count = data.get("network_count")
        draft.code_of_conduct = (
            None
            if (value := data.get("code_of_conduct")) is None
            else structure_code_of_conduct(value, memo)
        )
        draft.license = (
            None
            if (value := data.get("license")) is None
            else structure_repository_license(value, memo)
        )
        draft.forks = data.get("forks")
        draft.open_issues = data.get("open_issues")
        draft.watchers = data.get("watchers")
        draft.allow_forking = data.get("allow_forking")
        draft.web_commit_signoff_required = data.get("web_commit_signoff_required")
        draft.security_and_analysis = (
            None
            if (value := data.get("security_and_analysis")) is None
            else structure_security_and_analysis(value, memo)
        )
        draft.custom_properties = (
            None
            if (value := data.get("custom_properties")) is None
            else freeze_object(value)
        )
        draft.extra = EMPTY if _MEMBERS.issuperset(data) else unknown(data, _MEMBERS)
    draft.__class__ = MinimalRepository
    model: MinimalRepository = draft
    return model
