"""Certificates and handshakes that are not right: each is named, none is overlooked."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from credlint.links import Reason
from credlint.links.address import networks
from credlint.links.exchange import CancelScope, Fault, Request, Response
from credlint.links.http import Http
from hostile import HostileWeb, Scenario, page

pytestmark = [
    pytest.mark.network,
    pytest.mark.skipif(shutil.which("openssl") is None, reason="certificates are made with the openssl command"),
]

# Name: who signs it, the names in it, its days.
CERTIFICATES = {
    "good": ("ca", "good.test", "20200101000000Z", "20990101000000Z"),
    "expired": ("ca", "good.test", "20200101000000Z", "20210101000000Z"),
    "early": ("ca", "good.test", "20980101000000Z", "20990101000000Z"),
    "other-name": ("ca", "other.test", "20200101000000Z", "20990101000000Z"),
    "unknown": ("stranger", "good.test", "20200101000000Z", "20990101000000Z"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    for authority in ("ca", "stranger"):
        _openssl(folder, *_key(f"{authority}.key"))
        extension = "basicConstraints=critical,CA:TRUE"
        subject = ["-subj", f"/CN={authority}", "-addext", extension, "-days", "20000"]
        _openssl(folder, "req", "-x509", "-new", "-key", f"{authority}.key", "-out", f"{authority}.pem", *subject)
    for name, (authority, host, begin, end) in CERTIFICATES.items():
        _openssl(folder, *_key(f"{name}.key"))
        _openssl(folder, "req", "-new", "-key", f"{name}.key", "-subj", f"/CN={host}", "-out", f"{name}.csr")
        (folder / "ca.cnf").write_text(
            "[ca]\ndefault_ca=c\n[c]\ndatabase=index.txt\nnew_certs_dir=.\ndefault_md=sha256\nrand_serial=yes\npolicy=p\n"
            "unique_subject=no\nx509_extensions=e\n[p]\ncommonName=supplied\n"
            f"[e]\nsubjectAltName=DNS:{host}\nbasicConstraints=CA:FALSE\n"
        )
        (folder / "index.txt").write_text("")
        signer = ["-cert", f"{authority}.pem", "-keyfile", f"{authority}.key"]
        dates = ["-startdate", begin, "-enddate", end]
        files = ["-in", f"{name}.csr", "-out", f"{name}.pem"]
        _openssl(folder, "ca", "-batch", "-notext", "-config", "ca.cnf", *signer, *dates, *files)
    return folder


def _key(file: str) -> list[str]:
    return ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", file]


def _openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def served(folder: Path, name: str) -> HostileWeb:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    return HostileWeb([Scenario("good", lambda connection: connection.send(page()), "ok")], context)


def asked(folder: Path, port: int, host: str = "good.test", seconds: float = 5) -> Response | Fault:
    http = Http(
        networks(["127.0.0.1/32"]),
        str(folder / "ca.pem"),
        look_up=lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))],
    )
    return http.send(Request("GET", f"https://{host}:{port}/x"), CancelScope(seconds))


def test_a_good_certificate_for_the_name_asked_for(folder: Path) -> None:
    with served(folder, "good") as web:
        reply = asked(folder, web.port)
    assert isinstance(reply, Response) and reply.status == 200
    assert web.asked == {("good", "/x"): 1}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("expired", "has expired"),
        ("early", "not valid yet"),
        ("other-name", "for another name"),
        ("unknown", "issuer is not known"),
        ("stranger", "signed by itself"),
    ],
)
def test_a_bad_certificate_is_named_and_nothing_is_asked(name: str, words: str, folder: Path) -> None:
    with served(folder, name) as web:
        reply = asked(folder, web.port)
    assert isinstance(reply, Fault) and reply.reason is Reason.TLS
    assert words in reply.detail
    assert not web.asked


@pytest.fixture
def port_that_says(request: pytest.FixtureRequest) -> Iterator[int]:
    """A port that sends some bytes to whoever connects, and then waits."""
    closing = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            with sock:
                for byte in request.param:
                    try:
                        sock.sendall(bytes([byte]))
                    except OSError:
                        return
                    closing.wait(0.01)
                closing.wait(20 if request.param[:1] != b"H" else 0.2)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        closing.set()
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)


@pytest.mark.parametrize(
    ("port_that_says", "reason"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", Reason.TLS),
        (b"", Reason.TIMEOUT),
        (b"\x16\x03\x03\x40\x00" + b"\x02" * 2000, Reason.TIMEOUT),
    ],
    indirect=["port_that_says"],
    ids=["no TLS", "silence", "trickle"],
)
def test_a_handshake_that_leads_nowhere_ends(port_that_says: int, reason: Reason, folder: Path) -> None:
    reply = asked(folder, port_that_says, seconds=0.5)
    assert isinstance(reply, Fault) and reply.reason is reason, reply
