//! The styles to choose from, for the prompt bar.

use atelier::composer::{Category, Style};
use maud::{Markup, html};
use web_kit::Page;

/// Every style, by category; `chosen` are ticked.
#[must_use]
pub fn style_choice(page: &Page, chosen: &[&str]) -> Markup {
    html! {
        div.styles role="group" aria-label=(page.say("styles")) {
            @for category in Category::ALL {
                @let name = page.say(&format!("style-category-{}", category.as_str()));
                div.style-group role="group" aria-label=(name) {
                    span aria-hidden="true" { (name) }
                    div {
                        @for style in Style::all().filter(|style| style.category == category) {
                            label.style title=(style.words.replace("{prompt}", "…")) {
                                input type="checkbox" name="style" value=(style.id) checked[chosen.contains(&style.id)];
                                span { (page.say(&format!("style-{}", style.id))) }
                            }
                        }
                    }
                }
            }
        }
    }
}
