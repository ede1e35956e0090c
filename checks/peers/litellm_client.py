"""LiteLLM as a client of our API: chats whole and streamed, responds, embeds, makes and edits pictures, reads errors.

Usage: litellm_client.py BASE_URL KEY
"""

import base64
import os
import sys

# Without it, it fetches its list of prices.
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

import litellm  # noqa: E402

litellm.telemetry = False
litellm.suppress_debug_info = True
there = {"api_base": sys.argv[1], "api_key": sys.argv[2], "max_retries": 0}
messages = [{"role": "user", "content": "hello"}]

chat = litellm.completion(model="openai/lab/fake-chat", messages=messages, user="somebody", **there)
assert chat.choices[0].message.content == "hello there", chat
assert (chat.usage.prompt_tokens, chat.usage.completion_tokens) == (3, 2), chat

asked = {"stream": True, "stream_options": {"include_usage": True}}
chunks = list(litellm.completion(model="openai/lab/fake-chat", messages=messages, **asked, **there))
words = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
assert words == "hello there", chunks
assert chunks[-1].usage.total_tokens == 5, chunks[-1]

response = litellm.responses(model="openai/lab/fake-chat", input="hello", **there)
assert response.output[0].content[0].text == "hello there", response
events = list(litellm.responses(model="openai/lab/fake-chat", input="hello", stream=True, **there))
assert events[-1].type == "response.completed" and events[-1].response.usage.total_tokens == 5, events

vectors = litellm.embedding(model="openai/lab/fake-chat", input=["hello", "there"], **there)
assert [item["embedding"] for item in vectors.data] == [[0.25, -0.5]] * 2, vectors

painted = litellm.image_generation(model="openai/lab/fake-image", prompt="a calm sea", size="64x64", **there)
picture = base64.b64decode(painted.data[0].b64_json)
assert picture.startswith(b"\x89PNG"), painted
for files in (picture, [picture, picture]):
    edited = litellm.image_edit(
        image=files, model="openai/lab/fake-image", prompt="the same at night", size="64x64", **there
    )
    assert base64.b64decode(edited.data[0].b64_json).startswith(b"\x89PNG"), edited

try:
    litellm.completion(model="openai/nobody", messages=messages, **there)
    raise SystemExit("a model that nobody has was accepted")
except litellm.NotFoundError as error:
    assert "does not exist here" in str(error), error
try:
    litellm.completion(model="openai/lab/fake-chat", messages=messages, **there | {"api_key": "np_wrong"})
    raise SystemExit("a wrong key was accepted")
except litellm.AuthenticationError as error:
    assert error.status_code == 401, error

print("chat, streams, responses, embeddings, pictures and errors are as LiteLLM wants them")
