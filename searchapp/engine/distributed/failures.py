"""What does it mean when the cluster refuses, and what is to be done? One sentence each."""

from __future__ import annotations

from opensearchpy import exceptions

from searchapp.engine.distributed.location import API_KEY, CERTIFICATES, USER, Location
from searchapp.errors import ArchiveMissing, EngineUnavailable, SearchappError

_BLOCKED = "cluster_block_exception"


def explained(error: exceptions.OpenSearchException, location: Location) -> SearchappError:
    """The error as somebody who runs searchapp can act upon it."""
    hosts = ", ".join(location.hosts)
    if isinstance(error, exceptions.SSLError):
        return EngineUnavailable(
            f"The certificate of {hosts} isn't trusted; name its CA file in ${CERTIFICATES}."
        )
    if isinstance(error, exceptions.ConnectionTimeout):
        return EngineUnavailable(f"OpenSearch at {hosts} doesn't answer in time; is the cluster overloaded?")
    if isinstance(error, exceptions.ConnectionError):
        return EngineUnavailable(
            f"OpenSearch at {hosts} can't be reached; is it running, and is the port right?"
        )
    if isinstance(error, exceptions.TransportError):
        return _refused(error, location)
    return EngineUnavailable(f"OpenSearch at {hosts} can't be used: {error}")


def read_only(location: Location) -> EngineUnavailable:
    """The index takes nothing more."""
    return EngineUnavailable(
        f"The index of {location} is read-only, most likely because a disk there is nearly full: "
        "make room, then index again."
    )


def _refused(error: exceptions.TransportError, location: Location) -> SearchappError:
    status, reason = error.status_code, str(error.error)
    if status == 404 and reason == "index_not_found_exception":
        return ArchiveMissing(f"There is no archive at {location}; `searchapp index` makes one.")
    if reason == _BLOCKED:
        return read_only(location)
    if status in (401, 403):
        return EngineUnavailable(
            f"OpenSearch refuses access to {location}: set ${USER} and its password, or ${API_KEY}, "
            "of an account that may use this index."
        )
    if status == 429:
        return EngineUnavailable(
            f"The cluster of {location} is too busy; try again later, or add nodes to it."
        )
    if status == 503:
        return EngineUnavailable(
            f"The cluster of {location} is red, a part of the index is on no running node: "
            "start the missing nodes."
        )
    return EngineUnavailable(f"OpenSearch can't do this for {location}: {status} {reason}{_detail(error)}")


def _detail(error: exceptions.TransportError) -> str:
    info = error.info
    if not isinstance(info, dict) or not isinstance(info.get("error"), dict):
        return ""
    causes = info["error"].get("root_cause") or [info["error"]]
    return f" ({causes[0].get('reason', '')})"
