//! Plain text: paragraphs out of lines, a headline on top, bylines and datelines.

use crate::clean::{clean, head};
use crate::draft::{Draft, same_words};
use crate::{BlockKind, PartialDate, ReadError, date_in};

/// Lines above the first paragraph that are looked at for particulars.
const MAX_PARTICULARS: usize = 12;

/// Reads a plain text.
///
/// Hard-wrapped lines flow together into paragraphs; otherwise every line is one. The first line is
/// the title where it looks like one; lines above the first paragraph that give nothing but a date,
/// an author or a source are taken out and kept as such.
pub(crate) fn read(text: &str) -> Result<Draft, ReadError> {
    let text = clean(text);
    let mut draft = Draft { blocks: paragraphs(&text), ..Draft::default() };
    take_title(&mut draft);
    take_head(&mut draft);
    mark_headings(&mut draft.blocks);
    Ok(draft)
}

/// Makes the first line the title, where none is known and it looks like one.
pub(crate) fn take_title(draft: &mut Draft) {
    take_particulars(draft);
    if draft.title.is_none() && has_title(&draft.blocks) {
        draft.title = Some(draft.blocks.remove(0).1);
    }
}

/// Takes date, author and source from above the first paragraph, and reads its dateline.
///
/// What the draft knows already stays.
pub(crate) fn take_head(draft: &mut Draft) {
    take_particulars(draft);
    let dateline = draft.blocks.first().and_then(|(_, first)| Dateline::of(first));
    if let Some(dateline) = dateline {
        draft.published = draft.published.or(dateline.date);
        draft.outlet = draft.outlet.take().or(dateline.agency);
    }
}

/// The paragraphs and list items of a cleaned text.
pub(crate) fn paragraphs(text: &str) -> Vec<(BlockKind, String)> {
    let lines: Vec<&str> = text.split('\n').map(|l| if is_rule(l) { "" } else { l.trim_end() }).collect();
    let width = wrap_width(&lines);
    let mut blocks: Vec<(BlockKind, String)> = Vec::new();
    let mut open = false;
    for (i, &line) in lines.iter().enumerate() {
        let (kind, words) = marked(line);
        if words.is_empty() {
            open = false;
            continue;
        }
        let flows = open && width.is_some_and(|width| continues(lines[i - 1], line, width));
        match blocks.last_mut() {
            Some((_, paragraph)) if flows => join(paragraph, words),
            _ => blocks.push((kind, words.to_owned())),
        }
        open = true;
    }
    blocks
}

/// Adds a line to a paragraph. A wrapped line breaks only at hyphens that belong to the word.
fn join(paragraph: &mut String, line: &str) {
    let mut tail = paragraph.chars().rev();
    let hyphened = tail.next() == Some('-') && tail.next().is_some_and(char::is_alphanumeric);
    if !hyphened {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

/// The width at which a text is hard-wrapped, in characters, if it is.
///
/// It is where nearly every line that another follows has no room left for that one's first word.
fn wrap_width(lines: &[&str]) -> Option<usize> {
    let followed: Vec<(usize, usize)> = lines
        .windows(2)
        .filter(|pair| !pair[0].trim().is_empty() && !pair[1].trim().is_empty())
        .map(|pair| (pair[0].chars().count(), first_word(pair[1])))
        .collect();
    let mut lengths: Vec<usize> = followed.iter().map(|&(length, _)| length).collect();
    lengths.sort_unstable();
    let width = *lengths.get(lengths.len() * 9 / 10)?;
    let full = followed.iter().filter(|&&(length, next)| length + 1 + next > width).count();
    ((40..=120).contains(&width) && followed.len() >= 2 && full * 10 >= followed.len() * 7).then_some(width)
}

/// Whether `line` goes on with the paragraph of the line `before` it.
fn continues(before: &str, line: &str, width: usize) -> bool {
    let indent = |l: &str| l.len() - l.trim_start().len();
    if marked(line).0 != BlockKind::Paragraph && marked(before).0 != marked(line).0
        || marked(line).0 == BlockKind::ListItem
        || indent(line) >= indent(before) + 2
    {
        return marked(before).0 == BlockKind::ListItem && indent(line) > indent(before) && !is_item(line);
    }
    let used = before.chars().count() + 1 + first_word(line);
    let roomy = used + 8 <= width;
    let ends = before.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?', ':']);
    let heads =
        used * 2 <= width && line.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    !(roomy && ends || heads)
}

fn first_word(line: &str) -> usize {
    line.split_whitespace().next().map_or(0, |word| word.chars().count())
}

/// A line of dashes, stars or other ornaments.
fn is_rule(line: &str) -> bool {
    !line.chars().any(char::is_alphanumeric)
}

/// What a line's mark makes of it, and its words behind the mark.
fn marked(line: &str) -> (BlockKind, &str) {
    let line = line.trim();
    if let Some(quoted) = line.strip_prefix('>') {
        return (BlockKind::Quote, quoted.trim_start_matches(['>', ' ']));
    }
    for bullet in ["- ", "* ", "• ", "– ", "· ", "▪ ", "■ "] {
        if let Some(item) = line.strip_prefix(bullet) {
            return (BlockKind::ListItem, item.trim_start());
        }
    }
    if is_item(line) { (BlockKind::ListItem, line) } else { (BlockKind::Paragraph, line) }
}

/// "1. …", "12) …", "(a) …".
fn is_item(line: &str) -> bool {
    let head = line.trim_start().split(' ').next().unwrap_or("");
    let number = head.trim_start_matches('(').trim_end_matches(['.', ')']);
    let short = (1..=2).contains(&number.len());
    short
        && head.ends_with(['.', ')'])
        && (number.bytes().all(|b| b.is_ascii_digit())
            || head.starts_with('(') && number.bytes().all(|b| b.is_ascii_lowercase()))
}

/// Whether the first block is a headline: short, no sentence, and a longer paragraph follows.
fn has_title(blocks: &[(BlockKind, String)]) -> bool {
    let [(BlockKind::Paragraph, first), rest @ ..] = blocks else { return false };
    let below = rest.iter().take(MAX_PARTICULARS).filter(|(_, p)| Particular::of(p).is_none());
    let follows = below.take(2).any(|(_, p)| p.len() > first.len() && p.len() >= 60 || ends_sentence(p));
    follows && is_headline(first) && first.len() <= 200 && first.split_whitespace().count() >= 2
}

/// A line that is no sentence.
fn is_headline(line: &str) -> bool {
    let words = line.split_whitespace().count();
    words <= 25 && !ends_sentence(line) && !line.ends_with([',', ';', ':', '-'])
}

fn ends_sentence(line: &str) -> bool {
    let last = line.split_whitespace().last().unwrap_or("");
    let abbreviation = last.ends_with('.') && last[..last.len() - 1].contains('.');
    line.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with('.') && !abbreviation
}

/// Short lines that are no sentences, above a longer paragraph, are headings.
fn mark_headings(blocks: &mut [(BlockKind, String)]) {
    for i in 1..blocks.len() {
        let longer = blocks[i].1.len() > 2 * blocks[i - 1].1.len();
        let (kind, line) = &mut blocks[i - 1];
        let capital = line.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        if *kind == BlockKind::Paragraph && longer && capital && line.len() <= 80 && is_headline(line) {
            *kind = BlockKind::Heading;
        }
    }
}

/// Takes lines that give only particulars from above the first paragraph.
fn take_particulars(draft: &mut Draft) {
    for _ in 0..MAX_PARTICULARS {
        let Some((_, line)) = draft.blocks.first().filter(|(_, line)| line.len() <= 160) else { break };
        // Many formats say the title once more above the text.
        let again = draft.title.as_deref().is_some_and(|title| same_words(title, line));
        let particular = if again { Some(Particular::Other) } else { Particular::of(line) };
        let Some(particular) = particular else { break };
        match particular {
            Particular::Title(title) => draft.title = draft.title.take().or(Some(title)),
            Particular::Published(date) => draft.published = draft.published.or(Some(date)),
            Particular::Outlet(outlet) => draft.outlet = draft.outlet.take().or(Some(outlet)),
            Particular::Other => {}
        }
        draft.blocks.remove(0);
    }
}

/// What a line above the text tells.
enum Particular {
    Title(String),
    Published(PartialDate),
    Outlet(String),
    /// An author, a time of change: nothing that is kept.
    Other,
}

impl Particular {
    fn of(line: &str) -> Option<Self> {
        if let Some((label, value)) = line.split_once(':') {
            let value = value.trim().to_owned();
            match label.trim().to_lowercase().as_str() {
                _ if value.is_empty() => {}
                "title" | "headline" => return Some(Particular::Title(value)),
                "source" | "outlet" | "publisher" | "newspaper" => return Some(Particular::Outlet(value)),
                "author" | "authors" | "byline" => return Some(Particular::Other),
                "date" | "published" | "publication date" | "posted" | "published on" => {
                    return date_in(&value).map(Particular::Published);
                }
                "updated" | "last updated" | "modified" => return date_in(&value).map(|_| Particular::Other),
                _ => {}
            }
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        if is_byline(&words) && !ends_sentence(line) {
            return Some(Particular::Other);
        }
        let date = date_in(line)?;
        is_date_line(&words).then_some(match words[0].to_lowercase().as_str() {
            "updated" | "modified" => Particular::Other,
            _ => Particular::Published(date),
        })
    }
}

/// "By Ann Lee and Bo Li", "By a staff writer".
fn is_byline(words: &[&str]) -> bool {
    const PLAIN: &[&str] = &[
        "a",
        "and",
        "correspondent",
        "for",
        "in",
        "of",
        "our",
        "reporter",
        "reporters",
        "staff",
        "the",
        "writer",
    ];
    let [by, names @ ..] = words else { return false };
    let named = |word: &&str| word.starts_with(char::is_uppercase) || PLAIN.contains(word);
    matches!(*by, "By" | "BY") && (1..10).contains(&names.len()) && names.iter().all(named)
}

/// Whether a line that holds a date holds hardly more: a weekday, a time, a place.
fn is_date_line(words: &[&str]) -> bool {
    const FILLERS: &[&str] = &[
        "published",
        "updated",
        "posted",
        "on",
        "at",
        "am",
        "pm",
        "a.m",
        "p.m",
        "gmt",
        "utc",
        "est",
        "edt",
        "bst",
        "cet",
        "et",
        "of",
        "the",
    ];
    let other = words.iter().filter(|word| {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let weekday = plain.ends_with("day")
            || matches!(plain.as_str(), "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun");
        let dated =
            plain.starts_with(|c: char| c.is_ascii_digit()) || date_in(&format!("1 {plain} 2000")).is_some();
        !(plain.is_empty() || weekday || dated || FILLERS.contains(&plain.as_str()))
    });
    other.count() <= 1
}

/// "BEIJING, Oct. 18 (Xinhua) —" at the beginning of a report.
struct Dateline {
    agency: Option<String>,
    date: Option<PartialDate>,
}

impl Dateline {
    fn of(paragraph: &str) -> Option<Self> {
        let head = head(paragraph, 120);
        let city = head.split([',', ' ', '(']).next().unwrap_or("");
        if city.chars().count() < 3
            || !city.chars().all(|c| c.is_uppercase() || matches!(c, '\'' | '.' | '-'))
        {
            return None;
        }
        let (open, close) = [('(', ')'), ('/', '/')].into_iter().find_map(|(open, close)| {
            let start = head.find(open)?;
            let end = start + 1 + head[start + 1..].find(close)?;
            Some((start, end))
        })?;
        let behind = head[close + 1..].trim_start();
        if !behind.starts_with(['-', '–', '—', '―', '.', ':']) {
            return None;
        }
        let agency = head[open + 1..close].trim();
        let named = agency.starts_with(char::is_uppercase) && agency.split_whitespace().count() <= 3;
        let plain = !agency.contains(|c: char| c.is_numeric());
        Some(Dateline { agency: (named && plain).then(|| agency.to_owned()), date: date_in(&head[..open]) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The particulars on one line, then a letter for each block's kind and its text.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let draft = read(text).expect("a draft");
        let date = draft.published.map(|d| d.to_string()).unwrap_or_default();
        let mut got =
            format!("{}|{date}|{}", draft.title.unwrap_or_default(), draft.outlet.unwrap_or_default());
        for (kind, block) in &draft.blocks {
            let kind = format!("{kind:?}");
            got.push_str(&format!("\n{} {block}", &kind[..1]));
        }
        assert_eq!(got, expected, "{text}");
    }

    const LEAD: &str = "The two presidents met on Wednesday and agreed to trade more with each other.";

    #[test]
    fn a_headline_is_the_title() {
        check(&format!("Leaders meet in Beijing\n\n{LEAD}"), &format!("Leaders meet in Beijing||\nP {LEAD}"));
        check(&format!("Envoy leaves the U.S.\n{LEAD}"), &format!("Envoy leaves the U.S.||\nP {LEAD}"));
        check(&format!("They met.\n\n{LEAD}"), &format!("||\nP They met.\nP {LEAD}"));
        check("Only one line here", "||\nP Only one line here");
        check(&format!("Title: A pact\nDate: 2023-10-18\n{LEAD}"), &format!("A pact|2023-10-18|\nP {LEAD}"));
    }

    #[test]
    fn lines_about_the_article_are_no_text() {
        check(
            &format!(
                "Leaders meet\nBy Ann Lee and Bo Li\nPublished: 18 October 2023\nSource: The Daily\n\n{LEAD}"
            ),
            &format!("Leaders meet|2023-10-18|The Daily\nP {LEAD}"),
        );
        check(
            &format!("Leaders meet\nWednesday, 18 October 2023, 10:15 GMT\n\n{LEAD}"),
            &format!("Leaders meet|2023-10-18|\nP {LEAD}"),
        );
        check(
            &format!("Both sides signed it on 27 November 2007\n\n{LEAD}"),
            &format!("Both sides signed it on 27 November 2007||\nP {LEAD}"),
        );
    }

    #[test]
    fn datelines_tell_the_outlet_and_the_day() {
        let text = format!("BEIJING, Oct. 18 (Xinhua) -- {LEAD}");
        check(&text, &format!("||Xinhua\nP {text}"));
        let text = format!("MOSCOW, October 18, 2023 /TASS/. {LEAD}");
        check(&text, &format!("|2023-10-18|TASS\nP {text}"));
        let text = format!("WASHINGTON (Reuters) - {LEAD}");
        check(&text, &format!("||Reuters\nP {text}"));
        let text = format!("NATO (the alliance) is old. {LEAD}");
        check(&text, &format!("||\nP {text}"));
    }

    #[test]
    fn wrapped_lines_flow_together() {
        let wrapped = "The foreign ministers of both countries met in the capital on Monday and\n\
            signed a treaty of friendship that had been in the making for more than\n\
            three years.\n\
            \x20\x20The opposition in both of the parliaments at once called this long-\n\
            awaited text a sell-out and said that it would vote against it when it\n\
            comes before them in the spring, and that it would not be moved by any\n\
            appeal.\n\nNo date was given.";
        check(
            wrapped,
            "||\nP The foreign ministers of both countries met in the capital on Monday and signed a treaty of \
             friendship that had been in the making for more than three years.\nP The opposition in both of the \
             parliaments at once called this long-awaited text a sell-out and said that it would vote against it \
             when it comes before them in the spring, and that it would not be moved by any appeal.\nP No date \
             was given.",
        );
        let lines = "The ministers met on Monday in the capital.\nThey signed a treaty that had been made for \
            years and years.\nThe opposition called it a sell-out.";
        check(lines, &format!("||\nP {}", lines.replace('\n', "\nP ")));
    }

    #[test]
    fn lists_quotes_and_headings_are_told() {
        check(
            &format!(
                "A pact\n\n{LEAD}\n\nWhat it says\n\n{LEAD}\n- No tariffs\n* No visas\n1. No arms\n> As told\n-----\n{LEAD}"
            ),
            &format!(
                "A pact||\nP {LEAD}\nH What it says\nP {LEAD}\nL No tariffs\nL No visas\nL 1. No arms\nQ As told\nP {LEAD}"
            ),
        );
    }
}
