//! What can be asked, each operation with all that it takes and answers.

use maud::{Markup, html};

use super::{
    Reading, listing, pieces,
    shapes::{field, fields, shape, type_of},
};
use crate::api_description::{
    operation::{Answer, Content, Operation, Who},
    reference::{Group, Reference},
    shape::{Field, MadeOf, Shape},
};

/// Every group.
pub(super) fn groups(reading: &Reading<'_>, reference: &Reference) -> Markup {
    html! { @for group in &reference.groups { (operations(reading, group)) } }
}

fn operations(reading: &Reading<'_>, group: &Group) -> Markup {
    html! {
        section id=(group.anchor) {
            h2 lang=[reading.foreign] dir=[reading.left_to_right()] { (group.name) }
            (reading.quote(&group.about))
            @for operation in &group.operations { (one(reading, operation)) }
        }
    }
}

fn one(reading: &Reading<'_>, operation: &Operation) -> Markup {
    html! {
        section.operation id=(operation.id) {
            h3 lang=[reading.foreign] dir=[reading.left_to_right()] { (operation.summary) }
            p.line dir="ltr" { code { strong { (operation.method) } " " (operation.path) } }
            p.who { (reading.say(who(operation.who))) }
            (reading.quote(&operation.about))
            (listing(&operation.example.curl(reading.base)))
            @if !operation.parameters.is_empty() { (parameters(reading, operation)) }
            @for body in &operation.bodies { (taken(reading, body)) }
            h4 { (reading.say("reference-answers")) }
            ul.answers { @for answer in &operation.answers { li { (answered(reading, answer)) } } }
        }
    }
}

const fn who(who: Who) -> &'static str {
    match who {
        Who::Everybody => "reference-for-everybody",
        Who::KeyHolders => "reference-for-key-holders",
        Who::Watchers => "reference-for-watchers",
    }
}

fn parameters(reading: &Reading<'_>, operation: &Operation) -> Markup {
    html! {
        h4 { (reading.say("reference-parameters")) }
        ul.fields {
            @for parameter in &operation.parameters {
                @let place = format!("reference-in-{}", parameter.place);
                li { (field(reading, &parameter.field, Some(&reading.say(&place)))) }
            }
        }
    }
}

fn taken(
    reading: &Reading<'_>,
    Content {
        media_type,
        shape: body,
    }: &Content,
) -> Markup {
    html! {
        h4 { (reading.say("reference-body")) " " code dir="ltr" { (media_type) } }
        (reading.quote(&body.about))
        (parts(reading, body))
    }
}

/// What a body is made of, laid open.
fn parts(reading: &Reading<'_>, body: &Shape) -> Markup {
    match &body.made_of {
        MadeOf::Fields(listed) => fields(reading, listed),
        _ => shape(reading, body),
    }
}

fn answered(reading: &Reading<'_>, answer: &Answer) -> Markup {
    html! {
        p {
            code { strong { (answer.status) } } " "
            span lang=[reading.foreign] dir=[reading.left_to_right()] {
                @for paragraph in &answer.about.paragraphs { (pieces(paragraph)) }
            }
            @if !answer.is_success() {
                @for name in answer.contents.iter().filter_map(|content| content.shape.name.as_ref()) {
                    " " a href={ "#shape-" (name) } { code dir="ltr" { (name) } }
                }
            }
        }
        @if !answer.headers.is_empty() && answer.is_success() { (headers(reading, &answer.headers)) }
        @for content in answer.contents.iter().filter(|content| answer.is_success() || content.shape.name.is_none()) {
            p.type-of { code dir="ltr" { (content.media_type) } " " (type_of(reading, &content.shape)) }
            (shape(reading, &content.shape))
        }
    }
}

fn headers(reading: &Reading<'_>, listed: &[Field]) -> Markup {
    html! {
        details {
            summary { (reading.say("reference-headers")) }
            (fields(reading, listed))
        }
    }
}
