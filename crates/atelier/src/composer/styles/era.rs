//! Of which time it looks.

use super::{Category, Style};

/// In the order in which they are shown.
pub(super) const STYLES: &[Style] = &[
    Style {
        id: "victorian",
        name: "Victorian",
        category: Category::Era,
        words: "Victorian era look, ornate detail, sepia and deep green",
        negative: "modern, neon",
        medium: None,
    },
    Style {
        id: "art-nouveau",
        name: "Art nouveau",
        category: Category::Era,
        words: "art nouveau style, flowing organic lines, decorative border, muted gold",
        negative: "photorealistic, hard geometry",
        medium: None,
    },
    Style {
        id: "art-deco",
        name: "Art deco",
        category: Category::Era,
        words: "art deco style, elegant geometry, stepped forms, black and gold",
        negative: "organic mess, rustic",
        medium: None,
    },
    Style {
        id: "bauhaus",
        name: "Bauhaus",
        category: Category::Era,
        words: "bauhaus style, primary colours, circles and squares, strict grid",
        negative: "ornament, photorealistic",
        medium: None,
    },
    Style {
        id: "mid-century",
        name: "Mid-century",
        category: Category::Era,
        words: "mid-century modern look, 1950s colours, simple optimistic shapes",
        negative: "gritty, futuristic",
        medium: None,
    },
    Style {
        id: "seventies",
        name: "Seventies",
        category: Category::Era,
        words: "1970s look, warm browns and oranges, soft faded film",
        negative: "digital sharpness, neon",
        medium: None,
    },
    Style {
        id: "synthwave",
        name: "Synthwave",
        category: Category::Era,
        words: "1980s synthwave look, magenta and cyan glow, dark gradient sky",
        negative: "daylight, earth tones",
        medium: None,
    },
    Style {
        id: "futuristic",
        name: "Futuristic",
        category: Category::Era,
        words: "futuristic look, sleek surfaces, cool integrated light",
        negative: "rustic, antique",
        medium: None,
    },
];
