//! Pronouns, by the plainest of rules: the latest fitting subject, else the latest fitting name.

use lexicon::{ActorKind, NameUse, Reference, WordClass};
use syntax::{Relation, Tag};

use super::scene::{How, Scene};
use crate::MentionKind;

/// What a pronoun can stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fits {
    Person,
    Body,
}

pub(super) fn mark(scene: &mut Scene<'_>) {
    let mut order: Vec<usize> = (0..scene.found.len()).collect();
    order.sort_by_key(|&i| (scene.found[i].passage, scene.found[i].tokens.start));
    for passage in 0..scene.doc.passages.len() {
        for t in 0..scene.parse(passage).len() {
            if let Some((actor, why)) = first_person(scene, passage, t) {
                scene.add(passage, t..t + 1, actor, How::weak(MentionKind::Pronoun, why));
                continue;
            }
            let Some(fits) = fits(scene, passage, t) else { continue };
            if let Some(m) = antecedent(scene, &order, passage, t, fits) {
                let words = scene.found[m].span.of(&scene.doc.article.text).to_owned();
                let (actor, why) = (scene.found[m].actor, format!("refers back to “{words}”"));
                scene.add(passage, t..t + 1, actor, How::weak(MentionKind::Pronoun, why));
            }
        }
    }
}

/// "we" and "our": the speaker of the clause, or the state or body whose statement the article is.
fn first_person(scene: &mut Scene<'_>, passage: usize, t: usize) -> Option<(usize, &'static str)> {
    if !matches!(scene.lower(passage, t).as_str(), "we" | "us" | "our" | "i" | "my")
        || !matches!(scene.token(passage, t).tag, Tag::Prp | Tag::PrpDollar)
    {
        return None;
    }
    if let Some(speaker) = quoted_speaker(scene, passage, t) {
        return Some((scene.found[speaker].actor, "the speaker of these words"));
    }
    let outlet = scene.doc.article.outlet.clone()?;
    let issuer = scene.lexicon.find(&outlet).into_iter().find_map(|m| match m.reference {
        Reference::Actor(entry, NameUse::Name | NameUse::Acronym) => Some(entry),
        _ => None,
    })?;
    let issuer = scene.cast.of_entry(issuer);
    Some((scene.cast.speaks_for(issuer), "the state or body whose statement this is"))
}

/// The subject of the verb of saying above the token.
fn quoted_speaker(scene: &Scene<'_>, passage: usize, t: usize) -> Option<usize> {
    let parse = scene.parse(passage);
    let clause = std::iter::once(t).chain(parse.ancestors(t)).find(|&a| {
        parse.tokens[a].relation == Relation::Ccomp
            && parse.head(a).is_some_and(|h| scene.lexicon.is(WordClass::Say, &scene.lemma(passage, h)))
    })?;
    let verb = parse.head(clause)?;
    scene.subjects(passage, verb).first().map(|p| p.found).filter(|&f| scene.found[f].tokens.start != t)
}

fn fits(scene: &Scene<'_>, passage: usize, t: usize) -> Option<Fits> {
    let token = scene.token(passage, t);
    if !matches!(token.tag, Tag::Prp | Tag::PrpDollar) || token.relation == Relation::Expl {
        return None;
    }
    match scene.lower(passage, t).as_str() {
        "he" | "she" | "him" | "his" | "her" => Some(Fits::Person),
        "it" | "its" => Some(Fits::Body),
        _ => None,
    }
}

/// Looks back through this sentence, then the one or two before it.
fn antecedent(scene: &Scene<'_>, order: &[usize], passage: usize, t: usize, fits: Fits) -> Option<usize> {
    let here = scene.doc.sentence_of(passage, t);
    let reach = if fits == Fits::Person { 3 } else { 1 };
    let before = order.iter().rev().copied().filter(|&i| {
        let f = &scene.found[i];
        (f.passage, f.tokens.end) <= (passage, t) && is_fit(scene, i, fits)
    });
    let near: Vec<usize> = before.take_while(|&i| here - sentence(scene, i) <= reach).take(12).collect();
    // The subject of the nearest sentence that has a fitting one wins over nearer objects.
    let mut sentences: Vec<u32> = near.iter().map(|&i| sentence(scene, i)).collect();
    sentences.dedup();
    sentences.into_iter().find_map(|s| {
        let mut of_sentence = near.iter().copied().filter(|&i| sentence(scene, i) == s);
        let subject = of_sentence.clone().find(|&i| is_subject(scene, i));
        subject.or_else(|| of_sentence.next().filter(|_| fits == Fits::Person))
    })
}

fn sentence(scene: &Scene<'_>, i: usize) -> u32 {
    scene.doc.sentence_of(scene.found[i].passage, scene.found[i].tokens.start)
}

fn is_fit(scene: &Scene<'_>, i: usize, fits: Fits) -> bool {
    let f = &scene.found[i];
    let person = scene.cast.get(f.actor).kind == ActorKind::Person;
    match fits {
        Fits::Person => person,
        Fits::Body => !person && f.kind != MentionKind::Demonym,
    }
}

fn is_subject(scene: &Scene<'_>, i: usize) -> bool {
    let f = &scene.found[i];
    let head = scene.head_of(f.passage, &f.tokens);
    matches!(scene.token(f.passage, head).relation, Relation::Nsubj | Relation::Nsubjpass)
}
