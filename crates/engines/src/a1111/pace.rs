//! How often to look how far the server is.

use basics::Span;

/// Pauses that grow, since many pictures take two seconds and some take minutes.
pub(super) struct Pace(Span);

impl Pace {
    const FIRST: Span = Span::millis(100);
    const LONGEST: Span = Span::seconds(2);

    pub const fn new() -> Self {
        Self(Self::FIRST)
    }

    /// The next pause.
    pub fn next(&mut self) -> Span {
        let next = self.0;
        self.0 = Span::millis(next.as_millis().saturating_mul(2)).min(Self::LONGEST);
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_two_seconds_and_no_further() {
        let mut pace = Pace::new();
        let pauses: Vec<_> = (0..7).map(|_| pace.next().as_millis()).collect();
        assert_eq!(pauses, [100, 200, 400, 800, 1_600, 2_000, 2_000]);
    }
}
