//! Removes bytes that no row tells of: what work left behind that died, or gave up, after it had stored something.
//!
//! Age says nothing about it: a process may sleep for days and go on. A result's name says which generation it is of, and
//! as long as that one's work has not ended, its objects may get their rows any moment. Once it has ended, nobody can
//! write them any more, since whoever still thinks so has lost the lease. An upload's row is there before its bytes.

use std::collections::BTreeSet;

use basics::{AssetId, Span, Time};
use privacy::guard;
use store::ObjectName;

use super::{
    asset::OBJECTS,
    queries::{self, BATCH},
};
use crate::{app::App, error::Error};

/// No write takes as long as this; one that does is cut off, and done again.
const UNFINISHED: Span = Span::hours(1);

/// Looks at every object once; of how many results something was removed.
pub async fn sweep_orphans(app: &App) -> Result<u64, Error> {
    let long_ago = Time::from_millis(app.now().millis() - UNFINISHED.as_millis());
    app.objects.remove_unfinished_before(long_ago).await?;
    let mut removed = 0;
    for class in OBJECTS {
        for folder in ObjectName::folders(class) {
            let names = app.objects.list_below(&folder).await?;
            for batch in names.chunks(BATCH) {
                removed += sweep_batch(app, batch).await?;
            }
        }
    }
    Ok(removed)
}

async fn sweep_batch(app: &App, names: &[ObjectName]) -> Result<u64, Error> {
    let ids: Vec<AssetId> = names.iter().filter_map(ObjectName::id).collect();
    let known = known(app, &ids).await?;
    let mut ended = Vec::new();
    for id in ids.into_iter().filter(|id| !known.contains(id)) {
        let (first, last) = id.possible_origins();
        let busy = app.jobs.is_any_open(&first.to_string(), &last.to_string()).await?;
        if !guard!("P-RET-03/running-work") || !busy {
            ended.push(id);
        }
    }
    // The last act of the work that has just ended may have been to write the row.
    let known = self::known(app, &ended).await?;
    let orphans: BTreeSet<_> = ended.into_iter().filter(|id| !known.contains(id)).collect();
    for id in &orphans {
        remove(app, *id).await?;
    }
    Ok(orphans.len() as u64)
}

async fn known(app: &App, ids: &[AssetId]) -> Result<BTreeSet<AssetId>, Error> {
    Ok(queries::find_known(&app.db, ids).await?)
}

/// The key first, so that whatever copy there is of the bytes opens no more.
async fn remove(app: &App, id: AssetId) -> Result<(), Error> {
    if guard!("P-RET-03/orphans") {
        super::destroy_key(app, id).await?;
        let names = OBJECTS.map(|class| ObjectName::new(class, id));
        app.objects.delete_all(names.into()).await?;
    }
    Ok(())
}
