//! What is to be made: the switch above the prompt, and for each kind what there is to choose.

use maud::{Markup, html};
use web_kit::{FormFields, Page};

use super::{bar::Choices, model_choice::Choice};
use crate::{
    generations::{Kind, RawDraft, compose::MOST_PROMPTS},
    models::{Model, Routed},
};

/// The kinds, in the order of the switch, with the words for each.
const KINDS: [(Kind, &str); 4] = [
    (Kind::Image, "make-image"),
    (Kind::Video, "make-video"),
    (Kind::Text, "make-text"),
    (Kind::Prompt, "make-prompt"),
];

/// Whom orders of one kind can be for.
pub(super) struct Group<'a> {
    /// The kind.
    pub(super) kind: Kind,
    words: &'static str,
    /// Its models and routes.
    pub(super) choices: Vec<Choice<'a>>,
}

impl<'a> Group<'a> {
    /// Every kind that something here makes.
    pub(super) fn all(page: &Page, choices: &Choices<'a>) -> Vec<Self> {
        let groups = KINDS.into_iter().filter_map(|(kind, _)| Self::of(page, choices, kind));
        groups.collect()
    }

    /// One kind, where something here makes it.
    pub(super) fn of(page: &Page, choices: &Choices<'a>, kind: Kind) -> Option<Self> {
        let (_, words) = KINDS.into_iter().find(|(known, _)| *known == kind)?;
        // What is paid by the token is asked by programs, who are told what it comes to.
        let models = choices.models.iter();
        let makes = |model: &Model| model.kind == kind.as_str() || (kind == Kind::Prompt && model.writes_prompts());
        let models = models.filter(|model| makes(model) && !model.by_the_token);
        let is_free = |route: &&Routed| route.models.iter().all(|model| !model.by_the_token);
        let writes = |route: &Routed| kind == Kind::Prompt && route.models.iter().all(Model::writes_prompts);
        let routes = choices.routes.iter();
        let routes = routes.filter(|route| route.kind == kind.as_str() || writes(route));
        let routes = routes.filter(is_free);
        let choices: Vec<_> = models
            .map(|model| Choice::of(page, model))
            .chain(routes.map(|route| Choice::of_route(page, route)))
            .collect();
        let group = Self { kind, words, choices };
        (!group.choices.is_empty()).then_some(group)
    }

    /// How a field of the form is called for this kind.
    pub(super) fn field(&self, name: &str) -> String {
        field(self.kind, name)
    }
}

/// The form's fields as a draft of the kind that it names.
pub(super) fn raw_draft(form: &FormFields) -> RawDraft<'_> {
    let kind = form.get("kind").parse().unwrap_or_default();
    RawDraft {
        prompt: form.get("prompt"),
        negative: form.get("negative"),
        // Wildcards are for what is to be seen; a text may have braces of its own.
        plain: form.is_ticked("plain") || matches!(kind, Kind::Text | Kind::Prompt),
        styles: form.all("style"),
        kind,
        model: form.get(&field(kind, "model")),
        size: form.get(&field(kind, "size")),
        seed: form.get(&field(kind, "seed")),
        seconds: form.get("seconds"),
        count: if many(kind).is_some() {
            form.get(&field(kind, "count"))
        } else {
            ""
        },
        dialect: if kind == Kind::Prompt { form.get("dialect") } else { "" },
        strength: if kind == Kind::Prompt { form.get("strength") } else { "" },
        format: form.get("format"),
    }
}

/// How many of a kind can be asked for at once, where more than one can.
pub(super) const fn many(kind: Kind) -> Option<u32> {
    match kind {
        Kind::Image => Some(4),
        Kind::Prompt => Some(MOST_PROMPTS),
        Kind::Video | Kind::Text => None,
    }
}

/// Pictures have the plain names.
fn field(kind: Kind, name: &str) -> String {
    match kind {
        Kind::Image => name.to_owned(),
        other => format!("{other}_{name}"),
    }
}

/// Which kind is meant; nothing where there is one alone. Styles alone show what belongs to the chosen one.
pub(super) fn kind_switch(page: &Page, groups: &[Group<'_>], chosen: Kind) -> Markup {
    html! {
        @if groups.len() > 1 {
            fieldset.kinds {
                legend.unseen { (page.say("kind")) }
                @for group in groups {
                    label { input type="radio" name="kind" value=(group.kind.as_str()) checked[group.kind == chosen]; span { (page.say(group.words)) } }
                }
            }
        }
    }
}
