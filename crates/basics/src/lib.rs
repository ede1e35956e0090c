//! What every room stands on: ids, time, chance, credits, budgets, regions and blocks of addresses. No I/O.

mod address_block;
mod budget;
mod chance;
mod clock;
mod credits;
mod ids;
mod region;

pub use address_block::{AddressBlock, AddressBlockError};
pub use budget::{Budget, Period, PeriodError};
pub use chance::Chance;
pub use clock::{Clock, Sleep, Span, SystemClock, Time};
pub use credits::{Credits, CreditsError};
pub use ids::{
    AccountId, ApiKeyId, AssetId, ErasureId, GenerationId, HolderId, IdError, JobId, ProjectId, ProviderId, RequestId,
    SessionId, UnitId, WebhookId, WorkspaceId,
};
pub use region::{Region, RegionError};
