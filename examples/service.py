"""A web service that reports whether a repository's main branch is green.

Run it as `python examples/service.py`, then `curl localhost:8080/octo-org/hello`.

One client for the whole process; errors become HTTP responses in the handler.
"""

from collections.abc import AsyncIterator

from aiohttp import web

import aioghactions as gha

GITHUB = web.AppKey("github", gha.Client)
# By default a call may take 20 minutes, which is too long for a web page.
PATIENCE = gha.Patience(deadline=10, attempts=2, longest_limit_wait=5)


async def is_green(request: web.Request) -> web.Response:
    repo = request.app[GITHUB].repo(**request.match_info)
    try:
        latest = await repo.runs.list(branch="main", status="completed").first()
    except gha.NotFoundError as error:
        raise web.HTTPNotFound(text=str(error)) from None
    except gha.RateLimitError as error:
        text = f"try after {error.retry_at}"
        raise web.HTTPServiceUnavailable(text=text) from None
    except gha.GitHubActionsError as error:
        raise web.HTTPBadGateway(text=str(error)) from None
    green = latest is not None and latest.conclusion == "success"
    return web.json_response({"green": green})


async def health(request: web.Request) -> web.Response:
    """Answer without a request to GitHub: a probe must spend no quota."""
    limits = request.app[GITHUB].rate_limits
    return web.json_response({name: limit.remaining for name, limit in limits.items()})


def application(client: gha.Client) -> web.Application:
    """Return the service; it opens ``client`` at startup and closes it at shutdown."""

    async def github(app: web.Application) -> AsyncIterator[None]:
        async with client:
            app[GITHUB] = client
            yield

    app = web.Application()
    app.cleanup_ctx.append(github)
    app.router.add_get("/health", health)
    app.router.add_get("/{owner}/{repo}", is_green)
    return app


if __name__ == "__main__":
    github_client = gha.Client.from_env(patience=PATIENCE)
    web.run_app(application(github_client), host="127.0.0.1")
