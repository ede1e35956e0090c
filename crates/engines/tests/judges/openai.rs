//! OpenAI, by the types of `openai`.

use engines::Failure;

use crate::{
    judge::Judge,
    orders::{BROKEN, FORBIDDEN, LIGHTHOUSE},
    steps::{end, everything_is_taken_on, followed, it_goes_where_its_client_goes, name, ticket},
};

const MODELS: &str = r#"models = [
    { id = "gpt", kind = "text" },
    { id = "gpt-image-2", kind = "image" },
    { id = "sora-2", kind = "video" },
]"#;

#[tokio::test]
async fn openais_own_types_take_every_order_and_its_own_answers_are_understood() {
    let Some(judge) = Judge::of("openai") else { return };
    it_goes_where_its_client_goes(&judge, MODELS);
    let engine = judge.engine(MODELS);
    everything_is_taken_on(&engine).await;
    for (model, media_type, broken) in [
        ("gpt", "text/plain", "unavailable"),
        ("gpt-image-2", "image/png", "unavailable"),
        ("sora-2", "video/mp4", "unavailable"),
    ] {
        assert_eq!(end(&engine, model, LIGHTHOUSE).await.unwrap()[0].media_type, media_type);
        assert_eq!(name(end(&engine, model, FORBIDDEN).await), "refused");
        assert_eq!(name(end(&engine, model, BROKEN).await), broken);
    }
    assert_eq!(name(end(&engine, "gpt", "something declined").await), "refused");
    judge.agrees();
}

#[tokio::test]
async fn openais_own_client_deletes_films_as_we_do() {
    let Some(judge) = Judge::of("openai") else { return };
    let engine = judge.engine(MODELS);
    let begun = ticket(&engine, "sora-2", LIGHTHOUSE).await;
    assert_eq!(engine.cancel(&begun).await, Ok(()));
    assert_eq!(followed(&engine, &begun).await, Err(Failure::Unknown), "it is gone");
    assert_eq!(engine.forget(&begun).await, Ok(()), "what is gone is forgotten");
    judge.agrees();
}

/// Such a server has no types of its own; OpenAI's are what it took over.
#[tokio::test]
async fn what_servers_like_it_are_asked_fits_the_same_types() {
    let Some(judge) = Judge::of("openai") else { return };
    let models = r#"models = [
        { id = "lab-chat", kind = "text" },
        { id = "lab-image", kind = "image" },
        { id = "lab-film", kind = "video", sizes = ["1280x720"] },
    ]"#;
    let engine = judge.engine_of("openai-compatible", models);
    everything_is_taken_on(&engine).await;
    for model in ["lab-chat", "lab-image", "lab-film"] {
        assert!(end(&engine, model, LIGHTHOUSE).await.is_ok(), "{model}");
        assert_eq!(name(end(&engine, model, FORBIDDEN).await), "refused");
    }
    judge.agrees();
}
