//! The page on providers: its tables can be used, and the tests that it names are there.

use engines::ConfigError;
use toml::Table;

use crate::peer::Peer;

const PAGE: &str = include_str!("../../../../docs/providers.md");

/// The kinds that have a file of stories, what is asked of all of them, and where each vendor's own types judge.
const KINDS: [&str; 13] = [
    "a1111",
    "bfl",
    "comfyui",
    "fal",
    "gemini",
    "judges",
    "listing",
    "luma",
    "ollama",
    "openai",
    "replicate",
    "runway",
    "stability",
];

fn tables() -> Vec<Table> {
    let blocks = PAGE
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next());
    let tables = blocks.flat_map(|block| {
        let whole: Table = toml::from_str(block).unwrap();
        whole["provider"].as_array().unwrap().clone()
    });
    tables.map(|table| table.as_table().unwrap().clone()).collect()
}

#[tokio::test]
async fn every_table_of_the_page_can_be_used() {
    let peer = Peer::start([]).await;
    let tables = tables();
    assert!(tables.len() >= 4);
    for table in tables {
        let kind = table["kind"].as_str().unwrap();
        let models = Table::from_iter([("models".to_owned(), table["models"].clone())]);
        let built: Result<_, ConfigError> = peer.try_engine(kind, "", &models.to_string());
        let (engine, _) = built.unwrap();
        assert!(!engine.cards().is_empty(), "{kind}");
    }
}

#[test]
fn every_test_that_the_page_names_is_there() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    let named: Vec<_> = PAGE
        .split('`')
        .filter_map(|text| text.split_once("::"))
        .filter(|(kind, _)| KINDS.contains(kind))
        .collect();
    assert!(named.len() > 20);
    for (kind, name) in named {
        let file = match name.split_once("::") {
            Some((part, _)) if kind == "judges" => format!("{folder}/judges/{part}.rs"),
            Some((part, _)) => format!("{folder}/stories/{kind}/{part}.rs"),
            None => format!("{folder}/stories/{kind}.rs"),
        };
        let function = name.rsplit("::").next().unwrap_or_default();
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains(&format!("fn {function}()")), "{kind}::{name}");
    }
}
