//! The steps by which a database came to its present shape, in one text for both databases.

use store::Migration;

/// Every step, in order. A step that has been released is never changed.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "people, their work and what came of it",
        sql: include_str!("schema/0001_first.sql"),
        content: &["generation", "asset"],
        open_to_scope: &[],
    },
    Migration {
        number: 2,
        name: "durable work",
        sql: jobs::SCHEMA,
        content: &[],
        open_to_scope: &["job"],
    },
    Migration {
        number: 3,
        name: "people who leave",
        sql: include_str!("schema/0003_erasure.sql"),
        content: &[],
        open_to_scope: &[],
    },
    Migration {
        number: 4,
        name: "what is left of limits",
        sql: include_str!("schema/0004_allowances.sql"),
        content: &[],
        open_to_scope: &[],
    },
    Migration {
        number: 6,
        name: "what happens at intervals",
        sql: jobs::SCHEDULE,
        content: &[],
        open_to_scope: &[],
    },
    Migration {
        number: 7,
        name: "backups",
        sql: include_str!("schema/0007_backups.sql"),
        content: &[],
        open_to_scope: &[],
    },
    Migration {
        number: 8,
        name: "where somebody's words may go",
        sql: include_str!("schema/0008_model_rules.sql"),
        content: &[],
        open_to_scope: &[],
    },
    Migration {
        number: 9,
        name: "what orders start from",
        sql: include_str!("schema/0009_generation_inputs.sql"),
        content: &["generation_input"],
        open_to_scope: &[],
    },
    Migration {
        number: 10,
        name: "what was used",
        sql: include_str!("schema/0010_usage.sql"),
        content: &[],
        open_to_scope: &["usage_day"],
    },
    Migration {
        number: 11,
        name: "what keys are for",
        sql: include_str!("schema/0011_key_scopes.sql"),
        content: &[],
        open_to_scope: &[],
    },
    Migration {
        number: 12,
        name: "how much may be spent",
        sql: include_str!("schema/0012_budgets.sql"),
        content: &[],
        open_to_scope: &["budget", "budget_hold"],
    },
    Migration {
        number: 13,
        name: "which route was asked for",
        sql: include_str!("schema/0013_routes.sql"),
        content: &[],
        open_to_scope: &[],
    },
    Migration {
        number: 14,
        name: "films",
        sql: include_str!("schema/0014_films.sql"),
        content: &[],
        open_to_scope: &[],
    },
    Migration {
        number: 15,
        name: "what left for whom",
        sql: include_str!("schema/0015_disclosures.sql"),
        content: &["disclosure"],
        open_to_scope: &[],
    },
    Migration {
        number: 16,
        name: "orders that may be sent twice",
        sql: include_str!("schema/0016_idempotency_keys.sql"),
        content: &[],
        open_to_scope: &[],
    },
    Migration {
        number: 17,
        name: "who is told",
        sql: include_str!("schema/0017_webhooks.sql"),
        content: &[],
        open_to_scope: &["webhook"],
    },
];
