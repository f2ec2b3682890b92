//! From bytes to what others count.

use text::Span;

use crate::RangeView;

/// Turns byte offsets of one text into UTF-16 code units and Unicode code points.
///
/// Built in one pass over the text; each look-up is a binary search over the characters that are not
/// ASCII, so a text in plain ASCII costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offsets {
    /// Behind each character that is not ASCII, by place.
    steps: Vec<Step>,
}

/// What to take off a byte offset from here on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    /// The byte behind the character.
    from: u32,
    units: u32,
    points: u32,
}

impl Offsets {
    /// Complexity: O(bytes of `text`).
    pub fn of(text: &str) -> Self {
        let mut steps = Vec::new();
        let (mut units, mut points) = (0, 0);
        for (start, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
            let bytes = c.len_utf8();
            units += (bytes - c.len_utf16()) as u32;
            points += bytes as u32 - 1;
            steps.push(Step { from: (start + bytes) as u32, units, points });
        }
        Offsets { steps }
    }

    /// UTF-16 code units before `byte`, which must lie between two characters.
    pub fn utf16(&self, byte: u32) -> u32 {
        byte - self.before(byte).map_or(0, |step| step.units)
    }

    /// Unicode code points before `byte`, which must lie between two characters.
    pub fn code_point(&self, byte: u32) -> u32 {
        byte - self.before(byte).map_or(0, |step| step.points)
    }

    /// A span as a range of UTF-16 code units.
    pub fn range(&self, span: Span) -> RangeView {
        RangeView { start: self.utf16(span.start), end: self.utf16(span.end) }
    }

    /// A span as start and end in Unicode code points.
    pub fn code_points(&self, span: Span) -> (u32, u32) {
        (self.code_point(span.start), self.code_point(span.end))
    }

    fn before(&self, byte: u32) -> Option<&Step> {
        let count = self.steps.partition_point(|step| step.from <= byte);
        count.checked_sub(1).map(|last| &self.steps[last])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// At every boundary of a character, against counting.
    #[track_caller]
    fn check(text: &str) {
        let offsets = Offsets::of(text);
        for byte in (0..=text.len()).filter(|i| text.is_char_boundary(*i)) {
            let before = &text[..byte];
            assert_eq!(offsets.utf16(byte as u32) as usize, before.encode_utf16().count(), "{text} {byte}");
            assert_eq!(offsets.code_point(byte as u32) as usize, before.chars().count(), "{text} {byte}");
        }
    }

    #[test]
    fn counts_as_javascript_and_python_do() {
        check("");
        check("plain");
        check("Größe");
        check("“Élysée” — Türkiye");
        check("𝒳 met 🇫🇷🇩🇪 in 東京");
        check("🏴󠁧󠁢󠁳󠁣󠁴󠁿");
    }

    #[test]
    fn a_span_behind_a_flag_is_short_in_code_points_and_longer_in_units() {
        let text = "🇫🇷 France";
        let at = text.find("France").expect("there");
        let span = Span::new(at, text.len());
        let offsets = Offsets::of(text);
        assert_eq!(offsets.range(span), RangeView { start: 5, end: 11 });
        assert_eq!(offsets.code_points(span), (3, 9));
    }
}
