//! Gemini, by the types of `google-genai`.

use std::sync::Arc;

use engines::{Engine, Failure, Resumed, Ticket, Unwatched};

use crate::{
    judge::Judge,
    orders::{BROKEN, FORBIDDEN, LIGHTHOUSE},
    page,
    steps::{end, everything_is_taken_on, followed, it_goes_where_its_client_goes, name, ticket},
};

const FILMS: &str = "gemini-omni-1.1-flash";

/// The reasons to end without a picture that are told as refusals; a peaceful end is one as well.
const REFUSALS: [&str; 22] = [
    "STOP",
    "FINISH_REASON_UNSPECIFIED",
    "SAFETY",
    "RECITATION",
    "LANGUAGE",
    "OTHER",
    "BLOCKLIST",
    "PROHIBITED_CONTENT",
    "SPII",
    "IMAGE_SAFETY",
    "IMAGE_PROHIBITED_CONTENT",
    "IMAGE_OTHER",
    "NO_IMAGE",
    "IMAGE_RECITATION",
    "ESCALATION",
    "PUP_LIMITED_DISABLED",
    "MALFORMED_FUNCTION_CALL",
    "UNEXPECTED_TOOL_CALL",
    "TOO_MANY_TOOL_CALLS",
    "MISSING_THOUGHT_SIGNATURE",
    "MALFORMED_RESPONSE",
    "MODEL_ARMOR",
];

#[tokio::test]
async fn googles_own_types_take_every_order_and_its_own_answers_are_understood() {
    let Some(judge) = Judge::of("gemini") else { return };
    let models = page::models("gemini");
    it_goes_where_its_client_goes(&judge, &models);
    let engine = judge.engine(&models);
    everything_is_taken_on(&engine).await;
    let said = end(&engine, "gemini-3-flash", LIGHTHOUSE).await.unwrap();
    assert_eq!(said[0].bytes, "Salt, and the slow light.", "without what it thought");
    for (model, media_type) in [("gemini-3-pro-image", "image/png"), (FILMS, "video/mp4")] {
        assert_eq!(end(&engine, model, LIGHTHOUSE).await.unwrap()[0].media_type, media_type);
    }
    for model in ["gemini-3-flash", "gemini-3-pro-image", FILMS] {
        assert_eq!(name(end(&engine, model, FORBIDDEN).await), "refused");
    }
    assert_eq!(name(end(&engine, FILMS, BROKEN).await), "unavailable");
    judge.agrees();
}

/// A word that is new to Google's types makes this fail, and somebody look at it.
#[tokio::test]
async fn every_state_and_every_reason_that_googles_types_name_is_known() {
    let Some(judge) = Judge::of("gemini") else { return };
    let engine = judge.engine(&page::models("gemini"));
    for state in judge.words("states") {
        let begun = ticket(&engine, FILMS, &format!("a film that ends as {state}")).await;
        let expected = match state.as_str() {
            "completed" => "done",
            "failed" | "incomplete" | "requires_action" | "budget_exceeded" => "bad_order",
            "cancelled" => "cancelled",
            // Google goes on by itself with what is made in the background.
            "queued" | "in_progress" | "idle" | "requires_continuation" => "progress",
            unknown => panic!("what is {unknown}?"),
        };
        assert_eq!(third_word(&engine, &begun).await, expected, "{state}");
    }
    for reason in judge.words("reasons") {
        let expected = match reason.as_str() {
            "MAX_TOKENS" | "CONTINUATION" => "cut",
            known if REFUSALS.contains(&known) => "refused",
            unknown => panic!("what is {unknown}?"),
        };
        let ended = end(&engine, "gemini-3-pro-image", &format!("ends as {reason}")).await;
        assert_eq!(name(ended), expected, "{reason}");
    }
    judge.agrees();
}

#[tokio::test]
async fn googles_own_client_stops_and_deletes_films_as_we_do() {
    let Some(judge) = Judge::of("gemini") else { return };
    let engine = judge.engine(&page::models("gemini"));
    let begun = ticket(&engine, FILMS, LIGHTHOUSE).await;
    assert_eq!(engine.cancel(&begun).await, Ok(()));
    assert_eq!(followed(&engine, &begun).await, Err(Failure::Cancelled));
    assert_eq!(engine.forget(&begun).await, Ok(()));
    assert_eq!(followed(&engine, &begun).await, Err(Failure::Unknown), "it is gone");
    judge.agrees();
}

/// What is said of it when it is asked after for the third time: before that it waits, and is under way.
async fn third_word(engine: &Arc<dyn Engine>, begun: &Ticket) -> &'static str {
    for _ in 0..2 {
        let resumed = engine.resume(begun, Arc::new(Unwatched)).await.unwrap();
        assert!(matches!(resumed, Resumed::Progress(_)), "{resumed:?}");
    }
    match engine.resume(begun, Arc::new(Unwatched)).await.unwrap() {
        Resumed::Progress(_) => "progress",
        Resumed::Done(_) => "done",
        Resumed::Failed(failure) => failure.as_str(),
    }
}
