//! Wildcards and variants: what a template stands for, counted, drawn and listed, against a small enumerator of the same
//! language that knows nothing of the one under test.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::BTreeMap;

use atelier::composer::{
    Both, BuiltInLists, Count, List, Lists, MOST_CHARACTERS, MOST_OUTPUT, NoLists, Template, TemplateErrorKind as Kind,
    escaped, list_matches,
};
use proptest::prelude::*;

/// Lists of a test.
struct Named(Vec<(&'static str, Vec<&'static str>)>);

impl Lists for Named {
    fn matching(&self, glob: &str) -> Vec<List> {
        let lists = self.0.iter().filter(|(name, _)| list_matches(glob, name));
        lists
            .map(|(name, entries)| List {
                name: (*name).to_owned(),
                entries: entries.iter().map(|entry| (*entry).to_owned()).collect(),
            })
            .collect()
    }
}

fn parsed(text: &str) -> Template {
    Template::parse(text, &BuiltInLists).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn all(text: &str) -> Vec<String> {
    parsed(text).all(10_000).collect()
}

fn fault(text: &str) -> (usize, Kind) {
    let error = Template::parse(text, &BuiltInLists).unwrap_err();
    (error.at, error.kind)
}

#[test]
fn ordinary_prompts_are_themselves() {
    for text in [
        "a fox in the snow, (golden hour:1.2), [soft | light]",
        "it's 5 o'clock; colour #ff8800, file_name_here, snake_case: yes",
        r"1girl \(solo\), looking_at_viewer, ^_^, $5 and 10 $",
        "    indented\n  over lines, ~50 km @ home! 2::1 -- a|b",
        "has __ two__ underscores",
        "100% C# code, __ , ___",
        "",
    ] {
        let template = parsed(text);
        assert!(template.is_plain(), "{text}");
        assert_eq!(template.sample(9), text);
        assert_eq!(template.cycle(9), text);
        assert_eq!(template.count(), Count::Exactly(1));
    }
}

#[test]
fn variants_counts_ranges_and_joiners_stand_for_what_people_know() {
    assert_eq!(
        all("{summer|winter} is coming"),
        ["summer is coming", "winter is coming"]
    );
    assert_eq!(all("{a|b} {x|y}"), ["a x", "a y", "b x", "b y"]);
    assert_eq!(all("{2$$a|b|c}"), ["a, b", "b, a", "a, c", "c, a", "b, c", "c, b"]);
    assert_eq!(all("{2$$ and $$a|b}"), ["a and b", "b and a"]);
    assert_eq!(all("{1-2$$a|b}"), ["a", "b", "a, b", "b, a"]);
    assert_eq!(all("{-1$$a|b}"), ["a", "b"]);
    assert_eq!(all("{2-$$+$$a|b}"), ["a+b", "b+a"]);
    assert_eq!(all("{0-1$$a}").len(), 2);
    assert_eq!(all("{9$$a|b}"), ["a, b", "b, a"], "no more than there are");
    assert_eq!(all("{2-1$$a|b}").len(), 4, "bounds in the wrong order are turned");
    assert_eq!(all("{a||b}"), ["a", "", "b"]);
    assert_eq!(all("{}"), [""]);
    assert_eq!(all("{a|{b|c}}"), ["a", "b", "c"]);
    assert_eq!(all("{2$$\\|$$a|b}"), ["a|b", "b|a"]);
    assert_eq!(all("{costs $$5|free}"), ["costs $$5", "free"]);
}

#[test]
fn weights_shift_chance_and_zero_switches_off() {
    assert_eq!(all("{0::a|b}"), ["b"]);
    let template = parsed("{3::often|1::seldom}");
    let often = (0..4000).filter(|seed| template.sample(*seed) == "often").count();
    assert!((2850..3150).contains(&often), "{often}");
    let template = parsed("{0.5::a|.5::b|1::c}");
    let third = (0..4000).filter(|seed| template.sample(*seed) == "c").count();
    assert!((1850..2150).contains(&third), "{third}");
    assert_eq!(fault("x {0::a}"), (2, Kind::NothingToChoose));
}

#[test]
fn lists_are_found_by_name_and_pattern() {
    let lists = Named(vec![
        ("animal/cat", vec!["lynx", "{big|small} tiger"]),
        ("animal/bird", vec!["owl"]),
        ("colour", vec!["red"]),
        ("deep/er/colour", vec!["2::blue"]),
        ("empty", vec![]),
    ]);
    let all = |text: &str| Template::parse(text, &lists).unwrap().all(100).collect::<Vec<_>>();
    assert_eq!(all("a __animal/cat__!"), ["a lynx!", "a big tiger!", "a small tiger!"]);
    assert_eq!(all("__animal/*__"), ["lynx", "big tiger", "small tiger", "owl"]);
    assert_eq!(all("__**/colour__"), ["red", "blue"]);
    assert_eq!(all("__*__".replace('*', "col*").as_str()), ["red"]);
    assert_eq!(all("__**__").len(), 6);
    assert_eq!(
        all("{2$$__animal/*__}").len(),
        2 * (2 + 1 + 2),
        "different entries of one list"
    );
    assert_eq!(all("__Animal/BIRD__"), ["owl"]);
    let fault = |text: &str| Template::parse(text, &lists).unwrap_err();
    assert_eq!(
        (fault("ab __nope__").at, fault("ab __nope__").kind),
        (3, Kind::UnknownList)
    );
    assert_eq!(fault("__empty__").kind, Kind::NothingToChoose);
}

#[test]
fn patterns_respect_folders() {
    for (glob, name, matches) in [
        ("*", "colour", true),
        ("*", "nature/flower", false),
        ("**", "nature/flower", true),
        ("nature/*", "nature/flower", true),
        ("nature/*", "nature/wild/flower", false),
        ("nature/**", "nature/wild/flower", true),
        ("**/flower", "flower", true),
        ("**/flower", "nature/wild/flower", true),
        ("**/flower", "sunflower", false),
        ("**/*er", "nature/flower", true),
        ("f*w*r", "flower", true),
        ("f*x", "flower", false),
        ("***", "a/b", true),
        ("", "", true),
        ("", "a", false),
    ] {
        assert_eq!(list_matches(glob, name), matches, "{glob} and {name}");
    }
}

#[test]
fn variables_are_made_anew_or_once() {
    assert_eq!(all("${c={a|b}}${c}${c}"), ["aa", "ab", "ba", "bb"]);
    assert_eq!(all("${c=!{a|b}} ${c}${c}"), ["aa", "bb"]);
    assert_eq!(all("${none:{x|y}}"), ["x", "y"]);
    assert_eq!(all("${a=1}${b=${a}2}${b}"), ["12"]);
    assert_eq!(all("{${a=x}${a}|y}"), ["x", "y"]);
    assert_eq!(fault("{${a=x}|y}${a}"), (10, Kind::UnknownVariable));
    assert_eq!(fault("ä${a}"), (1, Kind::UnknownVariable), "places are characters");
    assert_eq!(fault("${a=b${a}}"), (5, Kind::Cycle));
    assert_eq!(fault("${a=!{x|${a}}}"), (8, Kind::Cycle));
    assert_eq!(all("${a=x}${a=${a}y}${a}"), ["xy"], "a new value may use the old one");
}

#[test]
fn lists_may_use_variables_of_the_place_where_they_stand() {
    let lists = Named(vec![("clothes", vec!["${season:spring} coat"])]);
    let all = |text: &str| Template::parse(text, &lists).unwrap().all(100).collect::<Vec<_>>();
    assert_eq!(all("__clothes__"), ["spring coat"]);
    assert_eq!(all("__clothes(season=winter)__"), ["winter coat"]);
    assert_eq!(
        all("${season={a|b}}__clothes__ and __clothes(season=c)__"),
        ["a coat and c coat", "b coat and c coat"]
    );
}

#[test]
fn lists_that_lead_to_themselves_are_refused_where_they_are_named() {
    let lists = Named(vec![
        ("a", vec!["__b__"]),
        ("b", vec!["x", "__c/*__"]),
        ("c/one", vec!["{y|__a__}"]),
        ("bad", vec!["{never closed"]),
    ]);
    let error = Template::parse("see __a__", &lists).unwrap_err();
    assert_eq!((error.at, error.kind), (4, Kind::Cycle));
    let error = Template::parse("  __bad__", &lists).unwrap_err();
    assert_eq!(
        (error.at, error.kind, error.list.as_deref()),
        (2, Kind::Unclosed, Some("bad"))
    );
}

#[test]
fn comments_and_layout_leave_no_trace() {
    let text = "# a template\n${s={\n    summer\n    |autumn\n    # |fall\n    |winter\n}}\n\nIn ${s} # said once\nso";
    assert_eq!(all(text), ["In summer\nso", "In autumn\nso", "In winter\nso"]);
    assert_eq!(all("a #ff0000 b"), ["a #ff0000 b"]);
    assert_eq!(all("a \\# b"), ["a # b"]);
    assert_eq!(all("a # b"), ["a"]);
    assert_eq!(
        all("x {a | b} y"),
        ["x a  y", "x  b y"],
        "blanks within a line are meant"
    );
}

#[test]
fn escapes_take_the_meaning_from_a_character() {
    assert_eq!(all(r"\{a\|b\}"), ["{a|b}"]);
    assert_eq!(all(r"{a\|b|c}"), ["a|b", "c"]);
    assert_eq!(all(r"\_\_colour\_\_ \$\{x\} \\"), ["__colour__ ${x} \\"]);
    assert_eq!(all(r"{\@a|2\::b}"), ["@a", "2::b"]);
}

#[test]
fn samplers_are_chance_turn_and_all() {
    let template = parsed("{@a|b|c} {x|y}");
    let turns: Vec<String> = (0..4).map(|turn| template.cycle(turn)).collect();
    assert_eq!(turns, ["a x", "b y", "c x", "a y"]);
    let firsts: Vec<String> = (0..4).map(|seed| template.sample(seed)[..1].to_owned()).collect();
    assert_eq!(
        firsts,
        ["a", "b", "c", "a"],
        "what is marked takes its turn by the seed"
    );
    assert_eq!(
        template.count(),
        Count::Exactly(2),
        "only what is not marked is combined"
    );
    let nested = parsed("{a|{b|c}}");
    assert_eq!(
        (0..5).map(|turn| nested.cycle(turn)).collect::<Vec<_>>(),
        ["a", "b", "a", "c", "a"]
    );
    let chance = parsed("{~a|b|c|d} {x|y}");
    assert_eq!(chance.count(), Count::Exactly(2));
    assert_eq!(chance.all(9).count(), 2);
    assert_eq!(parsed("__@time/season__").cycle(1), "spring");
}

#[test]
fn faults_are_placed() {
    assert_eq!(fault("a {b"), (2, Kind::Unclosed));
    assert_eq!(fault("ää {b|{c}"), (3, Kind::Unclosed));
    assert_eq!(fault("a } b"), (2, Kind::Unopened));
    assert_eq!(fault("a {b}} c"), (5, Kind::Unopened));
    assert_eq!(fault("${x"), (0, Kind::Unclosed));
    assert_eq!(fault("x${x:a"), (1, Kind::Unclosed));
    assert_eq!(fault("${}"), (0, Kind::BadVariable));
    assert_eq!(fault("${a b}"), (0, Kind::BadVariable));
    assert_eq!(fault(&"{".repeat(40)), (32, Kind::TooDeep));
    assert_eq!(
        fault(&"a".repeat(MOST_CHARACTERS + 1)),
        (MOST_CHARACTERS, Kind::TooLong)
    );
    assert_eq!(fault(&format!("-{{65$${}}}", "a|".repeat(70))), (1, Kind::TooManyPicks));
    let keys: std::collections::BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(keys.len(), Kind::ALL.len());
}

#[test]
fn what_explodes_is_counted_or_refused_at_once() {
    let options = (0..30).map(|n| format!("{{{n}|x}}")).collect::<Vec<_>>().join("|");
    let template = parsed(&format!("{{1-30$${{1-30$${options}}}|{options}}}"));
    assert_eq!(template.count(), Count::TooMany);
    assert_eq!(template.all(5).count(), 5);
    assert!(template.sample(3).chars().count() <= MOST_OUTPUT);
    // Doublings without end: of length, and of work that leaves nothing to see.
    let doubled = |first: &str| {
        let names = [
            "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t",
        ];
        let doubling = |pair: &[&str]| format!("${{{}=${{{}}}${{{}}}}}", pair[1], pair[0], pair[0]);
        let rest = names.windows(2).map(doubling).collect::<Vec<_>>().concat();
        format!("${{a={first}}}{rest}${{t}}")
    };
    let error = Template::parse(&doubled("x"), &NoLists).unwrap_err();
    assert_eq!(error.kind, Kind::OutputTooLong);
    let error = Template::parse(&doubled("{|}"), &NoLists).unwrap_err();
    assert_eq!(error.kind, Kind::TooLarge);
    let many = "${a=}__**__".repeat(700);
    let error = Template::parse(&many, &BuiltInLists).unwrap_err();
    assert!(matches!(error.kind, Kind::OutputTooLong | Kind::TooLarge), "{error}");
    assert_eq!(parsed(&"{a|b}".repeat(128)).count(), Count::TooMany);
    assert_eq!(parsed(&"{a|b}".repeat(127)).count(), Count::Exactly(1 << 127));
}

#[test]
fn the_built_in_lists_are_templates_of_their_own() {
    let lists: Vec<_> = BuiltInLists::all().collect();
    assert!(lists.len() >= 20, "{}", lists.len());
    for (name, entries) in lists {
        assert!(entries.len() >= 15, "{name} has {}", entries.len());
        let different: std::collections::BTreeSet<_> = entries.iter().collect();
        assert_eq!(different.len(), entries.len(), "{name}");
        let template = parsed(&format!("__{name}__"));
        assert_eq!(template.count(), Count::Exactly(entries.len() as u128), "{name}");
    }
    let own = Named(vec![("colour", vec!["only red"])]);
    let template = Template::parse("__colour__ __light__", &Both(&own, &BuiltInLists)).unwrap();
    assert!(template.sample(4).starts_with("only red "));
}

/// A template as the test knows it.
#[derive(Debug, Clone)]
enum Node {
    Text(String),
    Choice {
        sizes: Option<(Option<usize>, Option<usize>)>,
        joiner: Option<String>,
        options: Vec<(Option<u8>, Vec<Node>)>,
    },
    List,
    Use(usize),
}

/// The entries of the list that [`Node::List`] means.
const ENTRIES: [&str; 3] = ["p", "{q|r}", "s"];
const NAMES: [&str; 2] = ["v", "w_2"];

fn written(nodes: &[Node]) -> String {
    nodes.iter().map(write_node).collect()
}

fn write_node(node: &Node) -> String {
    match node {
        Node::Text(text) => text.clone(),
        Node::List => "__li-st__".to_owned(),
        Node::Use(name) => format!("${{{}}}", NAMES[*name]),
        Node::Choice { sizes, joiner, options } => {
            let number = |bound: &Option<usize>| bound.map_or_else(String::new, |bound| bound.to_string());
            let sizes = sizes
                .as_ref()
                .map_or_else(String::new, |(least, most)| match (least, most) {
                    (Some(least), Some(most)) if least == most => format!("{least}$$"),
                    _ => format!("{}-{}$$", number(least), number(most)),
                });
            let joiner = joiner
                .as_ref()
                .filter(|_| !sizes.is_empty())
                .map_or_else(String::new, |joiner| format!("{joiner}$$"));
            let options: Vec<String> = options
                .iter()
                .map(|(weight, nodes)| {
                    let weight = weight.map_or_else(String::new, |weight| format!("{weight}::"));
                    format!("{weight}{}", written(nodes))
                })
                .collect();
            format!("{{{sizes}{joiner}{}}}", options.join("|"))
        }
    }
}

/// What a variable stands for: any of these anew, or this one.
type Values = BTreeMap<usize, Vec<String>>;

/// Every text, each as often as there are ways to it; none where there are too many to list.
fn texts(nodes: &[Node], values: &Values) -> Option<Vec<String>> {
    let mut texts_so_far = vec![String::new()];
    for node in nodes {
        let ends = node_texts(node, values)?;
        if texts_so_far.len() * ends.len() > 3000 {
            return None;
        }
        texts_so_far = texts_so_far
            .iter()
            .flat_map(|text| ends.iter().map(move |end| format!("{text}{end}")))
            .collect();
    }
    Some(texts_so_far)
}

fn node_texts(node: &Node, values: &Values) -> Option<Vec<String>> {
    match node {
        Node::Text(text) => Some(vec![text.clone()]),
        Node::List => Some(["p", "q", "r", "s"].map(str::to_owned).to_vec()),
        Node::Use(name) => Some(values[name].clone()),
        Node::Choice { sizes, joiner, options } => {
            let options: Vec<Vec<String>> = if let [(_, nodes)] = options.as_slice()
                && let [Node::List] = nodes.as_slice()
            {
                // A list alone is taken from like options.
                vec![vec!["p".into()], vec!["q".into(), "r".into()], vec!["s".into()]]
            } else {
                let on = options.iter().filter(|(weight, _)| *weight != Some(0));
                on.map(|(_, nodes)| texts(nodes, values)).collect::<Option<_>>()?
            };
            let (least, most) = sizes.unwrap_or((Some(1), Some(1)));
            let (least, most) = (
                least.unwrap_or(1).min(options.len()),
                most.unwrap_or(options.len()).min(options.len()),
            );
            let joiner = joiner
                .clone()
                .filter(|_| sizes.is_some())
                .unwrap_or_else(|| ", ".to_owned());
            let mut found = Vec::new();
            for size in least.min(most)..=least.max(most) {
                orders(&options, size, &mut Vec::new(), &joiner, &mut found)?;
            }
            Some(found)
        }
    }
}

/// Every way to take so many options, one after the other, none twice.
fn orders(
    options: &[Vec<String>],
    size: usize,
    taken: &mut Vec<usize>,
    joiner: &str,
    found: &mut Vec<String>,
) -> Option<()> {
    if taken.len() == size {
        let mut ways = vec![Vec::new()];
        for index in taken.iter() {
            ways = ways
                .iter()
                .flat_map(|way: &Vec<String>| {
                    options[*index].iter().map(move |text| {
                        let mut way = way.clone();
                        way.push(text.clone());
                        way
                    })
                })
                .collect();
            if ways.len() > 3000 {
                return None;
            }
        }
        found.extend(ways.iter().map(|way| way.join(joiner)));
        return (found.len() <= 3000).then_some(());
    }
    for index in 0..options.len() {
        if !taken.contains(&index) {
            taken.push(index);
            orders(options, size, taken, joiner, found)?;
            taken.pop();
        }
    }
    Some(())
}

fn text() -> impl Strategy<Value = Node> {
    "[a-dé (.,)'+\\[\\]]{1,3}".prop_map(Node::Text)
}

fn sizes() -> impl Strategy<Value = Option<(Option<usize>, Option<usize>)>> {
    prop_oneof![
        3 => Just(None),
        1 => (0_usize..4).prop_map(|exact| Some((Some(exact), Some(exact)))),
        1 => (0_usize..3, 0_usize..4).prop_map(|(least, most)| Some((Some(least), Some(most)))),
        1 => (0_usize..3).prop_map(|least| Some((Some(least), None))),
        1 => (1_usize..4).prop_map(|most| Some((None, Some(most)))),
    ]
}

fn nodes(with_uses: bool) -> impl Strategy<Value = Vec<Node>> {
    let uses = u32::from(with_uses);
    let leaf = prop_oneof![
        4 => text(),
        1 => Just(Node::List),
        uses => (0_usize..2).prop_map(Node::Use),
    ];
    let node = leaf.prop_recursive(4, 24, 4, |inner| {
        let option = (
            prop_oneof![4 => Just(None), 1 => (0_u8..5).prop_map(Some)],
            prop::collection::vec(inner, 0..3),
        );
        (
            sizes(),
            prop_oneof![2 => Just(None), 1 => "[ a-c;/+]{0,3}".prop_map(Some)],
            prop::collection::vec(option, 1..5),
        )
            .prop_map(|(sizes, joiner, mut options)| {
                if options.iter().all(|(weight, _)| *weight == Some(0)) {
                    options[0].0 = None;
                }
                Node::Choice { sizes, joiner, options }
            })
    });
    prop::collection::vec(node, 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn every_template_stands_for_exactly_its_language(nodes in nodes(false), seed: u64) {
        let lists = Named(vec![("li-st", ENTRIES.to_vec())]);
        let text = written(&nodes);
        let template = Template::parse(&text, &lists).unwrap();
        let Some(mut language) = texts(&nodes, &Values::new()) else {
            return Ok(());
        };
        prop_assert_eq!(template.count(), Count::Exactly(language.len() as u128), "{}", text);
        let mut all: Vec<String> = template.all(usize::MAX).collect();
        all.sort();
        language.sort();
        prop_assert_eq!(&all, &language, "{}", text);
        for number in 0..4 {
            let sample = template.sample(seed ^ number);
            prop_assert!(language.binary_search(&sample).is_ok(), "{} gave {}", text, sample);
            prop_assert_eq!(&sample, &template.sample(seed ^ number));
            let turn = template.cycle(seed ^ number);
            prop_assert!(language.binary_search(&turn).is_ok(), "{} gave {}", text, turn);
        }
    }

    #[test]
    fn variables_stand_for_their_values(
        first in nodes(false), second in nodes(false), body in nodes(true), once: bool, seed: u64,
    ) {
        let lists = Named(vec![("li-st", ENTRIES.to_vec())]);
        let mark = if once { "!" } else { "" };
        let text = format!(
            "${{v={mark}{}}}${{w_2={}}};{}", written(&first).trim_start(), written(&second), written(&body)
        );
        // What stands at the beginning of a value may not look like its mark.
        let first = written(&first).trim_start().to_owned();
        let Ok(first) = Template::parse(&first, &lists) else { return Ok(()) };
        let (Some(second), Count::Exactly(1..=40)) = (texts(&second, &Values::new()), first.count()) else {
            return Ok(());
        };
        let firsts: Vec<String> = first.all(40).collect();
        let template = Template::parse(&text, &lists).unwrap();
        let mut language = Vec::new();
        let rounds = if once { firsts.iter().map(|first| vec![first.clone()]).collect() } else { vec![firsts] };
        for firsts in rounds {
            let Some(texts) = texts(&body, &Values::from([(0, firsts), (1, second.clone())])) else {
                return Ok(());
            };
            language.extend(texts.into_iter().map(|text| format!(";{text}")));
        }
        prop_assert_eq!(template.count(), Count::Exactly(language.len() as u128), "{}", text);
        let mut all: Vec<String> = template.all(usize::MAX).collect();
        all.sort();
        language.sort();
        prop_assert_eq!(&all, &language, "{}", text);
        prop_assert!(language.binary_search(&template.sample(seed)).is_ok());
    }

    #[test]
    fn what_is_printed_means_the_same(nodes in nodes(false), seed: u64) {
        let lists = Named(vec![("li-st", ENTRIES.to_vec())]);
        same_when_printed(&Template::parse(&written(&nodes), &lists).unwrap(), &lists, seed)?;
    }

    #[test]
    fn escaped_text_is_plain(text in ".{0,60}", soup in "[{}|$_#\\\\@~!:=0-9a ,-]{0,40}") {
        for text in [text, soup] {
            let template = Template::parse(&escaped(&text), &NoLists).unwrap();
            prop_assert_eq!(template.sample(1), text);
        }
    }

    #[test]
    fn no_text_breaks_it(text in any::<String>(), soup in "[{}|$_#\\\\@~!:=().0-9a/* ,\\n-]{0,120}", seed: u64) {
        for text in [text, soup] {
            let length = text.chars().count();
            match Template::parse(&text, &BuiltInLists) {
                Ok(template) => {
                    prop_assert!(template.sample(seed).chars().count() <= MOST_OUTPUT);
                    let _ = template.cycle(seed);
                    prop_assert!(template.all(3).count() >= 1);
                    same_when_printed(&template, &BuiltInLists, seed)?;
                }
                Err(error) => prop_assert!(error.at <= length),
            }
        }
    }
}

fn same_when_printed(template: &Template, lists: &dyn Lists, seed: u64) -> Result<(), TestCaseError> {
    let printed = template.to_string();
    let again = Template::parse(&printed, lists).map_err(|error| TestCaseError::fail(format!("{printed}: {error}")))?;
    prop_assert_eq!(again.count(), template.count(), "{}", printed);
    prop_assert_eq!(again.sample(seed), template.sample(seed), "{}", printed);
    prop_assert_eq!(again.to_string(), printed);
    Ok(())
}
