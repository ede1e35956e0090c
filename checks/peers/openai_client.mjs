// OpenAI's official client for Node against our API: lists models, chats whole and streamed, responds, makes pictures,
// reads errors.
//
// Usage: openai_client.mjs FOLDER BASE_URL KEY; the client is in FOLDER/node_modules.

import assert from "node:assert/strict";
import { createRequire } from "node:module";

const [folder, baseURL, apiKey] = process.argv.slice(2);
const OpenAI = createRequire(`${folder}/`)("openai");
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });

const names = [];
for await (const model of client.models.list()) names.push(model.id);
assert(["atelier", "lab/fake-chat", "lab/fake-image"].every((name) => names.includes(name)), names.join(", "));

const messages = [{ role: "user", content: "hello" }];
const chat = await client.chat.completions.create({ model: "lab/fake-chat", messages });
assert.equal(chat.choices[0].message.content, "hello there");

let words = "";
for await (const chunk of await client.chat.completions.create({ model: "lab/fake-chat", messages, stream: true })) {
  words += chunk.choices[0].delta.content ?? "";
}
assert.equal(words, "hello there");

const response = await client.responses.create({ model: "lab/fake-chat", input: "hello" });
assert.equal(response.output_text, "hello there");
const kinds = [];
for await (const event of await client.responses.create({ model: "lab/fake-chat", input: "hello", stream: true })) {
  kinds.push(event.type);
}
assert.equal(kinds.at(-1), "response.completed");

const vector = await client.embeddings.create({ model: "lab/fake-chat", input: "hello", encoding_format: "float" });
assert.deepEqual(vector.data[0].embedding, [0.25, -0.5]);

const painted = await client.images.generate({ model: "atelier", prompt: "a calm sea", size: "256x256" });
assert.equal(Buffer.from(painted.data[0].b64_json, "base64").subarray(1, 4).toString(), "PNG");

await assert.rejects(client.images.generate({ model: "nobody", prompt: "a calm sea" }), (error) => {
  return error instanceof OpenAI.NotFoundError && error.code === "model_not_found";
});
await assert.rejects(new OpenAI({ baseURL, apiKey: "np_wrong", maxRetries: 0 }).models.list(), (error) => {
  return error instanceof OpenAI.AuthenticationError && error.code === "invalid_api_key";
});
console.log("models, chat, streams, responses, pictures and errors are as the client wants them");
