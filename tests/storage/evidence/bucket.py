"""A bucket to talk S3 with: a real server on a socket, which keeps what it was sent and can be told to fail."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Bucket(ThreadingHTTPServer):
    """`objects` by path, as they lie there; with `broken` every request is refused the way S3 words it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Requests)
        self.objects: dict[str, bytes] = {}
        self.broken = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Requests(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Bucket

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self._refused():
            self.server.objects[self.path] = body
            self._answer(200, tag='"1"')

    def do_GET(self) -> None:
        if not self._refused():
            body = self.server.objects.get(self.path)
            self._answer(404 if body is None else 200, body or b"", tag='"1"')

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        """Deleting is asked for in lists."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if not self._refused():
            keys = re.findall(r"<Key>(.*?)</Key>", body)
            for key in keys:
                self.server.objects.pop(f"{self.path.partition('?')[0].rstrip('/')}/{key}", None)
            deleted = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
            self._answer(200, f"<DeleteResult>{deleted}</DeleteResult>".encode())

    def _refused(self) -> bool:
        if not self.server.broken:
            return False
        self._answer(
            403, b"<Error><Code>AccessDenied</Code><AWSAccessKeyId>AKIAEXAMPLE</AWSAccessKeyId></Error>"
        )
        return True

    def _answer(self, status: int, body: bytes = b"", tag: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", "Fri, 12 Jun 2026 08:30:00 GMT")
        if tag:
            self.send_header("ETag", tag)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that is overridden
        """Say nothing: a test's output is for its failures."""


@contextmanager
def running() -> Iterator[Bucket]:
    with Bucket() as bucket:
        thread = Thread(target=bucket.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield bucket
        finally:
            bucket.shutdown()
            thread.join()
