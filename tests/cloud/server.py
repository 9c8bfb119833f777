"""The stand-in's server: TLS on the loopback, one door per program, and the record of Graph."""

import contextlib
import socket
import ssl
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from .certificates import ApplicationCertificate, Certificates, application_certificate
from .graph import Graph
from .hosts import all_hosts, is_graph_host
from .login import Login, sign_in_of
from .messages import Answer, Exchange, Request, SignIn

LOOPBACK = "127.0.0.1"
_FIRST_BYTE_OF_TLS = b"\x16"
_POLL_SECONDS = 0.005


@dataclass
class Record:
    """What one program asked of Graph, and of login for tokens, in the order of the answers."""

    requests: int = 0

    exchanges: list[Exchange] = field(default_factory=list)
    sign_ins: list[SignIn] = field(default_factory=list)


class Cloud:
    """The stand-in while it is entered; programs reach it through doors.

    A door is a port of its own, so that each request tells which program sent it, whatever client
    library the program uses and however many programs run at the same time.
    """

    def __init__(self, *, login: Login | None = None, graph: Graph | None = None) -> None:
        self._application = application_certificate()
        self._login = login or Login(registered_key=self._application.public_key)
        self._graph = graph or Graph()
        self._certificates = Certificates(all_hosts())
        self._exchanges: list[Exchange] = []
        self._faults: list[BaseException] = []
        self._resources = contextlib.ExitStack()
        self._folder: Path | None = None

    def __enter__(self) -> Self:
        self._folder = Path(self._resources.enter_context(tempfile.TemporaryDirectory()))
        self._certificates.write_authority(self.authority_file)
        self._application.write(self.certificate_file)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._resources.close()
        if error is None and self._faults:
            raise RuntimeError("the stand-in itself failed") from self._faults[0]

    @property
    def authority_file(self) -> Path:
        """The certificate authority that clients have to trust."""
        return self._entered / "authority.pem"

    @property
    def certificate_file(self) -> Path:
        """The private key and the certificate by which an application may sign in."""
        return self._entered / "application.pem"

    @property
    def application(self) -> ApplicationCertificate:
        """The certificate that every application has registered."""
        return self._application

    @property
    def _entered(self) -> Path:
        if self._folder is None:
            raise RuntimeError("the cloud has not been entered")
        return self._folder

    @property
    def certificates(self) -> Certificates:
        """What server and clients trust each other by."""
        return self._certificates

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """All requests to Graph so far, in the order in which they were answered."""
        return tuple(self._exchanges)

    @contextlib.contextmanager
    def door(self, program: str) -> Iterator["Door"]:
        """Listen for one program, until the program has ended."""
        with Door(self, program) as door:
            yield door

    def answer(self, request: Request, record: Record) -> Answer:
        """Answer a request to any of the hosts; record it if it was one to Graph or for a token."""
        record.requests += 1
        if not is_graph_host(request.host):
            answer = self._login.answer(request)
            if sign_in := sign_in_of(request, answer):
                record.sign_ins.append(sign_in)
            return answer
        answer, exchanges = self._graph.answer(request)
        record.exchanges.extend(exchanges)
        self._exchanges.extend(exchanges)
        return answer

    def note_fault(self, fault: BaseException) -> None:
        """Keep an error of the stand-in itself, to be raised when the cloud is left."""
        self._faults.append(fault)


class Door:
    """One program's way into the cloud: a port, and the requests to Graph that came through it."""

    def __init__(self, cloud: Cloud, program: str) -> None:
        self.program = program
        self._record = Record()
        self._server = _Server(cloud, program, self._record)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_POLL_SECONDS,), daemon=True
        )

    @property
    def port(self) -> int:
        """The port on the loopback."""
        return int(self._server.server_address[1])

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The requests to Graph that came through this door so far."""
        return tuple(self._record.exchanges)

    @property
    def sign_ins(self) -> tuple[SignIn, ...]:
        """The requests for tokens that came through this door so far."""
        return tuple(self._record.sign_ins)

    @property
    def requests(self) -> int:
        """How many requests of any kind came through this door so far."""
        return self._record.requests

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.hang_up()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    """Speaks TLS, or plain HTTP with a client that begins so, as the managed identity asks."""

    # The threads are joined on closing, which then leaves no socket behind.
    daemon_threads = False

    def __init__(self, cloud: Cloud, program: str, record: Record) -> None:
        self.cloud = cloud
        self.program = program
        self.record = record
        self._context = cloud.certificates.server_context()
        self._connections: set[socket.socket] = set()
        self._is_closing = False
        super().__init__((LOOPBACK, 0), _Handler)

    def finish_request(self, request: object, client_address: object) -> None:
        assert isinstance(request, socket.socket)
        with self._open(request):
            # Here and not in the accepting thread, which a silent client would hold up.
            is_tls = request.recv(1, socket.MSG_PEEK) == _FIRST_BYTE_OF_TLS
        connection = self._speaking_tls(request) if is_tls else request
        with self._open(connection), connection:
            if isinstance(connection, ssl.SSLSocket):
                connection.do_handshake()
            super().finish_request(connection, client_address)

    def _speaking_tls(self, request: socket.socket) -> ssl.SSLSocket:
        # A client may be silent in the handshake too, and then has to be hung up on.
        return self._context.wrap_socket(request, server_side=True, do_handshake_on_connect=False)

    @contextlib.contextmanager
    def _open(self, connection: socket.socket) -> Iterator[None]:
        self._connections.add(connection)
        if self._is_closing:
            self._end(connection)
        try:
            yield
        finally:
            self._connections.discard(connection)

    def hang_up(self) -> None:
        """End the connections that the program keeps alive."""
        # Before the others are ended: who comes later sees it, and ends itself.
        self._is_closing = True
        for connection in tuple(self._connections):
            self._end(connection)

    @staticmethod
    def _end(connection: socket.socket) -> None:
        # SSLSocket.shutdown would take the TLS object from under the thread that reads.
        with contextlib.suppress(OSError):
            socket.socket.shutdown(connection, socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients may come and go as they like; anything else is a fault of the stand-in."""
        fault = sys.exception()
        if fault is not None and not isinstance(fault, OSError):
            self.cloud.note_fault(fault)


class _Handler(BaseHTTPRequestHandler):
    """Turns bytes into a Request and an Answer into bytes, whatever the method."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def __getattr__(self, name: str) -> Callable[[], None]:
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def do_CONNECT(self) -> None:
        """Be the proxy through which the client then speaks TLS with one of the hosts."""
        self.send_response(200)
        self.end_headers()
        self.wfile.flush()
        self.close_connection = True
        self.server.finish_request(self.connection, self.client_address)

    def _serve(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(
            method=self.command,
            host=headers.get("host", "").partition(":")[0].lower(),
            target=self.path,
            headers=headers,
            body=self._body(headers),
            program=self.server.program,
        )
        answer = self.server.cloud.answer(request, self.server.record)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return b"".join(self._chunks())
        return self.rfile.read(int(headers.get("content-length", "0")))

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base class's name
        """Say nothing: the record is kept elsewhere."""
