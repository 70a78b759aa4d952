"""Serve the corpus on loopback from another process.

nginx is used if it is installed, since it takes the least CPU; otherwise, and with a
latency, a server in Python.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
PATIENCE = 10.0
# There are a thousand documents, selected by the last three digits.
SINGLE = "^/repos/octo-org/[^/]+/actions/runs/[0-9]*?0*(0|[1-9][0-9]{0,2})$"

# The headers of api.github.com, with values of about the same length.
HEADERS = {
    "Content-Type": "application/json; charset=utf-8",
    "Cache-Control": "private, max-age=60, s-maxage=60",
    "Vary": "Accept, Authorization, Cookie, Accept-Encoding, X-Requested-With",
    "ETag": 'W/"4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"',
    "X-OAuth-Scopes": "repo, workflow",
    "X-Accepted-OAuth-Scopes": "repo",
    "X-GitHub-Media-Type": "github.v3; format=json",
    "x-github-api-version-selected": "2022-11-28",
    "X-RateLimit-Limit": "5000",
    "X-RateLimit-Remaining": "4999",
    "X-RateLimit-Used": "1",
    "X-RateLimit-Resource": "core",
    "Access-Control-Expose-Headers": "ETag, Link, Location, Retry-After, "
    "X-GitHub-OTP, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Used, "
    "X-RateLimit-Resource, X-RateLimit-Reset, X-OAuth-Scopes, "
    "X-Accepted-OAuth-Scopes, X-Poll-Interval, X-GitHub-Media-Type, Deprecation, "
    "Sunset, X-GitHub-SSO, X-GitHub-Request-Id",
    "Access-Control-Allow-Origin": "*",
    "Strict-Transport-Security": "max-age=31536000; includeSubdomains; preload",
    "X-Frame-Options": "deny",
    "X-Content-Type-Options": "nosniff",
    "X-XSS-Protection": "0",
    "Referrer-Policy": "origin-when-cross-origin",
    "Content-Security-Policy": "default-src none",
    "X-GitHub-Request-Id": "C0DE:1A2B3:4C5D6E:7F8091:665544AA",
}


def name(*, latency: float = 0.0) -> str:
    """Return the name of the server."""
    return "nginx" if NGINX and not latency else "a server in Python"


@contextmanager
def serving(corpus: Path, *, latency: float = 0.0) -> Generator[str]:
    """Serve ``corpus``; yield the URL.

    Args:
        corpus: The folder written by :func:`tests.bench.corpus.write`.
        latency: Seconds until each response.
    """
    now = int(time.time())  # noqa: TID251 - the clients use real time
    headers = HEADERS | {"X-RateLimit-Reset": str(now + 3600)}
    port = _free_port()
    if NGINX and not latency:
        config = corpus / "nginx.conf"
        config.write_text(_configuration(corpus, port, headers), "utf-8")
        command = [NGINX, "-p", str(corpus), "-c", str(config), "-e", "stderr"]
    else:
        (corpus / "headers.json").write_text(json.dumps(headers), "utf-8")
        program = Path(__file__).with_name("python_server.py")
        command = [sys.executable, str(program), str(corpus), str(port), str(latency)]
    with subprocess.Popen(command) as process:  # noqa: S603 - our own command
        try:
            _wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(int(PATIENCE / 0.02)):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError("the server does not start")


def _configuration(corpus: Path, port: int, headers: dict[str, str]) -> str:
    lines = "\n".join(
        f"add_header {header} '{value}';"
        for header, value in headers.items()
        if header != "Content-Type"
    )
    links = "\n".join(
        f"{file.parent.name}:{file.stem} '{file.read_text('utf-8')}';"
        for file in (corpus / "lists").glob("*/*.link")
    )
    scratch = "\n".join(
        f"{kind}_temp_path {corpus}/scratch;"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"""
daemon off;
worker_processes 1;
pid {corpus}/nginx.pid;
events {{ worker_connections 512; }}
http {{
    access_log off;
    etag off;
    keepalive_requests 10000000;
    open_file_cache max=4000;
    open_file_cache_valid 10m;
    {scratch}
    types {{ }}
    default_type '{headers["Content-Type"]}';
    map $arg_page $number {{ '' 1; default $arg_page; }}
    map $pages:$number $link {{ {links} }}
    server {{
        listen 127.0.0.1:{port};
        location ~ '{SINGLE}' {{
            alias {corpus}/runs/$1.json;
            {lines}
        }}
        location ~ '^/repos/octo-org/list-(?<pages>[0-9a-z.-]+)/actions/runs$' {{
            alias {corpus}/lists/$pages/$number.json.gz;
            {lines}
            add_header Content-Encoding gzip;
            add_header Link $link;
        }}
    }}
}}
"""
