//! How work that a vendor has taken on is asked after: patiently, since it may be paid for already.

use basics::Span;
use egress::{Outbound, PurposeKind, Target};

use crate::{
    Failure, Kind, Output, Progress, Resumed, data_uri,
    vendor::{Answer, Vendor},
};

/// More pictures than any order asks for. What an answer names beyond them is left where it is.
const MOST: usize = 16;

/// Nobody who waits is left without a look at the clock for longer.
const LONGEST: Span = Span::minutes(1);

/// A question about work under way. Its answer is small, so a minute is long.
pub fn question(target: Target) -> Outbound {
    Outbound::get(target, PurposeKind::Generate).within(Span::minutes(1))
}

/// The answer of a vendor that is able to give one. What passes by itself is a reason to ask again, not an answer.
pub fn settled(answer: Answer) -> Result<Answer, Failure> {
    match answer.status.as_u16() {
        408 | 425 | 429 | 500.. => Err(Failure::RateLimited {
            retry_after: answer.wait(),
        }),
        401 | 403 => Err(Failure::Unauthorised),
        _ => Ok(answer),
    }
}

/// What came of asking after work. A vendor that cannot be asked just now is asked again: neither a broken connection nor a
/// server's bad hour ends what may have been paid for. What stays as wrong however often it is asked does end it.
pub fn patient(asked: Result<Resumed, Failure>) -> Resumed {
    match asked {
        Ok(resumed) => resumed,
        Err(Failure::RateLimited { retry_after }) => later(retry_after),
        Err(Failure::Unavailable | Failure::TimedOut | Failure::Cut | Failure::Unknown) => later(None),
        Err(lasting) => Resumed::Failed(lasting),
    }
}

/// The finished pictures that an answer names, by address or written out as data. Where a copy has not reached every one of
/// the vendor's servers yet, all of them are asked for again in a moment. What is named beside them and is none is left out.
pub async fn pictures(vendor: &Vendor, addresses: &[String]) -> Result<Resumed, Failure> {
    made(vendor, addresses, Kind::Image).await
}

/// The finished results of an order of this kind that an answer names, likewise. An order is for one film, and each is held
/// in memory, so no second one is fetched.
pub async fn made(vendor: &Vendor, addresses: &[String], kind: Kind) -> Result<Resumed, Failure> {
    let most = if kind == Kind::Video { 1 } else { MOST };
    let mut outputs = Vec::with_capacity(addresses.len().min(MOST));
    for address in addresses.iter().take(MOST) {
        match one(vendor, address, kind).await {
            Ok(Some(output)) => {
                outputs.push(output);
                if outputs.len() == most {
                    break;
                }
            }
            Ok(None) => return Ok(Resumed::Progress(Progress::SOON)),
            Err(Failure::NotAnImage) => {}
            Err(failure) => return Err(failure),
        }
    }
    if outputs.is_empty() {
        return Err(Failure::NotAnImage);
    }
    Ok(Resumed::Done(outputs))
}

async fn one(vendor: &Vendor, address: &str, kind: Kind) -> Result<Option<Output>, Failure> {
    let bytes = match data_uri::decode(address) {
        Some(bytes) => Some(bytes),
        None => vendor.result(address, kind).await?,
    };
    bytes.map(|bytes| Output::made(kind, bytes)).transpose()
}

/// The same pictures, made with this seed.
pub fn seeded(resumed: Resumed, seed: Option<u64>) -> Resumed {
    match resumed {
        Resumed::Done(outputs) => Resumed::Done(outputs.into_iter().map(|output| output.with_seed(seed)).collect()),
        other => other,
    }
}

/// Under way, as far as the vendor says how far.
pub const fn under_way(done: Option<f32>, ask_again: Span) -> Resumed {
    Resumed::Progress(Progress {
        done,
        ask_again: Some(ask_again),
    })
}

fn later(wait: Option<Span>) -> Resumed {
    under_way(None, wait.unwrap_or(Span::seconds(5)).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_never_passes_ends_work_that_may_be_paid() {
        let passing = [
            Failure::Unavailable,
            Failure::TimedOut,
            Failure::Cut,
            Failure::Unknown,
            Failure::RateLimited { retry_after: None },
        ];
        for failure in passing {
            assert!(
                matches!(patient(Err(failure.clone())), Resumed::Progress(_)),
                "{failure:?}"
            );
        }
        for failure in [Failure::NotAnImage, Failure::TooLarge, Failure::Unauthorised] {
            assert_eq!(patient(Err(failure.clone())), Resumed::Failed(failure));
        }
    }

    #[test]
    fn a_wait_of_an_hour_is_not_slept_through_at_once() {
        let hour = Failure::RateLimited {
            retry_after: Some(Span::hours(1)),
        };
        assert_eq!(patient(Err(hour)), under_way(None, Span::minutes(1)));
    }
}
