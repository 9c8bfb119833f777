"""Redirects a program to the stand-in: Python imports this at start-up, through PYTHONPATH.

Microsoft's hosts resolve to the door that STAND_IN_DOOR names, which is read each time because the
door differs between programs. No other host resolves, and only the loopback can be reached. Must
not know what the stand-in answers, nor import anything but the standard library.
"""

import asyncio
import ipaddress
import os
import socket
import sys
from asyncio.selector_events import BaseSelectorEventLoop
from collections.abc import Awaitable, Callable
from typing import Any

REDIRECTED_HOSTS = frozenset(os.environ["STAND_IN_HOSTS"].split())
_WEB_PORTS = frozenset({80, 443})

_resolve = socket.getaddrinfo
_connect: Callable[..., Awaitable[object]] = asyncio.BaseEventLoop.create_connection
_connect_socket: Callable[..., Awaitable[None]] = BaseSelectorEventLoop.sock_connect


def _door() -> tuple[str, int]:
    address, _, port = os.environ["STAND_IN_DOOR"].rpartition(":")
    return address, int(port)


def _is_redirected(host: str) -> bool:
    name = host.lower().rstrip(".")
    return name in REDIRECTED_HOSTS or f"*.{name.partition('.')[2]}" in REDIRECTED_HOSTS


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _getaddrinfo(
    host: bytes | str | None,
    port: bytes | str | int | None,
    family: int = 0,
    type: int = 0,  # noqa: A002 the name that callers may pass
    proto: int = 0,
    flags: int = 0,
) -> list[Any]:
    name = host.decode() if isinstance(host, bytes) else host
    if name is not None and _is_redirected(name):
        return _resolve(*_door(), family, type, proto, flags)
    if name == "localhost":
        name = "127.0.0.1"
    # A name that is no address then fails at once, without a question to any name server.
    return _resolve(name, port, family, type, proto, flags | socket.AI_NUMERICHOST)


async def _create_connection(
    loop: asyncio.BaseEventLoop,
    protocol_factory: Callable[[], asyncio.BaseProtocol],
    host: str | None = None,
    port: int | None = None,
    **options: object,
) -> object:
    # anyio resolves the name itself and then asks for the address with the port it began with;
    # asyncio does not resolve what is an address already.
    if host is not None and port in _WEB_PORTS and (host == _door()[0] or _is_redirected(host)):
        if options.get("ssl") and options.get("server_hostname") is None:
            options["server_hostname"] = host
        host, port = _door()
    return await _connect(loop, protocol_factory, host, port, **options)


async def _sock_connect(
    loop: BaseSelectorEventLoop, sock: socket.socket, address: tuple[Any, ...]
) -> None:
    # aiohttp asks for no name where the host is written as an address.
    is_played = isinstance(address, tuple) and _is_redirected(str(address[0]))
    await _connect_socket(loop, sock, _door() if is_played else address)


def _refuse_the_network(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook, so that no client can go round it."""
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        if isinstance(address, tuple) and not _is_loopback(str(address[0])):
            raise OSError(f"no network here: {address[0]}")
    elif event in {"socket.gethostbyname", "socket.gethostbyaddr"}:
        raise socket.gaierror(socket.EAI_NONAME, f"no network here: {arguments[0]}")


socket.getaddrinfo = _getaddrinfo
asyncio.BaseEventLoop.create_connection = _create_connection  # type: ignore[assignment]  # a patch
BaseSelectorEventLoop.sock_connect = _sock_connect  # type: ignore[assignment]  # the same
sys.addaudithook(_refuse_the_network)
