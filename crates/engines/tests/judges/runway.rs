//! Runway, by the types of `runwayml`.

use engines::Failure;

use crate::{
    judge::Judge,
    orders::{BROKEN, FORBIDDEN, LIGHTHOUSE},
    page,
    steps::{end, everything_is_taken_on, followed, it_goes_where_its_client_goes, name, ticket},
};

#[tokio::test]
async fn runways_own_types_take_every_order_and_its_own_answers_are_understood() {
    let Some(judge) = Judge::of("runway") else { return };
    let models = page::models("runway");
    it_goes_where_its_client_goes(&judge, &models);
    let engine = judge.engine(&models);
    everything_is_taken_on(&engine).await;
    assert_eq!(
        end(&engine, "gen4.5", LIGHTHOUSE).await.unwrap()[0].media_type,
        "video/mp4"
    );
    assert_eq!(
        end(&engine, "gen4_image", LIGHTHOUSE).await.unwrap()[0].media_type,
        "image/png"
    );
    for model in ["veo3.1", "gen4_image"] {
        assert_eq!(name(end(&engine, model, FORBIDDEN).await), "refused");
        assert_eq!(name(end(&engine, model, BROKEN).await), "bad_order");
        assert_eq!(
            name(end(&engine, model, "a lighthouse that is stopped").await),
            "cancelled"
        );
    }
    judge.agrees();
}

#[tokio::test]
async fn runways_own_client_stops_and_deletes_as_we_do() {
    let Some(judge) = Judge::of("runway") else { return };
    let engine = judge.engine(&page::models("runway"));
    let begun = ticket(&engine, "gen4.5", LIGHTHOUSE).await;
    assert_eq!(engine.cancel(&begun).await, Ok(()));
    assert_eq!(followed(&engine, &begun).await, Err(Failure::Unknown), "it is gone");
    assert_eq!(engine.forget(&begun).await, Ok(()), "what is gone is forgotten");
    judge.agrees();
}
