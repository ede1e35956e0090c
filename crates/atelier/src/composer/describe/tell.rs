//! A description in words: as a prompt, and as facts.

use super::description::{Aspect, Brightness, Contrast, Description, Edge, Likely, Place, Temperature, Texture};

/// From this share on, in hundredths, empty space is worth a word.
const MUCH_SPACE: u8 = 55;

impl Description {
    /// What it says of itself, to be shown beside it.
    pub const DISCLAIMER: &'static str =
        "These are measurements of colours, light and lines. No objects, people or places were recognised.";

    /// Words for a prompt: everything that was measured, to which a person adds what is to be seen.
    #[must_use]
    pub fn prompt(&self) -> String {
        let mut words = vec![self.palette_words(), self.light_words()];
        words.extend(self.side_words().map(str::to_owned));
        words.extend(self.arrangement_words());
        words.extend(self.texture_words());
        words.push(self.likely_words().to_owned());
        words.retain(|words| !words.is_empty());
        words.join(", ")
    }

    /// One fact a line, in plain sentences; the last one says what was not done.
    #[must_use]
    pub fn facts(&self) -> Vec<String> {
        let shares: Vec<String> = self
            .palette
            .iter()
            .map(|hue| format!("{} {} ({} %)", hue.name, hue.hex, hue.share))
            .collect();
        let mut facts = vec![
            format!("Form: {}.", self.aspect.as_str()),
            format!("Colours: {}.", shares.join(", ")),
            format!(
                "Light: {} overall, {} contrast, {} colours.",
                self.light.brightness.as_str(),
                self.light.contrast.as_str(),
                self.light.temperature.as_str()
            ),
        ];
        if let Some(edge) = self.light.brighter {
            facts.push(format!("It is brightest towards the {}.", edge.as_str()));
        }
        if let Some(horizon) = self.arrangement.horizon {
            facts.push(format!(
                "A line that may be a horizon runs across at {horizon} % from the top."
            ));
        }
        facts.push(match self.arrangement.focus {
            Some(Place::Centre) => "What stands out most is near the centre.".to_owned(),
            Some(place) => format!("What stands out most is on the {}.", place.as_str()),
            None => "What stands out is spread across the picture.".to_owned(),
        });
        if self.arrangement.is_symmetric {
            facts.push("Left and right nearly mirror each other.".to_owned());
        }
        facts.push(format!("{} % of it has nothing going on.", self.arrangement.empty));
        facts.push(format!(
            "Texture: {}{}.",
            self.texture.as_str(),
            if self.has_grain { ", with fine grain" } else { "" }
        ));
        facts.push(format!("It may be {}.", self.guess()));
        facts.push(Self::DISCLAIMER.to_owned());
        facts
    }

    fn palette_words(&self) -> String {
        let names: Vec<&str> = self.palette.iter().take(4).map(|hue| hue.name).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => format!("{one} palette"),
            [first @ .., last] => format!("palette of {} and {last}", first.join(", ")),
        }
    }

    fn light_words(&self) -> String {
        let brightness = match self.light.brightness {
            Brightness::Dark => "low-key ",
            Brightness::Dim => "dim ",
            Brightness::Medium => "",
            Brightness::Bright => "bright ",
        };
        let temperature = match self.light.temperature {
            Temperature::Warm => "warm ",
            Temperature::Neutral => "",
            Temperature::Cool => "cool ",
        };
        let contrast = match self.light.contrast {
            Contrast::Low => "soft, low-contrast light",
            Contrast::Medium => "light",
            Contrast::High => "light with strong contrast",
        };
        match (self.light.contrast, format!("{brightness}{temperature}{contrast}")) {
            (_, words) if words == "light" => "balanced light".to_owned(),
            (Contrast::Low, _) => format!("{brightness}{temperature}low-contrast light"),
            (_, words) => words,
        }
    }

    const fn side_words(&self) -> Option<&'static str> {
        match self.light.brighter {
            Some(Edge::Left) => Some("light from the left"),
            Some(Edge::Right) => Some("light from the right"),
            Some(Edge::Top) => Some("light from above"),
            Some(Edge::Bottom) => Some("brighter towards the bottom"),
            None => None,
        }
    }

    fn arrangement_words(&self) -> Vec<String> {
        let mut words = Vec::new();
        words.push(
            match self.aspect {
                Aspect::Tall => "tall vertical format",
                Aspect::Upright => "vertical format",
                Aspect::Square => "square format",
                Aspect::Landscape => "horizontal format",
                Aspect::Wide => "wide panoramic format",
            }
            .to_owned(),
        );
        words.extend(self.arrangement.horizon.map(|horizon| {
            match horizon {
                0..42 => "high horizon",
                42..58 => "horizon in the middle",
                _ => "low horizon",
            }
            .to_owned()
        }));
        words.extend(self.arrangement.focus.map(|place| {
            match place {
                Place::Left => "focus on the left",
                Place::Centre => "centred focus",
                Place::Right => "focus on the right",
            }
            .to_owned()
        }));
        if self.arrangement.is_symmetric {
            words.push("symmetrical composition".to_owned());
        }
        if self.arrangement.empty >= MUCH_SPACE {
            words.push("generous negative space".to_owned());
        }
        words
    }

    fn texture_words(&self) -> Vec<String> {
        let texture = match self.texture {
            Texture::Smooth => "smooth surfaces",
            Texture::Fine => "fine detail",
            Texture::Coarse => "rich, strongly textured detail",
        };
        let grain = self.has_grain.then_some("fine grain");
        [Some(texture), grain]
            .into_iter()
            .flatten()
            .map(str::to_owned)
            .collect()
    }

    const fn likely_words(&self) -> &'static str {
        match self.likely {
            Likely::Continuous => "",
            Likely::Flat => "flat even colours",
            Likely::LineDrawing => "line drawing",
            Likely::PixelArt => "pixel art",
        }
    }

    const fn guess(&self) -> &'static str {
        match self.likely {
            Likely::Continuous => "a photograph, a painting or a render: its tones are continuous",
            Likely::Flat => "a flat illustration: its colours are few and even",
            Likely::LineDrawing => "a line drawing: thin marks on an even ground",
            Likely::PixelArt => "pixel art: blocks of few colours",
        }
    }
}
