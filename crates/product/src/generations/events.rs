//! What a person's open pages and programs are told while their generations come about.

use std::collections::VecDeque;

use basics::{AccountId, GenerationId, Span, Time};
use futures::{Stream, stream};
use jobs::{Event, Listener, What};
use store::Scope;

use super::{
    render_job::RENDER,
    view::{self, Work},
};
use crate::app::App;

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
pub(super) async fn news(app: App, person: AccountId, scope: Scope) -> impl Stream<Item = News> {
    let heard = Hearing {
        person: person.to_string(),
        events: app.jobs.subscribe(),
        missed: VecDeque::new(),
        app,
        scope,
    };
    stream::unfold(heard.caught_up().await, |mut hearing| async move {
        let news = hearing.next().await?;
        Some((news, hearing))
    })
}

/// One page's or program's ear.
struct Hearing {
    app: App,
    scope: Scope,
    person: String,
    events: Listener,
    /// What is still to be told of what was missed.
    missed: VecDeque<Work>,
}

impl Hearing {
    async fn next(&mut self) -> Option<News> {
        loop {
            if let Some(work) = self.missed.pop_front() {
                return Some(News::Standing(Box::new(work)));
            }
            match self.events.next().await? {
                jobs::News::Happened(event) if event.kind == RENDER && event.person == self.person => {
                    if let Some(news) = self.about(event).await {
                        return Some(news);
                    }
                }
                jobs::News::Happened(_) => {}
                jobs::News::Missed => self.catch_up().await,
            }
        }
    }

    async fn about(&self, event: Event) -> Option<News> {
        let id = event.subject.parse().ok()?;
        match event.what {
            What::Progress { done, stage } => Some(News::Progress { id, done, stage }),
            What::Postponed | What::Ended => {
                let work = view::view(&self.app, &self.scope, id).await.ok()?;
                Some(News::Standing(Box::new(work)))
            }
        }
    }

    async fn caught_up(mut self) -> Self {
        self.catch_up().await;
        self
    }

    async fn catch_up(&mut self) {
        let since = Time::from_millis(self.app.now().millis() - MISSED.as_millis());
        let changed = view::changed(&self.app, &self.scope, since).await;
        self.missed = changed.unwrap_or_default().into();
    }
}
