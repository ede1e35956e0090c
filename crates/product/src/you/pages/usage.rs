//! What somebody used, on the page about oneself.

use std::collections::BTreeMap;

use basics::{Span, Time};
use maud::{Markup, html};
use web_kit::{Page, Problem};

use crate::{
    app::App,
    budgets::{self, Left, Spender},
    metering::{self, Usage},
    sessions::SignedIn,
};

/// How far back the page looks.
const MONTH: Span = Span::days(31);

/// What the section shows.
pub(super) struct Used {
    models: BTreeMap<String, Usage>,
    budgets: Vec<Left>,
}

/// What was used of each model in the last 31 days, and what is left of budgets.
pub(super) async fn of_late(app: &App, who: SignedIn) -> Result<Used, Problem> {
    metering::settle(app).await?;
    let since = Time::from_millis(app.now().millis() - MONTH.as_millis());
    let mut models: BTreeMap<String, Usage> = BTreeMap::new();
    for (counted, usage) in metering::since(app, who.account, since).await? {
        *models.entry(counted.model).or_default() += usage;
    }
    let budgets = budgets::remaining(app, &Spender::from(&who)).await?;
    Ok(Used { models, budgets })
}

/// What was used, and what is left.
pub(super) fn section(page: &Page, used: &Used) -> Markup {
    let line = |usage: &Usage| {
        let values = [
            ("calls", usage.calls.into()),
            ("pictures", usage.pictures.into()),
            ("seconds", usage.seconds.into()),
            ("input", usage.input_tokens.into()),
            ("output", usage.output_tokens.into()),
        ];
        let made = if usage.pictures > 0 {
            "usage-pictures"
        } else if usage.seconds > 0 {
            "usage-films"
        } else {
            "usage-tokens"
        };
        page.words.with(made, &values)
    };
    html! {
        section id="usage" {
            h2 { (page.say("usage")) }
            @if !used.budgets.is_empty() {
                ul.list {
                    @for left in &used.budgets {
                        li {
                            span.grow { (page.say(&format!("budget-of-{}", left.whose.name()))) }
                            span.small.soft { (budget(page, left)) }
                        }
                    }
                }
            }
            @if used.models.is_empty() { p.small.soft { (page.say("usage-none")) } }
            @else {
                ul.list {
                    @for (model, usage) in &used.models {
                        li { span.grow { (model) } span.small.soft { (line(usage)) } }
                    }
                }
            }
        }
    }
}

fn budget(page: &Page, left: &Left) -> String {
    let values = [
        ("spent", left.spent.to_string().into()),
        ("most", left.budget.credits.to_string().into()),
        ("per", left.budget.per.name().into()),
    ];
    let line = page.words.with("budget-line", &values);
    if left.held.is_free() {
        return line;
    }
    let held = page
        .words
        .with("budget-held", &[("held", left.held.to_string().into())]);
    format!("{line} · {held}")
}
