"""What tests of keys and tokens share."""

import base64
import json
import time

from lineup_server import Client, make_token


def claims(**changes):
    now = int(time.time())
    made = {
        "iat": now, "exp": now + 60,
        "identity": {"user": "u", "company": "c", "role": "user"},
    }
    made.update(changes)
    return {k: v for k, v in made.items() if v is not None}


def call_with(server, authorization, **headers):
    return Client(server.port, authorization).call("queues.get_all",
                                                   **headers)


def refusal(server, authorization):
    answer = call_with(server, authorization)
    assert answer.status == 401
    assert "WWW-Authenticate" not in answer.headers
    return answer.code + (answer.message,)


def read_claims(token):
    return json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))


def bearer(server, payload, **options):
    return "Bearer " + make_token(server.secret(), payload, **options)


def key_of(server, user):
    return [line.split("\t")[0] for line in
            server.tool("key", "list").splitlines() if user in line][0]
