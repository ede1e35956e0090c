//! Gives up, for good and for the whole process, everything that painting and opening pictures does not need.
//!
//! Two layers keep files and sockets out of reach, each sufficient: Landlock by what may be named, seccomp by what may be
//! asked of the kernel at all. Where the kernel lacks the first, the second stands alone; without the second nothing is
//! done. On systems other than Linux there is only the process, empty-handed.

use super::Limits;

/// Why a process could not be sealed off.
#[derive(Debug, thiserror::Error)]
#[error("the process could not be sealed off")]
pub struct NotSealed;

#[cfg(not(target_os = "linux"))]
pub fn enter(_limits: Limits) -> Result<darkroom::Sealing, NotSealed> {
    Ok(darkroom::Sealing {
        landlock: darkroom::Strength::None,
        seccomp: darkroom::Strength::None,
    })
}

#[cfg(target_os = "linux")]
pub use linux::enter;

#[cfg(target_os = "linux")]
mod linux {
    use darkroom::{Sealing, Strength};
    use landlock::{
        ABI, Access, AccessFs, AccessNet, LandlockStatus, Ruleset, RulesetAttr, RulesetError, RulesetStatus, Scope,
    };
    use privacy::guard;
    use rustix::process::{Resource, Rlimit, setrlimit};

    use super::{super::seccomp, Limits, NotSealed};

    /// More threads paint no faster, and each wants room.
    const MOST_THREADS: usize = 8;
    /// Room in the address space for the program itself, and for what each thread reserves and does not use.
    const PROGRAM_MB: u64 = 256;
    const THREAD_MB: u64 = 144;

    /// Seals this process off. It must have one thread; afterwards it has all that it will ever have.
    pub fn enter(limits: Limits) -> Result<Sealing, NotSealed> {
        let threads = std::thread::available_parallelism().map_or(1, |many| many.get().min(MOST_THREADS));
        bound(limits, threads as u64).map_err(|_| NotSealed)?;
        let landlock = if guard!("P-AIA-02/landlock") {
            shut_out_files_and_sockets().map_err(|_| NotSealed)?
        } else {
            Strength::None
        };
        start_threads(threads)?;
        let seccomp = if guard!("P-AIA-02/seccomp") {
            seccomp::allow_only_painting().map_err(|_| NotSealed)?;
            Strength::Full
        } else {
            Strength::None
        };
        Ok(Sealing { landlock, seccomp })
    }

    /// What can be written to is bounded to the megabyte; the address space around it more loosely. No memory is ever
    /// written to a disk, no file grows, and one that whoever started it has forgotten ends by itself.
    fn bound(limits: Limits, threads: u64) -> rustix::io::Result<()> {
        let memory = u64::from(limits.memory_mb) << 20;
        let around = (PROGRAM_MB + THREAD_MB * threads) << 20;
        let processor_seconds = 2 * u64::from(limits.seconds) * threads;
        if guard!("P-AIA-02/memory") {
            set(Resource::Data, memory)?;
            set(Resource::As, memory + around)?;
        }
        set(Resource::Cpu, processor_seconds.max(60))?;
        set(Resource::Core, 0)?;
        set(Resource::Fsize, 0)
    }

    fn set(resource: Resource, most: u64) -> rustix::io::Result<()> {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        setrlimit(resource, limit)
    }

    /// No file, no folder, no TCP port, no signal and no abstract socket outside this process. No exception.
    fn shut_out_files_and_sockets() -> Result<Strength, RulesetError> {
        let newest = ABI::V7;
        let status = Ruleset::default()
            .handle_access(AccessFs::from_all(newest))?
            .handle_access(AccessNet::from_all(newest))?
            .scope(Scope::from_all(newest))?
            .create()?
            .restrict_self()?;
        Ok(match (status.ruleset, status.landlock) {
            (RulesetStatus::NotEnforced, _) | (_, LandlockStatus::NotEnabled | LandlockStatus::NotImplemented) => {
                Strength::None
            }
            (RulesetStatus::FullyEnforced, _) => Strength::Full,
            (RulesetStatus::PartiallyEnforced, _) => Strength::Partial,
        })
    }

    /// Starts every thread there will be, and waits until each has done what threads do at their start.
    fn start_threads(threads: usize) -> Result<(), NotSealed> {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build_global()
            .map_err(|_| NotSealed)?;
        rayon::broadcast(|_| ());
        Ok(())
    }
}
