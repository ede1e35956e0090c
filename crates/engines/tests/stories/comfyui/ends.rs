//! What goes wrong, is stopped or is forgotten.

use basics::Span;
use engines::{Failure, Resumed, Retry, Ticket};
use serde_json::{Value, json};

use super::{MODELS, made, name_of, nothing, over, queue, shown, waiting};
use crate::{
    peer::{Peer, Reply, lighthouse},
    steps::{passing, resume, submit, ticket, with_mask, word},
};

#[tokio::test]
async fn an_answer_that_was_lost_loses_no_work_since_its_name_is_ours() {
    for reply in [Reply::Hang, Reply::Cut, Reply::json(504, &json!({}))] {
        let peer = Peer::start([reply]).await;
        let (engine, _) = peer.engine("comfyui", "", MODELS);
        let ticket = ticket(&engine, "painter", lighthouse()).await;
        let name = name_of(&peer.asked()[0]);
        peer.then(made(&name));
        peer.then(shown());
        assert_eq!(word(&resume(&engine, &ticket).await), "done");
        let posts = peer.asked().iter().filter(|asked| asked.method == "POST").count();
        assert_eq!(posts, 1, "it is sent once");
    }
}

#[tokio::test]
async fn every_way_of_not_taking_an_order_is_told_apart_and_nothing_of_the_graph_is_repeated() {
    let error = json!({ "type": "prompt_outputs_failed_validation", "message": "secret.safetensors", "details": "x" });
    let refused = json!({ "error": error, "node_errors": { "4": { "class_type": "CheckpointLoaderSimple" } } });
    let cases = [
        (Reply::json(400, &refused), "bad_order"),
        (Reply::json(401, &json!({})), "unauthorised"),
        (Reply::json(402, &json!({})), "out_of_credit"),
        (Reply::json(429, &json!({})).with("retry-after", "7"), "rate_limited"),
        (Reply::json(500, &json!({})), "unavailable"),
        (Reply::typed(200, "text/html", "<html>"), "unknown"),
        (Reply::Huge, "too_large"),
    ];
    for (index, (reply, expected)) in cases.into_iter().enumerate() {
        let peer = Peer::start([reply]).await;
        let (engine, _) = peer.engine("comfyui", "", MODELS);
        let failure = submit(&engine, "painter", lighthouse()).await.err().unwrap();
        assert_eq!(failure.as_str(), expected, "case {index}");
        if let Failure::BadOrder { message, .. } = &failure {
            assert!(
                !message.contains("secret") && !message.contains("Checkpoint"),
                "{message}"
            );
        }
        if expected == "rate_limited" {
            assert_eq!(failure.retryable(), Retry::Later(Some(Span::seconds(7))));
        }
        assert_eq!(peer.asked().len(), 1, "case {index}");
    }
}

#[tokio::test]
async fn a_picture_that_cannot_be_handed_in_costs_nothing_and_may_be_tried_again() {
    for reply in [Reply::Hang, Reply::Cut, Reply::json(503, &json!({}))] {
        let peer = Peer::start([reply]).await;
        let (engine, _) = peer.engine("comfyui", "", MODELS);
        let failure = submit(&engine, "retoucher", with_mask()).await.err().unwrap();
        assert_eq!((failure.retryable(), peer.asked().len()), (Retry::Later(None), 1));
    }
    let peer = Peer::start([Reply::json(413, &json!({}))]).await;
    let (engine, _) = peer.engine("comfyui", "", MODELS);
    let failure = submit(&engine, "retoucher", with_mask()).await.err().unwrap();
    assert_eq!(failure.as_str(), "bad_order");
}

#[tokio::test]
async fn neither_a_bad_hour_nor_a_broken_line_ends_work_that_is_under_way() {
    let (engine, ticket, peer, name) = waiting().await;
    for reply in passing() {
        peer.then(reply.clone());
        assert_eq!(word(&resume(&engine, &ticket).await), "progress");
        peer.then(nothing());
        peer.then(reply.clone());
        assert_eq!(word(&resume(&engine, &ticket).await), "progress");
        peer.then(made(&name));
        peer.then(reply);
        assert_eq!(word(&resume(&engine, &ticket).await), "progress");
    }
    peer.then(Reply::typed(200, "text/html", "<html>"));
    assert_eq!(word(&resume(&engine, &ticket).await), "progress");
}

#[tokio::test]
async fn every_end_that_is_no_picture_is_told_apart() {
    let (engine, ticket, peer, name) = waiting().await;
    let error = |kind: &str| json!([["execution_error", { "exception_type": kind, "traceback": ["secret"] }]]);
    let ended = |messages: &Value| over(&name, &json!({}), "error", messages);
    let cases = [
        (ended(&error("ValueError")), "bad_order"),
        (ended(&error("torch.OutOfMemoryError")), "out_of_memory"),
        (ended(&json!([["execution_interrupted", {}]])), "cancelled"),
        (ended(&json!([7, null, []])), "bad_order"),
        (over(&name, &json!({}), "success", &json!([])), "not_an_image"),
        (
            over(&name, &json!({ "9": { "text": ["x"] } }), "success", &json!([])),
            "not_an_image",
        ),
        (Reply::Huge, "too_large"),
    ];
    for (index, (reply, expected)) in cases.into_iter().enumerate() {
        peer.then(reply);
        assert_eq!(word(&resume(&engine, &ticket).await), expected, "case {index}");
    }
    peer.then(made(&name));
    peer.then(Reply::typed(200, "text/html", "<html>"));
    assert_eq!(word(&resume(&engine, &ticket).await), "not_an_image");
}

#[tokio::test]
async fn work_is_stopped_by_its_name_and_never_that_of_others() {
    let done = || Reply::typed(200, "text/plain", "");
    let (engine, ticket, peer, name) = waiting().await;
    for reply in [done(), queue(&[&name], &[]), done()] {
        peer.then(reply);
    }
    assert_eq!(engine.cancel(&ticket).await, Ok(()));
    let asked = peer.asked();
    assert_eq!(
        (asked[1].path.as_str(), asked[1].json()),
        ("/queue", json!({ "delete": [name] }))
    );
    assert_eq!(
        (asked[3].path.as_str(), asked[3].json()),
        ("/interrupt", json!({ "prompt_id": name }))
    );
    peer.then(done());
    peer.then(queue(&["somebody else's"], &[]));
    assert_eq!(engine.cancel(&ticket).await, Ok(()));
    assert_eq!(peer.asked().len(), 6, "what runs is not ours");
}

#[tokio::test]
async fn forgetting_deletes_the_words_from_the_servers_history() {
    let (engine, ticket, peer, name) = waiting().await;
    peer.then(Reply::typed(200, "text/plain", ""));
    assert_eq!(engine.forget(&ticket).await, Ok(()));
    let asked = &peer.asked()[1];
    assert_eq!(
        (asked.path.as_str(), asked.json()),
        ("/history", json!({ "delete": [name] }))
    );
    peer.then(Reply::json(503, &json!({})));
    assert_eq!(engine.forget(&ticket).await, Err(Failure::Unavailable));
}

#[tokio::test]
async fn a_strange_ticket_asks_nobody() {
    let (engine, _, peer, _) = waiting().await;
    for token in ["", "{}", r#"{"id":"../system_stats","seed":1}"#] {
        let strange = Ticket {
            engine: "lab".to_owned(),
            token: token.to_owned(),
        };
        assert_eq!(
            resume(&engine, &strange).await,
            Resumed::Failed(Failure::Unknown),
            "{token}"
        );
        assert!(engine.forget(&strange).await.is_err() && engine.cancel(&strange).await.is_err());
    }
    assert_eq!(peer.asked().len(), 1);
}
