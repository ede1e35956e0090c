//! What holds of every request: how to begin, and what is the same everywhere.

use maud::{Markup, html};

use super::{
    Reading, listing,
    shapes::{fields, shape},
};
use crate::api_description::{reference::Reference, shape::MadeOf};

/// The sections: the names of their places on the page, and the keys of their titles.
pub(super) const SECTIONS: &[(&str, &str)] = &[
    ("start", "reference-start"),
    ("openai", "reference-openai"),
    ("errors", "reference-errors"),
    ("idempotency", "reference-idempotency"),
    ("events", "reference-events"),
    ("webhooks", "reference-webhooks"),
    ("limits", "reference-limits"),
];

/// Every section.
pub(super) fn sections(reading: &Reading<'_>, reference: &Reference) -> Markup {
    html! {
        @for (anchor, title) in SECTIONS {
            section id=(anchor) {
                h2 { (reading.say(title)) }
                (reading.tell(&format!("{title}-about")))
                (more(reading, reference, anchor))
            }
        }
    }
}

/// What a section has beside its words.
fn more(reading: &Reading<'_>, reference: &Reference, anchor: &str) -> Markup {
    let base = reading.base;
    match anchor {
        "start" => html! {
            p { a.go href="/you#keys" { (reading.say("reference-make-key")) } }
            (listing(&FIRST.replace(BASE, base)))
        },
        "openai" => html! {
            p { (reading.say("reference-base-url")) " " code dir="ltr" { (base) "/v1" } }
            h3 { (reading.say("reference-python")) }
            (listing(&PYTHON.replace(BASE, base)))
            h3 { (reading.say("reference-node")) }
            (listing(&NODE.replace(BASE, base)))
        },
        "errors" => problems(reading, reference),
        "idempotency" => listing(&ORDER.replace(BASE, base)),
        "events" => listing(EVENTS),
        "webhooks" => html! {
            p { (reading.say("reference-webhooks-check")) }
            (listing(CHECK))
        },
        "limits" => headers(reading),
        _ => html! {},
    }
}

/// The shapes of answers that are no success.
fn problems(reading: &Reading<'_>, reference: &Reference) -> Markup {
    html! {
        @for (name, problem) in &reference.problems {
            h3 id={ "shape-" (name) } { code dir="ltr" { (name) } }
            (reading.quote(&problem.about))
            @match &problem.made_of {
                MadeOf::Fields(listed) => { (fields(reading, listed)) }
                _ => { (shape(reading, problem)) }
            }
        }
    }
}

/// What the head of an answer says, and the keys of what that is.
const HEADERS: &[(&str, &str)] = &[
    ("ratelimit-limit", "reference-limits-limit"),
    ("ratelimit-remaining", "reference-limits-remaining"),
    ("ratelimit-reset", "reference-limits-reset"),
    ("ratelimit-policy", "reference-limits-policy"),
    ("retry-after", "reference-limits-retry"),
    ("x-request-id", "reference-limits-request"),
];

fn headers(reading: &Reading<'_>) -> Markup {
    html! {
        ul.fields {
            @for (name, about) in HEADERS {
                li { p.name { code dir="ltr" { strong { (name) } } } (reading.tell(about)) }
            }
        }
    }
}

/// Stands in the listings where the address of the service goes.
const BASE: &str = "BASE";

const FIRST: &str = r#"export NANOPROMPT_KEY=np_…
curl "BASE/v1/models" \
  -H "Authorization: Bearer $NANOPROMPT_KEY""#;

const PYTHON: &str = r#"import base64, os
from openai import OpenAI

client = OpenAI(base_url="BASE/v1", api_key=os.environ["NANOPROMPT_KEY"])
made = client.images.generate(
    model="atelier", prompt="a calm sea at dusk", size="256x256"
)
with open("sea.png", "wb") as file:
    file.write(base64.b64decode(made.data[0].b64_json))"#;

const NODE: &str = r#"import { writeFile } from "node:fs/promises";
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: "BASE/v1",
  apiKey: process.env.NANOPROMPT_KEY,
});
const made = await client.images.generate({
  model: "atelier", prompt: "a calm sea at dusk", size: "256x256",
});
await writeFile("sea.png", Buffer.from(made.data[0].b64_json, "base64"));"#;

const ORDER: &str = r#"curl "BASE/api/v1/generations" \
  -H "Authorization: Bearer $NANOPROMPT_KEY" \
  -H "Idempotency-Key: postcard-0042" \
  -H "Content-Type: application/json" \
  -d '{"prompt":"a calm sea at dusk","size":"256x256"}'"#;

const EVENTS: &str = r#"event: progress
data: {"id":"018f…","progress":40}

event: generation
data: {"id":"018f…","state":"done", …}"#;

const CHECK: &str = r#"import base64, hashlib, hmac

def is_ours(secret: str, headers, body: bytes) -> bool:
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}."
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.digest(key, signed.encode() + body, hashlib.sha256)
    expected = "v1," + base64.b64encode(digest).decode()
    given = headers["webhook-signature"].split()
    return any(hmac.compare_digest(expected, one) for one in given)"#;
