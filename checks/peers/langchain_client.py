"""LangChain's client of OpenAI against our API: chats, streams, tools, structured answers, responses, embeddings, errors.

Usage: langchain_client.py BASE_URL KEY
"""

import sys

import openai
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from pydantic import BaseModel

there = {"base_url": sys.argv[1], "api_key": sys.argv[2], "max_retries": 0}
model = ChatOpenAI(model="lab/fake-chat", **there)

answer = model.invoke("hello")
assert answer.content == "hello there" and answer.usage_metadata["total_tokens"] == 5, answer

whole = None
for chunk in ChatOpenAI(model="lab/fake-chat", stream_usage=True, **there).stream("hello"):
    whole = chunk if whole is None else whole + chunk
assert whole.content == "hello there" and whole.usage_metadata["total_tokens"] == 5, whole


@tool
def weather(place: str) -> str:
    """The weather at a place."""
    return f"It rains in {place}."


with_tools = model.bind_tools([weather])
call = with_tools.invoke("hello")
assert call.tool_calls[0]["name"] == "weather" and call.tool_calls[0]["args"] == {"place": "Oslo"}, call
said = ToolMessage(content=weather.invoke(call.tool_calls[0]["args"]), tool_call_id=call.tool_calls[0]["id"])
answer = with_tools.invoke([HumanMessage("hello"), call, said])
assert isinstance(answer, AIMessage) and answer.content == "hello there", answer

streamed = None
for chunk in with_tools.stream("hello"):
    streamed = chunk if streamed is None else streamed + chunk
assert streamed.tool_calls[0]["args"] == {"place": "Oslo"}, streamed


class Answer(BaseModel):
    """What is to be said."""

    answer: str


structured = model.with_structured_output(Answer, method="json_schema").invoke("hello")
assert structured == Answer(answer="hello there"), structured

response = ChatOpenAI(model="lab/fake-chat", use_responses_api=True, **there).invoke("hello")
assert response.text == "hello there" or response.text() == "hello there", response

embeddings = OpenAIEmbeddings(model="lab/fake-chat", check_embedding_ctx_length=False, **there)
assert embeddings.embed_query("hello") == [0.25, -0.5]

try:
    ChatOpenAI(model="nobody", **there).invoke("hello")
    raise SystemExit("a model that nobody has was accepted")
except openai.NotFoundError as error:
    assert error.code == "model_not_found", error

print("chats, streams, tools, structured answers, responses, embeddings and errors are as LangChain wants them")
