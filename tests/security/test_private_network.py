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
    """Return a storage in the private network, with a certificate that is good."""
    return listening.listen(
        lambda _: response(200, b"log"), server_context(authority, STORAGE)
    )


@pytest.fixture(scope="module")
def api(listening: Origins, authority: trustme.CA) -> Origin:
    """Return an API, of the cloud or a server, whose logs lie in ``storage``."""
    return listening.listen(
        lambda _: response(302, b"", f"location: https://{STORAGE}/blob?sig=CANARY"),
        server_context(authority, CLOUD, SERVER),
    )


def names(api: Origin, *storage: tuple[str, int]) -> Names:
    """Return a world in which the API is on loopback, and storage where it is said."""
    here = [("127.0.0.1", api.port)]
    return {(CLOUD, 443): here, (SERVER, 443): here, (STORAGE, 443): list(storage)}


async def download(host: str, **settings: object) -> bytes:
    """Return the logs that the API at ``host`` leads to."""
    async with (
        Client(TOKEN, base_url=f"https://{host}", **settings) as client,
        client.download(LOGS) as log,
    ):
        return await log.read()


@contextmanager
def refused() -> Iterator[None]:
    """Expect the refusal of a private address."""
    with pytest.raises(RedirectError, match="private network") as caught:
        yield
    assert STORAGE in str(caught.value)
    assert "CANARY" not in str(caught.value)


def test_a_name_of_the_cloud_never_leads_into_a_private_network(
    api: Origin, storage: Origin, trusting: ssl.SSLContext
):
    """S14: what the name resolves to decides; nothing is even connected to."""
    storage.forget()
    world = names(api, ("127.0.0.1", storage.port))
    with refused():
        run_with_names(world, download(CLOUD, ssl=trusting))
    assert storage.connections == 0


PRIVATE = [
    "0.0.0.0",  # noqa: S104 - where a name leads, not where anybody listens
    "10.0.0.7",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.168.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "ff02::1",
]
PUBLIC = ["140.82.112.3", "20.150.0.1", "2606:50c0:8000::153", "::ffff:140.82.112.3"]


@pytest.mark.parametrize("address", PRIVATE)
def test_no_kind_of_private_address_is_connected_to(
    api: Origin, storage: Origin, trusting: ssl.SSLContext, address: str
):
    """S14: loopback, private, link-local, and IPv6 that carries one of them."""
    world = names(api, (address, storage.port))
    with refused():
        run_with_names(world, download(CLOUD, ssl=trusting))


def test_several_private_addresses_are_one_refusal(
    api: Origin, storage: Origin, trusting: ssl.SSLContext
):
    """S14: each address of a name is judged."""
    storage.forget()
    places = [(address, storage.port) for address in ("127.0.0.1", "::1", "10.0.0.7")]
    with refused():
        run_with_names(names(api, *places), download(CLOUD, ssl=trusting))
    assert storage.connections == 0


def test_a_name_that_is_bound_anew_gains_nothing(
    api: Origin, storage: Origin, trusting: ssl.SSLContext
):
    """S14: it is the address of the connection that counts, not that of a check."""
    storage.forget()
    world = dict(names(api, ("140.82.112.3", 443)))

    async def main() -> None:
        # An honest answer while somebody looks, another one when we connect.
        world[STORAGE, 443] = [("127.0.0.1", storage.port)]
        await download(CLOUD, ssl=trusting)

    with refused():
        run_with_names(world, main())
    assert storage.connections == 0


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_internet_are_connected_to(address: str):
    """S14: a socket is made for them, of the family that they have."""
    family = 10 if ":" in address else 2
    made = aiohttp_guards._public_socket((family, 1, 6, "", (address, 443)))
    with made:
        assert made.family == family


def test_a_server_of_ones_own_may_lead_into_its_network(
    api: Origin, storage: Origin, trusting: ssl.SSLContext
):
    """S14: GitHub Enterprise Server and its storage live there."""
    world = names(api, ("127.0.0.1", storage.port))
    assert run_with_names(world, download(SERVER, ssl=trusting)) == b"log"


def test_a_borrowed_session_is_guarded_too(
    api: Origin, storage: Origin, trusting: ssl.SSLContext
):
    """S14: the pool that was lent is not used for what the cloud leads to."""
    storage.forget()

    async def main() -> None:
        async with aiohttp.ClientSession() as session:
            await download(CLOUD, ssl=trusting, session=session)

    with refused():
        run_with_names(names(api, ("127.0.0.1", storage.port)), main())
    assert storage.connections == 0


def test_a_connector_of_another_kind_decides_for_itself(
    api: Origin, storage: Origin, trusting: ssl.SSLContext
):
    """S14: whoever brings the road, such as a SOCKS proxy, is not gone around."""

    class Tunnel(aiohttp.TCPConnector):
        pass

    async def main() -> bytes:
        async with aiohttp.ClientSession(connector=Tunnel()) as session:
            return await download(CLOUD, ssl=trusting, session=session)

    world = names(api, ("127.0.0.1", storage.port))
    assert run_with_names(world, main()) == b"log"


def test_a_name_that_means_nothing_is_no_connection(
    api: Origin, trusting: ssl.SSLContext
):
    """S14: what cannot be resolved is said as it is."""
    world = dict(names(api))
    del world[STORAGE, 443]
    once = Patience(attempts=1)
    with pytest.raises(ConnectFailedError, match="no such name"):
        run_with_names(world, download(CLOUD, ssl=trusting, patience=once))
