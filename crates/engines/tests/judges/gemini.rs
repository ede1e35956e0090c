//! Gemini, by the types of `google-genai`.

use engines::Failure;

use crate::{
    judge::Judge,
    orders::{BROKEN, FORBIDDEN, LIGHTHOUSE},
    page,
    steps::{end, everything_is_taken_on, followed, it_goes_where_its_client_goes, name, ticket},
};

const FILMS: &str = "gemini-omni-1.1-flash";

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
    assert_eq!(name(end(&engine, "gemini-3-pro-image", "held back").await), "refused");
    assert_eq!(name(end(&engine, FILMS, BROKEN).await), "unavailable");
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
