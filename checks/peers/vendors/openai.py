"""OpenAI, by the types of `openai`."""

import base64
import re

import httpx2
from openai import OpenAI, types
from openai.types import chat, image_edit_params, image_generate_params
from openai.types.chat import completion_create_params
from openai.types.shared import ErrorObject
from openai.types.video_create_error import VideoCreateError

from .strict import File, Judge
from .talk import FILM, KEY, PICTURE, Answer, Vendor, Wrong, end

CHAT = {"model": "gpt", "messages": [{"role": "user", "content": "a haiku"}]}
PAINT = {"model": "gpt-image-2", "prompt": "a lighthouse", "n": 1, "size": "1024x1024", "output_format": "png"}
CHANGE = {**PAINT, "image": File(PICTURE), "mask": File(PICTURE)}
FRAME = {"input_reference": File(PICTURE)}
SHOOT = {"model": "sora-2", "prompt": "a lighthouse", "seconds": "4", "size": "1280x720", **FRAME}
RIGHT = [
    ("chat/completions", {**CHAT, "max_completion_tokens": 50, "store": False}),
    ("images/generations", PAINT),
    ("images/edits", CHANGE),
    ("videos", SHOOT),
]
WRONG = [
    ("chat/completions", {**CHAT, "num_predict": 50}),
    ("chat/completions", {**CHAT, "max_completion_tokens": "50"}),
    ("chat/completions", {**CHAT, "messages": [{"role": "person", "content": "a haiku"}]}),
    ("chat/completions", {"model": "gpt"}),
    ("images/generations", {**PAINT, "seed": 7}),
    ("images/generations", {**PAINT, "output_format": "jpg"}),
    ("images/generations", {**PAINT, "n": "1"}),
    ("images/edits", PAINT),
    ("images/edits", {**CHANGE, "mask": "a mask"}),
    ("images/edits", {**CHANGE, "n": "one"}),
    ("images/edits", {**CHANGE, "seed": 7}),
    ("videos", {**SHOOT, "seconds": "5"}),
    ("videos", {**SHOOT, "size": "1920x1080"}),
    ("videos", {**SHOOT, "negative_prompt": "fog"}),
    ("videos/video-1/stop", SHOOT),
]


class Api(Vendor):
    def __init__(self, origin):
        super().__init__(origin)
        self.client = OpenAI(api_key=KEY, max_retries=0, http_client=self.transport(httpx2))
        self.home = str(self.client.base_url).rstrip("/")
        self.chat = Judge(completion_create_params.CompletionCreateParamsNonStreaming)
        self.generate = Judge(image_generate_params.ImageGenerateParamsNonStreaming)
        self.edit = Judge(image_edit_params.ImageEditParamsNonStreaming)
        self.film = Judge(types.VideoCreateParams)
        self.said = {}

    def complaint(self, why):
        return {"error": ErrorObject(code=None, message=why, type="invalid_request_error", param=None).model_dump()}

    def credentials(self, key):
        return {"authorization": f"Bearer {key}"}

    def answer(self, asked):
        for method, path, answer in (
            ("POST", "chat/completions", self.write),
            ("POST", "images/generations", self.paint),
            ("POST", "images/edits", self.change),
            ("POST", "videos", self.begin),
            ("GET", "videos/([^/]+)", self.ask),
            ("GET", "videos/([^/]+)/content", self.content),
            ("DELETE", "videos/([^/]+)", self.delete),
        ):
            found = re.fullmatch(f"/v1/{path}", asked.path)
            if found and method == asked.method:
                return answer(asked, *found.groups())
        raise Wrong("there is no such call")

    def write(self, asked):
        said = self.judged(self.chat, asked)
        words = said["messages"][-1]["content"]
        message = {"role": "assistant", "content": "Salt, and the slow light.", "refusal": None}
        if "declined" in words:
            message = {"role": "assistant", "content": None, "refusal": "I cannot help with that."}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        made = chat.ChatCompletion(id="c-1", object="chat.completion", created=1, model=said["model"], choices=[choice])
        return self.same(asked, or_error(words, made), lambda client: client.chat.completions.create(**said))

    def paint(self, asked):
        said = self.judged(self.generate, asked)
        return self.same(asked, or_error(said["prompt"], pictures(said)), lambda client: client.images.generate(**said))

    def change(self, asked):
        said = self.judged(self.edit, asked)
        given = files(said)
        return self.same(asked, or_error(said["prompt"], pictures(said)), lambda client: client.images.edit(**given))

    def begin(self, asked):
        said = self.judged(self.film, asked)
        given = files(said)
        last = end(said["prompt"], "completed", "moderation_blocked", "server_error")
        name = self.job("video", ["queued", "in_progress", last])
        self.said[name] = {"model": said["model"], "seconds": said["seconds"], "size": said["size"]}
        return self.same(asked, Answer(self.video(name, "queued")), lambda client: client.videos.create(**given))

    def ask(self, asked, name):
        state = self.next(name)
        answer = Answer(self.video(name, state)) if state else unknown()
        return self.same(asked, answer, lambda client: client.videos.retrieve(name))

    def content(self, asked, name):
        if self.next(name) != "completed":
            return self.same(asked, unknown(), lambda client: client.videos.download_content(name))
        answer = Answer(FILM, media_type="video/mp4")
        return self.same(asked, answer, lambda client: client.videos.download_content(name))

    def delete(self, asked, name):
        gone = self.jobs.pop(name, None)
        answer = Answer(types.VideoDeleteResponse(id=name, deleted=True, object="video.deleted")) if gone else unknown()
        return self.same(asked, answer, lambda client: client.videos.delete(name))

    def video(self, name, state):
        fields = {"status": state, "progress": {"queued": 0, "in_progress": 50}.get(state, 100), "error": None}
        if state in ("moderation_blocked", "server_error"):
            error = VideoCreateError(code=state, message="It did not work.")
            fields = {"status": "failed", "progress": 50, "error": error}
        return types.Video(id=name, object="video", created_at=1, **fields, **self.said[name])


def pictures(said):
    """As many as were asked for."""
    picture = types.Image(b64_json=base64.b64encode(PICTURE).decode())
    return types.ImagesResponse(created=1, data=[picture] * said.get("n", 1), output_format=said.get("output_format"))


def files(said):
    """The same, with files as its client takes them."""

    def named(value):
        if isinstance(value, list):
            return [named(inner) for inner in value]
        return ("picture.png", bytes(value), "image/png") if isinstance(value, File) else value

    return {name: named(value) for name, value in said.items()}


def or_error(words, made):
    """What was made, or the error that the words ask for."""
    code = end(words, None, "moderation_blocked", "server_error")
    if code is None:
        return Answer(made)
    kind = "image_generation_user_error" if code == "moderation_blocked" else "server_error"
    error = ErrorObject(code=code, message="Your request was rejected.", type=kind, param=None)
    return Answer({"error": error.model_dump(exclude_none=False)}, 400 if code == "moderation_blocked" else 500)


def unknown():
    error = ErrorObject(code=None, message="No such video", type="invalid_request_error", param=None)
    return Answer({"error": error.model_dump()}, 404)


vendor = Api
