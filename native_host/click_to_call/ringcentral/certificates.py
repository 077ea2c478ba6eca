"""Chooses the certificates that the host trusts for the connection to RingCentral.

The host trusts the system's certificates, which browsers trust too, and the certificates in the
files that config.toml and environment variables name. Depends on the `truststore` package, and on
`certifi` for a system that has no certificates.
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
"""The environment variables that name a file or folder of certificates. Companies set one of them
to the certificate of their own certificate authority."""


@dataclass(frozen=True)
class Trust:
    """An SSL context for HTTPS connections, and the sources of the certificates that it trusts."""

    context: ssl.SSLContext
    sources: tuple[str, ...]
    """Where the trusted certificates come from, in words for users, such as "the system" or
    "SSL_CERT_FILE"."""
    unusable: tuple[tuple[str, str], ...]
    """The name of each variable whose file or folder has no readable certificate, and the path of
    this file or folder."""


def trust_for(
    environment: Mapping[str, str], *, configured: Path | None = None, file: str = "config.toml"
) -> Trust:
    """Returns the certificates that the host trusts. `configured` is the setting `certificates` of
    config.toml, whose path is `file`.

    An environment variable whose certificates cannot be read is skipped, because the other
    certificates may be enough. The result's `unusable` lists this variable, so that an error text
    can name it later. The variable SSLKEYLOGFILE has no effect: the connection's secrets are never
    written to a file.

    Raises Problem("config_invalid") with the reason "certificates" if `configured` cannot be read.
    """
    context, sources = _system_context()
    unusable: list[tuple[str, str]] = []
    for source, path in named_paths(environment):
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
    # Imported only here, because plain HTTP to a simulator needs no certificates.
    import truststore

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if not _has_system_store():
        import certifi

        context.load_verify_locations(certifi.where())
        return context, ["certifi"]
    return context, ["the system"]


def _has_system_store() -> bool:
    """Returns whether the system has certificates. macOS and Windows always have some, which
    `truststore` reads. On Linux, the result is True if OpenSSL finds certificates at its default
    paths."""
    if sys.platform in ("darwin", "win32"):
        return True
    paths = ssl.get_default_verify_paths()
    return bool(paths.cafile or (paths.capath and any(Path(paths.capath).glob("*.0"))))


def named_paths(environment: Mapping[str, str]) -> Iterator[tuple[str, Path]]:
    """Yields the name of each environment variable that names certificates, such as SSL_CERT_FILE,
    and the path of the file or folder. Quotation marks around the path are ignored. It is not
    checked whether the path exists."""
    for name in VARIABLES:
        value = environment.get(name, "").strip().strip("\"'")
        if value:
            yield name, Path(value)


def _is_loaded(context: ssl.SSLContext, path: Path) -> bool:
    """Loads the certificates of a PEM file, or of all files in a folder, into `context`. Returns
    whether at least one file could be loaded."""
    try:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
    except OSError:
        return False
    loaded = [_loads(context, file) for file in files if file.is_file() or path == file]
    return any(loaded)


def _loads(context: ssl.SSLContext, file: Path) -> bool:
    try:
        context.load_verify_locations(cafile=file)
    except (OSError, ValueError):  # `ssl.SSLError` is a subclass of OSError.
        return False
    return True
