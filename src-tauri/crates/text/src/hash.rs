//! When two articles are the same one.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::Article;
use crate::clean::clean;

/// A fingerprint of title and body, as 64 hexadecimal digits.
///
/// Line ends, spacing, the division into blocks, and the style of quotation marks and dashes do not
/// count, so that one article as a file, with other line ends, or pasted, is one article. It is the
/// SHA-256 of what is left, and stays the same from version to version.
pub fn content_hash(article: &Article) -> String {
    let mut hasher = Sha256::new();
    for (i, word) in clean(&article.text).split_whitespace().enumerate() {
        if i > 0 {
            hasher.update(b" ");
        }
        hasher.update(word.chars().map(plain_mark).collect::<String>().as_bytes());
    }
    hasher.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn plain_mark(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '`' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '‐' | '‑' | '–' | '—' | '―' => '-',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_article_has_one_hash() {
        let hash = |title, text| content_hash(&Article::plain(title, text));
        let first = hash(Some("Talks begin"), "China’s envoy left.\n\nRussia stayed.");
        assert_eq!(first.len(), 64);
        assert_eq!(first, hash(None, "Talks begin\r\nChina's  envoy left.\r\nRussia\u{a0}stayed.\r\n"));
        assert_ne!(first, hash(Some("Talks begin"), "China’s envoy left.\n\nRussia stays."));
        let known = hash(None, "abc");
        assert_eq!(known, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
