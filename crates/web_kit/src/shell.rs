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
        }
    }

    /// A page with the rail.
    #[must_use]
    pub fn new(page: &'a Page, title: &str, rail: Rail) -> Self {
        Self {
            page,
            title: title.to_owned(),
            rail: Some(rail),
            layout: "scrolls",
            live: None,
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
                    link rel="icon" href=(page.file("icon.svg")) type="image/svg+xml";
                    link rel="stylesheet" href=(page.file("kit.css"));
                    script type="module" src=(page.file("kit.js")) {}
                }
                body class=(self.layout) data-live=[self.live] {
                    a.skip href="#main" { (page.say("skip-to-content")) }
                    @if let Some(rail) = &self.rail { (self.draw(rail)) } @else { (head()) }
                    main id="main" tabindex="-1" { (content) }
                    div.announcer role="status" aria-live="polite" id="announcer" {}
                }
            }
        }
    }

    fn draw(&self, rail: &Rail) -> Markup {
        html! {
            nav.rail aria-label=(self.page.say("rail")) {
                a.mark href="/" aria-label="Nano Prompt" { (icon(Icon::Mark)) }
                @for item in &rail.items {
                    a href=(item.href) aria-current=[self.is_here(item.href).then_some("page")] {
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

fn head() -> Markup {
    html! { header.head { a.mark href="/" { (icon(Icon::Mark)) span { "Nano Prompt" } } } }
}
