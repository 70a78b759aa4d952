"""A PostgreSQL server for one test, on a socket in a folder of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

# The server refuses to run as the superuser.
_OTHER_USER: Final = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
_FOLDERS: Final = "/usr/lib/postgresql"


def find(program: str) -> str | None:
    """Return the path of a program of PostgreSQL; Debian's are not in PATH."""
    places = sorted(Path(_FOLDERS).glob(f"*/bin/{program}"))
    return shutil.which(program) or (str(places[-1]) if places else None)


@contextmanager
def postgres() -> Generator[str | None]:
    """Yield the connection string of a new server; None if it is not installed."""
    initdb, control = find("initdb"), find("pg_ctl")
    if initdb is None or control is None:
        yield None
        return
    as_user = _OTHER_USER if os.geteuid() == 0 else ()
    # Not below pytest's folder: another user must reach it.
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        if as_user:
            shutil.chown(folder, "nobody", "nogroup")
        data = f"{folder}/data"

        def run(*command: str) -> None:
            subprocess.run(  # noqa: S603 - programs of PostgreSQL
                [*as_user, *command], check=True, stdout=subprocess.DEVNULL, cwd=folder
            )

        run(initdb, "-D", data, "-U", "postgres", "--auth=trust", "--no-sync")
        options = f"-k {folder} -c listen_addresses= -c fsync=off"
        log = f"{folder}/log"
        run(control, "-D", data, "-l", log, "-o", options, "--wait", "start")
        try:
            yield f"host={folder} user=postgres dbname=postgres"
        finally:
            run(control, "-D", data, "-m", "immediate", "--wait", "stop")
