//! What values may be: fields with all that holds of them, those inside them folded away.

use maud::{Markup, html};
use web_kit::Value;

use super::Reading;
use crate::api_description::shape::{Field, Limit, LimitValue, MadeOf, Shape};

/// Fields, one below the other.
pub(super) fn fields(reading: &Reading<'_>, fields: &[Field]) -> Markup {
    html! { ul.fields { @for one in fields { li { (field(reading, one, None)) } } } }
}

/// A field: its name, its type, whether it must be there, and what else holds of it.
pub(super) fn field(reading: &Reading<'_>, field: &Field, place: Option<&str>) -> Markup {
    html! {
        p.name {
            code dir="ltr" { strong { (field.name) } } " "
            @if let Some(place) = place { (place) " · " }
            (type_of(reading, &field.shape))
            @if field.required { " · " em { (reading.say("reference-required")) } }
        }
        (reading.quote(&field.shape.about))
        (holds(reading, &field.shape))
        (shape(reading, &field.shape))
    }
}

/// What a value is made of, folded away; nothing where it is made of nothing.
pub(super) fn shape(reading: &Reading<'_>, shape: &Shape) -> Markup {
    match &shape.made_of {
        MadeOf::Nothing | MadeOf::Above => html! {},
        MadeOf::Fields(listed) => folded(reading, shape, &fields(reading, listed)),
        MadeOf::Items(one) | MadeOf::Entries(one) => html! {
            (holds(reading, one))
            (self::shape(reading, one))
        },
        MadeOf::OneOf(several) => html! {
            ul.fields {
                @for one in several {
                    li {
                        p.name { (type_of(reading, one)) }
                        (reading.quote(&one.about))
                        (holds(reading, one))
                        (self::shape(reading, one))
                    }
                }
            }
        },
    }
}

fn folded(reading: &Reading<'_>, shape: &Shape, inside: &Markup) -> Markup {
    let summary = match &shape.name {
        Some(name) => reading
            .words
            .with("reference-fields-of", &[("name", name.as_str().into())]),
        None => reading.say("reference-fields"),
    };
    html! { details { summary { (summary) } (inside) } }
}

/// The type, in a few words.
pub(super) fn type_of(reading: &Reading<'_>, shape: &Shape) -> Markup {
    let plain = plain_type(reading, shape);
    let said = if shape.or_null {
        reading.words.with("reference-or-null", &[("type", plain.into())])
    } else {
        plain
    };
    html! { span.type-of { (said) } }
}

fn plain_type(reading: &Reading<'_>, shape: &Shape) -> String {
    let of = |key: &str, inner: &Shape| {
        let inner = plain_type(reading, inner);
        reading.words.with(key, &[("type", inner.into())])
    };
    match (&shape.made_of, &shape.name) {
        (MadeOf::Items(one), _) => of("reference-list-of", one),
        (MadeOf::Entries(one), _) => of("reference-entries-of", one),
        (MadeOf::OneOf(_), _) => reading.say("reference-one-of"),
        (MadeOf::Above, Some(name)) => {
            let name = Value::from(name.as_str());
            reading.words.with("reference-above", &[("name", name)])
        }
        (MadeOf::Fields(_), Some(name)) => name.clone(),
        _ if shape.types.is_empty() => reading.say("reference-anything"),
        _ => shape.types.join(" / "),
    }
}

/// Limits and values.
fn holds(reading: &Reading<'_>, shape: &Shape) -> Markup {
    html! {
        @if !shape.limits.is_empty() {
            p.limits {
                @for (position, one) in shape.limits.iter().enumerate() {
                    @if position > 0 { " · " }
                    (limit(reading, one))
                }
            }
        }
        @if !shape.values.is_empty() {
            p.limits {
                (reading.say("reference-values"))
                @for value in &shape.values { " " code dir="ltr" { (value) } }
            }
        }
    }
}

/// In words where it is a number of something, else as it is written.
fn limit(reading: &Reading<'_>, Limit { keyword, value }: &Limit) -> Markup {
    let counted = matches!(
        *keyword,
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minimum" | "maximum"
    );
    match value {
        LimitValue::Number(number) if counted => html! {
            (reading.words.with(&format!("reference-{}", keyword.to_lowercase()), &[("count", (*number).into())]))
        },
        LimitValue::Number(number) => written(reading, keyword, &number.to_string()),
        LimitValue::Text(text) => written(reading, keyword, text),
    }
}

fn written(reading: &Reading<'_>, keyword: &str, value: &str) -> Markup {
    html! { (reading.say(&format!("reference-{}", keyword.to_lowercase()))) " " code dir="ltr" { (value) } }
}
