// Vercel's AI SDK against our API: text whole and streamed, embeddings, pictures, errors.
//
// Usage: ai_sdk_client.mjs FOLDER BASE_URL KEY; the client is in FOLDER/node_modules.

import assert from "node:assert/strict";
import { createRequire } from "node:module";

const [folder, baseURL, apiKey] = process.argv.slice(2);
const requireFrom = createRequire(`${folder}/`);
const { APICallError, embed, generateImage, generateText, streamText } = requireFrom("ai");
const { createOpenAICompatible } = requireFrom("@ai-sdk/openai-compatible");
const provider = createOpenAICompatible({ name: "nanoprompt", baseURL, apiKey });
const once = { maxRetries: 0 };

const written = await generateText({ ...once, model: provider("lab/fake-chat"), prompt: "hello" });
assert.equal(written.text, "hello there");
assert.equal(written.usage.totalTokens, 5);

const streamed = streamText({ ...once, model: provider("lab/fake-chat"), prompt: "hello" });
let words = "";
for await (const piece of streamed.textStream) words += piece;
assert.equal(words, "hello there");

const vector = await embed({ ...once, model: provider.embeddingModel("lab/fake-chat"), value: "hello" });
assert.deepEqual(vector.embedding, [0.25, -0.5]);

for (const [model, size] of [["atelier", "256x256"], ["lab/fake-image", "64x64"]]) {
  const painted = await generateImage({ ...once, model: provider.imageModel(model), prompt: "a calm sea", size });
  assert.equal(painted.image.mediaType, "image/png", model);
}

await assert.rejects(generateText({ ...once, model: provider("nobody"), prompt: "hello" }), (error) => {
  return APICallError.isInstance(error) && error.statusCode === 404 && error.message.includes("does not exist here");
});
console.log("text, streams, embeddings, pictures and errors are as the AI SDK wants them");
