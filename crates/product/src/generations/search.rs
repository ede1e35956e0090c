//! Searching one's own prompts. The sealed words are opened into a bounded cache in memory and looked through there:
//! nothing rests in clear, and what dies with its key is not found again (P-COL-03, P-SET-05).

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use basics::{GenerationId, Span, Time, WorkspaceId};
use privacy::{Sealed, ShowToOwner};
use store::Scope;

use super::{generation::PromptWords, queries};
use crate::{app::App, error::Error};

/// How many workspaces' words are held open at once.
const OPEN_WORKSPACES: usize = 64;
/// How long they are held without being looked at again in the database.
const FRESH: Span = Span::seconds(10);

/// The words of recently searched workspaces, in memory only.
#[derive(Clone, Default)]
pub struct SearchCache(Arc<Mutex<HashMap<WorkspaceId, OpenWords>>>);

#[derive(Clone)]
struct OpenWords {
    opened_at: Time,
    words: Arc<Vec<(GenerationId, String)>>,
}

/// The generations whose prompt holds every word of the query, newest first.
pub async fn search(app: &App, scope: &Scope, query: &str, limit: usize) -> Result<Vec<GenerationId>, Error> {
    let wanted: Vec<String> = query
        .to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .take(16)
        .collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let words = open_words(app, scope).await?;
    let holds_all = |text: &str| wanted.iter().all(|word| text.contains(word.as_str()));
    Ok(words
        .iter()
        .filter(|(_, text)| holds_all(text))
        .map(|(id, _)| *id)
        .take(limit)
        .collect())
}

impl SearchCache {
    /// Lets go of a workspace's words, since some of them were erased or added.
    pub fn forget(&self, workspace: WorkspaceId) {
        self.lock().remove(&workspace);
    }

    fn find(&self, workspace: WorkspaceId, now: Time) -> Option<OpenWords> {
        self.lock()
            .get(&workspace)
            .filter(|open| now.since(open.opened_at) <= FRESH)
            .cloned()
    }

    fn keep(&self, workspace: WorkspaceId, words: OpenWords) {
        let mut open = self.lock();
        if open.len() >= OPEN_WORKSPACES {
            let oldest = open.iter().min_by_key(|(_, words)| words.opened_at).map(|(id, _)| *id);
            oldest.map(|id| open.remove(&id));
        }
        open.insert(workspace, words);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<WorkspaceId, OpenWords>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

async fn open_words(app: &App, scope: &Scope) -> Result<Arc<Vec<(GenerationId, String)>>, Error> {
    let workspace = scope.workspace_id();
    if let Some(open) = app.search.find(workspace, app.now()) {
        return Ok(open.words);
    }
    let rows = queries::list_prompts(&app.db.within(scope)).await?;
    let (ids, sealed): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .map(|(id, bytes)| (id, Sealed::<PromptWords>::from_row(id.into(), bytes)))
        .unzip();
    let opened = app.vault.open_many::<ShowToOwner, _>(&sealed).await?;
    let words = ids
        .into_iter()
        .zip(opened)
        .filter_map(|(id, words)| words.map(|words| (id, words.reveal().as_str().to_lowercase())));
    let words = Arc::new(words.collect::<Vec<_>>());
    app.search.keep(
        workspace,
        OpenWords {
            opened_at: app.now(),
            words: words.clone(),
        },
    );
    Ok(words)
}
