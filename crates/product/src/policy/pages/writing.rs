//! The text of a document as markup, each line followed by the marks of its promises.

use maud::{Markup, html};

use super::{Reading, listings, promise_list};
use crate::policy::{
    Document, PromiseId,
    text::{Block, Fact, Level, Line, Piece},
};

/// The text in the reader's language, or in English where there is no other.
pub(super) fn text(reading: &Reading<'_>, document: &Document) -> Markup {
    let text = document.text(reading.words.language().tag());
    html! {
        // A language without a text of its own reads the English one, which must say that it is English.
        div.writing lang=(text.language) dir="ltr" {
            @for block in &text.blocks { (part(reading, block)) }
        }
    }
}

fn part(reading: &Reading<'_>, block: &Block) -> Markup {
    match block {
        Block::Heading(heading) => match heading.level {
            Level::Section => html! { h2 id=(heading.anchor) { (heading.words) } },
            Level::Part => html! { h3 id=(heading.anchor) { (heading.words) } },
        },
        Block::Paragraph(line) => html! { p { (written(reading, line)) } },
        Block::List(lines) => html! { ul { @for line in lines { li { (written(reading, line)) } } } },
        Block::Listing(listing) => listings::listing(reading, *listing),
    }
}

fn written(reading: &Reading<'_>, line: &Line) -> Markup {
    html! {
        @for piece in &line.pieces { (said(reading, piece)) }
        @if !line.promises.is_empty() { (marks(reading, &line.promises)) }
    }
}

fn said(reading: &Reading<'_>, piece: &Piece) -> Markup {
    match piece {
        Piece::Words(words) => html! { (words) },
        Piece::Link { words, address } => html! { a href=(address) { (words) } },
        Piece::Fact(fact) => told(reading, *fact),
    }
}

fn told(reading: &Reading<'_>, fact: Fact) -> Markup {
    let operator = &reading.settings.operator;
    let address = reading.settings.public_url.as_deref();
    match (fact, address) {
        (Fact::Operator, _) if operator.name.is_empty() => html! { (reading.words.say("policy-operator-missing")) },
        (Fact::Operator, _) => html! { (operator.name) },
        (Fact::Contact, _) => contact(reading),
        (Fact::Address, Some(address)) => html! { a href=(address) { (address) } },
        (Fact::Address, None) => html! { (reading.words.say("policy-address-here")) },
        (Fact::PolicyAddress, Some(address)) => html! { a href="/privacy-policy" { (address) "/privacy-policy" } },
        (Fact::PolicyAddress, None) => html! { a href="/privacy-policy" { "/privacy-policy" } },
    }
}

fn contact(reading: &Reading<'_>) -> Markup {
    let contact = reading.settings.operator.contact.as_str();
    match contact {
        "" => html! { (reading.words.say("policy-contact-missing")) },
        _ if contact.contains('@') => html! { a href={ "mailto:" (contact) } { (contact) } },
        _ => html! { (contact) },
    }
}

fn marks(reading: &Reading<'_>, ids: &[PromiseId]) -> Markup {
    html! {
        span.marks {
            @for id in ids { " " (promise_list::mark(reading, id)) }
        }
    }
}
