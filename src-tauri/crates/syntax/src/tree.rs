//! From the parser's arcs to a tree: lifted arcs put back, sentence starts.
//!
//! Source: spaCy 3.8, `spacy/tokens/doc.pyx` (`set_children_from_heads`), `_parser_internals/nonproj.pyx`.

use crate::labels::Relation;

/// Words a search for a lifted arc's own head visits at most; real sentences need a few dozen.
const VISITED: usize = 4096;

/// Rounds of widening edges, as upstream does at most.
const ROUNDS: usize = 12;

/// A word's place in the tree. `head` counts from the window's first word; a root heads itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arc {
    pub(crate) head: u32,
    pub(crate) relation: Relation,
    pub(crate) lifted_from: Option<Relation>,
    pub(crate) starts: bool,
}

/// Outermost descendants of each word, and buffers.
#[derive(Default)]
pub(crate) struct Edges {
    left: Vec<u32>,
    right: Vec<u32>,
    starts: Vec<bool>,
    queue: Vec<u32>,
}

/// Gives every lifted arc its own head: the first word below the present head that has the named relation,
/// searched breadth first. `spaces` tells which words are white space.
pub(crate) fn reattach(arcs: &mut [Arc], spaces: &[bool], edges: &mut Edges) {
    if arcs.iter().all(|a| a.lifted_from.is_none()) {
        return;
    }
    widen(arcs, edges);
    for i in 0..arcs.len() {
        if let Some(wanted) = arcs[i].lifted_from {
            arcs[i].head = own_head(arcs, spaces, edges, i, wanted);
            arcs[i].lifted_from = None;
        }
    }
}

fn own_head(arcs: &[Arc], spaces: &[bool], edges: &mut Edges, word: usize, wanted: Relation) -> u32 {
    let Edges { left, right, queue, .. } = edges;
    queue.clear();
    queue.push(arcs[word].head);
    let mut at = 0;
    while at < queue.len() && at < VISITED {
        let parent = queue[at];
        at += 1;
        for child in left[parent as usize]..=right[parent as usize] {
            let arc = &arcs[child as usize];
            if child == parent || arc.head != parent || spaces[child as usize] || child as usize == word {
                continue;
            }
            if arc.relation == wanted && arc.lifted_from.is_none() {
                return child;
            }
            queue.push(child);
        }
    }
    arcs[word].head
}

/// Marks the first word of each root's span as a sentence start.
pub(crate) fn sentence_starts(arcs: &mut [Arc], edges: &mut Edges) {
    widen(arcs, edges);
    arcs.iter_mut().for_each(|a| a.starts = false);
    for i in 0..arcs.len() {
        if arcs[i].head as usize == i {
            arcs[edges.left[i] as usize].starts = true;
        }
    }
}

/// Computes the edges, again until no head lies outside its sentence (arcs may cross) or the rounds are spent.
fn widen(arcs: &[Arc], edges: &mut Edges) {
    let n = arcs.len();
    edges.left.clear();
    edges.left.extend(0..n as u32);
    edges.right.clear();
    edges.right.extend(0..n as u32);
    for _ in 0..ROUNDS {
        for i in (0..n).chain((0..n).rev()) {
            let head = arcs[i].head as usize;
            edges.left[head] = edges.left[head].min(edges.left[i]);
            edges.right[head] = edges.right[head].max(edges.right[i]);
        }
        if heads_within_sentences(arcs, edges) {
            break;
        }
    }
}

fn heads_within_sentences(arcs: &[Arc], edges: &mut Edges) -> bool {
    let n = arcs.len();
    edges.starts.clear();
    edges.starts.resize(n, false);
    for (i, arc) in arcs.iter().enumerate() {
        if arc.head as usize == i {
            edges.starts[edges.left[i] as usize] = true;
        }
    }
    let mut start = 0;
    for end in 1..n {
        if edges.starts[end] || end == n - 1 {
            // The end itself counts as inside, as upstream has it.
            if arcs[start..end].iter().any(|a| (a.head as usize) < start || a.head as usize > end) {
                return false;
            }
            start = end;
        }
    }
    true
}
