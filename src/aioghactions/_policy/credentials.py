"""Check what will stand in a header for every request."""


def check_token(token: str) -> str:
    """Return ``token`` if it can stand in a header.

    Raises:
        TypeError: It is no string.
        ValueError: It is empty, or holds white space, a control character or
            anything that is not ASCII. The message does not show it.
    """
    ...


def check_user_agent(text: str) -> str:
    """Return ``text`` if it can stand in ``User-Agent``.

    Raises:
        TypeError: It is no string.
        ValueError: It is empty or holds anything but printable ASCII.
    """
    ...


def identity(token: str | None) -> str:
    """Return a digest that tells tokens apart and does not give them away."""
    ...
