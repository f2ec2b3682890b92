//! A verb whose subject is known and whose target stands deeper than its slots: "agreed to lay down
//! their weapons in Lebanon". Such a stance is doubtful: it is kept, and not shown by default.

use std::collections::BTreeSet;

use lexicon::{Cue, Frame as CueFrame, Relation as Kind, WordClass};
use syntax::Relation;

use super::{Frame, bare};
use crate::mentions::Scene;
use crate::slots::{Part, Via};

/// How sure a reading of this kind is.
const CONFIDENCE: f32 = 0.4;

/// Claims of a cue at `t` with its nearest mention below, where no rule has read it.
pub(crate) fn read<'s>(scene: &'s Scene<'_>, passage: usize, t: usize) -> Option<Frame<'s>> {
    if !scene.is_verb(passage, t) {
        return None;
    }
    let lemma = scene.lemma(passage, t);
    let mut senses = scene.lexicon.cues(&lemma).iter().filter(|c| c.frame == CueFrame::Verb && !c.mutual);
    let cue = senses.find_map(|s| super::verb::words_of(scene, passage, t, s).map(|w| (s, w)));
    let (sense, words) = cue.or_else(|| undertaking(scene, passage, t).map(|s| (s, BTreeSet::from([t]))))?;
    let sources: Vec<Part> = scene.subjects(passage, t);
    let first = sources.first()?;
    let target = nearest_below(scene, passage, t, scene.found[first.found].actor)?;
    Some(Frame {
        passage,
        cue: t,
        words,
        sense,
        sources,
        targets: vec![Part { found: target, via: Via::Owner }],
        held: scene.held(passage, t),
        confidence: CONFIDENCE + 0.1,
        reader: "loose",
        slots: ("subject", "somewhere below the verb".to_owned()),
    })
}

/// What is agreed to or refused without a cue of its own: "agreed to lay down its weapons".
static PROMISE: Cue = bare(Kind::AgreesWith);
static REFUSAL: Cue = bare(Kind::Rejects);

/// A verb or "is ready" with an infinitive, by which somebody undertakes or refuses something.
fn undertaking(scene: &Scene<'_>, passage: usize, t: usize) -> Option<&'static Cue> {
    let parse = scene.parse(passage);
    let ready = parse.children_by(t, Relation::Acomp).next();
    let word = ready.unwrap_or(t);
    parse.children_by(word, Relation::Xcomp).next()?;
    let lemma = scene.lemma(passage, word);
    if scene.lexicon.is(WordClass::TurnDown, &lemma) {
        return Some(&REFUSAL);
    }
    let undertakes =
        scene.lexicon.is(WordClass::Promise, &lemma) || matches!(lemma.as_str(), "ready" | "willing");
    undertakes.then_some(&PROMISE)
}

/// The mention fewest steps below the verb that is not the source, not in a clause of its own.
fn nearest_below(scene: &Scene<'_>, passage: usize, t: usize, source: usize) -> Option<usize> {
    let parse = scene.parse(passage);
    let mut seen = BTreeSet::from([t]);
    let mut level = vec![t];
    for _ in 0..6 {
        let mut next = Vec::new();
        for &at in &level {
            let below = parse.children(at).filter(|&c| {
                let relation = parse.tokens[c].relation;
                let aside = matches!(
                    relation,
                    Relation::Nsubj
                        | Relation::Nsubjpass
                        | Relation::Agent
                        | Relation::Conj
                        | Relation::Parataxis
                );
                !(at == t && aside)
            });
            next.extend(below.filter(|c| seen.insert(*c)));
        }
        next.sort_unstable();
        let found = next.iter().filter_map(|&c| scene.mention_at(passage, c));
        if let Some(m) = found
            .into_iter()
            .find(|&m| scene.cast.speaks_for(scene.found[m].actor) != scene.cast.speaks_for(source))
        {
            return Some(m);
        }
        level = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check;

    #[test]
    fn doubtful_readings_are_not_shown() {
        check("France praised the weather of the coast near Lebanon.", "");
    }
}
