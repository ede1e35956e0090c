//! How an asset looks among others.

use maud::{Markup, html};
use web_kit::components::film_still;

use super::asset::Asset;

/// A small, still picture of it. `words` say what it shows.
#[must_use]
pub fn still(asset: &Asset, words: &str) -> Markup {
    let address = format!("/library/{}", asset.id);
    html! {
        @if asset.is_text() {
            p.words { (words) }
        } @else if asset.has_thumbnail() {
            img src=(format!("{address}/thumbnail")) alt=(words) width=(asset.width) height=(asset.height) loading="lazy";
        } @else {
            (film_still(&format!("{address}/file"), (asset.width, asset.height), words))
        }
    }
}
