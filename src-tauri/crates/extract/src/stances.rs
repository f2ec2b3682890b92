//! Stances between the mentions of an article: the rules' claims, checked and written out.

use std::collections::{BTreeMap, BTreeSet};

use lexicon::{ActorKind, Modality, Relation};
use text::Span;

use crate::mentions::Scene;
use crate::rules::deed::Deed;
use crate::rules::{Claim, adjective, deed, loose, noun, report, verb, wish};
use crate::{Attribution, Evidence, MentionKind, Stance};

/// Every stance that a rule reads, by place.
pub(crate) fn find(scene: &Scene<'_>) -> Vec<Stance> {
    let mut all: Vec<Claim> = Vec::new();
    let mut deeds: Vec<Deed> = Vec::new();
    for passage in 0..scene.doc.passages.len() {
        let mut claims = claims(scene, passage);
        deeds.extend(deed::told(&claims));
        let again = (0..scene.parse(passage).len()).filter_map(|t| deed::read(scene, passage, t, &deeds));
        claims.extend(again.flat_map(|frame| frame.claims()));
        let accusations: Vec<Claim> = claims.iter().filter_map(|c| report::read(scene, c)).collect();
        claims.extend(accusations);
        all.extend(claims);
    }
    let stances = all.iter().filter_map(|c| stance(scene, c)).collect();
    strongest_of_each(stances)
}

fn claims(scene: &Scene<'_>, passage: usize) -> Vec<Claim> {
    let mut claims = Vec::new();
    // Nouns that a verb's cue holds ("impose *sanctions*") are read with it.
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let tokens = 0..scene.parse(passage).len();
    for t in tokens.clone() {
        let frame = verb::read(scene, passage, t).or_else(|| loose::read(scene, passage, t));
        if let Some(frame) = frame {
            taken.extend(frame.words.iter().filter(|&&w| w != t));
            claims.extend(frame.claims());
        }
    }
    for t in tokens.filter(|t| !taken.contains(t)) {
        let readings = [
            noun::read(scene, passage, t),
            adjective::read(scene, passage, t),
            wish::read(scene, passage, t),
        ];
        for frame in readings.into_iter().flatten() {
            claims.extend(frame.claims());
        }
    }
    claims
}

/// The claim as a stance; none toward oneself.
fn stance(scene: &Scene<'_>, claim: &Claim) -> Option<Stance> {
    let (source, target) = (&scene.found[claim.source.found], &scene.found[claim.target.found]);
    if scene.cast.is_one_side(source.actor, target.actor) {
        return None;
    }
    let relation = by_target(claim.relation, scene.cast.get(target.actor).kind);
    let pronouns = [source, target].iter().filter(|f| f.kind == MentionKind::Pronoun).count();
    let confidence = claim.confidence - 0.1 * f32::from(u8::try_from(pronouns).unwrap_or(2));
    let trigger = trigger(scene, claim);
    let words = trigger.of(&scene.doc.article.text);
    let text = |span: Span| span.of(&scene.doc.article.text).to_owned();
    let path = format!(
        "“{}” ({}) · “{words}” · “{}” ({})",
        text(source.span),
        claim.slots.0,
        text(target.span),
        claim.slots.1
    );
    let speaker = claim.speaker.map(|s| scene.found[s].actor);
    let speaker = speaker.filter(|&s| scene.cast.speaks_for(s) != scene.cast.speaks_for(source.actor));
    Some(Stance {
        source: scene.cast.get(source.actor).id.clone(),
        target: scene.cast.get(target.actor).id.clone(),
        relation,
        sign: relation.sign(),
        intensity: relation.intensity(),
        modality: claim.modality,
        mutual: claim.mutual,
        attribution: speaker.map(|s| Attribution::Actor(scene.cast.get(s).id.clone())),
        date: scene.doc.article.published,
        evidence: Evidence {
            sentence: scene.doc.sentence_of(claim.passage, claim.cue),
            source: source.span,
            target: target.span,
            trigger: Some(trigger),
            path,
            reader: format!("{}/{}", claim.reader, scene.lemma(claim.passage, claim.cue)),
        },
        confidence,
    })
}

/// Leaving a treaty or body is no withdrawal of troops.
fn by_target(relation: Relation, kind: ActorKind) -> Relation {
    match (relation, kind) {
        (Relation::PullsBackFrom, ActorKind::Organisation | ActorKind::Bloc) => Relation::Rejects,
        _ => relation,
    }
}

/// The cue's words where they stand close together, else its head.
fn trigger(scene: &Scene<'_>, claim: &Claim) -> Span {
    let first = claim.words.first().copied().unwrap_or(claim.cue);
    let last = claim.words.last().copied().unwrap_or(claim.cue);
    let whole = if last - first < 6 { first..last + 1 } else { claim.cue..claim.cue + 1 };
    scene.doc.span(claim.passage, whole)
}

/// One stance for each pair, relation and modality of a sentence: the surest.
fn strongest_of_each(stances: Vec<Stance>) -> Vec<Stance> {
    let mut best: BTreeMap<_, Stance> = BTreeMap::new();
    for s in stances {
        let key = (s.evidence.sentence, s.source.clone(), s.target.clone(), s.relation, s.modality);
        let kept = best.entry(key).or_insert_with(|| s.clone());
        if s.confidence > kept.confidence {
            *kept = s;
        }
    }
    let mut kept: Vec<Stance> = best.into_values().collect();
    let place = |s: &Stance| (s.evidence.sentence, s.evidence.trigger, s.relation);
    kept.sort_by(|a, b| {
        place(a).cmp(&place(b)).then_with(|| (&a.source, &a.target).cmp(&(&b.source, &b.target)))
    });
    // What the text both asserts and hedges is asserted.
    let colours = |s: &Stance| s.modality != Modality::Asserted && s.modality.weight() > 0.0;
    let asserted: BTreeSet<_> = kept
        .iter()
        .filter(|s| s.modality == Modality::Asserted)
        .map(|s| (s.evidence.sentence, s.source.clone(), s.target.clone(), s.relation))
        .collect();
    kept.retain(|s| {
        !colours(s)
            || !asserted.contains(&(s.evidence.sentence, s.source.clone(), s.target.clone(), s.relation))
    });
    kept
}
