//! The German vocabulary of ideas, so that what a German idea says is not contradicted either.

#![allow(
    clippy::enum_glob_use,
    reason = "a table of facts reads better without their type on every line"
)]

use super::fact::Fact::{self, *};
use crate::composer::styles::Medium::{Craft, Digital, Drawing, Painting, Photograph, Print};

/// Phrases, separated by bars, and what they say.
pub(super) const GERMAN: &[(&str, &[Fact])] = &[
    (
        "morgengrauen|sonnenaufgang|tagesanbruch|dämmerung|morgendämmerung",
        &[Dawn],
    ),
    ("morgen|morgens|früh", &[Morning]),
    ("mittag|mittags|tag|nachmittag|sonne|sonnig", &[Day]),
    ("goldene stunde|abendlicht", &[Golden, Lit, Warm]),
    ("sonnenuntergang|abendrot", &[Sunset, Outdoors]),
    ("abend|abends|abenddämmerung|blaue stunde", &[Dusk]),
    (
        "nacht|nachts|mitternacht|mond|vollmond|mondlicht|stern|sterne|sternenhimmel",
        &[Night],
    ),
    ("frühling|frühjahr", &[Spring]),
    ("sommer", &[Summer]),
    ("herbst|herbstlich", &[Autumn]),
    (
        "winter|winterlich|frost|eis|verschneit|verschneite|verschneiter|schnee|schneefall",
        &[Winter, Snow, Outdoors],
    ),
    ("bewölkt|wolken|wolke", &[Cloudy, Outdoors]),
    ("regen|regnerisch|nieselregen|nass", &[Rain]),
    ("nebel|neblig|nebliger|neblige|dunst", &[Fog]),
    ("sturm|stürmisch|stürmische|gewitter|blitz", &[Storm, Outdoors]),
    ("zimmer|küche|bibliothek|raum|werkstatt|kirche|stube|büro", &[Indoors]),
    ("wiese|feld|garten|hügel|tal|heide|park", &[Outdoors, Meadow]),
    ("meer|küste|strand|hafen|wellen|insel|ozean", &[Sea, Outdoors]),
    ("see|fluss|bach|teich|wasserfall", &[Water, Outdoors]),
    (
        "berg|berge|gipfel|alpen|klippe|gebirge|gletscher",
        &[Mountains, Outdoors],
    ),
    ("wald|wälder|dschungel", &[Forest, Outdoors]),
    ("wüste|düne|dünen", &[Desert, Outdoors]),
    ("stadt|straße|gasse|dorf|marktplatz|brücke|altstadt", &[City, Outdoors]),
    ("unterwasser|korallenriff", &[Underwater]),
    ("weltall|weltraum|planet|galaxie", &[Space]),
    ("himmel", &[Sky, Outdoors]),
    (
        "mann|frau|mädchen|junge|kind|kinder|mensch|menschen|gesicht|paar|fischer|tänzerin|oma|opa",
        &[Person],
    ),
    (
        "katze|hund|fuchs|wolf|bär|pferd|vogel|eule|fisch|wal|hase|hirsch|igel|rabe",
        &[Animal],
    ),
    ("essen|kuchen|brot|suppe|kaffee|tee", &[Food, Still]),
    ("blume|blumen|baum|bäume|rose|pilz|pilze", &[Plant]),
    ("haus|schloss|burg|turm|leuchtturm|hütte|tempel|ruine", &[Building]),
    ("auto|zug|schiff|boot|fahrrad|flugzeug|segelboot", &[Vehicle]),
    ("drache|fee|zauberer|magisch|einhorn", &[Fantastic]),
    ("foto|fotografie", &[Made(Photograph)]),
    ("gemälde|aquarell|ölgemälde|gemalt", &[Made(Painting)]),
    (
        "zeichnung|skizze|bleistift|kohle|tusche|bleistiftzeichnung",
        &[Made(Drawing)],
    ),
    ("holzschnitt|linolschnitt|radierung|plakat", &[Made(Print)]),
    ("scherenschnitt|mosaik|stickerei|glasfenster", &[Made(Craft)]),
    ("pixelkunst|vektorgrafik", &[Made(Digital)]),
    ("kerze|kerzenlicht|feuer|lagerfeuer|laterne", &[Lit, Fire, Warm]),
    ("gegenlicht", &[Lit, Back]),
    ("nahaufnahme", &[Close]),
    ("porträt|portrait", &[Portrait, Person]),
    ("panorama|weitwinkel", &[Wide]),
    ("luftaufnahme|luftbild|von oben", &[Above]),
    (
        "rot|rote|roter|blau|blaue|blauer|grün|grüne|grüner|gelb|gelbe|schwarz|schwarze|weiß|weiße|golden|goldene",
        &[Coloured],
    ),
    ("schwarzweiß|einfarbig", &[Monochrome]),
    ("pastellfarben|blass", &[Pastel]),
    ("bunt|bunte|farbenfroh", &[Vivid]),
    ("ruhig|ruhige|ruhiger|still|stille|friedlich", &[Calm]),
    (
        "düster|düstere|düsterer|traurig|einsam|einsame|verlassen|verlassene",
        &[Gloomy],
    ),
    ("fröhlich|fröhliche|glücklich|festlich", &[Joyful]),
    ("dramatisch|dramatische", &[Dramatic]),
    (
        "geheimnisvoll|geheimnisvolle|unheimlich|verwunschen|verwunschene",
        &[Mysterious],
    ),
    ("zart|romantisch|romantische", &[Tender]),
    ("verspielt|lustig|niedlich|niedliche", &[Playful]),
];

/// Words that tell that a text is German, and mean nothing in English.
pub(super) const MARKS: &[&str] = &[
    "ein", "eine", "einer", "eines", "einem", "einen", "der", "das", "den", "dem", "des", "und", "mit", "im", "am",
    "auf", "bei", "vom", "zum", "zur", "ohne", "über", "unter", "vor", "neben", "hinter",
];
