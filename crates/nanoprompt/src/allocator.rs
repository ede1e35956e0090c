//! Has the system's allocator give back what large bodies took (decision 0020).
//!
//! The C library's raises by itself the size from which it asks the system for memory of its own, up to 32 MB, once such a
//! piece was given back; from then on large bodies lie among the small things, and what they leave there stays taken. It
//! leaves the size alone where that is set, which it reads before a program begins: so the program begins once more.

#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub use gnu::begin_anew;

/// Other allocators have no such habit.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub const fn begin_anew() {}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod gnu {
    use std::{env, os::unix::process::CommandExt, process::Command};

    /// The C library's own name for its settings.
    const SETTINGS: &str = "GLIBC_TUNABLES";
    const THRESHOLD: &str = "glibc.malloc.mmap_threshold=1048576";

    /// Starts this process from its beginning with the setting, unless it or another is there already. Where that cannot
    /// be done, everything works all the same.
    pub fn begin_anew() {
        if env::var_os(SETTINGS).is_some() {
            return;
        }
        let Ok(program) = env::current_exe() else { return };
        let mut arguments = env::args_os();
        let mut command = Command::new(program);
        if let Some(name) = arguments.next() {
            command.arg0(name);
        }
        // Returns only where it fails.
        let _ = command.args(arguments).env(SETTINGS, THRESHOLD).exec();
    }
}
