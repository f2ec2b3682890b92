//! For whom a person speaks, as the text tells it: "Chinese President Xi Jinping", "Vuk Jeremic,
//! Serbia's foreign minister", "the Iranian embassy's spokesman, Ali Rezaei".

use std::ops::Range;

use lexicon::{ActorKind, WordClass};
use syntax::{Pos, Relation};

use super::scene::Scene;

pub(super) fn tell(scene: &mut Scene<'_>) {
    for index in 0..scene.found.len() {
        let found = scene.found[index].clone();
        let actor = scene.cast.get(found.actor);
        if actor.kind != ActorKind::Person {
            continue;
        }
        if let Some(of) = told(scene, found.passage, &found.tokens) {
            // The text's own word wins over the lexicon's, except where it only repeats it.
            scene.cast.affiliate(found.actor, of);
        }
    }
}

/// The actor of whom the title before, or the apposition beside, makes the name a speaker.
fn told(scene: &Scene<'_>, passage: usize, tokens: &Range<usize>) -> Option<usize> {
    let parse = scene.parse(passage);
    let head = scene.head_of(passage, tokens);
    let before = parse.left_edge(head)..tokens.start;
    if let Some(of) = owner_with_office(scene, passage, before) {
        return Some(of);
    }
    let appositions = parse.children_by(head, Relation::Appos).map(|a| parse.subtree_span(a));
    for apposition in appositions {
        if let Some(of) = owner_with_office(scene, passage, apposition) {
            return Some(of);
        }
    }
    // The name itself stands in apposition: "Serbia's foreign minister, Vuk Jeremic".
    let noun = parse
        .head(head)
        .filter(|_| matches!(parse.tokens[head].relation, Relation::Appos | Relation::Compound))?;
    let span = parse.left_edge(noun)..tokens.start;
    owner_with_office(scene, passage, span)
}

/// The first state or body in the span, where the span also holds an office.
fn owner_with_office(scene: &Scene<'_>, passage: usize, span: Range<usize>) -> Option<usize> {
    let span = span.start.max(span.end.saturating_sub(14))..span.end;
    if !span.clone().any(|t| is_office(scene, passage, t)) {
        return None;
    }
    let mentions = span.filter_map(|t| scene.mention_at(passage, t));
    mentions.map(|m| scene.found[m].actor).find(|&a| {
        matches!(
            scene.cast.get(a).kind,
            ActorKind::State
                | ActorKind::Organisation
                | ActorKind::Bloc
                | ActorKind::GovernmentBody
                | ActorKind::ArmedGroup
                | ActorKind::Territory
                | ActorKind::Party
                | ActorKind::Company
        )
    })
}

fn is_office(scene: &Scene<'_>, passage: usize, t: usize) -> bool {
    let lemma = scene.lemma(passage, t);
    matches!(scene.token(passage, t).pos, Pos::Noun | Pos::Propn)
        && !scene.lexicon.is(WordClass::Relational, &lemma)
        && (scene.lexicon.is(WordClass::Agent, &lemma)
            || scene.lexicon.title(scene.doc.word(passage, t)).is_some())
}
