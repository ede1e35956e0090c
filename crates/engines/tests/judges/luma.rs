//! Luma, by the types of `lumaai`.

use engines::Failure;

use crate::{
    judge::Judge,
    orders::{BROKEN, FORBIDDEN, LIGHTHOUSE, picture},
    page,
    steps::{end, everything_is_taken_on, followed, it_goes_where_its_client_goes, name, ticket},
};

#[tokio::test]
async fn lumas_own_types_take_every_order_and_its_own_answers_are_understood() {
    let Some(judge) = Judge::of("luma") else { return };
    let models = page::models("luma");
    it_goes_where_its_client_goes(&judge, &models);
    let engine = judge.engine(&models);
    everything_is_taken_on(&engine).await;
    assert_eq!(
        end(&engine, "ray-2", LIGHTHOUSE).await.unwrap()[0].media_type,
        "video/mp4"
    );
    let made = end(&engine, "photon-1", LIGHTHOUSE).await.unwrap();
    assert_eq!(made[0].media_type, "image/png");
    assert_ne!(made[0].bytes, picture(), "it is the vendor's picture, not ours");
    for model in ["ray-2", "photon-1"] {
        assert_eq!(name(end(&engine, model, FORBIDDEN).await), "refused");
        assert_eq!(name(end(&engine, model, BROKEN).await), "bad_order");
    }
    judge.agrees();
}

#[tokio::test]
async fn lumas_own_client_deletes_as_we_do() {
    let Some(judge) = Judge::of("luma") else { return };
    let engine = judge.engine(&page::models("luma"));
    for model in ["ray-2", "photon-1"] {
        let begun = ticket(&engine, model, LIGHTHOUSE).await;
        assert_eq!(engine.cancel(&begun).await, Ok(()));
        assert_eq!(followed(&engine, &begun).await, Err(Failure::Unknown), "it is gone");
        assert_eq!(engine.forget(&begun).await, Ok(()), "what is gone is forgotten");
    }
    judge.agrees();
}

/// A story whose judge cannot make it fail would say nothing.
#[tokio::test]
async fn an_order_that_luma_does_not_know_is_found_by_its_judge() {
    let Some(judge) = Judge::of("luma") else { return };
    let engine = judge.engine(r#"models = [{ id = "ray-1", kind = "video" }]"#);
    assert_eq!(name(end(&engine, "ray-1", LIGHTHOUSE).await), "bad_order");
    let (agrees, said) = judge.verdict();
    assert!(!agrees);
    assert!(said.contains("1 requests held, 1 do not fit"), "{said}");
    assert!(
        said.contains("model: Input should be 'ray-2' or 'ray-flash-2'"),
        "{said}"
    );
}
