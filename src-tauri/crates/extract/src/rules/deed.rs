//! A deed told before and named again without its doer: "Iraq invaded Kuwait. The United States
//! condemned the invasion."

use std::collections::BTreeSet;

use lexicon::{Frame as CueFrame, Modality, Relation as Kind, Sign, Slot};
use syntax::Relation;

use super::{Claim, Frame};
use crate::mentions::Scene;
use crate::slots::{Part, Role, Via};

/// Claims of the verb at `t` about a deed of `earlier`, the claims read so far.
pub(crate) fn read<'s>(
    scene: &'s Scene<'_>,
    passage: usize,
    t: usize,
    earlier: &[Claim],
) -> Option<Frame<'s>> {
    if !scene.is_verb(passage, t) {
        return None;
    }
    let senses = scene.lexicon.cues(&scene.lemma(passage, t)).iter();
    let mut senses = senses.filter(|c| c.frame == CueFrame::Verb && c.words.len() == 1 && !c.mutual);
    let sense = senses.find(|c| c.target.contains(&Slot::Object) && !c.relation.is_material())?;
    let noun = scene.object_heads(passage, t).into_iter().find(|&n| is_named_again(scene, passage, n))?;
    let doer = doer(scene, passage, t, noun, earlier)?;
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
    senses.find(|c| c.relation.sign() == Sign::Negative && c.relation.is_material()).map(|c| c.relation)
}

/// The source of the latest claim of that deed before the verb, within the last few sentences.
fn doer(scene: &Scene<'_>, passage: usize, t: usize, noun: usize, earlier: &[Claim]) -> Option<usize> {
    const REACH: u32 = 6;
    let relation = deed(scene, passage, noun)?;
    let here = scene.doc.sentence_of(passage, t);
    let told = earlier.iter().rev().find(|c| {
        let there = scene.doc.sentence_of(c.passage, c.cue);
        c.relation == relation
            && c.modality == Modality::Asserted
            && !c.mutual
            && c.confidence >= 0.6
            && there <= here
            && here - there <= REACH
    })?;
    Some(told.source.found)
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
