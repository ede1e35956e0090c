//! Replicate, by the types of `replicate`.

use engines::{Failure, ImageFormat, Input};

use crate::{
    judge::Judge,
    orders::{BROKEN, FORBIDDEN, LIGHTHOUSE, input, painted, picture},
    steps::{card, end, end_of, everything_is_taken_on, followed, it_goes_where_its_client_goes, name, ticket},
};

const MODELS: &str = r#"models = [
    { id = "owner/paints", kind = "image", references = 2, masks = true, negative = true },
    { id = "owner/paints:0a1b", kind = "image" },
    { id = "owner/films", kind = "video", frames = "first-and-last" },
]"#;

#[tokio::test]
async fn replicates_own_types_take_every_order_and_its_own_answers_are_understood() {
    let Some(judge) = Judge::of("replicate") else { return };
    it_goes_where_its_client_goes(&judge, MODELS);
    let engine = judge.engine(MODELS);
    everything_is_taken_on(&engine).await;
    for (model, media_type) in [
        ("owner/paints", "image/png"),
        ("owner/paints:0a1b", "image/png"),
        ("owner/films", "video/mp4"),
    ] {
        assert_eq!(end(&engine, model, LIGHTHOUSE).await.unwrap()[0].media_type, media_type);
        assert_eq!(name(end(&engine, model, FORBIDDEN).await), "refused");
        assert_eq!(name(end(&engine, model, BROKEN).await), "bad_order");
    }
    judge.agrees();
}

#[tokio::test]
async fn replicates_own_client_stops_hands_in_and_deletes_as_we_do() {
    let Some(judge) = Judge::of("replicate") else { return };
    let engine = judge.engine(MODELS);
    let begun = ticket(&engine, "owner/films", LIGHTHOUSE).await;
    assert_eq!(engine.cancel(&begun).await, Ok(()));
    assert_eq!(followed(&engine, &begun).await, Err(Failure::Cancelled));
    // More than may be written into an order.
    let mut bytes = picture().to_vec();
    bytes.resize(300_000, 0);
    let large = Input {
        bytes: bytes.into(),
        format: ImageFormat::Png,
    };
    let mut order = painted(&card(&engine, "owner/paints"), LIGHTHOUSE);
    order.references = vec![large, input()];
    let made = end_of(&engine, "owner/paints", order).await;
    assert_eq!(made.unwrap()[0].media_type, "image/png");
    judge.agrees();
}
