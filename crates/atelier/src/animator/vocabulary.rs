//! What words can ask of a film besides its scene, as data; umlauts are written out.

use crate::scene::Time;

/// One thing that words ask of a film.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cue {
    Still,
    ZoomIn,
    ZoomOut,
    /// Across and down.
    Pan(f32, f32),
    Loop,
    /// Clouds race, and if the hours were told the light changes.
    Lapse,
    Hours(&'static [Time]),
    /// How many times faster than usual everything moves.
    Pace(f32),
    /// Understood, and rightly without effect.
    Filler,
}

/// Phrases of up to four words, in lower case.
pub(super) const CUES: &[(&[&str], Cue)] = &[
    (
        &[
            "still camera",
            "static camera",
            "fixed camera",
            "locked camera",
            "static shot",
            "camera stands still",
            "no camera movement",
            "tripod",
            "feste kamera",
            "stehende kamera",
            "kamera steht still",
        ],
        Cue::Still,
    ),
    (
        &[
            "zoom in",
            "zooming in",
            "zooms in",
            "slow zoom in",
            "push in",
            "pushing in",
            "slow push in",
            "dolly in",
            "moving closer",
            "move closer",
            "camera moves forward",
            "fly forward",
            "flying forward",
            "slow zoom",
            "heranzoomen",
            "heranfahren",
            "kamerafahrt",
        ],
        Cue::ZoomIn,
    ),
    (
        &[
            "zoom out",
            "zooming out",
            "zooms out",
            "slow zoom out",
            "pull back",
            "pulling back",
            "pull out",
            "dolly out",
            "moving away",
            "herauszoomen",
            "zurueckfahren",
        ],
        Cue::ZoomOut,
    ),
    (
        &[
            "pan left",
            "panning left",
            "pans left",
            "pan to the left",
            "panning to the left",
            "camera moves left",
            "schwenk links",
            "schwenk nach links",
        ],
        Cue::Pan(-1.0, 0.0),
    ),
    (
        &[
            "pan right",
            "panning right",
            "pans right",
            "pan to the right",
            "panning to the right",
            "camera moves right",
            "pan",
            "panning",
            "slow pan",
            "panning shot",
            "tracking shot",
            "schwenk",
            "kameraschwenk",
            "schwenk rechts",
            "schwenk nach rechts",
        ],
        Cue::Pan(1.0, 0.0),
    ),
    (
        &[
            "tilt up",
            "tilting up",
            "pan up",
            "crane up",
            "camera rises",
            "schwenk nach oben",
        ],
        Cue::Pan(0.0, -1.0),
    ),
    (
        &[
            "tilt down",
            "tilting down",
            "pan down",
            "crane down",
            "schwenk nach unten",
        ],
        Cue::Pan(0.0, 1.0),
    ),
    (
        &[
            "loop",
            "looping",
            "looped",
            "seamless loop",
            "perfect loop",
            "seamlessly looping",
            "endless loop",
            "endlosschleife",
            "schleife",
        ],
        Cue::Loop,
    ),
    (
        &["time lapse", "timelapse", "time lapse of", "hyperlapse", "zeitraffer"],
        Cue::Lapse,
    ),
    (
        &[
            "through the day",
            "throughout the day",
            "over the day",
            "all day long",
            "tagesverlauf",
        ],
        Cue::Hours(&[Time::Dawn, Time::Morning, Time::Noon, Time::Golden, Time::Sunset]),
    ),
    (
        &["through the night", "throughout the night"],
        Cue::Hours(&[Time::Dusk, Time::Night, Time::BlueHour, Time::Dawn]),
    ),
    (
        &["day to night", "day into night", "tag zur nacht", "day turns to night"],
        Cue::Hours(&[Time::Golden, Time::Sunset, Time::Dusk, Time::Night]),
    ),
    (
        &["night to day", "night into day", "nacht zum tag"],
        Cue::Hours(&[Time::Night, Time::BlueHour, Time::Dawn, Time::Morning]),
    ),
    (
        &["slow motion", "slowly", "slow", "langsam", "zeitlupe"],
        Cue::Pace(0.6),
    ),
    (&["fast", "quick", "quickly", "schnell"], Cue::Pace(1.6)),
    (
        &[
            "film",
            "video",
            "clip",
            "footage",
            "movie",
            "cinematic",
            "animation",
            "animated",
            "animate",
            "shot",
            "shot of",
            "camera",
            "kamera",
            "motion",
            "moving",
            "seconds",
            "second",
            "drone shot",
            "aerial shot",
            "wide shot",
            "establishing shot",
            "b roll",
            "fps",
        ],
        Cue::Filler,
    ),
];

/// Words between two hours that say that the one becomes the other.
pub(super) const BECOMES: &[&str] = &["to", "into", "until", "till", "towards", "bis", "zu", "zur", "zum"];

/// The hours as they follow on each other.
pub(super) const DAY: [Time; 8] = [
    Time::Dawn,
    Time::Morning,
    Time::Noon,
    Time::Golden,
    Time::Sunset,
    Time::Dusk,
    Time::BlueHour,
    Time::Night,
];
