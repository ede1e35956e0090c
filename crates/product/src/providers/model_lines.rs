//! Models as an owner writes them, one a line: `name kind`, and after it whatever else a model's table can say, such as
//! `wan-2 video seconds = [4, 8], seeds = true`.

use toml::{Table, Value};

use crate::error::Error;

/// What the lines say.
pub struct Lines {
    /// Each model's table.
    pub tables: Vec<Table>,
    /// The number of the line that each stands in, from 1.
    pub numbers: Vec<i64>,
}

/// The most models of one provider.
const MOST: usize = 500;

/// Reads the lines; empty ones and those that begin with `#` say nothing.
pub fn read(text: &str) -> Result<Lines, Error> {
    let mut lines = Lines {
        tables: Vec::new(),
        numbers: Vec::new(),
    };
    for (number, line) in (1..).zip(text.lines().map(str::trim)) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let table = table(line).ok_or(Error::beyond("models", "invalid-provider-line", number))?;
        lines.tables.push(table);
        lines.numbers.push(number);
    }
    if lines.tables.is_empty() {
        return Err(Error::invalid("models", "invalid-provider-no-models"));
    }
    if lines.tables.len() > MOST {
        let most = i64::try_from(MOST).unwrap_or(i64::MAX);
        return Err(Error::beyond("models", "invalid-provider-many-models", most));
    }
    Ok(lines)
}

fn table(line: &str) -> Option<Table> {
    let (name, rest) = line.split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    let (kind, more) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let inline: Table = toml::from_str(&format!("more = {{ {more} }}")).ok()?;
    let mut table = inline.get("more")?.as_table()?.clone();
    if ["id", "kind"].iter().any(|taken| table.contains_key(*taken)) {
        return None;
    }
    table.insert("id".to_owned(), Value::String(name.to_owned()));
    table.insert("kind".to_owned(), Value::String(kind.to_owned()));
    Some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_fault(text: &str) -> Option<i64> {
        match read(text) {
            Err(Error::Invalid { limit, .. }) => limit,
            _ => None,
        }
    }

    #[test]
    fn a_line_is_a_name_a_kind_and_whatever_else_a_table_can_say() {
        let lines = read("# ours\ngpt-image-2 image\n\n  wan video seconds = [4, 8], price = \"0.2\"  ").unwrap();
        assert_eq!(lines.numbers, [2, 4]);
        let [picture, film] = lines.tables.as_slice() else {
            panic!("{:?}", lines.tables);
        };
        assert_eq!(
            (picture["id"].as_str(), picture["kind"].as_str(), picture.len()),
            (Some("gpt-image-2"), Some("image"), 2)
        );
        assert_eq!(film["seconds"].as_array().map(Vec::len), Some(2));
        assert_eq!(film["price"].as_str(), Some("0.2"));
    }

    #[test]
    fn what_is_no_such_line_is_named_by_its_number() {
        for (text, number) in [
            ("gpt-image-2", 1),
            ("a image\nb image seconds =", 2),
            ("a image } evil = { x = 1", 1),
            ("\n\na image id = \"b\"", 3),
            ("a image x = 1 }\n[other]", 1),
        ] {
            assert_eq!(at_fault(text), Some(number), "{text}");
        }
        assert!(read("").is_err() && read("# nothing").is_err());
        assert_eq!(at_fault(&"a image\n".repeat(501)), Some(500));
    }
}
