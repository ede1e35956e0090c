//! The text of a document: headings, paragraphs and lists, each with the promises it makes.
//!
//! A content file is written like Markdown, in the few forms that a policy needs:
//! `## Heading {#anchor}`, `- item`, a paragraph a line; `{P-RET-04}` behind a line marks the promises it makes,
//! `{operator}` stands for a fact of the installation, `[[collected]]` for a list made from the data map,
//! `[words](/address)` for a link. Nothing in it can become markup of another kind.

use super::promise::PromiseId;

/// A document in one language.
#[derive(Debug)]
pub struct Text {
    /// The language's code.
    pub language: &'static str,
    /// The parts in reading order.
    pub blocks: Vec<Block>,
}

/// One part of a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Line),
    /// A list.
    List(Vec<Line>),
    /// A list that the data map gives.
    Listing(Listing),
}

/// A heading.
#[derive(Debug, PartialEq, Eq)]
pub struct Heading {
    /// A section, or a part of one.
    pub level: Level,
    /// The name of its place on the page, the same in every language.
    pub anchor: &'static str,
    /// The words.
    pub words: &'static str,
}

/// How deep a heading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// A section of the document.
    Section,
    /// A part of a section.
    Part,
}

/// A paragraph or an item, with the promises it makes.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub pieces: Vec<Piece>,
    /// What it promises.
    pub promises: Vec<PromiseId>,
}

/// A piece of a line.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(&'static str),
    /// A link inside the service.
    Link {
        /// What it says.
        words: &'static str,
        /// Where it leads.
        address: &'static str,
    },
    /// Something only the installation knows.
    Fact(Fact),
}

/// Something only the installation knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// Who runs it.
    Operator,
    /// Where questions about privacy go.
    Contact,
    /// Where the service is.
    Address,
    /// Where the policy is.
    PolicyAddress,
}

/// A list that the data map gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// What is held about a person.
    Collected,
    /// What is stored in the browser.
    Cookies,
    /// What can be sent to a provider.
    Outbound,
    /// How long things are kept.
    Retention,
}

impl Text {
    /// Reads a content file. What is in no form known here stays words, so reading cannot fail.
    #[must_use]
    pub fn parse(language: &'static str, source: &'static str) -> Self {
        let mut blocks = Vec::new();
        for line in source.lines().map(str::trim) {
            match (line.strip_prefix("- "), blocks.last_mut()) {
                (Some(item), Some(Block::List(items))) => items.push(Line::parse(item)),
                (Some(item), _) => blocks.push(Block::List(vec![Line::parse(item)])),
                (None, _) if line.is_empty() => {}
                (None, _) => blocks.push(Block::parse(line)),
            }
        }
        Self { language, blocks }
    }

    /// The headings in reading order.
    pub fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.blocks.iter().filter_map(|block| {
            if let Block::Heading(heading) = block {
                Some(heading)
            } else {
                None
            }
        })
    }

    /// Each promise the text makes, with the anchor of the heading it is made under.
    pub fn promises(&self) -> impl Iterator<Item = (&'static str, &PromiseId)> {
        let mut anchor = "";
        self.blocks.iter().flat_map(move |block| {
            if let Block::Heading(heading) = block {
                anchor = heading.anchor;
            }
            block
                .lines()
                .iter()
                .flat_map(|line| &line.promises)
                .map(move |id| (anchor, id))
        })
    }
}

impl Block {
    /// The paragraph, or the items of the list; nothing for what promises nothing.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        match self {
            Self::Paragraph(line) => std::slice::from_ref(line),
            Self::List(lines) => lines,
            Self::Heading(_) | Self::Listing(_) => &[],
        }
    }

    fn parse(line: &'static str) -> Self {
        Heading::parse(line)
            .map(Self::Heading)
            .or_else(|| Listing::parse(line).map(Self::Listing))
            .unwrap_or_else(|| Self::Paragraph(Line::parse(line)))
    }
}

impl Heading {
    fn parse(line: &'static str) -> Option<Self> {
        let (level, rest) = match line.strip_prefix("## ") {
            Some(rest) => (Level::Section, rest),
            None => (Level::Part, line.strip_prefix("### ")?),
        };
        let (words, anchor) = rest.strip_suffix('}')?.split_once(" {#")?;
        Some(Self { level, anchor, words })
    }
}

impl Listing {
    fn parse(line: &str) -> Option<Self> {
        match line {
            "[[collected]]" => Some(Self::Collected),
            "[[cookies]]" => Some(Self::Cookies),
            "[[outbound]]" => Some(Self::Outbound),
            "[[retention]]" => Some(Self::Retention),
            _ => None,
        }
    }
}

impl Line {
    fn parse(line: &'static str) -> Self {
        let (words, promises) = marks(line).unwrap_or((line, Vec::new()));
        let mut pieces = Vec::new();
        let mut rest = words;
        while let Some((before, piece, after)) = first_special(rest) {
            if !before.is_empty() {
                pieces.push(Piece::Words(before));
            }
            pieces.push(piece);
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Words(rest));
        }
        Self { pieces, promises }
    }
}

/// The line without the promises marked behind it, and those promises.
fn marks(line: &'static str) -> Option<(&'static str, Vec<PromiseId>)> {
    let (words, marks) = line.strip_suffix('}')?.rsplit_once(" {")?;
    let promises = marks.split(' ').map(PromiseId::parse).collect::<Option<_>>()?;
    Some((words, promises))
}

/// What is before the first fact or link, that fact or link, and what is after it.
fn first_special(text: &'static str) -> Option<(&'static str, Piece, &'static str)> {
    let (start, _) = text
        .match_indices(['{', '['])
        .find(|&(at, _)| special(&text[at..]).is_some())?;
    let (piece, after) = special(&text[start..])?;
    Some((&text[..start], piece, after))
}

/// The fact or link that a text begins with, and what is after it.
fn special(text: &'static str) -> Option<(Piece, &'static str)> {
    if let Some(rest) = text.strip_prefix('{') {
        let (name, after) = rest.split_once('}')?;
        return Some((Piece::Fact(Fact::parse(name)?), after));
    }
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (address, after) = rest.split_once(')')?;
    address
        .starts_with(['/', '#'])
        .then_some((Piece::Link { words, address }, after))
}

impl Fact {
    fn parse(name: &str) -> Option<Self> {
        match name {
            "operator" => Some(Self::Operator),
            "contact" => Some(Self::Contact),
            "address" => Some(Self::Address),
            "policy-address" => Some(Self::PolicyAddress),
            _ => None,
        }
    }
}
