"""OpenAI's official client against our API: lists models, chats whole and streamed, makes pictures and films, reads errors.

Usage: openai_client.py BASE_URL KEY
"""

import base64
import sys

import openai

client = openai.OpenAI(base_url=sys.argv[1], api_key=sys.argv[2], max_retries=0)

names = [model.id for model in client.models.list()]
assert {"atelier", "lab/fake-chat", "lab/fake-image"} <= set(names), names
assert client.models.retrieve("lab/fake-chat").id == "lab/fake-chat"

messages = [{"role": "user", "content": "hello"}]
chat = client.chat.completions.create(model="lab/fake-chat", messages=messages, user="somebody")
assert chat.choices[0].message.content == "hello there", chat
assert chat.usage.total_tokens == 5, chat

stream = client.chat.completions.create(model="fake-chat", messages=messages, stream=True)
words = "".join(chunk.choices[0].delta.content or "" for chunk in stream)
assert words == "hello there", words

response = client.responses.create(model="lab/fake-chat", input="hello", user="somebody")
assert response.output_text == "hello there", response
events = list(client.responses.create(model="lab/fake-chat", input="hello", stream=True))
assert [event.type for event in events][-1] == "response.completed", events
assert "".join(event.delta for event in events if event.type == "response.output_text.delta") == "hello there", events
try:
    client.responses.create(model="lab/fake-chat", input="hello", previous_response_id="resp_1")
    raise SystemExit("an answer that nobody kept was built upon")
except openai.BadRequestError as error:
    assert error.param == "previous_response_id", error

vector = client.embeddings.create(model="lab/fake-chat", input="hello", encoding_format="float").data[0].embedding
assert vector == [0.25, -0.5], vector
assert client.moderations.create(model="lab/fake-chat", input="hello").results[0].flagged is False

for model, size in (("atelier", "256x256"), ("lab/fake-image", "64x64")):
    answer = client.images.generate(model=model, prompt="a calm sea", size=size)
    assert base64.b64decode(answer.data[0].b64_json).startswith(b"\x89PNG"), model

events = list(client.images.generate(model="atelier", prompt="a calm sea", size="256x256", stream=True))
assert [event.type for event in events] == ["image_generation.completed"], events
assert base64.b64decode(events[0].b64_json).startswith(b"\x89PNG"), events

film = client.videos.create_and_poll(
    model="cinema/fake-film", prompt="waves under a full moon", seconds="4", size="1280x720", poll_interval_ms=100)
assert film.status == "completed" and film.progress == 100, film
assert client.videos.retrieve(film.id).prompt == "waves under a full moon"
assert client.videos.download_content(film.id).read()[4:8] == b"ftyp"
remix = client.videos.remix(film.id, prompt="waves under a rising sun")
assert remix.remixed_from_video_id == film.id, remix
assert [item.id for item in client.videos.list()] == [remix.id, film.id]
assert client.videos.delete(film.id).deleted and client.videos.delete(remix.id).deleted
assert list(client.videos.list()) == []

try:
    client.images.generate(model="nobody", prompt="a calm sea")
    raise SystemExit("a model that nobody has was accepted")
except openai.NotFoundError as error:
    assert error.code == "model_not_found" and error.param == "model", error

try:
    openai.OpenAI(base_url=sys.argv[1], api_key="np_wrong", max_retries=0).models.list()
    raise SystemExit("a wrong key was accepted")
except openai.AuthenticationError as error:
    assert error.code == "invalid_api_key", error

print("models, chat, stream, pictures and errors are as the client wants them")
