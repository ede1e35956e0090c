use super::*;
use crate::ImageFormat;

fn table(kind: &str) -> ModelTable {
    toml::from_str(&format!("id = \"painter\"\nkind = \"{kind}\"")).unwrap()
}

fn read(text: &str) -> Result<Template, String> {
    Template::read(&table("image"), text).map_err(|error| error.to_string())
}

fn read_for_films(text: &str) -> Result<Template, String> {
    Template::read(&table("video"), text).map_err(|error| error.to_string())
}

fn film(size: &str) -> VideoOrder {
    VideoOrder {
        prompt: "a red kite".to_owned(),
        negative: Some("people".to_owned()),
        size: size.parse().unwrap(),
        seconds: 8,
        seed: None,
        first_frame: None,
        last_frame: None,
    }
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
fn a_film_says_how_long_and_how_fine_in_every_spelling() {
    let text = r#"{"p":"{prompt}","n":"{negative}","s":"{seed}","a":"{seconds}","b":"{length}","c":"{duration}",
        "r":"{ratio}","q":"{resolution}","f":"{first_frame}"}"#;
    let template = read_for_films(text).unwrap();
    let filled = template.fill(|place| place.said_of_film(&film("1280x720")));
    let expected = json!({
        "p": "a red kite", "n": "people", "a": 8, "b": "8", "c": "8s", "r": "16:9", "q": "720p",
    });
    assert_eq!(filled, expected);
    assert_eq!(resolution("2160x3840".parse().unwrap()), "4k");
}

#[test]
fn a_place_of_another_kind_is_refused() {
    for name in ["count", "image", "images", "mask"] {
        let text = format!("{{\"a\":\"{{prompt}}\",\"b\":\"{{{name}}}\"}}");
        assert!(read(&text).is_ok() && read_for_films(&text).is_err(), "{name}");
    }
    for name in [
        "seconds",
        "length",
        "duration",
        "resolution",
        "first_frame",
        "last_frame",
    ] {
        let text = format!("{{\"a\":\"{{prompt}}\",\"b\":\"{{{name}}}\"}}");
        assert!(read(&text).is_err() && read_for_films(&text).is_ok(), "{name}");
    }
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
