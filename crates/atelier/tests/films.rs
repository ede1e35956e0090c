//! What a film must be: whole, smooth, the same on any number of threads, and playable by what reads MP4.
#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a test stops where it fails, and its sums are small"
)]

use std::sync::atomic::{AtomicU32, Ordering};

use atelier::{
    AnimateError, Film, FilmOrder, FrameRate, PaintOrder, Picture, Stage, Unwatched, Watcher, animate, paint,
};
use openh264::{decoder::Decoder, formats::YUVSource};
use shiguredo_mp4::demux::{Input, Mp4FileDemuxer};

fn order(words: &str) -> FilmOrder {
    FilmOrder {
        words: words.to_owned(),
        negative: Vec::new(),
        width: 320,
        height: 192,
        seconds: 2,
        frames_per_second: FrameRate::Cinema,
        seed: 7,
        first_frame: None,
        last_frame: None,
    }
}

fn filmed(words: &str) -> Film {
    animate(&order(words), &Unwatched).unwrap()
}

/// A frame's light, row after row.
type Light = Vec<u8>;

/// Reads the file as a player would, and decodes every frame.
fn watched(film: &Film, (width, height): (usize, usize)) -> Vec<Light> {
    let mut demuxer = Mp4FileDemuxer::new();
    while let Some(required) = demuxer.required_input() {
        let from = usize::try_from(required.position).unwrap();
        let until = required.size.map_or(film.mp4.len(), |size| from + size);
        demuxer.handle_input(Input {
            position: required.position,
            data: &film.mp4[from..until],
        });
    }
    let mut parameters = Vec::new();
    let mut decoder = Decoder::new().unwrap();
    let mut frames = Vec::new();
    while let Some(sample) = demuxer.next_sample().unwrap() {
        if let Some(shiguredo_mp4::boxes::SampleEntry::Avc1(entry)) = sample.sample_entry {
            assert_eq!(usize::from(entry.visual.width), width);
            assert_eq!(usize::from(entry.visual.height), height);
            for unit in entry.avcc_box.sps_list.iter().chain(&entry.avcc_box.pps_list) {
                parameters.extend([0, 0, 0, 1]);
                parameters.extend(unit);
            }
        }
        let from = usize::try_from(sample.data_offset).unwrap();
        let mut rest = &film.mp4[from..from + sample.data_size];
        let mut stream = if sample.keyframe {
            parameters.clone()
        } else {
            Vec::new()
        };
        while let Some((length, after)) = rest.split_first_chunk::<4>() {
            let (unit, after) = after.split_at(usize::try_from(u32::from_be_bytes(*length)).unwrap());
            stream.extend([0, 0, 0, 1]);
            stream.extend(unit);
            rest = after;
        }
        let shown = decoder.decode(&stream).unwrap().unwrap();
        assert_eq!(shown.dimensions(), (width, height));
        let rows = shown.y().chunks(shown.strides().0).take(height);
        frames.push(rows.flat_map(|row| row[..width].to_vec()).collect());
    }
    frames
}

fn seen(film: &Film) -> Vec<Light> {
    watched(film, (320, 192))
}

fn mean(light: &[u8]) -> f64 {
    light.iter().map(|value| f64::from(*value)).sum::<f64>() / light.len() as f64
}

fn apart(one: &[u8], other: &[u8]) -> f64 {
    let differences = one
        .iter()
        .zip(other)
        .map(|(one, other)| f64::from(one.abs_diff(*other)));
    differences.sum::<f64>() / one.len() as f64
}

fn on_threads(threads: usize, order: &FilmOrder) -> Film {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| animate(order, &Unwatched)).unwrap()
}

fn place(film: &Film, name: [u8; 4]) -> usize {
    let mut at = 0;
    while let Some(size) = film.mp4.get(at..at + 8) {
        if size[4..] == name {
            return at;
        }
        let short = u32::from_be_bytes(size[..4].try_into().unwrap());
        at += match short {
            1 => usize::try_from(u64::from_be_bytes(film.mp4[at + 8..at + 16].try_into().unwrap())).unwrap(),
            size => usize::try_from(size).unwrap(),
        };
    }
    panic!("no {name:?}");
}

/// What a picture looks like in a film: the light that video makes of it.
fn light_of(rgb: &[u8]) -> Light {
    let light = |pixel: &[u8]| {
        let sum = 47 * u32::from(pixel[0]) + 157 * u32::from(pixel[1]) + 16 * u32::from(pixel[2]);
        u8::try_from((sum + 128) / 256 + 16).unwrap_or(u8::MAX)
    };
    rgb.chunks_exact(3).map(light).collect()
}

fn painted(words: &str, width: u32, height: u32) -> Picture {
    let order = PaintOrder {
        words: words.to_owned(),
        negative: String::new(),
        width,
        height,
        seed: 3,
    };
    let painting = paint(&order, &Unwatched).unwrap();
    Picture::new(painting.rgb, width, height).unwrap()
}

const SCENES: &[&str] = &[
    "waves under a full moon",
    "snowfall in the mountains",
    "city skyline at night in rain",
    "northern lights over snowy mountains",
    "clouds over a desert",
    "abstract teal and copper flow",
    "abstract geometric pastel",
    "foggy forest in the morning",
    "palms on a beach at sunset, zoom in",
    "lighthouse on a cliff, heavy sea at dusk",
    "mountain lake, sunset to night, pan left",
    "a windmill on green hills",
    "hot air balloons over hills at dawn",
    "a waterfall above a lake at noon",
    "a ringed planet in space",
];

#[test]
fn films_are_whole_bright_and_move_without_flicker() {
    for words in SCENES {
        let film = filmed(words);
        let frames = seen(&film);
        assert_eq!(frames.len(), 48, "{words}");
        assert_eq!(film.frames, 48);
        assert!(frames.iter().all(|frame| mean(frame) > 22.0), "{words}");
        let steps: Vec<f64> = frames.windows(2).map(|pair| apart(&pair[0], &pair[1])).collect();
        let most = steps.iter().copied().fold(0.0, f64::max);
        assert!(most < 9.0, "{words}: {most} from one frame to the next");
        let far = apart(&frames[0], &frames[47]);
        assert!(far > 0.8, "{words}: only {far} from the first to the last");
        let brightness: Vec<f64> = frames.iter().map(|frame| mean(frame)).collect();
        let jump = brightness
            .windows(2)
            .map(|pair| (pair[0] - pair[1]).abs())
            .fold(0.0, f64::max);
        // A whole evening in two seconds grows dark quickly, and evenly all the same.
        let most = if words.contains("to night") { 3.5 } else { 1.5 };
        assert!(jump < most, "{words}: brightness jumps by {jump}");
    }
}

/// Words that name a thing, and the same without it.
const THINGS: &[(&str, &str)] = &[
    ("an erupting volcano over a lake at night", "a lake at night"),
    ("a waterfall above a lake at noon", "a lake at noon"),
    ("a bridge over the sea at noon", "the sea at noon"),
    ("icebergs in the sea at noon", "the sea at noon"),
    ("hot air balloons over hills at noon", "hills at noon"),
    ("a windmill on hills at noon", "hills at noon"),
    ("cherry blossom tree on hills at noon", "hills at noon"),
    ("birches on hills at noon", "hills at noon"),
    ("flowers on hills at noon", "hills at noon"),
    ("a river through hills at noon", "hills at noon"),
    ("a village before mountains at noon", "mountains at noon"),
    ("a comet over mountains at night", "mountains at night"),
    ("a cactus in the desert at noon", "the desert at noon"),
    ("fireworks over the city at night", "the city at night"),
    ("street lamps in the city at night", "the city at night"),
    ("a ringed planet in space", "stars in space"),
    ("a purple nebula in space", "stars in space"),
    ("a spiral galaxy in space", "stars in space"),
    ("the earth from space", "stars in space"),
];

fn filmed_briefly(words: &str) -> Vec<Light> {
    let mut order = order(&format!("{words}, still camera"));
    order.seconds = 1;
    seen(&animate(&order, &Unwatched).unwrap())
}

#[test]
fn what_a_painting_shows_a_film_shows_too() {
    for (with, without) in THINGS {
        let difference = apart(&filmed_briefly(with)[12], &filmed_briefly(without)[12]);
        assert!(difference > 1.0, "{with}: only {difference}");
    }
}

#[test]
fn fireworks_and_shooting_stars_come_and_go() {
    for (with, without, least) in [
        ("fireworks over the city at night", "the city at night", 0.4),
        ("shooting stars over the desert at night", "the desert at night", 0.03),
    ] {
        let film = |words: &str| {
            let mut order = order(&format!("{words}, still camera"));
            order.seconds = 4;
            seen(&animate(&order, &Unwatched).unwrap())
        };
        let (with_it, without_it) = (film(with), film(without));
        // Only the upper half: what is below has nothing to do with it.
        let sky = |frame: &Light| frame[..320 * 96].to_vec();
        let added: Vec<Vec<u8>> = with_it
            .iter()
            .zip(&without_it)
            .map(|(with_it, without_it)| {
                let pairs = sky(with_it).into_iter().zip(sky(without_it));
                pairs
                    .map(|(with_it, without_it)| with_it.saturating_sub(without_it))
                    .collect()
            })
            .collect();
        let shown = added.iter().filter(|added| mean(added) > 0.01).count();
        assert!(shown > 80, "{with}: seen in {shown} of 96 frames");
        // A second later they are elsewhere.
        for moment in [0, 24, 48] {
            let change = apart(&added[moment], &added[moment + 24]);
            assert!(change > least, "{with}: only {change} after {moment} frames");
        }
    }
}

#[test]
fn space_has_no_horizon_and_no_sun() {
    for words in ["a ringed planet in space", "a purple and teal nebula", "stars in space"] {
        let frame = &filmed_briefly(words)[12];
        let corners = [&frame[..320 * 16], &frame[320 * 176..]];
        assert!(corners.iter().all(|rows| mean(rows) < 70.0), "{words}");
    }
}

#[test]
fn a_snowy_night_can_be_read() {
    let frames = filmed_briefly("snow falling in a mountain village at night");
    assert!(mean(&frames[12]) > 40.0, "{}", mean(&frames[12]));
}

#[test]
fn sails_turn_and_everything_around_them_stands_still() {
    let frames = filmed_briefly("a windmill on hills under a clear sky at noon");
    let rows = |frame: &Light| frame[..320 * 130].to_vec();
    assert!(apart(&rows(&frames[0]), &rows(&frames[18])) > 1.0);
    assert!(apart(&frames[0][320 * 160..], &frames[18][320 * 160..]) < 1.0);
}

#[test]
fn the_same_order_gives_the_same_bytes_on_one_and_two_threads() {
    for words in [
        "waves under a full moon, snow",
        "abstract flow",
        "sea, sunset to night",
        "fireworks over a city and an erupting volcano",
        "a windmill, a waterfall and hot air balloons over hills",
    ] {
        let order = order(words);
        assert_eq!(on_threads(1, &order), on_threads(2, &order), "{words}");
    }
}

#[test]
fn the_directory_comes_before_the_pictures_and_the_origin_is_told() {
    let film = filmed("mountains");
    assert_eq!(&film.mp4[4..8], b"ftyp");
    assert!(place(&film, *b"moov") < place(&film, *b"mdat"));
    let statement = b"digitalsourcetype/algorithmicMedia";
    let told = film.mp4[place(&film, *b"uuid")..]
        .windows(statement.len())
        .any(|bytes| bytes == statement);
    assert!(told);
}

#[test]
fn the_poster_is_the_first_frame() {
    let film = filmed("palms on a beach");
    assert_eq!(film.poster_rgb.len(), 320 * 192 * 3);
    assert!(apart(&light_of(&film.poster_rgb), &seen(&film)[0]) < 4.0);
}

#[test]
fn a_film_of_a_picture_begins_with_it() {
    let mut order = order("snow, pan right");
    order.words.clear();
    order.first_frame = Some(painted("alpine lake in autumn", 320, 192));
    let film = animate(&order, &Unwatched).unwrap();
    let frames = seen(&film);
    let picture = painted("alpine lake in autumn", 320, 192);
    let wanted = light_of(&animate_free(&picture));
    assert!(apart(&wanted, &frames[0]) < 5.0, "{}", apart(&wanted, &frames[0]));
    assert!(apart(&frames[0], &frames[47]) > 1.0);
}

/// A picture's own pixels, by way of a file.
fn animate_free(picture: &Picture) -> Vec<u8> {
    let painting = paint(
        &PaintOrder {
            words: "alpine lake in autumn".to_owned(),
            negative: String::new(),
            width: picture.width(),
            height: picture.height(),
            seed: 3,
        },
        &Unwatched,
    );
    painting.unwrap().rgb
}

#[test]
fn a_film_of_two_pictures_ends_with_the_second() {
    let mut order = order("");
    order.first_frame = Some(painted("desert at noon", 640, 480));
    order.last_frame = Some(painted("alpine lake in autumn", 320, 192));
    let frames = seen(&animate(&order, &Unwatched).unwrap());
    let picture = painted("alpine lake in autumn", 320, 192);
    let last = frames.last().unwrap();
    let wanted = light_of(&animate_free(&picture));
    assert!(apart(&wanted, last) < 6.0, "{}", apart(&wanted, last));
    assert!(apart(&wanted, &frames[0]) > 12.0);
}

#[test]
fn a_loop_comes_back_to_where_it_began() {
    for words in [
        "waves at noon, seamless loop",
        "abstract flow, loop",
        "snowfall in the mountains, pan left, loop",
        "fireworks over the city, loop",
        "an erupting volcano at night, loop",
        "a windmill on green hills, loop",
        "hot air balloons over hills, loop",
        "a spiral galaxy in space, loop",
    ] {
        let frames = seen(&filmed(words));
        let steps: Vec<f64> = frames.windows(2).map(|pair| apart(&pair[0], &pair[1])).collect();
        let usual = steps.iter().sum::<f64>() / steps.len() as f64;
        let join = apart(frames.last().unwrap(), &frames[0]);
        assert!(
            join < 2.0 * usual + 1.5,
            "{words}: {join} at the join, {usual} elsewhere"
        );
    }
}

#[test]
fn shots_follow_each_other_and_the_light_may_change() {
    let film = filmed("desert at noon, still camera\n---\nsea at night, still camera");
    let title = film.title.to_lowercase();
    assert!(title.contains("desert") && title.contains("sea"), "{title}");
    let frames = seen(&film);
    assert!(mean(&frames[0]) > 1.5 * mean(&frames[47]));
    let film = filmed("calm sea from noon to night");
    let frames = seen(&film);
    assert!(mean(&frames[0]) > 1.5 * mean(&frames[47]));
}

#[test]
fn what_is_unwanted_is_left_out_and_words_without_meaning_are_reported() {
    let mut order = order("mountains in falling snow with xyzzy, slow zoom in");
    let with = animate(&order, &Unwatched).unwrap();
    assert_eq!(with.unused_words, ["falling", "xyzzy"]);
    order.negative = vec!["snow".to_owned(), "frobs".to_owned()];
    let without = animate(&order, &Unwatched).unwrap();
    assert_ne!(with.mp4, without.mp4);
    assert_eq!(without.unused_words, ["falling", "xyzzy"]);
}

#[test]
fn orders_beyond_the_limits_are_refused() {
    let with = |change: fn(&mut FilmOrder)| {
        let mut order = order("sea");
        change(&mut order);
        animate(&order, &Unwatched).unwrap_err()
    };
    for change in [
        |order: &mut FilmOrder| order.width = 321,
        |order: &mut FilmOrder| order.height = 126,
        |order: &mut FilmOrder| order.width = 1922,
        |order: &mut FilmOrder| (order.width, order.height) = (1920, 1920),
    ] {
        assert!(matches!(with(change), AnimateError::Size));
    }
    assert!(matches!(
        with(|order: &mut FilmOrder| order.seconds = 0),
        AnimateError::Length
    ));
    assert!(matches!(
        with(|order: &mut FilmOrder| order.seconds = 61),
        AnimateError::Length
    ));
    assert!(matches!(
        with(|order: &mut FilmOrder| order.words = "sea ".repeat(9000)),
        AnimateError::Words
    ));
}

#[test]
fn upright_and_tiny_films_are_whole() {
    for (width, height) in [(128, 128), (180, 320), (1920, 128)] {
        let mut order = order("palms, cliff, boat, birds and pines at a lake in rain and fog, storm");
        (order.width, order.height, order.seconds) = (width, height, 1);
        let film = animate(&order, &Unwatched).unwrap();
        assert_eq!(watched(&film, (width as usize, height as usize)).len(), 24);
    }
}

/// Stops after a number of reports.
struct Impatient(AtomicU32);

impl Watcher for Impatient {
    fn progress(&self, _: f32, _: Stage) {
        self.0
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| Some(left.saturating_sub(1)))
            .unwrap();
    }

    fn cancelled(&self) -> bool {
        self.0.load(Ordering::SeqCst) == 0
    }
}

#[test]
fn a_cancelled_film_stops_where_it_is() {
    for reports in [0, 1, 4, 20] {
        let watcher = Impatient(AtomicU32::new(reports));
        let outcome = animate(&order("waves"), &watcher);
        assert!(
            matches!(outcome, Err(AnimateError::Cancelled)),
            "after {reports} reports"
        );
    }
}
