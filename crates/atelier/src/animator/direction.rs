//! Words to a film's direction: how the camera moves, whether the light changes, and what is left for the scene.

use super::{
    camera::{Move, Way},
    vocabulary::{BECOMES, CUES, Cue, DAY},
};
use crate::scene::{Time, folded, understand};

/// A film that goes through the day stops at no more hours than this.
const MOST_HOURS: usize = 5;
/// The longest phrase, in words.
const LONGEST: usize = 4;

/// What the words ask of one shot.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Direction {
    /// What is left of the words.
    pub scene: String,
    /// How the camera moves, if that was told.
    pub movement: Option<Move>,
    pub is_loop: bool,
    /// Whether time flies.
    pub is_lapse: bool,
    /// The hours that the light goes through; none where it stays.
    pub hours: Vec<Time>,
    /// How many times faster than usual everything moves.
    pub pace: f32,
}

impl Direction {
    pub fn new(words: &str) -> Self {
        let words: Vec<&str> = words
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let mut direction = Self {
            scene: String::new(),
            movement: None,
            is_loop: false,
            is_lapse: false,
            hours: Vec::new(),
            pace: 1.0,
        };
        let mut next = 0;
        while let Some(rest) = words.get(next..).filter(|rest| !rest.is_empty()) {
            if let Some((used, cue)) = cue(rest) {
                direction.follow(cue);
                next += used;
            } else if let Some((used, hours)) = passing(rest) {
                direction.hours = hours;
                next += used;
            } else {
                direction.scene.push_str(rest[0]);
                direction.scene.push(' ');
                next += 1;
            }
        }
        direction
    }

    fn follow(&mut self, cue: Cue) {
        match cue {
            Cue::Still => self.movement = Some(Move::Still),
            Cue::ZoomIn => self.movement = Some(Move::Zoom(Way::In)),
            Cue::ZoomOut => self.movement = Some(Move::Zoom(Way::Out)),
            Cue::Pan(across, down) => self.movement = Some(Move::Pan(across, down)),
            Cue::Loop => self.is_loop = true,
            Cue::Lapse => self.is_lapse = true,
            Cue::Hours(hours) => self.hours = hours.to_vec(),
            Cue::Pace(pace) => self.pace = pace,
            Cue::Filler => {}
        }
    }
}

/// The longest phrase at the start that asks something of a film, and how many words it takes.
fn cue(words: &[&str]) -> Option<(usize, Cue)> {
    (1..=words.len().min(LONGEST)).rev().find_map(|length| {
        let folded: Vec<String> = words[..length].iter().map(|word| folded(word)).collect();
        let phrase = folded.join(" ");
        let (_, cue) = CUES.iter().find(|(phrases, _)| phrases.contains(&phrase.as_str()))?;
        Some((length, *cue))
    })
}

/// Two hours of which the one becomes the other, such as "sunset to night", with those between them.
fn passing(words: &[&str]) -> Option<(usize, Vec<Time>)> {
    let [from, becomes, to, ..] = words else {
        return None;
    };
    if !BECOMES.contains(&folded(becomes).as_str()) {
        return None;
    }
    let (from, to) = (hour(from)?, hour(to)?);
    let place = |wanted: Time| DAY.iter().position(|time| *time == wanted);
    let (first, last) = (place(from)?, place(to)?);
    let steps = (last + DAY.len() - first) % DAY.len();
    let hours: Vec<Time> = (0..=steps).map(|step| DAY[(first + step) % DAY.len()]).collect();
    Some((3, thinned(&hours)))
}

/// No more hours than a film stops at, the first and the last among them.
fn thinned(hours: &[Time]) -> Vec<Time> {
    if hours.len() <= MOST_HOURS {
        return hours.to_vec();
    }
    let last = hours.len() - 1;
    (0..MOST_HOURS)
        .map(|index| hours[index * last / (MOST_HOURS - 1)])
        .collect()
}

fn hour(word: &str) -> Option<Time> {
    let (scene, _) = understand(word, "", 0);
    scene.time_was_told.then_some(scene.time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_are_taken_out_of_the_words() {
        let direction = Direction::new("Palms on a beach at sunset, slow zoom in, seamless loop");
        assert_eq!(direction.movement, Some(Move::Zoom(Way::In)));
        assert!(direction.is_loop);
        assert_eq!(direction.scene.trim(), "Palms on a beach at sunset");
    }

    #[test]
    fn hours_that_become_each_other_are_gone_through() {
        let direction = Direction::new("mountain lake from sunset to night, time lapse");
        assert_eq!(direction.hours, [Time::Sunset, Time::Dusk, Time::BlueHour, Time::Night]);
        assert!(direction.is_lapse);
        assert_eq!(direction.scene.trim(), "mountain lake from");
        assert_eq!(Direction::new("sea, dawn to night").hours.len(), MOST_HOURS);
    }
}
