//! The fonts of a PDF: from the codes in its strings to characters and widths.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Encoding, Object, ObjectId, Result};

use crate::read::MAX_UNPACKED;

/// The font dictionaries of a document that map their codes to Unicode, without their encodings.
///
/// The map is the better witness of the two, but lopdf prefers the encoding where both are there.
pub(super) struct Fonts {
    mapped: BTreeMap<ObjectId, Dictionary>,
}

impl Fonts {
    pub fn of(document: &Document) -> Self {
        let mapped = document.objects.iter().filter_map(|(&id, object)| {
            let font = object.as_dict().ok().filter(|d| d.has_type(b"Font") && d.has(b"ToUnicode"))?;
            let mut font = font.clone();
            font.remove(b"Encoding");
            Some((id, font))
        });
        Fonts { mapped: mapped.collect() }
    }
}

/// A font as far as the reading of text needs it.
pub(super) struct Font<'a> {
    /// In the order in which they are tried.
    encodings: Vec<Encoding<'a>>,
    /// Whether a code has two bytes.
    wide: bool,
    widths: Widths,
    pub bold: bool,
}

impl<'a> Font<'a> {
    /// The font of this dictionary; `id` is its object's, where it is one of its own.
    pub fn new(
        document: &'a Document,
        fonts: &'a Fonts,
        dict: &'a Dictionary,
        id: Option<ObjectId>,
    ) -> Result<Self> {
        let wide = dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Type0");
        let mut encodings = Vec::new();
        if let Some(mapped) = id.and_then(|id| fonts.mapped.get(&id)) {
            encodings.push(mapped.get_font_encoding_with_limit(document, MAX_UNPACKED)?);
        }
        // The codes of a composite font say nothing without a map.
        if !wide || dict.has(b"ToUnicode") && encodings.is_empty() {
            encodings.push(dict.get_font_encoding_with_limit(document, MAX_UNPACKED)?);
        }
        let name = dict.get(b"BaseFont").and_then(Object::as_name).unwrap_or(b"");
        let name = String::from_utf8_lossy(name).to_lowercase();
        let bold = ["bold", "black", "heavy"].iter().any(|weight| name.contains(weight));
        Ok(Font { encodings, wide, widths: Widths::of(document, dict, wide), bold })
    }

    /// The characters of a string; `None` where the font does not tell them.
    pub fn text(&self, bytes: &[u8]) -> Option<String> {
        let mut best = None;
        for encoding in &self.encodings {
            let text = encoding.bytes_to_string(bytes).unwrap_or_default();
            if !text.is_empty() && !text.contains('\u{fffd}') {
                return Some(text);
            }
            best = best.or(Some(text));
        }
        best.map(|text| text.replace('\u{fffd}', " "))
    }

    /// How far a string moves the pen, in thousandths of the font size, and by how many codes and
    /// spaces.
    pub fn advance(&self, bytes: &[u8]) -> (f64, usize, usize) {
        let spaces = if self.wide { 0 } else { bytes.iter().filter(|&&b| b == b' ').count() };
        if self.wide {
            let codes = bytes.chunks(2).map(|c| c.iter().fold(0, |code, &b| code << 8 | u32::from(b)));
            (codes.map(|c| self.widths.of_code(c)).sum(), bytes.len().div_ceil(2), spaces)
        } else {
            (bytes.iter().map(|&b| self.widths.of_code(b.into())).sum(), bytes.len(), spaces)
        }
    }
}

/// The widths of a font's glyphs, in thousandths of its size.
struct Widths {
    known: BTreeMap<u32, f64>,
    /// `None` guesses by the shape of the letter.
    other: Option<f64>,
}

impl Widths {
    fn of(document: &Document, dict: &Dictionary, wide: bool) -> Self {
        if wide { Self::composite(document, dict) } else { Self::simple(document, dict) }
    }

    fn simple(document: &Document, dict: &Dictionary) -> Self {
        let first =
            dict.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0).clamp(0, 255);
        // Type 3 fonts measure in units of their own.
        let matrix = dict.get_deref(b"FontMatrix", document).and_then(Object::as_array).ok();
        let unit =
            matrix.and_then(|m| m.first()?.as_float().ok()).map_or(1.0, |unit| f64::from(unit) * 1000.0);
        let widths = dict.get_deref(b"Widths", document).and_then(Object::as_array);
        let numbers =
            widths.into_iter().flatten().take(256).map(|w| number(document, w).unwrap_or(500.0) * unit);
        Widths { known: (first as u32..).zip(numbers).collect(), other: None }
    }

    /// ISO 32000-1, 9.7.4.3: `c [w1 w2 …]` and `first last w`.
    fn composite(document: &Document, dict: &Dictionary) -> Self {
        let descendants = dict.get_deref(b"DescendantFonts", document).and_then(Object::as_array);
        let first = descendants.ok().and_then(|d| document.dereference(d.first()?).ok()?.1.as_dict().ok());
        let Some(font) = first else { return Widths { known: BTreeMap::new(), other: Some(1000.0) } };
        let other = font.get_deref(b"DW", document).ok().and_then(|w| number(document, w)).unwrap_or(1000.0);
        let mut known = BTreeMap::new();
        let entries =
            font.get_deref(b"W", document).and_then(Object::as_array).map_or(&[][..], Vec::as_slice);
        let mut rest = entries;
        while let [from, next, ..] = rest {
            let Some(from) = number(document, from) else { break };
            let next = document.dereference(next).map_or(next, |(_, object)| object);
            if let Ok(list) = next.as_array() {
                let numbers = list.iter().take(65_536).map(|w| number(document, w).unwrap_or(other));
                known.extend((from as u32..).zip(numbers));
                rest = &rest[2..];
            } else if let (Some(to), Some(width)) =
                (number(document, next), rest.get(2).and_then(|w| number(document, w)))
            {
                known.extend((from as u32..=(to as u32).min(65_535)).map(|code| (code, width)));
                rest = &rest[3..];
            } else {
                break;
            }
        }
        Widths { known, other: Some(other) }
    }

    fn of_code(&self, code: u32) -> f64 {
        let guess = || self.other.unwrap_or_else(|| guessed(code));
        self.known.get(&code).copied().unwrap_or_else(guess)
    }
}

fn number(document: &Document, object: &Object) -> Option<f64> {
    document.dereference(object).ok()?.1.as_float().ok().map(f64::from)
}

/// About the width of a letter in a sans-serif face; the fourteen standard fonts come without widths.
fn guessed(code: u32) -> f64 {
    match char::from_u32(code).unwrap_or('x') {
        ' ' | '.' | ',' | ':' | ';' | '!' | '/' | 'I' | 'f' | 't' | '(' | ')' | '-' => 280.0,
        'i' | 'j' | 'l' | '\'' | '|' => 220.0,
        'm' | 'M' | 'W' => 850.0,
        'w' => 720.0,
        'r' => 333.0,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500.0,
        'A'..='Z' => 690.0,
        _ => 556.0,
    }
}
