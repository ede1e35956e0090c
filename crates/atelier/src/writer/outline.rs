//! An outline: where the words of a text change, a section begins.

use std::{collections::BTreeSet, ops::Range};

use super::{
    Limits, Written,
    document::Document,
    rank::best,
    title::{self, shortened},
    words::on_one_line,
};

/// Sentences compared on both sides of a gap.
const WINDOW: usize = 4;
const MOST_SECTIONS: usize = 9;
const LEAST_SENTENCES: usize = 3;

pub(super) fn write(document: &Document<'_>) -> Written {
    let all = document.sentences.len();
    let own: Vec<(usize, &str)> = document.headings.clone();
    let mut lines = Vec::new();
    let mut used = BTreeSet::new();
    if own.len() > 1 {
        for (index, (start, heading)) in own.iter().enumerate() {
            let end = own.get(index + 1).map_or(all, |(next, _)| *next);
            lines.push(format!("{}. {}", index + 1, on_one_line(heading)));
            lines.extend(points(document, *start..end));
        }
    } else {
        for (index, part) in sections(document).into_iter().enumerate() {
            let heading = heading(document, part.clone(), &mut used);
            lines.push(format!("{}. {heading}", index + 1));
            lines.extend(points(document, part));
        }
    }
    Written {
        text: lines.join("\n"),
        title: title::of(document),
        note: Some(Limits::TakesOwnWords),
    }
}

/// A section's own heading: the one that stands there, a title from its words, or its first words.
fn heading(document: &Document<'_>, part: Range<usize>, used: &mut BTreeSet<String>) -> String {
    let first = document.sentences.get(part.start).map_or("", |sentence| sentence.text);
    let told = document
        .headings
        .iter()
        .find(|(place, _)| *place == part.start)
        .map(|(_, text)| on_one_line(text));
    let heading = told
        .or_else(|| title::of_part(document, part.clone()))
        .filter(|heading| !used.contains(heading))
        .or_else(|| title::of_part(document, part.start + 1..part.end).filter(|heading| !used.contains(heading)))
        .unwrap_or_else(|| shortened(first));
    used.insert(heading.clone());
    heading
}

fn points(document: &Document<'_>, part: Range<usize>) -> Vec<String> {
    let wanted = (part.len() / 3).clamp(1, 3);
    best(document, part, wanted)
        .into_iter()
        .map(|place| format!("   - {}", on_one_line(document.sentences[place].text)))
        .collect()
}

/// Where the words on both sides of a gap have least in common, deeper than usual, a section ends.
fn sections(document: &Document<'_>) -> Vec<Range<usize>> {
    let all = document.sentences.len();
    let likeness: Vec<f32> = (0..=all).map(|gap| likeness(document, gap)).collect();
    let mut gaps: Vec<(f32, usize)> = (LEAST_SENTENCES..all.saturating_sub(LEAST_SENTENCES - 1))
        .map(|gap| (depth(&likeness, gap) + paragraph_bonus(document, gap), gap))
        .collect();
    let mean = gaps.iter().map(|(depth, _)| depth).sum::<f32>() / gaps.len().max(1) as f32;
    gaps.retain(|(depth, _)| *depth > mean);
    gaps.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    let most = (all / 5).clamp(1, MOST_SECTIONS) - 1;
    let mut cuts: Vec<usize> = Vec::new();
    for (_, gap) in gaps {
        if cuts.len() < most && cuts.iter().all(|cut| cut.abs_diff(gap) >= LEAST_SENTENCES) {
            cuts.push(gap);
        }
    }
    cuts.sort_unstable();
    let starts = [0].into_iter().chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([all]);
    starts.zip(ends).map(|(start, end)| start..end).collect()
}

/// The share of words that the sentences before and after a gap have in common.
fn likeness(document: &Document<'_>, gap: usize) -> f32 {
    let words = |range: Range<usize>| -> BTreeSet<usize> {
        let some = document.sentences.get(range).unwrap_or_default();
        some.iter()
            .flat_map(|sentence| sentence.words.iter().take(60).copied())
            .collect()
    };
    let before = words(gap.saturating_sub(WINDOW)..gap);
    let after = words(gap..(gap + WINDOW).min(document.sentences.len()));
    let shared = before.intersection(&after).count() as f32;
    shared / ((before.len() * after.len()) as f32).sqrt().max(1.0)
}

/// How far the likeness at a gap lies below the hills on both sides of it.
fn depth(likeness: &[f32], gap: usize) -> f32 {
    let here = likeness[gap];
    let climb = |places: &mut dyn Iterator<Item = &f32>| {
        let mut top = here;
        for value in places.take(2 * WINDOW) {
            if *value < top {
                break;
            }
            top = *value;
        }
        top - here
    };
    climb(&mut likeness[..gap].iter().rev()) + climb(&mut likeness[gap + 1..].iter())
}

fn paragraph_bonus(document: &Document<'_>, gap: usize) -> f32 {
    let paragraph = |place: usize| document.sentences.get(place).map(|sentence| sentence.paragraph);
    let changes = gap.checked_sub(1).and_then(paragraph) != paragraph(gap);
    if changes { 0.25 } else { 0.0 }
}
