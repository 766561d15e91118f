"""A tiny SMTP server on the loopback, which accepts, delays, refuses or hangs up by address."""

import re
import socketserver
import threading


class _Handler(socketserver.StreamRequestHandler):
    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def handle(self):
        self.to = ""
        self.server.box.connections += 1
        self.say("220 contoh")
        for line in self.rfile:
            verb = line.decode("latin-1").strip()
            if verb.upper() == "QUIT":
                self.say("221 bye")
                return
            if verb.upper() == "DATA":
                if not self.data():
                    return
            else:
                self.say(self.reply(verb))

    def reply(self, verb: str) -> str:
        box = self.server.box
        if verb[:4].upper() == "MAIL" and box.refuse_sender:
            return "550 sender unknown"
        if verb[:4].upper() == "RCPT":
            self.to = re.search(r"<(.*?)>", verb)[1]
            return box.replies.get(self.to.split("@")[0], "250 ok")
        return "250 ok"

    def data(self) -> bool:
        """Take a message; False to hang up."""
        box, body = self.server.box, b""
        self.say("354 go on")
        for part in self.rfile:
            if part == b".\r\n":
                break
            body += part
        if self.to.startswith("putus"):
            return False
        if self.to.startswith("isi"):
            self.say("554 content refused")
            return True
        box.received.append((self.to, body.decode()))
        self.say("250 taken")
        return not box.hang_up_after


class Postbox:
    def __init__(self):
        self.received, self.connections = [], 0
        self.refuse_sender = self.hang_up_after = False
        self.replies = {"tidakada": "550 no such user", "penuh": "452 mailbox full"}
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Handler)
        self.server.daemon_threads = True
        self.server.box = self
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
