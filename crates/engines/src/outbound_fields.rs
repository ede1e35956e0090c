//! Every field that an adapter sends anywhere, by name. What is not named here is not sent.

/// The fields that carry what somebody wrote or made.
pub const CONTENT: &[&str] = &[
    "contents",
    "image",
    "image_url",
    "image_urls",
    "images",
    "init_images",
    "input",
    "input_image",
    "input_image_2",
    "input_image_3",
    "input_image_4",
    "input_image_5",
    "input_image_6",
    "input_image_7",
    "input_image_8",
    "instructions",
    "mask",
    "mask_url",
    "messages",
    "negative",
    "negative_prompt",
    "prompt",
];

/// The fields that say how something is to be made.
pub const PARAMETERS: &[&str] = &[
    "aspect_ratio",
    "batch_size",
    "count",
    "denoising_strength",
    "do_not_save_grid",
    "do_not_save_samples",
    "force_task_id",
    "generationConfig",
    "height",
    "image_size",
    "inpaint_full_res",
    "inpainting_fill",
    "inpainting_mask_invert",
    "max_completion_tokens",
    "max_tokens",
    "mode",
    "model",
    "n",
    "num_images",
    "options",
    "output_format",
    "override_settings",
    "override_settings_restore_afterwards",
    "ratio",
    "resize_mode",
    "response_format",
    "save_images",
    "seed",
    "size",
    "store",
    "stream",
    "strength",
    "version",
    "width",
];

/// A field that nobody declared.
pub(crate) fn undeclared(names: &[&'static str]) -> Option<&'static str> {
    let mut names = names.iter().copied();
    names.find(|name| !CONTENT.contains(name) && !PARAMETERS.contains(name))
}
