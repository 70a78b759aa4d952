"""S5: a server that repeats what the client sent must not put it into anything kept."""

import base64
import html
import json
import logging
import pickle
from urllib.parse import quote

import pytest
from attrs import evolve

import aioghactions as gha
from aioghactions._core.messages import Headers
from tests.support.app import AppServer, app_auth
from tests.support.scripted import reply, scripted_client
from tests.support.virtual import VirtualClock, in_virtual_time

READ = gha.operations.get_repo_secret("o", "r", "S")
TIMES = {"created_at": "2024-01-01T00:00:00Z", "updated_at": "2024-01-01T00:00:00Z"}
TOKENS = {
    "classic": "ghp_Q7mZr2tYb9KxW4vLc8NdF1sHj6PgA3eU5oRi",
    "40 hexadecimal digits": "3f786850e387550fdab836ed7e6dc881de23001b",
    "of an enterprise": "corp+token/with=signs~and.dots-0123456789",
}


def in_base64(text):
    """Return the base64 of a text."""
    return base64.b64encode(text.encode()).decode()


FORMS = {
    "plain": str,
    "upper case": str.upper,
    "lower case": str.lower,
    "percent-encoded": lambda token: "".join(f"%{ord(c):02X}" for c in token),
    "percent-encoded signs": lambda token: quote(token, safe=""),
    "percent-encoded twice": lambda token: quote(quote(f"%{token}~%", safe="")),
    "base64": in_base64,
    "base64 for a URL": lambda token: base64.urlsafe_b64encode(token.encode()).decode(),
    "base64 of a user": lambda token: in_base64(f"x-access-token:{token}"),
    "base64 of a header": lambda token: in_base64(f"Bearer {token}\n"),
    "base64, percent-encoded": lambda token: quote(in_base64(token), safe=""),
    "hexadecimal": lambda token: token.encode().hex(),
    "character references": lambda token: "".join(f"&#{ord(c)};" for c in token),
    "named references": html.escape,
    "JSON escapes": lambda token: "".join(f"\\u{ord(c):04x}" for c in token),
}


def echoes(status, text):
    """Return responses that repeat ``text`` in one place each."""
    ok = status < 400
    body = {"name": "S", **TIMES} if ok else {"message": "No."}
    long = {"message": "x" * 280 + text, "documentation_url": f"https://h/{text}"}
    errors = [text, {"field": text, "code": text, "message": text}]
    yield reply(status, body, x_debug=f"saw {text}; ok")
    yield reply(status, body, x_github_request_id=text)
    named = reply(status, body)
    yield evolve(named, headers=Headers({text.lower(): "a name"}))
    yield reply(status, body, x_ratelimit_resource=text, x_ratelimit_limit="5")
    yield reply(status, f"<title>Proxy saw {text}</title>".encode())
    yield reply(status, f"saw {text}".encode(), content_type=f"text/{text}")
    if not ok:
        yield reply(status, {"message": f"Bad token {text}, sorry"})
        yield reply(status, long)
        yield reply(status, {"message": "No.", "errors": errors})
        yield reply(status, b"x" * 4_080 + text.encode())


def found_in(kept, token):
    """Return the forms of ``token`` in a text; decoding would show the others."""
    folded = kept.lower()
    # Eight characters are not there by chance.
    parts = {form(token).lower() for form in FORMS.values()} | {token.lower()}
    return [part for part in parts if part in folded or part[-12:] in folded]


async def send(client):
    """Return the answer of a call or its error."""
    try:
        return await client.exchange(READ)
    except gha.GitHubActionsError as error:
        return error


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("status", [200, 401, 403, 404, 422, 429, 502])
@in_virtual_time
async def test_echoed_token_is_kept_nowhere(status, token, form, caplog):
    """F19: neither in str, repr, headers and pickles nor in events and logs."""
    caplog.set_level(logging.DEBUG)
    token = TOKENS[token]
    text = FORMS[form](token)
    patience = gha.Patience(attempts=1, limit_answers=0)
    for response in echoes(status, text):
        events = []
        async with scripted_client(
            response, auth=token, patience=patience, on_event=events.append
        ) as (client, _):
            result = await send(client)
            kept = [
                *(str(result), repr(result), pickle.dumps(result).decode("latin-1")),
                *(repr(events), str(events[0]), repr(client.rate_limits)),
                repr(getattr(result, "headers", None)),
                repr(vars(result)) if isinstance(result, Exception) else "",
            ]
        assert not [found for each in kept for found in found_in(each, token)]
    assert not found_in(caplog.text, token)


@in_virtual_time
async def test_older_tokens_and_the_jwt_are_masked():
    """F19: a cache in front of the server may repeat them later."""
    clock = VirtualClock(chance=0.0)
    server = AppServer(clock=clock)
    async with gha.Client(app_auth(), transport=server, clock=clock) as client:
        for _ in range(3):
            await client.send(READ)
            await clock.sleep(3600)
        sent = {
            seen.request.headers["authorization"].split()[1] for seen in server.seen
        }
        server.steps = [reply(404, {"message": " ".join(t[3:] for t in sent)})]
        server.steps = [reply(404, {"message": " ".join(sent)}, x_debug=",".join(sent))]
        with pytest.raises(gha.NotFoundError) as caught:
            await client.send(READ)
    assert len(sent) == 6
    kept = json.dumps([str(caught.value), caught.value.headers, caught.value.message])
    assert not any(secret in kept or secret[-20:] in kept for secret in sent)


@in_virtual_time
async def test_password_of_the_proxy_is_masked():
    """F19: a proxy may repeat it in its own page."""
    secret = base64.b64encode(b"me:tops3cret%word").decode()
    response = reply(502, f"<title>{secret} tops3cret%word</title>".encode())
    proxy = "http://me:tops3cret%25word@proxy.example:3128"
    patience = gha.Patience(attempts=1)
    async with scripted_client(response, proxy=proxy, patience=patience) as (client, _):
        with pytest.raises(gha.ServerError) as caught:
            await client.send(READ)
    assert caught.value.message == "b*** ***"  # "me:" begins with the b


@in_virtual_time
async def test_texts_without_a_secret_are_unchanged():
    """F19: a message is not decoded for nothing, and short words are not secrets."""
    message = "100%25 &amp; \\u0041: a commit 3f786850e387550fdab836ed7e6dc881de23001c"
    response = reply(
        404, {"message": message}, x_debug="%41%42", link="<https://h?a=%2F>"
    )
    for token in ("ghp_token", "a", "commit"):
        async with scripted_client(response, auth=token) as (client, _):
            with pytest.raises(gha.NotFoundError) as caught:
                await client.send(READ)
        assert caught.value.message == message
        assert caught.value.headers == dict(response.headers)


@pytest.mark.parametrize("token", TOKENS)
@in_virtual_time
async def test_echoed_token_is_masked_in_models(token):
    """F19: as it was sent; a model is printed, stored and pickled as errors are."""
    token = TOKENS[token]
    body = {"name": "S", **TIMES, "extra": [{"url": f"https://h?a={token}"}], token: 1}
    async with scripted_client(reply(200, body), auth=token) as (client, _):
        model = await client.send(READ)
        raw = await client.request("GET", "/repos/o/r/x")
    assert model.name == "S"
    assert raw["extra"] == [{"url": "https://h?a=***"}]
    for kept in (repr(model), repr(model.extra), repr(raw), pickle.dumps(model)):
        text = kept if isinstance(kept, str) else kept.decode("latin-1")
        assert token not in text
    assert model.extra["extra"][0]["url"] == "https://h?a=***"


@in_virtual_time
async def test_models_are_masked_for_the_last_tokens_of_an_app():
    """F19: a cache may have stored a response for an older token."""
    clock = VirtualClock(chance=0.0)
    server = AppServer(clock=clock)
    async with gha.Client(app_auth(), transport=server, clock=clock) as client:
        await client.send(READ)
        await clock.sleep(3600)
        await client.send(READ)
        sent = [
            seen.request.headers["authorization"].split()[1] for seen in server.seen
        ]
        server.steps = [reply(200, {"name": each, **TIMES}) for each in sent]
        names = {(await client.send(READ)).name for _ in sent}
    assert names == {"***"}


@in_virtual_time
async def test_the_password_of_a_proxy_may_be_a_word_of_a_model():
    """F19: so models are not masked for it."""
    proxy = "http://me:password@proxy.example:3128"
    body = {"name": "password_of_me", **TIMES}
    async with scripted_client(reply(200, body), proxy=proxy) as (client, _):
        assert (await client.send(READ)).name == "password_of_me"
