//! What goes through the front door, in numbers: figures about the machine, with labels from closed sets only, so that
//! nothing a client sends can become one (P-AUT-06).

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering::Relaxed},
    },
};

use axum::extract::MatchedPath;
use basics::Span;
use http::{Extensions, Method};

/// The counters of one process. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Traffic(Arc<Counters>);

#[derive(Debug, Default)]
struct Counters {
    routes: Mutex<BTreeMap<(Verb, Route), Arc<Figures>>>,
    bytes: [AtomicU64; Direction::ALL.len()],
    open: AtomicI64,
    accepted: AtomicU64,
    refused: [AtomicU64; Refusal::ALL.len()],
}

/// The figures of one method on one route.
#[derive(Debug, Default)]
struct Figures {
    classes: [AtomicU64; Class::ALL.len()],
    buckets: [AtomicU64; BUCKETS.len()],
    millis: AtomicU64,
}

/// The upper bounds of the histogram's buckets, in milliseconds.
const BUCKETS: [i64; 12] = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000, 30_000, 120_000];

/// A label whose values are a closed set.
macro_rules! label {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$each])* $variant),+ }

        impl $name {
            /// Every value.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// As it is written.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }
    };
}

label! {
    /// The method of a request.
    Verb {
        /// GET.
        Get = "GET",
        /// HEAD.
        Head = "HEAD",
        /// POST.
        Post = "POST",
        /// PUT.
        Put = "PUT",
        /// PATCH.
        Patch = "PATCH",
        /// DELETE.
        Delete = "DELETE",
        /// OPTIONS.
        Options = "OPTIONS",
        /// Any other word, which a client may have made up.
        Other = "other",
    }
}

label! {
    /// The class of a status.
    Class {
        /// 1xx and 2xx.
        Success = "2xx",
        /// 3xx.
        Redirection = "3xx",
        /// 4xx.
        ClientError = "4xx",
        /// 5xx.
        ServerError = "5xx",
        /// The client went away before there was one.
        Abandoned = "abandoned",
    }
}

label! {
    /// Which way bytes go.
    Direction {
        /// From clients.
        In = "in",
        /// To clients.
        Out = "out",
    }
}

label! {
    /// Why a connection or a request was cut off at the door.
    Refusal {
        /// Too many connections.
        Full = "full",
        /// Too many connections of one address.
        Crowd = "crowd",
        /// In the clear, from somewhere that others can listen on.
        Plain = "plain",
        /// No TLS came about.
        Handshake = "handshake",
        /// Too slow.
        Slow = "slow",
        /// Not HTTP as it should be.
        Malformed = "malformed",
        /// Streams opened and reset over and over.
        Resets = "resets",
    }
}

/// The pattern of a route. There is no way to make one from text: it is what the router matched, or nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route(Option<Arc<str>>);

/// What was counted of one method on one route.
#[derive(Debug, Clone)]
pub struct Counted {
    /// The method.
    pub verb: Verb,
    /// The route.
    pub route: Route,
    /// How many answers of each class.
    pub classes: Vec<(Class, u64)>,
    /// How many took no longer than each of the histogram's bounds, in milliseconds.
    pub buckets: Vec<(i64, u64)>,
    /// How long all of them took together, in milliseconds.
    pub millis: u64,
}

impl Verb {
    /// Of a method.
    #[must_use]
    pub fn of(method: &Method) -> Self {
        let known = Self::ALL.iter().find(|verb| verb.as_str() == method.as_str());
        known.copied().unwrap_or(Self::Other)
    }
}

impl Class {
    /// Of a status.
    #[must_use]
    pub const fn of(status: u16) -> Self {
        match status {
            0..300 => Self::Success,
            300..400 => Self::Redirection,
            400..499 => Self::ClientError,
            ABANDONED => Self::Abandoned,
            _ => Self::ServerError,
        }
    }
}

/// Written where there was nobody left to answer.
pub(crate) const ABANDONED: u16 = 499;

impl Route {
    pub(crate) fn of(extensions: &Extensions) -> Self {
        Self(extensions.get::<MatchedPath>().map(|path| Arc::from(path.as_str())))
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_deref().unwrap_or("none")
    }
}

impl Traffic {
    pub(crate) fn answered(&self, verb: Verb, route: Route, status: u16, took: Span) {
        let figures = self.routes().entry((verb, route)).or_default().clone();
        let millis = took.as_millis().max(0);
        figures.classes[Class::of(status) as usize].fetch_add(1, Relaxed);
        figures.millis.fetch_add(millis.unsigned_abs(), Relaxed);
        if let Some(bucket) = BUCKETS.iter().position(|bound| millis <= *bound) {
            figures.buckets[bucket].fetch_add(1, Relaxed);
        }
    }

    /// Counts bytes on the wire.
    pub fn moved(&self, direction: Direction, bytes: usize) {
        self.0.bytes[direction as usize].fetch_add(bytes as u64, Relaxed);
    }

    /// Counts a connection that is served, until what is returned is dropped.
    #[must_use]
    pub fn connected(&self) -> Connected {
        self.0.accepted.fetch_add(1, Relaxed);
        self.0.open.fetch_add(1, Relaxed);
        Connected(self.0.clone())
    }

    /// Counts what was cut off at the door.
    pub fn refused(&self, why: Refusal) {
        self.0.refused[why as usize].fetch_add(1, Relaxed);
    }

    /// How many connections are open.
    #[must_use]
    pub fn open_connections(&self) -> i64 {
        self.0.open.load(Relaxed)
    }

    /// How many connections were served.
    #[must_use]
    pub fn accepted_connections(&self) -> u64 {
        self.0.accepted.load(Relaxed)
    }

    /// How many bytes went which way.
    #[must_use]
    pub fn bytes(&self, direction: Direction) -> u64 {
        self.0.bytes[direction as usize].load(Relaxed)
    }

    /// How often something was cut off for a reason.
    #[must_use]
    pub fn refusals(&self, why: Refusal) -> u64 {
        self.0.refused[why as usize].load(Relaxed)
    }

    /// What was counted of each method on each route.
    #[must_use]
    pub fn counted(&self) -> Vec<Counted> {
        let routes = self.routes().clone();
        routes
            .into_iter()
            .map(|((verb, route), figures)| figures.read(verb, route))
            .collect()
    }

    fn routes(&self) -> std::sync::MutexGuard<'_, BTreeMap<(Verb, Route), Arc<Figures>>> {
        self.0.routes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Figures {
    fn read(&self, verb: Verb, route: Route) -> Counted {
        let mut below = 0;
        let buckets = BUCKETS.iter().zip(&self.buckets).map(|(bound, count)| {
            below += count.load(Relaxed);
            (*bound, below)
        });
        let buckets = buckets.collect();
        let classes = Class::ALL.iter().zip(&self.classes);
        Counted {
            verb,
            route,
            classes: classes.map(|(class, count)| (*class, count.load(Relaxed))).collect(),
            buckets,
            millis: self.millis.load(Relaxed),
        }
    }
}

/// An open connection.
#[derive(Debug)]
pub struct Connected(Arc<Counters>);

impl Drop for Connected {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Relaxed);
    }
}
