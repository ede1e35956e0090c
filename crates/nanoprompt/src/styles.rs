//! Prints the styles, one a line.

use std::io::{self, Write};

use atelier::composer::{Category, Style};

/// Prints every style under its category.
pub fn styles() -> io::Result<()> {
    let mut output = io::stdout().lock();
    let width = Style::all().map(|style| style.id.len()).max().unwrap_or_default();
    for category in Category::ALL {
        writeln!(output, "{}", category.as_str())?;
        for style in Style::all().filter(|style| style.category == category) {
            writeln!(output, "  {:<width$}  {}", style.id, style.words)?;
        }
    }
    Ok(())
}
