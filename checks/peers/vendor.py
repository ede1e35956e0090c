"""A vendor made of its own client's types: it takes only what they allow and answers with nothing but what they describe.

Usage: vendor.py VENDOR                listens on loopback, and says where in one line of JSON; ends with its standard input
       vendor.py --self-test [VENDOR...]

Each request is held against the client's types, read strictly. Then the client itself is told the same: it must ask the
same, and be able to read the answer. Whatever does not fit is answered with 422 and told at the end, which is then a failure.
Where NANOPROMPT_VENDOR_DESCRIPTIONS names a folder with a copy of the vendor's published description (OpenAPI, `VENDOR.yaml` or
`VENDOR.json`), requests in JSON are held against that as well. The words of an order say how it ends: "forbidden" is refused, "broken" fails, all others are filled. What else a vendor's words can say stands in its file.
"""

import http.server
import importlib
import json
import sys
import threading
import traceback
import urllib.parse
import warnings

sys.dont_write_bytecode = True
# Of what a client will drop one day, and of the names of its types' fields.
warnings.simplefilter("ignore")
from vendors.described import description  # noqa: E402
from vendors.talk import KEY, Answer, Asked, Wrong, written  # noqa: E402

VENDORS = ("luma", "runway", "replicate", "openai", "ollama", "gemini")


class Court:
    """One vendor, and what was found wrong with the requests to it."""

    def __init__(self, name, origin="http://127.0.0.1:1"):
        self.module = importlib.import_module(f"vendors.{name}")
        self.vendor = self.module.vendor(origin)
        self.base = urllib.parse.urlsplit(self.vendor.home).path
        self.description = description(name, self.base)
        self.lock = threading.Lock()
        self.held = 0
        self.faults = []

    def answer(self, asked):
        # One at a time: a client is told the same before the next request comes.
        with self.lock:
            self.held += 1
            try:
                answer = self.vendor.answer(asked)
                if self.description and asked.path.startswith(f"{self.base}/") and not asked.path.startswith("/made/"):
                    self.description.hold(asked)
                return answer
            except Wrong as wrong:
                why = str(wrong)
            except Exception:  # the vendor itself is at fault, which is no verdict either
                why = traceback.format_exc()
            self.faults.append(f"{asked.method} {asked.path}: {why}")
            return Answer(self.vendor.complaint(why), 422)


def handler(court):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def take(self):
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            answer = court.answer(Asked(self.command, self.path, dict(self.headers), body))
            self.send_response(answer.status)
            self.send_header("content-type", answer.media_type)
            self.send_header("content-length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST = do_DELETE = take

    return Handler


def serve(name):
    # The handler learns of the court once it is known where that is.
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), None)
    court = Court(name, f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = handler(court)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"origin": court.vendor.origin, "home": court.vendor.home, "words": court.vendor.WORDS}), flush=True)
    sys.stdin.read()
    server.shutdown()
    print(f"{court.held} requests held, {len(court.faults)} do not fit")
    for fault in court.faults:
        print(fault, file=sys.stderr)
    if court.held == 0:
        print("nothing was asked", file=sys.stderr)
    return 1 if court.faults or court.held == 0 else 0


def self_test(names):
    """What is wrong is found, what is right is not."""
    counts = {True: 0, False: 0}

    def hold(court, taken, path, body, **headers):
        court.faults = []
        content, media_type = written(body)
        headers = {"content-type": media_type, **court.vendor.credentials(KEY), **headers}
        court.answer(Asked("POST", f"{court.base}/{path}", headers, content))
        assert taken == (not court.faults), (court.base, path, body, court.faults)
        assert "Traceback" not in "".join(court.faults), court.faults
        counts[taken] += 1

    for name in names:
        court = Court(name)
        for case in court.module.RIGHT:
            hold(court, True, *case)
        for case in court.module.WRONG:
            hold(court, False, *case)
        # The client's own request is what finds these.
        for header in court.vendor.HEADERS:
            hold(court, False, *court.module.RIGHT[0], **{header: "another"})
    print(f"{counts[False]} wrong requests found, {counts[True]} right ones let through, {len(names)} vendors")
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--self-test"]:
        sys.exit(self_test(sys.argv[2:] or VENDORS))
    sys.exit(serve(sys.argv[1]))
