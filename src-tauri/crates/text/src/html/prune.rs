//! Makes a page harmless before it is parsed: no scripts, bounded nesting, a bounded number of tags.
//!
//! The HTML standard's tree construction takes quadratic time on deep nesting and multiplies unclosed
//! formatting elements; readers of the tree may recurse. One linear pass over the markup avoids both.

/// Elements nested deeper lose their tags, not their text.
const MAX_DEPTH: usize = 200;

/// Tags kept; those behind become line ends.
const MAX_TAGS: usize = 200_000;

/// What remains of a page.
#[derive(Default)]
pub(crate) struct Pruned {
    pub html: String,
    /// The contents of `<script type="application/ld+json">`.
    pub json_ld: Vec<String>,
    /// Whether tags were dropped for their number.
    pub cut: bool,
}

/// Elements that go with all they hold: none holds running text.
const SILENT: &[&str] = &[
    "audio", "canvas", "iframe", "math", "noembed", "noframes", "noscript", "script", "select", "style",
    "svg", "template", "textarea", "video", "xmp",
];

/// Tags that go, while what they enclose stays: formatting, and what would only confuse the nesting.
const BARE: &[&str] = &[
    "acronym",
    "applet",
    "b",
    "basefont",
    "bdi",
    "bdo",
    "big",
    "code",
    "em",
    "embed",
    "frame",
    "frameset",
    "i",
    "img",
    "input",
    "ins",
    "keygen",
    "link",
    "marquee",
    "nobr",
    "object",
    "optgroup",
    "option",
    "param",
    "plaintext",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "small",
    "source",
    "strike",
    "strong",
    "track",
    "tt",
    "u",
    "wbr",
    "dir",
    "menu",
    "image",
    "base",
    "noindex",
];

/// Tags that go under another name, without attributes: the formatting elements of old pages would
/// multiply, while their places tell where the text stands.
const RENAMED: &[(&str, &str)] = &[("center", "div"), ("font", "span")];

/// Elements without content.
const VOID: &[&str] = &["area", "br", "col", "hr", "meta"];

/// Elements that their next sibling or their parent's end closes; they cannot nest by themselves.
const SELF_CLOSING: &[&str] =
    &["colgroup", "dd", "dt", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr"];

/// Elements that a page has once.
const ONCE: &[&str] = &["body", "head", "html"];

/// Prunes a page; linear in its length.
pub(crate) fn prune(text: &str) -> Pruned {
    let mut pruner = Pruner { text, ..Pruner::default() };
    pruner.out.html.reserve(text.len() / 2);
    pruner.out.html.push_str("<!doctype html>");
    while let Some(offset) = text[pruner.at..].find('<') {
        pruner.out.html.push_str(&text[pruner.at..pruner.at + offset]);
        pruner.at += offset;
        pruner.step();
    }
    let rest = &text[pruner.at..];
    pruner.out.html.push_str(rest);
    pruner.out
}

#[derive(Default)]
struct Pruner<'a> {
    text: &'a str,
    at: usize,
    out: Pruned,
    /// Names of the open elements that count for the depth.
    open: Vec<String>,
    tags: usize,
    /// Whether a paragraph was begun.
    paragraphs: bool,
    once: Vec<String>,
    /// Silent elements known to have no end tag any more, so that none is sought twice.
    endless: Vec<String>,
}

impl Pruner<'_> {
    /// Handles what begins with the `<` at the current place.
    fn step(&mut self) {
        let rest = &self.text[self.at..];
        if rest.starts_with("<!--") {
            self.skip_past("-->");
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            self.skip_past(">");
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.start_tag();
        } else if rest[1..].starts_with('/') && rest[2..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.end_tag();
        } else {
            self.out.html.push_str("&lt;");
            self.at += 1;
        }
    }

    fn skip_past(&mut self, end: &str) {
        self.at = self.text[self.at..].find(end).map_or(self.text.len(), |i| self.at + i + end.len());
    }

    fn start_tag(&mut self) {
        let start = self.at;
        self.at = tag_end(self.text, start);
        let mut tag = &self.text[start..self.at];
        let mut name = tag_name(&tag[1..]);
        if let Some(renamed) = renamed(&name) {
            name = renamed.to_owned();
            tag = "";
        }
        if SILENT.contains(&name.as_str()) {
            self.silence(&name, tag);
        } else if name == "title" {
            self.title();
        } else if BARE.contains(&name.as_str()) {
        } else if self.tags >= MAX_TAGS {
            self.out.cut = true;
            self.out.html.push('\n');
        } else if self.may_open(&name) {
            self.tags += 1;
            self.emit(&name, tag);
        }
    }

    /// Whether the element may stand here; if so it is open now.
    fn may_open(&mut self, name: &str) -> bool {
        if ONCE.contains(&name) {
            let first = !self.once.iter().any(|n| n == name);
            if first {
                self.once.push(name.to_owned());
            }
            return first;
        }
        self.paragraphs |= name == "p";
        if VOID.contains(&name) || SELF_CLOSING.contains(&name) {
            return true;
        }
        let fits = self.open.len() < MAX_DEPTH;
        if fits {
            self.open.push(name.to_owned());
        }
        fits
    }

    fn emit(&mut self, name: &str, tag: &str) {
        // Duplicates among the attributes of one tag are sought pairwise.
        if tag.is_empty()
            || tag.len() > 4096 && name != "meta"
            || tag.split_ascii_whitespace().nth(100).is_some()
        {
            self.out.html.push('<');
            self.out.html.push_str(name);
            self.out.html.push('>');
        } else {
            self.out.html.push_str(tag);
            if !tag.ends_with('>') {
                self.out.html.push('>');
            }
        }
    }

    fn end_tag(&mut self) {
        let start = self.at;
        self.at = tag_end(self.text, start);
        let name = tag_name(&self.text[start + 2..]);
        let name = renamed(&name).map_or(name.clone(), str::to_owned);
        // "</p>" without a paragraph would make one.
        if self.tags >= MAX_TAGS || name == "p" && !self.paragraphs {
            return;
        }
        // An end tag does not reach out of a table cell.
        let reach = self.open.iter().rposition(|n| *n == name || n == "table" || n == "caption");
        match reach {
            Some(i) if self.open[i] == name => self.open.truncate(i),
            _ if SELF_CLOSING.contains(&name.as_str()) => {}
            _ => return,
        }
        self.tags += 1;
        self.out.html.push_str("</");
        self.out.html.push_str(&name);
        self.out.html.push('>');
    }

    fn silence(&mut self, name: &str, tag: &str) {
        if self.endless.iter().any(|n| n == name) {
            return;
        }
        let Some(end) = end_tag_of(name, self.text, self.at) else {
            self.endless.push(name.to_owned());
            if matches!(name, "script" | "style") {
                self.at = self.text.len();
            }
            return;
        };
        if name == "script" && tag.to_ascii_lowercase().contains("ld+json") && self.out.json_ld.len() < 50 {
            self.out.json_ld.push(self.text[self.at..end].to_owned());
        }
        self.at = tag_end(self.text, end);
    }

    /// A title holds text only, tags in it too.
    fn title(&mut self) {
        if self.endless.iter().any(|n| n == "title") {
            return;
        }
        let Some(end) = end_tag_of("title", self.text, self.at) else {
            self.endless.push("title".to_owned());
            return;
        };
        self.out.html.push_str("<title>");
        self.out.html.push_str(&self.text[self.at..end].replace('<', "&lt;"));
        self.out.html.push_str("</title>");
        self.at = tag_end(self.text, end);
    }
}

/// The place behind the `>` of the tag that begins at `start`, or the end of the text.
fn tag_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut after_equals = false;
    let mut i = start + 1;
    while i < bytes.len() {
        match bytes[i] {
            b'>' => return i + 1,
            quote @ (b'"' | b'\'') if after_equals => {
                match bytes[i + 1..].iter().position(|&b| b == quote) {
                    Some(length) => i += length + 1,
                    None => return bytes.len(),
                }
                after_equals = false;
            }
            b if b.is_ascii_whitespace() => {}
            b => after_equals = b == b'=',
        }
        i += 1;
    }
    bytes.len()
}

fn renamed(name: &str) -> Option<&'static str> {
    RENAMED.iter().find(|(old, _)| *old == name).map(|&(_, new)| new)
}

/// The lower-case name at the beginning of `tag`.
fn tag_name(tag: &str) -> String {
    let end = tag.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(tag.len());
    tag[..end].chars().take(40).collect::<String>().to_ascii_lowercase()
}

/// Where `</name` begins at or behind `from`.
fn end_tag_of(name: &str, text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(offset) = text[at..].find("</") {
        at += offset;
        let found = text.as_bytes()[at + 2..].get(..name.len());
        if found.is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes())) {
            return Some(at);
        }
        at += 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(prune(html).html.strip_prefix("<!doctype html>"), Some(expected), "{html}");
    }

    #[test]
    fn keeps_structure_and_drops_the_rest() {
        check("<p>A <b>bold</b> <i>word</i> < 3</p>", "<p>A bold word &lt; 3</p>");
        check("<p>A<!-- x > y --> b<script>if (a</b) '</p>'</script>c</p>", "<p>A bc</p>");
        check("<svg><path/><svg></svg>a<SELECT><option>x</SELECT>", "a");
        check("<div title='a>b'>x</div></div></section>", "<div title='a>b'>x</div>");
        check("<title>a <b></title>", "<title>a &lt;b></title>");
        check("<script>never ended <p>", "");
        check("text <p class=\"x", "text <p class=\"x>");
        check("<html><body><html><body>x</body></html>", "<html><body>x");
    }

    #[test]
    fn deep_nesting_is_cut() {
        let html = prune(&format!("{}x{}", "<div>".repeat(100_000), "</div>".repeat(100_000))).html;
        assert_eq!(html.matches("<div>").count(), MAX_DEPTH);
        assert!(html.contains('x'));
    }

    #[test]
    fn structured_data_is_kept_apart() {
        let pruned = prune("<script type=\"application/ld+json\">{\"a\": 1}</script>x");
        assert_eq!(pruned.json_ld, ["{\"a\": 1}"]);
    }
}
