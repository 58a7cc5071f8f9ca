"""The API described for machines (OpenAPI 3.1), derived from the tables of fields and parameters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from searchapp import __version__
from searchapp.corrections.requests import CORRECTABLE, ROLES
from searchapp.fields import FACETS
from searchapp.web.suggesting import MEDIA_TYPE
from searchapp.web.urls import MAX_DEPTH, MAX_FACET_LIMIT, MAX_PER_PAGE, PARAMETERS, Parameter

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_TEXT_OR_NULL: Json = {"type": ["string", "null"]}
_WHOLE: Json = {"type": "integer"}
_NUMBER: Json = {"type": "number"}
_DATE: Json = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
_LANG = next(parameter for parameter in PARAMETERS if parameter.name == "lang")
_LARGEST = {"page": MAX_DEPTH, "per_page": MAX_PER_PAGE, "facet_limit": MAX_FACET_LIMIT}


def description(base_url: str = "") -> Json:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "searchapp",
            "version": __version__,
            "description": "Full-text search with facets and quotes for Dutch-language sports journalism.",
            "license": {"name": "BSD-3-Clause", "identifier": "BSD-3-Clause"},
        },
        "servers": [{"url": base_url or "/"}],
        "paths": _with_rules(
            {
                "/api/v1/search": _get("Search reports", "ReportResults", PARAMETERS),
                "/api/v1/quotes": _get("Search quotes", "QuoteResults", PARAMETERS),
                "/api/v1/reports": _reports_path(),
                "/api/v1/reports/{id}": _report_path(),
                "/api/v1/corrections": _corrections_path(),
                "/api/v1/check": _check_path(),
                "/api/v1/suggest": _suggest_path(),
            }
        ),
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _with_rules(paths: Json) -> Json:
    """The paths with what the operator's rules may answer to any request."""
    rules = {
        "401": _answer("No valid token, where one is needed", "Error"),
        "403": _answer("Not by this way, where reading goes through a proxy; not from another site", "Error"),
        "429": _answer("Too many requests of this client; Retry-After tells when to come back", "Error"),
    }
    for operations in paths.values():
        for operation in operations.values():
            operation["responses"] = {**rules, **operation["responses"]}
            if "requestBody" in operation:
                operation["responses"].setdefault("411", _answer("The body's length is not told", "Error"))
                operation["responses"].setdefault("413", _answer("More than one request may hold", "Error"))
    return paths


def _get(summary: str, schema: str, parameters: Iterable[Parameter]) -> Json:
    return {
        "get": {
            "summary": summary,
            "parameters": [_parameter(parameter) for parameter in parameters],
            "responses": {
                "200": _answer("What was found", schema),
                "400": _answer("An unknown parameter or an unreadable value", "Error"),
                "503": _answer("The archive is damaged or unavailable", "Error"),
            },
        }
    }


def _report_path() -> Json:
    identity = {"name": "id", "in": "path", "required": True, "schema": _TEXT}
    path = _get("A report with its text, facts and quotes", "Report", ())
    path["get"]["parameters"] = [identity]
    path["get"]["responses"]["404"] = _answer("There is no such report", "Error")
    path["delete"] = {
        "summary": "Take a report out of the archive",
        "parameters": [identity],
        "security": [{"token": []}],
        "responses": {"200": _answer("Removed", "Removed"), **_refusals()},
    }
    path["delete"]["responses"]["404"] = _answer("There is no such report", "Error")
    return path


def _reports_path() -> Json:
    kinds = {
        "application/json": {"schema": _reference("ReportIn")},
        "application/x-ndjson": {"schema": _TEXT},
    }
    responses = {
        "200": _answer("What became of each report", "Posted"),
        "201": _answer("At least one report is new", "Posted"),
        "413": _answer("More than one request may hold", "Error"),
        **_refusals(),
    }
    return {
        "post": {
            "summary": "Add or update reports: one as JSON, or JSON Lines with the keys of an extract line",
            "security": [{"token": []}],
            "requestBody": {"required": True, "content": kinds},
            "responses": responses,
        }
    }


def _refusals() -> Json:
    """What any request that changes something can be answered."""
    return {
        "400": _answer("Something that can't be read, or nothing that could be accepted", "Error"),
        "401": _answer("No valid token", "Error"),
        "403": _answer("Sent by a page of another site", "Error"),
        "503": _answer("The archive is damaged, unavailable or being written", "Error"),
    }


def _corrections_path() -> Json:
    body = {"application/json": {"schema": _reference("CorrectionRequest")}}
    responses = {
        "200": _answer("Corrected; all corrections of the report", "Corrections"),
        "404": _answer("There is no such report", "Error"),
        **_refusals(),
    }
    return {
        "post": {
            "summary": "Correct a fact or a quote of a report, or withdraw a correction",
            "security": [{"token": []}],
            "requestBody": {"required": True, "content": body},
            "responses": responses,
        }
    }


def _suggest_path() -> Json:
    typed = Parameter("q", "text", "what was typed so far")
    path = _get("Names and words that somebody may be typing", "Suggestions", (typed, _LANG))
    content = {MEDIA_TYPE: {"schema": _reference("Suggestions")}}
    path["get"]["responses"]["200"] = {"description": "At most ten suggestions", "content": content}
    return path


def _check_path() -> Json:
    """The same question in the address or, out of every log, in the body."""
    text = Parameter("text", "text", "a sentence as somebody remembers it")
    path = _get("Find the quote that was meant, with every difference", "Check", (text,))
    body = _object(text=_TEXT)
    kinds = ("application/x-www-form-urlencoded", "application/json")
    asked = {"required": True, "content": {kind: {"schema": body} for kind in kinds}}
    post = {key: value for key, value in path["get"].items() if key != "parameters"}
    return {**path, "post": {**post, "requestBody": asked}}


def _answer(meaning: str, schema: str) -> Json:
    return {"description": meaning, "content": {"application/json": {"schema": _reference(schema)}}}


def _reference(schema: str) -> Json:
    return {"$ref": f"#/components/schemas/{schema}"}


def _parameter(parameter: Parameter) -> Json:
    value = _value(parameter)
    schema = {"type": "array", "items": value} if parameter.repeatable else value
    described: Json = {"name": parameter.name, "in": "query", "description": parameter.help, "schema": schema}
    return described | ({"style": "form", "explode": True} if parameter.repeatable else {})


def _value(parameter: Parameter) -> Json:
    if parameter.kind == "number":
        return {"type": "integer", "minimum": 0, "maximum": _LARGEST[parameter.name]}
    if parameter.kind == "flag":
        return {"type": "string", "enum": ["0", "1"]}
    if parameter.kind == "choice":
        return {"type": "string", "enum": list(parameter.choices)}
    return _DATE if parameter.kind == "date" else _TEXT


def _object(**properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list_of(items: Json) -> Json:
    return {"type": "array", "items": items}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def _schemas() -> Json:
    error = _object(parameter=_TEXT_OR_NULL, message=_TEXT)
    report_facets = [facet.name for facet in FACETS if facet.on_reports]
    return {
        "Error": _object(error=error),
        "FacetCount": _object(value=_TEXT, count=_WHOLE, selected={"type": "boolean"}),
        "ReportHit": _object(**_report_hit()),
        "QuoteHit": _object(**_quote_hit()),
        "ReportResults": _results("ReportHit", report_facets),
        "QuoteResults": _results("QuoteHit", [facet.name for facet in FACETS]),
        "Report": _object(**_whole_report()),
        "Version": _object(number=_WHOLE, replaced_at=_TEXT, title=_TEXT, date=_or_null(_DATE), text=_TEXT),
        "Posted": _posted(),
        "Removed": _object(id=_TEXT, removed={"type": "boolean"}),
        "ReportIn": {"type": "object", "properties": {"body": _TEXT}, "required": ["body"]},
        "Correction": _correction(),
        "Corrections": _object(report_id=_TEXT, corrections=_list_of(_reference("Correction"))),
        "CorrectionRequest": _correction_request(),
        "Check": _object(text=_TEXT, matches=_list_of(_reference("QuoteMatch"))),
        "QuoteMatch": _object(
            quote=_reference("QuoteHit"), similarity=_NUMBER, diff=_list_of(_list_of(_TEXT))
        ),
        "Suggestions": _suggestions(),
    }


def _posted() -> Json:
    """What became of posted reports; `error` only when all were rejected."""
    outcome = {"type": "string", "enum": ["added", "updated", "unchanged"]}
    rejection = _object(line={"type": ["integer", "null"]}, message=_TEXT)
    described = _object(
        added=_WHOLE,
        updated=_WHOLE,
        unchanged=_WHOLE,
        rejected=_list_of(rejection),
        reports=_list_of(_object(id=_TEXT, url=_TEXT, result=outcome)),
    )
    described["properties"]["error"] = _object(parameter=_TEXT_OR_NULL, message=_TEXT)
    return described


def _suggestions() -> Json:
    """The typed text, then the labels, their kinds with counts, and their addresses, in the same order."""
    lists = [_list_of(_TEXT)] * 3
    return {"type": "array", "prefixItems": [_TEXT, *lists], "minItems": 4, "maxItems": 4}


def _correction() -> Json:
    value: Json = {"type": ["string", "boolean", "array", "null"]}
    return _object(
        number=_WHOLE,
        attribute=_TEXT,
        value=value,
        old=value,
        quote=_or_null(_object(text=_TEXT, occurrence=_WHOLE)),
        by=_TEXT,
        at=_TEXT,
        withdrawn=_TEXT_OR_NULL,
        state={"type": "string", "enum": ["applied", "withdrawn", "gone"]},
    )


def _correction_request() -> Json:
    """Facts in `set`; about one quote its number or new words, and what is right; or one to undo."""
    fact = {"type": ["string", "array", "null"], "items": _TEXT}
    number = {"type": "integer", "minimum": 1}
    role = {"enum": [*ROLES, None]}
    properties: Json = {
        "report_id": _TEXT,
        "set": {"type": "object", "propertyNames": {"enum": [*CORRECTABLE]}, "additionalProperties": fact},
        "quote": number,
        "add_quote": _TEXT,
        "occurrence": number,
        "speaker": _TEXT_OR_NULL,
        "role": role,
        "team": _TEXT_OR_NULL,
        "no_quote": {"type": "boolean"},
        "undo": number,
    }
    return {
        "type": "object",
        "properties": properties,
        "required": ["report_id"],
        "additionalProperties": False,
    }


def _results(hit: str, facets: Sequence[str]) -> Json:
    counts = _list_of(_reference("FacetCount"))
    return _object(
        query={"type": "object"},
        total=_WHOLE,
        took_ms=_NUMBER,
        page=_WHOLE,
        pages=_WHOLE,
        hits=_list_of(_reference(hit)),
        facets=_object(**dict.fromkeys(facets, counts)),
        suggestion=_or_null(_object(q=_TEXT)),
        notices=_list_of(_TEXT),
    )


def _report_hit() -> dict[str, Json]:
    return {
        "id": _TEXT,
        "url": _TEXT,
        "title": _TEXT,
        "date": _or_null(_DATE),
        "sport": _TEXT_OR_NULL,
        "competition": _TEXT_OR_NULL,
        "stage": _TEXT_OR_NULL,
        "season": _TEXT_OR_NULL,
        "teams": _list_of(_TEXT),
        "mentioned_teams": _list_of(_TEXT),
        "score": _TEXT_OR_NULL,
        "speakers": _list_of(_TEXT),
        "snippet": _TEXT,
        "relevance": _NUMBER,
    }


def _quote_hit() -> dict[str, Json]:
    return {
        "id": _TEXT,
        "url": _TEXT,
        "text": _TEXT,
        "snippet": _TEXT,
        "speaker": _TEXT_OR_NULL,
        "role": _TEXT_OR_NULL,
        "speaker_team": _TEXT_OR_NULL,
        "outcome": _TEXT_OR_NULL,
        "cue": _TEXT_OR_NULL,
        "start": _WHOLE,
        "end": _WHOLE,
        "report_id": _TEXT,
        "report_title": _TEXT,
        "date": _or_null(_DATE),
        "competition": _TEXT_OR_NULL,
        "stage": _TEXT_OR_NULL,
        "teams": _list_of(_TEXT),
        "score": _TEXT_OR_NULL,
        "also_in": _list_of(_object(report_id=_TEXT, url=_TEXT)),
        "relevance": _NUMBER,
    }


def _whole_report() -> dict[str, Json]:
    person = _object(name=_TEXT, role=_TEXT_OR_NULL, team=_TEXT_OR_NULL)
    quote_keys = ("text", "speaker", "role", "team", "cue", "start", "end")
    kinds = {"text": _TEXT, "start": _WHOLE, "end": _WHOLE}
    quote = _object(**{key: kinds.get(key, _TEXT_OR_NULL) for key in quote_keys})
    hit = _report_hit()
    facts = ("date", "sport", "competition", "stage", "season", "teams", "mentioned_teams", "score")
    return {
        **{key: _TEXT for key in ("id", "source", "title")},
        "language": _TEXT_OR_NULL,
        **{key: hit[key] for key in facts},
        "venue": _TEXT_OR_NULL,
        "people": _list_of(person),
        "quotes": _list_of(quote),
        "text": _TEXT,
        "url": _TEXT,
        "versions": _list_of(_reference("Version")),
        "corrections": _list_of(_reference("Correction")),
    }
