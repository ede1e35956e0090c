//! Which part of a list a program wants.

use std::str::FromStr;

use axum::extract::{FromRequestParts, Query};
use http::request::Parts;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::Problem;

/// How far to look, and where from; lists begin with the newest.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// The id of the last one of the page before.
    #[param(format = "uuid")]
    before: Option<String>,
    /// How many at most; twenty where there is none.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

const USUAL: i64 = 20;
const MOST: i64 = 100;

impl Paging {
    /// Where to go on from, if not at the beginning.
    pub fn before<I: FromStr>(&self) -> Result<Option<I>, Problem> {
        let id = self.before.as_deref().map(str::parse).transpose();
        id.map_err(|_| Problem::invalid("before", "invalid-before"))
    }

    /// One more than fits on the page, so that it is seen whether there are more.
    #[must_use]
    pub fn and_one(&self) -> i64 {
        self.limit.unwrap_or(USUAL) + 1
    }

    /// The page of what was found, and whether there are more.
    #[must_use]
    pub fn cut<T>(&self, mut found: Vec<T>) -> (Vec<T>, bool) {
        let most = usize::try_from(self.limit.unwrap_or(USUAL)).unwrap_or(usize::MAX);
        let has_more = found.len() > most;
        found.truncate(most);
        (found, has_more)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Paging {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let asked = Query::<Self>::try_from_uri(&parts.uri).map(|Query(paging)| paging).ok();
        let within = |paging: &Self| (1..=MOST).contains(&paging.limit.unwrap_or(USUAL));
        asked
            .filter(within)
            .ok_or_else(|| Problem::invalid("limit", "invalid-limit"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_as_long_as_was_asked_for_and_says_whether_there_are_more() {
        let paging = Paging {
            before: None,
            limit: Some(2),
        };
        assert_eq!(paging.and_one(), 3);
        assert_eq!(paging.cut(vec![1, 2, 3]), (vec![1, 2], true));
        assert_eq!(paging.cut(vec![1, 2]), (vec![1, 2], false));
        assert_eq!(Paging::default().cut(Vec::<u8>::new()), (vec![], false));
    }
}
