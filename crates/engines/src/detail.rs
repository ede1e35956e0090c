//! Errors as `FastAPI` writes them: one sentence, or a list of what is wrong with which field.

use serde::Deserialize;
use serde_json::Value;

use crate::{Failure, status};

/// An error's body; nothing of it is there for sure.
#[derive(Default, Deserialize)]
pub struct Detail {
    #[serde(default)]
    detail: Value,
    #[serde(default)]
    message: Value,
}

impl Detail {
    /// Whether one of the things that are wrong is of this kind.
    pub fn is_of(&self, kind: &str) -> bool {
        self.items()
            .any(|item| item.get("type").and_then(Value::as_str) == Some(kind))
    }

    /// The sentence, shortened; the first where there are several. What was sent is sometimes quoted beside it, and left out.
    pub fn said(&self) -> String {
        let of_first = || self.items().find_map(|item| item.get("msg").and_then(Value::as_str));
        let said = self.detail.as_str().or_else(of_first).or_else(|| self.message.as_str());
        status::words(said.unwrap_or_default())
    }

    /// The order that cannot be filled, with the field at fault in our own words.
    pub fn bad_order(&self) -> Failure {
        let named = self.items().find_map(|item| {
            let path = item.get("loc")?.as_array()?;
            path.iter().rev().find_map(|part| ours(part.as_str()?))
        });
        self.bad_order_of(named.unwrap_or("prompt"))
    }

    /// The order that cannot be filled, because of this field.
    pub fn bad_order_of(&self, field: &str) -> Failure {
        Failure::bad_order(field, self.said())
    }

    fn items(&self) -> impl Iterator<Item = &Value> {
        self.detail.as_array().into_iter().flatten()
    }
}

/// What we call a vendor's field.
pub fn ours(theirs: &str) -> Option<&'static str> {
    match theirs {
        "prompt" | "text" => Some("prompt"),
        "negative_prompt" => Some("negative"),
        "image_size" | "size" | "width" | "height" | "aspect_ratio" => Some("size"),
        "num_images" | "num_outputs" => Some("count"),
        "seed" => Some("seed"),
        _ if theirs.starts_with("mask") => Some("mask"),
        _ if theirs.contains("image") => Some("image"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Detail {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn the_field_at_fault_is_named_in_our_words() {
        let body = r#"{"detail":[{"loc":["body","image_size","width"],"msg":"too wide","type":"x","input":9}]}"#;
        assert_eq!(read(body).bad_order(), Failure::bad_order("size", "too wide"));
        assert!(read(body).is_of("x") && !read(body).is_of("y"));
    }

    #[test]
    fn every_shape_is_read_and_nonsense_says_nothing() {
        assert_eq!(read(r#"{"detail":"no such model"}"#).said(), "no such model");
        assert_eq!(read(r#"{"message":"down"}"#).said(), "down");
        for text in [
            "{}",
            r#"{"detail":7}"#,
            r#"{"detail":[7,{"msg":null,"loc":3}]}"#,
            r#"{"detail":{}}"#,
        ] {
            assert_eq!(read(text).bad_order(), Failure::bad_order("prompt", ""), "{text}");
        }
    }
}
