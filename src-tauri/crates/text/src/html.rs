//! Web pages: the article out of a saved page, with its title, date and outlet.

mod particulars;
mod prune;

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use crate::draft::Draft;
use crate::{BlockKind, ReadError, plain};
use particulars::particulars;
use prune::prune;

/// Trees deeper than this are read as bare text. Pruning keeps far below; this is the last guard
/// against recursion in the libraries.
const MAX_TREE_DEPTH: usize = 2_000;

/// Elements past which the search for the main text is left out, for its time.
const MAX_SEARCHED: usize = 60_000;

/// A main text shorter than this is doubted, in bytes.
const MIN_MAIN_TEXT: usize = 200;

/// Reads a web page.
///
/// The main text is found by the rules of Mozilla's Readability (dom_smoothie), after navigation,
/// advertisements, captions, comments and related links have been taken out by element, role and
/// class. Where they find too little, the whole page is read.
pub(crate) fn read(text: &str) -> Result<Draft, ReadError> {
    let pruned = prune(text);
    let page = Document::from(pruned.html);
    let (elements, depth) = measure(&page.root());
    let mut draft = Draft::default();
    if depth > MAX_TREE_DEPTH {
        return Err(ReadError::Damaged("its elements are nested beyond all measure".to_owned()));
    }
    let known = particulars(&page, &pruned.json_ld);
    (draft.title, draft.published, draft.outlet) = (known.title, known.published, known.outlet);
    remove_furniture(&page);
    let whole = blocks(&page.root());
    draft.blocks = if elements > MAX_SEARCHED { whole } else { main_text(page, whole) };
    if pruned.cut || elements > MAX_SEARCHED {
        draft
            .warnings
            .push("The page is very large; menus and advertisements may be left in its text.".to_owned());
    }
    plain::take_head(&mut draft);
    Ok(draft)
}

/// Whether a text is a web page, by its beginning.
pub(crate) fn looks_like_html(text: &str) -> bool {
    let mut head = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    while let Some(rest) = head.strip_prefix("<!--").or_else(|| head.strip_prefix("<?xml")) {
        let Some(end) = rest.find('>') else { return false };
        head = rest[end + 1..].trim_start();
    }
    let head: String = head.chars().take(14).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<meta", "<title"]
        .iter()
        .any(|start| head.starts_with(start))
}

/// The encoding that a page names in its first bytes.
pub(crate) fn declared_encoding(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(4096)];
    if !head.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    let label = ["charset=", "encoding="].iter().find_map(|key| {
        let start = head.windows(key.len()).position(|w| w.eq_ignore_ascii_case(key.as_bytes()))?;
        Some(&head[start + key.len()..])
    })?;
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|b| !(b.is_ascii_alphanumeric() || b"-_:".contains(b)))?;
    std::str::from_utf8(&label[..end]).ok().filter(|l| !l.is_empty())
}

type Blocks = Vec<(BlockKind, String)>;

fn main_text(page: Document, whole: Blocks) -> Blocks {
    let length = |blocks: &Blocks| blocks.iter().map(|(_, text)| text.len()).sum::<usize>();
    let config = Config { disable_json_ld: true, ..Config::default() };
    let content = Readability::with_document(page, None, Some(config)).and_then(|mut r| r.parse()).ok();
    let main = content
        .map(|article| blocks(&Document::from(without_tables(&article.content)).root()))
        .unwrap_or_default();
    if length(&main) < MIN_MAIN_TEXT && length(&whole) > 2 * length(&main) { whole } else { main }
}

/// The main text with its table elements as plain divisions: Readability keeps rows and cells of a
/// table that it has dissolved, and a parser would drop them.
fn without_tables(content: &str) -> String {
    let names = ["table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"];
    names.iter().fold(content.to_owned(), |html, name| {
        let html = html.replace(&format!("<{name}>"), "<div>").replace(&format!("<{name} "), "<div ");
        html.replace(&format!("</{name}>"), "</div>")
    })
}

/// The number of nodes of a tree and its depth.
fn measure(root: &NodeRef) -> (usize, usize) {
    let (mut nodes, mut deepest) = (0, 0);
    let mut open = vec![(*root, 0)];
    while let Some((node, depth)) = open.pop() {
        nodes += usize::from(node.is_element());
        deepest = deepest.max(depth);
        open.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    (nodes, deepest)
}

/// Takes out what surrounds an article, unless it holds most of the page.
fn remove_furniture(page: &Document) {
    let root = page.root();
    let limit = root.text().len() * 2 / 5;
    let mut open: Vec<NodeRef> = vec![root];
    while let Some(node) = open.pop() {
        if is_furniture(&node) && node.text().len() <= limit {
            node.remove_from_parent();
        } else {
            open.extend(node.children_it(false).filter(|child| child.is_element()));
        }
    }
}

fn is_furniture(node: &NodeRef) -> bool {
    const ELEMENTS: &[&str] = &["aside", "button", "dialog", "figcaption", "figure", "footer", "form", "nav"];
    const ROLES: &[&str] = &[
        "alert",
        "banner",
        "complementary",
        "contentinfo",
        "dialog",
        "menu",
        "navigation",
        "search",
        "toolbar",
    ];
    const WORDS: &[&str] = &[
        "ad",
        "ads",
        "advert",
        "advertisement",
        "banner",
        "breadcrumb",
        "breadcrumbs",
        "byline",
        "caption",
        "comment",
        "comments",
        "consent",
        "cookie",
        "cookies",
        "disqus",
        "footer",
        "gdpr",
        "menu",
        "modal",
        "nav",
        "navbar",
        "newsletter",
        "outbrain",
        "pagination",
        "popup",
        "promo",
        "recirc",
        "recommended",
        "related",
        "share",
        "sharing",
        "sidebar",
        "signup",
        "social",
        "sponsor",
        "sponsored",
        "subscribe",
        "taboola",
        "tags",
        "teaser",
        "toolbar",
        "trending",
        "video",
    ];
    let name = node.node_name().unwrap_or_default();
    if matches!(&*name, "html" | "body" | "head" | "main" | "article" | "p" | "h1") {
        return false;
    }
    let role = node.attr("role").is_some_and(|role| ROLES.contains(&&*role.trim().to_ascii_lowercase()));
    let hidden = node.has_attr("hidden") || node.attr("aria-hidden").is_some_and(|v| &*v == "true");
    let classed = ["class", "id"].iter().filter_map(|key| node.attr(key)).any(|names| {
        names.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| WORDS.contains(&&*w.to_ascii_lowercase()))
    });
    ELEMENTS.contains(&&*name) || role || hidden || classed
}

/// The text blocks of a tree, in reading order.
fn blocks(root: &NodeRef) -> Blocks {
    let mut walk = Walk::default();
    let mut open = vec![Step::Enter(*root)];
    while let Some(step) = open.pop() {
        match step {
            Step::Leave(name) => walk.leave(&name),
            Step::Enter(node) if node.is_text() => walk.text(&node.text()),
            Step::Enter(node) => {
                let name = node.node_name().unwrap_or_default().to_string();
                if matches!(name.as_str(), "title" | "script" | "style") || node.is_comment() {
                    continue;
                }
                walk.enter(&name);
                open.push(Step::Leave(name));
                open.extend(node.children_it(true).map(Step::Enter));
            }
        }
    }
    walk.close();
    walk.blocks
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(String),
}

/// Where a walk over a tree is, and what it has found.
#[derive(Default)]
struct Walk {
    blocks: Blocks,
    line: String,
    /// Bytes of `line` that stand in links.
    linked: usize,
    headings: usize,
    items: usize,
    quotes: usize,
    links: usize,
    verbatim: usize,
}

impl Walk {
    fn count(&mut self, name: &str) -> Option<&mut usize> {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(&mut self.headings),
            "li" => Some(&mut self.items),
            "blockquote" => Some(&mut self.quotes),
            "a" => Some(&mut self.links),
            "pre" => Some(&mut self.verbatim),
            _ => None,
        }
    }

    fn enter(&mut self, name: &str) {
        match name {
            // Two line breaks in a row part paragraphs.
            "br" if self.line.trim_end_matches(' ').ends_with('\n') => self.close(),
            "br" => self.line.push('\n'),
            _ if is_inline(name) => {}
            _ => self.close(),
        }
        if let Some(count) = self.count(name) {
            *count += 1;
        }
    }

    fn leave(&mut self, name: &str) {
        if !is_inline(name) {
            self.close();
        }
        if let Some(count) = self.count(name) {
            *count -= 1;
        }
    }

    fn text(&mut self, text: &str) {
        if self.verbatim > 0 {
            self.line.push_str(text);
        } else {
            let mut words = text.split_ascii_whitespace();
            if text.starts_with(|c: char| c.is_ascii_whitespace()) && !self.line.ends_with('\n') {
                self.line.push(' ');
            }
            self.line.push_str(words.next().unwrap_or(""));
            for word in words {
                self.line.push(' ');
                self.line.push_str(word);
            }
            if text.ends_with(|c: char| c.is_ascii_whitespace()) {
                self.line.push(' ');
            }
        }
        if self.links > 0 {
            self.linked += black(text);
        }
    }

    /// Ends the block under way.
    fn close(&mut self) {
        let line = std::mem::take(&mut self.line);
        let linked = std::mem::take(&mut self.linked);
        let words = line.trim();
        if words.is_empty() || is_chrome(words, linked, self.items > 0) {
            return;
        }
        let kind = match () {
            () if self.headings > 0 => BlockKind::Heading,
            () if self.items > 0 => BlockKind::ListItem,
            () if self.quotes > 0 => BlockKind::Quote,
            () => BlockKind::Paragraph,
        };
        if self.verbatim > 0 || words.contains('\n') {
            // Lines of the author's own making: wrapped text, or a line for each matter.
            let lines = plain::paragraphs(words).into_iter();
            self.blocks.extend(
                lines.map(|(own, text)| (if kind == BlockKind::Paragraph { own } else { kind }, text)),
            );
        } else {
            self.blocks.push((kind, words.to_owned()));
        }
    }
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "br"
            | "cite"
            | "del"
            | "dfn"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "samp"
            | "span"
            | "sub"
            | "sup"
            | "time"
            | "var"
            | "data"
            | ""
    )
}

/// The bytes of a text that are not white space.
fn black(text: &str) -> usize {
    text.split_whitespace().map(str::len).sum()
}

/// Links to other articles and calls to the reader, which stand between paragraphs.
fn is_chrome(line: &str, linked: usize, item: bool) -> bool {
    const CALLS: &[&str] = &[
        "advertisement",
        "read more",
        "related",
        "see also",
        "more on",
        "also read",
        "watch:",
        "sign up",
        "subscribe",
        "follow us",
        "share this",
        "click here",
        "story continues",
        "skip to",
        "recommended",
        "most read",
        "listen to",
        "download our",
        "get our",
    ];
    let only_link = linked * 20 >= black(line) * 19;
    let lower: String = line.chars().take(24).collect::<String>().to_lowercase();
    let calls = CALLS.iter().any(|call| lower.starts_with(call));
    let sentence = line.trim_end_matches(['"', '”', '’', ')']).ends_with('.');
    only_link && (item || !sentence) || calls && (linked > 0 && !sentence || line.len() < 40)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &[&str]) {
        let page = Document::from(prune(html).html);
        remove_furniture(&page);
        let got: Vec<String> = blocks(&page.root()).iter().map(|(k, t)| format!("{k:?} {t}")).collect();
        assert_eq!(got, expected, "{html}");
    }

    #[test]
    fn elements_become_blocks() {
        check(
            "<h2>Head</h2><p>One <a href=x>two</a>\n three.<p>Four<br><br>five<ul><li>six <li><p>seven</p></ul>\
             <blockquote><p>eight</blockquote><table><tr><td>nine<td>ten</table>bare <b>text</b>",
            &[
                "Heading Head",
                "Paragraph One two three.",
                "Paragraph Four",
                "Paragraph five",
                "ListItem six",
                "ListItem seven",
                "Quote eight",
                "Paragraph nine",
                "Paragraph ten",
                "Paragraph bare text",
            ],
        );
        check("<p>Türkiye &amp; <em>Gre</em>ece&nbsp;&lt;</p>", &["Paragraph Türkiye & Greece\u{a0}<"]);
    }

    #[test]
    fn furniture_goes() {
        let long = "China and Russia agreed on a treaty that both call a new beginning. ".repeat(5);
        check(
            &format!(
                "<nav>Home</nav><div class='cookie-banner'>We use cookies.</div><p>{long}</p><figure>\
                 <figcaption>A hall</figcaption></figure><p><a href=x>Read more: an older story</a></p>\
                 <ul class='share-links'><li>Mail</ul><p>Advertisement</p>"
            ),
            &[format!("Paragraph {}", long.trim()).as_str()],
        );
    }

    #[test]
    fn tells_pages_from_text() {
        assert!(looks_like_html("\n<!-- saved --><!DOCTYPE HTML><p>"));
        assert!(looks_like_html("<?xml version='1.0'?>\n<html xmlns='x'>"));
        assert!(!looks_like_html("<Leaders> met"));
        assert_eq!(declared_encoding(b"<html><meta charset=\"windows-1251\">"), Some("windows-1251"));
        assert_eq!(declared_encoding(b"<meta content='text/html; CHARSET=koi8-r'>"), Some("koi8-r"));
        assert_eq!(declared_encoding(b"charset=koi8-r "), None);
    }
}
