"""A search as an Atom feed (RFC 4287), and the site as an OpenSearch engine (OpenSearch 1.1)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from searchapp.highlighting import mark_spans, matches, to_html
from searchapp.model import PartialDate, QuoteHit, ReportHit, Snippet
from searchapp.web import wording
from searchapp.web.results import QUOTES, REPORTS, match_facts, title_of
from searchapp.web.texts import text
from searchapp.web.urls import SearchRequest, report_url, search_url

_ATOM = "http://www.w3.org/2005/Atom"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_NO_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold at all."""


def atom(
    asked: SearchRequest, hits: Sequence[ReportHit | QuoteHit], quotes: bool, own: str, address: str
) -> bytes:
    """The feed of a search; `own` is its path, `address` the site's public one without final slash.

    Atom wants a moment of every entry, so what has no date is left out, and the feed says so.
    """
    dated = [(hit, hit.report.date) for hit in hits if hit.report.date]
    feed = Element("feed", xmlns=_ATOM)
    feed.set("xml:lang", "nl")
    title = text("feed.quotes" if quotes else "feed.reports")
    _put(feed, "title", f"{asked.q} · {title}" if asked.q else title)
    _put(feed, "id", address + own)
    SubElement(feed, "link", rel="self", type="application/atom+xml", href=_clean(address + own))
    page = address + search_url(QUOTES if quotes else REPORTS, asked.with_options())
    SubElement(feed, "link", rel="alternate", type="text/html", href=_clean(page))
    _put(feed, "updated", max((_moment(date) for _, date in dated), default=_now()))
    if len(dated) < len(hits):
        _put(feed, "subtitle", text("feed.undated"))
    _put(SubElement(feed, "author"), "name", text("site.name"))
    for hit, date in dated:
        _entry(feed, hit, date, asked, address)
    return _document(feed)


def _entry(
    feed: Element, hit: ReportHit | QuoteHit, date: PartialDate, asked: SearchRequest, address: str
) -> None:
    report, entry = hit.report, SubElement(feed, "entry")
    number = hit.number if isinstance(hit, QuoteHit) else None
    found = _matched_words(hit, asked)
    if isinstance(hit, QuoteHit):
        speaker = hit.quote.speaker or text("quote.speaker.unknown")
        title = f"{speaker}: “{' '.join(hit.quote.text.split())}”"
        passage = Snippet(mark_spans(hit.quote.text, _spans(hit.quote.text, asked)))
    else:
        title, passage = title_of(report), hit.snippet
    _put(entry, "title", title)
    _put(entry, "id", address + report_url(report.id, number))
    SubElement(
        entry,
        "link",
        rel="alternate",
        type="text/html",
        href=_clean(address + report_url(report.id, number, asked, "quotes" if number else "")),
    )
    _put(entry, "updated", _moment(date))
    for word in found:
        SubElement(entry, "category", term=_clean(word))
    matched = text("feed.matched", words=", ".join(found)) if found else ""
    _put(entry, "summary", " · ".join(part for part in (*_facts(hit), matched) if part))
    content = SubElement(entry, "content", type="html")
    lines = [*_escaped(_facts(hit)), to_html(passage), *_escaped([matched])]
    content.text = _clean("".join(f"<p>{line}</p>" for line in lines if line))


def _facts(hit: ReportHit | QuoteHit) -> list[str]:
    facts = match_facts(hit.report)
    match = " ".join(part for part in (facts.teams, facts.score) if part)
    return [part for part in (wording.date(hit.report.date), facts.competition, match) if part]


def _escaped(lines: Sequence[str]) -> list[str]:
    return [to_html(Snippet(((" · ".join(lines), False),)))]


def _spans(printed: str, asked: SearchRequest) -> list[tuple[int, int]]:
    return matches(printed, asked.query, asked.options.exact)


def _matched_words(hit: ReportHit | QuoteHit, asked: SearchRequest) -> list[str]:
    """The words of the text that the query matches, as printed, each once."""
    printed = hit.quote.text if isinstance(hit, QuoteHit) else hit.report.text
    found = {printed[start:end].lower(): printed[start:end] for start, end in _spans(printed, asked)}
    return list(found.values())


def _moment(date: PartialDate) -> str:
    """The first moment that a date can mean."""
    return f"{datetime.date.isoformat(date.first_day)}T00:00:00Z"


def _now() -> str:
    """A feed without entries says what holds at this moment."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def opensearch_description(address: str) -> bytes:
    """What to call this engine, and where it answers and suggests."""
    root = Element("OpenSearchDescription", xmlns=_OPENSEARCH)
    _put(root, "ShortName", text("site.name"))
    _put(root, "Description", text("opensearch.description"))
    _put(root, "InputEncoding", "UTF-8")
    _put(root, "Language", "nl")
    for kind, path in (("text/html", "/zoeken"), ("application/x-suggestions+json", "/api/v1/suggest")):
        url = SubElement(root, "Url", type=kind, template=_clean(f"{address}{path}?q={{searchTerms}}"))
        if kind != "text/html":
            url.set("rel", "suggestions")
    feed = f"{address}/feed.atom?q={{searchTerms}}"
    SubElement(root, "Url", type="application/atom+xml", template=_clean(feed))
    own = f"{address}/opensearch.xml"
    SubElement(root, "Url", rel="self", type="application/opensearchdescription+xml", template=_clean(own))
    image = SubElement(root, "Image", type="image/svg+xml")
    image.text = _clean(f"{address}/static/icon.svg")
    return _document(root)


def _put(parent: Element, name: str, content: str) -> None:
    SubElement(parent, name).text = _clean(content)


def _clean(content: str) -> str:
    return _NO_XML.sub("", content)


def _document(root: Element) -> bytes:
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document
