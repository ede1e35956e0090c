//! Searching one's own prompts. The sealed words are opened into a bounded cache in memory and looked through there:
//! nothing rests in clear, and what dies with its key is not found again (P-COL-03, P-SET-05).

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use basics::{GenerationId, Span, Time, WorkspaceId};
use privacy::{Clear, Sealed, ShowToOwner};
use store::Scope;

use super::{generation::PromptWords, queries};
use crate::{app::App, error::Error};

/// How many workspaces' words are held open at once.
const OPEN_WORKSPACES: usize = 64;
/// How long they are believed to be all that there are, unless there is a newer one.
const FRESH: Span = Span::seconds(10);

/// The words of recently searched workspaces, in memory only.
#[derive(Clone, Default)]
pub struct SearchCache(Arc<Mutex<HashMap<WorkspaceId, OpenWords>>>);

#[derive(Clone)]
struct OpenWords {
    looked_at: Time,
    /// The newest first.
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
    /// Lets go of all of a workspace's words.
    pub fn forget(&self, workspace: WorkspaceId) {
        self.lock().remove(&workspace);
    }

    /// Lets go of the words of one generation.
    pub fn forget_one(&self, workspace: WorkspaceId, id: GenerationId) {
        if let Some(open) = self.lock().get_mut(&workspace) {
            Arc::make_mut(&mut open.words).retain(|(held, _)| *held != id);
        }
    }

    fn find(&self, workspace: WorkspaceId) -> Option<OpenWords> {
        self.lock().get(&workspace).cloned()
    }

    fn keep(&self, workspace: WorkspaceId, words: OpenWords) {
        let mut open = self.lock();
        if open.len() >= OPEN_WORKSPACES {
            let oldest = open.iter().min_by_key(|(_, words)| words.looked_at).map(|(id, _)| *id);
            oldest.map(|id| open.remove(&id));
        }
        open.insert(workspace, words);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<WorkspaceId, OpenWords>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// What was opened before is not opened again: prompts do not change. Only what is still listed stays.
async fn open_words(app: &App, scope: &Scope) -> Result<Arc<Vec<(GenerationId, String)>>, Error> {
    let (workspace, db) = (scope.workspace_id(), app.db.within(scope));
    let held = app.search.find(workspace);
    if let Some(held) = &held
        && app.now().since(held.looked_at) <= FRESH
        && queries::newest(&db).await? == held.words.first().map(|(id, _)| *id)
    {
        return Ok(held.words.clone());
    }
    let looked_at = app.now();
    let rows = queries::list_prompts(&db).await?;
    let mut known: HashMap<GenerationId, &str> = HashMap::new();
    if let Some(held) = &held {
        known.extend(held.words.iter().map(|(id, text)| (*id, text.as_str())));
    }
    let words = Arc::new(opened(app, rows, &known).await?);
    let words_held = OpenWords {
        looked_at,
        words: words.clone(),
    };
    app.search.keep(workspace, words_held);
    Ok(words)
}

/// The words of these rows in their order, but for those whose key is gone.
async fn opened(
    app: &App,
    rows: Vec<(GenerationId, Vec<u8>)>,
    known: &HashMap<GenerationId, &str>,
) -> Result<Vec<(GenerationId, String)>, Error> {
    let ids: Vec<_> = rows.iter().map(|(id, _)| *id).collect();
    let (new, sealed): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .filter(|(id, _)| !known.contains_key(id))
        .map(|(id, bytes)| (id, Sealed::<PromptWords>::from_row(id.into(), bytes)))
        .unzip();
    let clear = app.vault.open_many::<ShowToOwner, _>(&sealed).await?;
    let lower = |words: Clear<PromptWords>| words.reveal().as_str().to_lowercase();
    let mut new: HashMap<_, _> = new
        .into_iter()
        .zip(clear.into_iter().map(|words| words.map(lower)))
        .collect();
    let text_of = |id: GenerationId| match known.get(&id) {
        Some(text) => Some((id, (*text).to_owned())),
        None => new.remove(&id).flatten().map(|text| (id, text)),
    };
    Ok(ids.into_iter().filter_map(text_of).collect())
}
