"""A reporter's whole journey through the real server in its door mode; then nothing of them is found anywhere.

`ikrar run` with IKRAR_REPORTS_ONLY=1, gunicorn and worker as in life; the reporter comes from 127.0.0.9, behind a proxy that
tells an address, with a browser, a page and words of their own.
"""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.urls import URLPattern, get_resolver

from tests.flows import door
from tests.flows.traces import needles, search

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(240),
    pytest.mark.skipif(
        "os.environ.get('IKRAR_TEST_DB') == 'postgres'", reason="reads SQLite's file"
    ),
]
ONION = "pintucontoh7xyzabcdefghijklmnopqrstuvwxyz234567abcdefghij.onion"
SECRETS = {
    "address": "127.0.0.9",
    "address as a number": str(int.from_bytes(socket.inet_aton("127.0.0.9"))),
    "forwarded": "203.0.113.77",
    "browser": "PerambanUjiXq7/9.1",
    "page": "http://asal-unik-qz.contoh.test/obrolan?x=1",
    "page's host": "asal-unik-qz",
    "what": "kelinciungu7731 dibagikan kepada staf saat apel",
    "who": "kepalabagianzeta4417",
    "identity": "Pelapor Nama Rahasiaku5519",
    "file name": "berkasunik8842",
    "file": b"isi berkas tersembunyi 6620 \x89\xfe",
    "second file name": "bukti-lanjutan-3391",
    "message": "pesanjingga6603 untuk petugas",
    "second report": "laporan kedua bermotif batik2284 yang ditarik lagi",
}


@dataclass
class Server:
    """A running door and the folders that it may write to."""

    port: int
    data: Path
    temporary: Path
    home: Path
    log: Path

    @property
    def database(self) -> Path:
        return self.data / "ikrar.sqlite3"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """`ikrar run` in the mode that serves nothing but the door, with homes of its own."""
    place = tmp_path_factory.mktemp("pintu")
    found = Server(_free_port(), *(place / name for name in ("data", "tmp", "home")), place / "log")
    for folder in (found.data, found.temporary, found.home):
        folder.mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("IKRAR_")},
        "IKRAR_DATA": str(found.data), "TMPDIR": str(found.temporary), "HOME": str(found.home),
        "IKRAR_REPORTS_ONLY": "1", "IKRAR_HOSTS": f"127.0.0.1 {ONION}",
        "IKRAR_BEHIND_PROXY": "1", "PYTHONWARNINGS": "ignore",
        "DJANGO_SETTINGS_MODULE": "ikrar.server.settings",
    }  # fmt: skip
    environment.pop("DATABASE_URL", None)
    python = [sys.executable, "-m"]
    subprocess.run([*python, "tests.flows.door", "prepare"], env=environment, check=True)
    command = [*python, "ikrar", "run", "--bind", f"127.0.0.1:{found.port}", "--workers", "2"]
    with found.log.open("wb") as log:
        process = subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        _wait_for(found, process)
        yield found
    finally:
        process.terminate()
        process.wait(30)
        with pytest.raises(ProcessLookupError):  # its web processes and its worker ended with it
            os.killpg(process.pid, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _wait_for(server: Server, process: subprocess.Popen) -> None:
    for _ in range(600):
        assert process.poll() is None, server.log.read_text()
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", server.port), timeout=1).close()
            return
        time.sleep(0.2)
    pytest.fail(f"the server did not start: {server.log.read_text()}")


@dataclass
class Reporter:
    """A browser with cookies, at an address that is not the server's."""

    server: Server
    host: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str):
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.server.port, timeout=60, source_address=("127.0.0.9", 0)
        )
        sent = {
            "Host": self.host, "User-Agent": SECRETS["browser"], "Referer": SECRETS["page"],
            "X-Forwarded-For": f"10.0.0.1, {SECRETS['forwarded']}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }  # fmt: skip
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        page = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
            if not value.strip('"'):
                del self.cookies[name]
        connection.close()
        if "html" in answer.headers.get("Content-Type", ""):
            self.pages.append(page.decode())
        return answer, page.decode(errors="replace")

    def get(self, path: str) -> str:
        answer, page = self.ask("GET", path)
        assert answer.status == 200, (path, answer.status)
        return page

    def post(self, path: str, fields: dict[str, str], files=()):
        fields = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields}
        if not files:
            kind = "application/x-www-form-urlencoded"
            return self.ask("POST", path, urlencode(fields).encode(), Content_Type=kind)
        edge = uuid.uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        for name, data in files:
            head = f'--{edge}\r\nContent-Disposition: form-data; name="upload"; filename="{name}"'
            parts.append(f"{head}\r\nContent-Type: image/jpeg\r\n\r\n".encode() + data + b"\r\n")
        body = b"".join(parts) + f"--{edge}--\r\n".encode()
        kind = f"multipart/form-data; boundary={edge}"
        return self.ask("POST", path, body, Content_Type=kind)


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def file_report(reporter: Reporter, **given: str) -> str:
    """Write, be asked for what is missing, send with the file that was carried along; the receipt."""
    fields = {"ticket": hidden(reporter.get("/lapor/baru/"), "ticket"), "proof": "", **given}
    answer, page = reporter.post("/lapor/kelengkapan/", fields)
    assert answer.status == 200
    evidence = (f"{SECRETS['file name']}.jpg", b"\xff\xd8\xff\xe0" + SECRETS["file"] * 9000)
    answer, page = reporter.post("/lapor/baru/", {**fields, "what": ""}, [evidence])
    assert (answer.status, SECRETS["file name"] in page) == (400, True)
    answer, page = reporter.post("/lapor/baru/", {**fields, "attached": hidden(page, "attached")})
    assert answer.status == 200, page
    return re.search(r"receipt-words[^>]*>([^<]+)<", page)[1]


def open_mailbox(reporter: Reporter, receipt: str) -> str:
    reporter.get("/lapor/kotak/")
    answer, page = reporter.post("/lapor/kotak/", {"receipt": receipt.upper().replace("-", " ")})
    assert (answer.status, answer.headers["Location"]) == (302, "/lapor/kotak/isi/"), page
    return reporter.get("/lapor/kotak/isi/")


def journey(reporter: Reporter) -> tuple[str, str]:
    """From the first page to the deletion of a second report; both receipts."""
    reporter.get("/lapor/")
    first = file_report(
        reporter, what=SECRETS["what"], who=SECRETS["who"], identity=SECRETS["identity"]
    )
    assert SECRETS["what"] in open_mailbox(reporter, first)
    assert reporter.post("/lapor/kotak/pesan/", {"text": SECRETS["message"]})[0].status == 302
    more = [(f"{SECRETS['second file name']}.png", b"\x89PNG\r\n\x1a\n" + SECRETS["file"])]
    assert reporter.post("/lapor/kotak/bukti/", {}, more)[0].status == 302
    page = reporter.get("/lapor/kotak/isi/")
    assert SECRETS["message"] in page
    assert SECRETS["second file name"] in page
    assert reporter.post("/lapor/kotak/tutup/", {})[0].status == 302
    second = file_report(reporter, what=SECRETS["second report"])
    open_mailbox(reporter, second)
    reporter.get("/lapor/kotak/hapus/")
    assert reporter.post("/lapor/kotak/hapus/", {})[0].status == 200
    answer, page = reporter.post("/lapor/kotak/", {"receipt": second})
    assert (answer.status, "sudah dihapus" in page) == (400, True)
    assert reporter.ask("GET", "/lapor/kotak/isi/")[0].status == 302
    return first, second


def stumbles(reporter: Reporter, receipt: str) -> None:
    """What goes wrong is where servers like to write things down."""
    path = "/lapor/baru/"
    origin = {"Origin": SECRETS["page"]}
    assert reporter.ask("POST", path, b"what=x", **origin)[0].status == 403
    assert reporter.ask("GET", "/lapor/" + "tidak-ada/")[0].status == 404
    assert reporter.ask("GET", path, Host="lain.contoh.test")[0].status == 400
    broken = {"Content_Type": "multipart/form-data; boundary="}
    assert reporter.ask("POST", path, SECRETS["what"].encode(), **broken)[0].status == 400
    wrong = receipt[:-1] + ("a" if receipt[-1] != "a" else "b")
    assert reporter.post("/lapor/kotak/", {"receipt": wrong})[0].status == 400
    assert reporter.ask("PUT", path, SECRETS["what"].encode())[0].status in {403, 405}
    for raw in (b"GET / HTTP/7.x\r\n\r\n", b"\x16\x03\x01" + b"x" * 90 + b"\r\n\r\n", _cut()):
        with socket.create_connection(
            ("127.0.0.1", reporter.server.port), timeout=20, source_address=("127.0.0.9", 0)
        ) as one:
            one.sendall(raw)


def _cut() -> bytes:
    """An upload that stops in the middle."""
    head = (
        "POST /lapor/baru/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000\r\n"
        f"User-Agent: {SECRETS['browser']}\r\nContent-Type: multipart/form-data; boundary=tepi\r\n\r\n"
        f'--tepi\r\nContent-Disposition: form-data; name="upload"; filename="{SECRETS["file name"]}"\r\n\r\n'
    )
    return head.encode() + SECRETS["file"] * 3000


def receipt_shapes(receipt: str) -> dict[str, str]:
    words = receipt.split("-")
    return {
        "receipt": receipt, "receipt without hyphens": receipt.replace("-", ""),
        "receipt with spaces": receipt.replace("-", " "),
        "beginning of the receipt": "-".join(words[:4]), "end of the receipt": "-".join(words[-4:]),
    }  # fmt: skip


def test_the_search_finds_what_is_there(tmp_path, server):
    """Planted in every shape, one a file, each is found; so is what really stands in the database."""
    shapes = sorted({shape for secret in SECRETS.values() for shape in needles(secret)})
    for number, shape in enumerate(shapes):
        (tmp_path / str(number)).write_bytes(b"\0\1" + shape + b"\xff")
    found = search(SECRETS, [tmp_path], server.database)
    assert {line.rsplit("/", 1)[1] for line in found} == {str(n) for n in range(len(shapes))}
    known = search({"agency": door.AGENCY}, [server.data], server.database)
    assert any("table people_agency" in line for line in known)
    assert any("ikrar.sqlite3" in line for line in known)


def test_nothing_of_a_reporter_is_kept(server):
    reporter = Reporter(server)
    first, second = journey(reporter)
    stumbles(reporter, first)
    time.sleep(2)  # the worker numbers the entries meanwhile
    folders = [server.data, server.temporary, server.home, server.log.parent]
    secrets = {
        **SECRETS,
        **receipt_shapes(first),
        **{f"2nd {k}": v for k, v in receipt_shapes(second).items()},
    }
    assert search(secrets, folders, server.database) == []
    log = server.log.read_text()
    assert "Internal Server Error" not in log
    assert "failed; trying again" not in log, "the worker stumbled"
    assert "Bad Request" in log, "the log is not the log"
    # and what was sealed is there all the same, for whom it was sealed
    environment = {
        **os.environ,
        "IKRAR_DATA": str(server.data),
        "DJANGO_SETTINGS_MODULE": "ikrar.server.settings",
    }
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "tests.flows.door", "opened"]
    said = subprocess.run(command, env=environment, check=True, capture_output=True).stdout
    [report] = json.loads(said)
    assert report["what"] == SECRETS["what"]
    assert report["identity"] == SECRETS["identity"]
    assert report["said"] == ["diterima", SECRETS["message"], "bukti"]
    assert [name for name, is_whole in report["files"] if is_whole] == [
        f"{SECRETS['file name']}.jpg",
        f"{SECRETS['second file name']}.png",
    ]


def _addresses(patterns, before: str = "") -> list[str]:
    """Every address of the main process, with something plausible where it has a part."""
    found = []
    for one in patterns:
        route = before + re.sub(r"<[^>]+>", "1", str(one.pattern)).replace("^", "").replace("$", "")
        found += [route] if isinstance(one, URLPattern) else _addresses(one.url_patterns, route)
    return found


def test_the_door_serves_nothing_else(server):
    reporter = Reporter(server)
    every = sorted(set(_addresses(get_resolver("ikrar.server.urls").url_patterns)))
    ours = {"", "bahasa/", "sehat/"}
    others = [one for one in every if one not in ours and not one.startswith("lapor/")]
    assert len(others) > 60
    for route in others:
        for method in ("GET", "POST"):
            answer, _page = reporter.ask(method, f"/{route}")
            assert answer.status in {403, 404} if method == "POST" else answer.status == 404, route
    assert (reporter.ask("GET", "/")[0].headers["Location"]) == "/lapor/"
    assert reporter.ask("GET", "/sehat/")[0].status in {200, 503}
    page = reporter.get("/lapor/baru/")
    for path in set(re.findall(r'(?:src|href)="(/statis/[^"]+)"', page)):
        assert reporter.ask("GET", path)[0].status == 200


@pytest.mark.parametrize("host", ["127.0.0.1", ONION])
def test_no_session_no_absolute_address_and_any_name_that_was_allowed(server, host):
    reporter = Reporter(server, host=host)
    answer, _page = reporter.ask("GET", "/lapor/baru/")
    reporter.post("/bahasa/", {"language": "en", "next": "/lapor/"})
    assert 'lang="en"' in reporter.get("/lapor/")
    reporter.post("/bahasa/", {"language": "id", "next": "/lapor/"})
    receipt = file_report(reporter, what=SECRETS["what"])
    open_mailbox(reporter, receipt)
    assert set(reporter.cookies) <= {"csrftoken", "ikrar_kotak", "django_language"}
    assert len(reporter.pages) > 7
    for page in reporter.pages:
        assert not re.search(r"""(?:https?:)?//(?:127\.0\.0\.1|[\w.]*onion)""", page)
        assert not re.search(r"""(?:src|href|action|content)=["'](?:https?:)?//""", page)
    assert host not in str(answer.headers)
    # whatever test comes next finds the door as it was
    reporter.get("/lapor/kotak/hapus/")
    assert reporter.post("/lapor/kotak/hapus/", {})[0].status == 200


def test_a_name_that_was_not_allowed_is_refused(server):
    answer, _page = Reporter(server, host="lain.onion").ask("GET", "/lapor/")
    assert answer.status == 400
