//! The English vocabulary, as data. Phrases of two words come apart again when their second word is missing.

use super::meaning::{
    Hue,
    Meaning::{self, Filler, Sea, Without},
    Mood as M, Place as P, SeaState, Season as S, Style, Thing as T, Time as H, Tone, Weather as W,
};

/// Words and phrases, in lower case, singular, with what they ask for.
pub(crate) const ENGLISH: &[(&[&str], &[Meaning])] = &[
    (
        &[
            "sea", "ocean", "seascape", "coast", "shore", "bay", "seaside", "marine", "harbour", "harbor",
        ],
        &[place(P::Sea)],
    ),
    (&["wave", "surf", "swell"], &[place(P::Sea), Sea(SeaState::Moderate)]),
    (
        &["breaker", "big wave", "high wave", "giant wave"],
        &[place(P::Sea), Sea(SeaState::Heavy)],
    ),
    (&["lake", "pond", "tarn", "loch", "fjord", "lagoon"], &[place(P::Lake)]),
    (
        &["alpine lake", "mountain lake"],
        &[place(P::Lake), place(P::Mountains)],
    ),
    (&["beach", "sand", "sandy"], &[place(P::Beach)]),
    (&["tropical", "caribbean"], &[thing(T::Palms), season(S::Summer)]),
    (
        &[
            "mountain",
            "peak",
            "summit",
            "alp",
            "alpine",
            "ridge",
            "himalaya",
            "range",
            "mountainous",
        ],
        &[place(P::Mountains)],
    ),
    (&["desert", "dune", "sahara"], &[place(P::Desert)]),
    (
        &[
            "city",
            "skyline",
            "town",
            "metropolis",
            "skyscraper",
            "downtown",
            "cityscape",
            "urban",
            "street",
        ],
        &[place(P::City)],
    ),
    (&["city light"], &[place(P::City), time(H::Night)]),
    (
        &["forest", "wood", "woodland", "pine forest", "taiga"],
        &[place(P::Forest), thing(T::Pines)],
    ),
    (&["pine", "fir", "spruce", "tree", "conifer"], &[thing(T::Pines)]),
    (
        &[
            "meadow",
            "field",
            "hill",
            "grassland",
            "prairie",
            "valley",
            "countryside",
            "pasture",
            "moor",
        ],
        &[place(P::Meadow)],
    ),
    (&["sky", "cloudscape", "heaven", "skies"], &[place(P::Sky)]),
    (&["lighthouse", "beacon"], &[thing(T::Lighthouse), place(P::Sea)]),
    (&["cliff", "rock", "bluff", "headland", "crag"], &[thing(T::Cliff)]),
    (&["island", "isle", "islet"], &[thing(T::Island), place(P::Sea)]),
    (
        &["boat", "sailboat", "ship", "yacht", "sail", "sailing"],
        &[thing(T::Boat)],
    ),
    (&["palm", "palm tree"], &[thing(T::Palms)]),
    (&["cabin", "hut", "house", "cottage", "chalet"], &[thing(T::Cabin)]),
    (&["bird", "seagull", "gull"], &[thing(T::Birds)]),
    (&["sun", "sunlight", "sunny", "sunshine"], &[thing(T::Sun)]),
    (
        &["moon", "full moon", "moonlight", "moonlit", "moonrise"],
        &[thing(T::Moon)],
    ),
    (
        &["star", "starry", "starlight", "starlit", "constellation"],
        &[thing(T::Stars), time(H::Night)],
    ),
    (
        &["milky way", "galaxy", "cosmos", "universe"],
        &[thing(T::MilkyWay), thing(T::Stars), time(H::Night)],
    ),
    (
        &["aurora", "northern light", "aurora borealis", "polar light", "borealis"],
        &[thing(T::Aurora), time(H::Night)],
    ),
    (&["rainbow"], &[thing(T::Rainbow)]),
    (&["dawn", "sunrise", "daybreak", "first light"], &[time(H::Dawn)]),
    (&["morning"], &[time(H::Morning)]),
    (
        &["noon", "midday", "day", "daytime", "daylight", "afternoon"],
        &[time(H::Noon)],
    ),
    (
        &[
            "golden hour",
            "golden",
            "golden light",
            "evening light",
            "late afternoon",
        ],
        &[time(H::Golden)],
    ),
    (&["sunset", "sundown", "afterglow"], &[time(H::Sunset)]),
    (&["dusk", "twilight", "evening", "nightfall"], &[time(H::Dusk)]),
    (&["blue hour"], &[time(H::BlueHour)]),
    (&["night", "midnight", "nocturnal", "nighttime"], &[time(H::Night)]),
    (&["spring", "springtime", "blossom"], &[season(S::Spring)]),
    (&["summer", "summertime"], &[season(S::Summer)]),
    (&["autumn", "fall", "autumnal", "october"], &[season(S::Autumn)]),
    (
        &[
            "winter",
            "wintry",
            "snowy",
            "icy",
            "frozen",
            "snow covered",
            "frost",
            "frosty",
        ],
        &[season(S::Winter)],
    ),
    (&["clear", "cloudless", "blue sky"], &[weather(W::Clear), place(P::Sky)]),
    (&["cloud", "cloudy"], &[weather(W::Clouds)]),
    (&["overcast"], &[weather(W::Overcast)]),
    (
        &["rain", "rainy", "drizzle", "shower", "wet", "downpour", "raining"],
        &[weather(W::Rain)],
    ),
    (&["heavy rain"], &[weather(W::Rain), weather(W::Storm)]),
    (
        &["snow", "snowfall", "snowing", "snowflake"],
        &[weather(W::Snow), season(S::Winter)],
    ),
    (
        &["blizzard", "snowstorm"],
        &[weather(W::Snow), weather(W::Fog), season(S::Winter)],
    ),
    (&["fog", "foggy", "mist", "misty", "haze", "hazy"], &[weather(W::Fog)]),
    (
        &["storm", "stormy", "tempest", "squall", "hurricane", "gale"],
        &[weather(W::Storm), Sea(SeaState::Heavy)],
    ),
    (
        &["thunderstorm", "lightning", "thunder", "lightning bolt"],
        &[weather(W::Lightning), weather(W::Storm), Sea(SeaState::Heavy)],
    ),
    (
        &["calm", "still", "quiet", "smooth", "glassy", "mirror"],
        &[Sea(SeaState::Calm), mood(M::Serene)],
    ),
    (&["heavy sea", "rough sea"], &[place(P::Sea), Sea(SeaState::Heavy)]),
    (
        &["heavy", "rough", "choppy", "raging", "wild", "towering"],
        &[Sea(SeaState::Heavy)],
    ),
    (&["pastel", "soft color", "soft colour", "pale"], &[tone(Tone::Pastel)]),
    (
        &[
            "monochrome",
            "black and white",
            "grayscale",
            "greyscale",
            "monochromatic",
            "noir",
        ],
        &[tone(Tone::Monochrome)],
    ),
    (
        &["vivid", "vibrant", "colorful", "colourful", "saturated", "rich"],
        &[tone(Tone::Vivid)],
    ),
    (
        &["muted", "faded", "desaturated", "subdued", "minimal", "minimalist"],
        &[tone(Tone::Muted)],
    ),
    (&["dark", "dim", "shadowy"], &[tone(Tone::Dark)]),
    (&["bright", "light", "luminous", "radiant"], &[tone(Tone::Bright)]),
    (&["warm", "hot"], &[tone(Tone::Warm)]),
    (&["cool", "cold", "chilly"], &[tone(Tone::Cool)]),
    (
        &["serene", "peaceful", "tranquil", "relaxing", "gentle", "soft"],
        &[mood(M::Serene)],
    ),
    (
        &["dramatic", "epic", "majestic", "powerful", "intense"],
        &[mood(M::Dramatic)],
    ),
    (
        &[
            "gloomy",
            "melancholic",
            "bleak",
            "moody",
            "sad",
            "sombre",
            "somber",
            "dreary",
        ],
        &[mood(M::Gloomy)],
    ),
    (
        &["dreamy", "ethereal", "magical", "surreal", "fantasy", "romantic"],
        &[mood(M::Dreamy)],
    ),
    (&["cheerful", "happy", "joyful"], &[mood(M::Cheerful)]),
    (
        &["mysterious", "eerie", "lonely", "haunting", "spooky"],
        &[mood(M::Mysterious)],
    ),
    (
        &["abstract", "flow", "flowing", "fluid", "swirl", "smoke", "silk"],
        &[style(Style::Flow)],
    ),
    (
        &[
            "geometric",
            "geometry",
            "cubist",
            "triangle",
            "polygon",
            "bauhaus",
            "shape",
        ],
        &[style(Style::Geometric)],
    ),
    (&["line", "stripe", "ribbon"], &[style(Style::Waves)]),
    (&["marble", "agate", "stone pattern"], &[style(Style::Marble)]),
    (&["bubble", "circle", "bokeh", "dot", "orb"], &[style(Style::Bubbles)]),
    (&["red", "crimson", "scarlet", "ruby"], &[hue("red", 27.0, 0.21, 0.56)]),
    (&["orange", "tangerine"], &[hue("orange", 52.0, 0.18, 0.7)]),
    (&["amber", "honey"], &[hue("amber", 72.0, 0.16, 0.76)]),
    (&["gold"], &[hue("gold", 86.0, 0.14, 0.78)]),
    (&["yellow", "lemon"], &[hue("yellow", 102.0, 0.18, 0.9)]),
    (&["green", "emerald", "jade"], &[hue("green", 152.0, 0.15, 0.62)]),
    (&["olive", "moss"], &[hue("olive", 115.0, 0.1, 0.55)]),
    (&["mint"], &[hue("mint", 165.0, 0.09, 0.86)]),
    (&["teal", "petrol"], &[hue("teal", 197.0, 0.11, 0.55)]),
    (&["turquoise", "cyan", "aqua"], &[hue("turquoise", 195.0, 0.12, 0.75)]),
    (
        &["blue", "azure", "cobalt", "navy", "sapphire"],
        &[hue("blue", 258.0, 0.17, 0.52)],
    ),
    (&["indigo"], &[hue("indigo", 282.0, 0.18, 0.42)]),
    (
        &["purple", "violet", "lilac", "amethyst"],
        &[hue("purple", 305.0, 0.18, 0.52)],
    ),
    (&["lavender"], &[hue("lavender", 300.0, 0.09, 0.78)]),
    (&["magenta", "fuchsia"], &[hue("magenta", 330.0, 0.22, 0.6)]),
    (&["pink", "rose", "rosy"], &[hue("pink", 358.0, 0.14, 0.74)]),
    (&["coral", "salmon", "peach"], &[hue("coral", 38.0, 0.14, 0.74)]),
    (&["copper", "bronze", "rust"], &[hue("copper", 50.0, 0.12, 0.6)]),
    (
        &["brown", "sepia", "earthy", "umber"],
        &[hue("brown", 60.0, 0.08, 0.45)],
    ),
    (
        &["beige", "cream", "ivory", "sandy color"],
        &[hue("cream", 85.0, 0.04, 0.9)],
    ),
    (&["white"], &[hue("white", 90.0, 0.005, 0.97)]),
    (&["black"], &[hue("black", 270.0, 0.01, 0.16)]),
    (&["grey", "gray", "silver", "slate"], &[hue("grey", 255.0, 0.015, 0.6)]),
    (&["no", "without"], &[Without]),
    (
        &[
            "a", "an", "the", "in", "on", "at", "over", "under", "above", "below", "with", "of", "and", "by", "from",
            "to", "into", "its", "is", "up", "through", "near", "beside", "behind", "across", "during", "before",
            "after",
        ],
        &[Filler],
    ),
    (
        &[
            "very",
            "some",
            "few",
            "many",
            "beautiful",
            "nice",
            "lovely",
            "pretty",
            "scenic",
        ],
        &[Filler],
    ),
    (
        &[
            "i", "d", "m", "ve", "want", "would", "like", "love", "need", "please", "thank", "thanks", "paint", "draw",
            "show", "make", "create", "generate", "give", "let", "render", "depict", "me", "my", "us", "we", "you",
            "your", "can", "could", "for", "it", "this", "that", "there", "are", "be", "as", "so", "just",
        ],
        &[Filler],
    ),
    (
        &[
            "picture",
            "image",
            "scene",
            "view",
            "landscape",
            "wallpaper",
            "painting",
            "background",
            "panorama",
            "color",
            "colour",
            "weather",
            "time",
            "horizon",
            "water",
            "air",
            "season",
        ],
        &[Filler],
    ),
];

pub(super) const fn place(place: P) -> Meaning {
    Meaning::Place(place)
}

pub(super) const fn thing(thing: T) -> Meaning {
    Meaning::Thing(thing)
}

pub(super) const fn time(time: H) -> Meaning {
    Meaning::Time(time)
}

pub(super) const fn season(season: S) -> Meaning {
    Meaning::Season(season)
}

pub(super) const fn weather(weather: W) -> Meaning {
    Meaning::Weather(weather)
}

pub(super) const fn mood(mood: M) -> Meaning {
    Meaning::Mood(mood)
}

pub(super) const fn tone(tone: Tone) -> Meaning {
    Meaning::Tone(tone)
}

pub(super) const fn style(style: Style) -> Meaning {
    Meaning::Style(style)
}

pub(super) const fn hue(name: &'static str, degrees: f32, chroma: f32, lightness: f32) -> Meaning {
    Meaning::Hue(Hue {
        name,
        degrees,
        chroma,
        lightness,
    })
}
