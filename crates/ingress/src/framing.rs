//! A strict reading of HTTP/1 requests (RFC 9112), before anybody else reads them: where two readers might disagree about
//! where a request ends, there is none. What is let through is passed on as it is.

use privacy::guard;

/// Follows the bytes of a connection from head to body to head.
#[derive(Debug)]
pub(crate) struct Framing {
    state: State,
    line: Vec<u8>,
    head: Head,
    most: usize,
}

#[derive(Debug, Default)]
struct Head {
    lines: usize,
    bytes: usize,
    version: Version,
    length: Option<u64>,
    chunked: bool,
    hosts: usize,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Version {
    #[default]
    Ten,
    Eleven,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Head,
    Body(u64),
    ChunkSize,
    Chunk(u64),
    ChunkEnd,
    Trailer,
    /// Nothing more is read.
    Over,
}

/// The bytes are no request that everybody would read alike, or larger than allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

impl Framing {
    /// Heads may have up to so many bytes; how many exactly is up to the reader behind, which answers for itself.
    pub(crate) const fn new(most: usize) -> Self {
        Self {
            state: State::Head,
            line: Vec::new(),
            head: Head {
                lines: 0,
                bytes: 0,
                version: Version::Ten,
                length: None,
                chunked: false,
                hosts: 0,
            },
            most,
        }
    }

    /// Whether a head has begun and is not whole.
    pub(crate) const fn is_in_head(&self) -> bool {
        matches!(self.state, State::Head) && self.head.bytes > 0
    }

    /// Reads on.
    pub(crate) fn read(&mut self, mut bytes: &[u8]) -> Result<(), Malformed> {
        while !bytes.is_empty() {
            let used = match self.state {
                State::Over => return Ok(()),
                State::Body(left) | State::Chunk(left) => self.skip(left, bytes.len()),
                State::Head | State::ChunkSize | State::ChunkEnd | State::Trailer => self.gather(bytes)?,
            };
            bytes = &bytes[used..];
        }
        Ok(())
    }

    fn skip(&mut self, left: u64, there: usize) -> usize {
        let used = usize::try_from(left).unwrap_or(usize::MAX).min(there);
        let left = left - used as u64;
        self.state = match (self.state, left) {
            (State::Chunk(_), 0) => State::ChunkEnd,
            (State::Chunk(_), left) => State::Chunk(left),
            (_, 0) => State::Head,
            (_, left) => State::Body(left),
        };
        used
    }

    /// Takes bytes up to the end of a line; a line ends in CR LF and holds neither alone.
    fn gather(&mut self, bytes: &[u8]) -> Result<usize, Malformed> {
        let end = memchr::memchr(b'\n', bytes);
        let used = end.map_or(bytes.len(), |end| end + 1);
        self.head.bytes += used;
        if self.head.bytes > self.most {
            // The reader behind counts as well, and says so to the client.
            self.state = State::Over;
            return Ok(bytes.len());
        }
        self.line.extend_from_slice(&bytes[..used]);
        if end.is_some() {
            let line = std::mem::take(&mut self.line);
            self.end_line(&line)?;
            self.line = line;
            self.line.clear();
        }
        Ok(used)
    }

    fn end_line(&mut self, line: &[u8]) -> Result<(), Malformed> {
        let Some(line) = line.strip_suffix(b"\r\n") else {
            return self.unless(guard!("P-STO-01/framing"));
        };
        if line.contains(&b'\r') || line.contains(&0) {
            return self.unless(guard!("P-STO-01/framing"));
        }
        match self.state {
            State::ChunkSize => self.chunk_size(line),
            State::ChunkEnd if line.is_empty() => {
                self.begin(State::ChunkSize);
                Ok(())
            }
            State::ChunkEnd => Err(Malformed),
            State::Trailer => {
                if line.is_empty() {
                    self.begin(State::Head);
                }
                Ok(())
            }
            _ => self.head_line(line),
        }
    }

    fn unless(&mut self, stands: bool) -> Result<(), Malformed> {
        if stands {
            return Err(Malformed);
        }
        self.state = State::Over;
        Ok(())
    }

    fn begin(&mut self, state: State) {
        self.state = state;
        self.head = Head::default();
    }

    fn head_line(&mut self, line: &[u8]) -> Result<(), Malformed> {
        self.head.lines += 1;
        if self.head.lines == 1 {
            if line.is_empty() {
                // One empty line before a request is an old habit of clients (RFC 9112, section 2.2); more are none.
                self.head.lines = 0;
                return if self.head.bytes > 2 { Err(Malformed) } else { Ok(()) };
            }
            return self.request_line(line);
        }
        if line.is_empty() {
            return self.end_head();
        }
        self.field(line)
    }

    /// Three words with one space between; the words themselves are the next reader's business.
    fn request_line(&mut self, line: &[u8]) -> Result<(), Malformed> {
        let mut words = line.split(|byte| *byte == b' ');
        let three = (words.next(), words.next(), words.next(), words.next());
        self.head.version = match three {
            (Some([_, ..]), Some([_, ..]), Some(b"HTTP/1.1"), None) => Version::Eleven,
            (Some([_, ..]), Some([_, ..]), Some(b"HTTP/1.0"), None) => Version::Ten,
            _ => return Err(Malformed),
        };
        Ok(())
    }

    fn field(&mut self, line: &[u8]) -> Result<(), Malformed> {
        let colon = memchr::memchr(b':', line).ok_or(Malformed)?;
        let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
        // A line that begins with a space would continue the one before (obs-fold).
        if name.is_empty() || !name.iter().all(|byte| is_token(*byte)) {
            return Err(Malformed);
        }
        if name.eq_ignore_ascii_case(b"content-length") {
            let twice = self.head.length.is_some();
            self.head.length = Some(length(value)?);
            if twice {
                return self.unless(guard!("P-STO-01/framing"));
            }
        } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
            if self.head.chunked || !value.eq_ignore_ascii_case(b"chunked") {
                return Err(Malformed);
            }
            self.head.chunked = true;
        } else if name.eq_ignore_ascii_case(b"host") {
            self.head.hosts += 1;
        }
        Ok(())
    }

    fn end_head(&mut self) -> Result<(), Malformed> {
        let head = std::mem::take(&mut self.head);
        let old = head.version == Version::Ten;
        let two_lengths = head.chunked && head.length.is_some();
        let no_host = head.hosts != 1 && !(old && head.hosts == 0);
        if two_lengths || no_host || (old && head.chunked) {
            return self.unless(guard!("P-STO-01/framing"));
        }
        self.state = match (head.chunked, head.length) {
            (true, _) => State::ChunkSize,
            (false, None | Some(0)) => State::Head,
            (false, Some(length)) => State::Body(length),
        };
        Ok(())
    }

    fn chunk_size(&mut self, line: &[u8]) -> Result<(), Malformed> {
        let digits = line.split(|byte| *byte == b';').next().unwrap_or_default();
        let fits = (1..=15).contains(&digits.len()) && digits.iter().all(u8::is_ascii_hexdigit);
        let text = std::str::from_utf8(digits).map_err(|_| Malformed)?;
        let size = u64::from_str_radix(text, 16).map_err(|_| Malformed)?;
        if !fits {
            return Err(Malformed);
        }
        self.begin(if size == 0 { State::Trailer } else { State::Chunk(size) });
        Ok(())
    }
}

fn length(value: &[u8]) -> Result<u64, Malformed> {
    let fits = (1..=18).contains(&value.len()) && value.iter().all(u8::is_ascii_digit);
    let text = std::str::from_utf8(value).map_err(|_| Malformed)?;
    if fits {
        text.parse().map_err(|_| Malformed)
    } else {
        Err(Malformed)
    }
}

/// RFC 9110, section 5.6.2.
const fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'-' | b'.' | b'^' | b'_' | b'`' | b'|' | b'~'
        )
}

#[cfg(test)]
mod tests;
