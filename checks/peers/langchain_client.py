"""LangChain against our API: chats whole and streamed, calls a tool and says what came of it, keeps to a schema, embeds,
reads errors.

Usage: langchain_client.py BASE_URL KEY
"""

import sys

import openai
import pydantic
from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings

there = {"base_url": sys.argv[1], "api_key": sys.argv[2], "max_retries": 0}
chat = ChatOpenAI(model="lab/fake-chat", **there)

answer = chat.invoke("hello")
assert answer.content == "hello there" and answer.usage_metadata["total_tokens"] == 5, answer

pieces = list(ChatOpenAI(model="lab/fake-chat", stream_usage=True, **there).stream("hello"))
whole = sum(pieces[1:], pieces[0])
assert whole.content == "hello there" and whole.usage_metadata["total_tokens"] == 5, whole
assert len(pieces) > 2, pieces


@tool
def tide(harbour: str, day: int) -> str:
    """When the water is high."""
    return f"at six in {harbour}"


able = chat.bind_tools([tide])
question = HumanMessage("when is the water high?")
streamed = list(able.stream([question]))
for called in (able.invoke([question]), sum(streamed[1:], streamed[0])):
    assert [(call["name"], sorted(call["args"])) for call in called.tool_calls] == [("tide", ["day", "harbour"])], called
    assert called.response_metadata["finish_reason"] == "tool_calls", called
    result = tide.invoke(called.tool_calls[0])
    assert isinstance(result, ToolMessage), result
    told = able.invoke([question, called, result])
    assert told.content == f"the tool says: {result.content}" and not told.tool_calls, told


class Boat(pydantic.BaseModel):
    """A boat."""

    name: str
    length: float
    sails: list[str]


boat = chat.with_structured_output(Boat, method="json_schema").invoke("describe a boat")
assert isinstance(boat, Boat), boat

embeddings = OpenAIEmbeddings(model="lab/fake-chat", check_embedding_ctx_length=False, **there)
assert embeddings.embed_query("hello") == [0.25, -0.5]
assert embeddings.embed_documents(["hello", "there"]) == [[0.25, -0.5]] * 2

for wrong, raised in (
    ({"model": "nobody"}, openai.NotFoundError),
    ({"model": "lab/fake-chat", "api_key": "np_wrong"}, openai.AuthenticationError),
):
    try:
        ChatOpenAI(**there | wrong).invoke("hello")
        raise SystemExit(f"{wrong} was accepted")
    except raised as error:
        assert error.code in {"model_not_found", "invalid_api_key"}, error

print("chat, streams, tools, schemas, embeddings and errors are as LangChain wants them")
