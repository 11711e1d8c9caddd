"""Debian's Kamailio as presence server for one test: started in the foreground on free loopback ports, ended by its
process id, with all it writes in a temporary folder. What it has stored is read from its own table `presentity`."""

import ctypes
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SCHEMAS = "/usr/share/kamailio/db_sqlite"
MODULES = ("presence.so", "presence_xml.so", "db_sqlite.so", "tls.so")
MODULE_FOLDERS = ("/usr/lib/x86_64-linux-gnu/kamailio/modules", "/usr/lib/aarch64-linux-gnu/kamailio/modules",
                  "/usr/lib/kamailio/modules")
PACKAGES = ("kamailio kamailio-presence-modules kamailio-sqlite-modules kamailio-tls-modules "
            "openssl")
# Where a user's own search path does not lead.
SYSTEM_FOLDERS = os.pathsep + "/usr/sbin" + os.pathsep + "/sbin"
START_S = 15
STOP_S = 10


class ServerError(Exception):
    """The server is not installed, does not start, or stores what nobody asked for."""


def tool(name):
    """The program's path; None: not installed."""
    return shutil.which(name, path=os.environ.get("PATH", os.defpath) + SYSTEM_FOLDERS)


def require_installed():
    """Raises ServerError with the packages to install if anything is missing."""
    folder = next((f for f in MODULE_FOLDERS if os.path.isdir(f)), None)
    missing = [name for name in ("kamailio", "openssl") if tool(name) is None]
    missing += [m for m in MODULES if folder is None or not os.path.exists(os.path.join(folder, m))]
    if missing:
        raise ServerError("not installed: " + ", ".join(missing) + "; install the packages " + PACKAGES)


def free_port(kind):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def die_with_parent():
    """Runs in the child: the server must not outlive a test that was killed."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Certificates:
    """A throw-away CA, a server and a client below it, and a stranger's CA. Keys last as long as the folder."""

    def __init__(self, folder):
        self.folder = folder
        self.ca = self._authority("ca")
        self.other_ca = self._authority("other")
        self.server = self._leaf("server", "DNS:sfb.example,DNS:localhost,IP:127.0.0.1,URI:sip:sfb.example")
        self.client = self._leaf("client", "DNS:gateway.sfb.example,URI:sip:gateway.sfb.example")

    def path(self, name):
        return os.path.join(self.folder, name)

    def key(self, name):
        return self.path(name + ".key")

    def _authority(self, name):
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", "/CN=Throw-away " + name, "-keyout", self.key(name), "-out", self.path(name + ".pem"))
        return self.path(name + ".pem")

    def _leaf(self, name, alternative_names):
        request, certificate, extensions = (self.path(name + end) for end in (".csr", ".pem", ".ext"))
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=" + name,
                "-keyout", self.key(name), "-out", request)
        with open(extensions, "w", encoding="ascii") as file:
            file.write("subjectAltName=" + alternative_names + "\nbasicConstraints=CA:FALSE\n")
        openssl("x509", "-req", "-in", request, "-CA", self.ca, "-CAkey", self.key("ca"), "-days", "2",
                "-extfile", extensions, "-out", certificate)
        return certificate


class PresenceServer:
    """with PresenceServer() as server: ... server.port("udp") ... server.publications() ..."""

    def __init__(self, password="", algorithm="MD5"):
        require_installed()
        self.password = password
        self.algorithm = algorithm
        self.process = None
        self.folder = ""
        self.last_log = ""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="sipwright-interop-")
        try:
            self.certificates = Certificates(self.folder)
            self._make_database()
            # A port can be taken between the probe and the start: then others are tried.
            for attempt in (1, 2, 3):
                self._configure()
                self._start()
                if self._answers():
                    return self
                self._stop()
                if attempt == 3:
                    raise ServerError("kamailio does not start:\n" + self.log()[-4000:])
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self._stop()
        self.last_log = self.log()
        shutil.rmtree(self.folder, ignore_errors=True)

    def port(self, transport):
        return self.ports[transport]

    def log(self):
        """What the server wrote, also after its end."""
        if not os.path.exists(self._path("kamailio.log")):
            return self.last_log
        with open(self._path("kamailio.log"), encoding="utf-8", errors="replace") as file:
            return file.read()

    def requests(self):
        """One line for each PUBLISH that reached the server: transport, SIP-If-Match, Expires, Content-Length."""
        return [line.split("PUBLISH ", 1)[1].strip() for line in self.log().splitlines() if ": PUBLISH " in line]

    def publications(self, user="john.doe"):
        """The live rows of table presentity as dicts with etag, expires (seconds from now), body."""
        with self._connect() as database:
            rows = database.execute(
                "SELECT etag, expires, body FROM presentity WHERE username = ? AND domain = 'sfb.example' "
                "AND event = 'presence'", (user,)).fetchall()
        now = time.time()
        return [{"etag": etag, "expires": expires - now, "body": bytes(body or b"") if not isinstance(body, str)
                 else body.encode()} for etag, expires, body in rows if expires > now]

    def forget(self, user="john.doe"):
        """The server loses what it has stored for the user, as after a restart without its store."""
        with self._connect() as database:
            database.execute("DELETE FROM presentity WHERE username = ?", (user,))

    def _connect(self):
        return sqlite3.connect(self._path("presence.sqlite"), timeout=5)

    def _path(self, name):
        return os.path.join(self.folder, name)

    def _make_database(self):
        with self._connect() as database:
            # Readers must not make the server's write fail: it does not wait for a lock.
            database.execute("PRAGMA journal_mode=WAL")
            for name in ("standard-create.sql", "presence-create.sql"):
                with open(os.path.join(SCHEMAS, name), encoding="utf-8") as file:
                    database.executescript(file.read())

    def _configure(self):
        self.ports = {"udp": free_port(socket.SOCK_DGRAM), "tcp": free_port(socket.SOCK_STREAM),
                      "tls": free_port(socket.SOCK_STREAM)}
        values = {"DIR": self.folder, "PASSWORD": self.password, "ALGORITHM": self.algorithm,
                  **{name.upper(): str(port) for name, port in self.ports.items()}}
        with open(os.path.join(HERE, "kamailio.cfg"), encoding="utf-8") as file:
            text = file.read()
        for name, value in values.items():
            text = text.replace("@" + name + "@", value)
        with open(self._path("kamailio.cfg"), "w", encoding="utf-8") as file:
            file.write(text)
        with open(self._path("tls.cfg"), "w", encoding="utf-8") as file:
            file.write("[server:default]\nmethod = TLSv1.2+\nverify_certificate = yes\nrequire_certificate = yes\n"
                       f"private_key = {self.certificates.key('server')}\n"
                       f"certificate = {self.certificates.server}\nca_list = {self.certificates.ca}\n")

    def _start(self):
        with open(self._path("kamailio.log"), "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [tool("kamailio"), "-DD", "-E", "-m", "32", "-M", "8", "-w", self.folder, "-Y", self.folder,
                 "-P", self._path("pid"), "-f", self._path("kamailio.cfg"),
                 *(["-A", "WITH_DIGEST"] if self.password else [])],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=die_with_parent)

    def _answers(self):
        """Whether OPTIONS over UDP is answered and both stream ports are open."""
        deadline = time.monotonic() + START_S
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind(("127.0.0.1", 0))
            probe.settimeout(0.2)
            own = probe.getsockname()[1]
            request = (f"OPTIONS sip:127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{own};branch=z9hG4bKprobe\r\n"
                       f"Max-Forwards: 70\r\nFrom: <sip:probe@sfb.example>;tag=1\r\nTo: <sip:127.0.0.1>\r\n"
                       f"Call-ID: probe\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n").encode()
            while time.monotonic() < deadline and self.process.poll() is None:
                try:
                    probe.sendto(request, ("127.0.0.1", self.ports["udp"]))
                    if probe.recv(65535).startswith(b"SIP/2.0 200"):
                        return all(self._is_open(self.ports[name]) for name in ("tcp", "tls"))
                except (socket.timeout, ConnectionRefusedError):
                    time.sleep(0.05)
        return False

    @staticmethod
    def _is_open(port):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=2).close()
            return True
        except OSError:
            return False

    def _stop(self):
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
