//! What a page knows of the request: language, theme, where it is, and whether only a fragment is wanted.

use std::{convert::Infallible, sync::Arc};

use axum::extract::FromRequestParts;
use basics::RequestId;
use http::{HeaderMap, header::ACCEPT_LANGUAGE, request::Parts};

use crate::{Cookie, Cookies, Kit, Language, StaticFiles, Words};

/// What a page knows of the request.
#[derive(Clone)]
pub struct Page {
    /// The words of the reader's language.
    pub words: Words,
    /// Light, dark, or as the system says.
    pub theme: Theme,
    /// The path that was asked for.
    pub path: String,
    /// The id of this request, for whoever asks what went wrong.
    pub request: String,
    /// Whether a script asked for a fragment to put into a page that stands.
    pub fragment: bool,
    pub(crate) files: StaticFiles,
}

/// The colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// Its name in the cookie and on the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// From its name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

impl Page {
    pub(crate) fn of(kit: &Kit, headers: &HeaderMap, path: &str, request: &str) -> Self {
        let cookies = Cookies::of(headers);
        let chosen = cookies
            .preference(Cookie::Language)
            .and_then(|tag| Language::from_tag(&tag));
        let accepted = || headers.get(ACCEPT_LANGUAGE)?.to_str().ok().and_then(Language::accepted);
        let language = chosen.or_else(accepted).unwrap_or(Language::English);
        Self {
            words: kit.catalogue.words(language),
            theme: cookies
                .preference(Cookie::Theme)
                .and_then(|name| Theme::from_name(&name))
                .unwrap_or(Theme::Auto),
            path: path.to_owned(),
            request: request.to_owned(),
            fragment: headers.contains_key("x-fragment"),
            files: kit.files.clone(),
        }
    }

    /// A message.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// The address of a static file.
    #[must_use]
    pub fn file(&self, name: &str) -> String {
        self.files.url(name)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Page {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        #[expect(
            clippy::expect_used,
            reason = "the router is dressed by the kit before it serves anything"
        )]
        let kit = parts
            .extensions
            .get::<Arc<Kit>>()
            .expect("the kit's layer is on every route");
        let request = parts.extensions.get::<RequestId>().map(ToString::to_string);
        Ok(Self::of(
            kit,
            &parts.headers,
            parts.uri.path(),
            &request.unwrap_or_default(),
        ))
    }
}
