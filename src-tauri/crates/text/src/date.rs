//! Dates as news gives them: a year, perhaps a month, perhaps a day.

use std::fmt;
use std::str::FromStr;

/// A calendar date known to the year, the month or the day.
///
/// Ordered by time; an unknown month or day sorts before the known ones of its year or month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    pub year: i16,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31; present only where the month is.
    pub day: Option<u8>,
}

/// What [`PartialDate::from_str`] says of a text that is no `YYYY[-MM[-DD]]`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct NotADate(pub String);

impl PartialDate {
    /// A date to the day, `None` where there is no such day.
    pub fn day(year: i16, month: u8, day: u8) -> Option<Self> {
        let date = PartialDate { year, month: Some(month), day: Some(day) };
        date.is_real().then_some(date)
    }

    /// The first day that the date can mean, as (year, month, day).
    pub fn earliest(self) -> (i16, u8, u8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day that the date can mean, as (year, month, day).
    pub fn latest(self) -> (i16, u8, u8) {
        let month = self.month.unwrap_or(12);
        (self.year, month, self.day.unwrap_or_else(|| days_in(self.year, month)))
    }

    fn is_real(self) -> bool {
        let month = self.month.unwrap_or(1);
        (1..=12).contains(&month) && (1..=days_in(self.year, month)).contains(&self.day.unwrap_or(1))
    }
}

impl FromStr for PartialDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        parse(text.trim()).filter(|d| d.is_real()).ok_or_else(|| NotADate(text.to_owned()))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

fn parse(text: &str) -> Option<PartialDate> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map(|p| digits(p, 2).ok_or(())).transpose().ok()?;
    let day = parts.next().map(|p| digits(p, 2).ok_or(())).transpose().ok()?;
    let to_u8 = |n: i16| u8::try_from(n).ok();
    let date = PartialDate { year, month: month.and_then(to_u8), day: day.and_then(to_u8) };
    parts.next().is_none().then_some(date)
}

fn digits(part: &str, count: usize) -> Option<i16> {
    let plain = part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| part.parse().ok()).flatten()
}

fn days_in(year: i16, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let got = text.parse::<PartialDate>().ok().map(|d| d.to_string());
        assert_eq!(got.as_deref(), expected, "{text}");
    }

    #[test]
    fn reads_the_three_forms_and_nothing_else() {
        check("2023", Some("2023"));
        check(" 2023-10 ", Some("2023-10"));
        check("2024-02-29", Some("2024-02-29"));
        check("2023-02-29", None);
        check("2023-13", None);
        check("2023-1-1", None);
        check("October 2023", None);
        check("2023-10-18T10:00", None);
    }

    #[test]
    fn knows_the_bounds_of_what_it_can_mean() {
        let date: PartialDate = "2008-02".parse().expect("a date");
        assert_eq!(date.earliest(), (2008, 2, 1));
        assert_eq!(date.latest(), (2008, 2, 29));
    }
}
