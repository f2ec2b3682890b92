//! The analysis of a text, and walks over its trees.

use std::ops::Range;

use crate::labels::{NameKind, Pos, Relation, Tag};

/// A token: a word, a mark, or white space beyond the one space that separates words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte in the text that was parsed.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// One space follows that belongs to no token.
    pub space_after: bool,
    /// The token is white space.
    pub is_space: bool,
    /// Fine tag.
    pub tag: Tag,
    /// Universal tag.
    pub pos: Pos,
    /// Morphology in Universal Dependencies' form, as `Number=Sing|Person=3`; empty if there is none.
    pub morph: &'static str,
    /// Relation to the head.
    pub relation: Relation,
    /// Index of the head among the tokens; a root heads itself.
    pub head: usize,
    /// The token starts a sentence.
    pub sent_start: bool,
    /// The kind of the name that the token is part of.
    pub name: Option<NameKind>,
    /// The token is the first of its name.
    pub name_start: bool,
    /// Place of the lemma in the parse's own text.
    pub(crate) lemma: (u32, u32),
}

impl Token {
    /// The token's bytes.
    pub fn span(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The token's text, cut from the text that was parsed.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }
}

/// A name: a run of tokens, and what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Indices of its tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: NameKind,
}

/// The analysis of a text: its tokens, their trees and the names among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parse {
    /// The tokens in order. Each starts where the last ended, or one space later.
    pub tokens: Vec<Token>,
    lemmas: String,
    names: Vec<Name>,
    sentences: Vec<Range<usize>>,
    /// Children of token i: `children[first_child[i]..first_child[i + 1]]`, in order.
    first_child: Vec<u32>,
    children: Vec<u32>,
    /// Outermost token of each subtree on either side.
    edges: Vec<(u32, u32)>,
}

impl Parse {
    /// From analysed tokens, the text their lemmas lie in, and the names in order.
    pub(crate) fn new(tokens: Vec<Token>, lemmas: String, names: Vec<Name>) -> Self {
        let mut parse = Self { tokens, lemmas, names, ..Self::default() };
        parse.link_children();
        parse.find_edges();
        let starts: Vec<usize> = (0..parse.len()).filter(|&i| i == 0 || parse.tokens[i].sent_start).collect();
        let ends = starts.iter().skip(1).copied().chain([parse.len()]);
        parse.sentences = starts.iter().copied().zip(ends).map(|(a, b)| a..b).collect();
        parse
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The lemma of token `i`.
    pub fn lemma(&self, i: usize) -> &str {
        let (from, to) = self.tokens[i].lemma;
        &self.lemmas[from as usize..to as usize]
    }

    /// The sentences, as ranges of tokens that tile the parse.
    pub fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// The sentence that token `i` lies in, as a range of tokens.
    pub fn sentence_of(&self, i: usize) -> Range<usize> {
        let after = self.sentences.partition_point(|s| s.start <= i);
        self.sentences[after - 1].clone()
    }

    /// The names, in order; they do not overlap.
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// Head of token `i`, or none if it is a root.
    pub fn head(&self, i: usize) -> Option<usize> {
        Some(self.tokens[i].head).filter(|&h| h != i)
    }

    /// Tokens whose head is `i`, in order.
    pub fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = self.first_child[i] as usize..self.first_child[i + 1] as usize;
        self.children[range].iter().map(|&c| c as usize)
    }

    /// Children of `i` in the given relation, in order.
    pub fn children_by(&self, i: usize, relation: Relation) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children(i).filter(move |&c| self.tokens[c].relation == relation)
    }

    /// First token of the subtree of `i`.
    pub fn left_edge(&self, i: usize) -> usize {
        self.edges[i].0 as usize
    }

    /// Last token of the subtree of `i`.
    pub fn right_edge(&self, i: usize) -> usize {
        self.edges[i].1 as usize
    }

    /// Tokens from the first to the last of the subtree of `i`. Where arcs cross, others may lie between.
    pub fn subtree_span(&self, i: usize) -> Range<usize> {
        self.left_edge(i)..self.right_edge(i) + 1
    }

    /// Tokens of the subtree of `i`, itself included, in order.
    pub fn subtree(&self, i: usize) -> Vec<usize> {
        let mut found = vec![i];
        let mut at = 0;
        while at < found.len() {
            found.extend(self.children(found[at]));
            at += 1;
        }
        found.sort_unstable();
        found
    }

    /// Heads of `i`, from its own up to the root.
    pub fn ancestors(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(i), |&h| self.head(h))
    }

    /// Whether `ancestor` lies above `i`.
    pub fn is_ancestor(&self, ancestor: usize, i: usize) -> bool {
        self.ancestors(i).any(|a| a == ancestor)
    }

    /// The root of the tree that `i` is in.
    pub fn root(&self, i: usize) -> usize {
        self.ancestors(i).last().unwrap_or(i)
    }

    /// The tree's path from `from` to `to`, both included, and the place of its highest token in it; none if the two
    /// are in different trees.
    ///
    /// In `China [nsubj] condemned [ROOT] the attack [dobj]` the path from `China` to `attack` is
    /// `[China, condemned, attack]` with the highest at 1.
    pub fn path(&self, from: usize, to: usize) -> Option<(Vec<usize>, usize)> {
        let up: Vec<usize> = std::iter::once(from).chain(self.ancestors(from)).collect();
        let down: Vec<usize> = std::iter::once(to).chain(self.ancestors(to)).collect();
        let shared = up.iter().rev().zip(down.iter().rev()).take_while(|(a, b)| a == b).count();
        if shared == 0 {
            return None;
        }
        let top = up.len() - shared;
        let mut path = up[..=top].to_vec();
        path.extend(down[..down.len() - shared].iter().rev());
        Some((path, top))
    }

    /// The other members of the coordination that `i` is in, in order: `a`, `b` and `c` for any of `a, b and c`.
    pub fn conjuncts(&self, i: usize) -> Vec<usize> {
        let mut first = i;
        while self.tokens[first].relation == Relation::Conj && self.tokens[first].head != first {
            first = self.tokens[first].head;
        }
        let mut all = vec![first];
        let mut at = 0;
        while at < all.len() {
            all.extend(self.children_by(all[at], Relation::Conj));
            at += 1;
        }
        all.retain(|&c| c != i);
        all.sort_unstable();
        all
    }

    fn link_children(&mut self) {
        let n = self.tokens.len();
        let mut counts = vec![0u32; n + 1];
        let headed = || self.tokens.iter().enumerate().filter(|(i, t)| t.head != *i);
        headed().for_each(|(_, t)| counts[t.head + 1] += 1);
        for i in 0..n {
            counts[i + 1] += counts[i];
        }
        let mut next = counts.clone();
        let mut children = vec![0; *counts.last().unwrap_or(&0) as usize];
        for (i, token) in headed() {
            children[next[token.head] as usize] = i as u32;
            next[token.head] += 1;
        }
        (self.first_child, self.children) = (counts, children);
    }

    /// Widens each token's edges by its children's, children first: the order of a breadth-first walk, reversed.
    fn find_edges(&mut self) {
        let n = self.tokens.len();
        let mut order: Vec<usize> = (0..n).filter(|&i| self.tokens[i].head == i).collect();
        let mut at = 0;
        while at < order.len() {
            order.extend(self.children(order[at]));
            at += 1;
        }
        let mut edges: Vec<(u32, u32)> = (0..n as u32).map(|i| (i, i)).collect();
        for &i in order.iter().rev() {
            let (own, head) = (edges[i], &mut edges[self.tokens[i].head]);
            *head = (head.0.min(own.0), head.1.max(own.1));
        }
        self.edges = edges;
    }
}
