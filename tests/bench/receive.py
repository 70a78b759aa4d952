"""Check and decode the example payloads of webhooks, and print the cost as JSON.

    python receive.py CLIENT FOLDER

CPU seconds until every payload was decoded once, imports included, and of one payload:
the mean over all of the fastest of several rounds. A payload that the client refuses is
counted, not timed.
"""

import hashlib
import hmac
import json
import sys
import time
from importlib import import_module
from pathlib import Path

ROUNDS = 7
SECRET = "secret"


def aioghactions():
    """Return this library's receiver."""
    receive = import_module("aioghactions.webhooks").receive
    return lambda name, raw, signature: receive(
        {"X-GitHub-Event": name, "X-Hub-Signature-256": signature},
        raw,
        secrets=[SECRET],
    )


def githubkit():
    """Return githubkit's."""
    webhooks = import_module("githubkit.webhooks")

    def receive(name, raw, signature):
        assert webhooks.verify(SECRET, raw, signature)
        return webhooks.parse(name, raw)

    return receive


def main(client, folder):
    """Print the figures."""
    payloads = [
        (path.stem, json.dumps(payload).encode())
        for path in sorted(Path(folder).glob("*.json"))
        for payload in json.loads(path.read_text("utf-8"))
    ]
    requests = [(name, raw, signature(raw)) for name, raw in payloads]
    start = time.process_time()
    receive = globals()[client]()
    accepted = [request for request in requests if accepts(receive, *request)]
    ready = time.process_time() - start
    fastest = min(cost(receive, accepted) for _ in range(ROUNDS))
    figures = {"ready": ready, "payload": fastest / len(accepted)}
    figures |= {"payloads": len(requests), "refused": len(requests) - len(accepted)}
    sys.stdout.write(json.dumps(figures))


def signature(raw):
    """Return the header of a signed body."""
    return "sha256=" + hmac.new(SECRET.encode(), raw, hashlib.sha256).hexdigest()


def accepts(receive, *request):
    """Return whether a request can be decoded."""
    try:
        receive(*request)
    except Exception:  # noqa: BLE001 - each client has errors of its own
        return False
    return True


def cost(receive, requests):
    """Return the CPU seconds of receiving all requests."""
    start = time.process_time()
    for request in requests:
        receive(*request)
    return time.process_time() - start


if __name__ == "__main__":
    main(*sys.argv[1:])
