//! The results: what is finished, what is under way, and what came to nothing.

use maud::{Markup, html};
use web_kit::{
    Page,
    components::{film_mark, ratio},
};

use crate::{
    assets::{Shown, still},
    generations::{State, Work},
};

/// One generation among the results.
pub(super) fn tile(page: &Page, work: &Work) -> Markup {
    tile_into(page, work, "results")
}

/// The same for another list of the page. What comes of it takes its place there.
#[must_use]
pub fn tile_into(page: &Page, work: &Work, list: &str) -> Markup {
    let id = work.generation.id.to_string();
    match work.generation.state {
        State::Done => html! { @for shown in work.assets.iter().rev() { (finished(page, work, shown, list)) } },
        State::Queued => progress_tile(page, work, "queued", list),
        State::Running => progress_tile(page, work, "running", list),
        State::Failed | State::Cancelled | State::Unknown => failed(page, &id, work, list),
    }
}

fn finished(page: &Page, work: &Work, shown: &Shown, list: &str) -> Markup {
    let asset = &shown.asset;
    let is_first = work.assets.first().is_some_and(|first| first.asset.id == asset.id);
    let element = if is_first {
        format!("g-{}", work.generation.id)
    } else {
        format!("a-{}", asset.id)
    };
    let alt = if shown.words().is_empty() {
        work.words()
    } else {
        shown.words()
    };
    html! {
        li id=(element) data-into=(list) data-ratio=(ratio(asset.width, asset.height)) data-say=[is_first.then(|| page.say("say-done"))] {
            a href=(format!("/library/{}", asset.id)) {
                (still(asset, alt))
                @if asset.is_film() { (film_mark(&page.say("film"))) }
            }
        }
    }
}

fn progress_tile(page: &Page, work: &Work, stage: &str, list: &str) -> Markup {
    let generation = &work.generation;
    let id = generation.id.to_string();
    html! {
        li.tile id=(format!("g-{id}")) data-into=(list) data-ratio=(ratio(generation.width, generation.height)) {
            p.prompt { (work.words()) }
            (progress(page, &id, 0.0, stage))
            (cancel_form(page, &id))
        }
    }
}

/// A form around a button that orders the same once more. Where the page has no list of results, it leads to them.
#[must_use]
pub fn once_more(work: &Work, button: &Markup) -> Markup {
    let address = format!("/generations/{}/again", work.generation.id);
    html! { form method="post" action=(address) data-enhance="results" { (button) } }
}

pub(super) fn progress(page: &Page, id: &str, done: f32, stage: &str) -> Markup {
    let key = format!("stage-{stage}");
    let words = if page.words.has(&key) {
        page.say(&key)
    } else {
        page.say("stage-running")
    };
    let percent = format!("{:.0}", done * 100.0);
    html! {
        div.state id=(format!("p-{id}")) {
            @if done > 0.0 { b { (percent) " %" } }
            span.words { (words) }
            progress max="100" value=(percent) aria-label=(words) {}
        }
    }
}

fn cancel_form(page: &Page, id: &str) -> Markup {
    html! {
        form.cancel method="post" action=(format!("/generations/{id}/cancel")) data-enhance {
            button { (page.say("cancel")) }
        }
    }
}

fn failed(page: &Page, id: &str, work: &Work, list: &str) -> Markup {
    let generation = &work.generation;
    let key = match generation.state {
        State::Cancelled => "failed-cancelled".to_owned(),
        State::Unknown => "failed-unknown".to_owned(),
        _ => format!(
            "failed-{}",
            generation.failure.as_deref().unwrap_or("other").replace('_', "-")
        ),
    };
    let words = if page.words.has(&key) {
        page.say(&key)
    } else {
        page.say("failed-other")
    };
    html! {
        li.tile.failed id=(format!("g-{id}")) data-into=(list) data-say=(words) {
            p.why { (words) }
            p.prompt { (work.words()) }
            div.row {
                (once_more(work, &html! { button data-busy=(page.say("make-busy")) { (page.say("again")) } }))
                form method="post" action=(format!("/generations/{id}/erase")) { button.quiet.danger { (page.say("remove")) } }
            }
        }
    }
}
