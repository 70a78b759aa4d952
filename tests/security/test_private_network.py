import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import pytest
import trustme

from aioghactions import (
    Client,
    ConnectFailedError,
    Patience,
    RedirectError,
    operations,
)
from aioghactions._http import aiohttp_guards
from tests.security.certificates import server_context
from tests.security.names import Names, run_with_names
from tests.support.origins import Origin, Origins, response

TOKEN = "ghp_CANARYtokenCANARY"
LOGS = operations.download_workflow_run_logs("o", "r", 1)
CLOUD = "api.github.com"
SERVER = "ghe.corp.example"
STORAGE = "storage.example"


@pytest.fixture(scope="module")
def storage(listening: Origins, authority: trustme.CA) -> Origin:
    """Return a storage host in the private network, with a trusted certificate."""
    return listening.listen(
        lambda _: response(200, b"log"), server_context(authority, STORAGE)
    )


@pytest.fixture(scope="module")
def api(listening: Origins, authority: trustme.CA) -> Origin:
    """Return an API, of github.com or a server, that redirects logs to ``storage``."""
    return listening.listen(
        lambda _: response(302, b"", f"location: https://{STORAGE}/blob?sig=CANARY"),
        server_context(authority, CLOUD, SERVER),
    )


def names(api: Origin, *storage: tuple[str, int]) -> Names:
    """Return addresses of the API, on loopback, and of storage, as given."""
    loopback = [("127.0.0.1", api.port)]
    return {
        (CLOUD, 443): loopback,
        (SERVER, 443): loopback,
        (STORAGE, 443): list(storage),
    }


async def download(host: str, **settings: object) -> bytes:
    """Return the logs that the API at ``host`` redirects to."""
    async with (
        Client(TOKEN, base_url=f"https://{host}", **settings) as client,
        client.download(LOGS) as log,
    ):
        return await log.read()


@contextmanager
def private_address_error() -> Iterator[None]:
    """Expect the error for a private address."""
    with pytest.raises(RedirectError, match="private network") as caught:
        yield
    assert STORAGE in str(caught.value)
    assert "CANARY" not in str(caught.value)


def test_name_with_a_private_address_is_not_connected_to(
    api: Origin, storage: Origin, trusting: ssl.SSLContext
):
    """S14: the resolved address decides, before a connection is opened."""
    storage.forget()
    world = names(api, ("127.0.0.1", storage.port))
    with private_address_error():
        run_with_names(world, download(CLOUD, ssl=trusting))
    assert storage.connections == 0


# tests/unit/http/test_addresses.py has all kinds.
PRIVATE = ["10.0.0.7", "::1", "::ffff:169.254.169.254", "fe80::1"]
PUBLIC = ["140.82.112.3", "2606:50c0:8000::153"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_address_is_rejected(
    api: Origin, storage: Origin, trusting: ssl.SSLContext, address: str
):
    """S14: of IPv4 and IPv6."""
    world = names(api, (address, storage.port))
    with private_address_error():
        run_with_names(world, download(CLOUD, ssl=trusting))


def test_name_with_several_private_addresses_is_rejected(
    api: Origin, storage: Origin, trusting: ssl.SSLContext
):
    """S14: each address of a name is checked."""
    storage.forget()
    addresses = [
        (address, storage.port) for address in ("127.0.0.1", "::1", "10.0.0.7")
    ]
    with private_address_error():
        run_with_names(names(api, *addresses), download(CLOUD, ssl=trusting))
    assert storage.connections == 0


def test_dns_rebinding_is_rejected(
    api: Origin, storage: Origin, trusting: ssl.SSLContext
):
    """S14: the address of the connection is checked, not an earlier result."""
    storage.forget()
    world = dict(names(api, ("140.82.112.3", 443)))

    async def main() -> None:
        # A public address at first, a private one when the client connects.
        world[STORAGE, 443] = [("127.0.0.1", storage.port)]
        await download(CLOUD, ssl=trusting)

    with private_address_error():
        run_with_names(world, main())
    assert storage.connections == 0


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_connected_to(address: str):
    """S14: with a socket of their address family."""
    family = 10 if ":" in address else 2
    made = aiohttp_guards._public_socket((family, 1, 6, "", (address, 443)))
    with made:
        assert made.family == family


def test_enterprise_server_may_redirect_into_its_network(
    api: Origin, storage: Origin, trusting: ssl.SSLContext
):
    """S14: GitHub Enterprise Server and its storage may be there."""
    world = names(api, ("127.0.0.1", storage.port))
    assert run_with_names(world, download(SERVER, ssl=trusting)) == b"log"


def test_downloads_with_a_borrowed_session_are_guarded(
    api: Origin, storage: Origin, trusting: ssl.SSLContext
):
    """S14: its connection pool is not used for downloads from github.com."""
    storage.forget()

    async def main() -> None:
        async with aiohttp.ClientSession() as session:
            await download(CLOUD, ssl=trusting, session=session)

    with private_address_error():
        run_with_names(names(api, ("127.0.0.1", storage.port)), main())
    assert storage.connections == 0


def test_custom_connector_is_used_for_downloads(
    api: Origin, storage: Origin, trusting: ssl.SSLContext
):
    """S14: a connector such as that of a SOCKS proxy is not bypassed."""

    class Tunnel(aiohttp.TCPConnector):
        pass

    async def main() -> bytes:
        async with aiohttp.ClientSession(connector=Tunnel()) as session:
            return await download(CLOUD, ssl=trusting, session=session)

    world = names(api, ("127.0.0.1", storage.port))
    assert run_with_names(world, main()) == b"log"


def test_unresolvable_name_is_a_connection_error(api: Origin, trusting: ssl.SSLContext):
    """S14: not reported as a private address."""
    world = dict(names(api))
    del world[STORAGE, 443]
    once = Patience(attempts=1)
    with pytest.raises(ConnectFailedError, match="no such name"):
        run_with_names(world, download(CLOUD, ssl=trusting, patience=once))
