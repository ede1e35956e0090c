//! What the built-in model can do, one press away. The values are its own words; what is read is the reader's language.

use maud::{Markup, html};
use web_kit::Page;

const GROUPS: [(&str, &[(&str, &str)]); 5] = [
    (
        "edit-group-marked",
        &[
            ("fill", "edit-fill"),
            ("paint a calm sea", "edit-paint-sea"),
            ("blur", "edit-blur"),
        ],
    ),
    (
        "edit-group-look",
        &[
            ("watercolour", "edit-watercolour"),
            ("oil", "edit-oil"),
            ("ink", "edit-ink"),
            ("pixel art", "edit-pixel"),
            ("low poly", "edit-low-poly"),
            ("paper cut", "edit-paper-cut"),
        ],
    ),
    (
        "edit-group-light",
        &[
            ("brighter", "edit-brighter"),
            ("darker", "edit-darker"),
            ("more contrast", "edit-contrast"),
            ("more saturation", "edit-saturation"),
            ("warmer", "edit-warmer"),
            ("cooler", "edit-cooler"),
            ("black and white", "edit-grey"),
            ("sharpen", "edit-sharpen"),
        ],
    ),
    (
        "edit-group-shape",
        &[
            ("crop square", "edit-square"),
            ("crop 16:9", "edit-wide"),
            ("extend to 16:9", "edit-extend"),
            ("rotate left", "edit-left"),
            ("rotate right", "edit-right"),
            ("mirror", "edit-mirror"),
            ("upscale 2x", "edit-double"),
        ],
    ),
    (
        "edit-group-more",
        &[
            ("remove background", "edit-cut-out"),
            ("subtle variation", "edit-subtle"),
            ("strong variation", "edit-strong"),
        ],
    ),
];

pub(super) fn suggestions(page: &Page) -> Markup {
    html! {
        div.suggestions {
            p.small.soft { (page.say("edit-suggestions")) }
            @for (group, suggestions) in GROUPS {
                fieldset {
                    legend { (page.say(group)) }
                    div.row {
                        @for (words, label) in suggestions {
                            button name="suggested" value=(words) data-busy=(page.say("make-busy")) { (page.say(label)) }
                        }
                    }
                }
            }
        }
    }
}
