"""A fault of a store is reported in one clear line, at start."""

import os
import signal
import subprocess

import pytest

from engine import until
from lineup_server import BUILD

SECRET = "a0ther-secret"


@pytest.fixture(scope="module")
def guarded(run_engine):
    """A mongod with two users, one without access to the database auth."""
    engine = run_engine("--auth")
    engine.client().admin.command(
        "createUser", "all", pwd=SECRET, roles=["root"])
    with engine.client(username="all", password=SECRET) as client:
        client.admin.command("createUser", "half", pwd=SECRET, roles=[
            {"role": "readWrite", "db": "backend"}])
    return engine


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    key, signed, both = (folder / f"{name}.pem"
                         for name in ("key", "signed", "both"))
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days",
         "2", "-subj", "/CN=127.0.0.1", "-addext",
         "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", signed],
        check=True, capture_output=True)
    both.write_text(key.read_text() + signed.read_text())
    return both


@pytest.fixture(scope="module")
def encrypted(run_engine, certificate):
    """A mongod that accepts only TLS."""
    return run_engine(
        "--tlsMode", "requireTLS", "--tlsCertificateKeyFile",
        str(certificate), "--tlsCAFile", str(certificate),
        "--tlsAllowConnectionsWithoutCertificates")


# To find out what is wrong: more than a slow machine takes.
TIME = "serverSelectionTimeoutMS=5000&connectTimeoutMS=5000"


@pytest.fixture
def wrong(request):
    """The URI of a store with the named fault."""
    def at(engine, who="", query=""):
        return (f"mongodb://{who}127.0.0.1:"
                f"{request.getfixturevalue(engine).port}/{query}")
    return {
        "password": lambda: at("guarded", "all:wrong-password@"),
        "nobody": lambda: at("guarded"),
        "rights": lambda: at("guarded", f"half:{SECRET}@"),
        "no TLS": lambda: at("encrypted", query="?" + TIME),
        "TLS": lambda: at("mongod", query="?tls=true&" + TIME),
        "signature": lambda: at("encrypted", query="?tls=true&" + TIME),
        "absent": lambda: "mongodb://127.0.0.1:1/",
        "SRV": lambda: "mongodb+srv://db.of.invalid/",
        "X.509": lambda: at("mongod", query="?authMechanism=MONGODB-X509"),
    }[request.param]()


def lines_of(text):
    """The lines about the fault, without counts of repeated ones."""
    return [line for line in text.splitlines()
            if " info " not in line and "refused for the same reason" not in line]


DENIED = "lineup: the database denies access"
AWAY = "lineup: the database is busy or can't be reached"
CASES = pytest.mark.parametrize("wrong, line, reason", [
    ("password", "Authentication failed", DENIED),
    ("nobody", "requires authentication (13 Unauthorized)", DENIED),
    ("rights", "find refused: not authorized on auth", DENIED),
    ("no TLS", "does it ask for tls=true?", AWAY),
    ("TLS", "does it speak TLS?", AWAY),
    ("signature", "certificate verify failed", AWAY),
    ("absent", "Failed to connect", AWAY),
    # The URI alone shows this fault.
    ("SRV", "Failed to look up SRV record", None),
    ("X.509", "MONGODB-X509 needs tls=true", None),
], indirect=["wrong"])
# What the driver tells the one client of a command instead, at least at times.
TOLD_TO_COMMANDS = {
    "does it ask for tls=true?": ["is the URI right about TLS?"],
    "does it speak TLS?": ["is the URI right about TLS?", "does it speak TLS?"],
    "Failed to connect": ["connection refused calling hello"],
}


@CASES
def test_the_server_says_it(wrong, line, reason, tmp_path):
    log = tmp_path / "log"
    with open(log, "wb") as output:
        process = subprocess.Popen(
            [BUILD / "lineupd", "--socket", tmp_path / "socket", "--data",
             tmp_path], stdin=subprocess.DEVNULL, stdout=output,
            stderr=output, env=os.environ | {
                "LINEUP_STORE": wrong, "LINEUP_TOKEN_SECRET": SECRET * 2})
    try:
        until(lambda: line in log.read_text())
        assert reason is None or process.poll() is None
    finally:
        process.send_signal(signal.SIGTERM)
        status = process.wait(20)
    assert (status == 0) == (reason is not None)
    _, = (found for found in lines_of(log.read_text()) if line in found)
    assert SECRET not in log.read_text()


@CASES
def test_the_command_line_says_it(wrong, line, reason, tmp_path):
    done = subprocess.run(
        [BUILD / "lineup", "--store", wrong, "--data", tmp_path, "user",
         "list"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    *found, last = lines_of(done.stderr)
    assert any(told in (found[0] if reason else last)
               for told in TOLD_TO_COMMANDS.get(line, [line]))
    assert len(found) == (1 if reason else 0)
    assert last.startswith(reason or "lineup: store: ")
    assert SECRET not in done.stderr
