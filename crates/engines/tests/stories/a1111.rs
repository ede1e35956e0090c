//! AUTOMATIC1111's server and its descendants.

use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use basics::Span;
use engines::{Failure, ImageOrder, Order, Submitted, Watch};
use serde_json::{Value, json};

use crate::{
    lab::{Lab, Leaving, a_moment, encoded, field, input, name, started},
    peer::{Asked, KEY, Reply, lighthouse, model, picture},
};

const MODELS: &str = r#"models = [{ id = "painter", kind = "image" }]"#;

async fn lab(replies: impl IntoIterator<Item = Reply>) -> Lab {
    Lab::new("a1111", "", MODELS, replies).await
}

async fn submit(reply: Reply) -> Result<Submitted, Failure> {
    lab([reply]).await.submit("painter", Order::Image(lighthouse())).await
}

fn made(pictures: usize, information: &Value) -> Reply {
    let images = vec![encoded(); pictures];
    let answer = json!({ "images": images, "parameters": {}, "info": information.to_string() });
    Reply::json(200, &answer)
}

fn painted() -> Reply {
    made(1, &json!({ "all_seeds": [41], "index_of_first_image": 0 }))
}

fn progress(done: f32, task: &Value) -> Reply {
    let state = json!({ "job_count": 1, "sampling_step": 5 });
    let answer = json!({ "progress": done, "eta_relative": 1.5, "state": state, "current_task": task });
    Reply::json(200, &answer)
}

fn masked() -> ImageOrder {
    ImageOrder {
        mask: Some(input()),
        ..started(1)
    }
}

fn names(asked: &Asked) -> Vec<String> {
    asked.json().as_object().unwrap().keys().cloned().collect()
}

/// The orders for pictures among what was asked.
fn orders(lab: &Lab) -> usize {
    lab.peer
        .asked()
        .iter()
        .filter(|asked| asked.path.ends_with("2img"))
        .count()
}

fn interrupts(lab: &Lab) -> usize {
    let interrupt = |asked: &&Asked| asked.path == "/sdapi/v1/interrupt";
    lab.peer.asked().iter().filter(interrupt).count()
}

#[tokio::test]
async fn pictures_are_ordered_and_come_with_their_seeds() {
    let reply = made(3, &json!({ "all_seeds": [41, 42], "index_of_first_image": 1 }));
    let lab = lab([reply]).await;
    let order = ImageOrder {
        negative: Some("fog".to_owned()),
        size: "1024x768".parse().unwrap(),
        count: 2,
        seed: Some(41),
        ..lighthouse()
    };
    let outputs = lab.outputs("painter", Order::Image(order)).await;
    let seeds: Vec<_> = outputs.iter().map(|output| output.seed).collect();
    assert_eq!(seeds, [Some(41), Some(42)], "and the overview of both is none of them");
    assert_eq!(outputs[0].bytes, picture());
    let asked = lab.asked();
    assert_eq!(asked.path, "/sdapi/v1/txt2img");
    let mut body = asked.json();
    let task = body.as_object_mut().unwrap().remove("force_task_id").unwrap();
    assert_eq!(task.as_str().unwrap().len(), 32);
    assert_eq!(
        body,
        json!({
            "prompt": "a lighthouse at dusk",
            "negative_prompt": "fog",
            "width": 1024,
            "height": 768,
            "batch_size": 2,
            "seed": 41,
            "override_settings": { "sd_model_checkpoint": "painter" },
            "override_settings_restore_afterwards": true,
            "save_images": false,
            "do_not_save_samples": true,
            "do_not_save_grid": true,
        })
    );
    lab.keeps_its_key_in("authorization", &format!("Basic {}", STANDARD.encode(KEY)));
}

#[tokio::test]
async fn a_picture_to_start_from_is_not_kept_by_the_server() {
    let lab = lab([painted()]).await;
    lab.outputs("painter", Order::Image(started(1))).await;
    let asked = lab.asked();
    assert_eq!(asked.path, "/sdapi/v1/img2img");
    let body = asked.json();
    assert_eq!(body["init_images"], json!([encoded()]));
    assert_eq!(
        (&body["denoising_strength"], &body["resize_mode"]),
        (&json!(0.75), &json!(1))
    );
    assert_eq!(body["override_settings"]["save_init_img"], json!(false));
    assert!(body.get("mask").is_none() && body.get("inpainting_mask_invert").is_none());
}

#[tokio::test]
async fn a_mask_is_white_where_something_is_to_change() {
    let lab = lab([painted()]).await;
    lab.outputs("painter", Order::Image(masked())).await;
    let body = lab.asked().json();
    assert_eq!(
        (&body["mask"], &body["inpainting_mask_invert"]),
        (&json!(encoded()), &json!(0))
    );
    assert_eq!(
        (&body["inpainting_fill"], &body["inpaint_full_res"]),
        (&json!(1), &json!(false))
    );
    for name in [
        "save_mask",
        "save_mask_composite",
        "return_mask",
        "return_mask_composite",
    ] {
        assert_eq!(body["override_settings"][name], json!(false), "{name}");
    }
}

#[tokio::test]
async fn what_leaves_is_what_was_shown() {
    for (order, pictures) in [(lighthouse(), 0), (masked(), 2)] {
        let lab = lab([painted()]).await;
        let order = Order::Image(order);
        let (_, shown) = lab.preview("painter", &order);
        assert_eq!(shown[0], ("prompt", "a lighthouse at dusk".to_owned()));
        let file = format!("{:?}", input());
        assert_eq!(shown.iter().filter(|(_, text)| *text == file).count(), pictures);
        let said = lab.sends_what_it_shows("painter", order).await;
        assert_eq!(said, names(&lab.asked()));
    }
}

#[tokio::test]
async fn what_the_server_cannot_do_is_not_sent() {
    let wrong = [
        (
            "size",
            ImageOrder {
                size: "1020x768".parse().unwrap(),
                ..lighthouse()
            },
        ),
        (
            "count",
            ImageOrder {
                count: 5,
                ..lighthouse()
            },
        ),
        ("image", started(2)),
        (
            "mask",
            ImageOrder {
                mask: Some(input()),
                ..lighthouse()
            },
        ),
    ];
    for (at_fault, order) in wrong {
        let lab = lab([painted()]).await;
        assert_eq!(field(lab.submit("painter", Order::Image(order)).await), at_fault);
        assert!(lab.peer.asked().is_empty());
    }
}

#[tokio::test]
async fn every_failure_is_told_apart_and_sent_once() {
    let detail = |status, detail: Value| Reply::json(status, &json!({ "detail": detail }));
    let crashed = |name: &str| Reply::json(500, &json!({ "error": name, "detail": "", "body": "", "errors": "no" }));
    let cases = [
        (detail(400, json!("Sampler not found")), "bad_order"),
        (detail(401, json!("Incorrect username or password")), "unauthorised"),
        (detail(404, json!("Not Found")), "unavailable"),
        (
            detail(422, json!([{ "loc": ["body", "width"], "msg": "no", "type": "t" }])),
            "bad_order",
        ),
        (detail(422, json!(7)), "bad_order"),
        (detail(402, json!("a proxy that is paid")), "out_of_credit"),
        (
            detail(429, json!("a proxy that is strict")).with("retry-after", "7"),
            "rate_limited",
        ),
        (crashed("OutOfMemoryError"), "out_of_memory"),
        (crashed("RuntimeError"), "unavailable"),
        (detail(504, json!("a proxy that gave up")), "unknown"),
        (made(0, &json!({})), "not_an_image"),
        (made(1, &json!({ "index_of_first_image": 9 })), "not_an_image"),
        (
            Reply::json(200, &json!({ "images": ["bm8gcGljdHVyZQ=="] })),
            "not_an_image",
        ),
        (Reply::json(200, &json!({ "images": "none" })), "not_an_image"),
        (Reply::typed(200, "text/html", "<html>"), "not_an_image"),
        (Reply::Cut, "unknown"),
        (Reply::Hang, "unknown"),
        (Reply::Huge, "too_large"),
    ];
    for (index, (reply, expected)) in cases.into_iter().enumerate() {
        let lab = lab([reply]).await;
        let failure = name(lab.submit("painter", Order::Image(lighthouse())).await);
        assert_eq!(failure, expected, "case {index}");
        assert_eq!(orders(&lab), 1, "an order is sent once: case {index}");
    }
}

#[tokio::test]
async fn a_wait_is_passed_on() {
    let submitted = submit(Reply::json(429, &json!({})).with("retry-after", "7")).await;
    let Err(Failure::RateLimited { retry_after }) = submitted else {
        panic!("{submitted:?}")
    };
    assert_eq!(retry_after, Some(Span::seconds(7)));
}

#[tokio::test]
async fn the_field_at_fault_is_named_in_our_words() {
    for (place, expected) in [
        ("width", "size"),
        ("batch_size", "count"),
        ("mask", "mask"),
        ("steps", "prompt"),
    ] {
        let detail = json!([{ "loc": ["body", place], "msg": "no", "type": "t" }]);
        assert_eq!(
            field(submit(Reply::json(422, &json!({ "detail": detail }))).await),
            expected
        );
    }
}

#[tokio::test]
async fn pictures_without_a_word_on_their_seeds_are_pictures() {
    for information in [json!({}), json!("nonsense"), json!({ "all_seeds": [-1] })] {
        let lab = lab([made(1, &information)]).await;
        let outputs = lab.outputs("painter", Order::Image(lighthouse())).await;
        assert_eq!((outputs[0].bytes.clone(), outputs[0].seed), (picture(), None));
    }
}

/// Whoever waits until they have heard once how far it is.
#[derive(Default)]
struct Hearing(Mutex<Vec<(f32, String)>>);

impl Watch for Hearing {
    fn progress(&self, done: f32, stage: &str) {
        self.0.lock().unwrap().push((done, stage.to_owned()));
    }

    fn cancelled(&self) -> bool {
        !self.0.lock().unwrap().is_empty()
    }

    fn until_cancelled(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(std::future::pending())
    }
}

/// Hands in an order that is not answered; `replies` are given once it has a name.
async fn given_up(lab: &Lab, watch: Arc<dyn Watch>, replies: impl FnOnce(Value) -> Vec<Reply>) -> Option<Failure> {
    let (id, order) = (model("painter"), Order::Image(lighthouse()));
    let (submitted, ()) = tokio::join!(lab.engine.submit(&id, order, watch), async {
        while lab.peer.asked().is_empty() {
            tokio::task::yield_now().await;
        }
        let task = lab.asked().json()["force_task_id"].clone();
        for reply in replies(task) {
            lab.peer.then(reply);
        }
    });
    submitted.err()
}

#[tokio::test]
async fn whoever_waits_hears_how_far_it_is_and_can_stop_it() {
    let (lab, watch) = (lab([Reply::Hang]).await, Arc::new(Hearing::default()));
    let running = |task: Value| {
        vec![
            progress(0.25, &task),
            progress(0.5, &task),
            Reply::json(200, &json!({})),
        ]
    };
    assert_eq!(given_up(&lab, watch.clone(), running).await, Some(Failure::Cancelled));
    assert_eq!(*watch.0.lock().unwrap(), [(0.25, "running".to_owned())]);
    assert_eq!((orders(&lab), interrupts(&lab)), (1, 1));
    let looked = &lab.peer.asked()[1];
    assert_eq!(looked.method, "GET");
    assert_eq!(looked.path, "/sdapi/v1/progress?skip_current_image=true");
}

#[tokio::test]
async fn somebody_elses_picture_is_neither_shown_as_ours_nor_stopped() {
    let (lab, watch) = (lab([Reply::Hang]).await, Arc::new(Hearing::default()));
    let other = |_| vec![progress(0.25, &json!("another")), progress(0.5, &json!("another"))];
    assert_eq!(given_up(&lab, watch.clone(), other).await, Some(Failure::Cancelled));
    assert_eq!(*watch.0.lock().unwrap(), [(0.0, "queued".to_owned())]);
    assert_eq!((orders(&lab), interrupts(&lab)), (1, 0));
}

#[tokio::test]
async fn a_wish_to_stop_is_heard_at_once_and_old_servers_are_stopped_as_well() {
    let lab = lab([Reply::Hang]).await;
    let nameless = |_| vec![progress(0.5, &Value::Null), Reply::json(200, &json!({}))];
    assert_eq!(
        given_up(&lab, Arc::new(Leaving), nameless).await,
        Some(Failure::Cancelled)
    );
    a_moment().await;
    assert_eq!(interrupts(&lab), 1);
}

#[tokio::test]
async fn an_order_without_a_seed_says_none_and_no_order_is_repeated_by_itself() {
    let lab = lab([painted()]).await;
    lab.outputs("painter", Order::Image(lighthouse())).await;
    assert!(lab.asked().json().get("seed").is_none());
    assert!(!lab.engine.repeatable());
}
