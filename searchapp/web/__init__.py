"""The web front end: pages for editors and an API for scripts over one archive."""

from __future__ import annotations

from urllib.parse import quote as percent_encoded

from flask import Flask, request, url_for
from flask.json.provider import DefaultJSONProvider
from jinja2 import StrictUndefined
from markupsafe import Markup
from werkzeug.routing import BaseConverter

from searchapp.engine.protocols import Archive
from searchapp.highlighting import to_html
from searchapp.model import Snippet
from searchapp.web import access, assets, failures, headers, requestlog, urls
from searchapp.web.api import api
from searchapp.web.desk import desk
from searchapp.web.downloads import downloads
from searchapp.web.metrics import Metrics
from searchapp.web.numbers import number
from searchapp.web.operations import Gauges, operations
from searchapp.web.policy import Policy
from searchapp.web.proxies import Proxies
from searchapp.web.scrubbing import Scrubber
from searchapp.web.site import PublicAddress, Site
from searchapp.web.texts import language, speak, text
from searchapp.web.unbroken import unbroken
from searchapp.web.views import views
from searchapp.web.writing import writing

_LARGEST_BODY = 1_000_000
"""Bytes of a request's body; reading pages sends none."""


class _Anything(BaseConverter):
    """An id or a name: any characters, slashes included."""

    regex = r"[\s\S]+"
    part_isolating = False


def create_app(
    archive: Archive, base_url: str = "", policy: Policy | None = None, metrics: Metrics | None = None
) -> Flask:
    """The site over `archive`.

    base_url: the public address behind a proxy (https://archief.example/zoek), or "". policy: the
    operator's rules; without any, reading is open and nothing is limited or logged. metrics: counters
    that several processes share.
    Raises UsageError when it is no http(s) address, FileNotFoundError without static files.
    """
    app = Flask(__name__, static_folder=assets.static_folder(), static_url_path="/static")
    app.config["MAX_CONTENT_LENGTH"] = _LARGEST_BODY
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = headers.ONE_YEAR
    app.url_map.converters["anything"] = _Anything
    # Ids may hold double slashes; a redirect would make another id of them.
    app.url_map.merge_slashes = False
    app.json = _json(app)
    _prepare_templates(app)
    policy = policy or Policy()
    Site(archive, base_url.rstrip("/"), policy).put_in(app.extensions)
    metrics = metrics or Metrics()
    Gauges(metrics, Scrubber(archive)).put_in(app.extensions)
    app.register_blueprint(views)
    app.register_blueprint(api)
    app.register_blueprint(writing)
    app.register_blueprint(downloads)
    app.register_blueprint(operations)
    app.register_blueprint(desk)
    failures.register(app)
    requestlog.register(app, policy, metrics)
    app.before_request(_speak_as_asked)
    access.register(app, policy)
    app.teardown_request(_speak_dutch_again)
    app.after_request(headers.packed)
    app.after_request(headers.secured)
    if base_url:
        app.wsgi_app = PublicAddress(app.wsgi_app, base_url)  # type: ignore[method-assign]
    app.wsgi_app = Proxies(app.wsgi_app, policy)  # type: ignore[method-assign]
    return app


def _json(app: Flask) -> DefaultJSONProvider:
    """Keys in the order of the interface, Dutch letters as they are."""
    provider = DefaultJSONProvider(app)
    provider.ensure_ascii, provider.sort_keys = False, False
    return provider


def _prepare_templates(app: Flask) -> None:
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    app.jinja_env.globals.update(t=text, number=number, asset=_asset, root=_root)
    app.jinja_env.globals.update(at=_at, language=language, in_other_language=_in_other_language)
    app.jinja_env.filters["marked"] = _marked
    app.jinja_env.filters["unbroken"] = unbroken


def _asset(name: str) -> str:
    return url_for("static", filename=name, v=assets.version(name))


def _root() -> str:
    """The site's prefix behind a proxy, which every path in a page gets; usually ""."""
    return request.script_root


def _speak_as_asked() -> None:
    """Pages and the API's notices speak the language of `lang`; Dutch where nothing is said."""
    speak(request.args.get("lang", "nl"))


def _speak_dutch_again(error: BaseException | None) -> None:
    """What follows in this thread doesn't inherit the language of this request."""
    speak("nl")


def _at(path: str) -> str:
    """A path in a page: below the site's prefix, and in the language that is spoken."""
    if language() != "nl" and not path.startswith(("#", failures.API)):
        path = urls.with_parameter(path, "lang", language())
    return _root() + path


def _in_other_language() -> str:
    """This very page in the other language."""
    other = "en" if language() == "nl" else None
    # A path that began with two slashes would lead to another host.
    path = "/" + percent_encoded(request.path.lstrip("/"))
    query = request.query_string.decode("ascii", "replace")
    return _root() + urls.with_parameter(f"{path}?{query}", "lang", other)


def _marked(snippet: Snippet) -> Markup:
    """A snippet as HTML; it escapes the text itself, so this is the one place to trust it.

    The dots at its ends stay with the words beside them.
    """
    shown = to_html(snippet)
    if shown.startswith("… "):
        shown = "…\N{NO-BREAK SPACE}" + shown[2:]
    if shown.endswith(" …"):
        shown = shown[:-2] + "\N{NO-BREAK SPACE}…"
    return unbroken(Markup(shown))
