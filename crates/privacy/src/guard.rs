//! Guards: the places in the code that keep a promise, by name, so that a test can take one away.

/// A place that keeps a promise.
///
/// `guard!("P-CHD-01/age", condition)` is the condition, where a check keeps the promise; `guard!("P-SET-05")` is true, where
/// a step does: `if guard!("P-SET-05/key") { destroy(key) }`. A promise that several places keep names them after a
/// slash. In a program for people both are nothing but the condition; in a program that was built for tests the
/// environment variable `NANOPROMPT_SABOTAGE` takes one guard away: its check lets everything pass, its step is left out.
#[macro_export]
macro_rules! guard {
    ($name:literal, $condition:expr) => {
        $condition || !$crate::guard_stands($name)
    };
    ($name:literal) => {
        $crate::guard_stands($name)
    };
}

/// Whether a guard is in its place. Always, outside of tests.
#[cfg(not(feature = "sabotage"))]
#[must_use]
pub const fn guard_stands(_name: &str) -> bool {
    true
}

#[cfg(feature = "sabotage")]
static OFF: std::sync::LazyLock<Option<String>> = std::sync::LazyLock::new(|| {
    #[expect(
        clippy::disallowed_methods,
        reason = "tests name the guard that is away; a program for people has no such line"
    )]
    std::env::var("NANOPROMPT_SABOTAGE").ok()
});

/// Whether a guard is in its place: it is, unless `NANOPROMPT_SABOTAGE` names it. Where several layers keep the same thing,
/// a test names all but one of them, with commas between.
#[cfg(feature = "sabotage")]
#[must_use]
pub fn guard_stands(name: &str) -> bool {
    OFF.as_deref()
        .is_none_or(|away| away.split(',').all(|guard| guard != name))
}

/// The variable, and its value, by which a process that is started without this one's environment learns which guard is
/// away. Nothing, outside of tests.
#[cfg(not(feature = "sabotage"))]
#[must_use]
pub const fn guard_switch() -> Option<(&'static str, &'static str)> {
    None
}

/// The variable, and its value, by which a process that is started without this one's environment learns which guard is
/// away.
#[cfg(feature = "sabotage")]
#[must_use]
pub fn guard_switch() -> Option<(&'static str, &'static str)> {
    OFF.as_deref().map(|name| ("NANOPROMPT_SABOTAGE", name))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_guard_that_stands_is_its_condition() {
        assert!(crate::guard!("P-ADM-01", 1 + 1 == 2));
        assert!(!crate::guard!("P-ADM-01", 1 + 1 == 3));
        assert!(crate::guard!("P-ADM-01"));
    }
}
