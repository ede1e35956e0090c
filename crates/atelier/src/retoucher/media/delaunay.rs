//! Points joined into triangles so that none is more slender than it must be.
//!
//! Points come one by one; every triangle whose circle holds the new point makes room for it. All is reckoned in whole
//! numbers, so that no rounding can lead astray.

use std::collections::BTreeMap;

/// A point in whole units.
pub(super) type Point = (i64, i64);

/// Three corners, by their number, turning one way; and beyond which triangle lies past the side opposite each.
#[derive(Clone, Copy)]
struct Triangle {
    corners: [usize; 3],
    beyond: [Option<usize>; 3],
    is_alive: bool,
}

struct Net {
    points: Vec<Point>,
    triangles: Vec<Triangle>,
    /// Where the last point came to lie; the next one is not far.
    last: usize,
}

/// The triangles of points that all lie between nought and `reach`; each point is there once. The corners of the area must
/// be among them for all of it to be covered.
pub(super) fn triangulate(points: &[Point], reach: i64) -> Vec<[usize; 3]> {
    let count = points.len();
    let far = reach * 1000;
    let mut net = Net {
        points: points.to_vec(),
        triangles: vec![Triangle {
            corners: [count, count + 1, count + 2],
            beyond: [None; 3],
            is_alive: true,
        }],
        last: 0,
    };
    net.points.extend([(-far, -far), (far * 3, -far), (-far, far * 3)]);
    for index in 0..count {
        net.insert(index);
    }
    let kept = net.triangles.iter().filter(|triangle| triangle.is_alive);
    kept.map(|triangle| triangle.corners)
        .filter(|corners| corners.iter().all(|corner| *corner < count))
        .collect()
}

impl Net {
    fn insert(&mut self, index: usize) {
        let Some(start) = self.around(self.points[index]) else {
            return;
        };
        let hollow = self.hollow(start, self.points[index]);
        // The rim: each side of the hollow, and what lies beyond it.
        let mut rim = Vec::new();
        for triangle in &hollow {
            let Triangle { corners, beyond, .. } = self.triangles[*triangle];
            for side in 0..3 {
                if beyond[side].is_none_or(|beyond| !hollow.contains(&beyond)) {
                    rim.push((
                        corners[(side + 1) % 3],
                        corners[(side + 2) % 3],
                        beyond[side],
                        *triangle,
                    ));
                }
            }
        }
        for triangle in &hollow {
            self.triangles[*triangle].is_alive = false;
        }
        let mut starts = BTreeMap::new();
        let first = self.triangles.len();
        for (number, (from, to, beyond, old)) in rim.iter().enumerate() {
            self.triangles.push(Triangle {
                corners: [index, *from, *to],
                beyond: [*beyond, None, None],
                is_alive: true,
            });
            starts.insert(*from, first + number);
            if let Some(beyond) = *beyond {
                self.face(beyond, (*from, *to), first + number, *old);
            }
        }
        // Around the new point, each new triangle ends where the next one starts.
        for number in first..self.triangles.len() {
            let [_, _, to] = self.triangles[number].corners;
            if let Some(next) = starts.get(&to).copied() {
                self.triangles[number].beyond[1] = Some(next);
                self.triangles[next].beyond[2] = Some(number);
            }
        }
        self.last = first;
    }

    /// Tells a triangle past the rim that another one lies beyond the side that it shares with the old one.
    fn face(&mut self, triangle: usize, (from, to): (usize, usize), new: usize, old: usize) {
        let Triangle { corners, beyond, .. } = &mut self.triangles[triangle];
        for side in 0..3 {
            let own = (corners[(side + 1) % 3], corners[(side + 2) % 3]);
            if own == (to, from) && beyond[side] == Some(old) {
                beyond[side] = Some(new);
            }
        }
    }

    /// A triangle that a point lies in, walked to from the last one.
    fn around(&self, point: Point) -> Option<usize> {
        let mut here = self.last;
        for _ in 0..self.triangles.len() {
            let Triangle { corners, beyond, .. } = self.triangles[here];
            let outside = (0..3).find(|side| {
                let (from, to) = (corners[(side + 1) % 3], corners[(side + 2) % 3]);
                turn(self.points[from], self.points[to], point) < 0
            });
            match outside {
                None => return Some(here),
                Some(side) => here = beyond[side]?,
            }
        }
        None
    }

    /// All triangles whose circle holds a point; they hang together.
    fn hollow(&self, start: usize, point: Point) -> Vec<usize> {
        let mut hollow = vec![start];
        let mut next = 0;
        while let Some(triangle) = hollow.get(next).copied() {
            for beyond in self.triangles[triangle].beyond.into_iter().flatten() {
                let corners = self.triangles[beyond].corners.map(|corner| self.points[corner]);
                if !hollow.contains(&beyond) && is_in_circle(corners, point) {
                    hollow.push(beyond);
                }
            }
            next += 1;
        }
        hollow
    }
}

/// Above zero where the three points turn as all triangles do.
fn turn(a: Point, b: Point, c: Point) -> i64 {
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
}

fn is_in_circle([a, b, c]: [Point; 3], point: Point) -> bool {
    let from = |corner: Point| (i128::from(corner.0 - point.0), i128::from(corner.1 - point.1));
    let (a, b, c) = (from(a), from(b), from(c));
    let square = |(x, y): (i128, i128)| x * x + y * y;
    let cross = |one: (i128, i128), other: (i128, i128)| one.0 * other.1 - one.1 * other.0;
    square(a) * cross(b, c) - square(b) * cross(a, c) + square(c) * cross(a, b) > 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn triangles_cover_the_square_once_and_no_circle_holds_a_point(
            inner in prop::collection::btree_set((1_i64..60, 1_i64..60), 0..60),
        ) {
            let mut points = vec![(0, 0), (60, 0), (0, 60), (60, 60)];
            points.extend(inner);
            let triangles = triangulate(&points, 60);
            let corners = |triangle: &[usize; 3]| triangle.map(|corner| points[corner]);
            let area: i64 = triangles.iter().map(corners).map(|[a, b, c]| turn(a, b, c)).sum();
            prop_assert_eq!(area, 2 * 60 * 60);
            for triangle in &triangles {
                prop_assert!(points.iter().all(|point| !is_in_circle(corners(triangle), *point)));
            }
        }
    }
}
