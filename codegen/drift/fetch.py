"""Obtain the descriptions that GitHub publishes, through the npm client."""

import hashlib
import json
import re
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import IO, Final

from codegen.drift.description import Description, rank

PACKAGE: Final = "@octokit/openapi"
VERSION: Final = "23.0.2"
SHA256: Final = "71a18407dd5e8464f4e0525daf03deabbe65abd9287d6adc7b5d98f516cd0d0c"
_FOLDER: Final = "package/generated/"
_SERVER: Final = re.compile(rf"{_FOLDER}(ghes-\d+\.\d+)\.json")


class FetchError(Exception):
    """The package cannot be had, and why."""


def archive(cache: Path) -> Path:
    """Return the package in ``cache``; npm fetches it the first time.

    Raises:
        FetchError: npm or the network is missing, or the package is another.
    """
    path = cache / f"octokit-openapi-{VERSION}.tgz"
    if not path.exists():
        _pack(cache)
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        raise FetchError(f"{path} is not the pinned package: remove it, try again")
    return path


def _pack(cache: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise FetchError("npm is missing: it brings GitHub's description here")
    cache.mkdir(parents=True, exist_ok=True)
    command = [npm, "pack", f"{PACKAGE}@{VERSION}", "--pack-destination", str(cache)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise FetchError(
            f"npm cannot fetch {PACKAGE} {VERSION}: is there a network?\n"
            + done.stderr.strip()
        )


def descriptions(path: Path) -> list[Description]:
    """Return github.com, GitHub Enterprise Cloud and the newest server."""
    with tarfile.open(path) as package:
        servers = [
            match[1] for match in map(_SERVER.fullmatch, package.getnames()) if match
        ]
        newest = max(servers, key=rank)
        files = {"github.com": "api.github.com", "ghec": "ghec", newest: newest}
        return [
            Description(edition, json.load(_member(package, f"{_FOLDER}{file}.json")))
            for edition, file in files.items()
        ]


def _member(package: tarfile.TarFile, name: str) -> IO[bytes]:
    file = package.extractfile(name)
    if file is None:
        raise FetchError(f"{name} is not a file of the package")
    return file
