//! What the writer must keep to, whatever the text.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use atelier::{Limits, WriteError, WriteOrder, Written, write};
use proptest::prelude::*;

const BRIDGE: &str = "The old bridge at Farwick was built in 1874 by the engineer Mary Holt. It crosses the river Lenn \
with three stone arches. For sixty years the bridge carried coal from the mines to the harbour. The mines closed in 1934, \
and the coal trains stopped. Grass grew between the rails. In 1961 the town wanted to take the bridge down, but a group \
of teachers collected four thousand signatures. The bridge was saved and became a path for walkers and cyclists. Today \
about two hundred thousand people cross the bridge every year. The stone arches are lit at night since 2015. A small \
museum in the former station tells the history of the bridge and its engineer.";
const BRÜCKE: &str = "Die alte Brücke in Fahrwitz wurde 1874 von der Ingenieurin Maria Holt gebaut. Sie überquert den Fluss \
Lenn mit drei Bögen aus Stein. Sechzig Jahre lang trug die Brücke Kohle aus den Gruben zum Hafen. Am 3. Oktober 1934 \
schlossen die Gruben, und die Kohlezüge hielten an. Zwischen den Schienen wuchs Gras. Im Jahr 1961 wollte die Stadt die \
Brücke abreißen, doch einige Lehrer sammelten viertausend Unterschriften. Die Brücke blieb stehen und wurde ein Weg für \
Wanderer und Radfahrer. Heute überqueren etwa zweihunderttausend Menschen im Jahr die Brücke. Ein kleines Museum im \
früheren Bahnhof erzählt die Geschichte der Brücke.";

fn order(words: &str) -> WriteOrder {
    WriteOrder {
        words: words.to_owned(),
        seed: 7,
    }
}

fn written(words: &str) -> Written {
    write(&order(words)).unwrap()
}

fn refused(words: &str) -> WriteError {
    write(&order(words)).unwrap_err()
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The ends of sentences in a text of plain sentences.
fn count_of_sentences(text: &str) -> usize {
    text.replace("3. Oktober", "3 Oktober").matches(['.', '!', '?']).count()
}

#[test]
fn a_summary_has_the_sentences_that_were_asked_for_and_keeps_them() {
    for (task, text, wanted) in [
        ("summarise in 3 sentences: ", BRIDGE, 3),
        ("Summarize this in two sentences:\n\n", BRIDGE, 2),
        ("tl;dr: ", BRIDGE, 3),
        ("Fasse in 3 Sätzen zusammen: ", BRÜCKE, 3),
        ("Zusammenfassung in einem Satz: ", BRÜCKE, 1),
        ("Kürze auf ein Drittel: ", BRÜCKE, 3),
        ("", BRIDGE, 3),
    ] {
        let summary = written(&format!("{task}{text}"));
        assert_eq!(count_of_sentences(&summary.text), wanted, "{task}: {}", summary.text);
        assert_eq!(summary.note, Some(Limits::KeepsSentences));
        let source = on_one_line(text);
        let mut from = 0;
        for sentence in summary.text.split_inclusive(". ") {
            let place = source[from..]
                .find(sentence.trim())
                .unwrap_or_else(|| panic!("{sentence} is not in the text"));
            from += place;
        }
    }
}

#[test]
fn a_summary_opens_with_what_the_text_is_about() {
    assert!(
        written(&format!("summarise in 2 sentences: {BRIDGE}"))
            .text
            .starts_with("The old bridge at Farwick")
    );
    assert!(
        written(&format!("Fasse in 2 Sätzen zusammen: {BRÜCKE}"))
            .text
            .starts_with("Die alte Brücke in Fahrwitz")
    );
}

#[test]
fn titles_and_keywords_are_words_of_the_text() {
    for (text, subject) in [(BRIDGE, "bridge"), (BRÜCKE, "Brücke")] {
        let title = written(&format!("title: {text}"));
        assert!(
            title.text.to_lowercase().contains(&subject.to_lowercase()),
            "{}",
            title.text
        );
        let lower = on_one_line(text).to_lowercase();
        assert!(lower.contains(&title.text.to_lowercase()), "{}", title.text);
        let keywords = written(&format!("6 keywords: {text}")).text;
        assert_eq!(keywords.split(", ").count(), 6, "{keywords}");
        for keyword in keywords.split(", ") {
            assert!(lower.contains(&keyword.to_lowercase()), "{keyword}");
        }
        assert!(keywords.to_lowercase().contains(&subject.to_lowercase()), "{keywords}");
    }
}

#[test]
fn points_and_outlines_are_lists() {
    let points = written(&format!("4 bullet points: {BRIDGE}")).text;
    assert_eq!(
        points.lines().filter(|line| line.starts_with("- ")).count(),
        4,
        "{points}"
    );
    let outline = written(&format!("Gliederung:\n{BRÜCKE}")).text;
    assert!(outline.starts_with("1. ") && outline.contains("\n   - "), "{outline}");
    let own = written("outline:\n# Bread\n\nFlour and water. Salt too.\n\n# Oven\n\nHot as it gets. Bake long.").text;
    assert!(own.contains("1. Bread\n") && own.contains("2. Oven\n"), "{own}");
}

#[test]
fn readability_follows_the_published_formulas() {
    // Six words of one syllable in one sentence: 206.835 - 1.015 * 6 - 84.6.
    let easy = written("readability: The cat sat on the mat.").text;
    assert!(easy.contains("116.1"), "{easy}");
    // Five words, seven syllables: 180 - 5 - 58.5 * 7 / 5.
    let german = written("Lesbarkeit: Der alte Mann kauft Brote.").text;
    assert!(german.contains("93,1") && german.contains("sehr leicht"), "{german}");
    let hard = written(
        "readability: The institutional implementation of organisational accountability necessitates comprehensive \
         interdepartmental communication, notwithstanding considerable administrative difficulties that inevitably \
         accompany the fundamental reorganisation of established responsibilities.",
    )
    .text;
    assert!(
        hard.contains("very difficult") && hard.contains("shorter words"),
        "{hard}"
    );
}

#[test]
fn pictures_are_described_by_what_is_painted() {
    let text = written("alt text: a lighthouse on a cliff at dusk").text;
    assert_eq!(text, "A lighthouse on a cliff above the sea at dusk.");
    assert_eq!(
        written("Bildunterschrift: ein Leuchtturm bei Nacht").text,
        "Ein Leuchtturm bei Nacht"
    );
    let unknown = written("alt text: xyzzy");
    assert_eq!(
        (unknown.text.as_str(), unknown.note),
        ("Xyzzy.", Some(Limits::KnowsScenesOnly))
    );
}

#[test]
fn forms_use_the_given_words_and_leave_gaps_for_the_rest() {
    let product = written("product copy: handmade mug, 300 ml, dishwasher safe").text;
    for part in [
        "# Handmade mug",
        "- 300 ml",
        "- Dishwasher safe",
        "Price: [price]",
        "Material: [material]",
    ] {
        assert!(product.contains(part), "{part} in {product}");
    }
    assert!(!product.contains("Size: ["), "{product}");
    let post = written("Beitrag: Wir eröffnen am Samstag unsere Bäckerei in der Gartenstraße").text;
    assert!(
        post.contains("Bäckerei") && post.contains("[Link]") && !post.contains("Wann:"),
        "{post}"
    );
}

#[test]
fn what_needs_knowledge_is_refused_with_what_is_possible() {
    for words in [
        "write a poem about the sea",
        "What is the capital of France?",
        "hello there",
        "Schreibe ein Gedicht über den Herbst",
        "Wer hat die Brücke gebaut?",
        "translate into German: The cat sat on the mat.",
    ] {
        let error = refused(words);
        assert_eq!(error, WriteError::BeyondIt, "{words}");
        assert!(error.to_string().contains("summary") && error.to_string().contains("connect a text model"));
    }
}

#[test]
fn missing_and_endless_texts_are_refused() {
    assert_eq!(refused("  \n "), WriteError::Empty);
    assert_eq!(refused("summarise:"), WriteError::NoText);
    assert_eq!(refused(&"ä".repeat(40_001)), WriteError::TooLong);
    assert!(write(&order(&format!("summarise: {}", "ä".repeat(39_000)))).is_ok());
}

#[test]
fn long_and_odd_texts_are_done_with_in_time() {
    let sentences: Vec<String> = (0..1600)
        .map(|number| format!("Word{} is like word{}.", number % 97, number % 53))
        .collect();
    let odd = [
        "a. ".repeat(13_000),
        "a.b".repeat(13_000),
        "- x\n".repeat(9_900),
        sentences.join(" "),
        "Aa Bb. ".repeat(5_700),
    ];
    for text in &odd {
        for task in [
            "summarise to 90 %",
            "keywords",
            "title",
            "outline",
            "60 bullet points",
            "readability",
            "post",
            "product copy",
        ] {
            assert!(write(&order(&format!("{task}: {text}"))).is_ok(), "{task}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_written_or_refused_the_same_way_twice(words in any::<String>(), seed in any::<u64>()) {
        let order = WriteOrder { words, seed };
        prop_assert_eq!(write(&order), write(&order));
    }

    #[test]
    fn any_text_after_any_task_is_done(
        task in prop::sample::select(TASKS),
        text in "(?s)([A-ZÄa-zäß0-9'\"„“.!?:;,#*-]{1,12}[ \n]{1,2}){0,60}",
    ) {
        let words = format!("{task}: {text}");
        let outcome = write(&order(&words));
        prop_assert!(matches!(outcome, Ok(_) | Err(WriteError::NoText)), "{:?}", outcome);
    }

    #[test]
    fn every_sentence_of_a_summary_is_in_the_text(
        sentences in prop::collection::vec("[A-Z][a-z]{1,8}( [a-z]{1,9}){0,12}[.!?]", 1..40),
        count in 1..9_usize,
    ) {
        let text = sentences.join(" ");
        let summary = write(&order(&format!("summarise in {count} sentences: {text}"))).unwrap().text;
        prop_assert!(summary.matches(['.', '!', '?']).count() >= count.min(sentences.len()));
        for sentence in summary.split_inclusive(['.', '!', '?']) {
            prop_assert!(text.contains(sentence.trim()), "{}", sentence);
        }
    }
}

const TASKS: &[&str] = &[
    "summarise",
    "title",
    "keywords",
    "outline",
    "bullet points",
    "readability",
    "alt text",
    "caption",
    "post",
    "product copy",
    "Fasse zusammen",
    "Überschrift",
    "Stichworte",
    "Gliederung",
    "Stichpunkte",
    "Lesbarkeit",
];
