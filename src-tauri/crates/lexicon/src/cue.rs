//! Cues: words that say one actor's stance toward another, and where their actors stand.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::load::{Source, list, rows};
use crate::{LexiconError, Modality, Relation, Unknown};

/// One sense of a verb, noun or adjective.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// Lemmas: the head, then what must stand with it ("call for", "lodge protest").
    pub words: Vec<String>,
    pub frame: Frame,
    pub relation: Relation,
    /// Where the source stands; the first slot that is filled counts.
    pub source: Vec<Slot>,
    /// Where the target stands; the first slot that is filled counts.
    pub target: Vec<Slot>,
    /// Holds both ways.
    pub mutual: bool,
    /// Held as this unless the text says more ("plan an attack": expected).
    pub modality: Option<Modality>,
}

/// The part of speech of a cue's head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frame {
    Verb,
    Noun,
    Adjective,
}

/// A place beside a cue where an actor can stand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// The one who acts: subject, or the agent of a passive.
    Subject,
    /// The direct object, or the subject of a passive.
    Object,
    /// The indirect object ("gave Ukraine tanks").
    Dative,
    /// Behind a preposition ("on", "against").
    Preposition(String),
    /// Possessor or a name before the noun ("Russia's invasion", "US sanctions").
    Possessor,
    /// Subject of a clause that the cue governs ("said that X had lied").
    Clause,
}

impl FromStr for Slot {
    type Err = Unknown;

    fn from_str(word: &str) -> Result<Self, Unknown> {
        Ok(match word {
            "subj" => Slot::Subject,
            "obj" => Slot::Object,
            "dat" => Slot::Dative,
            "poss" => Slot::Possessor,
            "clause" => Slot::Clause,
            p if !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase()) => {
                Slot::Preposition(p.to_owned())
            }
            other => return Err(Unknown { what: "slot", word: other.to_owned() }),
        })
    }
}

impl FromStr for Frame {
    type Err = Unknown;

    fn from_str(word: &str) -> Result<Self, Unknown> {
        match word {
            "verb" => Ok(Frame::Verb),
            "noun" => Ok(Frame::Noun),
            "adj" => Ok(Frame::Adjective),
            other => Err(Unknown { what: "frame", word: other.to_owned() }),
        }
    }
}

/// All cues by their first word.
#[derive(Debug, Default)]
pub(crate) struct Cues {
    by_head: BTreeMap<String, Vec<Cue>>,
}

impl Cues {
    /// Columns: cue words joined by spaces (alternatives of one word by `/`, of the whole by `|`), frame, relation, source slots,
    /// target slots, flags (`mutual`, or a modality).
    pub(crate) fn read(source: &Source) -> Result<Self, LexiconError> {
        let mut by_head: BTreeMap<String, Vec<Cue>> = BTreeMap::new();
        for row in rows(source)? {
            let [words, frame, relation, from, to, flags] = row.take::<6>(source)?;
            let wrong = |e: Unknown| source.error(format!("{words}: {e}"));
            for words in list(words).flat_map(spelled_out) {
                let cue = Cue {
                    words,
                    frame: frame.parse().map_err(wrong)?,
                    relation: relation.parse().map_err(wrong)?,
                    source: list(from).map(str::parse).collect::<Result<_, _>>().map_err(wrong)?,
                    target: list(to).map(str::parse).collect::<Result<_, _>>().map_err(wrong)?,
                    mutual: list(flags).any(|f| f == "mutual"),
                    modality: list(flags)
                        .find(|f| *f != "mutual")
                        .map(str::parse)
                        .transpose()
                        .map_err(wrong)?,
                };
                by_head.entry(cue.words[0].clone()).or_default().push(cue);
            }
        }
        // The sense that asks for most words is tried first.
        by_head.values_mut().for_each(|cues| cues.sort_by_key(|c| std::cmp::Reverse(c.words.len())));
        Ok(Cues { by_head })
    }

    pub(crate) fn of(&self, lemma: &str) -> &[Cue] {
        self.by_head.get(lemma).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Cue> {
        self.by_head.values().flatten()
    }
}

/// "cut/sever tie" as "cut tie" and "sever tie".
fn spelled_out(words: &str) -> Vec<Vec<String>> {
    words.split(' ').fold(vec![vec![]], |done, word| {
        let longer = |start: &Vec<String>| -> Vec<Vec<String>> {
            word.split('/').map(|w| start.iter().cloned().chain([w.to_owned()]).collect()).collect()
        };
        done.iter().flat_map(longer).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_spelled_out() {
        let joined: Vec<_> = spelled_out("cut/sever tie/link").iter().map(|w| w.join(" ")).collect();
        assert_eq!(joined, ["cut tie", "cut link", "sever tie", "sever link"]);
    }

    #[test]
    fn slots_read() {
        assert_eq!("against".parse(), Ok(Slot::Preposition("against".into())));
        assert_eq!("poss".parse(), Ok(Slot::Possessor));
        assert!("On".parse::<Slot>().is_err());
    }
}
