//! Bytes to characters: which encoding a text file is in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::ReadError;

/// A decoded text, and whether some bytes stood for no character.
pub(crate) struct Decoded {
    pub text: String,
    pub lossy: bool,
}

/// Decodes a text file.
///
/// In this order: a byte order mark; UTF-16 by its look; UTF-8 where it is valid, or valid but for a
/// few bytes; `declared`, the name of an encoding that the text itself gives; a guess by the
/// frequencies of letters (chardetng, as Firefox guesses). Errs with [`ReadError::Binary`] where the
/// bytes hardly hold text.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, ReadError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = looks_like_utf16(bytes) {
        return decode_as(encoding, bytes);
    }
    if controls(bytes) * 50 > bytes.len() {
        return Err(ReadError::Binary);
    }
    if is_mostly_utf8(bytes) {
        return decode_as(UTF_8, bytes);
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    // A page that says UTF-8 and is not was converted by whoever saved it.
    decode_as(
        declared.filter(|&e| e != UTF_8 && e.is_ascii_compatible()).unwrap_or_else(|| guess(bytes)),
        bytes,
    )
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, ReadError> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let lost = text.matches('\u{fffd}').count();
    if lost * 20 > text.chars().count() {
        return Err(ReadError::Binary);
    }
    let text = if lost > 0 { text.replace('\u{fffd}', " ") } else { text.into_owned() };
    Ok(Decoded { text, lossy: lost > 0 })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Bytes that no text in an 8-bit encoding holds.
fn controls(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a | 0x1b)).count()
}

/// Whether the bytes are UTF-8 but for a rare slip, such as a last character cut off.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut wrong, mut wide) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        wrong += usize::from(!chunk.invalid().is_empty());
        wide += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
    }
    wrong == 0 || wide > 5 * wrong
}

/// UTF-16 without a mark: it holds zero bytes, and read as such it is letters and spaces.
fn looks_like_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 8 || !sample.contains(&0) {
        return None;
    }
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        let (mut plausible, mut spaces, mut all) = (0, 0, 0);
        for c in text.chars() {
            all += 1;
            spaces += usize::from(matches!(c, ' ' | '\n'));
            // Latin, Greek, Cyrillic, Hebrew and Arabic, and general punctuation.
            plausible += usize::from(
                matches!(c, '\t' | '\r' | '\n' | ' '..='~' | '\u{a0}'..='\u{6ff}' | '\u{2000}'..='\u{20cf}'),
            );
        }
        plausible * 20 >= all * 19 && spaces * 25 >= all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUSSIAN: &str = "Министерство иностранных дел России выразило решительный протест послу.";

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        let bytes = |u: u16| if little { u.to_le_bytes() } else { u.to_be_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[track_caller]
    fn check(bytes: &[u8], declared: Option<&str>, expected: &str) {
        let got = decode(bytes, declared).map(|d| d.text);
        assert_eq!(got.as_deref(), Ok(expected));
    }

    #[test]
    fn finds_the_encoding() {
        check("Türkiye — déjà vu".as_bytes(), None, "Türkiye — déjà vu");
        check(b"\xef\xbb\xbfMarked", None, "Marked");
        for text in ["The talks in Beijing went on.", RUSSIAN] {
            for little in [true, false] {
                let marked = [utf16("\u{feff}", little), utf16(text, little)].concat();
                check(&marked, None, text);
                check(&utf16(text, little), None, text);
            }
        }
        check(&encoding_rs::WINDOWS_1251.encode(RUSSIAN).0, None, RUSSIAN);
        let western = "“It’s a naïve plan,” said the café’s owner — Señor Muñoz of São Paulo.";
        check(&encoding_rs::WINDOWS_1252.encode(western).0, None, western);
    }

    #[test]
    fn a_declared_encoding_counts_unless_it_is_wrong() {
        let greek = "Η Ελλάδα";
        check(&encoding_rs::ISO_8859_7.encode(greek).0, Some("iso-8859-7"), greek);
        check("Türkiye".as_bytes(), Some("windows-1252"), "Türkiye");
        check(&encoding_rs::WINDOWS_1251.encode(RUSSIAN).0, Some("utf-8"), RUSSIAN);
    }

    #[test]
    fn a_slip_costs_one_character_and_junk_is_told() {
        let mut cut =
            "Señor Muñoz und die schönen Mädchen über Köln, öfter, müder, größer; été, élève, à côté"
                .as_bytes()
                .to_vec();
        cut.extend(b" caf\xc3");
        let decoded = decode(&cut, None).expect("text");
        assert!(decoded.lossy && decoded.text.ends_with("caf "));
        let junk: Vec<u8> = (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decode(&junk, None).err(), Some(ReadError::Binary));
        assert_eq!(decode(&[0; 64], None).err(), Some(ReadError::Binary));
    }
}
