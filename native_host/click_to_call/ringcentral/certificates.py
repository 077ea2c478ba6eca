"""Which certificates are trusted for the connection to RingCentral.

The system's own store, as browsers trust it, and beside it the files that config.toml and the
environment name. Depends on `truststore`, and on `certifi` for a system without any store.
"""

import ssl
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from click_to_call.errors import Problem

VARIABLES: Final = (
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "NODE_EXTRA_CA_CERTS",
)
"""What programs on company computers are told of the company's authority by."""


@dataclass(frozen=True)
class Trust:
    """A context for HTTPS, and how it was made."""

    context: ssl.SSLContext
    sources: tuple[str, ...]
    """Where trusted certificates come from, for people: "the system", "SSL_CERT_FILE", …"""
    unusable: tuple[tuple[str, str], ...]
    """Name and path of each variable whose file holds nothing that can be read."""


def trust_for(
    environment: Mapping[str, str], *, configured: Path | None = None, file: str = "config.toml"
) -> Trust:
    """What to trust. `configured` is `certificates` of config.toml, which lies at `file`.

    A variable that cannot be used is passed over, and named when a certificate is not trusted
    later: the system's store may well be all that is needed. Secrets of the connection are written
    nowhere, whatever SSLKEYLOGFILE says.

    Raises Problem config_invalid (reason "certificates") where `configured` cannot be read.
    """
    context, sources = _system_context()
    unusable: list[tuple[str, str]] = []
    for source, path in _named(environment):
        if _is_loaded(context, path):
            sources.append(source)
        else:
            unusable.append((source, str(path)))
    if configured is not None:
        source = f"certificates in {file}"
        if not _is_loaded(context, configured):
            raise Problem(
                "config_invalid", reason="certificates", source=source, path=str(configured)
            )
        sources.append(source)
    return Trust(context, tuple(sources), tuple(unusable))


def _system_context() -> tuple[ssl.SSLContext, list[str]]:
    import truststore  # plain HTTP to a simulator needs none of it

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if not _has_system_store():
        import certifi

        context.load_verify_locations(certifi.where())
        return context, ["certifi"]
    return context, ["the system"]


def _has_system_store() -> bool:
    """Whether OpenSSL knows where the system keeps its certificates. macOS and Windows are asked
    by `truststore`, which knows some more places on Linux, too."""
    if sys.platform in ("darwin", "win32"):
        return True
    paths = ssl.get_default_verify_paths()
    return bool(paths.cafile or (paths.capath and any(Path(paths.capath).glob("*.0"))))


def _named(environment: Mapping[str, str]) -> Iterator[tuple[str, Path]]:
    for name in VARIABLES:
        value = environment.get(name, "").strip().strip("\"'")
        if value:
            yield name, Path(value)


def _is_loaded(context: ssl.SSLContext, path: Path) -> bool:
    """Trust the certificates of a PEM file, or of all the files in a folder; whether there are
    any."""
    try:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
    except OSError:
        return False
    loaded = [_loads(context, file) for file in files if file.is_file() or path == file]
    return any(loaded)


def _loads(context: ssl.SSLContext, file: Path) -> bool:
    try:
        context.load_verify_locations(cafile=file)
    except (OSError, ValueError):  # ssl.SSLError is an OSError
        return False
    return True
