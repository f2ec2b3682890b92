//! Python's regular expressions, as far as the tokenizer's tables use them.
//!
//! The converter parses each expression with Python's own parser and writes a tree; this matcher walks the tree
//! with Python's rules (leftmost start, first alternative, greedy repeats, backtracking), so that the tables need no
//! retyping and no translation into another dialect. Positions count characters.

use std::sync::Arc;

use serde_json::Value;

use crate::chars::CharSet;

/// Repeats of a group that has no upper bound. The tables have one such group, the labels of a host name, of which the
/// domain name system allows no more; each repeat costs stack.
const MOST_REPEATS: usize = 127;

/// A compiled expression.
pub(crate) struct Expression {
    root: Node,
    sets: Arc<[CharSet]>,
    first: First,
    /// Longest match in characters, repeats without a bound left out.
    width: usize,
    /// Characters that are repeated without a bound.
    repeated: Vec<char>,
}

enum Node {
    Literal(char),
    Set(usize),
    Sequence(Vec<Node>),
    Choice(Vec<(First, Node)>),
    Repeat { min: usize, max: usize, inner: Box<Node> },
    Look { behind: Option<usize>, negated: bool, inner: Box<Node> },
    Begin,
    End,
}

/// Which characters a match can start with; `empty` when it can be empty or start with a look-around.
#[derive(Clone, Copy, Default)]
struct First {
    ascii: u128,
    wide: bool,
    empty: bool,
}

impl First {
    fn admits(self, next: Option<&char>) -> bool {
        self.empty
            || match next {
                None => false,
                Some(&c) if (c as u32) < 128 => self.ascii >> (c as u32) & 1 == 1,
                Some(_) => self.wide,
            }
    }

    fn or(self, other: First) -> First {
        First {
            ascii: self.ascii | other.ascii,
            wide: self.wide || other.wide,
            empty: self.empty || other.empty,
        }
    }
}

impl Expression {
    /// From the converter's tree; `sets` are the numbered classes it refers to.
    pub(crate) fn new(tree: &Value, sets: &Arc<[CharSet]>) -> Self {
        let root = node(tree, sets);
        let first = first(&root, sets);
        let width = width(&root);
        let mut repeated = vec![];
        find_repeated(&root, &mut repeated);
        Self { root, sets: Arc::clone(sets), first, width, repeated }
    }

    /// Where the match that starts at `start` ends, if there is one.
    pub(crate) fn match_at(&self, text: &[char], start: usize) -> Option<usize> {
        if !self.first.admits(text.get(start)) {
            return None;
        }
        let mut end = None;
        self.walk(&self.root, text, start, &mut |at| {
            end = Some(at);
            true
        });
        end
    }

    /// The leftmost match at or after `from`.
    pub(crate) fn search(&self, text: &[char], from: usize) -> Option<(usize, usize)> {
        (from..text.len()).find_map(|start| self.match_at(text, start).map(|end| (start, end)))
    }

    /// The leftmost match that ends with the text, for an expression each of whose alternatives is bound to the end.
    /// Looks back only as far as such a match can reach, and over a final run of a character that an alternative
    /// repeats without a bound: constant time on most long texts instead of linear.
    pub(crate) fn search_suffix(&self, text: &[char]) -> Option<usize> {
        let last = text.last()?;
        let run = if self.repeated.contains(last) {
            text.iter().rev().take_while(|c| *c == last).count()
        } else {
            1
        };
        let from = (text.len() - run).min(text.len().saturating_sub(self.width));
        self.search(text, from).map(|(start, _)| start)
    }

    fn walk(&self, node: &Node, text: &[char], at: usize, next: &mut dyn FnMut(usize) -> bool) -> bool {
        match node {
            Node::Literal(c) => text.get(at) == Some(c) && next(at + 1),
            Node::Set(set) => text.get(at).is_some_and(|&c| self.sets[*set].contains(c)) && next(at + 1),
            Node::Sequence(nodes) => self.sequence(nodes, text, at, next),
            Node::Choice(branches) => branches
                .iter()
                .any(|(first, branch)| first.admits(text.get(at)) && self.walk(branch, text, at, next)),
            Node::Repeat { min, max, inner } => match single(inner) {
                Some(unit) => self.repeat_single(unit, *min, *max, text, at, next),
                None => self.repeat(inner, *min, *max, text, at, next),
            },
            Node::Look { behind, negated, inner } => {
                let start = match behind {
                    None => Some(at),
                    Some(width) => at.checked_sub(*width),
                };
                let found = start.is_some_and(|start| self.walk(inner, text, start, &mut |_| true));
                found != *negated && next(at)
            }
            Node::Begin => at == 0 && next(at),
            Node::End => at == text.len() && next(at),
        }
    }

    fn sequence(
        &self,
        nodes: &[Node],
        text: &[char],
        at: usize,
        next: &mut dyn FnMut(usize) -> bool,
    ) -> bool {
        match nodes {
            [] => next(at),
            [only] => self.walk(only, text, at, next),
            [head, tail @ ..] => self.walk(head, text, at, &mut |at| self.sequence(tail, text, at, next)),
        }
    }

    /// A repeat of one character: counted, not recursed into, so that a long run costs no stack.
    fn repeat_single(
        &self,
        unit: &Node,
        min: usize,
        max: usize,
        text: &[char],
        at: usize,
        next: &mut dyn FnMut(usize) -> bool,
    ) -> bool {
        let fits = |c: &&char| match unit {
            Node::Set(set) => self.sets[*set].contains(**c),
            Node::Literal(literal) => literal == *c,
            _ => false,
        };
        let count = text[at..].iter().take(max).take_while(fits).count();
        (min..=count).rev().any(|n| next(at + n))
    }

    fn repeat(
        &self,
        inner: &Node,
        min: usize,
        max: usize,
        text: &[char],
        at: usize,
        next: &mut dyn FnMut(usize) -> bool,
    ) -> bool {
        let more = max > 0
            && self.walk(inner, text, at, &mut |to| {
                to > at && self.repeat(inner, min.saturating_sub(1), max - 1, text, to, next)
            });
        more || (min == 0 && next(at))
    }
}

/// The one-character node inside, looking through sequences of one.
fn single(node: &Node) -> Option<&Node> {
    match node {
        Node::Literal(_) | Node::Set(_) => Some(node),
        Node::Sequence(nodes) => match nodes.as_slice() {
            [only] => single(only),
            _ => None,
        },
        _ => None,
    }
}

fn node(tree: &Value, sets: &Arc<[CharSet]>) -> Node {
    let part = |i: usize| &tree[i];
    let number = |i: usize| tree[i].as_i64().expect("a number");
    let nodes = |i: usize| tree[i].as_array().expect("a list").iter().map(|t| node(t, sets));
    match tree[0].as_str().expect("a node's name") {
        "lit" => Node::Literal(char::from_u32(number(1) as u32).expect("a character")),
        "set" => Node::Set(number(1) as usize),
        "seq" => Node::Sequence(nodes(1).collect()),
        "alt" => Node::Choice(nodes(1).map(|n| (first(&n, sets), n)).collect()),
        "rep" => {
            let inner = Box::new(node(part(3), sets));
            let unbounded = if single(&inner).is_some() { usize::MAX } else { MOST_REPEATS };
            Node::Repeat {
                min: number(1) as usize,
                max: usize::try_from(number(2)).unwrap_or(unbounded),
                inner,
            }
        }
        "look" => Node::Look {
            behind: (number(1) < 0).then(|| number(3) as usize),
            negated: part(2).as_bool().expect("a flag"),
            inner: Box::new(node(part(4), sets)),
        },
        "begin" => Node::Begin,
        "end" => Node::End,
        other => panic!("the tokenizer's tables hold an unknown node {other}"),
    }
}

fn first(node: &Node, sets: &[CharSet]) -> First {
    match node {
        Node::Literal(c) if (*c as u32) < 128 => First { ascii: 1 << (*c as u32), ..First::default() },
        Node::Literal(_) => First { wide: true, ..First::default() },
        Node::Set(set) => First { ascii: sets[*set].ascii(), wide: true, empty: false },
        Node::Sequence(nodes) => {
            let mut all = First { empty: true, ..First::default() };
            for node in nodes {
                let next = first(node, sets);
                all = First { empty: next.empty, ..all.or(next) };
                if !next.empty {
                    break;
                }
            }
            all
        }
        Node::Choice(branches) => branches.iter().fold(First::default(), |all, (one, _)| all.or(*one)),
        Node::Repeat { min, inner, .. } => {
            let one = first(inner, sets);
            First { empty: one.empty || *min == 0, ..one }
        }
        Node::Look { .. } | Node::Begin | Node::End => First { empty: true, ..First::default() },
    }
}

fn width(node: &Node) -> usize {
    match node {
        Node::Literal(_) | Node::Set(_) => 1,
        Node::Sequence(nodes) => nodes.iter().map(width).sum(),
        Node::Choice(branches) => branches.iter().map(|(_, n)| width(n)).max().unwrap_or(0),
        Node::Repeat { min, max, inner } => width(inner) * if *max >= MOST_REPEATS { *min } else { *max },
        Node::Look { .. } | Node::Begin | Node::End => 0,
    }
}

fn find_repeated(node: &Node, found: &mut Vec<char>) {
    match node {
        Node::Sequence(nodes) => nodes.iter().for_each(|n| find_repeated(n, found)),
        Node::Choice(branches) => branches.iter().for_each(|(_, n)| find_repeated(n, found)),
        Node::Repeat { max, inner, .. } => match single(inner) {
            Some(Node::Literal(c)) if *max == usize::MAX => found.push(*c),
            _ => find_repeated(inner, found),
        },
        _ => {}
    }
}
