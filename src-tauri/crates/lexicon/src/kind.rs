//! What an actor is.

use std::str::FromStr;

use crate::Unknown;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    State,
    Territory,
    Bloc,
    Organisation,
    GovernmentBody,
    ArmedGroup,
    People,
    Party,
    Company,
    Person,
}

impl ActorKind {
    pub const ALL: [ActorKind; 10] = [
        ActorKind::State,
        ActorKind::Territory,
        ActorKind::Bloc,
        ActorKind::Organisation,
        ActorKind::GovernmentBody,
        ActorKind::ArmedGroup,
        ActorKind::People,
        ActorKind::Party,
        ActorKind::Company,
        ActorKind::Person,
    ];

    /// The schema's name, `government_body`.
    pub fn name(self) -> &'static str {
        match self {
            ActorKind::State => "state",
            ActorKind::Territory => "territory",
            ActorKind::Bloc => "bloc",
            ActorKind::Organisation => "organisation",
            ActorKind::GovernmentBody => "government_body",
            ActorKind::ArmedGroup => "armed_group",
            ActorKind::People => "people",
            ActorKind::Party => "party",
            ActorKind::Company => "company",
            ActorKind::Person => "person",
        }
    }
}

impl FromStr for ActorKind {
    type Err = Unknown;

    fn from_str(word: &str) -> Result<Self, Unknown> {
        let unknown = || Unknown { what: "kind of actor", word: word.to_owned() };
        ActorKind::ALL.into_iter().find(|k| k.name() == word).ok_or_else(unknown)
    }
}
