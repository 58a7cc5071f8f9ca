from __future__ import annotations

import pytest

from searchapp.engine.distributed.location import API_KEY, CERTIFICATES, PASSWORD, USER, credentials, parse
from searchapp.errors import UsageError


@pytest.mark.parametrize(
    ("text", "hosts", "shown"),
    [
        ("http://localhost:9200/verslagen", ("http://localhost:9200",), "http://localhost:9200/verslagen"),
        (
            "https://een,twee:9201/a-b_1/",
            ("https://een:9200", "https://twee:9201"),
            "https://een:9200,twee:9201/a-b_1",
        ),
        ("HTTP://[::1]:9200/x", ("http://[::1]:9200",), "http://[::1]:9200/x"),
    ],
)
def test_location_names_hosts_and_archive(text: str, hosts: tuple[str, ...], shown: str) -> None:
    """Several hosts share a scheme and a name; without a port it's 9200."""
    location = parse(text)
    assert location.hosts == hosts
    assert str(location) == shown


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("http://localhost:9200", "names no archive"),
        ("http://localhost:9200/", "names no archive"),
        ("http://localhost:9200/Verslagen", "small letters"),
        ("http://localhost:9200/a/b", "small letters"),
        ("http:///verslagen", "names no host"),
        ("http://host:notaport/verslagen", "names no host"),
        ("http://ik:geheim@host:9200/verslagen", PASSWORD),
    ],
)
def test_wrong_location_says_what_is_wrong(text: str, reason: str) -> None:
    """A secret in the address is refused, because addresses are printed."""
    with pytest.raises(UsageError, match=reason) as raised:
        parse(text)
    assert raised.value.parameter == "archive"


def test_secrets_come_from_the_environment() -> None:
    """A user with a password, a key, and the file of a certificate authority."""
    assert credentials({}) == {}
    assert credentials({USER: "ik", PASSWORD: "geheim"}) == {"http_auth": ("ik", "geheim")}
    assert credentials({API_KEY: "abc", CERTIFICATES: "/ca.pem"}) == {
        "headers": {"Authorization": "ApiKey abc"},
        "ca_certs": "/ca.pem",
    }
