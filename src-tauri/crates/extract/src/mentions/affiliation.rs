//! For whom a person speaks, as the text tells it: "Chinese President Xi Jinping", "Vuk Jeremic,
//! Serbia's foreign minister", "the Iranian embassy's spokesman, Ali Rezaei".

use std::ops::Range;

use lexicon::{ActorKind, WordClass};
use syntax::{Pos, Relation};

use super::scene::{How, Scene};
use crate::MentionKind;

pub(super) fn tell(scene: &mut Scene<'_>) {
    let mut offices: Vec<(String, usize)> = Vec::new();
    for index in 0..scene.found.len() {
        remember_office(scene, index, &mut offices);
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
    mark_offices(scene, &offices);
}

/// Notes by which office the person at this mention is called, for "the foreign minister" later on.
fn remember_office(scene: &Scene<'_>, index: usize, offices: &mut Vec<(String, usize)>) {
    let found = &scene.found[index];
    if scene.cast.get(found.actor).kind != ActorKind::Person {
        return;
    }
    let start = found.tokens.start;
    let longest = (1..=5usize.min(start)).rev().find_map(|n| {
        let words = scene.doc.span(found.passage, start - n..start).of(&scene.doc.article.text);
        scene.lexicon.title(words).map(|_| words.to_lowercase())
    });
    offices.extend(longest.map(|office| (office, found.actor)));
}

/// "the foreign minister", "the President": the person last called so.
fn mark_offices(scene: &mut Scene<'_>, offices: &[(String, usize)]) {
    if offices.is_empty() {
        return;
    }
    for passage in 0..scene.doc.passages.len() {
        for t in 0..scene.parse(passage).len() {
            if scene.lower(passage, t) != "the" {
                continue;
            }
            let longest = (1..=4).rev().map(|n| t + 1..t + 1 + n).find(|tokens| {
                tokens.end <= scene.parse(passage).len() && scene.is_free(passage, tokens.clone()) && {
                    let words =
                        scene.doc.span(passage, tokens.clone()).of(&scene.doc.article.text).to_lowercase();
                    offices.iter().any(|(office, _)| *office == words)
                }
            });
            let Some(tokens) = longest else { continue };
            let head = scene.head_of(passage, &tokens);
            // "the president of France", "the president's": another's, told by the phrase itself.
            let parse = scene.parse(passage);
            let named = parse.children(head).any(|c| {
                matches!(parse.tokens[c].relation, Relation::Appos)
                    || (parse.tokens[c].relation == Relation::Prep && scene.lower(passage, c) == "of")
            });
            if named
                || !matches!(scene.token(passage, head).pos, Pos::Noun | Pos::Propn)
                || parse.tokens[head].relation == Relation::Compound
            {
                continue;
            }
            let words = scene.doc.span(passage, tokens.clone()).of(&scene.doc.article.text).to_lowercase();
            let holder = offices.iter().rev().find(|(office, _)| *office == words).map(|(_, actor)| *actor);
            if let Some(actor) = holder {
                scene.add(
                    passage,
                    tokens,
                    actor,
                    How::weak(MentionKind::Office, "the office by which the text called this person"),
                );
            }
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
