//! Stability's pictures.

use basics::Span;
use engines::{Failure, ImageFormat, ImageOrder, Order, Submitted};
use serde_json::json;

use crate::{
    lab::{Lab, encoded, field, input, name, started},
    peer::{Asked, KEY, Reply, lighthouse, picture},
};

const MODELS: &str = r#"models = [
    { id = "core", kind = "image" },
    { id = "ultra", kind = "image" },
    { id = "sd3.5-large", kind = "image" },
    { id = "odd", kind = "image", sizes = ["1000x900"] },
]"#;

async fn lab(reply: Reply) -> Lab {
    Lab::new("stability", "/v2beta", MODELS, [reply]).await
}

async fn submit(reply: Reply) -> Result<Submitted, Failure> {
    lab(reply).await.submit("core", Order::Image(lighthouse())).await
}

fn made(reason: &str) -> Reply {
    Reply::json(200, &json!({ "image": encoded(), "finish_reason": reason, "seed": 41 }))
}

fn error(status: u16, name: &str, said: &str) -> Reply {
    Reply::json(status, &json!({ "id": "0a1b", "name": name, "errors": [said] }))
}

/// The fields of a form in the order sent, each with its text; a file's text is its head.
fn form(asked: &Asked) -> Vec<(String, String)> {
    let body = String::from_utf8_lossy(&asked.body).into_owned();
    let parts = body.split("form-data; name=\"").skip(1);
    let field = |part: &str| {
        let (name, rest) = part.split_once('"').unwrap();
        let (head, text) = rest.split_once("\r\n\r\n").unwrap();
        let text = if head.is_empty() {
            text.split("\r\n").next().unwrap()
        } else {
            head
        };
        (name.to_owned(), text.to_owned())
    };
    parts.map(field).collect()
}

fn masked() -> ImageOrder {
    ImageOrder {
        mask: Some(input()),
        ..started(1)
    }
}

fn pairs<'a>(fields: &[(&'a str, &'a str)]) -> Vec<(String, String)> {
    fields
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect()
}

#[tokio::test]
async fn a_picture_is_ordered_from_the_service_of_its_model() {
    for (model, service) in [("core", "core"), ("ultra", "ultra"), ("sd3.5-large", "sd3")] {
        let lab = lab(made("SUCCESS")).await;
        let outputs = lab.outputs(model, Order::Image(lighthouse())).await;
        assert_eq!((outputs[0].bytes.clone(), outputs[0].seed), (picture(), Some(41)));
        let asked = lab.asked();
        assert_eq!(asked.path, format!("/v2beta/stable-image/generate/{service}"));
        assert_eq!(asked.header("accept"), Some("application/json"));
        let mut expected = pairs(&[("prompt", "a lighthouse at dusk")]);
        expected.extend(pairs(&[("model", model)]).into_iter().filter(|_| service == "sd3"));
        expected.extend(pairs(&[("aspect_ratio", "1:1"), ("output_format", "png")]));
        assert_eq!(form(&asked), expected);
        lab.keeps_its_key_in("authorization", &format!("Bearer {KEY}"));
        assert!(!asked.headers.keys().any(|name| name.as_str().starts_with("stability-")));
    }
}

#[tokio::test]
async fn what_an_order_says_beyond_its_words_goes_along() {
    let lab = lab(made("SUCCESS")).await;
    let order = ImageOrder {
        negative: Some("fog".to_owned()),
        size: "1344x768".parse().unwrap(),
        seed: Some(4_294_967_294),
        format: ImageFormat::WebP,
        ..lighthouse()
    };
    lab.outputs("core", Order::Image(order)).await;
    let expected = [
        ("prompt", "a lighthouse at dusk"),
        ("negative_prompt", "fog"),
        ("aspect_ratio", "16:9"),
        ("seed", "4294967294"),
        ("output_format", "webp"),
    ];
    assert_eq!(form(&lab.asked()), pairs(&expected));
}

#[tokio::test]
async fn a_picture_to_start_from_keeps_its_shape() {
    let file = "; filename=\"image.png\"\r\nContent-Type: image/png";
    let lab = lab(made("SUCCESS")).await;
    lab.outputs("sd3.5-large", Order::Image(started(1))).await;
    let expected = [
        ("prompt", "a lighthouse at dusk"),
        ("model", "sd3.5-large"),
        ("image", file),
        ("strength", "0.7"),
        ("mode", "image-to-image"),
        ("output_format", "png"),
    ];
    assert_eq!(form(&lab.asked()), pairs(&expected));
    assert!(lab.asked().holds(&picture()));
}

#[tokio::test]
async fn a_mask_changes_part_of_a_picture_whatever_the_model() {
    for model in ["core", "ultra", "sd3.5-large"] {
        let lab = lab(made("SUCCESS")).await;
        lab.outputs(model, Order::Image(masked())).await;
        assert_eq!(lab.asked().path, "/v2beta/stable-image/edit/inpaint");
        let names: Vec<_> = form(&lab.asked()).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["prompt", "image", "mask", "output_format"]);
    }
}

#[tokio::test]
async fn what_leaves_is_what_was_shown() {
    for (order, picture) in [(lighthouse(), false), (masked(), true)] {
        let lab = lab(made("SUCCESS")).await;
        let order = Order::Image(order);
        let (_, shown) = lab.preview("core", &order);
        assert_eq!(shown[0], ("prompt", "a lighthouse at dusk".to_owned()));
        assert_eq!(shown.contains(&("mask", format!("{:?}", input()))), picture);
        let names = lab.sends_what_it_shows("core", order).await;
        let mut sent: Vec<_> = form(&lab.asked()).into_iter().map(|(name, _)| name).collect();
        sent.sort_unstable();
        assert_eq!(names, sent);
    }
}

#[tokio::test]
async fn what_the_models_cannot_do_is_not_sent() {
    let wrong = [
        (
            "core",
            "count",
            ImageOrder {
                count: 2,
                ..lighthouse()
            },
        ),
        ("core", "image", started(1)),
        ("ultra", "image", started(2)),
        // None is the vendor's word for chance, and beyond the largest there is none.
        (
            "core",
            "seed",
            ImageOrder {
                seed: Some(0),
                ..lighthouse()
            },
        ),
        (
            "core",
            "seed",
            ImageOrder {
                seed: Some(4_294_967_295),
                ..lighthouse()
            },
        ),
        (
            "core",
            "prompt",
            ImageOrder {
                prompt: "a".repeat(10_001),
                ..lighthouse()
            },
        ),
        (
            "odd",
            "size",
            ImageOrder {
                size: "1000x900".parse().unwrap(),
                ..lighthouse()
            },
        ),
    ];
    for (model, at_fault, order) in wrong {
        let lab = lab(made("SUCCESS")).await;
        assert_eq!(field(lab.submit(model, Order::Image(order)).await), at_fault);
        assert!(lab.peer.asked().is_empty());
    }
}

#[tokio::test]
async fn a_blurred_picture_that_comes_with_success_is_a_refusal() {
    assert_eq!(
        submit(made("CONTENT_FILTERED")).await.err(),
        Some(Failure::Refused(String::new()))
    );
    let filtered = Reply::json(200, &json!({ "finish_reason": "CONTENT_FILTERED" }));
    assert_eq!(name(submit(filtered).await), "refused");
}

#[tokio::test]
async fn moderation_is_a_refusal_in_the_vendors_words() {
    let flagged = error(403, "content_moderation", "Your request was flagged.");
    let expected = Failure::Refused("Your request was flagged.".to_owned());
    assert_eq!(submit(flagged).await.err(), Some(expected));
    assert_eq!(name(submit(error(400, "content_moderation", "no")).await), "refused");
}

#[tokio::test]
async fn every_other_failure_is_told_apart_and_sent_once() {
    let cases = [
        (error(400, "bad_request", "prompt: cannot be empty"), "bad_order"),
        (error(401, "unauthorized", "no such key"), "unauthorised"),
        (error(403, "forbidden", "not yours"), "unauthorised"),
        (error(402, "payment_required", "no credits"), "out_of_credit"),
        (error(404, "not_found", "no such model"), "bad_order"),
        (error(413, "payload_too_large", "too large"), "bad_order"),
        (error(422, "unprocessable_content", "rejected"), "bad_order"),
        (
            error(429, "rate_limit_exceeded", "slow down").with("retry-after", "7"),
            "rate_limited",
        ),
        (error(500, "internal_error", "sorry"), "unavailable"),
        (error(504, "timeout", "sorry"), "unknown"),
        (Reply::json(400, &json!({ "name": 7, "errors": "none" })), "bad_order"),
        (Reply::typed(502, "text/html", "<html>"), "unavailable"),
        (Reply::typed(200, "text/html", "<html>"), "not_an_image"),
        (Reply::typed(200, "image/png", picture()), "not_an_image"),
        (Reply::json(200, &json!({ "finish_reason": "SUCCESS" })), "not_an_image"),
        (
            Reply::json(200, &json!({ "image": "bm8gcGljdHVyZQ==" })),
            "not_an_image",
        ),
        (Reply::json(200, &json!({ "image": "%%%" })), "not_an_image"),
        (Reply::Cut, "unknown"),
        (Reply::Hang, "unknown"),
        (Reply::Huge, "too_large"),
    ];
    for (index, (reply, expected)) in cases.into_iter().enumerate() {
        let lab = lab(reply).await;
        let failure = name(lab.submit("core", Order::Image(lighthouse())).await);
        assert_eq!(failure, expected, "case {index}");
        assert_eq!(lab.peer.asked().len(), 1, "a paid order is sent once: case {index}");
    }
}

#[tokio::test]
async fn a_wait_is_passed_on() {
    let submitted = submit(error(429, "rate_limit_exceeded", "no").with("retry-after", "60")).await;
    let Err(Failure::RateLimited { retry_after }) = submitted else {
        panic!("{submitted:?}")
    };
    assert_eq!(retry_after, Some(Span::minutes(1)));
}

#[tokio::test]
async fn the_field_at_fault_is_named_in_our_words() {
    for (status, said, expected) in [
        (400, "aspect_ratio: must be one of", "size"),
        (400, "negative_prompt: too long", "negative"),
        (400, "mask: must have the size of the image", "mask"),
        (400, "something else", "prompt"),
        (413, "", "image"),
        (404, "", "model"),
    ] {
        assert_eq!(field(submit(error(status, "bad_request", said)).await), expected);
    }
}

#[tokio::test]
async fn a_paid_picture_is_not_lost_over_its_seed() {
    let odd = json!({ "image": encoded(), "finish_reason": "SUCCESS", "seed": "41" });
    let lab = lab(Reply::json(200, &odd)).await;
    let outputs = lab.outputs("core", Order::Image(lighthouse())).await;
    assert_eq!((outputs[0].bytes.clone(), outputs[0].seed), (picture(), None));
}
