//! The made-up language: English with accents, about a third longer, so that clipped and untranslated words show.

/// A text in the made-up language.
#[must_use]
pub(crate) fn pseudo(text: &str) -> String {
    let accented: String = text.chars().map(accent).collect();
    let longer = text.chars().filter(|character| character.is_alphabetic()).count() / 3;
    if longer == 0 {
        accented
    } else {
        format!("{accented} {}", "~".repeat(longer.min(24)))
    }
}

const fn accent(character: char) -> char {
    match character {
        'a' => 'á',
        'e' => 'é',
        'i' => 'í',
        'o' => 'ó',
        'u' => 'ú',
        'n' => 'ñ',
        'c' => 'ç',
        's' => 'š',
        'z' => 'ž',
        'A' => 'Á',
        'E' => 'É',
        'I' => 'Í',
        'O' => 'Ó',
        'U' => 'Ú',
        other => other,
    }
}
