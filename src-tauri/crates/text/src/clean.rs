//! Text hygiene: what a file carries beside its words goes, so that spans point at words.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Makes line ends line feeds and spaces plain, drops control, formatting and zero-width
/// characters, takes presentation ligatures apart, and composes the rest (NFC).
///
/// A soft hyphen goes with the line end behind it, since it only tells where a word was broken.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            '\n' | '\u{85}' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
                out.push(' ');
            }
            '\u{ad}' => while chars.next_if(|&c| c == '\r' || c == '\n').is_some() {},
            '\u{fb00}'..='\u{fb06}' => out.push_str(ligature(c)),
            c if c.is_control() || is_invisible(c) => {}
            c => out.push(c),
        }
    }
    match is_nfc_quick(out.chars()) {
        IsNormalized::Yes => out,
        _ => out.nfc().collect(),
    }
}

/// [`clean`] text as one line: every run of white space is one space, none at the ends.
pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in clean(text).split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The longest beginning of `text` of at most `bytes` bytes.
pub(crate) fn head(text: &str, bytes: usize) -> &str {
    let cut = (0..=bytes.min(text.len())).rev().find(|&i| text.is_char_boundary(i));
    &text[..cut.unwrap_or(0)]
}

fn ligature(c: char) -> &'static str {
    match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        _ => "st",
    }
}

/// Zero-width characters, direction marks, and the places of no character.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fff0}'..='\u{fffc}'
            | '\u{e000}'..='\u{f8ff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(clean(text), expected, "{text:?}");
    }

    #[test]
    fn leaves_words_and_line_feeds() {
        check("a\r\nb\rc\u{2028}d", "a\nb\nc\nd");
        check("a\0b\u{7}c\u{1b}", "abc");
        check("10\u{a0}km\u{202f}h\tx", "10 km h x");
        check("diplo\u{ad}\r\nmacy, co\u{ad}operate", "diplomacy, cooperate");
        check("\u{feff}zero\u{200b}width\u{200d}", "zerowidth");
        check("o\u{fb03}ce", "office");
        check("Erdog\u{306}an", "Erdoğan");
        check("left\u{202e}right", "leftright");
    }

    #[test]
    fn one_line_has_single_spaces() {
        assert_eq!(one_line(" a \n\n b\u{a0} c "), "a b c");
    }
}
