//! What a person's open pages are told while their generations come about.

use basics::{GenerationId, Span, Time};
use futures::{Stream, StreamExt, stream};
use jobs::{Event, What};
use tokio::sync::broadcast::{Receiver, error::RecvError};

use super::{
    render_job::RENDER,
    view::{self, Work},
};
use crate::{app::App, sessions::SignedIn};

/// How far back a page that just came (again) may have missed something.
const MISSED: Span = Span::minutes(10);

/// One thing to show.
pub(super) enum News {
    /// How a generation stands now, with everything about it.
    Standing(Box<Work>),
    /// How far a running one is.
    Progress {
        /// Which.
        id: GenerationId,
        /// From 0 to 1.
        done: f32,
        /// The stage's name.
        stage: String,
    },
}

/// First what was missed, then everything as it happens.
pub(super) async fn news(app: App, who: SignedIn) -> impl Stream<Item = News> {
    let events = app.jobs.subscribe();
    let since = Time::from_millis(app.now().millis() - MISSED.as_millis());
    let missed = view::changed(&app, &who.scope(), since).await.unwrap_or_default();
    let missed = stream::iter(missed.into_iter().map(|work| News::Standing(Box::new(work))));
    let coming = stream::unfold((app, who, events), |(app, who, mut events)| async move {
        let news = next(&app, who, &mut events).await?;
        Some((news, (app, who, events)))
    });
    missed.chain(coming)
}

async fn next(app: &App, who: SignedIn, events: &mut Receiver<Event>) -> Option<News> {
    let person = who.account.to_string();
    loop {
        let event = match events.recv().await {
            Ok(event) if event.kind == RENDER && event.person == person => event,
            Ok(_) | Err(RecvError::Lagged(_)) => continue,
            Err(RecvError::Closed) => return None,
        };
        let Ok(id) = event.subject.parse() else { continue };
        match event.what {
            What::Progress { done, stage } => return Some(News::Progress { id, done, stage }),
            What::Postponed | What::Ended => {
                if let Ok(work) = view::view(app, &who.scope(), id).await {
                    return Some(News::Standing(Box::new(work)));
                }
            }
        }
    }
}
