//! Finding the lexicon's names in a text.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;
use text::Span;

use crate::{LexiconError, NameUse};

/// What a form of the lexicon refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    /// Index of an entry, and how the form names it.
    Actor(u32, NameUse),
    /// Looks like an actor's name and is none.
    NotActor,
}

/// A place where a text holds a form of the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    pub span: Span,
    pub reference: Reference,
}

/// All forms, ready to be looked for at once.
#[derive(Debug)]
pub(crate) struct Forms {
    automaton: AhoCorasick,
    references: Vec<Reference>,
}

impl Forms {
    /// Builds from each form's reference. Where two entries share a form, the caller has chosen.
    pub(crate) fn new(forms: &BTreeMap<String, Reference>) -> Result<Self, LexiconError> {
        let automaton = AhoCorasick::new(forms.keys()).map_err(|e| LexiconError::Automaton(e.to_string()))?;
        Ok(Forms { automaton, references: forms.values().copied().collect() })
    }

    /// Whole words only, case-sensitive, the longest at each place, none overlapping, in order.
    /// Time is linear in the text and the number of matches.
    pub(crate) fn find(&self, text: &str) -> Vec<Match> {
        let mut all: Vec<Match> = self
            .automaton
            .find_overlapping_iter(text)
            .filter(|m| is_whole(text, m.start(), m.end()))
            .map(|m| Match {
                span: Span::new(m.start(), m.end()),
                reference: self.references[m.pattern().as_usize()],
            })
            .collect();
        all.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
        let mut end = 0;
        all.retain(|m| {
            let free = m.span.start >= end;
            if free {
                end = m.span.end;
            }
            free
        });
        all
    }
}

/// No letter or digit on either side; a form that ends in a full stop may be followed by a letter
/// only after a space.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    !before.is_some_and(word) && !after.is_some_and(word)
}
