//! Actors as the lexicon knows them.

use std::str::FromStr;

use text::PartialDate;

use crate::{ActorKind, Unknown};

/// One actor of the lexicon.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub id: String,
    pub name: String,
    pub kind: ActorKind,
    /// The state or body for which it always speaks (a ministry's state); persons have tenures.
    pub of: Option<String>,
    /// Offices held, for persons, in order of their beginning.
    pub tenures: Vec<Tenure>,
    /// By which a second mention refers to a person ("Putin").
    pub family: Vec<String>,
}

/// How a form names its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameUse {
    /// A name that always means the actor.
    Name,
    Acronym,
    /// Adjective or people: "Russian".
    Demonym,
    /// The capital, which may be only a place.
    Capital,
    /// A building or street that stands for the government.
    Metonym,
}

/// A term of office.
#[derive(Clone, Debug, PartialEq)]
pub struct Tenure {
    /// Id of the state or body.
    pub of: String,
    pub office: Office,
    pub from: Option<PartialDate>,
    /// Open where unknown or still in office.
    pub to: Option<PartialDate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Office {
    HeadOfState,
    HeadOfGovernment,
    ForeignMinister,
    DefenceMinister,
    Monarch,
    Leader,
    SecretaryGeneral,
    Spokesperson,
    UnAmbassador,
    SecurityAdviser,
}

impl Office {
    pub const ALL: [Office; 10] = [
        Office::HeadOfState,
        Office::HeadOfGovernment,
        Office::ForeignMinister,
        Office::DefenceMinister,
        Office::Monarch,
        Office::Leader,
        Office::SecretaryGeneral,
        Office::Spokesperson,
        Office::UnAmbassador,
        Office::SecurityAdviser,
    ];

    /// As the data files write it, `head_of_state`.
    pub fn name(self) -> &'static str {
        match self {
            Office::HeadOfState => "head_of_state",
            Office::HeadOfGovernment => "head_of_government",
            Office::ForeignMinister => "foreign_minister",
            Office::DefenceMinister => "defence_minister",
            Office::Monarch => "monarch",
            Office::Leader => "leader",
            Office::SecretaryGeneral => "secretary_general",
            Office::Spokesperson => "spokesperson",
            Office::UnAmbassador => "ambassador_un",
            Office::SecurityAdviser => "national_security_adviser",
        }
    }
}

impl FromStr for Office {
    type Err = Unknown;

    fn from_str(word: &str) -> Result<Self, Unknown> {
        let unknown = || Unknown { what: "office", word: word.to_owned() };
        Office::ALL.into_iter().find(|o| o.name() == word).ok_or_else(unknown)
    }
}

impl Tenure {
    /// Whether the office was held at any time that `date` can mean.
    pub fn holds_at(&self, date: PartialDate) -> bool {
        self.from.is_none_or(|from| from.earliest() <= date.latest())
            && self.to.is_none_or(|to| date.earliest() <= to.latest())
    }
}

impl Entry {
    /// The tenure at `date`; without a date, or where none fits, the last one begun before it (a
    /// former president still speaks for the state he led, until the text says otherwise).
    pub fn tenure_at(&self, date: Option<PartialDate>) -> Option<&Tenure> {
        let Some(date) = date else { return self.tenures.last() };
        let begun = |t: &&Tenure| t.from.is_none_or(|from| from.earliest() <= date.latest());
        self.tenures.iter().rfind(|t| t.holds_at(date)).or_else(|| self.tenures.iter().rfind(begun))
    }
}

/// An id from a name: lower-case letters and digits of its words joined by hyphens.
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') && c != '\'' && c != '’' {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenure(of: &str, from: &str, to: &str) -> Tenure {
        let date = |d: &str| d.parse().ok();
        Tenure { of: of.into(), office: Office::HeadOfState, from: date(from), to: date(to) }
    }

    #[test]
    fn offices_are_those_of_the_article_s_day() {
        let person = Entry {
            id: "p".into(),
            name: "P".into(),
            kind: ActorKind::Person,
            of: None,
            tenures: vec![tenure("PRT", "1995", "2002-04"), tenure("UN", "2017-01-01", "")],
            family: vec![],
        };
        let at = |d: &str| person.tenure_at(d.parse().ok()).map(|t| t.of.as_str());
        assert_eq!(at("1999-05-01"), Some("PRT"));
        assert_eq!(at("2010"), Some("PRT"), "between offices, the last one");
        assert_eq!(at("2020"), Some("UN"));
        assert_eq!(at("1980"), None);
    }

    #[test]
    fn slugs() {
        assert_eq!(slug("Bashar al-Assad"), "bashar-al-assad");
        assert_eq!(slug("N'Djamena (city)"), "ndjamena-city");
    }
}
