//! From pieces of text on pages to lines, and from lines to paragraphs.

use std::collections::{BTreeMap, BTreeSet};

use super::page::Run;

/// A line of text on a page, in points from the page's lower left corner.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub page: u32,
    pub x: f64,
    pub end: f64,
    pub y: f64,
    pub size: f64,
    pub bold: bool,
    pub text: String,
}

/// Lines that belong together.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub size: f64,
    pub bold: bool,
    pub text: String,
}

/// Puts the pieces of a page together to lines, in drawing order.
///
/// A piece goes on with a line that it stands behind, at about its height; a gap wider than a seventh
/// of the font size is a space.
pub(super) fn lines(page: u32, runs: Vec<Run>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for run in runs {
        match lines.last_mut().filter(|line| goes_on(line, &run)) {
            Some(line) => {
                let gap = run.x - line.end > 0.15 * run.size.min(line.size);
                let spaced =
                    line.text.ends_with(char::is_whitespace) || run.text.starts_with(char::is_whitespace);
                if gap && !spaced {
                    line.text.push(' ');
                }
                line.text.push_str(&run.text);
                line.end = line.end.max(run.end);
                if run.text.trim().len() > 2 {
                    line.bold &= run.bold;
                    line.size = line.size.max(run.size);
                }
            }
            None if run.text.trim().is_empty() => {}
            None => lines.push(Line {
                page,
                x: run.x,
                end: run.end,
                y: run.y,
                size: run.size,
                bold: run.bold,
                text: run.text,
            }),
        }
    }
    lines
}

fn goes_on(line: &Line, run: &Run) -> bool {
    let size = line.size.max(run.size);
    (run.y - line.y).abs() < 0.4 * size && run.x > line.end - size && run.x < line.end + 4.0 * size
}

/// Puts lines together to paragraphs, in their order.
pub(super) fn paragraphs(mut lines: Vec<Line>) -> Vec<Paragraph> {
    drop_page_furniture(&mut lines);
    let words = vocabulary(&lines);
    let rights = right_edges(&lines);
    let pitch = median_pitch(&lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in &lines {
        let joined = before.is_some_and(|b| flows(b, line, pitch, rights[&edge(b)]));
        match paragraphs.last_mut() {
            Some(paragraph) if joined => join(&mut paragraph.text, line.text.trim(), &words),
            _ => paragraphs.push(Paragraph {
                size: line.size,
                bold: line.bold,
                text: line.text.trim().to_owned(),
            }),
        }
        before = Some(line);
    }
    paragraphs
}

/// The font size of most of the text, in points.
pub(super) fn body_size(paragraphs: &[Paragraph]) -> f64 {
    let mut bytes: BTreeMap<u64, usize> = BTreeMap::new();
    for paragraph in paragraphs {
        *bytes.entry((paragraph.size * 2.0).round() as u64).or_default() += paragraph.text.len();
    }
    bytes.into_iter().max_by_key(|&(_, bytes)| bytes).map_or(0.0, |(size, _)| size as f64 / 2.0)
}

/// Drops page numbers, addresses, and the lines at the edges that most pages repeat.
fn drop_page_furniture(lines: &mut Vec<Line>) {
    let mut pages: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for line in lines.iter() {
        let (low, high) = pages.entry(line.page).or_insert((line.y, line.y));
        (*low, *high) = (low.min(line.y), high.max(line.y));
    }
    // Within three lines of the lowest or highest text of the page.
    let at_edge = |line: &Line| {
        let (low, high) = pages[&line.page];
        line.y < low + 3.0 * line.size || line.y > high - 3.0 * line.size
    };
    let mut seen: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for line in lines.iter().filter(|line| at_edge(line)) {
        seen.entry(without_digits(&line.text)).or_default().insert(line.page);
    }
    let most = (pages.len() * 3 / 5).max(2);
    lines.retain(|line| {
        let plain = without_digits(&line.text);
        let number = matches!(plain.as_str(), "" | "page" | "pageof" | "of");
        let address = line.text.trim().starts_with("http") && !line.text.trim().contains(' ');
        let repeated = seen.get(&plain).is_some_and(|on| on.len() >= most);
        !(at_edge(line) && (number || address || repeated))
    });
}

fn without_digits(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// The words of all lines, to tell hyphenation from hyphens.
fn vocabulary(lines: &[Line]) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for line in lines {
        let mut parts: Vec<&str> = line.text.split_whitespace().collect();
        // The last word may be broken.
        parts.pop();
        words
            .extend(parts.into_iter().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()));
    }
    words
}

/// What tells the column of a line: its page and about where it begins.
fn edge(line: &Line) -> (u32, i64) {
    (line.page, (line.x / 40.0).round() as i64)
}

/// For every column, how far its lines reach to the right; titles may reach farther.
fn right_edges(lines: &[Line]) -> BTreeMap<(u32, i64), f64> {
    let mut ends: BTreeMap<(u32, i64), Vec<f64>> = BTreeMap::new();
    for line in lines {
        ends.entry(edge(line)).or_default().push(line.end);
    }
    let right = |mut ends: Vec<f64>| {
        ends.sort_by(f64::total_cmp);
        ends[ends.len() * 4 / 5]
    };
    ends.into_iter().map(|(edge, ends)| (edge, right(ends))).collect()
}

/// The usual distance between lines, in font sizes.
fn median_pitch(lines: &[Line]) -> f64 {
    let mut pitches: Vec<f64> = lines
        .windows(2)
        .filter(|pair| pair[0].page == pair[1].page && pair[1].size > 0.0)
        .map(|pair| (pair[0].y - pair[1].y) / pair[1].size)
        .filter(|pitch| (0.8..2.5).contains(pitch))
        .collect();
    pitches.sort_by(f64::total_cmp);
    pitches.get(pitches.len() / 2).copied().unwrap_or(1.2)
}

/// Whether `line` goes on with the paragraph of the line `before` it.
fn flows(before: &Line, line: &Line, pitch: f64, right: f64) -> bool {
    let text = before.text.trim_end();
    let ends = text.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?', ':']);
    let alike = (before.size / line.size.max(0.1) - 1.0).abs() < 0.12 && before.bold == line.bold;
    let bullet = line.text.trim_start().starts_with(['•', '▪', '■', '·', '◦', '●']);
    if !alike || bullet {
        return false;
    }
    let down = before.y - line.y;
    if before.page != line.page || down < -0.5 * line.size {
        // At the head of the next column or page: a sentence under way goes on.
        return !ends && (before.end > right - 4.0 * line.size || text.ends_with('-'));
    }
    let letter = (line.end - line.x) / line.text.chars().count().max(1) as f64;
    let word = line.text.split_whitespace().next().map_or(0, |w| w.chars().count());
    let room = before.end + (word + 1) as f64 * letter < right - line.size;
    let indented = line.x > before.x + 0.8 * line.size && line.x < before.x + 6.0 * line.size;
    down > 0.3 * line.size && down < 1.35 * pitch * line.size && !(room && ends) && !(indented && ends)
}

/// Adds a line to a paragraph; a word that was broken at the line's end becomes whole.
fn join(paragraph: &mut String, line: &str, words: &BTreeSet<String>) {
    let broken = paragraph.ends_with(['-', '‐', '\u{ad}'])
        && paragraph.chars().rev().nth(1).is_some_and(char::is_alphabetic)
        && line.starts_with(char::is_alphanumeric);
    if !broken {
        paragraph.push(' ');
        paragraph.push_str(line);
        return;
    }
    let head = paragraph.rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
    let head = head.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let tail: String =
        line.chars().take_while(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if !keeps_hyphen(&head, &tail, line, words) {
        paragraph.pop();
    }
    paragraph.push_str(line);
}

/// Whether the hyphen between `head` (which ends with it) and `tail` belongs to the word.
fn keeps_hyphen(head: &str, tail: &str, line: &str, words: &BTreeSet<String>) -> bool {
    const COMPOUNDING: &[&str] = &["anti", "ex", "non", "self", "vice", "well"];
    let stem = head.trim_end_matches(['-', '‐', '\u{ad}']);
    // A typographic hyphen is the typesetter's.
    if words.contains(&format!("{stem}{tail}")) || !head.ends_with('-') {
        return false;
    }
    words.contains(&format!("{stem}-{tail}"))
        || !line.starts_with(char::is_lowercase)
        || stem.contains('-')
        || COMPOUNDING.contains(&stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of one column of 300 points, each given as (x, distance from the line above, text).
    #[track_caller]
    fn check(given: &[(f64, f64, &str)], expected: &[&str]) {
        let mut y = 700.0;
        let runs = given.iter().map(|&(x, down, text)| {
            y -= down;
            Run { x, end: x + 5.0 * text.len() as f64, y, size: 10.0, bold: false, text: text.to_owned() }
        });
        let got: Vec<String> = paragraphs(lines(1, runs.collect())).into_iter().map(|p| p.text).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn lines_flow_to_paragraphs() {
        check(
            &[
                (50.0, 0.0, "The foreign ministers of both countries met in the diplo-"),
                (50.0, 12.0, "matic quarter of the capital on Monday and signed the well-"),
                (50.0, 12.0, "known treaty on Israel-"),
                (50.0, 12.0, "Egypt relations."),
                (50.0, 12.0, "The opposition called the text a sell-out and said it would"),
                (50.0, 12.0, "vote against it."),
                (50.0, 24.0, "Far below stands another paragraph about the same matter."),
            ],
            &[
                "The foreign ministers of both countries met in the diplomatic quarter of the capital on Monday and \
                 signed the well-known treaty on Israel-Egypt relations.",
                "The opposition called the text a sell-out and said it would vote against it.",
                "Far below stands another paragraph about the same matter.",
            ],
        );
    }

    #[test]
    fn gaps_are_spaces() {
        let run = |x: f64, end: f64, text: &str| Run {
            x,
            end,
            y: 1.0,
            size: 10.0,
            bold: false,
            text: text.to_owned(),
        };
        let got = lines(
            1,
            vec![
                run(0.0, 20.0, "Chi"),
                run(20.5, 30.0, "na"),
                run(33.0, 60.0, "agreed"),
                run(60.0, 62.0, "  "),
            ],
        );
        assert_eq!(got.len(), 1);
        assert_eq!(got[0].text.trim_end(), "China agreed");
    }

    #[test]
    fn page_heads_and_numbers_go() {
        let mut all = Vec::new();
        for page in 1..=3 {
            let line =
                |y: f64, text: String| Line { page, x: 50.0, end: 300.0, y, size: 10.0, bold: false, text };
            all.push(line(800.0, format!("The Daily, page {page}")));
            for i in 0..20 {
                let word = char::from(b'a' + i).to_string().repeat(4);
                all.push(line(760.0 - 12.0 * f64::from(i), format!("Page {page} has words such as {word}.")));
            }
            all.push(line(20.0, page.to_string()));
        }
        drop_page_furniture(&mut all);
        assert_eq!(all.len(), 60);
        assert!(all.iter().all(|l| l.text.contains("words")));
    }
}
