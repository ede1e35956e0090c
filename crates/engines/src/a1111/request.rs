//! How an order is written for the server. What an order does not say, such as steps and sampler, is as the server has it.

use serde_json::{Value, json};

use crate::{ImageOrder, Input, ModelId, fields::Fields};

/// How far to go from the picture to start from, where 1 is as if there were none. The server's own measure, as orders
/// name none.
const STRENGTH: f64 = 0.75;

/// Where an order goes.
pub(super) const fn path(image: &ImageOrder) -> &'static str {
    if image.references.is_empty() {
        "sdapi/v1/txt2img"
    } else {
        "sdapi/v1/img2img"
    }
}

/// What an order says. Nothing of it stays on the server's disk, and its settings are as before once it is filled.
pub(super) fn fields(model: &ModelId, image: &ImageOrder) -> Fields {
    let mut fields = Fields::default().with("prompt", image.prompt.as_str());
    if let Some(negative) = &image.negative {
        fields = fields.with("negative_prompt", negative.as_str());
    }
    fields = fields
        .with("width", image.size.width())
        .with("height", image.size.height())
        .with("batch_size", image.count);
    if let Some(seed) = image.seed {
        fields = fields.with("seed", seed);
    }
    started(fields, image)
        .with("override_settings", settings(model, image))
        .with("override_settings_restore_afterwards", true)
        .with("save_images", false)
        .with("do_not_save_samples", true)
        .with("do_not_save_grid", true)
}

/// With the picture to start from, and with what of it is to change.
fn started(fields: Fields, image: &ImageOrder) -> Fields {
    if image.references.is_empty() {
        return fields;
    }
    let pictures: Vec<_> = image.references.iter().map(Input::base64).collect();
    let shown = image.references.iter().map(|input| format!("{input:?}")).collect();
    let fields = fields
        .shown_as("init_images", json!(pictures), shown)
        .with("denoising_strength", STRENGTH)
        // Cropped to the size, since the other way is to stretch it.
        .with("resize_mode", 1);
    match &image.mask {
        Some(mask) => fields
            .shown_as("mask", mask.base64().into(), vec![format!("{mask:?}")])
            .with("inpainting_mask_invert", 0)
            // Begins with what is there and sees all of the picture, as the server's own page does; its API alone would not.
            .with("inpainting_fill", 1)
            .with("inpaint_full_res", false),
        None => fields,
    }
}

/// The server's settings for this order alone. It knows no others than its own, so these are named only where they matter.
fn settings(model: &ModelId, image: &ImageOrder) -> Value {
    let mut settings = json!({ "sd_model_checkpoint": model.model() });
    if !image.references.is_empty() {
        settings["save_init_img"] = false.into();
    }
    if image.mask.is_some() {
        for name in [
            "save_mask",
            "save_mask_composite",
            "return_mask",
            "return_mask_composite",
        ] {
            settings[name] = false.into();
        }
    }
    settings
}
