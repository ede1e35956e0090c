use super::*;
use crate::ImageFormat;

fn table() -> ModelTable {
    toml::from_str("id = \"painter\"\nkind = \"image\"").unwrap()
}

fn read(text: &str) -> Result<Template, String> {
    Template::read(&table(), text).map_err(|error| error.to_string())
}

fn order() -> ImageOrder {
    ImageOrder {
        prompt: "a \"red\" kite {seed}".to_owned(),
        negative: None,
        size: "1344x768".parse().unwrap(),
        count: 2,
        seed: Some(7),
        references: Vec::new(),
        mask: None,
        format: ImageFormat::Png,
    }
}

#[test]
fn values_take_their_places_and_numbers_stay_numbers() {
    let template =
        read(r#"{"1":{"text":"{prompt}","no":"{negative}"},"2":[["1",0],"{seed}"],"w":"{width}","r":"{ratio}"}"#);
    let filled = template.unwrap().fill(|place| place.said(&order()));
    let expected = json!({
        "1": { "text": "a \"red\" kite {seed}" },
        "2": [["1", 0], 7],
        "w": 1344,
        "r": "16:9",
    });
    assert_eq!(filled, expected);
}

#[test]
fn what_cannot_be_used_is_refused_by_the_models_name() {
    for (text, why) in [
        ("", "no JSON object"),
        ("[]", "no JSON object"),
        ("{\"a\":\"x\"}", "no place for \"{prompt}\""),
        (
            "{\"a\":\"{prompt}\",\"b\":{\"c\":[\"{sede}\"]}}",
            "nothing for \"{sede}\"",
        ),
    ] {
        let said = read(text).err().unwrap_or_default();
        assert!(said.contains(why) && said.contains("\"painter\""), "{said}");
    }
    assert!(read("{\"a\":\"{prompt}\",\"b\":\"{cat|dog}\",\"c\":\"{}\"}").is_ok());
}

#[test]
fn every_size_has_a_usual_ratio() {
    for (size, named) in [
        ("1024x1024", "1:1"),
        ("1536x1024", "3:2"),
        ("768x1344", "9:16"),
        ("1152x896", "5:4"),
        ("4096x64", "21:9"),
    ] {
        assert_eq!(ratio(size.parse().unwrap()), named, "{size}");
    }
}
