//! A deed told before and named again without its doer: "Iraq invaded Kuwait. The United States
//! condemned the invasion."

use std::collections::BTreeSet;

use lexicon::{Frame as CueFrame, Modality, Relation as Kind, Sign, Slot};
use syntax::Relation;

use super::{Claim, Frame};
use crate::mentions::Scene;
use crate::slots::{Part, Role, Via};

/// An asserted deed against somebody, as told at one place of the text.
pub(crate) struct Deed {
    passage: usize,
    cue: usize,
    relation: Kind,
    /// Index of the mention that did it.
    doer: usize,
}

/// The deeds among a passage's claims, by place.
pub(crate) fn told(claims: &[Claim]) -> Vec<Deed> {
    let plain = claims.iter().filter(|c| {
        is_deed(c.relation) && c.modality == Modality::Asserted && !c.mutual && c.confidence >= 0.6
    });
    let mut deeds: Vec<Deed> = plain
        .map(|c| Deed { passage: c.passage, cue: c.cue, relation: c.relation, doer: c.source.found })
        .collect();
    deeds.sort_by_key(|d| d.cue);
    deeds
}

/// Claims of the verb at `t` about one of `deeds`, those told up to the end of its passage, by place.
pub(crate) fn read<'s>(scene: &'s Scene<'_>, passage: usize, t: usize, deeds: &[Deed]) -> Option<Frame<'s>> {
    if !scene.is_verb(passage, t) {
        return None;
    }
    let senses = scene.lexicon.cues(&scene.lemma(passage, t)).iter();
    let mut senses = senses.filter(|c| c.frame == CueFrame::Verb && c.words.len() == 1 && !c.mutual);
    let sense = senses.find(|c| c.target.contains(&Slot::Object) && !c.relation.is_material())?;
    let noun = scene.object_heads(passage, t).into_iter().find(|&n| is_named_again(scene, passage, n))?;
    let doer = doer(scene, passage, t, noun, deeds)?;
    let sources = scene.subjects(passage, t);
    (!sources.is_empty()).then(|| Frame {
        passage,
        cue: t,
        words: BTreeSet::from([t]),
        sense,
        sources,
        targets: vec![Part { found: doer, via: Via::Owner }],
        held: scene.held(passage, t),
        confidence: 0.8,
        reader: "deed",
        slots: ("subject", format!("doer of “{}”, told before", scene.doc.word(passage, noun))),
    })
}

/// "the invasion", "this attack": definite, with no actor beside it.
fn is_named_again(scene: &Scene<'_>, passage: usize, noun: usize) -> bool {
    let parse = scene.parse(passage);
    let mut determiners = parse.children_by(noun, Relation::Det);
    determiners
        .any(|d| matches!(scene.lower(passage, d).as_str(), "the" | "this" | "that" | "these" | "those"))
        && deed(scene, passage, noun).is_some()
        && scene.parts(passage, noun, Role::Target).is_empty()
}

/// The hostile relation that the noun names.
fn deed(scene: &Scene<'_>, passage: usize, noun: usize) -> Option<Kind> {
    let senses = scene.lexicon.cues(&scene.lemma(passage, noun)).iter();
    let mut senses = senses.filter(|c| c.frame == CueFrame::Noun && c.words.len() == 1);
    senses.find(|c| is_deed(c.relation)).map(|c| c.relation)
}

fn is_deed(relation: Kind) -> bool {
    relation.sign() == Sign::Negative && relation.is_material()
}

/// Who did it by the latest such deed before the verb, within the last few sentences.
fn doer(scene: &Scene<'_>, passage: usize, t: usize, noun: usize, deeds: &[Deed]) -> Option<usize> {
    const REACH: u32 = 6;
    let relation = deed(scene, passage, noun)?;
    let here = scene.doc.sentence_of(passage, t);
    let earlier = deeds.partition_point(|d| (d.passage, d.cue) < (passage, t));
    let near = |d: &&Deed| here - scene.doc.sentence_of(d.passage, d.cue) <= REACH;
    let mut latest = deeds[..earlier].iter().rev().take_while(near);
    latest.find(|d| d.relation == relation).map(|d| d.doer)
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check;

    #[test]
    fn a_known_doer() {
        check("Iraq invaded Kuwait. France condemned the invasion.", "FRA criticises IRQ; IRQ attacks KWT");
    }

    #[test]
    fn an_unknown_doer() {
        check("France condemned the invasion.", "");
    }
}
