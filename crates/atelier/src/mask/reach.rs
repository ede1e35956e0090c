//! One selection gives two masks: where something may be made anew, which is a little wider and soft outside, and how much
//! of it is seen, which is soft inside.

use crate::Mask;

/// The most steps that a mask can grow and fade by.
const FURTHEST: u32 = 200;

/// How far a change reaches beyond the selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// By so many pixels the selection grows, to take soft edges and shadows with it.
    pub grow: u32,
    /// Over so many pixels more the change fades to nothing.
    pub feather: u32,
}

impl Reach {
    /// What is usual for a picture of this size: just as far as a blended edge is soft, so that all that was selected
    /// is wholly replaced.
    #[must_use]
    pub fn usual(width: u32, height: u32) -> Self {
        let soft = super::softness(width, height);
        Self {
            grow: soft + 1,
            feather: soft * 2,
        }
    }
}

impl Mask {
    /// The selection with so many pixels more all around, at most 200.
    #[must_use]
    pub fn grown(&self, by: u32) -> Self {
        let by = by.min(FURTHEST) as u8;
        let places = self
            .distances()
            .into_iter()
            .map(|far| if far <= by { u8::MAX } else { 0 });
        Self {
            width: self.width,
            height: self.height,
            depth: super::depths(places.collect(), self.width),
        }
    }

    /// How much may change, pixel by pixel: all (255) where the grown selection is, and fading outside of it.
    #[must_use]
    pub fn change(&self, reach: Reach) -> Vec<u8> {
        let grow = reach.grow.min(FURTHEST);
        let feather = reach.feather.min(FURTHEST - grow) + 1;
        let strength = |far: u8| {
            let beyond = u32::from(far).saturating_sub(grow);
            (feather.saturating_sub(beyond) * 255 / feather) as u8
        };
        self.distances().into_iter().map(strength).collect()
    }

    /// Pixel by pixel, whether it changes.
    pub(crate) fn changes(&self) -> Vec<bool> {
        self.depth.iter().map(|depth| *depth > 0).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(changes: &[bool]) -> Mask {
        Mask::new(changes.len() as u32, 1, changes.iter().copied()).unwrap()
    }

    #[test]
    fn a_change_is_whole_where_the_selection_grew_and_fades_beyond() {
        let mut places = [false; 12];
        places[0] = true;
        let change = row(&places).change(Reach { grow: 2, feather: 3 });
        assert_eq!(change, [255, 255, 255, 191, 127, 63, 0, 0, 0, 0, 0, 0]);
        let grown = row(&places).grown(2).changes();
        assert_eq!(grown.iter().filter(|changes| **changes).count(), 3);
    }

    proptest! {
        #[test]
        fn what_was_selected_is_wholly_seen_once_the_mask_has_grown(
            places in prop::collection::vec(any::<bool>(), 40 * 40),
            grow in 0_u32..20,
        ) {
            let mask = Mask::new(40, 40, places.iter().copied()).unwrap();
            let grown = mask.grown(Reach::usual(40, 40).grow);
            let nothing = mask.is_empty();
            for ((selected, seen), wider) in places.iter().zip(grown.blend()).zip(mask.grown(grow).changes()) {
                prop_assert!(!selected || seen == 255 && wider);
                prop_assert!(!nothing || seen == 0 && !wider);
            }
        }

        #[test]
        fn growing_twice_is_growing_by_both(
            places in prop::collection::vec(prop::bool::weighted(0.02), 30 * 30),
            (first, second) in (0_u32..6, 0_u32..6),
        ) {
            let mask = Mask::new(30, 30, places.into_iter()).unwrap();
            prop_assert_eq!(mask.grown(first).grown(second).changes(), mask.grown(first + second).changes());
        }
    }
}
