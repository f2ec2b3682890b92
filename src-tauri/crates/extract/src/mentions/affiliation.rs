//! For whom a person speaks, as the text tells it: "Chinese President Xi Jinping", "Vuk Jeremic,
//! Serbia's foreign minister", "the Iranian embassy's spokesman, Ali Rezaei".

use std::ops::Range;

use lexicon::{ActorKind, WordClass};
use syntax::{Pos, Relation};

use super::scene::{Found, How, Scene};
use crate::MentionKind;

pub(super) fn tell(scene: &mut Scene<'_>) {
    let mut offices: Vec<(String, usize)> = Vec::new();
    for index in 0..scene.found.len() {
        let Found { passage, ref tokens, actor, .. } = scene.found[index];
        if scene.cast.get(actor).kind != ActorKind::Person {
            continue;
        }
        offices.extend(office_before(scene, passage, tokens.start).map(|office| (office, actor)));
        if let Some(of) = told(scene, passage, tokens) {
            // The text's own word wins over the lexicon's, except where it only repeats it.
            scene.cast.affiliate(actor, of);
        }
    }
    mark_offices(scene, &offices);
}

/// The longest title right before a name, in lower case, for "the foreign minister" later on.
fn office_before(scene: &Scene<'_>, passage: usize, start: usize) -> Option<String> {
    (1..=5usize.min(start)).rev().find_map(|n| {
        let words = scene.doc.span(passage, start - n..start).of(&scene.doc.article.text);
        scene.lexicon.title(words).map(|_| words.to_lowercase())
    })
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
            let holder = (1..=4).rev().find_map(|n| {
                let tokens = t + 1..t + 1 + n;
                holder(scene, passage, &tokens, offices).map(|actor| (tokens, actor))
            });
            if let Some((tokens, actor)) = holder.filter(|(tokens, _)| stands_alone(scene, passage, tokens)) {
                let why = "the office by which the text called this person";
                scene.add(passage, tokens, actor, How::weak(MentionKind::Office, why));
            }
        }
    }
}

/// Who was last called by the office that these free tokens name.
fn holder(
    scene: &Scene<'_>,
    passage: usize,
    tokens: &Range<usize>,
    offices: &[(String, usize)],
) -> Option<usize> {
    if tokens.end > scene.parse(passage).len() || !scene.is_free(passage, tokens.clone()) {
        return None;
    }
    let words = scene.doc.span(passage, tokens.clone()).of(&scene.doc.article.text).to_lowercase();
    offices.iter().rev().find(|(office, _)| *office == words).map(|(_, actor)| *actor)
}

/// Not "the president of France", "the president, X", "the president's": another's, by the phrase itself.
fn stands_alone(scene: &Scene<'_>, passage: usize, tokens: &Range<usize>) -> bool {
    let parse = scene.parse(passage);
    let head = scene.head_of(passage, tokens);
    let named = parse.children(head).any(|c| match parse.tokens[c].relation {
        Relation::Appos => true,
        Relation::Prep => scene.lower(passage, c) == "of",
        _ => false,
    });
    !named
        && matches!(scene.token(passage, head).pos, Pos::Noun | Pos::Propn)
        && parse.tokens[head].relation != Relation::Compound
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
    mentions
        .map(|m| scene.found[m].actor)
        .find(|&a| !matches!(scene.cast.get(a).kind, ActorKind::Person | ActorKind::People))
}

fn is_office(scene: &Scene<'_>, passage: usize, t: usize) -> bool {
    let lemma = scene.lemma(passage, t);
    matches!(scene.token(passage, t).pos, Pos::Noun | Pos::Propn)
        && !scene.lexicon.is(WordClass::Relational, &lemma)
        && (scene.lexicon.is(WordClass::Agent, &lemma)
            || scene.lexicon.title(scene.doc.word(passage, t)).is_some())
}
