//! What is in a Rust file, tests left out: the paths it names, its words, its functions.

use proc_macro2::{LineColumn, TokenStream, TokenTree};
use syn::{
    Attribute, Block, Ident, ImplItem, Item, ItemUse, LitStr, Macro, Path, Signature, UseTree,
    spanned::Spanned as _,
    visit::{self, Visit},
};

use super::{Finding, Tree, logs, markup};

/// What the rules look at.
#[derive(Default)]
pub(super) struct Source {
    /// Every path of two names or more, and every import of any length, with its line.
    pub(super) paths: Vec<(String, usize)>,
    /// Every string outside documentation.
    pub(super) literals: Vec<(String, usize)>,
    /// Words that stand directly in the markup of `html!`.
    pub(super) words: Vec<(String, usize)>,
    /// The fields of log events.
    pub(super) events: Vec<(String, usize)>,
    /// Where something is asynchronous.
    pub(super) asyncs: Vec<usize>,
    pub(super) functions: Vec<Function>,
    /// Names of types that are defined here.
    pub(super) types: Vec<String>,
    /// Names of modules that are declared here.
    pub(super) modules: Vec<String>,
    /// Functions and implementations at the top level, which a door has none of.
    pub(super) logic: Vec<usize>,
    /// Whether the file begins by saying what it is for.
    pub(super) documented: bool,
    /// How many lines are tests.
    pub(super) test_lines: usize,
}

/// A function outside tests.
pub(super) struct Function {
    pub(super) name: String,
    pub(super) line: usize,
    /// From its name to its closing brace.
    pub(super) lines: usize,
}

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let broken = tree
        .files()
        .filter_map(|file| Some((file, file.rust.as_ref()?.as_ref().err()?)));
    broken
        .map(|(file, error)| Finding::new("syntax", &file.path, error.span().start().line, error.to_string()))
        .collect()
}

impl Source {
    pub(super) fn parse(text: &str) -> Result<Self, syn::Error> {
        let file = syn::parse_file(text)?;
        let documented = file.attrs.iter().any(|attribute| attribute.path().is_ident("doc"));
        let mut source = Self {
            documented,
            ..Self::default()
        };
        source.logic = file
            .items
            .iter()
            .filter(|item| is_logic(item))
            .map(|item| line(item.span().start()))
            .collect();
        source.visit_file(&file);
        Ok(source)
    }

    fn note_function(&mut self, signature: &Signature, block: &Block) {
        let line = line(signature.ident.span().start());
        let last = block.span().end().line;
        self.functions.push(Function {
            name: signature.ident.to_string(),
            line,
            lines: last + 1 - line,
        });
    }

    fn note_path(&mut self, names: &[String], at: LineColumn) {
        self.paths.push((names.join("::"), line(at)));
    }

    /// An import with braces is as many paths as it has leaves.
    fn note_import(&mut self, above: &[String], tree: &UseTree) {
        let with = |name: &Ident| above.iter().cloned().chain([name.to_string()]).collect::<Vec<_>>();
        match tree {
            UseTree::Path(path) => self.note_import(&with(&path.ident), &path.tree),
            UseTree::Name(name) if name.ident == "self" => self.note_path(above, name.span().start()),
            UseTree::Name(name) => self.note_path(&with(&name.ident), name.span().start()),
            UseTree::Rename(rename) => self.note_path(&with(&rename.ident), rename.span().start()),
            UseTree::Glob(glob) => self.note_path(above, glob.span().start()),
            UseTree::Group(group) => group.items.iter().for_each(|item| self.note_import(above, item)),
        }
    }

    /// What stands in a macro is not parsed by its own rules: paths and strings are found among its tokens.
    fn note_tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Ident(first) => {
                    let mut names = vec![first.to_string()];
                    while let Some(next) = name_after(&tokens, at) {
                        names.push(next.to_string());
                        at += 3;
                    }
                    if names.len() > 1 {
                        self.note_path(&names, first.span().start());
                    }
                }
                TokenTree::Group(group) => self.note_tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse_str::<LitStr>(&literal.to_string()) {
                        self.literals.push((text.value(), line(literal.span().start())));
                    }
                }
                TokenTree::Punct(_) => {}
            }
            at += 1;
        }
    }
}

impl<'a> Visit<'a> for Source {
    fn visit_item(&mut self, item: &'a Item) {
        if attributes(item).iter().any(is_for_tests) {
            self.test_lines += item.span().end().line + 1 - item.span().start().line;
            return;
        }
        match item {
            Item::Struct(item) => self.types.push(item.ident.to_string()),
            Item::Enum(item) => self.types.push(item.ident.to_string()),
            Item::Mod(item) => self.modules.push(item.ident.to_string()),
            Item::Fn(item) => self.note_function(&item.sig, &item.block),
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'a ImplItem) {
        if let ImplItem::Fn(function) = item {
            if function.attrs.iter().any(is_for_tests) {
                self.test_lines += item.span().end().line + 1 - item.span().start().line;
                return;
            }
            self.note_function(&function.sig, &function.block);
        }
        visit::visit_impl_item(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'a syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.note_function(&item.sig, block);
        }
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_signature(&mut self, signature: &'a Signature) {
        self.asyncs
            .extend(signature.asyncness.map(|word| line(word.span.start())));
        visit::visit_signature(self, signature);
    }

    fn visit_expr_async(&mut self, block: &'a syn::ExprAsync) {
        self.asyncs.push(line(block.async_token.span.start()));
        visit::visit_expr_async(self, block);
    }

    fn visit_item_use(&mut self, item: &'a ItemUse) {
        self.note_import(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'a Path) {
        if path.segments.len() > 1 {
            let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            self.note_path(&names, path.span().start());
        }
        visit::visit_path(self, path);
    }

    fn visit_lit_str(&mut self, literal: &'a LitStr) {
        self.literals.push((literal.value(), line(literal.span().start())));
    }

    fn visit_macro(&mut self, call: &'a Macro) {
        if call.path.segments.last().is_some_and(|name| name.ident == "html") {
            self.words.extend(markup::words(call.tokens.clone()));
        }
        if call.path.segments.first().is_some_and(|name| name.ident == "tracing") {
            self.events.extend(logs::fields(call.tokens.clone()));
        }
        self.visit_path(&call.path);
        self.note_tokens(call.tokens.clone());
    }

    /// Documentation and derives are not what a file does.
    fn visit_attribute(&mut self, _: &'a Attribute) {}
}

const fn line(at: LineColumn) -> usize {
    at.line
}

fn name_after(tokens: &[TokenTree], at: usize) -> Option<&Ident> {
    let is_colon = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(mark)) if mark.as_char() == ':');
    match tokens.get(at + 3) {
        Some(TokenTree::Ident(name)) if is_colon(tokens.get(at + 1)) && is_colon(tokens.get(at + 2)) => Some(name),
        _ => None,
    }
}

fn is_logic(item: &Item) -> bool {
    matches!(item, Item::Fn(_) | Item::Impl(_) | Item::Trait(_)) && !attributes(item).iter().any(is_for_tests)
}

/// `#[cfg(test)]` and its like.
fn is_for_tests(attribute: &Attribute) -> bool {
    let Ok(condition) = attribute.meta.require_list() else {
        return false;
    };
    let condition_words = condition.tokens.to_string();
    let mut words = condition_words.split(|character: char| !character.is_alphanumeric());
    attribute.path().is_ident("cfg") && words.clone().any(|word| word == "test") && words.all(|word| word != "not")
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> Vec<String> {
        Source::parse(text)
            .expect("sample parses")
            .paths
            .into_iter()
            .map(|(path, _)| path)
            .collect()
    }

    #[test]
    fn imports_are_followed_into_their_braces() {
        assert_eq!(
            paths("use a::{b, c::{self, D as E}, f::*};"),
            ["a::b", "a::c", "a::c::D", "a::f"]
        );
    }

    #[test]
    fn paths_are_found_in_types_calls_and_macros() {
        assert_eq!(
            paths("fn f(x: a::B) { c::d(); g!(e::f(h::i)); }"),
            ["a::B", "c::d", "e::f", "h::i"]
        );
    }

    #[test]
    fn tests_are_left_out() {
        let source = Source::parse("fn f() {}\n#[cfg(test)]\nmod tests {\n    use a::b;\n}\n").expect("sample parses");
        assert!(source.paths.is_empty());
        assert_eq!(source.test_lines, 4);
    }

    #[test]
    fn what_does_not_parse_is_said() {
        let tree = Tree::of(&[
            ("crates/basics/src/lib.rs", "fn f( {}"),
            ("crates/basics/src/ids.rs", "fn f() {}"),
        ]);
        let findings = check(&tree);
        assert_eq!(
            findings.iter().map(|finding| finding.path.as_str()).collect::<Vec<_>>(),
            ["crates/basics/src/lib.rs"]
        );
    }
}
