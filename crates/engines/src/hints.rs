//! How long a vendor asks to wait, in the spellings that vendors have for it.

use std::time::Duration;

use basics::Span;
use http::{
    HeaderMap,
    header::{DATE, RETRY_AFTER},
};

/// Longer than this nobody waits: the order fails instead, and says so.
const LONGEST: Span = Span::hours(1);

/// By headers: `retry-after-ms`, or `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3), which is held against
/// the answer's own date, so that no two clocks need to agree.
#[must_use]
pub fn wait(headers: &HeaderMap) -> Option<Span> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    if let Some(millis) = text("retry-after-ms").and_then(|text| text.parse::<f64>().ok()) {
        return seconds(millis / 1_000.0);
    }
    let after = text(RETRY_AFTER.as_str())?;
    if let Ok(number) = after.parse::<f64>() {
        return seconds(number);
    }
    let then = httpdate::parse_http_date(after).ok()?;
    let now = httpdate::parse_http_date(text(DATE.as_str())?).ok()?;
    let wait = then.duration_since(now).unwrap_or(Duration::ZERO);
    seconds(wait.as_secs_f64())
}

/// How soon to ask again how far work is, by the header that OpenAI's own clients heed.
#[must_use]
pub fn poll_after(headers: &HeaderMap) -> Option<Span> {
    let millis: f64 = headers
        .get("openai-poll-after-ms")?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()?;
    seconds(millis / 1_000.0).map(|wait| wait.max(Span::seconds(1)).min(Span::minutes(1)))
}

/// By a number of seconds with a unit, such as `37s` or `1.5s`; how `google.rpc.RetryInfo` writes a duration.
#[must_use]
pub fn duration(text: &str) -> Option<Span> {
    seconds(text.trim().strip_suffix('s')?.parse().ok()?)
}

/// The wait that a sentence names, such as "resets in ~12s": its first number that a unit of seconds follows.
#[must_use]
pub fn in_words(text: &str) -> Option<Span> {
    text.split([' ', '~', ',', '('])
        .map(|word| word.trim_end_matches(['.', ')', ';', ':']))
        .find_map(duration)
}

fn seconds(seconds: f64) -> Option<Span> {
    if !seconds.is_finite() || seconds < 0.0 {
        return None;
    }
    let wait = Duration::try_from_secs_f64(seconds).ok()?;
    let millis = i64::try_from(wait.as_millis()).ok()?;
    Some(Span::millis(millis).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (http::HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn every_spelling_of_a_wait_is_understood() {
        let cases: [(&[(&str, &str)], _); 5] = [
            (&[("retry-after", "7")], Some(Span::seconds(7))),
            (&[("retry-after", "1.5")], Some(Span::millis(1_500))),
            (
                &[("retry-after-ms", "250"), ("retry-after", "7")],
                Some(Span::millis(250)),
            ),
            (&[("retry-after", "999999999")], Some(LONGEST)),
            (
                &[
                    ("date", "Thu, 26 Nov 2026 01:00:00 GMT"),
                    ("retry-after", "Thu, 26 Nov 2026 01:00:42 GMT"),
                ],
                Some(Span::seconds(42)),
            ),
        ];
        for (given, wait_for) in cases {
            assert_eq!(wait(&headers(given)), wait_for, "{given:?}");
        }
    }

    #[test]
    fn nonsense_is_no_wait() {
        for text in ["", "soon", "-1", "NaN", "inf", "1e400"] {
            let value = HeaderValue::from_str(text).unwrap();
            let given = HeaderMap::from_iter([(RETRY_AFTER, value)]);
            assert_eq!(wait(&given), None, "{text:?}");
        }
        assert_eq!(duration("37"), None);
    }

    #[test]
    fn durations_and_sentences_are_read() {
        assert_eq!(duration("37s"), Some(Span::seconds(37)));
        assert_eq!(
            in_words("Request was throttled. Your rate limit resets in ~12s."),
            Some(Span::seconds(12))
        );
        assert_eq!(in_words("no number of seconds here"), None);
    }
}
