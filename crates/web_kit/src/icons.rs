//! The icons: one set, 20 by 20, strokes of 1.5.

use maud::{Markup, PreEscaped, html};

/// An icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// The product.
    Mark,
    /// The studio.
    Studio,
    /// The library.
    Library,
    /// A person.
    You,
    /// To take along.
    Download,
    /// To destroy.
    Erase,
    /// To look for.
    Search,
    /// What is promised.
    Shield,
    /// To make more of.
    Plus,
    /// To put away.
    Close,
    /// What moves.
    Film,
    /// To change, and to mark where.
    Brush,
    /// To mark no longer.
    Eraser,
}

/// An icon as an image that screen readers pass over; the words beside it say what it is.
#[must_use]
pub fn icon(icon: Icon) -> Markup {
    html! { svg.icon viewBox="0 0 20 20" aria-hidden="true" { (PreEscaped(shape(icon))) } }
}

const fn shape(icon: Icon) -> &'static str {
    match icon {
        Icon::Mark => {
            r#"<circle cx="10" cy="10" r="7.25"/><path d="M10 2.75v14.5"/><path class="fill" d="M10 5.5a4.5 4.5 0 0 1 0 9z"/>"#
        }
        Icon::Studio => {
            r#"<path d="M3 14.5 8 9l3.5 3.5L14 10l3 3.5"/><rect x="2.75" y="3.75" width="14.5" height="12.5" rx="2"/>"#
        }
        Icon::Library => {
            r#"<rect x="2.75" y="2.75" width="6" height="6" rx="1"/><rect x="11.25" y="2.75" width="6" height="9" rx="1"/><rect x="2.75" y="11.25" width="6" height="6" rx="1"/><path d="M11.25 15.5h6"/>"#
        }
        Icon::Film => r#"<path class="fill" d="M6.5 4.25v11.5L16 10z"/>"#,
        Icon::You => r#"<circle cx="10" cy="7.25" r="3.25"/><path d="M3.75 17a6.25 6.25 0 0 1 12.5 0"/>"#,
        Icon::Download => r#"<path d="M10 3.5v9M6.5 9 10 12.5 13.5 9M3.75 16.25h12.5"/>"#,
        Icon::Erase => r#"<path d="M4 5.5h12M8 5.5V3.75h4V5.5M5.5 5.5l.75 10.75h7.5L14.5 5.5"/>"#,
        Icon::Search => r#"<circle cx="9" cy="9" r="5.25"/><path d="m13 13 3.75 3.75"/>"#,
        Icon::Shield => r#"<path d="M10 2.75 4 5v4.5c0 3.75 2.5 6.5 6 7.75 3.5-1.25 6-4 6-7.75V5z"/>"#,
        Icon::Brush => {
            r#"<path d="M16.5 3.5 9 11M7.5 10.5l2 2M8.75 12.25c.75 2.75-1.5 4.5-5.25 4 1.5-1 .75-3.5 2.25-4.75a2 2 0 0 1 3 .75z"/>"#
        }
        Icon::Eraser => r#"<path d="m3.5 12 7.75-7.75 5 5L10 15.5H6.5zM7.5 8l5 5M10 15.5h6.5"/>"#,
        Icon::Plus => r#"<path d="M10 4.5v11M4.5 10h11"/>"#,
        Icon::Close => r#"<path d="m5.5 5.5 9 9M14.5 5.5l-9 9"/>"#,
    }
}
