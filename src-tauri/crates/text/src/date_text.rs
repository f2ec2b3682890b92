//! Dates in the forms that bylines, page heads and meta tags give them.

use crate::PartialDate;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The date that a short text states, where it states exactly one and leaves no doubt.
///
/// Reads ISO dates and date-times ("2023-10-18T09:30Z"), "18 October 2023", "Oct. 18th, 2023",
/// "October 2023", "18.10.2023", and "18/10/2023" where one number is above 12, in a text of at most
/// 120 bytes around them. A date without a year is no date.
pub fn date_in(text: &str) -> Option<PartialDate> {
    if text.len() > 120 {
        return None;
    }
    let text = text.to_lowercase();
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || ",;()|—–".contains(c)).filter(|w| !w.is_empty()).collect();
    let mut found: Option<PartialDate> = None;
    let mut at = 0;
    while at < words.len() {
        let Some((date, used)) = date_at(&words[at..]) else {
            at += 1;
            continue;
        };
        // A day that is none, or two dates: in doubt.
        let date = date?;
        if found.is_some_and(|f| f != date) {
            return None;
        }
        found = Some(date);
        at += used;
    }
    found
}

/// A date at the beginning of the words (`None` for a day that is none), and how many of them it takes.
fn date_at(words: &[&str]) -> Option<(Option<PartialDate>, usize)> {
    let word = |i: usize| words.get(i).copied().unwrap_or("");
    if let Some(date) = numeric(word(0)) {
        return Some((Some(date), 1));
    }
    let of = usize::from(word(1) == "of");
    if let (Some(day), Some(month), Some(year)) = (day(word(0)), month(word(1 + of)), year(word(2 + of))) {
        return Some((PartialDate::day(year, month, day), 3 + of));
    }
    if let (Some(month), Some(day), Some(year)) = (month(word(0)), day(word(1)), year(word(2))) {
        return Some((PartialDate::day(year, month, day), 3));
    }
    if let (Some(month), Some(year)) = (month(word(0)), year(word(1))) {
        return Some((Some(PartialDate { year, month: Some(month), day: None }), 2));
    }
    None
}

fn numeric(word: &str) -> Option<PartialDate> {
    // The day of an ISO date-time.
    let date = word.split('t').next().unwrap_or(word);
    if word.len() >= 10 && date.len() == 10 && date.as_bytes()[4] == b'-' {
        return date.parse().ok();
    }
    let separator = ['/', '.'].into_iter().find(|&s| word.matches(s).count() == 2)?;
    let parts: Vec<&str> = word.trim_end_matches(':').split(separator).collect();
    if parts[0].len() == 4 {
        return PartialDate::day(year(parts[0])?, short(parts[1])?, short(parts[2])?);
    }
    let (first, second, year) = (short(parts[0])?, short(parts[1])?, year(parts[2])?);
    match (first > 12, second > 12) {
        (true, false) => PartialDate::day(year, second, first),
        (false, true) if separator == '/' => PartialDate::day(year, first, second),
        // Dots are written day first.
        (false, false) if separator == '.' || first == second => PartialDate::day(year, second, first),
        _ => None,
    }
}

fn short(word: &str) -> Option<u8> {
    (word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok()).flatten()
}

fn day(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let tail = word[digits.len()..].trim_end_matches('.');
    matches!(tail, "" | "st" | "nd" | "rd" | "th").then(|| short(digits)).flatten()
}

fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    let fits = |name: &str| name == word || (word.len() >= 3 && name.starts_with(word) && word.len() <= 4);
    MONTHS.iter().position(|name| fits(name)).map(|i| i as u8 + 1)
}

/// A year of the time that newspapers exist.
fn year(word: &str) -> Option<i16> {
    let word = word.trim_end_matches(['.', ':']);
    let year: i16 = (word.len() == 4).then(|| word.parse().ok()).flatten()?;
    (1600..=2199).contains(&year).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let got = date_in(text).map(|d| d.to_string()).unwrap_or_default();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn reads_the_usual_forms() {
        check("2023-10-18", "2023-10-18");
        check("2023-10-18T09:30:00+02:00", "2023-10-18");
        check("2023/10/18 09:30", "2023-10-18");
        check("Published: 18 October 2023", "2023-10-18");
        check("Wednesday, October 18th, 2023, 10:15 am EDT", "2023-10-18");
        check("Wed, 18 Oct 2023 10:00:00 GMT", "2023-10-18");
        check("Oct. 18, 2023", "2023-10-18");
        check("Sept. 1, 1939", "1939-09-01");
        check("the 5th of November 1956", "1956-11-05");
        check("October 2023", "2023-10");
        check("18.10.2023", "2023-10-18");
        check("18/10/2023", "2023-10-18");
        check("10/18/2023", "2023-10-18");
        check("(18 May 2008)", "2008-05-18");
    }

    #[test]
    fn keeps_silent_where_in_doubt() {
        check("5/6/2023", "");
        check("Oct. 18", "");
        check("31 February 2023", "");
        check("1 May 2020 – 3 May 2020", "");
        check("in 2023", "");
        check("Mayor 2023", "");
        check("18:30", "");
        check("", "");
    }
}
