"""Tell addresses of the internet from those of somebody's own network."""


def address_allowed(address: str, base: str) -> bool:
    """Return whether a request may connect to ``address``.

    A cloud host never leads into the caller's own network; a GitHub Enterprise
    Server may well live there.

    Args:
        address: An IP address as a resolver returns it.
        base: The API's base URL.
    """
    ...


def literal(host: str) -> str | None:
    """Return the address that ``host`` spells, or None if it is a name.

    Raises:
        ValueError: It is numeric in one of the forms that few programs agree on.
    """
    ...
