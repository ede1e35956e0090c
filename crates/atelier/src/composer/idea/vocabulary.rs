//! The English vocabulary of ideas, as data: phrases of at most three words, in lower case and singular.

#![allow(
    clippy::enum_glob_use,
    reason = "a table of facts reads better without their type on every line"
)]

use super::fact::Fact::{self, *};
use crate::composer::styles::Medium::{Craft, Digital, Drawing, Painting, Photograph, Print};

/// Phrases, separated by bars, and what they say.
pub(super) const ENGLISH: &[(&str, &[Fact])] = &[
    ("dawn|sunrise|daybreak|first light", &[Dawn, Outdoors]),
    ("morning", &[Morning]),
    ("noon|midday|daytime|daylight|afternoon|day|sunny day", &[Day]),
    ("sunny|sunlit|sunshine|sunlight|sun", &[Day, Clear, Lit]),
    (
        "golden hour|golden light|evening light|late afternoon",
        &[Golden, Lit, Warm],
    ),
    ("sunset|sundown|afterglow", &[Sunset, Outdoors]),
    ("dusk|twilight|evening|nightfall|blue hour", &[Dusk]),
    ("night|midnight|nocturnal|nighttime", &[Night]),
    ("moon|moonlight|moonlit|full moon", &[Night, Lit]),
    ("star|starry|milky way|starlight", &[Night, Sky]),
    ("aurora|northern light", &[Night, Sky, Lit]),
    ("spring|springtime", &[Spring]),
    ("summer|midsummer", &[Summer]),
    ("autumn|autumnal|october|november", &[Autumn]),
    ("winter|wintry|frozen|icy|frost|frosty|ice", &[Winter]),
    ("cloudless|clear sky|blue sky", &[Clear, Outdoors]),
    ("cloud|cloudy|overcast", &[Cloudy, Outdoors]),
    ("rain|rainy|drizzle|downpour|raining|wet", &[Rain]),
    (
        "snow|snowy|snowfall|snowing|blizzard|snowstorm|snow covered",
        &[Snow, Winter, Outdoors],
    ),
    ("fog|foggy|mist|misty|haze|hazy", &[Fog]),
    (
        "storm|stormy|thunderstorm|lightning|tempest|hurricane|tornado",
        &[Storm, Outdoors],
    ),
    ("wind|windy|windswept|breeze", &[Wind, Outdoors]),
    (
        "indoors|room|kitchen|library|bedroom|bathroom|office|studio|hall|cathedral|church interior|interior",
        &[Indoors],
    ),
    (
        "café|cafe|bar|restaurant|pub|attic|cellar|workshop|museum|theatre|theater|greenhouse|classroom",
        &[Indoors],
    ),
    (
        "train compartment|basement|corridor|stairwell|bookshop|bakery|shop|laboratory",
        &[Indoors],
    ),
    (
        "outdoors|garden|park|field|meadow|countryside|pasture|prairie|grassland|farm",
        &[Outdoors, Meadow],
    ),
    ("hill|valley|moor|heath|vineyard", &[Outdoors, Meadow]),
    (
        "sea|ocean|coast|shore|beach|bay|harbour|harbor|wave|surf|seaside|heavy sea|island",
        &[Sea, Outdoors],
    ),
    (
        "lake|pond|river|stream|waterfall|canal|lagoon|fjord|brook",
        &[Water, Outdoors],
    ),
    (
        "mountain|peak|summit|alp|alpine|ridge|cliff|canyon|glacier|himalaya|volcano",
        &[Mountains, Outdoors],
    ),
    (
        "forest|wood|woodland|jungle|rainforest|grove|pine forest",
        &[Forest, Outdoors],
    ),
    ("desert|dune|sahara|salt flat", &[Desert, Outdoors]),
    (
        "city|street|skyline|town|alley|downtown|metropolis|village|square|rooftop|market|bridge",
        &[City, Outdoors],
    ),
    ("underwater|deep sea|coral reef|seabed", &[Underwater]),
    ("space|galaxy|planet|nebula|orbit|cosmos|asteroid|mars", &[Space]),
    ("sky|cloudscape", &[Sky, Outdoors]),
    (
        "man|woman|girl|boy|child|children|people|person|portrait|face|couple|family|crowd",
        &[Person],
    ),
    (
        "fisherman|fisher|sailor|dancer|musician|violinist|baker|farmer|soldier|astronaut|knight|queen|king",
        &[Person],
    ),
    (
        "grandmother|grandfather|mother|father|baby|chef|monk|nurse|doctor|student|teacher|worker|cyclist",
        &[Person],
    ),
    (
        "cat|dog|fox|wolf|bear|horse|bird|owl|fish|whale|lion|tiger|elephant|rabbit|hare|deer|stag|puppy",
        &[Animal],
    ),
    (
        "kitten|raven|crow|eagle|butterfly|bee|frog|turtle|octopus|hedgehog|mouse|cow|sheep|penguin|parrot",
        &[Animal],
    ),
    (
        "food|cake|bread|soup|salad|breakfast|dinner|coffee|tea|pizza|burger|dessert|pie|noodle|ramen",
        &[Food, Still],
    ),
    (
        "flower|rose|tree|plant|leaf|leaves|mushroom|tulip|poppy|sunflower|bouquet|blossom|fern|cactus",
        &[Plant],
    ),
    ("fruit|lemon|apple|pear|orange slice", &[Still]),
    (
        "still life|vase|bottle|watch|chair|lamp|book|shoe|sneaker|teapot|cup|perfume|violin|guitar",
        &[Still],
    ),
    (
        "house|castle|tower|lighthouse|church|cabin|temple|barn|windmill|cottage|skyscraper|palace|ruin",
        &[Building],
    ),
    (
        "car|train|ship|boat|bicycle|bike|motorcycle|plane|airplane|tram|bus|truck|sailboat|spaceship|rocket",
        &[Vehicle],
    ),
    ("abstract|pattern|geometric|shape|texture|fractal", &[Abstract]),
    (
        "dragon|unicorn|fairy|wizard|magic|magical|fantasy|enchanted|mythical|elf|robot|cyborg|alien|ghost",
        &[Fantastic],
    ),
    (
        "photo|photograph|photography|photographic|photorealistic|snapshot|analog film|35mm film",
        &[Made(Photograph)],
    ),
    (
        "film still|cinematic|movie still|footage|polaroid|instant film|macro photo",
        &[Made(Photograph)],
    ),
    (
        "painting|watercolour|watercolor|oil painting|oil on canvas|gouache|acrylic|impasto|fresco|aquarelle",
        &[Made(Painting)],
    ),
    (
        "impressionist|impressionism|painted|ink wash|brushstroke",
        &[Made(Painting)],
    ),
    (
        "drawing|sketch|pencil|charcoal|line art|ink|doodle|comic|manga|crayon|chalk|illustration",
        &[Made(Drawing)],
    ),
    (
        "print|woodcut|linocut|etching|screen print|risograph|lithograph|poster|engraving",
        &[Made(Print)],
    ),
    (
        "paper cut|papercut|origami|clay|felt|embroidery|mosaic|stained glass|collage|knitted",
        &[Made(Craft)],
    ),
    (
        "3d|render|rendering|pixel art|low poly|voxel|vector|digital art|concept art|isometric|anime|cgi",
        &[Made(Digital)],
    ),
    (
        "logo|icon|flat design",
        &[Made(Digital), Empty, Centred, Close, Abstract],
    ),
    (
        "vintage|retro|victorian|medieval|art deco|art nouveau|bauhaus|1920s|1930s|1950s|1960s|1970s|1980s",
        &[Era],
    ),
    (
        "futuristic|cyberpunk|steampunk|synthwave|renaissance|baroque|ukiyo",
        &[Era],
    ),
    ("film noir|noir", &[Era, Lit, Hard, Monochrome, Gloomy]),
    ("soft light|diffused light|softbox|diffuse light|diffused", &[Lit, Soft]),
    (
        "drone|macro|35mm|50mm|85mm|bokeh|long exposure|telephoto|fisheye|depth of field",
        &[Made(Photograph)],
    ),
    ("product shot|product photo", &[Made(Photograph), Still]),
    (
        "jellyfish|seahorse|shark|dolphin|squirrel|otter|badger|swan|heron|snake",
        &[Animal],
    ),
    ("astronaut|spaceship|rocket|satellite", &[Space]),
    ("soft", &[Soft]),
    ("harsh", &[Hard]),
    ("hard light|harsh light|spotlight|flash", &[Lit, Hard]),
    ("backlit|backlight|rim light|silhouette|contre jour", &[Lit, Back]),
    ("side light|sidelight|window light|raking light", &[Lit, Side]),
    (
        "candle|candlelight|fire|firelight|campfire|fireplace|flame|lantern|torch",
        &[Lit, Fire, Warm],
    ),
    (
        "neon|neon light|neon sign|glowing|glow|luminous|lamplight|street lamp|lit|lighting",
        &[Lit, Neon],
    ),
    ("chiaroscuro|low key", &[Lit, Hard, Dramatic]),
    ("high key", &[Lit, Soft]),
    ("light ray|god ray|sunbeam|sunray|volumetric", &[Lit, Back]),
    ("close up|closeup|macro|extreme close up|detail shot", &[Close]),
    ("portrait|headshot|bust", &[Portrait]),
    (
        "wide shot|wide angle|wide view|panorama|panoramic|vista|long shot|establishing shot",
        &[Wide],
    ),
    (
        "aerial|aerial view|drone|bird's eye|birds eye|bird's eye view|top down|flat lay|from above|overhead",
        &[Above],
    ),
    ("low angle|worm's eye|from below", &[Below]),
    ("eye level|frontal", &[Straight]),
    ("centred|centered|in the middle", &[Centred]),
    ("rule of third|off centre|off center", &[OffCentre]),
    ("symmetrical|symmetric|symmetry", &[Symmetric]),
    (
        "minimal|minimalist|minimalistic|negative space|empty background|plain background|white background",
        &[Empty],
    ),
    ("isolated|seamless background", &[Empty]),
    (
        "35mm|50mm|85mm|24mm|200mm|telephoto|fisheye|lens|anamorphic|tilt shift",
        &[Lens],
    ),
    (
        "bokeh|depth of field|shallow focus|blurred background|f 1.8|soft focus",
        &[Depth],
    ),
    (
        "zoom|pan|panning|dolly|tracking shot|timelapse|time lapse|slow motion|handheld|orbit shot",
        &[Moving],
    ),
    (
        "push in|pull back|static shot|static camera|fly through|flyover|crane shot|steadicam",
        &[Moving],
    ),
    (
        "red|blue|green|yellow|orange|purple|pink|teal|turquoise|violet|brown|gold|golden|silver|crimson",
        &[Coloured],
    ),
    (
        "copper|amber|emerald|cyan|magenta|ochre|beige|white|black|grey|coloured",
        &[Coloured],
    ),
    (
        "black and white|monochrome|monochromatic|greyscale|sepia",
        &[Monochrome],
    ),
    ("pastel|pale", &[Pastel]),
    ("vivid|vibrant|colourful|saturated|rainbow", &[Vivid]),
    ("muted|desaturated|faded|subdued|washed out", &[Muted]),
    ("warm|cosy|cozy", &[Warm]),
    ("cool|cold|chilly", &[Cool]),
    ("calm|serene|peaceful|quiet|still|tranquil|silent|relaxing", &[Calm]),
    (
        "gloomy|dark|sad|melancholic|melancholy|lonely|somber|sombre|bleak|abandoned|desolate",
        &[Gloomy],
    ),
    (
        "joyful|happy|cheerful|festive|smiling|laughing|celebration|party",
        &[Joyful],
    ),
    (
        "dramatic|epic|heroic|intense|majestic|raging|tense|battle|powerful",
        &[Dramatic],
    ),
    (
        "mysterious|eerie|spooky|haunted|surreal|dreamlike|dreamy|ethereal|mystical",
        &[Mysterious],
    ),
    ("tender|gentle|romantic|intimate|nostalgic|loving", &[Tender]),
    ("playful|whimsical|funny|cute|quirky|silly|humorous", &[Playful]),
    ("detailed|sharp|crisp|highly detailed|intricate", &[Sharpness]),
    ("grain|grainy|textured|rough|gritty", &[Texture]),
    (
        "lettering|text|sign|slogan|caption|typography|headline|label|words",
        &[Lettering],
    ),
];

/// Words that add nothing to what stands beside them, so that a clause with them still says only what they qualify.
pub(super) const FILLERS: &[&str] = &[
    "style",
    "shot",
    "view",
    "light",
    "lighting",
    "mood",
    "atmosphere",
    "palette",
    "colour",
    "tone",
    "feel",
    "feeling",
    "look",
    "deep",
    "soft",
    "light",
    "bright",
    "high",
    "low",
    "strong",
    "heavy",
    "early",
    "late",
    "really",
    "slightly",
    "background",
    "vibe",
    "angle",
    "film",
    "old",
    "weather",
    "scene",
    "season",
    "contrast",
    "beautiful",
    "camera",
    "slow",
    "through",
    "near",
    "inside",
    "outside",
    "during",
    "only",
    "all",
    "made",
    "hour",
    "composition",
    "setting",
    "time",
    "full",
    "big",
    "small",
];
