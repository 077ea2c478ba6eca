"""Creates certificates and TLS contexts for tests. Depends on `cryptography`."""

import datetime
import ipaddress
import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NOW = datetime.datetime.now(datetime.UTC)
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Made:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def context(self, folder: Path) -> ssl.SSLContext:
        """Writes the certificate and its key to a file in `folder`, and returns a server's TLS
        context that uses them."""
        path = folder / "server.pem"
        key = self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        path.write_bytes(key + self.pem())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def make(
    signer: Made | None,
    *,
    address: str = "127.0.0.1",
    name: str = "",
    begins: datetime.datetime = NOW - 2 * DAY,
    ends: datetime.datetime = NOW + DAY,
) -> Made:
    """Creates a certificate for an address or a host name, signed by `signer`. Without `signer`,
    the certificate is signed by its own key and can sign others."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "simulator")])
    authority = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "authority")])
    place = x509.DNSName(name) if name else x509.IPAddress(ipaddress.ip_address(address))
    alternative = x509.SubjectAlternativeName([place])
    builder = (
        x509.CertificateBuilder()
        .subject_name(authority if signer is None else subject)
        .issuer_name(authority)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=signer is None, path_length=None), critical=True)
    )
    signed = builder.sign(key if signer is None else signer.key, hashes.SHA256())
    return Made(signed, key)
