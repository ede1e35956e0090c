//! What a sealed-off process may ask of the kernel: memory, time, waking its own threads, reading its input, writing its
//! output. Everything else fails with "not permitted", on whatever kernel.

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule, TargetArch,
};

/// A filter could not be made or was not taken.
#[derive(Debug, thiserror::Error)]
pub enum SeccompError {
    /// It could not be made.
    #[error(transparent)]
    Filter(#[from] seccompiler::BackendError),
    /// The kernel did not take it.
    #[error(transparent)]
    Kernel(#[from] seccompiler::Error),
}

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

const INPUT: u64 = 0;
const OUTPUT: u64 = 1;
const COMPLAINTS: u64 = 2;

/// Never refused, whatever the arguments.
const ALWAYS: &[i64] = &[
    libc::SYS_brk,
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_futex,
    libc::SYS_getpid,
    libc::SYS_getrandom,
    libc::SYS_gettid,
    libc::SYS_madvise,
    libc::SYS_mremap,
    libc::SYS_munmap,
    libc::SYS_nanosleep,
    libc::SYS_restart_syscall,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sched_getaffinity,
    libc::SYS_sched_yield,
    libc::SYS_sigaltstack,
];

/// Bounds this process and all its threads.
pub fn allow_only_painting() -> Result<(), SeccompError> {
    Ok(seccompiler::apply_filter_all_threads(&filter()?)?)
}

fn filter() -> Result<BpfProgram, seccompiler::BackendError> {
    let architecture = TargetArch::try_from(std::env::consts::ARCH)?;
    let refused = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    SeccompFilter::new(rules()?, refused, SeccompAction::Allow, architecture)?.try_into()
}

fn rules() -> Result<Rules, seccompiler::BackendError> {
    let mut rules: Rules = ALWAYS.iter().map(|call| (*call, Vec::new())).collect();
    rules.insert(libc::SYS_read, vec![when(0, INPUT)?]);
    rules.insert(libc::SYS_write, vec![when(0, OUTPUT)?, when(0, COMPLAINTS)?]);
    rules.insert(libc::SYS_writev, vec![when(0, OUTPUT)?, when(0, COMPLAINTS)?]);
    // Memory that can be run is never asked for, and none that is there is ever made so.
    rules.insert(libc::SYS_mmap, vec![not_executable()?]);
    rules.insert(libc::SYS_mprotect, vec![not_executable()?]);
    // How a process ends itself when it finds itself broken; it can hit no other.
    rules.insert(libc::SYS_tgkill, vec![when(0, u64::from(std::process::id()))?]);
    Ok(rules)
}

fn when(argument: u8, value: u64) -> Result<SeccompRule, seccompiler::BackendError> {
    let equal = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, value)?;
    SeccompRule::new(vec![equal])
}

fn not_executable() -> Result<SeccompRule, seccompiler::BackendError> {
    const PROTECTION: u8 = 2;
    let executable = SeccompCmpOp::MaskedEq(u64::from(libc::PROT_EXEC.unsigned_abs()));
    let without = SeccompCondition::new(PROTECTION, SeccompCmpArgLen::Dword, executable, 0)?;
    SeccompRule::new(vec![without])
}
