//! All SQL of models.

use basics::{AccountId, Time};
use engines::Rules;
use store::{Db, DbError, values};

pub(super) async fn find_rules(db: &Db, account: AccountId) -> Result<Option<Rules>, DbError> {
    let sql = "SELECT local_only, no_training, longest_kept, regions FROM model_rule WHERE account_id = $1";
    let Some(row) = db.first(sql, values![account]).await? else {
        return Ok(None);
    };
    let (local_only, no_training): (i64, i64) = (row.get("local_only")?, row.get("no_training")?);
    let longest_kept: Option<i64> = row.get("longest_kept")?;
    let regions: String = row.get("regions")?;
    Ok(Some(Rules {
        local_only: local_only != 0,
        no_training: no_training != 0,
        longest_kept: longest_kept.and_then(|days| u32::try_from(days).ok()),
        regions: regions.split(',').filter_map(|name| name.parse().ok()).collect(),
        ..Rules::default()
    }))
}

pub(super) async fn replace_rules(db: &Db, account: AccountId, rules: &Rules, now: Time) -> Result<(), DbError> {
    let sql = "INSERT INTO model_rule (account_id, local_only, no_training, longest_kept, regions, changed_at)
               VALUES ($1, $2, $3, $4, $5, $6)
               ON CONFLICT (account_id) DO UPDATE SET local_only = excluded.local_only,
                   no_training = excluded.no_training, longest_kept = excluded.longest_kept,
                   regions = excluded.regions, changed_at = excluded.changed_at";
    let regions: Vec<&str> = rules.regions.iter().map(basics::Region::name).collect();
    let values = values![
        account,
        i64::from(rules.local_only),
        i64::from(rules.no_training),
        rules.longest_kept.map(i64::from),
        regions.join(","),
        now,
    ];
    db.run(sql, values).await.map(|_| ())
}
