"""Server certificates for tests."""

import ssl
from datetime import UTC, datetime

import trustme


def server_context(
    authority: trustme.CA, *names: str, until: datetime | None = None
) -> ssl.SSLContext:
    """Return a server's context with a certificate for ``names``.

    Args:
        authority: The certificate authority that signs it.
        names: Host names and IP addresses.
        until: Its expiry; by default long after this test.
    """
    certificate = authority.issue_cert(
        *names, not_before=datetime(2020, 1, 1, tzinfo=UTC), not_after=until
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
