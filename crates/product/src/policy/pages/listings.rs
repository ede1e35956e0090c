//! The lists that the data map gives, in words for people.

use basics::Span;
use maud::{Markup, html};
use privacy::{Basis, Category, PurposeKind, Retention, Row};
use web_kit::Words;

use super::Reading;
use crate::policy::{
    holdings::{Holding, collected, cookies, outbound, place_name},
    text::Listing,
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// One list of the data map.
pub(super) fn listing(reading: &Reading<'_>, listing: Listing) -> Markup {
    let (words, rows) = (reading.words, reading.rows);
    html! {
        // Its words are in the reader's language even where the text around it is not.
        div.listing lang=(words.language().tag()) dir=(words.language().direction()) {
            @match listing {
                Listing::Collected => { (held(words, rows)) }
                Listing::Retention => { (ages(words, rows)) }
                Listing::Cookies => { (places(words, &cookies(rows))) }
                Listing::Outbound => { (sent(words, &outbound(rows))) }
            }
        }
    }
}

fn held(words: &Words, rows: &[&Row]) -> Markup {
    let holdings = collected(rows);
    html! {
        @if holdings.is_empty() { (nothing(words)) }
        @for (category, holding) in &holdings { (holding_of(words, *category, holding)) }
    }
}

fn holding_of(words: &Words, category: Category, holding: &Holding) -> Markup {
    let name = category_words(category);
    html! {
        div.holding {
            p.name { strong { (words.say(name)) } }
            p { (words.say(&format!("{name}-about"))) }
            dl {
                dt { (words.say("policy-what-for")) }
                dd { (listed(holding.purposes.iter().map(|purpose| words.say(purpose_words(*purpose))))) }
                dt { (words.say("policy-by-what-right")) }
                dd { (listed(holding.bases.iter().map(|basis| words.say(basis_words(*basis))))) }
                dt { (words.say("policy-how-long")) }
                dd { (listed(holding.retentions.iter().map(|retention| kept(words, *retention)))) }
            }
            details {
                summary { (words.with("policy-where", &[("count", holding.places.len().into())])) }
                ul.names { @for place in &holding.places { li { code { (place_name(*place)) } } } }
            }
        }
    }
}

fn ages(words: &Words, rows: &[&Row]) -> Markup {
    let holdings = collected(rows);
    html! {
        @if holdings.is_empty() { (nothing(words)) } @else {
            dl.ages {
                @for (category, holding) in &holdings {
                    dt { (words.say(category_words(*category))) }
                    dd { (listed(holding.retentions.iter().map(|retention| kept(words, *retention)))) }
                }
            }
        }
    }
}

fn places(words: &Words, rows: &[&Row]) -> Markup {
    html! {
        @if rows.is_empty() { (nothing(words)) } @else {
            dl.ages {
                @for row in rows {
                    dt { code { (place_name(row.place)) } }
                    dd { (listed([purposes(words, row.purposes), kept(words, row.retention)].into_iter())) }
                }
            }
        }
    }
}

fn sent(words: &Words, rows: &[&Row]) -> Markup {
    html! {
        @if rows.is_empty() { (nothing(words)) } @else {
            dl.ages {
                @for row in rows {
                    dt { code { (place_name(row.place)) } }
                    dd { (words.say(category_words(row.category))) }
                }
            }
        }
    }
}

fn nothing(words: &Words) -> Markup {
    html! { p { (words.say("policy-nothing-listed")) } }
}

fn purposes(words: &Words, purposes: &[PurposeKind]) -> String {
    if purposes.is_empty() {
        return words.say("policy-purpose-none");
    }
    listed(purposes.iter().map(|purpose| words.say(purpose_words(*purpose))))
}

fn listed(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join("; ")
}

fn kept(words: &Words, retention: Retention) -> String {
    match retention {
        Retention::UntilErased => words.say("policy-kept-until-erased"),
        Retention::WhileAccountLives => words.say("policy-kept-while-account-lives"),
        Retention::Always => words.say("policy-kept-always"),
        Retention::AtMost(span) => at_most(words, span),
    }
}

/// The span in the largest unit that says it exactly, rounded up to minutes.
fn at_most(words: &Words, span: Span) -> String {
    let millis = span.as_millis();
    let (message, unit) = match millis {
        _ if millis % DAY == 0 => ("policy-kept-days", DAY),
        _ if millis % HOUR == 0 => ("policy-kept-hours", HOUR),
        _ => ("policy-kept-minutes", MINUTE),
    };
    let count = millis.saturating_add(unit - 1) / unit;
    words.with(message, &[("count", count.into())])
}

const fn category_words(category: Category) -> &'static str {
    match category {
        Category::Identity => "policy-category-identity",
        Category::Credential => "policy-category-credential",
        Category::Content => "policy-category-content",
        Category::Parameter => "policy-category-parameter",
        Category::Agreement => "policy-category-agreement",
        Category::Usage => "policy-category-usage",
        Category::Technical => "policy-category-technical",
    }
}

const fn purpose_words(purpose: PurposeKind) -> &'static str {
    match purpose {
        PurposeKind::Generate => "policy-purpose-generate",
        PurposeKind::ShowToOwner => "policy-purpose-show-to-owner",
        PurposeKind::Export => "policy-purpose-export",
        PurposeKind::Operate => "policy-purpose-operate",
        PurposeKind::Secure => "policy-purpose-secure",
    }
}

const fn basis_words(basis: Basis) -> &'static str {
    match basis {
        Basis::Contract => "policy-basis-contract",
        Basis::LegalObligation => "policy-basis-legal-obligation",
        Basis::LegitimateInterest => "policy-basis-legitimate-interest",
        Basis::NotPersonal => "policy-basis-not-personal",
    }
}
