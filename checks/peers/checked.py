"""Runs a client against our API through a proxy that holds every answer and every event against OpenAI's own types.

Usage: checked.py TARGET COMMAND...     `BASE` in the command stands for the proxy's address
       checked.py --self-test

Always: the types of the official client, read strictly. Where NANOPROMPT_OPENAI_DESCRIPTION names a file with OpenAI's
published description (OpenAPI, JSON): against that as well. Fails where the client does, or where one answer does not fit.
"""

import http.client
import http.server
import json
import os
import re
import subprocess
import sys
import threading
import typing
import urllib.parse

import jsonschema_rs
import pydantic
from openai import types
from openai.types import chat, responses


def of(kind):
    return pydantic.TypeAdapter(kind)


def events(union):
    """A union whose members say in `type` which they are, so that an error speaks of one of them only."""
    members = typing.get_args(union)[0] if typing.get_origin(union) is typing.Annotated else union
    return pydantic.TypeAdapter(typing.Annotated[members, pydantic.Field(discriminator="type")])


# Path, method, the client's type of an answer and of an event, and the description's names of both.
TYPES = [
    (r"/chat/completions", "POST", of(chat.ChatCompletion), of(chat.ChatCompletionChunk),
     "CreateChatCompletionResponse", "CreateChatCompletionStreamResponse"),
    (r"/responses", "POST", of(responses.Response), events(responses.ResponseStreamEvent), "Response", "ResponseStreamEvent"),
    (r"/images/generations", "POST", of(types.ImagesResponse), events(types.ImageGenStreamEvent),
     "ImagesResponse", "ImageGenStreamEvent"),
    (r"/images/edits", "POST", of(types.ImagesResponse), events(types.ImageEditStreamEvent),
     "ImagesResponse", "ImageEditStreamEvent"),
    (r"/embeddings", "POST", of(types.CreateEmbeddingResponse), None, "CreateEmbeddingResponse", None),
    (r"/moderations", "POST", of(types.ModerationCreateResponse), None, "CreateModerationResponse", None),
    (r"/models", "GET", None, None, "ListModelsResponse", None),
    (r"/models/.+", "GET", of(types.Model), None, "Model", None),
    (r"/videos", "POST", of(types.Video), None, "VideoResource", None),
    (r"/videos", "GET", None, None, "VideoListResource", None),
    (r"/videos/[^/]+", "GET", of(types.Video), None, "VideoResource", None),
    (r"/videos/[^/]+", "DELETE", of(types.VideoDeleteResponse), None, "DeletedVideoResource", None),
    (r"/videos/[^/]+/remix", "POST", of(types.Video), None, "VideoResource", None),
]
# What lists hold; the client has no type of the lists themselves.
ITEMS = {"ListModelsResponse": of(types.Model), "VideoListResource": of(types.Video)}
def as_described(name, data):
    """What the published description refuses although OpenAI's own server says it and its client's types allow it, as the
    description would have it: null for why a chunk is the last that is not, and a size that is not one of four."""
    if not isinstance(data, dict):
        return data
    if name == "CreateChatCompletionStreamResponse" and isinstance(data.get("choices"), list):
        choices = [{**choice, "finish_reason": "stop"} if choice.get("finish_reason", "") is None else choice
                   for choice in data["choices"]]
        return {**data, "choices": choices}
    if name in ("ImageGenStreamEvent", "ImageEditStreamEvent") and re.fullmatch(r"\d+x\d+", str(data.get("size"))):
        return {**data, "size": "auto"}
    return data


class Checker:
    def __init__(self, description):
        self.description = description
        self.validators = {}
        self.lock = threading.Lock()
        self.answers = self.events = 0
        self.violations = []

    def violation(self, about, why):
        with self.lock:
            self.violations.append(f"{about}: {why}")

    def hold(self, about, data, client_type, name):
        if client_type is not None:
            try:
                client_type.validate_python(data)
            except pydantic.ValidationError as error:
                self.violation(about, f"the client's type: {error}")
        if self.description is not None and name is not None:
            for error in self.validator(name).iter_errors(as_described(name, data)):
                place = "/".join(map(str, error.instance_path))
                self.violation(about, f"the description's {name}, at {place or 'the top'}: {error.message[:300]}")

    def validator(self, name):
        if name not in self.validators:
            schema = {"$ref": f"#/components/schemas/{name}", "components": self.description["components"]}
            self.validators[name] = jsonschema_rs.Draft202012Validator(schema)
        return self.validators[name]

    def answer(self, method, path, status, media_type, body):
        about = f"{method} {path} {status}"
        with self.lock:
            self.answers += 1
        if status >= 400:
            self.error(about, body)
            return
        known = [row for row in TYPES if row[1] == method and re.fullmatch(row[0], path)]
        if not known:
            if not re.fullmatch(r"/videos/[^/]+/content", path):
                self.violation(about, "nobody has said what this answer is held against")
            return
        _, _, answer_type, event_type, answer_name, event_name = known[0]
        if media_type == "text/event-stream":
            self.stream(about, body, event_type, event_name)
            return
        data = self.parsed(about, body)
        if data is None:
            return
        self.hold(about, data, answer_type, answer_name)
        for item in data["data"] if answer_name in ITEMS else []:
            self.hold(about, item, ITEMS[answer_name], None)

    def error(self, about, body):
        data = self.parsed(about, body)
        if data is None:
            return
        error = data.get("error")
        fits = isinstance(error, dict) and isinstance(error.get("message"), str) and isinstance(error.get("type"), str)
        if not (fits and {"param", "code"} <= error.keys()):
            self.violation(about, f"no error that a client can read: {data}")
        self.hold(about, data, None, "ErrorResponse")

    def stream(self, about, body, event_type, event_name):
        text = body.decode().replace("\r\n", "\n").replace("\r", "\n")
        ended = False
        for block in text.split("\n\n"):
            lines = [line[5:].removeprefix(" ") for line in block.split("\n") if line.startswith("data:")]
            if not lines:
                continue
            if ended:
                self.violation(about, "an event after the end")
            if lines == ["[DONE]"]:
                ended = True
                continue
            with self.lock:
                self.events += 1
            data = self.parsed(about, "\n".join(lines).encode())
            if isinstance(data, dict) and data.get("error"):
                self.error(about, json.dumps(data).encode())
            elif data is not None:
                self.hold(about, data, event_type, event_name)

    def parsed(self, about, body):
        try:
            return json.loads(body)
        except ValueError:
            self.violation(about, "no JSON")
            return None


def handler(target, checker):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def pass_on(self):
            length = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(length)
            if "chunked" in (self.headers.get("transfer-encoding") or ""):
                body = self.read_chunks()
            skipped = {"host", "content-length", "transfer-encoding", "connection", "accept-encoding"}
            headers = {name: value for name, value in self.headers.items() if name.lower() not in skipped}
            upstream = http.client.HTTPConnection(target.hostname, target.port, timeout=120)
            upstream.request(self.command, target.path.rstrip("/") + self.path, body, headers)
            answer = upstream.getresponse()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in {"content-length", "transfer-encoding", "connection", "date", "server"}:
                    self.send_header(name, value)
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            whole = bytearray()
            while piece := answer.read1(65536):
                whole += piece
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                self.wfile.flush()
            self.wfile.write(b"0\r\n\r\n")
            upstream.close()
            media_type = (answer.getheader("content-type") or "").split(";")[0]
            path = urllib.parse.unquote(self.path.split("?")[0])
            checker.answer(self.command, path, answer.status, media_type, bytes(whole))

        def read_chunks(self):
            whole = bytearray()
            while size := int(self.rfile.readline().split(b";")[0], 16):
                whole += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return bytes(whole)

        do_GET = do_POST = do_DELETE = pass_on

    return Handler


def description():
    place = os.environ.get("NANOPROMPT_OPENAI_DESCRIPTION")
    if not place:
        print("LEFT OUT: OpenAI's published description (NANOPROMPT_OPENAI_DESCRIPTION names none); the client's types are held")
        return None
    with open(place, encoding="utf-8") as file:
        return json.load(file)


def run(target, command):
    checker = Checker(description())
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler(urllib.parse.urlsplit(target), checker))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    ended = subprocess.run([base if part == "BASE" else part for part in command], check=False)
    server.shutdown()
    print(f"{checker.answers} answers and {checker.events} events held, {len(checker.violations)} do not fit")
    for violation in checker.violations:
        print(violation, file=sys.stderr)
    if checker.answers == 0:
        print("nothing was asked", file=sys.stderr)
    return 1 if ended.returncode or checker.violations or checker.answers == 0 else 0


def self_test():
    """What is wrong is found, what is right is not."""
    choice = {"index": 0, "message": {"role": "assistant", "content": "hi", "refusal": None}, "finish_reason": "stop",
              "logprobs": None}
    right = {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": []}
    error = {"error": {"message": "no", "type": "x", "param": None, "code": None}}
    path, described = "/chat/completions", description()

    def found(status, media_type, body):
        checker = Checker(described)
        checker.answer("POST", path, status, media_type, body.encode())
        return len(checker.violations)

    def stream(*data):
        return "".join(f"data: {part if isinstance(part, str) else json.dumps(part)}\n\n" for part in data)

    assert found(200, "application/json", json.dumps(right)) == 0
    assert found(429, "application/json", json.dumps(error)) == 0
    assert found(200, "text/event-stream", stream(chunk, "[DONE]")) == 0
    assert found(200, "text/event-stream", stream(chunk, error)) == 0
    wrong = [
        (200, "application/json", json.dumps({**right, "object": "completion"})),
        (200, "application/json", json.dumps({**right, "choices": [{**choice, "finish_reason": "end"}]})),
        (200, "application/json", json.dumps({key: right[key] for key in ("id", "object", "created", "model")})),
        (200, "application/json", "<html>"),
        (429, "application/json", '{"error": "no"}'),
        (200, "text/event-stream", stream({**chunk, "created": "now"}, "[DONE]")),
        (200, "text/event-stream", stream("[DONE]", chunk)),
    ]
    for case in wrong:
        assert found(*case) > 0, case
    print(f"{len(wrong)} wrong answers found, 4 right ones let through")
    return 0


if __name__ == "__main__":
    sys.exit(self_test() if sys.argv[1:] == ["--self-test"] else run(sys.argv[1], sys.argv[2:]))
