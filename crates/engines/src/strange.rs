//! Answers such as no vendor should send, for whoever reads them.

use http::{HeaderMap, StatusCode};
use proptest::prelude::*;
use serde_json::Value;

use crate::vendor::{Answer, Body};

/// Answers of any status whose JSON has fields of these names, so that a reader looks into it.
pub(crate) fn answers(names: &'static [&'static str]) -> impl Strategy<Value = Answer> {
    let status = prop::sample::select(vec![200_u16, 400, 403, 404, 422, 429, 500]);
    (status, json(names)).prop_map(|(status, body)| Answer {
        status: StatusCode::from_u16(status).unwrap_or_default(),
        headers: HeaderMap::new(),
        body: Body(body.to_string().into()),
    })
}

fn json(names: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[ -~é😀]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 48, 4, move |inner| {
        let field = (prop::sample::select(names), inner.clone()).prop_map(|(name, value)| (name.to_owned(), value));
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            prop::collection::vec(field, 0..6).prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}
