"""What the operator has decided: who may read, whom to trust, how much is too much, what to log."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Literal

from searchapp.errors import UsageError

ReadAccess = Literal["open", "token", "proxy-header"]
READ_ACCESS: tuple[ReadAccess, ...] = ("open", "token", "proxy-header")

LOOPBACK = ("127.0.0.0/8", "::1/128")


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of a site.

    read_access: "open", "token" (a token, as bearer or as the password of basic authentication)
    or "proxy-header" (a trusted proxy names the reader in `proxy_header`).
    trusted_proxies: addresses or networks whose X-Forwarded headers count.
    rate_limit: requests a second for one client; 0: no limit. hosts: names under which the
    site answers; (): any. log_queries: log the address with what was searched for.
    """

    read_access: ReadAccess = "open"
    proxy_header: str = "X-Remote-User"
    trusted_proxies: tuple[str, ...] = ()
    rate_limit: float = 0.0
    hosts: tuple[str, ...] = ()
    access_log: bool = False
    log_queries: bool = False

    def __post_init__(self) -> None:
        """Raises UsageError for what is no address and no name of a header."""
        self.networks()
        if not self.proxy_header.replace("-", "").isalnum() or not self.proxy_header.isascii():
            raise UsageError(f"not the name of a header: {self.proxy_header!r}", "proxy-header")

    def networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The trusted proxies; with a proxy header and none named, this machine."""
        named = self.trusted_proxies
        if not named and self.read_access == "proxy-header":
            named = LOOPBACK
        try:
            return tuple(ip_network(each, strict=False) for each in named)
        except ValueError as error:
            raise UsageError(f"not an address of a proxy: {error}", "trusted-proxy") from None
