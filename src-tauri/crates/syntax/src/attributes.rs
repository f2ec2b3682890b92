//! The attribute rules: from fine tags, words and relations to universal tags, morphology and some lemmas.
//!
//! Source: spaCy 3.8, `spacy/pipeline/attributeruler.py`. All rules look at the words as tagged and parsed; later
//! rules overrule earlier ones.

use crate::labels::{Pos, Relation, Tag};
use crate::lexicon::Lexis;
use crate::rules::{Assigned, Rules, TokenPattern};

/// Index of a morphological description in [`Attributes::morphs`].
pub(crate) type MorphId = u8;

/// The compiled rules.
pub(crate) struct Attributes {
    rules: Vec<Rule>,
    /// By tag: the rules that could match at a word, in order.
    by_tag: Vec<Vec<u16>>,
    /// Descriptions in UD's form; the first is empty.
    pub(crate) morphs: Vec<&'static str>,
    /// Lemmas that rules give.
    pub(crate) lemmas: Vec<&'static str>,
}

struct Rule {
    own: Pattern,
    /// A condition on the word before or after.
    neighbour: Option<(isize, Pattern)>,
    sets: Sets,
}

/// Conditions on a word; sets are bits.
struct Pattern {
    tags: u64,
    relations: u64,
    space: Option<bool>,
    words: Option<Vec<bool>>,
}

#[derive(Clone, Copy)]
struct Sets {
    tag: Option<Tag>,
    pos: Option<Pos>,
    relation: Option<Relation>,
    morph: Option<MorphId>,
    lemma: Option<u16>,
}

/// What the rules look at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    pub(crate) tag: Tag,
    pub(crate) relation: Relation,
    pub(crate) rule_word: Option<u16>,
    pub(crate) is_space: bool,
}

/// What the rules say of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) tag: Tag,
    pub(crate) pos: Pos,
    pub(crate) relation: Relation,
    pub(crate) morph: MorphId,
    /// Index in [`Attributes::lemmas`].
    pub(crate) lemma: Option<u16>,
}

impl Attributes {
    pub(crate) fn new(rules: &Rules, lexis: &Lexis) -> Self {
        let mut compiled = Self { rules: vec![], by_tag: vec![], morphs: vec![""], lemmas: vec![] };
        for rule in &rules.attribute_rules {
            let patterns: Vec<Pattern> = rule.tokens.iter().map(|t| Pattern::new(t, lexis)).collect();
            let sets = compiled.sets(&rule.set);
            let mut patterns = patterns.into_iter().enumerate();
            let (mut own, mut neighbour) = (None, None);
            for (i, pattern) in &mut patterns {
                if i == rule.index {
                    own = Some(pattern);
                } else {
                    neighbour = Some((i as isize - rule.index as isize, pattern));
                }
            }
            let own = own.expect("a rule sets attributes of a word it names");
            compiled.rules.push(Rule { own, neighbour, sets });
        }
        compiled.by_tag = Tag::ALL
            .iter()
            .map(|&tag| {
                (0..compiled.rules.len() as u16)
                    .filter(|&r| compiled.rules[r as usize].own.tags >> tag as u8 & 1 == 1)
                    .collect()
            })
            .collect();
        compiled
    }

    fn sets(&mut self, set: &Assigned) -> Sets {
        let morph =
            set.morph.as_deref().map(|m| intern(&mut self.morphs, if m == "_" { "" } else { m }) as MorphId);
        let lemma = set.lemma.as_deref().map(|l| intern(&mut self.lemmas, l) as u16);
        Sets {
            tag: set.tag.as_deref().and_then(Tag::from_label),
            pos: set.pos.as_deref().and_then(Pos::from_label),
            relation: set.dep.as_deref().and_then(Relation::from_label),
            morph,
            lemma,
        }
    }

    /// What the rules say of the word at `at`. O(rules for its tag).
    pub(crate) fn of(&self, words: &[Seen], at: usize) -> Said {
        let own = &words[at];
        let mut said = Said { tag: own.tag, pos: Pos::X, relation: own.relation, morph: 0, lemma: None };
        for &rule in &self.by_tag[own.tag as usize] {
            let Rule { own: pattern, neighbour, sets } = &self.rules[rule as usize];
            let near = |(step, pattern): &(isize, Pattern)| {
                at.checked_add_signed(*step).and_then(|i| words.get(i)).is_some_and(|w| pattern.matches(w))
            };
            if pattern.matches(own) && neighbour.as_ref().is_none_or(near) {
                said = Said {
                    tag: sets.tag.unwrap_or(said.tag),
                    pos: sets.pos.unwrap_or(said.pos),
                    relation: sets.relation.unwrap_or(said.relation),
                    morph: sets.morph.unwrap_or(said.morph),
                    lemma: sets.lemma.or(said.lemma),
                };
            }
        }
        said
    }
}

impl Pattern {
    fn new(token: &TokenPattern, lexis: &Lexis) -> Self {
        let tags =
            bits(token.tag.as_deref(), token.not_tag.as_deref(), |t| Tag::from_label(t).map(|t| t as u8));
        let relations = bits(token.dep.as_deref(), token.not_dep.as_deref(), |r| {
            Relation::from_label(r).map(|r| r as u8)
        });
        let words = token.lower.as_ref().map(|lower| {
            let mut set = vec![false; lexis.rule_word_count()];
            for word in lower {
                set[lexis.rule_word(word).expect("registered with the lexis") as usize] = true;
            }
            set
        });
        Self { tags, relations, space: token.space, words }
    }

    fn matches(&self, word: &Seen) -> bool {
        self.tags >> word.tag as u8 & 1 == 1
            && self.relations >> word.relation as u8 & 1 == 1
            && self.space.is_none_or(|s| s == word.is_space)
            && self.words.as_ref().is_none_or(|set| word.rule_word.is_some_and(|w| set[w as usize]))
    }
}

fn bits(any: Option<&[String]>, none: Option<&[String]>, number: impl Fn(&str) -> Option<u8>) -> u64 {
    let set = |labels: &[String]| labels.iter().filter_map(|l| number(l)).fold(0u64, |b, n| b | 1 << n);
    any.map_or(u64::MAX, set) & !none.map_or(0, set)
}

/// The place of a text in a small table that lives as long as the program, where it is put if new.
fn intern(table: &mut Vec<&'static str>, text: &str) -> usize {
    table.iter().position(|t| *t == text).unwrap_or_else(|| {
        table.push(String::from(text).leak());
        table.len() - 1
    })
}
