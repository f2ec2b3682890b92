//! Who an actor is, from all its sightings, and for whom it stands on the map.

use std::collections::BTreeMap;

use extract::{Actor, ActorId};
use lexicon::ActorKind;

/// Which actors stand on the map as nodes of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// States and bodies: persons, government bodies and parties stand for what they belong to.
    #[default]
    States,
    /// Everyone as the text named them.
    Persons,
}

/// Every actor once, with the one that stands for it on the map.
pub(crate) struct Roster {
    pub actors: BTreeMap<ActorId, Actor>,
    pub stands_for: BTreeMap<ActorId, ActorId>,
}

impl Roster {
    /// Merges sightings by id and resolves affiliations at `level`.
    ///
    /// `named` are ids that stances mention; an id that no sighting describes (there or in an
    /// affiliation) enters under its own id as name, as a state where it looks like a country code
    /// and as an organisation elsewhere.
    ///
    /// Complexity: O(n log n + n·c) for n sightings and chains of affiliation of length c.
    pub fn new(
        sightings: impl IntoIterator<Item = Actor>,
        named: impl IntoIterator<Item = ActorId>,
        level: Level,
    ) -> Self {
        let mut actors = merge(sightings);
        let affiliations: Vec<ActorId> = actors.values().filter_map(|a| a.of.clone()).collect();
        for id in affiliations.into_iter().chain(named) {
            actors.entry(id).or_insert_with_key(undescribed);
        }
        let stands_for = actors.keys().map(|id| (id.clone(), representative(id, &actors, level))).collect();
        Roster { actors, stands_for }
    }
}

impl Level {
    /// Whether an actor of this kind gives way to the one it belongs to.
    fn rolls_up(self, kind: ActorKind) -> bool {
        let gives_way = matches!(kind, ActorKind::Person | ActorKind::GovernmentBody | ActorKind::Party);
        self == Level::States && gives_way
    }
}

fn merge(sightings: impl IntoIterator<Item = Actor>) -> BTreeMap<ActorId, Actor> {
    let mut by_id: BTreeMap<ActorId, Vec<Actor>> = BTreeMap::new();
    for actor in sightings {
        by_id.entry(actor.id.clone()).or_default().push(actor);
    }
    by_id.into_iter().map(|(id, seen)| (id.clone(), elect(id, &seen))).collect()
}

/// The name, kind and affiliation that most sightings agree on. What comes from the lexicon is the
/// same in every article, so it outvotes what a single text made of the actor.
fn elect(id: ActorId, seen: &[Actor]) -> Actor {
    let longest = |name: &&str| name.chars().count();
    let name = vote(seen.iter().map(|a| a.name.as_str()), longest).unwrap_or(id.as_str()).to_owned();
    let kind = vote(seen.iter().map(|a| a.kind), |_| 0).unwrap_or(ActorKind::Organisation);
    let of = vote(seen.iter().filter_map(|a| a.of.as_ref()).filter(|of| **of != id), |_| 0).cloned();
    Actor { id, name, kind, of }
}

/// The most frequent choice; among equals the one of the highest rank, then the smallest.
fn vote<T: Ord>(choices: impl Iterator<Item = T>, rank: impl Fn(&T) -> usize) -> Option<T> {
    let mut votes: BTreeMap<T, usize> = BTreeMap::new();
    for choice in choices {
        *votes.entry(choice).or_default() += 1;
    }
    // `max_by_key` keeps the last of equals, so the smallest must come last.
    votes.into_iter().rev().max_by_key(|(choice, count)| (*count, rank(choice))).map(|(choice, _)| choice)
}

fn undescribed(id: &ActorId) -> Actor {
    let code = id.as_str().len() == 3 && id.as_str().bytes().all(|b| b.is_ascii_uppercase());
    let kind = if code { ActorKind::State } else { ActorKind::Organisation };
    Actor { id: id.clone(), name: id.to_string(), kind, of: None }
}

/// Follows affiliations upward until one stands on its own. A circle of affiliations stands under
/// the smallest id in it, whichever of its members one starts from.
fn representative(id: &ActorId, actors: &BTreeMap<ActorId, Actor>, level: Level) -> ActorId {
    let mut chain = vec![id];
    loop {
        let here = &actors[chain[chain.len() - 1]];
        let Some(up) = here.of.as_ref().filter(|_| level.rolls_up(here.kind)) else {
            return here.id.clone();
        };
        if let Some(start) = chain.iter().position(|seen| *seen == up) {
            return chain[start..].iter().min().map_or_else(|| up.clone(), |id| (*id).clone());
        }
        chain.push(up);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(id: &str, name: &str, kind: ActorKind, of: Option<&str>) -> Actor {
        Actor { id: id.into(), name: name.into(), kind, of: of.map(ActorId::from) }
    }

    #[track_caller]
    fn check(actors: &[Actor], level: Level, id: &str, expected: &str) {
        for order in [actors.to_vec(), actors.iter().rev().cloned().collect()] {
            let roster = Roster::new(order, [], level);
            assert_eq!(roster.stands_for[id].as_str(), expected, "{id} at {level:?}");
        }
    }

    #[test]
    fn a_minister_stands_for_the_state_through_the_ministry() {
        let actors = [
            actor("lavrov", "Sergei Lavrov", ActorKind::Person, Some("rus-mfa")),
            actor("rus-mfa", "Russian foreign ministry", ActorKind::GovernmentBody, Some("RUS")),
            actor("RUS", "Russia", ActorKind::State, None),
        ];
        check(&actors, Level::States, "lavrov", "RUS");
        check(&actors, Level::States, "rus-mfa", "RUS");
        check(&actors, Level::Persons, "lavrov", "lavrov");
    }

    #[test]
    fn groups_and_states_stand_for_themselves_whatever_they_belong_to() {
        let actors = [
            actor("HEZBOLLAH", "Hezbollah", ActorKind::ArmedGroup, Some("LBN")),
            actor("FRA", "France", ActorKind::State, Some("EU")),
        ];
        check(&actors, Level::States, "HEZBOLLAH", "HEZBOLLAH");
        check(&actors, Level::States, "FRA", "FRA");
    }

    #[test]
    fn a_circle_of_affiliations_ends_at_its_smallest_id() {
        let actors = [
            actor("c", "C", ActorKind::Person, Some("a")),
            actor("a", "A", ActorKind::Party, Some("b")),
            actor("b", "B", ActorKind::Party, Some("a")),
            actor("self", "S", ActorKind::Person, Some("self")),
        ];
        check(&actors, Level::States, "c", "a");
        check(&actors, Level::States, "b", "a");
        check(&actors, Level::States, "self", "self");
    }

    #[test]
    fn an_affiliation_that_nobody_describes_enters_under_its_id() {
        let actors = [actor("wang-yi", "Wang Yi", ActorKind::Person, Some("CHN"))];
        let roster = Roster::new(actors, ["some-council".into()], Level::States);
        let read = |id: &str| (roster.actors[id].name.clone(), roster.actors[id].kind);
        assert_eq!(read("CHN"), ("CHN".into(), ActorKind::State));
        assert_eq!(read("some-council"), ("some-council".into(), ActorKind::Organisation));
        assert_eq!(roster.stands_for["wang-yi"].as_str(), "CHN");
    }

    #[test]
    fn sightings_vote_on_name_and_affiliation_whatever_their_order() {
        let seen = [
            actor("X", "the Islamic State group", ActorKind::Organisation, None),
            actor("X", "Islamic State", ActorKind::ArmedGroup, Some("B")),
            actor("X", "Islamic State", ActorKind::ArmedGroup, Some("A")),
            actor("Y", "Y", ActorKind::State, None),
            actor("Y", "Long Y", ActorKind::State, None),
        ];
        for order in [seen.to_vec(), seen.iter().rev().cloned().collect()] {
            let roster = Roster::new(order, [], Level::Persons);
            assert_eq!(roster.actors["X"], actor("X", "Islamic State", ActorKind::ArmedGroup, Some("A")));
            assert_eq!(roster.actors["Y"].name, "Long Y");
        }
    }
}
