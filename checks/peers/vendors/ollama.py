"""Ollama, by the types of `ollama`."""

import httpx
import ollama
from ollama import _types as types

from .strict import Judge
from .talk import Answer, Vendor, Wrong, end

CHAT = {"model": "llama3.3", "messages": [{"role": "user", "content": "a haiku"}], "stream": False}
RIGHT = [("api/chat", CHAT), ("api/chat", {**CHAT, "options": {"num_predict": 50}})]
WRONG = [
    ("api/chat", {**CHAT, "max_tokens": 50}),
    ("api/chat", {**CHAT, "options": {"max_tokens": 50}}),
    ("api/chat", {**CHAT, "options": {"num_predict": "50"}}),
    ("api/chat", {**CHAT, "messages": [{"content": "a haiku"}]}),
    ("api/chat", {**CHAT, "messages": ["a haiku"]}),
    ("api/chat", {**CHAT, "stream": "no"}),
    ("api/chat", {"messages": CHAT["messages"]}),
    ("api/talk", CHAT),
]


class Ollama(Vendor):
    HEADERS = ()

    def __init__(self, origin):
        super().__init__(origin)
        self.client = ollama.Client(transport=self.transport(httpx)._transport)
        self.home = str(self.client._client.base_url).rstrip("/")
        self.judge = Judge(types.ChatRequest)

    def credentials(self, _):
        return {}

    def answer(self, asked):
        if (asked.method, asked.path) != ("POST", "/api/chat"):
            raise Wrong("there is no such call")
        said = self.judged(self.judge, asked)
        words = said["messages"][-1]["content"]
        message = types.Message(role="assistant", content="Salt, and the slow light.", thinking="A haiku about the sea.")
        if "stop" in words:
            message = types.Message(role="assistant", content="")
        done = {"done": True, "done_reason": "stop", "eval_count": 8, "total_duration": 1}
        answer = Answer(types.ChatResponse(model=said["model"], created_at="2026-01-01T00:00:00Z", message=message, **done))
        if error := end(words, None, "the request is not allowed", "model runner has unexpectedly stopped"):
            answer = Answer({"error": error}, 400 if "forbidden" in words else 500)
        return self.same(asked, answer, lambda client: client.chat(**said))


vendor = Ollama
