//! Google's Gemini API.

mod films;

use basics::Span;
use engines::{Failure, ImageOrder, Order, Output, Submitted};
use serde_json::{Value, json};

use crate::{
    lab::{Lab, encoded, field, input, name, started},
    peer::{KEY, Reply, haiku, lighthouse, picture},
};

const MODELS: &str = r#"models = [
    { id = "painter", kind = "image" },
    { id = "large", kind = "image", sizes = ["2048x2048", "5504x3072", "1000x900"] },
    { id = "writer", kind = "text" },
]"#;

async fn lab(reply: Reply) -> Lab {
    Lab::new("gemini", "/v1beta", MODELS, [reply]).await
}

async fn submit(reply: Reply, order: Order) -> Result<Submitted, Failure> {
    let name = if matches!(order, Order::Text(_)) {
        "writer"
    } else {
        "painter"
    };
    lab(reply).await.submit(name, order).await
}

fn said(parts: &Value, reason: &str) -> Reply {
    let candidate = json!({ "content": { "role": "model", "parts": parts }, "finishReason": reason });
    Reply::json(
        200,
        &json!({ "candidates": [candidate], "usageMetadata": { "totalTokenCount": 9 } }),
    )
}

fn painted() -> Reply {
    let inline = json!({ "mimeType": "image/png", "data": encoded() });
    said(&json!([{ "text": "Here it is." }, { "inlineData": inline }]), "STOP")
}

fn error(status: u16, word: &str, message: &str, details: &Value) -> Reply {
    let error = json!({ "code": status, "message": message, "status": word, "details": details });
    Reply::json(status, &json!({ "error": error }))
}

fn exhausted(quota: &str, value: &str) -> Value {
    json!([
        {
            "@type": "type.googleapis.com/google.rpc.QuotaFailure",
            "violations": [{ "quotaMetric": "requests", "quotaId": quota, "quotaValue": value }],
        },
        { "@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "37s" },
    ])
}

#[tokio::test]
async fn a_picture_is_ordered_in_one_call_and_its_shape_by_name() {
    let lab = lab(painted()).await;
    let outputs = lab.outputs("painter", Order::Image(lighthouse())).await;
    assert_eq!(outputs[0].bytes, picture());
    assert_eq!((outputs.len(), outputs[0].media_type.as_str()), (1, "image/png"));
    let asked = lab.asked();
    assert_eq!(asked.path, "/v1beta/models/painter:generateContent");
    assert_eq!(
        asked.json(),
        json!({
            "contents": [{ "role": "user", "parts": [{ "text": "a lighthouse at dusk" }] }],
            "generationConfig": {
                "responseModalities": ["IMAGE"],
                "imageConfig": { "aspectRatio": "1:1" },
            },
        })
    );
    lab.keeps_its_key_in("x-goog-api-key", KEY);
}

#[tokio::test]
async fn a_larger_picture_is_ordered_by_its_class() {
    for (size, shape, class) in [("2048x2048", "1:1", "2K"), ("5504x3072", "16:9", "4K")] {
        let lab = lab(painted()).await;
        let order = ImageOrder {
            size: size.parse().unwrap(),
            ..lighthouse()
        };
        lab.outputs("large", Order::Image(order)).await;
        let config = lab.asked().json()["generationConfig"]["imageConfig"].clone();
        assert_eq!(config, json!({ "aspectRatio": shape, "imageSize": class }), "{size}");
    }
}

#[tokio::test]
async fn pictures_to_start_from_go_along_inline() {
    let lab = lab(painted()).await;
    lab.outputs("painter", Order::Image(started(2))).await;
    let parts = lab.asked().json()["contents"][0]["parts"].clone();
    let inline = json!({ "inlineData": { "mimeType": "image/png", "data": encoded() } });
    assert_eq!(parts, json!([{ "text": "a lighthouse at dusk" }, inline, inline]));
}

#[tokio::test]
async fn what_leaves_is_what_was_shown() {
    let lab = lab(painted()).await;
    let order = Order::Image(started(1));
    let (_, shown) = lab.preview("painter", &order);
    assert_eq!(shown[0], ("contents", "a lighthouse at dusk".to_owned()));
    assert_eq!(shown[1], ("contents", format!("{:?}", input())));
    assert!(shown[2].1.contains("\"aspectRatio\":\"1:1\""));
    let names = lab.sends_what_it_shows("painter", order).await;
    let body = lab.asked().json();
    assert_eq!(names, body.as_object().unwrap().keys().collect::<Vec<_>>());
}

#[tokio::test]
async fn what_the_models_cannot_do_is_not_sent() {
    let wrong = [
        (
            "count",
            ImageOrder {
                count: 2,
                ..lighthouse()
            },
        ),
        (
            "seed",
            ImageOrder {
                seed: Some(1),
                ..lighthouse()
            },
        ),
        (
            "mask",
            ImageOrder {
                mask: Some(input()),
                ..started(1)
            },
        ),
        ("image", started(15)),
    ];
    for (at_fault, order) in wrong {
        let lab = lab(painted()).await;
        assert_eq!(field(lab.submit("painter", Order::Image(order)).await), at_fault);
        assert!(lab.peer.asked().is_empty());
    }
    let lab = lab(painted()).await;
    let size = "1000x900".parse().unwrap();
    let order = Order::Image(ImageOrder { size, ..lighthouse() });
    assert_eq!(
        field(lab.submit("large", order).await),
        "size",
        "no shape has this size"
    );
}

#[tokio::test]
async fn a_block_that_comes_with_success_is_a_refusal() {
    let blocked = |reason: &str| {
        let feedback = json!({ "blockReason": reason });
        Reply::json(200, &json!({ "promptFeedback": feedback }))
    };
    for reason in [
        "SAFETY",
        "OTHER",
        "BLOCKLIST",
        "PROHIBITED_CONTENT",
        "IMAGE_SAFETY",
        "NEWLY_INVENTED",
    ] {
        let submitted = submit(blocked(reason), Order::Image(lighthouse())).await;
        assert_eq!(submitted.err(), Some(Failure::Refused(reason.to_owned())));
        assert_eq!(name(submit(blocked(reason), haiku()).await), "refused");
    }
    for reason in [
        "SAFETY",
        "RECITATION",
        "BLOCKLIST",
        "PROHIBITED_CONTENT",
        "SPII",
        "IMAGE_SAFETY",
        "IMAGE_PROHIBITED_CONTENT",
        "IMAGE_RECITATION",
        "IMAGE_OTHER",
        "NO_IMAGE",
    ] {
        let ended = Reply::json(200, &json!({ "candidates": [{ "finishReason": reason, "index": 0 }] }));
        let submitted = submit(ended, Order::Image(lighthouse())).await;
        assert_eq!(submitted.err(), Some(Failure::Refused(reason.to_owned())));
    }
}

#[tokio::test]
async fn a_model_that_answers_in_words_instead_has_declined() {
    let reply = said(&json!([{ "text": "I would rather not." }]), "STOP");
    let submitted = submit(reply, Order::Image(lighthouse())).await;
    assert_eq!(
        submitted.err(),
        Some(Failure::Refused("I would rather not.".to_owned()))
    );
}

#[tokio::test]
async fn what_a_model_thinks_on_the_way_is_no_result() {
    let sketch = json!({ "thought": true, "inlineData": { "mimeType": "image/png", "data": encoded() } });
    let reply = said(&json!([sketch]), "STOP");
    assert_eq!(name(submit(reply, Order::Image(lighthouse())).await), "refused");
    let reply = said(
        &json!([{ "thought": true, "text": "hm" }, { "text": "the sea" }]),
        "STOP",
    );
    let lab = lab(reply).await;
    assert_eq!(lab.outputs("writer", haiku()).await[0].bytes, "the sea");
}

#[tokio::test]
async fn a_wait_is_read_from_the_body() {
    let quota = "GenerateRequestsPerMinutePerProjectPerModel";
    let submitted = submit(
        error(429, "RESOURCE_EXHAUSTED", "quota, see billing", &exhausted(quota, "10")),
        Order::Image(lighthouse()),
    )
    .await;
    let Err(Failure::RateLimited { retry_after }) = submitted else {
        panic!("{submitted:?}")
    };
    assert_eq!(retry_after, Some(Span::seconds(37)));
}

#[tokio::test]
async fn a_wait_that_only_the_words_name_is_read_from_them() {
    let reply = error(429, "RESOURCE_EXHAUSTED", "Please retry in 20.5s.", &json!([]));
    let Err(Failure::RateLimited { retry_after }) = submit(reply, haiku()).await else {
        panic!("not a wait")
    };
    assert_eq!(retry_after, Some(Span::millis(20_500)));
}

#[tokio::test]
async fn where_only_money_or_the_next_day_helps_nobody_waits() {
    let day = exhausted("GenerateRequestsPerDayPerProjectPerModel-FreeTier", "100");
    let none = exhausted("GenerateRequestsPerMinutePerProjectPerModel-FreeTier", "0");
    let disabled = json!([{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "BILLING_DISABLED" }]);
    let cases = [
        error(429, "RESOURCE_EXHAUSTED", "quota", &day),
        error(429, "RESOURCE_EXHAUSTED", "quota", &none),
        error(
            429,
            "RESOURCE_EXHAUSTED",
            "Your prepayment credits are depleted.",
            &json!([]),
        ),
        error(403, "PERMISSION_DENIED", "no", &disabled),
        error(400, "FAILED_PRECONDITION", "enable billing first", &json!([])),
    ];
    for (index, reply) in cases.into_iter().enumerate() {
        let submitted = submit(reply, Order::Image(lighthouse())).await;
        assert_eq!(submitted.err(), Some(Failure::OutOfCredit), "case {index}");
    }
}

#[tokio::test]
async fn every_other_failure_is_told_apart_and_sent_once() {
    let key = json!([{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID" }]);
    let none = json!([]);
    let cases = [
        (error(400, "INVALID_ARGUMENT", "no", &key), "unauthorised"),
        (error(401, "UNAUTHENTICATED", "no", &none), "unauthorised"),
        (error(403, "PERMISSION_DENIED", "no", &none), "unauthorised"),
        (error(400, "INVALID_ARGUMENT", "no", &none), "bad_order"),
        (
            error(429, "RESOURCE_EXHAUSTED", "no", &none).with("retry-after", "7"),
            "rate_limited",
        ),
        (error(500, "INTERNAL", "no", &none), "unavailable"),
        (error(503, "UNAVAILABLE", "no", &none), "unavailable"),
        (error(504, "DEADLINE_EXCEEDED", "no", &none), "unknown"),
        (error(400, "INVALID_ARGUMENT", "no", &json!("not a list")), "bad_order"),
        (Reply::typed(500, "text/html", "<html>"), "unavailable"),
        (Reply::typed(200, "text/html", "<html>"), "not_an_image"),
        (Reply::json(200, &json!({})), "not_an_image"),
        (Reply::json(200, &json!({ "candidates": 7 })), "not_an_image"),
        (
            said(&json!([{ "inlineData": { "data": "bm8gcGljdHVyZQ==" } }]), "STOP"),
            "not_an_image",
        ),
        (
            said(&json!([{ "inlineData": { "data": "%%%" } }]), "STOP"),
            "not_an_image",
        ),
        (said(&json!([{ "text": "I beg" }]), "MAX_TOKENS"), "cut"),
        (said(&json!([{ "text": "I beg" }]), "CONTINUATION"), "cut"),
        (Reply::Cut, "unknown"),
        (Reply::Hang, "unknown"),
        (Reply::Huge, "too_large"),
    ];
    for (index, (reply, expected)) in cases.into_iter().enumerate() {
        let lab = lab(reply).await;
        let failure = name(lab.submit("painter", Order::Image(lighthouse())).await);
        assert_eq!(failure, expected, "case {index}");
        assert_eq!(lab.peer.asked().len(), 1, "a paid order is sent once: case {index}");
    }
}

#[tokio::test]
async fn the_field_at_fault_is_named_in_our_words() {
    let violation = json!([{ "fieldViolations": [{ "field": "generation_config.image_config.aspect_ratio" }] }]);
    let reply = error(400, "INVALID_ARGUMENT", "no", &violation);
    assert_eq!(field(submit(reply, Order::Image(lighthouse())).await), "size");
    let reply = error(404, "NOT_FOUND", "no such model", &json!([]));
    assert_eq!(field(submit(reply, Order::Image(lighthouse())).await), "model");
}

#[tokio::test]
async fn text_is_written_by_the_same_call() {
    let lab = lab(said(&json!([{ "text": "the " }, { "text": "sea" }]), "STOP")).await;
    assert_eq!(lab.outputs("writer", haiku()).await[0].bytes, "the sea");
    assert_eq!(
        lab.asked().json(),
        json!({
            "contents": [{ "role": "user", "parts": [{ "text": "a haiku about the sea" }] }],
            "generationConfig": { "maxOutputTokens": 50 },
        })
    );
    for reason in ["MAX_TOKENS", "CONTINUATION"] {
        let submitted = submit(said(&json!([{ "text": "salt and" }]), reason), haiku()).await;
        assert_eq!(
            submitted,
            Ok(Submitted::Done(vec![Output::text("salt and".to_owned())])),
            "{reason}"
        );
    }
    let cases = [
        (said(&json!([]), "MAX_TOKENS"), "cut"),
        (said(&json!([]), "CONTINUATION"), "cut"),
        (said(&json!([{ "text": "the" }]), "SAFETY"), "refused"),
        (Reply::json(200, &json!([])), "cut"),
        (Reply::Hang, "unknown"),
    ];
    for (reply, expected) in cases {
        assert_eq!(name(submit(reply, haiku()).await), expected);
    }
}
