//! Cookies: a closed list, set in one place (P-COO-01).

use http::{
    HeaderMap, HeaderValue,
    header::{COOKIE, SET_COOKIE},
};
use privacy::guard;

/// Every cookie there is. None is for anything but running the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    /// Who is signed in.
    Session,
    /// That this browser has signed in to an account before, so that strangers cannot lock it out.
    Device,
    /// That the age question was answered with an age below the limit.
    Age,
    /// The language that was chosen.
    Language,
    /// The theme that was chosen.
    Theme,
}

/// What binds a cookie to this very host over TLS.
const PREFIX: &str = "__Host-";

/// The cookies of a request.
pub struct Cookies<'a>(&'a HeaderMap);

impl Cookie {
    /// Every cookie.
    pub const ALL: [Self; 5] = [Self::Session, Self::Device, Self::Age, Self::Language, Self::Theme];

    /// Its name, without a prefix.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Device => "device",
            Self::Age => "age",
            Self::Language => "language",
            Self::Theme => "theme",
        }
    }

    /// How long it lives, in seconds; `None` ends with the browser's session.
    fn max_age(self) -> Option<u32> {
        if !guard!("P-COO-02/lifetime") {
            return Some(u32::MAX);
        }
        match self {
            Self::Session => Some(90 * 86_400),
            Self::Device | Self::Language | Self::Theme => Some(365 * 86_400),
            Self::Age => None,
        }
    }

    /// A `Set-Cookie` header that sets it, for this site only and out of reach of scripts (RFC 6265bis).
    #[must_use]
    pub fn set(self, value: &str, secure: bool) -> HeaderValue {
        let age = self
            .max_age()
            .map(|seconds| format!("; Max-Age={seconds}"))
            .unwrap_or_default();
        self.header(value, &age, secure)
    }

    /// A `Set-Cookie` header that removes it.
    #[must_use]
    pub fn remove(self, secure: bool) -> HeaderValue {
        self.header("", "; Max-Age=0", secure)
    }

    fn header(self, value: &str, age: &str, secure: bool) -> HeaderValue {
        let (prefix, flag) = if secure { (PREFIX, "; Secure") } else { ("", "") };
        let closed = if guard!("P-COO-02/attributes") {
            "; HttpOnly; SameSite=Lax"
        } else {
            ""
        };
        let text = format!("{prefix}{}={value}; Path=/{closed}{age}{flag}", self.name());
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}

/// Takes out of an answer whatever cookie is not in the list, whoever wanted to set it.
pub(crate) fn keep_listed(headers: &mut HeaderMap) {
    let set: Vec<HeaderValue> = headers.get_all(SET_COOKIE).into_iter().cloned().collect();
    headers.remove(SET_COOKIE);
    for cookie in set {
        if guard!("P-COO-01/listed", is_listed(&cookie)) {
            headers.append(SET_COOKIE, cookie);
        }
    }
}

fn is_listed(set: &HeaderValue) -> bool {
    let name = set.to_str().ok().and_then(|text| text.split('=').next());
    name.is_some_and(|name| {
        let bare = name.strip_prefix(PREFIX).unwrap_or(name);
        Cookie::ALL.into_iter().any(|cookie| cookie.name() == bare)
    })
}

impl<'a> Cookies<'a> {
    /// Of these headers.
    #[must_use]
    pub const fn of(headers: &'a HeaderMap) -> Self {
        Self(headers)
    }

    /// A cookie's value. Over TLS it counts only under the `__Host-` name, which neither a neighbouring host nor a plain
    /// connection can set (RFC 6265bis, section 4.1.3.2).
    #[must_use]
    pub fn get(&self, cookie: Cookie, secure: bool) -> Option<String> {
        let insecure = !secure || !guard!("P-COO-02/prefix");
        self.find(|name| match name.strip_prefix(PREFIX) {
            Some(name) => name == cookie.name(),
            None => insecure && name == cookie.name(),
        })
    }

    /// What was chosen for this browser, over TLS or without: whoever plants one changes a colour.
    #[must_use]
    pub fn preference(&self, cookie: Cookie) -> Option<String> {
        self.find(|name| name.strip_prefix(PREFIX).unwrap_or(name) == cookie.name())
    }

    fn find(&self, is_meant: impl Fn(&str) -> bool) -> Option<String> {
        let headers = self
            .0
            .get_all(COOKIE)
            .into_iter()
            .filter_map(|header| header.to_str().ok());
        let mut pairs = headers
            .flat_map(|header| header.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        let (_, value) = pairs.find(|(name, _)| is_meant(name))?;
        (!value.is_empty() && value.len() <= 512).then(|| value.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// P-COO-01: a cookie that nobody declared does not leave, however it came into the answer.
    #[test]
    fn a_cookie_that_is_not_in_the_list_is_not_set() {
        let mut headers = HeaderMap::new();
        let ours = Cookie::Theme.set("dark", true);
        for cookie in [
            "visitor=1; Max-Age=99999999",
            "__Host-visitor=1; Path=/; Secure",
            "sessions=1",
            "=",
        ] {
            headers.append(SET_COOKIE, HeaderValue::from_static(cookie));
        }
        headers.append(SET_COOKIE, ours.clone());
        headers.append(SET_COOKIE, Cookie::Session.remove(false));
        keep_listed(&mut headers);
        let left: Vec<_> = headers.get_all(SET_COOKIE).into_iter().cloned().collect();
        assert_eq!(left, [ours, Cookie::Session.remove(false)]);
    }
}
