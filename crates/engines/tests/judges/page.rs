//! The page on providers, whose tables are what operators copy.

use toml::Table;

const PAGE: &str = include_str!("../../../../docs/providers.md");

/// The models of this kind's table there.
pub fn models(kind: &str) -> String {
    let blocks = PAGE
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next());
    let mut tables = blocks.flat_map(|block| {
        let whole: Table = toml::from_str(block).unwrap();
        whole["provider"].as_array().unwrap().clone()
    });
    let table = tables.find(|table| table["kind"].as_str() == Some(kind)).unwrap();
    Table::from_iter([("models".to_owned(), table["models"].clone())]).to_string()
}
