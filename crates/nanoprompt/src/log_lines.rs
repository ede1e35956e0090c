//! Log lines on their way out: gathered for a moment, so that a busy server does not ask the system to write each of them.

use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use basics::{Clock, Span};
use tokio::sync::Notify;
use tracing::{Level, Metadata};
use tracing_subscriber::fmt::MakeWriter;

/// How long a line may wait. A process that is killed loses what waited.
const MOMENT: Span = Span::millis(50);
/// So many bytes wait for nothing.
const MOST: usize = 64 * 1024;

/// Lines that wait to be written to `W`. Cheap to clone.
pub struct LogLines<W>(Arc<Waiting<W>>);

struct Waiting<W> {
    lines: Mutex<(Vec<u8>, W)>,
    begun: Notify,
}

impl<W: io::Write> LogLines<W> {
    /// None yet.
    pub fn to(written: W) -> Self {
        Self(Arc::new(Waiting {
            lines: Mutex::new((Vec::new(), written)),
            begun: Notify::new(),
        }))
    }

    /// Writes what waits, a moment after it began to wait, for as long as it is polled.
    pub async fn keep_writing(self, clock: Arc<dyn Clock>) {
        loop {
            self.0.begun.notified().await;
            clock.sleep(MOMENT).await;
            self.write_out();
        }
    }

    /// Writes what waits.
    pub fn write_out(&self) {
        Self::write(&mut self.lock());
    }

    /// There is nobody left to be told where this fails.
    fn write((lines, written): &mut (Vec<u8>, W)) {
        let _ = written.write_all(lines).and_then(|()| written.flush());
        lines.clear();
    }

    fn lock(&self) -> MutexGuard<'_, (Vec<u8>, W)> {
        self.0.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W> Clone for LogLines<W> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// Takes one line.
pub struct OneLine<'a, W> {
    lines: &'a LogLines<W>,
    at_once: bool,
}

impl<W: io::Write> io::Write for OneLine<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut waiting = self.lines.lock();
        let first = waiting.0.is_empty();
        waiting.0.extend_from_slice(bytes);
        if self.at_once || waiting.0.len() >= MOST {
            LogLines::write(&mut waiting);
        } else if first {
            self.lines.0.begun.notify_one();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a, W: io::Write + 'a> MakeWriter<'a> for LogLines<W> {
    type Writer = OneLine<'a, W>;

    fn make_writer(&'a self) -> Self::Writer {
        OneLine {
            lines: self,
            at_once: true,
        }
    }

    /// What went wrong is written at once, since it may be the last that this process says.
    fn make_writer_for(&'a self, event: &Metadata<'_>) -> Self::Writer {
        OneLine {
            lines: self,
            at_once: *event.level() <= Level::WARN,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// What was written so far, and in how many writes.
    #[derive(Clone, Default)]
    struct Out(Arc<Mutex<(String, usize)>>);

    impl Write for Out {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let mut out = self.0.lock().unwrap();
            out.0.push_str(std::str::from_utf8(bytes).unwrap());
            out.1 += usize::from(!bytes.is_empty());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn say(lines: &LogLines<Out>, at_once: bool, line: &str) {
        OneLine { lines, at_once }.write_all(line.as_bytes()).unwrap();
    }

    #[test]
    fn lines_wait_until_something_went_wrong_and_keep_their_order() {
        let out = Out::default();
        let lines = LogLines::to(out.clone());
        say(&lines, false, "one\n");
        say(&lines, false, "two\n");
        assert_eq!(*out.0.lock().unwrap(), (String::new(), 0));
        say(&lines, true, "broken\n");
        assert_eq!(*out.0.lock().unwrap(), ("one\ntwo\nbroken\n".to_owned(), 1));
    }

    #[test]
    fn no_more_waits_than_fits() {
        let out = Out::default();
        let lines = LogLines::to(out.clone());
        say(&lines, false, &"x".repeat(MOST - 1));
        assert_eq!(out.0.lock().unwrap().1, 0);
        say(&lines, false, "y");
        assert_eq!(out.0.lock().unwrap().0.len(), MOST);
    }

    #[tokio::test]
    async fn a_line_waits_for_a_moment_only() {
        let out = Out::default();
        let lines = LogLines::to(out.clone());
        let clock = testkit::VirtualClock::default();
        let writing = tokio::spawn(lines.clone().keep_writing(Arc::new(clock.clone())));
        say(&lines, false, "one\n");
        while out.0.lock().unwrap().1 == 0 {
            tokio::task::yield_now().await;
            clock.advance(MOMENT);
        }
        assert_eq!(out.0.lock().unwrap().0, "one\n");
        writing.abort();
    }
}
