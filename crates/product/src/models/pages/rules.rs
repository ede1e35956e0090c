//! The form in which somebody says where their words may go.

use maud::{Markup, html};
use web_kit::{Page, Problem, components::alert};

use crate::models::allow::PersonRules;

/// Lengths of keeping to choose from, in days.
const DAYS: [u32; 4] = [0, 7, 30, 90];

/// The form, as it stands for somebody with these rules.
pub(super) fn form(page: &Page, rules: &PersonRules, regions: &[String], problem: Option<&Problem>) -> Markup {
    let is_allowed = |name: &String| rules.regions.iter().any(|region| region.name() == name);
    html! {
        section id="rules" {
            h2 { (page.say("rules")) }
            p.small.soft { (page.say("rules-about")) }
            @if let Some(problem) = problem { (alert(&problem.message(page))) }
            form method="post" action="/models/rules" {
                fieldset {
                    (tick(page, "local_only", "rules-local", rules.local_only))
                    (tick(page, "no_training", "rules-no-training", rules.no_training))
                }
                @if !regions.is_empty() {
                    fieldset {
                        legend { (page.say("rules-regions")) }
                        @for name in regions {
                            label.tick { input type="checkbox" name=(format!("region-{name}")) value="yes" checked[is_allowed(name)]; span { (name.to_uppercase()) } }
                        }
                    }
                }
                div.row {
                    label.small for="longest_kept" { (page.say("rules-kept")) }
                    (longest(page, rules.longest_kept))
                }
                button.primary { (page.say("save")) }
            }
        }
    }
}

fn tick(page: &Page, name: &str, words: &str, ticked: bool) -> Markup {
    html! { label.tick { input type="checkbox" name=(name) value="yes" checked[ticked]; span { (page.say(words)) } } }
}

fn longest(page: &Page, chosen: Option<u32>) -> Markup {
    let mut choices = DAYS.to_vec();
    choices.extend(chosen.filter(|days| !DAYS.contains(days)));
    html! {
        select id="longest_kept" name="longest_kept" {
            option value="" selected[chosen.is_none()] { (page.say("rules-kept-any")) }
            @for days in choices {
                option value=(days) selected[chosen == Some(days)] {
                    @if days == 0 { (page.say("rules-kept-not")) } @else { (page.words.with("rules-kept-days", &[("days", days.into())])) }
                }
            }
        }
    }
}
