"""Gemini, by the types of `google-genai`: pictures and text by `generateContent`, films by the Interactions API.

The client has no type for the whole of `generateContent`, only for its parts, and one that holds all its options, which the
client then puts where they belong. So what stands in the wrong place is found when the client is told the same.
"""

import json
import re
import typing

import httpx2
import pydantic
from google import genai
from google.genai import types
from google.genai._gaos.types import interactions as film
from google.genai._gaos.types.interactions.interaction import InteractionStatus

from .strict import Judge
from .talk import KEY, PICTURE, Answer, Asked, Vendor, Wrong, end

# The version of the API that is spoken here.
VERSION = "v1beta"
TEXT = {"contents": [{"role": "user", "parts": [{"text": "a lighthouse"}]}]}
SHAPE = {"type": "video", "delivery": "uri", "aspect_ratio": "16:9", "resolution": "720p", "duration": "5s"}
BEGUN = {"model": "gemini-omni-1.1-flash", "input": "a lighthouse", "background": True, "response_format": SHAPE}
RIGHT = [
    ("models/gemini-3-flash:generateContent", {**TEXT, "generationConfig": {"maxOutputTokens": 50}}),
    ("interactions", BEGUN),
]
WRONG = [
    ("models/gemini-3-flash:generateContent", {**TEXT, "generationConfig": {"max_tokens": 50}}),
    ("models/gemini-3-flash:generateContent", {**TEXT, "generationConfig": {"maxOutputTokens": "50"}}),
    ("models/gemini-3-flash:generateContent", {**TEXT, "generationConfig": {"responseModalities": "IMAGE"}}),
    ("models/gemini-3-flash:generateContent", {**TEXT, "config": {}}),
    ("models/gemini-3-flash:generateContent", {"contents": [{"role": "user", "parts": ["a lighthouse"]}]}),
    ("models/gemini-3-flash:generateContent", {}),
    ("interactions", {**BEGUN, "response_format": {**SHAPE, "resolution": "480p"}}),
    ("interactions", {**BEGUN, "response_format": {**SHAPE, "duration": 5}}),
    ("interactions", {**BEGUN, "response_format": {**SHAPE, "seed": 5}}),
    ("interactions", {**BEGUN, "prompt": "a lighthouse"}),
    ("interactions", {**BEGUN, "input": [{"type": "picture", "data": "aaaa"}]}),
]

# An order whose words are "ends as WORD" ends so, whatever the word.
ENDS_AS = re.compile(r"ends as (\w+)")
STATES = [word for kind in typing.get_args(InteractionStatus) for word in typing.get_args(kind)]
WHEN = "2026-01-01T00:00:00Z"
# What the client puts into an interaction when it reads one.
OF_THE_CLIENT = {"output_text", "output_image", "output_audio", "output_video"}
SAFETY = film.Error(code="https://ai.google.dev/errors/SAFETY", message="The prompt is not allowed.")
INTERNAL = film.Error(code="https://ai.google.dev/errors/INTERNAL", message="It did not work.")


class Contents(pydantic.BaseModel):
    """What `generateContent` is sent, of the client's own parts."""

    contents: list[types.Content]
    generationConfig: types.GenerateContentConfig | None = None


class Gemini(Vendor):
    HEADERS = ("x-goog-api-key",)
    WORDS = {"reasons": [reason.value for reason in types.FinishReason], "states": STATES}

    def __init__(self, origin):
        super().__init__(origin)
        options = types.HttpOptions(api_version=VERSION, httpx_client=self.transport(httpx2))
        self.client = genai.Client(api_key=KEY, http_options=options)
        self.home = f"{self.client._api_client._http_options.base_url.rstrip('/')}/{VERSION}"
        self.contents, self.interaction = Judge(Contents), Judge(film.CreateModelInteractionParam)

    def complaint(self, why):
        return {"error": {"code": 400, "message": why, "status": "INVALID_ARGUMENT"}}

    def credentials(self, key):
        return {"x-goog-api-key": key}

    def plain(self, body):
        """Google reads base64 in either of its alphabets, and names in either of two spellings."""
        if isinstance(body, dict):
            return {re.sub("_(.)", lambda found: found[1].upper(), name): self.plain(inner) for name, inner in body.items()}
        if isinstance(body, list):
            return [self.plain(inner) for inner in body]
        return body.translate(str.maketrans("-_", "+/")) if isinstance(body, str) else body

    def answer(self, asked):
        if asked.path.startswith("/made/"):
            return self.shown(asked)
        for method, path, answer in (
            ("POST", "models/([^/:]+):generateContent", self.generate),
            ("POST", "interactions", self.begin),
            ("GET", "interactions/([^/]+)", self.ask),
            ("POST", "interactions/([^/]+)/cancel", self.cancel),
            ("DELETE", "interactions/([^/]+)", self.delete),
        ):
            found = re.fullmatch(f"/{VERSION}/{path}", asked.path)
            if found and method == asked.method:
                return answer(asked, *found.groups())
        raise Wrong("there is no such call")

    def generate(self, asked, model):
        self.judged(self.contents, asked)
        said = asked.read()
        contents = [types.Content.model_validate(content) for content in said["contents"]]
        config = types.GenerateContentConfig.model_validate(said.get("generationConfig", {}))
        words = contents[-1].parts[0].text
        answer = Answer(generated(words, "IMAGE" in (config.response_modalities or [])))
        call = {"model": model, "contents": contents, "config": config}
        return self.same(asked, answer, lambda client: client.models.generate_content(**call))

    def begin(self, asked):
        said = self.judged(self.interaction, asked)
        words = said["input"] if isinstance(said["input"], str) else said["input"][-1]["text"]
        named = ENDS_AS.search(words)
        last = named[1] if named else end(words, "completed", SAFETY, INTERNAL)
        name = self.job("i", ["queued", "in_progress", last])
        answer = self.interacted(name, "in_progress")
        return self.same(as_a_step(asked), answer, lambda client: client.interactions.create(**said))

    def ask(self, asked, name):
        state = self.next(name)
        answer = self.interacted(name, state) if state else unknown()
        return self.same(asked, answer, lambda client: client.interactions.get(name))

    def cancel(self, asked, name):
        self.jobs[name] = ["cancelled"]
        answer = self.interacted(name, "cancelled")
        return self.same(asked, answer, lambda client: client.interactions.cancel(name))

    def delete(self, asked, name):
        gone = self.jobs.pop(name, None)
        answer = Answer({}) if gone else unknown()
        return self.same(asked, answer, lambda client: client.interactions.delete(name))

    def interacted(self, name, state):
        fields = {"id": name, "status": state, "created": WHEN, "updated": WHEN, "object": "interaction"}
        if state == "completed":
            thought = film.ThoughtStep(summary=[film.TextContent(text="A lighthouse, then.")])
            made = film.VideoContent(uri=self.place(name, "mp4"), mime_type="video/mp4")
            fields["steps"] = [thought, film.ModelOutputStep(content=[film.TextContent(text="Here it is."), made])]
        elif isinstance(state, film.Error):
            fields |= {"status": "failed", "errors": [state]}
        return Answer(film.Interaction(**fields), without=OF_THE_CLIENT)


def generated(words, is_picture):
    """What a model answers to these words, thoughts included."""
    if "forbidden" in words:
        feedback = types.GenerateContentResponsePromptFeedback(block_reason="PROHIBITED_CONTENT")
        return types.GenerateContentResponse(prompt_feedback=feedback)
    if named := ENDS_AS.search(words):
        return answered([], named[1])
    thought = types.Part(text="A lighthouse, then.", thought=True)
    picture = types.Part(inline_data=types.Blob(mime_type="image/png", data=PICTURE))
    return answered([thought, picture if is_picture else types.Part(text="Salt, and the slow light.")], "STOP")


def answered(parts, reason):
    content = types.Content(role="model", parts=parts)
    usage = types.GenerateContentResponseUsageMetadata(total_token_count=8)
    candidate = types.Candidate(content=content, finish_reason=reason, index=0)
    return types.GenerateContentResponse(candidates=[candidate], usage_metadata=usage, model_version="gemini")


def as_a_step(asked):
    """The same request as the client writes it: a list of contents is one step of the person's. The type has both."""
    body = asked.read()
    if isinstance(body["input"], list):
        body["input"] = [{"type": "user_input", "content": body["input"]}]
    return Asked(asked.method, asked.path, asked.headers, json.dumps(body).encode())


def unknown():
    return Answer({"error": {"code": 404, "message": "Not found", "status": "NOT_FOUND"}}, 404)


vendor = Gemini
