"""Runway, by the types of `runwayml`."""

import re

import httpx
from runwayml import RunwayML
from runwayml.types import ImageToVideoCreateParams, TextToImageCreateParams, TextToVideoCreateParams
from runwayml.types import TextToImageCreateResponse, task_retrieve_response as task
from runwayml.types.text_to_image_create_response import EstimatedCost

from .strict import Judge
from .talk import KEY, Answer, Vendor, Wrong, end

FILM = {"model": "gen4.5", "promptText": "a lighthouse", "ratio": "1280:720", "duration": 5}
PICTURE = {"model": "gen4_image", "promptText": "a lighthouse", "ratio": "1024:1024"}
RIGHT = [
    ("text_to_video", FILM),
    ("image_to_video", {**FILM, "promptImage": "data:image/png;base64,aaaa"}),
    ("text_to_image", {**PICTURE, "seed": 7, "referenceImages": [{"uri": "data:image/png;base64,aaaa"}]}),
]
WRONG = [
    ("text_to_video", {**FILM, "promptImage": "data:image/png;base64,aaaa"}),
    ("text_to_video", {**FILM, "ratio": "1104:832"}),
    ("text_to_video", {**FILM, "duration": "5"}),
    ("text_to_video", {**FILM, "model": "gen4_image"}),
    ("text_to_video", {**FILM, "negativePrompt": "fog"}),
    ("image_to_video", {**FILM, "promptImage": [{"uri": "data:image/png;base64,aaaa", "position": "last"}]}),
    ("image_to_video", FILM),
    ("text_to_image", {**PICTURE, "referenceImages": ["data:image/png;base64,aaaa"]}),
    ("text_to_image", {"model": "gen4_image", "prompt_text": "a lighthouse", "ratio": "1024:1024"}),
]
SEEN = {"createdAt": "2026-01-01T00:00:00Z"}


class Runway(Vendor):
    HEADERS = ("authorization", "x-runway-version")

    def __init__(self, origin):
        super().__init__(origin)
        self.client = RunwayML(api_key=KEY, max_retries=0, http_client=self.transport(httpx))
        self.home = f"{str(self.client.base_url).rstrip('/')}/v1"
        self.orders = {
            "text_to_video": (Judge(TextToVideoCreateParams), lambda client, said: client.text_to_video.create(**said)),
            "image_to_video": (Judge(ImageToVideoCreateParams), lambda client, said: client.image_to_video.create(**said)),
            "text_to_image": (Judge(TextToImageCreateParams), lambda client, said: client.text_to_image.create(**said)),
        }

    def credentials(self, key):
        return {"authorization": f"Bearer {key}", "x-runway-version": self.client.runway_version}

    def answer(self, asked):
        if asked.path.startswith("/made/"):
            return self.shown(asked)
        if asked.method == "POST":
            return self.begin(asked)
        found = re.fullmatch("/v1/tasks/([^/]+)", asked.path)
        if not found:
            raise Wrong("there is no such call")
        if asked.method == "DELETE":
            gone = self.jobs.pop(found[1], None)
            answer = Answer(b"", 204) if gone else Answer({"error": "Not found"}, 404)
            return self.same(asked, answer, lambda client: client.tasks.delete(found[1]))
        state = self.next(found[1])
        answer = Answer(self.task(found[1], state)) if state else Answer({"error": "Not found"}, 404)
        return self.same(asked, answer, lambda client: client.tasks.retrieve(found[1]))

    def begin(self, asked):
        kind = asked.path.removeprefix("/v1/")
        if kind not in self.orders:
            raise Wrong("there is no such call")
        judge, call = self.orders[kind]
        said = self.judged(judge, asked)
        last = end(said["prompt_text"], task.Succeeded, "SAFETY.INPUT.TEXT", "INTERNAL.BAD_OUTPUT.CODE01")
        states = [task.Pending, task.Throttled, task.Running, task.Cancelled if "stopped" in said["prompt_text"] else last]
        name = self.job(kind, states)
        begun = TextToImageCreateResponse(id=name, estimatedCost=EstimatedCost(credits=5))
        return self.same(asked, Answer(begun), lambda client: call(client, said))

    def task(self, name, state):
        if isinstance(state, str):
            said = {"failure": "It did not work.", "failureCode": state, "cost": task.FailedCost(credits=0)}
            return task.Failed(id=name, status="FAILED", **said, **SEEN)
        said = {"id": name, "status": state.__name__.upper(), **SEEN}
        cost = state.model_fields.get("cost")
        said |= {"cost": cost.annotation(credits=5)} if cost else {
            "estimatedCost": state.model_fields["estimated_cost"].annotation(credits=5)
        }
        if state is task.Running:
            said["progress"] = 0.5
        if state is task.Succeeded:
            said["output"] = [self.place(name, "png" if name.startswith("text_to_image") else "mp4")]
        return state(**said)


vendor = Runway
