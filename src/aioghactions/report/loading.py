"""Import the packages of the extra ``report`` when they are needed."""

from collections.abc import Callable


def load_page() -> Callable[..., str]:
    """Return the function that makes the page; importing matplotlib takes a while.

    Raises:
        ModuleNotFoundError: The extra is not installed.
    """
    try:
        from aioghactions.report.page import page  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            "a report needs Jinja2 and matplotlib: pip install 'aioghactions[report]'",
            name=missing.name,
        ) from None
    return page
