"""Obtain what is published of GitHub's descriptions, through npm and pip.

npm has GitHub's own files, also of servers. PyPI has newer ones, as generated code.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final
from zipfile import ZipFile

from attrs import frozen

from codegen.drift import python_models
from codegen.drift.description import Description, rank

PACKAGE: Final = "@octokit/openapi"
VERSION: Final = "23.0.2"
SHA256: Final = "71a18407dd5e8464f4e0525daf03deabbe65abd9287d6adc7b5d98f516cd0d0c"
WHEELS: Final = "githubkit-schemas"
WHEELS_VERSION: Final = "26.10.21"
_FOLDER: Final = "package/generated/"
_SERVER: Final = re.compile(rf"{_FOLDER}(ghes-\d+\.\d+)\.json")


@frozen
class Package:
    """One file of a package index.

    Attributes:
        client: ``npm`` or ``pip``, which fetches it.
        name: Name in the index.
        version: The pinned version.
        file: Name of the file.
        sha256: Its checksum.
        edition: What it describes; "" if it has several descriptions.
    """

    client: str
    name: str
    version: str
    file: str
    sha256: str
    edition: str = ""

    def command(self, cache: Path) -> list[str]:
        """Return the command that fetches it.

        Raises:
            FetchError: The client is missing.
        """
        if self.client == "pip":
            pinned = f"{self.name}=={self.version}"
            download = [sys.executable, "-m", "pip", "download", "--no-deps", pinned]
            return [*download, "--dest", str(cache)]
        npm = shutil.which("npm")
        if npm is None:
            raise FetchError("npm is missing: it brings GitHub's description here")
        pinned = f"{self.name}@{self.version}"
        return [npm, "pack", pinned, "--pack-destination", str(cache)]


def _wheel(edition: str, suffix: str, sha256: str) -> Package:
    name = f"{WHEELS}-{suffix}"
    file = f"{name.replace('-', '_')}-{WHEELS_VERSION}-py3-none-any.whl"
    return Package("pip", name, WHEELS_VERSION, file, sha256, edition)


OCTOKIT: Final = Package(
    "npm", PACKAGE, VERSION, f"octokit-openapi-{VERSION}.tgz", SHA256
)
GITHUBKIT: Final = (
    _wheel(
        "github.com",
        "2022-11-28",
        "ab758ba40038978d473ee5d24ecc46b19cf5ad60f248aebf9e8c6e8550671342",
    ),
    _wheel(
        "github.com",
        "2026-03-10",
        "3faed30ed851fcc0b22c66c522c736a9dfb9add70ccdf685ee1d0787817bab4b",
    ),
    _wheel(
        "ghec",
        "ghec-2022-11-28",
        "058f4b1f0e88578310173a0128e79ab45eabdd24d1a88f8d8f138d398dd6f433",
    ),
    _wheel(
        "ghec",
        "ghec-2026-03-10",
        "8f803177be152efafc426a652c4905f2f8f7ead491d451914b1a660f4f59938b",
    ),
)


class FetchError(Exception):
    """A package cannot be had, and why."""


def archive(package: Package, cache: Path) -> Path:
    """Return the file in ``cache``; the client of the index fetches it the first time.

    Raises:
        FetchError: The client or the network is missing, or the file is another.
    """
    path = cache / package.file
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            package.command(cache), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise FetchError(
                f"{package.client} cannot fetch {package.name} {package.version}: "
                f"is there a network?\n{done.stderr.strip()}"
            )
    if hashlib.sha256(path.read_bytes()).hexdigest() != package.sha256:
        raise FetchError(f"{path} is not the pinned package: remove it, try again")
    return path


def every(ours: Description, cache: Path) -> Iterator[tuple[str, Description]]:
    """Yield all descriptions, each with a name for reports.

    Raises:
        FetchError: A package cannot be had.
    """
    for found in descriptions(archive(OCTOKIT, cache)):
        yield found.edition, found
    for package in GITHUBKIT:
        with ZipFile(archive(package, cache)) as wheel:
            found = python_models.description(package.edition, wheel, ours)
        yield package.name, found


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
