//! The article with its mentions as they are found.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use lexicon::Lexicon;
use syntax::{Parse, Relation, Token};
use text::Span;

use crate::cast::Cast;
use crate::{ActorId, Doc, Mention, MentionKind, Reading, Stance};

/// What rules look at: the parsed article, the lexicon, the cast, and who stands where.
pub(crate) struct Scene<'a> {
    pub(crate) doc: &'a Doc<'a>,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) cast: Cast<'a>,
    pub(crate) found: Vec<Found>,
    /// Per passage and token, the mention that holds it.
    at: Vec<Vec<Option<u32>>>,
    /// Runs of mentions that the text lists: "A, B, C and D".
    lists: Vec<Vec<usize>>,
    /// The list that a mention is in, by mention; it is in one at most.
    list_of: BTreeMap<usize, usize>,
}

/// A mention in the making.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) passage: usize,
    pub(crate) tokens: Range<usize>,
    pub(crate) span: Span,
    pub(crate) actor: usize,
    pub(crate) kind: MentionKind,
    pub(crate) why: String,
    /// The place alone makes the actor part of the cast; a weak one ("Iranian" in "Iranian
    /// carpets", "in Moscow") counts only where a stance uses it.
    pub(crate) strong: bool,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(doc: &'a Doc<'a>, lexicon: &'a Lexicon) -> Self {
        let at = doc.passages.iter().map(|p| vec![None; p.parse.len()]).collect();
        Scene {
            doc,
            lexicon,
            cast: Cast::new(lexicon, doc.article.published),
            found: vec![],
            at,
            lists: vec![],
            list_of: BTreeMap::new(),
        }
    }

    pub(crate) fn parse(&self, passage: usize) -> &'a Parse {
        &self.doc.passages[passage].parse
    }

    pub(crate) fn token(&self, passage: usize, token: usize) -> &'a Token {
        &self.parse(passage).tokens[token]
    }

    /// The token's lemma in lower case.
    pub(crate) fn lemma(&self, passage: usize, token: usize) -> String {
        self.parse(passage).lemma(token).to_lowercase()
    }

    /// The token's words in lower case.
    pub(crate) fn lower(&self, passage: usize, token: usize) -> String {
        self.doc.word(passage, token).to_lowercase()
    }

    /// The mention that holds the token.
    pub(crate) fn mention_at(&self, passage: usize, token: usize) -> Option<usize> {
        self.at[passage].get(token).copied().flatten().map(|i| i as usize)
    }

    pub(crate) fn is_free(&self, passage: usize, tokens: Range<usize>) -> bool {
        tokens.clone().all(|t| self.at[passage].get(t).is_some_and(Option::is_none))
    }

    /// The token by which the mention hangs in the tree: the one whose head lies outside.
    pub(crate) fn head_of(&self, passage: usize, tokens: &Range<usize>) -> usize {
        let parse = self.parse(passage);
        let outside = |&t: &usize| parse.head(t).is_none_or(|h| !tokens.contains(&h));
        tokens.clone().rev().find(outside).unwrap_or(tokens.start)
    }

    /// Adds a mention where all its tokens are free; says whether it did.
    pub(crate) fn add(&mut self, passage: usize, tokens: Range<usize>, actor: usize, how: How) -> bool {
        let span = self.doc.span(passage, tokens.clone());
        self.add_at(passage, tokens, span, actor, how)
    }

    /// The same for a span that need not coincide with its tokens.
    pub(crate) fn add_at(
        &mut self,
        passage: usize,
        tokens: Range<usize>,
        span: Span,
        actor: usize,
        how: How,
    ) -> bool {
        if tokens.is_empty() || !self.is_free(passage, tokens.clone()) {
            return false;
        }
        let index = u32::try_from(self.found.len()).expect("mentions are bounded by the text");
        self.at[passage][tokens.clone()].fill(Some(index));
        let How { kind, why, strong } = how;
        self.found.push(Found { passage, tokens, span, actor, kind, why: why.into_owned(), strong });
        true
    }

    /// Whether the token stands in a place such as "in Moscow", "near the Kremlin".
    pub(crate) fn is_place(&self, passage: usize, head: usize) -> bool {
        let parse = self.parse(passage);
        if parse.tokens[head].relation == Relation::Conj {
            return parse.head(head).is_some_and(|h| self.is_place(passage, h));
        }
        let governor = parse.head(head).filter(|_| parse.tokens[head].relation == Relation::Pobj);
        governor
            .is_some_and(|p| self.lexicon.is(lexicon::WordClass::PlacePreposition, &self.lower(passage, p)))
    }

    /// Finds the lists among the mentions, for where the parser sees appositions in them.
    pub(super) fn find_lists(&mut self) {
        let mut order: Vec<usize> = (0..self.found.len()).collect();
        order.sort_by_key(|&i| (self.found[i].passage, self.found[i].tokens.start));
        let mut lists: Vec<Vec<usize>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut closed = false;
        for pair in order.windows(2) {
            let gap = self.gap(pair[0], pair[1]).filter(|_| !closed);
            let Some(last) = gap else {
                open.clear();
                closed = false;
                continue;
            };
            if open.is_empty() {
                open.push(pair[0]);
            }
            open.push(pair[1]);
            closed = last;
            // Two names with a comma may be a place in a country; a list has three and an "and".
            if closed && open.len() > 2 {
                lists.push(std::mem::take(&mut open));
            }
        }
        let members = lists.iter().enumerate().flat_map(|(list, all)| all.iter().map(move |&m| (m, list)));
        self.list_of = members.collect();
        self.lists = lists;
    }

    /// Whether only a list's marks stand between two mentions, and whether "and" is among them.
    fn gap(&self, a: usize, b: usize) -> Option<bool> {
        let (a, b) = (&self.found[a], &self.found[b]);
        if a.passage != b.passage || b.tokens.start <= a.tokens.end {
            return None;
        }
        let between: Vec<String> = (a.tokens.end..b.tokens.start).map(|t| self.lower(a.passage, t)).collect();
        let mark = |w: &String| {
            matches!(w.as_str(), "," | "and" | "or" | "&" | "the" | "republic" | "state" | "of" | "kingdom")
        };
        let separated = between.iter().any(|w| matches!(w.as_str(), "," | "and" | "or" | "&"));
        (separated && between.len() < 6 && between.iter().all(mark))
            .then(|| between.iter().any(|w| w == "and" || w == "or"))
    }

    /// The others of the list that the mention is in.
    pub(crate) fn listed_with(&self, found: usize) -> impl Iterator<Item = usize> + '_ {
        let list = self.list_of.get(&found).map(|&list| &self.lists[list]);
        list.into_iter().flatten().copied().filter(move |&other| other != found)
    }

    /// The reading: actors that the text makes part of its cast, their mentions, the stances.
    pub(crate) fn into_reading(mut self, mut stances: Vec<Stance>) -> Reading {
        let mut used = vec![false; self.cast.actors().len()];
        for f in self.found.iter().filter(|f| f.strong) {
            used[f.actor] = true;
        }
        let shown = stances.iter().filter(|s| s.is_shown() && s.modality.weight() > 0.0);
        let ends: BTreeSet<&ActorId> = shown.flat_map(|s| [&s.source, &s.target]).collect();
        for (i, actor) in self.cast.actors().iter().enumerate() {
            used[i] |= ends.contains(&actor.id);
        }
        for i in 0..used.len() {
            if used[i] {
                self.cast.chain(i).for_each(|above| used[above] = true);
            }
        }
        self.found.sort_by_key(|f| (f.span.start, f.span.end));
        let doc = self.doc;
        let mentions = self.found.into_iter().filter(|f| used[f.actor]).map(|f| Mention {
            span: f.span,
            sentence: doc.sentence_of(f.passage, f.tokens.start),
            actor: self.cast.get(f.actor).id.clone(),
            kind: f.kind,
            why: f.why,
        });
        let mentions = mentions.collect();
        // A doubtful stance brings nobody onto the map.
        let present: BTreeSet<ActorId> = self
            .cast
            .actors()
            .iter()
            .zip(&used)
            .filter(|(_, used)| **used)
            .map(|(a, _)| a.id.clone())
            .collect();
        stances.retain(|s| present.contains(&s.source) && present.contains(&s.target));
        let mut kept = used.iter();
        let mut actors = self.cast.into_actors();
        actors.retain(|_| *kept.next().unwrap_or(&false));
        actors.sort_by(|a, b| a.id.cmp(&b.id));
        Reading { sentences: doc.sentences.clone(), actors, mentions, stances, ..Reading::default() }
    }
}

/// How a mention was read.
pub(crate) struct How {
    pub(crate) kind: MentionKind,
    pub(crate) why: std::borrow::Cow<'static, str>,
    pub(crate) strong: bool,
}

impl How {
    pub(crate) fn strong(kind: MentionKind, why: impl Into<std::borrow::Cow<'static, str>>) -> Self {
        How { kind, why: why.into(), strong: true }
    }

    pub(crate) fn weak(kind: MentionKind, why: impl Into<std::borrow::Cow<'static, str>>) -> Self {
        How { kind, why: why.into(), strong: false }
    }
}
