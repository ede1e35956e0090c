//! Waits for a generation to end, for callers that want its result in the same answer.

use basics::{GenerationId, Span};
use jobs::{Listener, News};
use store::Scope;

use super::{generation::Generation, queries};
use crate::{app::App, error::Error};

/// The generation once it has ended. Who stops waiting stops nothing: the work goes on.
pub async fn wait(app: &App, scope: &Scope, id: GenerationId) -> Result<Generation, Error> {
    let mut events = app.jobs.subscribe();
    loop {
        let generation = queries::lookup(&app.db.within(scope), id)
            .await?
            .ok_or(Error::NotFound)?;
        if generation.state.is_final() {
            return Ok(generation);
        }
        // An event may be missed, so the row is looked at again now and then whatever happens.
        tokio::select! {
            () = until_about(&mut events, id) => {}
            () = app.clock.sleep(Span::seconds(1)) => {}
        }
    }
}

async fn until_about(events: &mut Listener, id: GenerationId) {
    let subject = id.to_string();
    while let Some(news) = events.next().await {
        match news {
            News::Happened(event) if event.subject == subject && event.is_end() => return,
            News::Happened(_) => {}
            News::Missed => return,
        }
    }
    std::future::pending::<()>().await;
}
