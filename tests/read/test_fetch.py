"""Addresses: what is refused without a connection, and a real server on this machine for the rest."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dragoman.read.fetch import fetch, public_address
from dragoman.record import Problem
from dragoman.source import Source, Unreadable

NOW = datetime(2024, 6, 1, tzinfo=UTC)
ASKED: list[tuple[str, str | None]] = []


class _Pages(BaseHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        ASKED.append((self.path, self.headers["Host"]))
        name = self.path.strip("/")
        if name == "slow":
            self._drip()
        elif name == "headers":
            self._drip(b"HTTP/1.1 200 OK\r\nX-Long: ")
        elif name.startswith("hop"):
            number = int(name[3:])
            self._say(302, b"", Location=f"/hop{number - 1}" if number else "/page")
        elif name == "away":
            self._say(302, b"", Location="http://10.0.0.1/secret")
        elif name == "file":
            self._say(301, b"", Location="file:///etc/passwd")
        elif name == "picture":
            self._say(200, b"\x89PNG", Content_Type="image/png")
        elif name == "packed":
            self._say(200, b"x", Content_Type="text/html", Content_Encoding="gzip")
        elif name == "large":
            self._say(200, b"a" * 50_000, length=None)
        elif name == "claims":
            self._say(200, b"a", length=99_999_999)
        elif name == "gone":
            self._say(404, b"no")
        else:
            self._say(200, b"<html><body><p>They met.</p></body></html>", Content_Type="text/html; charset=utf-8")

    def _say(self, status: int, body: bytes, length: int | None = -1, **headers: object) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), str(value))
        if length is not None:
            self.send_header("Content-Length", str(len(body) if length < 0 else length))
        self.end_headers()
        self.wfile.write(body)

    def _drip(self, start: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n") -> None:
        """A byte every tenth of a second: never slow enough for a limit on one read."""
        try:
            self.wfile.write(start)
            for _ in range(100):
                self.wfile.write(b"a")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    pages = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    thread = threading.Thread(target=pages.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{pages.server_port}"
    pages.shutdown()
    pages.server_close()
    thread.join()


def reason(address: str, **limits: object) -> str:
    found = fetch(address, NOW, **limits)  # type: ignore[arg-type]
    assert isinstance(found, Problem), found
    assert (found.stage, found.document, found.at) == ("fetch", address, NOW)
    return found.reason


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://127.0.0.1/", "not a public address: 127.0.0.1"),
        ("http://localhost/", "not a public address: localhost"),
        ("http://10.1.2.3/", "not a public address: 10.1.2.3"),
        ("http://169.254.169.254/latest/", "not a public address: 169.254.169.254"),
        ("http://0.0.0.0/", "not a public address: 0.0.0.0"),
        ("http://224.0.0.1/", "not a public address: 224.0.0.1"),
        ("http://[::1]/", "not a public address: ::1"),
        ("http://[fe80::1]/", "not a public address: fe80::1"),
        ("http://[fc00::1]/", "not a public address: fc00::1"),
        ("http://[::ffff:127.0.0.1]/", "not a public address: ::ffff:127.0.0.1"),
        ("http://[64:ff9b::7f00:1]/", "not a public address: 64:ff9b::7f00:1"),
        ("http://[64:ff9b:1::7f00:1]/", "not a public address: 64:ff9b:1::7f00:1"),
        ("http://[2002:7f00:1::]/", "not a public address: 2002:7f00:1::"),
        ("http://[2001:0:7f00:1::]/", "not a public address: 2001:0:7f00:1::"),
        ("http://2130706433/", "the host is written as a number: 2130706433"),
        ("http://0x7f.1/", "the host is written as a number: 0x7f.1"),
        ("http://0177.0.0.1/", "not an address"),
        ("http://127.1/", "the host is written as a number: 127.1"),
        ("http://example.org@127.0.0.1/", "the address holds a name or password"),
        ("http://user:word@example.org/", "the address holds a name or password"),
        ("file:///etc/passwd", "only http and https addresses are fetched, not file"),
        ("ftp://example.org/", "only http and https addresses are fetched, not ftp"),
        ("example.org", "only http and https addresses are fetched, not a name without a scheme"),
        ("http:///path", "the address names no host"),
        ("http://a.example:port/", "not an address"),
        ("http://no-such-host.invalid/", "no such host: no-such-host.invalid"),
    ],
)
def test_an_address_that_leads_inside_is_refused(address: str, expected: str) -> None:
    assert reason(address) == expected


def test_a_name_that_leads_to_one_inner_address_among_others_is_refused() -> None:
    assert public_address("a.example", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"]) == "93.184.215.14"
    for inner in ("127.0.0.1", "::ffff:10.0.0.1", "2002:a00:1::", "fe80::1%eth0", "100.64.0.1", "198.18.0.1"):
        with pytest.raises(Unreadable, match="not a public address"):
            public_address("a.example", ["93.184.215.14", inner])
    with pytest.raises(Unreadable):
        public_address("a.example", [])


def test_a_page_is_fetched_with_its_media_type_and_the_host_it_was_asked_for(server: str) -> None:
    found = fetch(f"{server}/page", NOW, allow_private=True)
    assert found == Source(
        f"{server}/page", b"<html><body><p>They met.</p></body></html>", NOW, "text/html; charset=utf-8"
    )
    assert ASKED[-1] == ("/page", server.removeprefix("http://"))


def test_five_redirects_are_followed_and_a_sixth_is_not(server: str) -> None:
    found = fetch(f"{server}/hop4", NOW, allow_private=True)
    assert isinstance(found, Source)
    assert found.address == f"{server}/page"
    assert reason(f"{server}/hop5", allow_private=True) == "more than 5 redirects"


def test_a_redirect_to_an_inner_address_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.read import fetch as module

    # this machine stands for the public one, so that only the redirect is refused
    monkeypatch.setattr(
        module, "_is_public", lambda address, real=module._is_public: str(address) == "127.0.0.1" or real(address)
    )
    assert isinstance(fetch(f"{server}/page", NOW), Source)
    assert reason(f"{server}/away") == "not a public address: 10.0.0.1"


@pytest.mark.parametrize(
    ("path", "limits", "expected"),
    [
        ("file", {}, "only http and https addresses are fetched, not file"),
        ("gone", {}, "the server answered 404"),
        ("picture", {}, "not a document: image/png"),
        ("packed", {}, "the server sent it packed, unasked"),
        ("claims", {}, "too large: more than 32 MiB"),
        ("large", {"largest": 40_000}, "too large: more than 40000 bytes"),
        ("slow", {"seconds": 0.5}, "slower than 0.5 seconds"),
        ("headers", {"seconds": 0.5}, "slower than 0.5 seconds"),
    ],
)
def test_what_a_server_may_not_do(server: str, path: str, limits: dict[str, object], expected: str) -> None:
    start = time.monotonic()
    assert reason(f"{server}/{path}", allow_private=True, **limits) == expected
    assert time.monotonic() - start < 3


def test_nobody_there_is_a_problem() -> None:
    assert reason("http://127.0.0.1:9/", allow_private=True) == "no connection"
