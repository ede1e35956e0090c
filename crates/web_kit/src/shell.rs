//! The page's shell: the rail, the main part, and nothing else.

use maud::{DOCTYPE, Markup, html};

use crate::{Icon, Page, icon};

/// What surrounds a page's own content.
pub struct Shell<'a> {
    page: &'a Page,
    title: String,
    rail: Option<Rail>,
    /// A class on the body, for pages with a layout of their own.
    layout: &'static str,
    /// Where live fragments come from.
    live: Option<&'static str>,
    /// The style sheets and scripts that this page needs beside the kit's.
    files: &'static [&'static str],
}

/// The thin column of places, a bar at the bottom on a phone.
#[derive(Debug, Clone)]
pub struct Rail {
    /// The places, the last of which sits at the foot.
    pub items: Vec<RailItem>,
}

/// A place in the rail.
#[derive(Debug, Clone)]
pub struct RailItem {
    /// Where it leads.
    pub href: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// The key of its name.
    pub name: &'static str,
}

impl<'a> Shell<'a> {
    /// A page without a rail.
    #[must_use]
    pub fn plain(page: &'a Page, title: &str) -> Self {
        Self {
            page,
            title: title.to_owned(),
            rail: None,
            layout: "plain",
            live: None,
            files: &[],
        }
    }

    /// A page with the rail.
    #[must_use]
    pub fn new(page: &'a Page, title: &str, rail: Rail) -> Self {
        Self::of(page, title, Some(rail))
    }

    /// A page for everybody: with the rail for those who have one.
    #[must_use]
    pub fn of(page: &'a Page, title: &str, rail: Option<Rail>) -> Self {
        Self {
            layout: if rail.is_some() { "scrolls" } else { "plain" },
            rail,
            ..Self::plain(page, title)
        }
    }

    /// With a layout of its own.
    #[must_use]
    pub const fn layout(mut self, layout: &'static str) -> Self {
        self.layout = layout;
        self
    }

    /// With fragments that arrive while the page stands.
    #[must_use]
    pub const fn live(mut self, events: &'static str) -> Self {
        self.live = Some(events);
        self
    }

    /// With style sheets and scripts of its own, by name.
    #[must_use]
    pub const fn files(mut self, files: &'static [&'static str]) -> Self {
        self.files = files;
        self
    }

    /// The whole document.
    #[must_use]
    pub fn wrap(&self, content: &Markup) -> Markup {
        let page = self.page;
        let language = page.words.language();
        html! {
            (DOCTYPE)
            html lang=(language.tag()) dir=(language.direction()) data-theme=(page.theme.name()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " · Nano Prompt" }
                    // Rows fill up, and what is docked at the bottom climbs, while the rest of a page arrives.
                    link rel="expect" href="#announcer" blocking="render";
                    link rel="icon" href=(page.file("icon.svg")) type="image/svg+xml";
                    link rel="stylesheet" href=(page.file("kit.css"));
                    script type="module" src=(page.file("kit.js")) {}
                    @for name in self.files { (linked(page, name)) }
                }
                body class=(self.layout) data-live=[self.live] {
                    a.skip href="#main" { (page.say("skip-to-content")) }
                    @if let Some(rail) = &self.rail { (self.draw(rail)) } @else { (head()) }
                    main id="main" tabindex="-1" { (content) }
                    @if self.rail.is_none() { (foot(page)) }
                    div.announcer role="status" aria-live="polite" id="announcer" {}
                }
            }
        }
    }

    fn draw(&self, rail: &Rail) -> Markup {
        html! {
            nav.rail aria-label=(self.page.say("rail")) {
                a.mark href="/" aria-label="Nano Prompt" { (icon(Icon::Mark)) }
                @for (place, item) in rail.items.iter().enumerate() {
                    a.person[place + 1 == rail.items.len()] href=(item.href) aria-current=[self.is_here(item.href).then_some("page")] {
                        (icon(item.icon)) span { (self.page.say(item.name)) }
                    }
                }
            }
        }
    }

    fn is_here(&self, href: &str) -> bool {
        if href == "/" {
            self.page.path == "/"
        } else {
            self.page.path.starts_with(href)
        }
    }
}

/// What is promised and agreed, and what programs can ask, within reach of strangers too; everybody else has it in the
/// rail.
fn foot(page: &Page) -> Markup {
    html! {
        footer.foot {
            a.go href="/privacy-policy" { (page.say("policy-title")) }
            a.go href="/terms" { (page.say("terms-title")) }
            a.go href="/docs/api" { (page.say("reference-title")) }
        }
    }
}

fn linked(page: &Page, name: &str) -> Markup {
    let address = page.file(name);
    html! {
        @if name.rsplit('.').next() == Some("css") { link rel="stylesheet" href=(address); } @else { script type="module" src=(address) {} }
    }
}

fn head() -> Markup {
    html! { header.head { a.mark href="/" { (icon(Icon::Mark)) span { "Nano Prompt" } } } }
}
