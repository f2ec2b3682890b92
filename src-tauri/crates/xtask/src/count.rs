//! Counting tests from what their runners print.

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: u32,
    pub failed: u32,
}

impl Count {
    /// Adds what a line of nextest, rustdoc or vitest sums up; other lines add nothing.
    pub fn add_line(&mut self, line: &str) {
        let line = without_colour(line);
        let line = line.trim();
        if is_summary(line) {
            self.passed += number_before(line, "passed");
            self.failed += number_before(line, "failed") + number_before(line, "timed out");
        }
    }

    /// Adds another count.
    pub fn add(&mut self, other: Count) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// `Summary [ 1.2s] 3 tests run: …` (nextest), `test result: ok. …` (rustdoc), `Tests  12 passed`
/// (vitest).
fn is_summary(line: &str) -> bool {
    let nextest = line.starts_with("Summary [") && line.contains(" run: ");
    nextest || line.starts_with("test result: ") || line.starts_with("Tests ")
}

/// The number that stands before a word: 12 for "passed" in "12 passed".
fn number_before(line: &str, word: &str) -> u32 {
    let before = line.find(&format!(" {word}")).map(|at| &line[..at]);
    let digits = before.and_then(|before| before.rsplit(|c: char| !c.is_ascii_digit()).next());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

fn without_colour(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('\u{1b}') {
        out.push_str(&rest[..at]);
        rest = rest[at..].find('m').map_or("", |end| &rest[at + end + 1..]);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, passed: u32, failed: u32) {
        let mut count = Count::default();
        count.add_line(line);
        assert_eq!(count, Count { passed, failed }, "{line}");
    }

    #[test]
    fn the_runners_summaries_are_read() {
        check("     Summary [   0.115s] 123 tests run: 121 passed (1 slow), 2 failed, 3 skipped", 121, 2);
        check("     Summary [   9.1s] 4/9 tests run: 2 passed, 1 failed, 1 timed out, 0 skipped", 2, 2);
        check("test result: ok. 7 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out", 7, 0);
        check("      Tests  1 failed | 12 passed (13)", 12, 1);
        check("\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m12 passed\u{1b}[39m\u{1b}[22m (12)", 12, 0);
    }

    #[test]
    fn other_lines_add_nothing() {
        check("        PASS [   0.010s] text segment::12 passed", 0, 0);
        check(" Test Files  3 passed (3)", 0, 0);
        check("", 0, 0);
    }
}
