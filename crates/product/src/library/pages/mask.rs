//! Whether a model kept to a mask, and the file that it sent: part of an edit's receipt (decision 0022).

use maud::{Markup, html};
use web_kit::Page;

use crate::assets::{AsSent, Asset, KeptToMask, MaskedEdit};

/// What an edit's receipt says of its mask; nothing of what had none.
pub(super) fn about_mask(page: &Page, asset: &Asset, as_sent: Option<&AsSent>) -> Vec<(String, Markup)> {
    let Some(edit) = asset.edit else {
        return Vec::new();
    };
    let verdict = verdict(page, edit, as_sent.is_some());
    let mut facts = vec![(page.say("kept-to-mask"), html! { (verdict) })];
    facts.extend(as_sent.map(|as_sent| {
        let address = format!("/library/{}/file?as_sent&download", asset.id);
        (
            page.say("as-sent"),
            html! { a href=(address) { (file(page, as_sent)) } },
        )
    }));
    facts
}

fn verdict(page: &Page, edit: MaskedEdit, is_put_back: bool) -> String {
    match edit.kept {
        KeptToMask::Kept if is_put_back => page.say("mask-kept-put-back"),
        KeptToMask::Kept => page.say("mask-kept"),
        KeptToMask::NotCompared => page.say("mask-not-compared"),
        KeptToMask::ChangedOutside => {
            let thousandths = i64::from(edit.changed.unwrap_or_default());
            let values = [
                ("whole", (thousandths / 10).into()),
                ("tenth", (thousandths % 10).into()),
            ];
            page.words.with("mask-changed", &values)
        }
    }
}

fn file(page: &Page, as_sent: &AsSent) -> String {
    let kind = as_sent.media_type.rsplit('/').next().unwrap_or_default().to_uppercase();
    let values = [
        ("width", as_sent.width.to_string().into()),
        ("height", as_sent.height.to_string().into()),
        ("kind", kind.into()),
        ("bytes", page.words.bytes(as_sent.length.unsigned_abs()).into()),
    ];
    page.words.with("as-sent-file", &values)
}
