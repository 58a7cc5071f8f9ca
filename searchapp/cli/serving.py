"""How is the archive served?"""

from __future__ import annotations

import os

import click

from searchapp.cli.terminal import archive_option, opened, say
from searchapp.web.server import ServerSettings, serve


@click.command("serve")
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on."
)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option("--base-url", default="", metavar="URL", help="The public address, when behind a proxy.")
def serve_command(location: str, host: str, port: int, workers: int, base_url: str) -> None:
    """Serve the pages and the API. SIGTERM ends everything within ten seconds."""
    with opened(location) as archive:
        archive.searcher()  # a damaged archive is told now, not at the first request
    say(f"Serving http://{host}:{port} (stop with Ctrl+C)")
    serve(ServerSettings(os.path.abspath(location), host, port, workers, base_url))
