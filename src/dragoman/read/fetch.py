"""A document from an http(s) address, only when asked for by name, and only from the public internet."""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from collections.abc import Iterable
from datetime import datetime
from ssl import SSLContext
from typing import Any

import httpcore
import httpx

from dragoman.record import Problem
from dragoman.source import Source, Unreadable, problem

LARGEST = 32 << 20  # bytes
REDIRECTS = 5
_SECONDS = 30.0
_MEDIA = (
    "text/",
    "application/pdf",
    "application/xhtml",
    "application/rss",
    "application/atom",
    "application/xml",
    "application/zip",
    "application/octet-stream",
    "application/vnd.openxmlformats-officedocument.wordprocessingml",
)
_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?", re.IGNORECASE)
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def fetch(
    address: str, retrieved: datetime, *, allow_private: bool = False, seconds: float = _SECONDS, largest: int = LARGEST
) -> Source | Problem:
    """The bytes at the address, or a Problem that says why not; ``Source.address`` is where the last redirect led.

    Names are resolved once and the connection goes to the very address that was checked, at every redirect again (at
    most five). Refused: what is not globally routable, also inside IPv4-mapped, NAT64, 6to4 and Teredo addresses;
    names and passwords in the address; hosts written as numbers; other schemes; answers larger than ``largest``
    bytes, slower in all than ``seconds``, packed, or of a kind that holds no text. Proxies of the environment are
    not used. ``allow_private`` lets it reach this machine and its network.

    >>> from datetime import datetime, UTC
    >>> fetch("http://127.0.0.1/", datetime(2024, 5, 2, tzinfo=UTC)).reason
    'not a public address: 127.0.0.1'
    """
    network = _Checked(time.monotonic() + seconds, allow_private)
    try:
        url = _url(address)
        with httpcore.ConnectionPool(network_backend=network, max_connections=1) as pool:
            for _ in range(REDIRECTS + 1):
                found = _get(pool, url, retrieved, network, largest)
                if isinstance(found, Source):
                    return found
                url = found
        raise Unreadable(f"more than {REDIRECTS} redirects")
    except Unreadable as refusal:
        return problem(address, refusal.reason, retrieved, stage="fetch", detail=refusal.detail)
    except httpcore.TimeoutException:
        return problem(address, f"slower than {seconds:g} seconds", retrieved, stage="fetch")
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
        return problem(address, "no connection", retrieved, stage="fetch", detail=f"{type(error).__name__}: {error}")


def public_address(host: str, found: Iterable[str]) -> str:
    """The first of the addresses a name resolved to, where every one of them is public.

    Raises Unreadable otherwise: a name that leads to both a public and an inner machine is a trick.

    >>> public_address("example.org", ["93.184.215.14"])
    '93.184.215.14'
    >>> public_address("example.org", ["64:ff9b::7f00:1"])
    Traceback (most recent call last):
    dragoman.source.Unreadable: not a public address: example.org
    """
    addresses = list(found)
    if not addresses or not all(_is_public(ipaddress.ip_address(one.split("%")[0])) for one in addresses):
        raise Unreadable(f"not a public address: {host}", ", ".join(addresses))
    return addresses[0]


def _is_public(address: _Address) -> bool:
    """Python 3.11 calls 64:ff9b::7f00:1 and 2002:7f00:1:: global, though both lead to 127.0.0.1: look inside."""
    if not address.is_global or address.is_multicast or (address.is_reserved and address.version == 4):
        return False
    return all(_is_public(inner) for inner in _inside(address))


def _inside(address: _Address) -> list[_Address]:
    """The IPv4 addresses an IPv6 address carries."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    low = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if any(address in net for net in _NAT64):
        return [low]
    teredo = list(address.teredo or ())
    return [one for one in (address.ipv4_mapped, address.sixtofour, *teredo) if one is not None]


def _url(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
        port = url.port
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise Unreadable("not an address", str(error)) from error
    if url.scheme not in {"http", "https"}:
        raise Unreadable(f"only http and https addresses are fetched, not {url.scheme or 'a name without a scheme'}")
    if url.userinfo:
        raise Unreadable("the address holds a name or password")
    if not url.host or port == 0:
        raise Unreadable("the address names no host")
    if _NUMBER.fullmatch(url.host) and not re.fullmatch(r"(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}", url.host):
        raise Unreadable(f"the host is written as a number: {url.host}")
    return url


def _get(
    pool: httpcore.ConnectionPool, url: httpx.URL, retrieved: datetime, network: _Checked, largest: int
) -> Source | httpx.URL:
    """The document, or the address it redirects to."""
    headers = [
        ("Host", url.netloc.decode()), ("Accept", "text/html,application/pdf,text/plain,*/*;q=0.5"),
        ("Accept-Encoding", "identity"), ("User-Agent", "dragoman"), ("Connection", "close"),
    ]  # fmt: skip
    left = network.left()
    timeouts = {"connect": left, "read": left, "write": left, "pool": left}
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    with pool.stream("GET", target, headers=headers, extensions={"timeout": timeouts}) as answer:
        said = {name.lower().decode("latin-1"): value.decode("latin-1") for name, value in answer.headers}
        if answer.status in {301, 302, 303, 307, 308} and "location" in said:
            try:
                return _url(str(url.join(said["location"])))
            except (httpx.InvalidURL, ValueError) as error:
                raise Unreadable("redirected to what is not an address", str(error)) from error
        if answer.status != 200:
            raise Unreadable(f"the server answered {answer.status}")
        media = said.get("content-type", "")
        if media and not media.lower().startswith(_MEDIA):
            raise Unreadable(f"not a document: {media.split(';')[0][:60].lower()}")
        if said.get("content-encoding", "identity").lower() != "identity":
            raise Unreadable("the server sent it packed, unasked", said["content-encoding"])
        too_large = (
            f"too large: more than {largest >> 20} MiB" if largest >> 20 else f"too large: more than {largest} bytes"
        )
        if said.get("content-length", "0").isdigit() and int(said.get("content-length", "0")) > largest:
            raise Unreadable(too_large)
        data = bytearray()
        for piece in answer.iter_stream():
            data += piece
            if len(data) > largest:
                raise Unreadable(too_large)
        return Source(str(url), bytes(data), retrieved, media or None)


class _Checked(httpcore.NetworkBackend):
    """Connects only to addresses that were checked, and lets no wait outlast the deadline."""

    def __init__(self, deadline: float, allow_private: bool) -> None:
        self._deadline, self._allow_private = deadline, allow_private
        self._sockets = httpcore.SyncBackend()

    def left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline has passed")
        return left

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        try:
            rows = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unreadable(f"no such host: {host}", str(error)) from error
        found = [str(row[4][0]) for row in rows]
        checked = found[0] if self._allow_private else public_address(host, found)
        stream = self._sockets.connect_tcp(checked, port, timeout=self.left(), socket_options=socket_options)
        return _Timed(stream, self)

    def sleep(self, seconds: float) -> None:
        time.sleep(min(seconds, self.left()))


class _Timed(httpcore.NetworkStream):
    """A connection of which every read waits at most until the deadline: a server that drips bytes cannot hold us."""

    def __init__(self, stream: httpcore.NetworkStream, network: _Checked) -> None:
        self._stream, self._network = stream, network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=self._network.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=self._network.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname=server_hostname, timeout=self._network.left())
        return _Timed(inner, self._network)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
