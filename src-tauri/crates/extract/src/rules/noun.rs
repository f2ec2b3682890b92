//! A noun for an act, with its actors around it: "Russia's invasion of Ukraine", "the alliance
//! between A and B", "imposed sanctions on Iran", "Syria, an ally of Iran".

use std::collections::BTreeSet;

use lexicon::{Cue, Frame as CueFrame, Slot};
use syntax::{Pos, Relation};

use super::{Frame, targets};
use crate::mentions::Scene;
use crate::slots::{Part, Role};

pub(crate) fn read<'s>(scene: &'s Scene<'_>, passage: usize, t: usize) -> Option<Frame<'s>> {
    if !matches!(scene.token(passage, t).pos, Pos::Noun | Pos::Propn)
        || scene.mention_at(passage, t).is_some()
    {
        return None;
    }
    let own = scene.lemma(passage, t);
    // A cue of two words has its head last: "joint exercise". Its first word hangs on it.
    let parse = scene.parse(passage);
    let before = parse.children(t).filter(|&c| {
        matches!(parse.tokens[c].relation, Relation::Amod | Relation::Compound | Relation::Nmod) && c < t
    });
    for modifier in before {
        let first = scene.lemma(passage, modifier);
        let senses = scene.lexicon.cues(&first).iter();
        for sense in senses.filter(|c| c.frame == CueFrame::Noun && c.words.len() == 2 && c.words[1] == own) {
            if let Some(frame) = attempt(scene, passage, t, sense, BTreeSet::from([modifier, t])) {
                return Some(frame);
            }
        }
    }
    let senses = scene.lexicon.cues(&own).iter().filter(|c| c.frame == CueFrame::Noun && c.words.len() == 1);
    senses.filter_map(|sense| attempt(scene, passage, t, sense, BTreeSet::from([t]))).next()
}

fn attempt<'s>(
    scene: &'s Scene<'_>,
    passage: usize,
    t: usize,
    sense: &'s Cue,
    words: BTreeSet<usize>,
) -> Option<Frame<'s>> {
    let named = if sense.mutual { partners(scene, passage, t) } else { vec![] };
    let (sources, lent, source_slot) = match named.len() {
        2.. => (named, false, "between them"),
        _ => sources(scene, passage, t, sense),
    };
    // "imposed sanctions on Iran": the preposition may hang on the verb.
    let verb = scene.parse(passage).head(t).filter(|&v| lent && scene.is_verb(passage, v));
    let anchors: Vec<usize> = std::iter::once(t).chain(verb).collect();
    let (mut targets, target_slot) = targets(scene, passage, &anchors, &sense.target);
    targets.retain(|target| !sources.iter().any(|s| s.found == target.found));
    if sources.is_empty() || (targets.is_empty() && !(sense.mutual && sources.len() > 1)) {
        return None;
    }
    let held = scene.held_noun(passage, t, lent);
    Some(Frame {
        passage,
        cue: t,
        words,
        sense,
        sources,
        targets,
        held,
        confidence: 0.8,
        reader: "noun",
        slots: (source_slot, target_slot),
    })
}

/// Both sides of a mutual noun: "between A and B", "A-B", "of A and B".
fn partners(scene: &Scene<'_>, passage: usize, t: usize) -> Vec<Part> {
    for prep in ["between", "among"] {
        let between = scene.prep_parts(passage, t, prep, Role::Source);
        if between.len() > 1 {
            return between;
        }
    }
    let names = scene.possessors(passage, t);
    if names.len() > 1 {
        return names;
    }
    let of = scene.prep_parts(passage, t, "of", Role::Source);
    if of.len() > 1 && names.is_empty() { of } else { vec![] }
}

/// The source, and whether a governing verb lends it.
fn sources(scene: &Scene<'_>, passage: usize, t: usize, sense: &Cue) -> (Vec<Part>, bool, &'static str) {
    for slot in &sense.source {
        let (parts, lent, name) = match slot {
            Slot::Possessor => (scene.possessors(passage, t), false, "possessor"),
            Slot::Subject => (scene.light_subjects(passage, t, 6), true, "subject of its verb"),
            Slot::Preposition(prep) => (scene.prep_parts(passage, t, prep, Role::Source), false, "agent"),
            _ => (vec![], false, ""),
        };
        if !parts.is_empty() {
            return (parts, lent, name);
        }
    }
    (vec![], false, "")
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check;

    #[test]
    fn acts_named_by_nouns() {
        check("Russia's invasion of Ukraine shocked the world.", "RUS attacks UKR");
        check("The Israel-Hamas war goes on.", "HAMAS attacks ISR; ISR attacks HAMAS");
        check("Talks between India and Pakistan ended on Friday.", "IND consults PAK; PAK consults IND");
        check("The United States imposed sanctions on Iran.", "USA sanctions IRN");
        check("Syria, an ally of Iran, stayed away.", "SYR allied_with IRN");
    }

    #[test]
    fn a_name_alone_is_no_act() {
        check("The war cost France dearly.", "");
        check("Talks about the budget of France began.", "");
    }
}
