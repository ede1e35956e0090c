//! Stories of the living policy: complete in every language, honest about its state, safe to print.

mod pages;

use std::collections::BTreeSet;

use super::{
    Promise, PromiseError, PromiseId, State, current, promises, terms,
    text::{Block, Piece},
};

/// The headings of the policy as it was given.
const HEADINGS: [&str; 30] = [
    "Introduction",
    "Our Role and Contact",
    "Information We Collect",
    "Information You Provide",
    "Information Collected Automatically",
    "AI‑Related Content and Artifacts",
    "Cookies and Similar Technologies",
    "How We Use Information",
    "Provide and Operate the Service",
    "Improve and Develop the Service",
    "Communicate with You",
    "Content Ownership and Model Training",
    "Legal, Security, and Compliance",
    "Data Storage, Security, and Retention",
    "Storage",
    "Security Measures",
    "Retention",
    "International Data Transfers and Residency",
    "How We Share Information",
    "Service Providers",
    "Third‑Party AI and Infrastructure",
    "Legal and Safety",
    "Business Transfers",
    "Your Rights and Choices",
    "Automated Decision‑Making",
    "Do Not Sell or Share Personal Information (CCPA/CPRA)",
    "Children's Privacy",
    "Changes to This Policy",
    "Contact Us",
    "California Privacy Rights",
];

/// What was in force under each version. When this fails, the words changed: give them a new version and note it here.
const POLICY_HASH: (&str, &str) = (
    "2026-11-24",
    "ac36ad9c90ab5317992d5337d0d15daefd2f3e51538a8b4148a535a7351975dc",
);
const TERMS_HASH: (&str, &str) = (
    "2026-11-24",
    "37a0044f8eb6e05415345dd1199306f6214e5b6037b7523c65e12e516f63c2f3",
);

#[test]
fn all_128_promises_are_here_once() {
    let ids: BTreeSet<_> = promises().unwrap().iter().map(|promise| &promise.id).collect();
    assert_eq!((promises().unwrap().len(), ids.len()), (128, 128));
}

#[test]
fn the_program_holds_every_promise_file_of_the_project() {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../promises")).unwrap();
    let names: BTreeSet<_> = folder
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let embedded: BTreeSet<_> = promises()
        .unwrap()
        .iter()
        .map(|promise| format!("{}.toml", promise.id))
        .collect();
    assert_eq!(names, embedded);
}

#[test]
fn every_heading_is_in_the_policy_in_the_given_order() {
    let english: Vec<_> = current().headings("en").map(|heading| heading.words).collect();
    let positions: Vec<_> = HEADINGS
        .iter()
        .map(|words| english.iter().position(|found| found == words))
        .collect();
    assert!(positions.iter().all(Option::is_some), "{positions:?}");
    assert!(positions.is_sorted());
    assert_eq!(english.last(), Some(&"European Privacy Rights"));
    assert_eq!(
        english.len(),
        HEADINGS.len() + 2,
        "the summary, the given headings, Europe"
    );
}

#[test]
fn every_language_has_the_same_sections_making_the_same_promises() {
    for document in [current(), terms()] {
        let anchors = |language| {
            document
                .headings(language)
                .map(|heading| heading.anchor)
                .collect::<Vec<_>>()
        };
        let made = |language| document.text(language).promises().collect::<Vec<_>>();
        let shape = |language| document.text(language).blocks.iter().map(shape_of).collect::<Vec<_>>();
        assert_eq!(anchors("en"), anchors("de"));
        assert_eq!(made("en"), made("de"));
        assert_eq!(shape("en"), shape("de"));
    }
}

#[test]
fn anchors_are_unique() {
    for document in [current(), terms()] {
        let anchors: Vec<_> = document.headings("en").map(|heading| heading.anchor).collect();
        assert_eq!(anchors.iter().collect::<BTreeSet<_>>().len(), anchors.len());
    }
}

#[test]
fn every_promise_is_made_under_the_heading_its_file_names() {
    let policy = current().text("en");
    let made: BTreeSet<_> = policy.promises().collect();
    for promise in promises().unwrap() {
        let heading = policy.headings().find(|heading| heading.words == promise.section);
        let anchor = heading
            .unwrap_or_else(|| panic!("{} names no heading", promise.id))
            .anchor;
        assert!(
            made.contains(&(anchor, &promise.id)),
            "{} is not made under {anchor}",
            promise.id
        );
    }
}

#[test]
fn no_text_makes_a_promise_without_a_file() {
    let known: BTreeSet<_> = promises().unwrap().iter().map(|promise| &promise.id).collect();
    for (anchor, id) in current().text("en").promises().chain(terms().text("en").promises()) {
        assert!(known.contains(id), "{id} under {anchor}");
    }
}

#[test]
fn no_marks_of_the_content_files_are_left_in_the_words() {
    for document in [current(), terms()] {
        for block in document
            .languages()
            .iter()
            .flat_map(|language| &document.text(language).blocks)
        {
            for piece in block.lines().iter().flat_map(|line| &line.pieces) {
                let Piece::Words(words) = piece else { continue };
                assert!(
                    !words.contains(['{', '}', '[', ']', '#', '<', '>', '*', '`']),
                    "{words}"
                );
            }
        }
    }
}

#[test]
fn words_change_only_together_with_the_version() {
    for (document, (version, hash)) in [(current(), POLICY_HASH), (terms(), TERMS_HASH)] {
        assert_eq!(
            (document.version.to_string().as_str(), document.content_hash.as_str()),
            (version, hash)
        );
    }
}

#[test]
fn a_promise_cannot_claim_more_than_it_shows() {
    let file = |state: &str, guards: &str, tests: &str| {
        Promise::parse(&format!(
            "id = \"P-RET-04\"\nsection = \"Retention\"\nkind = \"right\"\nwords = \"a\"\nwords_de = \"b\"\n\
             state = \"{state}\"\ntests = [{tests}]\n{guards}"
        ))
        .map(|promise| promise.state)
    };
    let unshown = Err(PromiseError::Unshown(PromiseId::parse("P-RET-04").unwrap()));
    assert_eq!(file("not yet", "", ""), Ok(State::NotYet));
    assert_eq!(file("partly", "", ""), unshown);
    assert_eq!(file("partly", "", "\"t\""), Ok(State::Partly));
    assert_eq!(file("proven", "", "\"t\""), unshown);
    let guard = |red: &str| format!("[[guards]]\nname = \"P-RET-04/key\"\nred = [{red}]\n");
    assert_eq!(file("proven", &guard(""), "\"t\""), unshown);
    assert_eq!(file("proven", &guard("\"t\""), "\"t\""), Ok(State::Proven));
    assert!(matches!(file("kept", "", ""), Err(PromiseError::Unreadable(_))));
}

#[test]
fn a_promise_with_a_field_nobody_knows_is_refused() {
    let file = "id = \"P-RET-04\"\nsection = \"a\"\nkind = \"right\"\nwords = \"a\"\nwords_de = \"b\"\n\
                state = \"not yet\"\nguards = []\ntests = []\nstat = \"proven\"\n";
    assert!(matches!(Promise::parse(file), Err(PromiseError::Unreadable(_))));
}

#[test]
fn only_ids_are_ids() {
    for wrong in [
        "",
        "P-RET-4",
        "P-RET-044",
        "P-ret-04",
        "X-RET-04",
        "P-RETE-04",
        "P-RET-0x",
        "P-ÄÖ-04",
    ] {
        assert_eq!(PromiseId::parse(wrong), None, "{wrong}");
    }
    assert_eq!(PromiseId::parse("P-RET-04").unwrap().as_str(), "P-RET-04");
}

#[test]
fn every_promise_reads_well_in_both_languages() {
    for promise in promises().unwrap() {
        for words in [promise.words_in("en"), promise.words_in("de")] {
            assert!(
                words.ends_with('.') && (20..=260).contains(&words.chars().count()),
                "{}: {words}",
                promise.id
            );
        }
        assert_ne!(promise.words_in("en"), promise.words_in("de"));
    }
}

fn shape_of(block: &Block) -> (&'static str, usize) {
    match block {
        Block::Heading(_) => ("heading", 1),
        Block::Paragraph(_) => ("paragraph", 1),
        Block::List(items) => ("list", items.len()),
        Block::Listing(_) => ("listing", 1),
    }
}
