//! The rules that read stances from clauses, one file each with its examples.

pub(crate) mod adjective;
pub(crate) mod deed;
pub(crate) mod loose;
pub(crate) mod noun;
pub(crate) mod report;
pub(crate) mod verb;
pub(crate) mod wish;

use std::collections::BTreeSet;

use lexicon::{Cue, Frame as CueFrame, Modality, Relation, Slot};

use crate::mentions::Scene;
use crate::modality::Held;
use crate::slots::{Part, Role, Via};

/// A stance between two mentions, not yet checked against what else the article says.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) passage: usize,
    /// The cue's head, by which order and sentence are told.
    pub(crate) cue: usize,
    /// Tokens of the trigger words.
    pub(crate) words: BTreeSet<usize>,
    pub(crate) source: Part,
    pub(crate) target: Part,
    pub(crate) relation: Relation,
    pub(crate) modality: Modality,
    /// Index of the mention whose word it is.
    pub(crate) speaker: Option<usize>,
    pub(crate) mutual: bool,
    pub(crate) confidence: f32,
    /// The rule's name.
    pub(crate) reader: &'static str,
    /// Slots by which source and target were reached.
    pub(crate) slots: (&'static str, String),
}

/// What a rule found in one place, before sources and targets are paired.
pub(crate) struct Frame<'c> {
    pub(crate) passage: usize,
    pub(crate) cue: usize,
    pub(crate) words: BTreeSet<usize>,
    pub(crate) sense: &'c Cue,
    pub(crate) sources: Vec<Part>,
    pub(crate) targets: Vec<Part>,
    pub(crate) held: Held,
    pub(crate) confidence: f32,
    pub(crate) reader: &'static str,
    pub(crate) slots: (&'static str, String),
}

impl Frame<'_> {
    /// One claim for each pair of a source and a target; a mutual one both ways, among the sources
    /// themselves where no target is named.
    pub(crate) fn claims(&self) -> Vec<Claim> {
        let mut claims = Vec::new();
        if self.sense.mutual && self.targets.is_empty() {
            for (i, a) in self.sources.iter().enumerate() {
                for b in &self.sources[i + 1..] {
                    claims.extend(self.both_ways(*a, *b));
                }
            }
            return claims;
        }
        for source in &self.sources {
            for target in &self.targets {
                if self.sense.mutual {
                    claims.extend(self.both_ways(*source, *target));
                } else {
                    claims.push(self.claim(*source, *target));
                }
            }
        }
        claims
    }

    fn both_ways(&self, a: Part, b: Part) -> [Claim; 2] {
        [self.claim(a, b), self.claim(b, a)]
    }

    fn claim(&self, source: Part, target: Part) -> Claim {
        let (relation, modality) = self.held.apply(self.sense.relation);
        let modality = match self.sense.modality {
            Some(own) if modality == Modality::Asserted => own,
            _ => modality,
        };
        let far = |part: Part| match part.via {
            Via::Direct | Via::Agent => 0.0,
            Via::Owner => 0.1,
        };
        Claim {
            passage: self.passage,
            cue: self.cue,
            words: self.words.clone(),
            source,
            target,
            relation,
            modality,
            speaker: self.held.speaker,
            mutual: self.sense.mutual,
            confidence: self.confidence - far(source) - far(target),
            reader: self.reader,
            slots: self.slots.clone(),
        }
    }
}

/// The first of the slots that is filled beside a noun or adjective, and the slot's name.
/// Prepositions are looked for on each of `anchors`, possessors on the first.
fn targets(scene: &Scene<'_>, passage: usize, anchors: &[usize], slots: &[Slot]) -> (Vec<Part>, String) {
    for slot in slots {
        let (parts, name): (Vec<Part>, _) = match slot {
            Slot::Possessor => (scene.possessors(passage, anchors[0]), "possessor".to_owned()),
            Slot::Preposition(prep) => {
                let behind = anchors.iter().flat_map(|&a| scene.prep_parts(passage, a, prep, Role::Target));
                (behind.collect(), format!("behind “{prep}”"))
            }
            _ => continue,
        };
        if !parts.is_empty() {
            return (parts, name);
        }
    }
    (vec![], String::new())
}

/// A sense without words or slots of its own, for a rule that finds its actors itself.
const fn bare(relation: Relation) -> Cue {
    Cue {
        words: vec![],
        frame: CueFrame::Verb,
        relation,
        source: vec![],
        target: vec![],
        mutual: false,
        modality: None,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use lexicon::Lexicon;
    use syntax::Syntax;
    use text::Article;

    use crate::{Doc, Passage};

    /// Reads one sentence and compares its shown stances, "SRC relation TGT" or
    /// "SRC relation TGT modality", sorted and joined by "; ".
    #[track_caller]
    pub(crate) fn check(sentence: &str, expected: &str) {
        let article = Article::plain(None, sentence);
        let parse = |b: &text::Block| Syntax::load().parse(b.span.of(&article.text));
        let passages = article.blocks.iter().map(|b| Passage { span: b.span, parse: parse(b) }).collect();
        let reading = crate::read(&Doc::new(&article, passages), Lexicon::standard(), &[]);
        let mut got: Vec<String> = reading
            .stances
            .iter()
            .filter(|s| s.is_shown())
            .map(|s| match s.modality {
                lexicon::Modality::Asserted => format!("{} {} {}", s.source, s.relation, s.target),
                other => format!("{} {} {} {}", s.source, s.relation, s.target, other.name()),
            })
            .collect();
        got.sort();
        got.dedup();
        assert_eq!(got.join("; "), expected, "{sentence}");
    }
}
