//! What the graph makes of actors and stances beside the sums that `drawn.rs` shows.

mod common;

use common::stance;
use extract::{Actor, Stance};
use graph::{Level, Observation, SignedGraph, Tie};
use lexicon::{ActorKind, Modality, Relation};

/// One actor a line of the cast: id, kind, and whom it belongs to.
const CAST: [(&str, ActorKind, Option<&str>); 7] = [
    ("RUS", ActorKind::State, None),
    ("UKR", ActorKind::State, None),
    ("CHN", ActorKind::State, None),
    ("rus-mfa", ActorKind::GovernmentBody, Some("RUS")),
    ("lavrov", ActorKind::Person, Some("rus-mfa")),
    ("wang-yi", ActorKind::Person, Some("CHN")),
    ("NATO", ActorKind::Bloc, None),
];

#[test]
fn a_ministers_word_is_the_states() {
    let graph = graph_of(&[stance("lavrov", Relation::Criticises, "UKR", 1)]);
    let tie = graph.tie("RUS", "UKR").expect("the state's tie");
    assert_eq!(tie.observations, [0]);
    assert_eq!(graph.observation(0).map(|o| o.stance.source.as_str()), Some("lavrov"));
    assert_eq!(names(graph.members("RUS")), ["lavrov", "rus-mfa"]);
    assert_eq!(graph.stands_for("lavrov").map(|a| a.id.as_str()), Some("RUS"));
    assert!(!graph.is_on_map("lavrov") && graph.actor("lavrov").is_some());
    let ids: Vec<&str> = graph.actors().map(|a| a.id.as_str()).collect();
    assert_eq!(ids, ["CHN", "NATO", "RUS", "UKR"]);
}

#[test]
fn at_the_level_of_persons_everyone_speaks_for_themselves() {
    let stances = observe(&[stance("lavrov", Relation::Criticises, "UKR", 1)]);
    let graph = SignedGraph::at_level(Level::Persons, cast(), stances, 0.5);
    assert!(graph.tie("lavrov", "UKR").is_some());
    assert!(graph.tie("RUS", "UKR").is_none());
    assert!(graph.members("RUS").is_empty());
}

#[test]
fn what_a_state_says_to_itself_is_counted_and_no_tie() {
    let graph = graph_of(&[
        stance("lavrov", Relation::Endorses, "RUS", 1),
        stance("rus-mfa", Relation::Consults, "lavrov", 2),
        stance("RUS", Relation::Consults, "CHN", 3),
    ]);
    assert_eq!(graph.ties().len(), 1);
    assert_eq!(graph.inner("RUS"), 2);
    assert_eq!(graph.evidence("RUS"), 1, "inner stances are no evidence of a tie");
}

#[test]
fn stances_below_the_threshold_make_no_tie_but_keep_their_place() {
    let doubtful = Stance { confidence: 0.4, ..stance("RUS", Relation::Attacks, "UKR", 1) };
    let graph = graph_of(&[doubtful, stance("CHN", Relation::Consults, "RUS", 2)]);
    assert!(graph.tie("RUS", "UKR").is_none());
    assert_eq!((graph.unsure(), graph.observations().len()), (1, 2));
    assert_eq!(graph.tie("CHN", "RUS").map(|t| t.observations.clone()), Some(vec![1]));
}

#[test]
fn a_tie_is_mutual_only_where_both_ways_are_wholly_so() {
    let met = |a, b| Stance { mutual: true, ..stance(a, Relation::Consults, b, 1) };
    let graph = graph_of(&[met("RUS", "CHN"), met("CHN", "RUS")]);
    assert!(graph.ties().all(|t| t.mutual));

    let more = stance("CHN", Relation::Endorses, "RUS", 2);
    let graph = graph_of(&[met("RUS", "CHN"), met("CHN", "RUS"), more]);
    assert!(!graph.ties().any(|t| t.mutual), "China says more than that they met");

    let graph = graph_of(&[met("RUS", "CHN")]);
    assert!(!graph.ties().any(|t| t.mutual), "no tie back");
}

#[test]
fn a_tie_without_an_assertion_is_tentative() {
    let with = |modality| Stance { modality, ..stance("NATO", Relation::Arms, "UKR", 1) };
    let tentative = |stances: &[Stance]| graph_of(stances).ties().all(|t| t.tentative);
    assert!(tentative(&[with(Modality::Expected), with(Modality::Hedged)]));
    assert!(tentative(&[with(Modality::Denied)]));
    let asserted = stance("NATO", Relation::Aids, "UKR", 1);
    assert!(!tentative(&[with(Modality::Expected), asserted]));
}

#[test]
fn the_ties_of_an_actor_come_by_the_other_and_its_own_first() {
    let graph = graph_of(&[
        stance("UKR", Relation::Criticises, "RUS", 1),
        stance("RUS", Relation::Attacks, "UKR", 1),
        stance("CHN", Relation::Consults, "RUS", 2),
        stance("NATO", Relation::Arms, "UKR", 3),
    ]);
    let ends = |tie: &Tie| format!("{}>{}", tie.source, tie.target);
    let ties: Vec<String> = graph.ties_of("RUS").into_iter().map(ends).collect();
    assert_eq!(ties, ["CHN>RUS", "RUS>UKR", "UKR>RUS"]);
    assert_eq!((graph.degree("RUS"), graph.evidence("RUS")), (2, 2));
    assert_eq!((graph.degree("UKR"), graph.evidence("UKR")), (2, 2));
    assert!(graph.ties_of("nobody").is_empty());
}

#[test]
fn sentences_and_articles_behind_a_tie_are_counted_once() {
    let stances = [
        stance("RUS", Relation::Attacks, "UKR", 4),
        stance("RUS", Relation::Threatens, "UKR", 4),
        stance("RUS", Relation::Threatens, "UKR", 5),
    ];
    let graph = graph_of(&stances);
    let tie = graph.tie("RUS", "UKR").expect("a tie");
    assert_eq!((tie.sentences(), tie.articles()), (2, 1));
}

#[test]
fn a_corrected_sign_is_obeyed() {
    let corrected = Stance { sign: lexicon::Sign::Positive, ..stance("RUS", Relation::Rejects, "UKR", 1) };
    let graph = graph_of(&[corrected]);
    let sums = &graph.tie("RUS", "UKR").expect("a tie").arithmetic;
    assert!(sums.positive > 3.0 && sums.negative == 0.0, "{sums:?}");
}

#[test]
fn sums_do_not_depend_on_the_order_of_reading() {
    let relations: Vec<Relation> = Relation::all().collect();
    let stances: Vec<Stance> = (0..200)
        .map(|i| {
            let confidence = 0.5 + (i * 37 % 50) as f32 / 100.0;
            Stance { confidence, ..stance("RUS", relations[i * 7 % 25], "UKR", i as u32 % 40) }
        })
        .collect();
    let turned: Vec<Stance> = stances.iter().rev().cloned().collect();
    let sums = |stances: &[Stance]| {
        let graph = graph_of(stances);
        let tie = graph.tie("RUS", "UKR").expect("a tie");
        (tie.arithmetic.positive.to_bits(), tie.arithmetic.negative.to_bits(), tie.strength.to_bits())
    };
    assert_eq!(sums(&stances), sums(&turned));
}

fn graph_of(stances: &[Stance]) -> SignedGraph {
    SignedGraph::from_stances(cast(), observe(stances), 0.5)
}

fn cast() -> Vec<Actor> {
    let actor = |&(id, kind, of): &(&str, ActorKind, Option<&str>)| Actor {
        id: id.into(),
        name: id.to_owned(),
        kind,
        of: of.map(Into::into),
    };
    CAST.iter().map(actor).collect()
}

fn observe(stances: &[Stance]) -> Vec<Observation> {
    stances.iter().map(|stance| Observation { article: 1, stance: stance.clone() }).collect()
}

fn names(ids: &[extract::ActorId]) -> Vec<&str> {
    ids.iter().map(extract::ActorId::as_str).collect()
}
