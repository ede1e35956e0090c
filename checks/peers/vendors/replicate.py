"""Replicate, by the types of `replicate`. What a model is given in `input` each model says for itself, so nobody holds that."""

import re

import httpx
from replicate import Replicate
from replicate.types import FileCreateParams, FileCreateResponse, Prediction, PredictionCreateParams
from replicate.types.file_create_response import URLs as FileURLs
from replicate.types.models import PredictionCreateParams as OfModel
from replicate.types.prediction import URLs

from .strict import Judge
from .talk import KEY, Answer, Vendor, Wrong, end

INPUT = {"input": {"prompt": "a lighthouse"}}
RIGHT = [("models/owner/name/predictions", INPUT), ("predictions", {**INPUT, "version": "v1"})]
WRONG = [
    ("models/owner/name/predictions", {"prompt": "a lighthouse"}),
    ("models/owner/name/predictions", {**INPUT, "webhook_events_filter": ["end"]}),
    ("models/owner/name/predictions", {**INPUT, "webhook": 7}),
    ("models/owner/name/predictions", {}),
    ("predictions", INPUT),
    ("predictions", {**INPUT, "version": 1}),
    ("predictions/p-1/stop", INPUT),
]
WHEN = "2026-01-01T00:00:00Z"


class Replicated(Vendor):
    def __init__(self, origin):
        super().__init__(origin)
        self.client = Replicate(bearer_token=KEY, max_retries=0, http_client=self.transport(httpx))
        self.home = str(self.client.base_url).rstrip("/")
        self.of_model, self.of_version, self.file = Judge(OfModel), Judge(PredictionCreateParams), Judge(FileCreateParams)
        self.files = set()
        self.said = {}

    def credentials(self, key):
        return {"authorization": f"Bearer {key}"}

    def answer(self, asked):
        if asked.path.startswith("/made/"):
            return self.shown(asked)
        for method, path, answer in (
            ("POST", "models/([^/]+)/([^/]+)/predictions", self.begin),
            ("POST", "predictions", self.begin_version),
            ("POST", "predictions/([^/]+)/cancel", self.cancel),
            ("GET", "predictions/([^/]+)", self.ask),
            ("POST", "files", self.hand_in),
            ("DELETE", "files/([^/]+)", self.delete),
        ):
            found = re.fullmatch(f"/v1/{path}", asked.path)
            if found and method == asked.method:
                return answer(asked, *found.groups())
        raise Wrong("there is no such call")

    def begin(self, asked, owner, name):
        said = self.judged(self.of_model, with_path(asked, owner, name))
        return self.begun(asked, said, f"{owner}/{name}", lambda client: client.models.predictions.create(**said))

    def begin_version(self, asked):
        said = self.judged(self.of_version, asked)
        return self.begun(asked, said, "owner/name", lambda client: client.predictions.create(**said))

    def begun(self, asked, said, model, call):
        words = said["input"]["prompt"]
        last = end(words, "succeeded", "NSFW content detected", "CUDA out of memory")
        name = self.job("p", ["starting", "processing", last])
        self.said[name] = {"input": said["input"], "model": model, "version": said.get("version", "hidden")}
        return self.same(asked, Answer(self.prediction(name, "starting"), 201), call)

    def ask(self, asked, name):
        state = self.next(name)
        answer = Answer(self.prediction(name, state)) if state else Answer({"detail": "Not found", "status": 404}, 404)
        return self.same(asked, answer, lambda client: client.predictions.get(prediction_id=name))

    def cancel(self, asked, name):
        self.jobs[name] = ["canceled"]
        answer = Answer(self.prediction(name, "canceled"))
        return self.same(asked, answer, lambda client: client.predictions.cancel(prediction_id=name))

    def hand_in(self, asked):
        said = self.judged(self.file, asked)
        name = f"f-{len(self.files) + 1}"
        self.files.add(name)
        made = {"checksums": {}, "content_type": "image/png", "created_at": WHEN, "expires_at": WHEN, "metadata": {}}
        urls = FileURLs(get=f"{self.home}/files/{name}")
        answer = Answer(FileCreateResponse(id=name, size=len(said["content"]), urls=urls, **made), 201)
        return self.same(asked, answer, lambda client: client.files.create(**said))

    def delete(self, asked, name):
        gone = name in self.files
        self.files.discard(name)
        answer = Answer(b"", 204) if gone else Answer({"detail": "Not found", "status": 404}, 404)
        return self.same(asked, answer, lambda client: client.files.delete(file_id=name))

    def prediction(self, name, state):
        fields = {"status": state, "output": None, "error": None}
        if state == "succeeded":
            film = "duration" in self.said[name]["input"]
            fields["output"] = [self.place(name, "mp4" if film else "png")]
        elif state not in ("starting", "processing", "canceled"):
            fields = {"status": "failed", "output": None, "error": state}
        address = f"{self.home}/predictions/{name}"
        urls = URLs(get=address, cancel=f"{address}/cancel", web=f"https://replicate.com/p/{name}")
        return Prediction(id=name, created_at=WHEN, data_removed=False, urls=urls, **fields, **self.said[name])


def with_path(asked, owner, name):
    """The same, with what its client takes as arguments and writes into the path."""

    class Whole:
        media_type = asked.media_type

        @staticmethod
        def read():
            body = asked.read()
            return {**body, "model_owner": owner, "model_name": name} if isinstance(body, dict) else body

    return Whole


vendor = Replicated
