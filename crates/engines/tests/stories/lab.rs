//! One engine with the server behind it, and what is asked of every such pair.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use egress::InMemory;
use engines::{
    Destination, Engine, Failure, ImageFormat, ImageOrder, Input, Order, OutboundPreview, Output, Submitted, Unwatched,
    Watch,
};

use crate::peer::{Asked, KEY, Peer, Reply, lighthouse, model, picture};

/// An engine, its vendor and the record of what left.
pub struct Lab {
    pub peer: Peer,
    pub engine: Arc<dyn Engine>,
    pub record: Arc<InMemory>,
}

impl Lab {
    /// A provider of this kind whose server answers so.
    pub async fn new(kind: &str, base_path: &str, models: &str, replies: impl IntoIterator<Item = Reply>) -> Self {
        let peer = Peer::start(replies).await;
        let (engine, record) = peer.engine(kind, base_path, models);
        Self { peer, engine, record }
    }

    /// Hands the order in.
    pub async fn submit(&self, name: &str, order: Order) -> Result<Submitted, Failure> {
        self.engine.submit(&model(name), order, Arc::new(Unwatched)).await
    }

    /// Hands the order in, and takes the results.
    pub async fn outputs(&self, name: &str, order: Order) -> Vec<Output> {
        match self.submit(name, order).await {
            Ok(Submitted::Done(outputs)) => outputs,
            other => panic!("{other:?}"),
        }
    }

    /// What the order would send, where to, below the server's address.
    pub fn preview(&self, name: &str, order: &Order) -> (String, Vec<(&'static str, String)>) {
        let OutboundPreview { destination, fields } = self.engine.preview(&model(name), order).unwrap();
        let Destination::Url(url) = destination else {
            panic!("{destination:?}")
        };
        (url.strip_prefix(&self.peer.url()).unwrap().to_owned(), fields)
    }

    /// The only thing that was asked.
    pub fn asked(&self) -> Asked {
        let [asked] = <[Asked; 1]>::try_from(self.peer.asked()).unwrap();
        asked
    }

    /// Sends the order, and holds what was shown before, recorded on the way and received against each other.
    pub async fn sends_what_it_shows(&self, name: &str, order: Order) -> Vec<&'static str> {
        let (path, shown) = self.preview(name, &order);
        self.outputs(name, order).await;
        let asked = self.asked();
        assert_eq!((asked.method.as_str(), asked.path.as_str()), ("POST", path.as_str()));
        let mut names: Vec<_> = shown.into_iter().map(|(name, _)| name).collect();
        names.dedup();
        assert_eq!(self.record.departures()[0].fields, names, "the record");
        names.sort_unstable();
        names
    }

    /// The key is in this header as it should be, and nowhere else.
    pub fn keeps_its_key_in(&self, header: &str, value: &str) {
        for asked in self.peer.asked() {
            assert_eq!(asked.header(header), Some(value));
            for (name, value) in &asked.headers {
                let secret = value.to_str().unwrap().contains(KEY);
                assert!(!secret || name == header, "the key is in {name} as well");
            }
            assert!(!asked.path.contains(KEY) && !asked.holds(KEY.as_bytes()));
        }
    }
}

/// Somebody who waits a moment and then asks to stop.
pub struct Leaving;

impl Watch for Leaving {
    fn progress(&self, _done: f32, _stage: &str) {}

    fn cancelled(&self) -> bool {
        false
    }

    fn until_cancelled(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(a_moment())
    }
}

/// Long enough for a request to arrive, and short enough for nobody to give up.
pub async fn a_moment() {
    let _ = tokio::time::timeout(Duration::from_millis(50), std::future::pending::<()>()).await;
}

/// A picture in base64.
pub fn encoded() -> String {
    STANDARD.encode(picture())
}

/// The lighthouse, starting from so many pictures.
pub fn started(references: usize) -> ImageOrder {
    ImageOrder {
        references: vec![input(); references],
        ..lighthouse()
    }
}

/// A picture to start from, or a mask.
pub fn input() -> Input {
    Input {
        bytes: picture(),
        format: ImageFormat::Png,
    }
}

/// The failure's name.
pub fn name(submitted: Result<Submitted, Failure>) -> &'static str {
    match submitted {
        Ok(submitted) => panic!("{submitted:?}"),
        Err(failure) => failure.as_str(),
    }
}

/// The field at fault.
pub fn field(submitted: Result<Submitted, Failure>) -> String {
    match submitted {
        Err(Failure::BadOrder { field, .. }) => field,
        other => panic!("{other:?}"),
    }
}
