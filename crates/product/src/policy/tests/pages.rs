//! Stories of the pages: whole in every language, with lists that come from the data map, safe with any operator's name.

use std::collections::BTreeSet;

use basics::Span;
use privacy::{Category, Place, Row};
use web_kit::{Catalogue, Language, Words};

use crate::{
    policy::{
        Promise, State, WORDS,
        api::MachineReadable,
        current,
        pages::{Reading, privacy_policy, terms_of_use},
        promises, terms,
    },
    settings::Settings,
};

static EMAIL: Row = Row::account(Place::Column("account", "email"), Category::Identity);
static PROMPT: Row = Row::content(Place::Column("generation", "prompt"));
static SENT_PROMPT: Row = Row::content(Place::Outbound("prompt"));
static SESSION: Row = Row::account(Place::Cookie("session"), Category::Credential).at_most(Span::days(30));
static ADDRESS: Row = Row::account(Place::LogField("network"), Category::Usage).at_most(Span::hours(36));
static LEASE: Row = Row::technical(Place::Column("job", "lease"));

#[test]
fn every_mark_leads_to_its_promise_on_the_page() {
    for language in Language::ALL {
        let page = policy_page(language, &Settings::default(), &[&EMAIL]);
        let ids: Vec<_> = between(&page, " id=\"", "\"").collect();
        let unique: BTreeSet<_> = ids.iter().copied().collect();
        let targets: BTreeSet<_> = between(&page, "href=\"#", "\"").collect();
        assert_eq!(ids.len(), unique.len());
        assert!(
            targets.is_subset(&unique),
            "{:?}",
            targets.difference(&unique).collect::<Vec<_>>()
        );
        assert_eq!(targets.iter().filter(|target| target.starts_with("P-")).count(), 128);
    }
}

#[test]
fn marks_in_the_terms_lead_to_the_policy() {
    let words = words(Language::English);
    let page = terms_of_use(
        &reading(&words, &Settings::default(), promises().unwrap(), &[]),
        terms(),
    )
    .into_string();
    assert!(page.contains("href=\"/privacy-policy#P-INT-04\""));
    assert!(!page.contains("href=\"#P-"));
}

#[test]
fn every_word_of_the_pages_is_there_in_every_language() {
    for language in Language::ALL {
        let rows: [&'static Row; 6] = [&EMAIL, &PROMPT, &SENT_PROMPT, &SESSION, &ADDRESS, &LEASE];
        let page = policy_page(language, &Settings::default(), &rows);
        assert!(!page.contains("policy-state") && !page.contains("policy-kept") && !page.contains("policy-category"));
    }
}

#[test]
fn what_is_held_is_listed_from_the_data_map_alone() {
    let empty = policy_page(Language::English, &Settings::default(), &[]);
    let full = policy_page(Language::English, &Settings::default(), &[&EMAIL, &ADDRESS, &LEASE]);
    for said in [
        "Who you are",
        "account.email",
        "How the service is used",
        "36 hours at most",
    ] {
        assert!(!empty.contains(said) && full.contains(said), "{said}");
    }
    assert!(
        !full.contains("job.lease"),
        "what is nobody's is not something we hold about a person"
    );
}

#[test]
fn cookies_and_what_leaves_are_listed_apart() {
    let page = policy_page(Language::English, &Settings::default(), &[&SESSION, &SENT_PROMPT]);
    assert!(page.contains("<code>session</code>") && page.contains("30 days at most"));
    assert!(page.contains("<code>prompt</code>"));
    assert!(
        !page.contains("Proof that it is you"),
        "a cookie rests with the person, not with us"
    );
}

#[test]
fn an_installation_without_cookies_says_so() {
    let page = policy_page(Language::English, &Settings::default(), &[&EMAIL]);
    assert_eq!(
        page.matches("Nothing at all.").count(),
        2,
        "neither cookies nor anything sent"
    );
}

#[test]
fn the_operator_is_named_and_cannot_inject_markup() {
    let mut settings = Settings::default();
    settings.operator.name = "<script>alert(1)</script>".to_owned();
    settings.operator.contact = "privacy@example.org".to_owned();
    settings.public_url = Some("https://studio.example.org".to_owned());
    let page = policy_page(Language::English, &settings, &[]);
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script"));
    assert!(page.contains("href=\"mailto:privacy@example.org\""));
    assert!(page.contains("https://studio.example.org/privacy-policy"));
}

#[test]
fn the_page_fixes_no_domain_and_loads_nothing_from_outside() {
    let page = policy_page(Language::German, &Settings::default(), &[&EMAIL]);
    assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("src="));
}

#[test]
fn the_state_of_a_promise_is_on_its_mark_and_in_the_list() {
    let mut promises = promises().unwrap().to_vec();
    let changed = promises
        .iter_mut()
        .find(|promise| promise.id.as_str() == "P-RET-04")
        .unwrap();
    changed.state = State::Proven;
    let words = words(Language::English);
    let page = privacy_policy(&reading(&words, &Settings::default(), &promises, &[]), current()).into_string();
    assert!(page.contains("title=\"Promise P-RET-04, proven\""));
    assert!(page.contains("P-RET-04<span class=\"unseen\"> proven</span>"));
    assert!(page.contains("data-state=\"proven\""));
}

#[test]
fn the_version_in_force_is_said_in_words() {
    let english = policy_page(Language::English, &Settings::default(), &[]);
    let german = policy_page(Language::German, &Settings::default(), &[]);
    assert!(english.contains("Last updated: 24 November 2026"));
    assert!(german.contains("Zuletzt geändert: 24. November 2026"));
    assert!(english.contains(current().content_hash.as_str()));
}

#[test]
fn machines_read_the_same_policy() {
    let rows: [&'static Row; 2] = [&EMAIL, &SESSION];
    let settings = Settings::default();
    let readable = MachineReadable::new(&settings, [current(), terms()], promises().unwrap(), &rows);
    let json = serde_json::to_value(readable).unwrap();
    assert_eq!(json["policy"]["version"], "2026-11-24");
    assert_eq!(json["policy"]["content_hash"], current().content_hash.as_str());
    assert_eq!(json["promises"].as_array().unwrap().len(), 128);
    assert_eq!(json["promises"][0]["id"], "P-ADM-01");
    assert_eq!(json["data_map"][0]["name"], "account.email");
    assert_eq!(
        json["data_map"][0]["purposes"],
        serde_json::json!(["operate", "secure"])
    );
    assert_eq!(json["data_map"][1]["kept_at_most_seconds"], 30 * 24 * 60 * 60);
}

fn policy_page(language: Language, settings: &Settings, rows: &[&'static Row]) -> String {
    let words = words(language);
    privacy_policy(&reading(&words, settings, promises().unwrap(), rows), current()).into_string()
}

fn reading<'a>(
    words: &'a Words,
    settings: &'a Settings,
    promises: &'a [Promise],
    rows: &'a [&'static Row],
) -> Reading<'a> {
    Reading::new(words, settings, promises, rows)
}

fn words(language: Language) -> Words {
    Catalogue::new(WORDS).unwrap().words(language)
}

/// Every stretch of the page between two marks.
fn between<'a>(page: &'a str, before: &'a str, after: &'a str) -> impl Iterator<Item = &'a str> {
    page.split(before)
        .skip(1)
        .filter_map(move |rest| rest.split(after).next())
}
