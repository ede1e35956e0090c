"""LiteLLM as a client of our API: chats whole and streamed, responds, embeds, makes, changes and films, reads errors.

Usage: litellm_client.py BASE_URL KEY
"""

import base64
import os
import sys
import time

# It fetches a list of prices when it is imported, unless told to use its own.
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

import litellm

litellm.telemetry = False
there = {"api_base": sys.argv[1], "api_key": sys.argv[2], "max_retries": 0}
messages = [{"role": "user", "content": "hello"}]

chat = litellm.completion(model="openai/lab/fake-chat", messages=messages, **there)
assert chat.choices[0].message.content == "hello there", chat
assert chat.usage.total_tokens == 5, chat

chunks = list(litellm.completion(
    model="openai/lab/fake-chat", messages=messages, stream=True, stream_options={"include_usage": True}, **there))
assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices) == "hello there", chunks
assert [chunk.usage.total_tokens for chunk in chunks if getattr(chunk, "usage", None)] == [5], chunks

tool = {"type": "function", "function": {"name": "weather", "parameters": {
    "type": "object", "properties": {"place": {"type": "string"}}, "required": ["place"]}}}
called = litellm.completion(model="openai/lab/fake-chat", messages=messages, tools=[tool], **there).choices[0].message
assert called.tool_calls[0].function.name == "weather" and "Oslo" in called.tool_calls[0].function.arguments, called

response = litellm.responses(model="openai/lab/fake-chat", input="hello", **there)
assert response.output[0].content[0].text == "hello there", response
kinds = [event.type for event in litellm.responses(model="openai/lab/fake-chat", input="hello", stream=True, **there)]
assert kinds[-1] == "response.completed", kinds

vector = litellm.embedding(model="openai/lab/fake-chat", input=["hello"], encoding_format="float", **there)
assert vector.data[0]["embedding"] == [0.25, -0.5], vector

made = litellm.image_generation(model="openai/lab/fake-image", prompt="a calm sea", size="64x64", **there)
picture = base64.b64decode(made.data[0].b64_json)
assert picture.startswith(b"\x89PNG"), made
changed = litellm.image_edit(
    model="openai/lab/fake-image", image=[picture], prompt="the same at night", size="64x64", **there)
assert base64.b64decode(changed.data[0].b64_json).startswith(b"\x89PNG"), changed

film = litellm.video_generation(
    model="openai/cinema/fake-film", prompt="waves under a full moon", seconds="4", size="1280x720", **there)
for _ in range(600):
    standing = litellm.video_status(video_id=film.id, **there)
    if standing.status in ("completed", "failed"):
        break
    time.sleep(0.1)
assert standing.status == "completed", standing
assert litellm.video_content(video_id=film.id, **there)[4:8] == b"ftyp"

try:
    litellm.completion(model="openai/nobody", messages=messages, **there)
    raise SystemExit("a model that nobody has was accepted")
except litellm.NotFoundError as error:
    assert "does not exist here" in str(error), error

try:
    litellm.completion(model="openai/lab/fake-chat", messages=messages, **{**there, "api_key": "np_wrong"})
    raise SystemExit("a wrong key was accepted")
except litellm.AuthenticationError as error:
    assert "missing, wrong or was revoked" in str(error), error

print("chats, streams, tools, responses, embeddings, pictures, edits, films and errors are as LiteLLM wants them")
