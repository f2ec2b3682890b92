//! Who calls for harm to somebody speaks against him: "Poland called for sanctions against Belarus".

use std::collections::BTreeSet;

use lexicon::{Cue, Frame as CueFrame, Modality, Relation as Kind, WordClass};
use syntax::Relation;

use super::{Frame, bare, targets};
use crate::mentions::Scene;
use crate::modality::Held;

/// A call is criticism, whatever is called for.
static CALL: Cue = bare(Kind::Criticises);

pub(crate) fn read<'s>(scene: &'s Scene<'_>, passage: usize, t: usize) -> Option<Frame<'s>> {
    let parse = scene.parse(passage);
    let harm = |c: &&Cue| {
        c.frame == CueFrame::Noun
            && c.words.len() == 1
            && !c.mutual
            && matches!(c.relation, Kind::Sanctions | Kind::Attacks | Kind::Coerces | Kind::Investigates)
    };
    let sense = scene.lexicon.cues(&scene.lemma(passage, t)).iter().find(harm)?;
    let verb = match (parse.tokens[t].relation, parse.head(t)?) {
        (Relation::Dobj, verb) => verb,
        (Relation::Pobj, prep) => parse.head(prep)?,
        _ => return None,
    };
    if !scene.is_verb(passage, verb) || !scene.lexicon.is(WordClass::Ask, &scene.lemma(passage, verb)) {
        return None;
    }
    let (targets, _) = targets(scene, passage, &[t], &sense.target);
    let sources = scene.subjects(passage, verb);
    let held = scene.held(passage, verb);
    let held = Held {
        modality: if held.modality == Modality::AskedFor { Modality::Asserted } else { held.modality },
        ..held
    };
    (!sources.is_empty() && !targets.is_empty()).then(|| Frame {
        passage,
        cue: t,
        words: BTreeSet::from([verb, t]),
        sense: &CALL,
        sources,
        targets,
        held,
        confidence: 0.75,
        reader: "wish",
        slots: ("subject", "called to be harmed".to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check;

    #[test]
    fn calls_for_harm() {
        check("Poland called for sanctions against Belarus.", "POL criticises BLR");
    }

    #[test]
    fn calls_for_good() {
        check("Poland called for elections.", "");
    }
}
