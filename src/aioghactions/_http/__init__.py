"""HTTP: URLs, hosts, redirects, and the transport over aiohttp."""
