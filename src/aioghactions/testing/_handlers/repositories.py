"""Lists of repositories, and the rate limits of a token."""

from collections.abc import Iterable

from aioghactions.testing._handlers.lookup import existing
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import (
    HTTPError,
    Response,
    invalid,
    ok,
)
from aioghactions.testing._payloads.repository import listed_repository_payload
from aioghactions.testing._state.instant import iso
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.repository import FakeRepository
from aioghactions.testing.edition import NEWEST_VERSION


def of_organization(request: Request, org: FakeOrganization) -> Response:
    """List the repositories of an organization that the sender may see."""
    found = [repo for repo in org.repositories if _sees(request, repo)]
    return _page(request, _of_type(request, found), default="created")


def of_user(request: Request) -> Response:
    """List the repositories that a user may access."""
    query = request.query
    if "type" in query and query.keys() & {"visibility", "affiliation"}:
        raise invalid(message="If you specify visibility or affiliation, you cannot "
                      "specify type.")  # fmt: skip
    login = request.caller.user.login
    kinds = query.get("affiliation", "owner,collaborator,organization_member")
    wanted = {kind.strip() for kind in kinds.split(",")}
    found = [
        repo
        for repo in request.directory.repositories.by_id.values()
        if not repo.hidden and _affiliation(repo, login) in wanted
        if query.get("since", "") <= iso(repo.created_at)
        if iso(repo.created_at) <= query.get("before", "9")
    ]
    if query.get("type") in {"owner", "member"}:
        own = query["type"] == "owner"
        found = [repo for repo in found if (repo.owner.login == login) == own]
    return _page(request, _of_type(request, found), default="full_name")


def of_installation(request: Request) -> Response:
    """List the repositories that an installation may access."""
    installation = existing(request.caller.installation)
    every = request.directory.repositories.by_id.values()
    found = [repo for repo in every if request.caller.covers(repo)]
    response = _shown(request, found)
    selection = "all" if installation.repositories is None else "selected"
    return Response(
        200, {**response.payload, "repository_selection": selection}, response.headers
    )


def rate_limit(request: Request) -> Response:
    """Return the rate limits of a token."""
    resources = request.rate_limits()
    if not resources:
        raise HTTPError(404, "Rate limiting is not enabled.")
    if request.context.version == NEWEST_VERSION:
        return ok({"resources": resources})
    return ok({"resources": resources, "rate": resources["core"]})


def _sees(request: Request, repo: FakeRepository) -> bool:
    caller = request.caller
    if repo.hidden or not repo.private:
        return not repo.hidden
    return not caller.anonymous and caller.covers(repo)


def _affiliation(repo: FakeRepository, login: str) -> str:
    if repo.owner.login == login:
        return "owner"
    is_member = repo.owner.type == "Organization"
    return "organization_member" if is_member else "collaborator"


def _of_type(
    request: Request, repositories: Iterable[FakeRepository]
) -> list[FakeRepository]:
    wanted = {request.query.get("type", ""), request.query.get("visibility", "")}
    if "forks" in wanted:
        return []
    return [
        repo
        for repo in repositories
        if "public" not in wanted or not repo.private
        if "private" not in wanted or repo.private
    ]


def _page(
    request: Request, repositories: list[FakeRepository], *, default: str
) -> Response:
    sort = request.query.get("sort", default)
    by_name = sort == "full_name"
    ascending = request.query.get("direction", "asc" if by_name else "desc") == "asc"
    repositories.sort(
        key=lambda repo: (repo.full_name.lower() if by_name else "", repo.id),
        reverse=not ascending,
    )
    return _shown(request, repositories)


def _shown(request: Request, repositories: list[FakeRepository]) -> Response:
    context = request.context
    return page(
        request, repositories, lambda repo: listed_repository_payload(repo, context)
    )
