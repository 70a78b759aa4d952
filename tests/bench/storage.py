"""A server that redirects to a file on another origin, in another process.

nginx is used if it is installed, since it takes the least CPU; otherwise Python.
"""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

PATH = "/repos/octo-org/hello/actions/jobs/1/logs"
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
_CONFIGURATION = """
daemon off; worker_processes 1; pid {folder}/pid; error_log stderr crit;
events {{ worker_connections 64; }}
http {{
    access_log off; sendfile on; tcp_nopush on; default_type text/plain;
    client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{ listen 127.0.0.1:{api};
              location / {{ return 302 http://127.0.0.1:{storage}/log?sig=x; }} }}
    server {{ listen 127.0.0.1:{storage}; root {root}; }}
}}
"""


def name() -> str:
    """Return the name of the server."""
    return "nginx" if NGINX else "a server in Python"


@contextmanager
def serving(root: Path, folder: Path) -> Generator[str]:
    """Serve the file ``log`` in ``root``; yield the URL of the API.

    Args:
        root: The folder of the file.
        folder: The folder for files of the server.
    """
    api, storage = _free_port(), _free_port()
    if NGINX:
        text = _CONFIGURATION.format(folder=folder, root=root, api=api, storage=storage)
        configuration = folder / "nginx.conf"
        configuration.write_text(text, "utf-8")
        command = [NGINX, "-p", str(folder), "-c", str(configuration), "-e", "stderr"]
    else:
        command = [sys.executable, __file__, str(root), str(api), str(storage)]
    with subprocess.Popen(command) as process:  # noqa: S603 - our own command
        try:
            for port in (api, storage):
                _wait_for(port, process)
            yield f"http://127.0.0.1:{api}"
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            if process.poll() is not None:
                raise RuntimeError("the server has ended") from None
            time.sleep(0.02)
        else:
            return
    raise RuntimeError("the server does not listen")


async def _serve(root: str, api: str, storage: str) -> None:
    async def log(_: web.BaseRequest) -> web.StreamResponse:
        return web.FileResponse(Path(root) / "log")

    async def link(_: web.BaseRequest) -> web.StreamResponse:
        location = f"http://127.0.0.1:{storage}/log?sig=x"
        return web.Response(status=302, headers={"Location": location})

    for handler, port in ((link, api), (log, storage)):
        runner = web.ServerRunner(web.Server(handler))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", int(port)).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    import asyncio

    from aiohttp import web

    asyncio.run(_serve(*sys.argv[1:]))
