//! Markdown: front matter, headings, lists, quotations; the marks themselves go.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::draft::Draft;
use crate::{BlockKind, date_in, plain};

/// Reads a Markdown text. Code, HTML, images and tables' rules are no text; links keep their words.
pub(crate) fn read(text: &str) -> Draft {
    let mut draft = Draft::default();
    let body = take_front_matter(text, &mut draft);
    let mut walk = Walk::default();
    for event in Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        walk.step(event, &mut draft);
    }
    walk.close(&mut draft);
    plain::take_head(&mut draft);
    draft
}

/// Where the walk over the events is.
#[derive(Default)]
struct Walk {
    line: String,
    heading: Option<HeadingLevel>,
    items: usize,
    quotes: usize,
    /// Inside something that is no text.
    silent: usize,
}

impl Walk {
    fn step(&mut self, event: Event<'_>, draft: &mut Draft) {
        match event {
            Event::Start(tag) => self.open(&tag, draft),
            Event::End(tag) => self.end(tag, draft),
            Event::Text(text) | Event::Code(text) if self.silent == 0 => self.line.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.line.push(' '),
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>, draft: &mut Draft) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::TableCell => return,
            Tag::Image { .. } => {
                self.silent += 1;
                return;
            }
            _ => self.close(draft),
        }
        match tag {
            Tag::Heading { level, .. } => self.heading = Some(*level),
            Tag::Item => self.items += 1,
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => self.silent += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, draft: &mut Draft) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => return,
            TagEnd::Image => {
                self.silent -= 1;
                return;
            }
            TagEnd::TableCell => {
                self.line.push(' ');
                return;
            }
            _ => self.close(draft),
        }
        match tag {
            TagEnd::Heading(_) => self.heading = None,
            TagEnd::Item => self.items -= 1,
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => self.silent -= 1,
            _ => {}
        }
    }

    /// Ends the block under way.
    fn close(&mut self, draft: &mut Draft) {
        let line = std::mem::take(&mut self.line);
        if line.trim().is_empty() {
            return;
        }
        let first = draft.title.is_none() && draft.blocks.is_empty();
        match self.heading {
            Some(HeadingLevel::H1) if first => draft.title = Some(line),
            Some(_) => draft.push(BlockKind::Heading, line),
            None if self.items > 0 => draft.push(BlockKind::ListItem, line),
            None if self.quotes > 0 => draft.push(BlockKind::Quote, line),
            None => draft.push(BlockKind::Paragraph, line),
        }
    }
}

/// Reads the `key: value` lines between `---` at the top; returns what is below them.
fn take_front_matter<'a>(text: &'a str, draft: &mut Draft) -> &'a str {
    let text = text.trim_start_matches('\u{feff}');
    let Some(rest) =
        text.strip_prefix("---").and_then(|r| r.trim_start_matches([' ', '\r']).strip_prefix('\n'))
    else {
        return text;
    };
    let mut length = 0;
    let mut entries = Vec::new();
    for line in rest.split_inclusive('\n').take(200) {
        length += line.len();
        if matches!(line.trim(), "---" | "...") {
            entries.iter().for_each(|&(key, value)| set(draft, key, value));
            return &rest[length..];
        }
        if let Some((key, value)) = line.split_once(':') {
            entries.push((key.trim(), value.trim().trim_matches(['"', '\''])));
        }
    }
    text
}

fn set(draft: &mut Draft, key: &str, value: &str) {
    let named = || (!value.is_empty()).then(|| value.to_owned());
    match key.to_ascii_lowercase().as_str() {
        "title" | "headline" => draft.title = named(),
        "published" | "date" | "publishdate" | "published_at" => {
            draft.published = date_in(value).or(draft.published)
        }
        "outlet" | "source" | "publisher" | "site" | "newspaper" => draft.outlet = named(),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_blocks() {
        let draft = read(
            "---\ntitle: \"A *pact*: signed\"\ndate: 2023-10-18\nsource: The Daily\n---\n# Another title\n\nChina **and**\n\
             [Russia](https://example.org) signed `it`.\n\n## What it says\n\n- No tariffs\n- No visas\n\n> “Never,” \
             said Iran.\n\n![a picture](x.png)\n\n```\ncode\n```\n\n<div>html</div>\n\n| a | b |\n|---|---|\n| c | d |\n",
        );
        assert_eq!(draft.title.as_deref(), Some("A *pact*: signed"));
        assert_eq!(draft.published.map(|d| d.to_string()).as_deref(), Some("2023-10-18"));
        assert_eq!(draft.outlet.as_deref(), Some("The Daily"));
        let got: Vec<String> = draft.blocks.iter().map(|(k, t)| format!("{k:?} {}", t.trim())).collect();
        assert_eq!(
            got,
            [
                "Heading Another title",
                "Paragraph China and Russia signed it.",
                "Heading What it says",
                "ListItem No tariffs",
                "ListItem No visas",
                "Quote “Never,” said Iran.",
                "Paragraph a b",
                "Paragraph c d",
            ]
        );
    }

    #[test]
    fn the_first_heading_is_the_title() {
        let draft = read("# A pact\n\nText.\n\n# More\n");
        assert_eq!(draft.title.as_deref(), Some("A pact"));
        assert_eq!(draft.blocks.len(), 2);
        assert_eq!(read("---\nno end").blocks.len(), 1);
    }
}
