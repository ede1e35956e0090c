//! The title: one plain line made only from what was understood.

use super::{Mood, Motif, Place, Scene, SeaState, Season, Style, Thing, Time, Tone, Weather};

impl Scene {
    /// For example "A lighthouse on a cliff above a heavy sea at dusk".
    pub fn title(&self) -> String {
        let mut line = match self.style {
            Some(style) => self.pattern(style),
            None if self.is_at(Place::Space) => self.of_colours(self.cosmos()),
            None => self.view(),
        };
        if self.poster {
            line = format!("a poster of {line}");
        }
        if !self.lettering.is_empty() {
            line = format!("{line}, with the words “{}”", self.lettering.join("” and “"));
        }
        if let Some(medium) = self.medium {
            line.push_str(", ");
            line.push_str(medium.as_title());
        }
        if let Some(first) = line.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        line
    }

    fn pattern(&self, style: Style) -> String {
        let kind = match style {
            Style::Flow => "flowing",
            Style::Geometric => "geometric",
            Style::Waves => "layered",
            Style::Marble => "marbled",
            Style::Bubbles => "circular",
            Style::Gradient => return self.of_colours("a soft gradient"),
            Style::Seamless => return self.of_colours(self.motif_name()),
        };
        let tone = if self.tone(Tone::Pastel) { "pastel " } else { "" };
        let colours = self.colours();
        if colours.is_empty() {
            format!("abstract {tone}{kind} forms")
        } else {
            format!("abstract {tone}{kind} forms in {colours}")
        }
    }

    fn of_colours(&self, what: &str) -> String {
        let colours = self.colours();
        if colours.is_empty() {
            what.to_owned()
        } else {
            format!("{what} in {colours}")
        }
    }

    fn motif_name(&self) -> &'static str {
        match self.motif {
            Some(Motif::Stripes) => "a seamless pattern of stripes",
            Some(Motif::Dots) => "a seamless pattern of dots",
            Some(Motif::Tiles) => "a seamless pattern of ornamental tiles",
            Some(Motif::Leaves) => "a seamless pattern of leaves",
            Some(Motif::Flowers) => "a seamless pattern of flowers",
            Some(Motif::Scales) => "a seamless pattern of waves",
            Some(Motif::Terrazzo) => "a seamless terrazzo pattern",
            Some(Motif::Plaid) => "a seamless plaid",
            Some(Motif::Hexagons) => "a seamless pattern of hexagons",
            None => "a seamless pattern",
        }
    }

    fn cosmos(&self) -> &'static str {
        match () {
            () if self.has(Thing::Earth) => "the Earth's horizon from orbit",
            () if self.has(Thing::Rings) => "a planet with rings in space",
            () if self.has(Thing::Planet) => "a planet in space",
            () if self.has(Thing::Galaxy) => "a spiral galaxy in deep space",
            () if self.has(Thing::Nebula) => "a nebula in deep space",
            () if self.has(Thing::Stars) => "a field of stars in deep space",
            () => "a planet before a nebula in space",
        }
    }

    fn view(&self) -> String {
        let ground = self.ground();
        let mut line = match self.foreground() {
            Some((thing, joint)) => format!("{thing} {joint} {ground}"),
            None => ground,
        };
        for part in [
            self.sky_part(),
            self.weather_part(),
            self.season_part(),
            Some(self.time_part()),
        ]
        .into_iter()
        .flatten()
        {
            line.push(' ');
            line.push_str(part);
        }
        if !self.hues.is_empty() {
            line.push_str(", in ");
            line.push_str(&self.colours());
        }
        line
    }

    fn foreground(&self) -> Option<(&'static str, &'static str)> {
        let afloat = self.is_at(Place::Sea) || self.is_at(Place::Lake);
        Some(match () {
            () if self.has(Thing::Lighthouse) && self.has(Thing::Cliff) => ("a lighthouse on a cliff", "above"),
            () if self.has(Thing::Lighthouse) => ("a lighthouse", "above"),
            () if self.has(Thing::Island) => ("an island", "in"),
            () if self.has(Thing::Boat) && afloat => ("a sailing boat", "on"),
            () if self.has(Thing::Cliff) => ("a cliff", "above"),
            () if self.has(Thing::Volcano) => ("an erupting volcano", "above"),
            () if self.has(Thing::Waterfall) => ("a waterfall", "above"),
            () if self.has(Thing::Bridge) => ("a bridge", "across"),
            () if self.has(Thing::Iceberg) => ("icebergs", "in"),
            () if self.has(Thing::Balloons) => ("hot-air balloons", "above"),
            () if self.has(Thing::Fireworks) => ("fireworks", "above"),
            () if self.has(Thing::Windmill) => ("a windmill", "on"),
            () if self.has(Thing::Mesa) => ("red mesas", "in"),
            () if self.has(Thing::Cactus) => ("a cactus", "in"),
            () if self.has(Thing::Blossom) => ("a tree in blossom", "on"),
            () if self.has(Thing::Birches) => ("birches", "on"),
            () if self.has(Thing::Broadleaf) => ("a broad tree", "on"),
            () if self.has(Thing::Lavender) => ("rows of lavender", "before"),
            () if self.has(Thing::Poppies) => ("poppies", "before"),
            () if self.has(Thing::Sunflowers) => ("sunflowers", "before"),
            () if self.has(Thing::Tulips) => ("rows of tulips", "before"),
            () if self.has(Thing::Wildflowers) => ("wildflowers", "before"),
            () if self.has(Thing::Village) => ("a village", "before"),
            () if self.has(Thing::Lamps) => ("street lamps", "before"),
            () if self.has(Thing::River) => ("a river", "through"),
            () if self.has(Thing::Palms) => ("palms", "at"),
            () if self.has(Thing::Cabin) => ("a cabin", "by"),
            () if self.has(Thing::Pines) && !self.is_at(Place::Forest) => ("pines", "before"),
            () => return None,
        })
    }

    fn ground(&self) -> String {
        let mut parts = Vec::new();
        for place in &self.places {
            parts.push(match place {
                Place::Sea if self.is_at(Place::Beach) => continue,
                Place::Sea => match self.sea {
                    SeaState::Calm => "a calm sea",
                    SeaState::Moderate => "the sea",
                    SeaState::Heavy => "a heavy sea",
                },
                Place::Lake => "a lake",
                Place::Beach => "a beach",
                Place::Mountains if self.season == Some(Season::Winter) => "snowy mountains",
                Place::Mountains => "mountains",
                Place::Desert => "desert dunes",
                Place::City => "a city skyline",
                Place::Forest => "a pine forest",
                Place::Meadow => "rolling hills",
                Place::Sky if self.places.len() > 1 => continue,
                Place::Space => "space",
                Place::Sky => "a wide sky",
            });
        }
        let mood = match self.moods.iter().next() {
            Some(Mood::Dreamy) => ", dreamily",
            _ => "",
        };
        format!("{}{mood}", joined(&parts))
    }

    fn sky_part(&self) -> Option<&'static str> {
        Some(match () {
            () if self.has(Thing::Comet) => "under a comet",
            () if self.has(Thing::Meteors) => "under shooting stars",
            () if self.has(Thing::Planet) => "under a great planet",
            () if self.has(Thing::Aurora) => "under northern lights",
            () if self.has(Thing::MilkyWay) => "under the Milky Way",
            () if self.has(Thing::Moon) => "under a full moon",
            () if self.has(Thing::Stars) => "under stars",
            () if self.has(Thing::Rainbow) => "under a rainbow",
            () => return None,
        })
    }

    fn weather_part(&self) -> Option<&'static str> {
        Some(match () {
            () if self.weather(Weather::Lightning) => "in a thunderstorm",
            () if self.weather(Weather::Storm) => "in a storm",
            () if self.weather(Weather::Snow) => "in falling snow",
            () if self.weather(Weather::Rain) => "in the rain",
            () if self.weather(Weather::Fog) => "in the mist",
            () if self.weather(Weather::Overcast) => "under a grey sky",
            () if self.weather(Weather::Clouds) => "under clouds",
            () => return None,
        })
    }

    fn season_part(&self) -> Option<&'static str> {
        Some(match self.season? {
            Season::Spring => "in spring",
            Season::Summer => "in summer",
            Season::Autumn => "in autumn",
            Season::Winter if self.is_at(Place::Mountains) => return None,
            Season::Winter => "in winter",
        })
    }

    fn time_part(&self) -> &'static str {
        match self.time {
            Time::Dawn => "at dawn",
            Time::Morning => "in the morning",
            Time::Noon => "by day",
            Time::Golden => "in golden light",
            Time::Sunset => "at sunset",
            Time::Dusk => "at dusk",
            Time::BlueHour => "in the blue hour",
            Time::Night => "at night",
        }
    }

    fn colours(&self) -> String {
        let mut names: Vec<&str> = Vec::new();
        for hue in &self.hues {
            if !names.contains(&hue.name) {
                names.push(hue.name);
            }
        }
        joined(&names)
    }
}

fn joined(parts: &[&str]) -> String {
    match parts {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
