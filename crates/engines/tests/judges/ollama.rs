//! Ollama, by the types of `ollama`.

use engines::Failure;

use crate::{
    judge::Judge,
    orders::{BROKEN, FORBIDDEN, LIGHTHOUSE},
    page,
    steps::{end, everything_is_taken_on, it_goes_where_its_client_goes, name},
};

#[tokio::test]
async fn ollamas_own_types_take_every_order_and_its_own_answers_are_understood() {
    let Some(judge) = Judge::of("ollama") else { return };
    let models = page::models("ollama");
    it_goes_where_its_client_goes(&judge, &models);
    let engine = judge.engine(&models);
    everything_is_taken_on(&engine).await;
    let said = end(&engine, "llama3.3", LIGHTHOUSE).await.unwrap();
    assert_eq!(said[0].bytes, "Salt, and the slow light.", "without what it thought");
    assert_eq!(end(&engine, "llama3.3", "stop at once").await, Err(Failure::Cut));
    assert_eq!(name(end(&engine, "llama3.3", FORBIDDEN).await), "bad_order");
    assert_eq!(name(end(&engine, "llama3.3", BROKEN).await), "unavailable");
    judge.agrees();
}
