"""Luma, by the types of `lumaai`."""

import re

import httpx
from lumaai import LumaAI
from lumaai.types import Generation
from lumaai.types.generation import Assets
from lumaai.types.generations import ImageCreateParams, VideoCreateParams

from .strict import Judge
from .talk import KEY, Answer, Vendor, Wrong, end

WORDS = {"prompt": "a lighthouse", "aspect_ratio": "16:9"}
RIGHT = [
    ("generations/video", {**WORDS, "model": "ray-2", "duration": "5s", "resolution": "720p"}),
    ("generations/image", {**WORDS, "model": "photon-1", "format": "png"}),
]
WRONG = [
    ("generations/video", {**WORDS, "model": "ray-2", "seconds": 5}),
    ("generations/video", {**WORDS, "model": "ray-2", "duration": 5}),
    ("generations/video", {**WORDS, "model": "ray-2", "resolution": "721p"}),
    ("generations/video", {**WORDS, "model": "ray-1"}),
    ("generations/video", WORDS),
    ("generations/image", {**WORDS, "model": "photon-1", "aspect_ratio": "3:2"}),
    ("generations/image", {**WORDS, "model": "photon-1", "format": "webp"}),
    ("generations/text", {**WORDS, "model": "photon-1"}),
]
# Why a generation failed; the type has one text for all reasons.
REFUSED = "400: prompt not allowed because advanced moderation failed"
BROKEN = "500: internal error"


class Luma(Vendor):
    def __init__(self, origin):
        super().__init__(origin)
        self.client = LumaAI(auth_token=KEY, max_retries=0, http_client=self.transport(httpx))
        self.home = str(self.client.base_url).rstrip("/")
        self.base = self.client.base_url.path.rstrip("/")
        self.orders = {
            "video": (Judge(VideoCreateParams), lambda client, said: client.generations.video.create(**said)),
            "image": (Judge(ImageCreateParams), lambda client, said: client.generations.image.create(**said)),
        }

    def credentials(self, key):
        return {"authorization": f"Bearer {key}"}

    def answer(self, asked):
        if asked.path.startswith("/made/"):
            return self.shown(asked)
        if asked.method == "POST":
            return self.begin(asked)
        found = re.fullmatch(f"{self.base}/generations/([^/]+)", asked.path)
        if not found:
            raise Wrong("there is no such call")
        if asked.method == "DELETE":
            gone = self.jobs.pop(found[1], None)
            answer = Answer(b"", 204) if gone else Answer({"detail": "Not found"}, 404)
            return self.same(asked, answer, lambda client: client.generations.delete(found[1]))
        state = self.next(found[1])
        answer = Answer(self.generation(found[1], state)) if state else Answer({"detail": "Not found"}, 404)
        return self.same(asked, answer, lambda client: client.generations.get(found[1]))

    def begin(self, asked):
        kind = asked.path.removeprefix(f"{self.base}/generations/")
        if kind not in self.orders:
            raise Wrong("there is no such call")
        judge, call = self.orders[kind]
        said = self.judged(judge, asked)
        name = self.job(kind, ["queued", "dreaming", end(said["prompt"], "completed", REFUSED, BROKEN)])
        answer = Answer(self.generation(name, "queued"), 201)
        return self.same(asked, answer, lambda client: call(client, said))

    def generation(self, name, state):
        film = name.startswith("video")
        said = {"id": name, "generation_type": "video" if film else "image", "state": state}
        if state in (REFUSED, BROKEN):
            said |= {"state": "failed", "failure_reason": state}
        elif state == "completed" and film:
            said["assets"] = Assets(video=self.place(name, "mp4"), progress_video=None)
        elif state == "completed":
            said["assets"] = Assets(image=self.place(name, "png"))
        return Generation(**said, created_at="2026-01-01T00:00:00Z")


vendor = Luma
