"""How is the archive served?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from searchapp.cli.terminal import archive_option, opened, say
from searchapp.web.policy import READ_ACCESS, Policy
from searchapp.web.server import ServerSettings, serve

_Command = TypeVar("_Command", bound=Callable[..., Any])

_RULES = ("read_access", "proxy_header", "rate_limit", "access_log", "log_queries")


def _setting(option: str, **attributes: Any) -> Callable[[_Command], _Command]:
    """An option that the environment can set, too: --rate-limit is $SEARCHAPP_RATE_LIMIT."""
    name = option.partition("/")[0].removeprefix("--").upper().replace("-", "_")
    return click.option(option, envvar=f"SEARCHAPP_{name}", show_default=True, **attributes)


@click.command("serve")
@archive_option
@_setting("--host", default="127.0.0.1", help="Address to listen on.")
@_setting("--port", default=8000, type=click.IntRange(0, 65535), help="Port to listen on.")
@_setting("--workers", default=2, type=click.IntRange(1, 64), help="Processes.")
@_setting("--threads", default=8, type=click.IntRange(1, 256), help="Requests at once in a process.")
@_setting("--base-url", default="", metavar="URL", help="The public address, when behind a proxy.")
@_setting("--read-access", default="open", type=click.Choice(READ_ACCESS), help="Who may read.")
@_setting("--proxy-header", default="X-Remote-User", metavar="NAME", help="Where a proxy names the reader.")
@_setting(
    "--trusted-proxy", multiple=True, metavar="ADDRESS", help="Whose X-Forwarded headers count; repeatable."
)
@_setting(
    "--rate-limit", default=50.0, type=click.FloatRange(0), help="Requests a second for one client; 0: any."
)
@_setting("--access-log/--no-access-log", default=True, help="Note each request on stderr.")
@_setting(
    "--log-queries", is_flag=True, default=False, help="Note addresses with what was searched for, too."
)
@_setting("--scrub", default=5.0, type=click.FloatRange(0), help="MB/s to read in search of damage; 0: none.")
def serve_command(location: str, trusted_proxy: tuple[str, ...], **chosen: Any) -> None:
    """Serve the pages and the API. SIGTERM ends everything within ten seconds."""
    rules = {name: chosen.pop(name) for name in _RULES}
    policy = Policy(trusted_proxies=trusted_proxy, **rules)
    with opened(location) as archive:
        archive.searcher()  # a damaged archive is told now, not at the first request
        resolved = archive.location
    say(f"Serving http://{chosen['host']}:{chosen['port']} (stop with Ctrl+C)")
    serve(ServerSettings(resolved, policy=policy, **chosen))
