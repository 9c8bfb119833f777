"""A throw-away certificate authority, the server certificate for Microsoft's hosts, and a key and
certificate with which an application signs in.
"""

import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from .hosts import is_address


class Certificates:
    """One authority, and one certificate of it that is valid for all the given hosts."""

    def __init__(self, hosts: Sequence[str]) -> None:
        self._authority = trustme.CA()
        names = [host for host in hosts if not is_address(host)]
        self._certificate = self._authority.issue_cert(*names)

    def server_context(self) -> ssl.SSLContext:
        """What a server needs to be believed to be any of the hosts."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._certificate.configure_cert(context)
        return context

    def client_context(self) -> ssl.SSLContext:
        """What a client needs to believe the server, and nobody else."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._authority.configure_trust(context)
        return context

    def write_authority(self, path: Path) -> None:
        """Write the file that REQUESTS_CA_BUNDLE and SSL_CERT_FILE name."""
        path.write_bytes(self._authority.cert_pem.bytes())


class ApplicationCertificate:
    """The key of an application, and its certificate, which the application registered."""

    def __init__(self) -> None:
        self._key = rsa.generate_private_key(65537, 2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "an application")])
        now = datetime.now(UTC)
        self._certificate = (
            x509.CertificateBuilder(name, name, self._key.public_key(), x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .sign(self._key, hashes.SHA256())
        )

    @property
    def public_key(self) -> rsa.RSAPublicKey:
        """What its signatures are verified with."""
        return self._key.public_key()

    @property
    def thumbprint(self) -> str:
        """The SHA-1 digest of the certificate, as hexadecimal digits."""
        # By SHA-1 the platform names a certificate; nothing is protected by it.
        return self._certificate.fingerprint(hashes.SHA1()).hex().upper()

    def write(self, path: Path) -> None:
        """Write private key and certificate, in PEM, as libraries want them in a file."""
        key = self._key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        path.write_bytes(key + self._certificate.public_bytes(serialization.Encoding.PEM))


@cache
def application_certificate() -> ApplicationCertificate:
    """The one of this process: making a key takes a while."""
    return ApplicationCertificate()
