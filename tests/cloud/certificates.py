"""A throw-away certificate authority and the server certificate for Microsoft's hosts.

Must not know what the hosts serve.
"""

import ssl
from collections.abc import Sequence
from pathlib import Path

import trustme

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
