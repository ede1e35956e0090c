//! Adapters against their vendors' own types: `checks/peers/vendor.py` plays each vendor by the types of its official client,
//! takes nothing that they do not allow, and answers with nothing but what they describe.
//!
//! Left out where the check has brought no clients (`NANOPROMPT_TEST_CLIENTS`).

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

mod gemini;
mod judge;
mod luma;
mod ollama;
mod openai;
mod orders;
mod page;
mod replicate;
mod runway;
mod steps;
