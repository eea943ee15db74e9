"""Nothing that runs in a test may talk to another machine."""

from __future__ import annotations

import ipaddress
from typing import Any

_LOCAL_NAMES = frozenset({"", "localhost", "ip6-localhost"})


class RemoteConnectionRefused(RuntimeError):
    """A test tried to reach another machine."""


def refuse_remote_connections(event: str, arguments: tuple[Any, ...]) -> None:
    """Audit hook: refuse connections and name look-ups that leave this machine."""
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        if isinstance(address, tuple) and not is_local(address[0]):
            raise RemoteConnectionRefused(f"{event} to {address}")
    elif event == "socket.getaddrinfo" and not is_local(arguments[0]):
        raise RemoteConnectionRefused(f"{event} of {arguments[0]}")


def is_local(host: object) -> bool:
    """Whether ``host`` is this machine."""
    if host is None:
        return True
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    if name in _LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(name.split("%", maxsplit=1)[0]).is_loopback
    except ValueError:
        return False
