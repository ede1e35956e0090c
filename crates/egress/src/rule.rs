//! Where bytes may go.

use std::{fmt, sync::Arc};

use url::Url;

use crate::{EgressError, Refusal, Target, guard};

/// Where bytes may go. Cheap to clone; the base URL is parsed once.
#[derive(Clone)]
pub struct Rule(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    id: Arc<str>,
    base: Option<Base>,
    /// The operator's vendor's own domain, whose hosts may be asked like the base.
    below: Option<Arc<str>>,
}

/// An operator's configured origin.
#[derive(Clone)]
pub(crate) struct Base {
    pub(crate) url: Url,
    pub(crate) host: Arc<str>,
}

impl Rule {
    /// A base URL that the operator configured; it may be private or loopback. Only this scheme, host and port, and
    /// redirects to public https addresses, which get no credentials.
    ///
    /// Refused are other schemes than http and https, credentials, queries and fragments in the base URL.
    pub fn operator(id: &str, base_url: &str) -> Result<Self, EgressError> {
        let mut url = Url::parse(base_url).map_err(|_| EgressError::Refused(Refusal::NotAnAddress))?;
        guard::operator_base(&url).map_err(EgressError::Refused)?;
        if !url.path().ends_with('/') {
            let folder = format!("{}/", url.path());
            url.set_path(&folder);
        }
        let host = guard::host_and_port(&url);
        Ok(Self(Arc::new(Inner {
            id: id.into(),
            base: Some(Base { url, host }),
            below: None,
        })))
    }

    /// Any https address with a public host.
    #[must_use]
    pub fn public(id: &str) -> Self {
        Self(Arc::new(Inner {
            id: id.into(),
            base: None,
            below: None,
        }))
    }

    /// Besides the base, https hosts below a domain, for a vendor whose answers name the one of its servers that is to be
    /// asked. They are told what the base would be told, credentials included, so the domain must be the vendor's own. It
    /// counts only where the base is such a host itself: whoever put something else in the vendor's place meant that alone.
    #[must_use]
    pub fn and_below(self, domain: &str) -> Self {
        let at_home = self.base().is_some_and(|base| guard::is_below(&base.url, domain));
        if !at_home {
            return self;
        }
        let mut inner = Inner::clone(&self.0);
        inner.below = Some(domain.into());
        Self(Arc::new(inner))
    }

    /// The rule's id, as it is recorded.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The operator's base URL, ending with a slash.
    #[must_use]
    pub fn base_url(&self) -> Option<&str> {
        self.base().map(|base| base.url.as_str())
    }

    /// Whether an address has the operator's scheme, host and port.
    #[must_use]
    pub fn same_origin(&self, address: &str) -> bool {
        let Some(base) = self.base() else { return false };
        Url::parse(address).is_ok_and(|url| guard::same_origin(&url, &base.url))
    }

    /// Whether this rule lets bytes go to an address at once, credentials included; always so below the operator's base.
    #[must_use]
    pub fn reaches(&self, address: &str) -> bool {
        let in_domain = |url: &Url| self.below().is_some_and(|domain| guard::is_below(url, domain));
        self.same_origin(address) || Url::parse(address).is_ok_and(|url| in_domain(&url))
    }

    /// Why bytes may not go to an address at all, as far as the address alone tells; a name's addresses are looked at later.
    pub fn check(&self, address: &str) -> Result<(), Refusal> {
        guard::allow(self, &Target::Url(address.to_owned())).map(|_| ())
    }

    pub(crate) fn below(&self) -> Option<&str> {
        self.0.below.as_deref()
    }

    pub(crate) fn shared_id(&self) -> Arc<str> {
        Arc::clone(&self.0.id)
    }

    pub(crate) fn base(&self) -> Option<&Base> {
        self.0.base.as_ref()
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rule({})", self.0.id)
    }
}
