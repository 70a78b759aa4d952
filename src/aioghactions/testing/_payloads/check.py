"""Check runs and their annotations."""

from typing import Any, Final

from aioghactions.testing._payloads.account import user_payload
from aioghactions.testing._payloads.context import Context
from aioghactions.testing._state.account import FakeUser
from aioghactions.testing._state.check_run import (
    GITHUB_ACTIONS,
    FakeAnnotation,
    FakeCheckRun,
)
from aioghactions.testing._state.ids import node_id
from aioghactions.testing._state.instant import iso
from aioghactions.testing._state.repository import FakeRepository

_CREATED: Final = "2018-07-30T09:30:17Z"


def check_run_payload(
    check: FakeCheckRun, repo: FakeRepository, context: Context
) -> dict[str, Any]:
    """Return the payload of a check run."""
    url = f"{context.repo_api(repo)}/check-runs/{check.id}"
    html = f"{context.repo_html(repo)}/runs/{check.id}"
    return {
        "id": check.id,
        "node_id": node_id("CheckRun", check.id),
        "head_sha": check.head_sha,
        "external_id": check.external_id,
        "url": url,
        "html_url": html,
        "details_url": check.details_url or html,
        "status": check.status,
        "conclusion": check.conclusion,
        "started_at": _instant(check.started_at),
        "completed_at": _instant(check.completed_at),
        "output": {
            "title": check.output.get("title"),
            "summary": check.output.get("summary"),
            "text": check.output.get("text"),
            "annotations_count": len(check.annotations),
            "annotations_url": f"{url}/annotations",
        },
        "name": check.name,
        "check_suite": {"id": check.check_suite_id},
        "app": _app(check.app_id, context),
        "pull_requests": [],
    }


def annotation_payload(
    annotation: FakeAnnotation, sha: str, repo: FakeRepository, context: Context
) -> dict[str, Any]:
    """Return the payload of an annotation of the commit ``sha``."""
    return {
        "path": annotation.path,
        "start_line": annotation.start_line,
        "end_line": annotation.end_line or annotation.start_line,
        "start_column": annotation.start_column,
        "end_column": annotation.end_column,
        "annotation_level": annotation.level,
        "title": annotation.title,
        "message": annotation.message,
        "raw_details": annotation.raw_details,
        "blob_href": f"{context.repo_html(repo)}/blob/{sha}/{annotation.path}",
    }


def _instant(seconds: float | None) -> str | None:
    return None if seconds is None else iso(seconds)


def _app(number: int, context: Context) -> dict[str, Any]:
    slug = "github-actions" if number == GITHUB_ACTIONS else f"app-{number}"
    return {
        "id": number,
        "slug": slug,
        "node_id": node_id("App", number),
        "owner": user_payload(FakeUser("github", 9919, "Organization"), context),
        "name": slug.replace("-", " ").title(),
        "description": "",
        "external_url": f"{context.html}/apps/{slug}",
        "html_url": f"{context.html}/apps/{slug}",
        "created_at": _CREATED,
        "updated_at": _CREATED,
        "permissions": {"checks": "write", "metadata": "read"},
        "events": ["check_run"],
    }
