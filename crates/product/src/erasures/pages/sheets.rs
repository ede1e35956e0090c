//! How the way out looks.

use basics::Time;
use maud::{Markup, html};
use web_kit::{
    Icon, Page, Problem, Shell,
    components::{Field, alert, facts, field},
    icon,
};

use super::super::{
    erasure::{Erasure, Progress},
    preview::Held,
};
use crate::rail::rail;

/// How the certificate is checked, by whatever copy of the program.
const CHECK: &str = "nanoprompt verify erasure-certificate.jws";

/// What the question is about.
pub(super) struct Question<'a> {
    pub held: &'a [Held],
    pub recipients: &'a [String],
    pub problem: Option<&'a Problem>,
}

pub(super) fn question_sheet(page: &Page, question: &Question<'_>) -> Markup {
    let title = page.say("erase-account");
    Shell::new(page, &title, rail()).wrap(&html! {
        div.sheet {
            h1 { (title) }
            p { (page.say("erase-account-about")) }
            (what_goes(page, question.held))
            p.small.soft { (page.say("erase-account-certificate")) }
            (where_it_went(page, question.recipients))
            form method="post" action="/you/erase" {
                fieldset {
                    legend { (page.say("erase-when")) }
                    label.tick { input type="radio" name="when" value="later" checked; span { (page.say("erase-later")) } }
                    label.tick { input type="radio" name="when" value="now"; span { (page.say("erase-at-once")) } }
                }
                (password(page, question.problem))
                div.row {
                    button.danger { (icon(Icon::Erase)) (page.say("erase-account-button")) }
                    a.go href="/you" { (page.say("erase-account-stay")) }
                }
            }
        }
    })
}

/// For somebody who is signed in while they are leaving.
pub(super) fn leaving_sheet(page: &Page, at: Time, problem: Option<&Problem>) -> Markup {
    let title = page.say("leaving-title");
    Shell::of(page, &title, None).wrap(&html! {
        div.sheet {
            h1 { (title) }
            p { (page.words.with("leaving-about", &[("day", page.words.day(at).into())])) }
            form method="post" action="/leaving/undo" { div.row { button.primary { (page.say("leaving-undo")) } } }
            details.confirm open[problem.is_some()] {
                summary { (icon(Icon::Erase)) (page.say("leaving-now")) }
                form method="post" action="/leaving/now" {
                    p.small.soft { (page.say("leaving-now-about")) }
                    (password(page, problem))
                    button.danger { (page.say("leaving-now-button")) }
                }
            }
            form method="post" action="/sign-out" { button.quiet { (page.say("sign-out")) } }
        }
    })
}

/// For whoever has the receipt, signed in or not.
pub(super) fn receipt_sheet(page: &Page, receipt: &str, erasure: &Erasure) -> Markup {
    let title = page.say("receipt-title");
    let progress = match erasure.progress() {
        Progress::Waiting => "receipt-waiting",
        Progress::Begun => "receipt-begun",
        Progress::Unreadable => "receipt-unreadable",
        Progress::Finished => "receipt-finished",
    };
    let due = page.words.day(erasure.due_at);
    Shell::of(page, &title, None).wrap(&html! {
        div.sheet {
            h1 { (title) }
            p role="status" { (page.words.with(progress, &[("day", due.into())])) }
            (times(page, erasure))
            @if erasure.progress() == Progress::Waiting {
                p { (page.say("receipt-undo-about")) }
                div.row { a.button href="/leaving" { (page.say("receipt-undo")) } }
            }
            @if erasure.certificate.is_some() {
                div.row {
                    a.button href=(format!("/erasures/{receipt}/certificate")) { (icon(Icon::Download)) (page.say("receipt-download")) }
                }
                p.small.soft { (page.say("receipt-check")) " " code { (CHECK) } }
            }
            p.small.soft { (page.say("receipt-keep")) }
        }
    })
}

fn what_goes(page: &Page, held: &[Held]) -> Markup {
    let pairs: Vec<_> = held
        .iter()
        .filter(|held| held.count > 0)
        .map(|held| (page.say(&format!("erases-{}", held.table)), html! { (held.count) }))
        .collect();
    html! { h2 { (page.say("erases")) } (facts(&pairs)) }
}

fn where_it_went(page: &Page, recipients: &[String]) -> Markup {
    html! {
        @if !recipients.is_empty() {
            p.small.soft { (page.words.with("erase-recipients", &[("names", recipients.join(", ").into())])) }
        }
    }
}

fn password(page: &Page, problem: Option<&Problem>) -> Markup {
    let message = problem.map(|problem| problem.message(page));
    let at_field = matches!(problem, Some(Problem::Invalid { .. }));
    html! {
        @if let Some(text) = message.as_ref().filter(|_| !at_field) { (alert(text)) }
        (field(page, &Field {
            name: "password",
            kind: "password",
            label: "erase-password",
            hint: None,
            value: "",
            fills: "current-password",
            error: message.filter(|_| at_field),
        }))
    }
}

fn times(page: &Page, erasure: &Erasure) -> Markup {
    let mut pairs = vec![("receipt-asked", erasure.asked_at)];
    pairs.extend(erasure.unreadable_at.map(|at| ("receipt-unreadable-since", at)));
    pairs.extend(erasure.finished_at.map(|at| ("receipt-finished-at", at)));
    let pairs: Vec<_> = pairs
        .into_iter()
        .map(|(key, at)| (page.say(key), html! { (page.words.day(at)) }))
        .collect();
    facts(&pairs)
}
