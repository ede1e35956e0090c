//! The selections of a choice, counted and told apart by a number, without ever listing them.
//!
//! A selection takes some options, each at most once, in some order; an option may itself stand for many texts. All sums
//! stop at the largest number there is: ranks below it are told apart rightly all the same, since a block of selections
//! that is counted as that large holds every rank that is asked for.

/// An option taken, and which of its own texts.
pub(super) type Taken = (usize, u128);

/// How many selections there are of at least and at most so many options, where option `i` stands for `counts[i]` texts.
pub(super) fn combinations(counts: &[u128], (least, most): (usize, usize)) -> u128 {
    if (least, most) == (1, 1) {
        return counts.iter().fold(0, |sum, count| sum.saturating_add(*count));
    }
    let subsets = last_row(counts, most);
    (least..=most).fold(0, |sum, size| {
        let subsets = subsets.get(size).copied().unwrap_or(0);
        sum.saturating_add(subsets.saturating_mul(orders(size)))
    })
}

/// The selection of a rank below [`combinations`], in the order in which its options are written.
pub(super) fn selection(counts: &[u128], sizes: (usize, usize), rank: u128) -> Vec<Taken> {
    if sizes == (1, 1) {
        return one(counts, rank).into_iter().collect();
    }
    let rows = rows(counts, sizes.1);
    let mut rank = rank;
    for size in sizes.0..=sizes.1 {
        let orders = orders(size);
        let block = rows[0][size].saturating_mul(orders);
        if rank < block {
            return ordered(subset(counts, &rows, size, rank / orders), rank % orders);
        }
        rank -= block;
    }
    Vec::new()
}

fn one(counts: &[u128], mut rank: u128) -> Option<Taken> {
    for (index, count) in counts.iter().enumerate() {
        if rank < *count {
            return Some((index, rank));
        }
        rank -= count;
    }
    None
}

/// Walks through the options: those subsets that take an option come before those that leave it out.
fn subset(counts: &[u128], rows: &[Vec<u128>], size: usize, mut rank: u128) -> Vec<Taken> {
    let mut taken = Vec::with_capacity(size);
    for (index, count) in counts.iter().enumerate() {
        let missing = size - taken.len();
        if missing == 0 {
            break;
        }
        let rest = rows[index + 1][missing - 1];
        let block = count.saturating_mul(rest);
        if rank < block {
            taken.push((index, rank / rest));
            rank %= rest;
        } else {
            rank -= block;
        }
    }
    taken
}

/// Brings what was taken into one of its orders.
fn ordered(mut taken: Vec<Taken>, mut order: u128) -> Vec<Taken> {
    let mut result = Vec::with_capacity(taken.len());
    while !taken.is_empty() {
        let after = orders(taken.len() - 1);
        let place = usize::try_from(order / after).unwrap_or(0).min(taken.len() - 1);
        order %= after;
        result.push(taken.remove(place));
    }
    result
}

fn orders(size: usize) -> u128 {
    (1..=size as u128).fold(1, u128::saturating_mul)
}

/// How many subsets of each size there are of the options from each place on.
fn rows(counts: &[u128], most: usize) -> Vec<Vec<u128>> {
    let mut rows = vec![first_row(most)];
    for count in counts.iter().rev() {
        let mut row = rows.last().cloned().unwrap_or_default();
        add(&mut row, *count);
        rows.push(row);
    }
    rows.reverse();
    rows
}

fn last_row(counts: &[u128], most: usize) -> Vec<u128> {
    let mut row = first_row(most);
    for count in counts {
        add(&mut row, *count);
    }
    row
}

fn first_row(most: usize) -> Vec<u128> {
    let mut row = vec![0; most + 1];
    row[0] = 1;
    row
}

fn add(row: &mut [u128], count: u128) {
    for size in (1..row.len()).rev() {
        row[size] = row[size].saturating_add(count.saturating_mul(row[size - 1]));
    }
}
