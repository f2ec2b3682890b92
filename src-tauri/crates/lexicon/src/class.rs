//! Classes of words that grammar turns on: verbs of saying, light verbs, nouns that act for their owner.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use crate::load::{Source, list, rows};
use crate::{LexiconError, Unknown};

macro_rules! classes {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal),+ $(,)?) => {
        /// A class of words; `data/classes.csv` says what each holds and why.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum WordClass { $($(#[doc = $doc])* $variant),+ }

        impl WordClass {
            pub const ALL: &'static [WordClass] = &[$(WordClass::$variant),+];

            /// As the data file writes it.
            pub fn name(self) -> &'static str {
                match self { $(WordClass::$variant => $name),+ }
            }
        }
    };
}

classes! {
    /// Lends its subject to the noun it governs: "*launched* an attack".
    LightVerb = "light_verb",
    Say = "say",
    /// "reportedly"
    HedgeAdverb = "reported",
    /// "alleged"
    HedgeAdjective = "doubtful",
    /// "planned"
    FutureAdjective = "coming",
    /// Its infinitive is planned.
    Intend = "intend",
    /// Its infinitive of harm is a threat.
    Threaten = "threaten",
    /// Its infinitive of good is a promise.
    Promise = "promise",
    /// Its complement does not happen.
    Refuse = "refuse",
    /// Its complement is turned down.
    TurnDown = "turn_down",
    /// Its complement is denied.
    Deny = "deny",
    /// Its object is asked to do the complement.
    Ask = "ask",
    /// Its object acts in the complement.
    ObjectControl = "object_control",
    /// Keeps its object from happening.
    Avert = "averting",
    /// A noun whose complement is not yet so.
    WishNoun = "wish_noun",
    /// A noun that acts for its owner.
    Agent = "agent",
    /// What its owner does or says.
    Act = "act",
    /// A noun that is not its owner: "Russia's *neighbour*".
    Relational = "relational",
    /// A noun for a place, which is what its "of" names.
    PlaceNoun = "place_noun",
    /// A noun that only counts or measures what its "of" names: "a *series* of talks".
    Quantity = "quantity",
    PlacePreposition = "place_preposition",
    GovernmentWord = "government_word",
    CompanyWord = "company_word",
    ArmedWord = "armed_word",
    PartyWord = "party_word",
    NotABody = "not_a_body",
    AmongTitles = "neighbouring_title",
}

impl FromStr for WordClass {
    type Err = Unknown;

    fn from_str(word: &str) -> Result<Self, Unknown> {
        let unknown = || Unknown { what: "class of words", word: word.to_owned() };
        WordClass::ALL.iter().copied().find(|c| c.name() == word).ok_or_else(unknown)
    }
}

/// The words of each class.
#[derive(Debug, Default)]
pub(crate) struct Classes {
    words: BTreeMap<WordClass, BTreeSet<String>>,
}

impl Classes {
    pub(crate) fn read(source: &Source) -> Result<Self, LexiconError> {
        let mut classes = Classes::default();
        for row in rows(source)? {
            let [class, words] = row.take::<2>(source)?;
            let class = class.parse().map_err(|e: Unknown| source.error(e))?;
            classes.words.entry(class).or_default().extend(list(words).map(str::to_owned));
        }
        match WordClass::ALL.iter().find(|c| !classes.words.contains_key(c)) {
            Some(missing) => Err(source.error(format!("no words of class {}", missing.name()))),
            None => Ok(classes),
        }
    }

    pub(crate) fn has(&self, class: WordClass, word: &str) -> bool {
        self.words.get(&class).is_some_and(|words| words.contains(word))
    }
}
