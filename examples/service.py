"""A web service that says whether a repository's main branch is green.

Run it as `python examples/service.py`, then `curl localhost:8080/octo-org/hello`.

One client for the whole process; errors become HTTP answers at the edge.
"""

from collections.abc import AsyncIterator

from aiohttp import web

import aioghactions as gha

GITHUB = web.AppKey("github", gha.Client)


async def is_green(request: web.Request) -> web.Response:
    repo = request.app[GITHUB].repo(**request.match_info)
    try:
        latest = await repo.runs.list(branch="main", status="completed").first()
    except gha.NotFoundError as error:
        raise web.HTTPNotFound(text=str(error)) from None
    except gha.RateLimitError as error:
        text = f"try after {error.retry_at}"
        raise web.HTTPServiceUnavailable(text=text) from None
    green = latest is not None and latest.conclusion == "success"
    return web.json_response({"green": green})


def application(client: gha.Client) -> web.Application:
    """Return the service; it opens ``client`` when it starts."""

    async def github(app: web.Application) -> AsyncIterator[None]:
        async with client:
            app[GITHUB] = client
            yield

    app = web.Application()
    app.cleanup_ctx.append(github)
    app.router.add_get("/{owner}/{repo}", is_green)
    return app


if __name__ == "__main__":
    web.run_app(application(gha.Client.from_env()), host="127.0.0.1")
