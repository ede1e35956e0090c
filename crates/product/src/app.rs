//! What every slice works with.

use std::{ops::Deref, sync::Arc};

use basics::{Chance, Clock, Time};
use darkroom::Darkroom;
use egress::Egress;
use engines::Registry;
use jobs::Queue;
use store::{Db, Objects};
use tokio_util::sync::CancellationToken;
use vault::Vault;
use web_kit::Traffic;

use crate::{
    accounts::Hashing, api_keys::KeysInUse, backups::BackupPlan, budgets::Purse, generations::SearchCache,
    limits::Counters, metering::Meter, models::RulesInUse, providers::EnginesInUse, sessions::Throttle,
    settings::Settings,
};

/// The installation, as everybody holds it who works for it. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Installation>);

/// The installation: its stores, its keys, its engines, its clock.
#[derive(Clone)]
pub struct Installation {
    /// Rows.
    pub db: Db,
    /// Sealed bytes.
    pub objects: Objects,
    /// Keys.
    pub vault: Vault,
    /// Durable work.
    pub jobs: Queue,
    /// Models, to be asked for by [`App::engines`].
    pub engines: EnginesInUse,
    /// The one door out, for what is no model.
    pub egress: Arc<Egress>,
    /// Where foreign bytes are opened.
    pub darkroom: Darkroom,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub chance: Arc<Chance>,
    /// Where passwords are hashed.
    pub hashing: Hashing,
    /// Who guesses too much.
    pub throttle: Throttle,
    /// Keys that programs use right now.
    pub keys_in_use: KeysInUse,
    /// The rules of people who ask for something right now.
    pub rules_in_use: RulesInUse,
    /// Words opened for searching.
    pub search: SearchCache,
    /// Where backups go, if anywhere.
    pub backups: Option<BackupPlan>,
    /// How often somebody has asked.
    pub counters: Counters,
    /// What was used and is not written yet.
    pub meter: Meter,
    /// What this process has taken of budgets.
    pub purse: Purse,
    /// What goes through the front door, in numbers.
    pub traffic: Traffic,
    /// Cancelled when this process is to be sent nobody new, since it will end soon.
    pub leaving: CancellationToken,
    /// What the operator decides.
    pub settings: Arc<Settings>,
}

impl App {
    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Time {
        self.clock.now()
    }

    /// The models that there are at this moment.
    #[must_use]
    pub fn engines(&self) -> Arc<Registry> {
        self.engines.present()
    }

    /// The same but for what `change` makes another; this one stays as it is.
    #[must_use]
    pub fn changed(&self, change: impl FnOnce(&mut Installation)) -> Self {
        let mut changed = Installation::clone(self);
        change(&mut changed);
        Self(Arc::new(changed))
    }
}

impl Deref for App {
    type Target = Installation;

    fn deref(&self) -> &Installation {
        &self.0
    }
}

/// What the program has opened, before it is an installation.
pub struct Parts {
    /// Rows.
    pub db: Db,
    /// Sealed bytes.
    pub objects: Objects,
    /// Keys.
    pub vault: Vault,
    /// Models.
    pub engines: Registry,
    /// The one door out.
    pub egress: Arc<Egress>,
    /// Where foreign bytes are opened.
    pub darkroom: Darkroom,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub chance: Arc<Chance>,
    /// Where backups go, if anywhere.
    pub backups: Option<BackupPlan>,
    /// What the operator decides.
    pub settings: Settings,
}

impl From<Parts> for App {
    fn from(parts: Parts) -> Self {
        Self(Arc::new(Installation {
            jobs: Queue::new(parts.db.clone(), parts.clock.clone(), parts.chance.clone()),
            db: parts.db,
            objects: parts.objects,
            vault: parts.vault,
            engines: EnginesInUse::new(parts.engines),
            egress: parts.egress,
            darkroom: parts.darkroom,
            clock: parts.clock,
            purse: Purse::new(&parts.chance),
            chance: parts.chance,
            hashing: Hashing::default(),
            throttle: Throttle::default(),
            keys_in_use: KeysInUse::default(),
            rules_in_use: RulesInUse::default(),
            search: SearchCache::default(),
            backups: parts.backups,
            counters: Counters::default(),
            meter: Meter::default(),
            traffic: Traffic::default(),
            leaving: CancellationToken::new(),
            settings: Arc::new(parts.settings),
        }))
    }
}
