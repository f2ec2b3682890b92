//! An adjective said of somebody: "Iran is critical of France", "opposed to", "allied with".

use std::collections::BTreeSet;

use lexicon::{Cue, Frame as CueFrame};
use syntax::Relation;

use super::{Frame, targets};
use crate::mentions::Scene;
use crate::slots::{Part, Role};

pub(crate) fn read<'s>(scene: &'s Scene<'_>, passage: usize, t: usize) -> Option<Frame<'s>> {
    let parse = scene.parse(passage);
    let relation = parse.tokens[t].relation;
    if !matches!(relation, Relation::Acomp | Relation::Amod | Relation::Acl | Relation::Conj | Relation::Root)
    {
        return None;
    }
    let senses = scene.lexicon.cues(&scene.lemma(passage, t)).iter();
    let word = scene.lexicon.cues(&scene.lower(passage, t)).iter();
    let mut senses = senses.chain(word).filter(|c| c.frame == CueFrame::Adjective);
    senses.find_map(|sense| attempt(scene, passage, t, sense))
}

fn attempt<'s>(scene: &'s Scene<'_>, passage: usize, t: usize, sense: &'s Cue) -> Option<Frame<'s>> {
    let (sources, verb) = bearer(scene, passage, t);
    let (targets, slot) = targets(scene, passage, &[t], &sense.target);
    if sources.is_empty() || targets.is_empty() {
        return None;
    }
    let held = scene.held(passage, verb.unwrap_or(t));
    Some(Frame {
        passage,
        cue: t,
        words: BTreeSet::from([t]),
        sense,
        sources,
        targets,
        held,
        confidence: 0.8,
        reader: "adjective",
        slots: ("subject", slot),
    })
}

/// Of whom the adjective is said, and the copula.
fn bearer(scene: &Scene<'_>, passage: usize, t: usize) -> (Vec<Part>, Option<usize>) {
    let parse = scene.parse(passage);
    if scene.is_verb(passage, t) && scene.is_passive(passage, t) {
        return (scene.objects(passage, t), Some(t));
    }
    let Some(governor) = parse.head(t) else { return (vec![], None) };
    match parse.tokens[t].relation {
        Relation::Acomp => (scene.subjects(passage, governor), Some(governor)),
        Relation::Conj if !scene.is_verb(passage, governor) => bearer(scene, passage, governor),
        Relation::Amod | Relation::Acl if governor < t => {
            (scene.parts(passage, governor, Role::Source), None)
        }
        _ => (vec![], None),
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check;

    #[test]
    fn said_of_somebody() {
        check("Iran is critical of France.", "IRN criticises FRA");
        check("Germany remains opposed to Russia.", "DEU rejects RUS");
    }

    #[test]
    fn critical_of_nobody() {
        check("The situation in France is critical.", "");
    }
}
