"""One archive and one site for all tests of the pages and the API; nobody writes to them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchapp.engine.protocols import Archive
from searchapp.web import create_app
from tests.web.newsroom import everything, filled


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The newsroom's archive."""
    archive = filled(tmp_path_factory.mktemp("redactie"), everything())
    yield archive
    archive.close()


@pytest.fixture(scope="session")
def app(archive: Archive) -> Flask:
    """The site over that archive."""
    return create_app(archive)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript, so to say."""
    return app.test_client()
