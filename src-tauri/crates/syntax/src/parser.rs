//! The dependency parser: greedy arc-eager transitions with sentence breaks.
//!
//! Source: spaCy 3.8, `spacy/pipeline/_parser_internals/{_state.pxd,arc_eager.pyx,nonproj.pyx}`; Nivre 2003 for the
//! system, Nivre and Nilsson 2005 for the pseudo-projective labels.

use crate::archive::Archive;
use crate::kernel::Lanes;
use crate::labels::Relation;
use crate::step::{StepNetwork, Steps};
use crate::tree::{Arc, Edges, reattach, sentence_starts};

const FEATURES: usize = 8;
const NONE: u32 = u32::MAX;

/// The actions in the network's order, and the network.
pub(crate) struct Parser {
    network: StepNetwork,
    actions: Vec<Action>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Move {
    Shift,
    Reduce,
    Left,
    Right,
    Break,
}

#[derive(Clone, Copy)]
struct Action {
    does: Move,
    label: Label,
}

/// A relation, and for a lifted arc the relation of the head it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) relation: Relation,
    pub(crate) lifted_from: Option<Relation>,
}

/// The words to parse at once: their vectors, which of them are white space, whether more words follow, and whether
/// they are one given sentence that must stay whole.
#[derive(Clone, Copy)]
pub(crate) struct Window<'a> {
    pub(crate) vectors: &'a [f32],
    pub(crate) spaces: &'a [bool],
    pub(crate) more: bool,
    pub(crate) whole: bool,
}

/// The state of one window's parse; one thread keeps one and its buffers.
#[derive(Default)]
pub(crate) struct State {
    length: u32,
    /// The given sentence must stay whole.
    whole: bool,
    stack: Vec<u32>,
    /// Words put back in front of the buffer.
    returned: Vec<u32>,
    next: u32,
    words: Vec<Cell>,
    edges: Edges,
}

/// What the state knows of a word; links of children, the nearest to the end of its side first.
#[derive(Clone, Copy)]
struct Cell {
    head: u32,
    label: Label,
    last_left: u32,
    last_right: u32,
    previous_sibling: u32,
    put_back: bool,
    starts: bool,
}

impl Parser {
    pub(crate) fn new(archive: &Archive, lanes: Lanes, actions: &[String]) -> Self {
        let network = StepNetwork::new(archive, lanes, "parser", actions.len());
        assert_eq!(network.features(), FEATURES);
        Self { network, actions: actions.iter().map(|name| Action::new(name)).collect() }
    }

    /// Parses a window's words, and appends an arc for each word it is sure of.
    ///
    /// When more words follow, the words after the window's last break are left for the next window, unless there
    /// was no break: a sentence longer than a window is cut. Returns how many words got arcs; heads count from the
    /// window's first word. O(words × actions).
    pub(crate) fn parse(
        &self,
        window: Window<'_>,
        state: &mut State,
        steps: &mut Steps,
        arcs: &mut Vec<Arc>,
    ) -> usize {
        let Window { vectors, spaces, more, whole } = window;
        self.network.prepare(vectors, steps);
        state.reset(spaces.len(), whole);
        while !state.is_final() {
            let scores = self.network.score(steps, &state.features());
            match self.best(scores, state.valid()) {
                Some(action) => state.apply(action),
                None => state.finish(),
            }
        }
        let done = if more { state.last_break() } else { spaces.len() };
        let own = arcs.len();
        arcs.extend(state.words[..done].iter().enumerate().map(|(i, w)| w.arc(i, done)));
        reattach(&mut arcs[own..], spaces, &mut state.edges);
        sentence_starts(&mut arcs[own..], &mut state.edges);
        done
    }

    /// The best action among the valid ones; of equals the first.
    fn best(&self, scores: &[f32], valid: [bool; 5]) -> Option<Action> {
        let mut best: Option<(f32, Action)> = None;
        for (&score, &action) in scores.iter().zip(&self.actions) {
            if valid[action.does as usize] && best.is_none_or(|(high, _)| score > high) {
                best = Some((score, action));
            }
        }
        best.map(|(_, action)| action)
    }
}

impl Action {
    fn new(name: &str) -> Self {
        let (letter, label) = name.split_once('-').unwrap_or((name, "dep"));
        let (relation, lifted_from) = label.split_once("||").map_or((label, None), |(a, b)| (a, Some(b)));
        let typed = |text| Relation::from_label(text).unwrap_or_else(|| panic!("unknown relation {text}"));
        let does = match letter {
            "S" => Move::Shift,
            "D" => Move::Reduce,
            "L" => Move::Left,
            "R" => Move::Right,
            "B" => Move::Break,
            other => panic!("unknown action {other}"),
        };
        Self { does, label: Label { relation: typed(relation), lifted_from: lifted_from.map(typed) } }
    }
}

impl Cell {
    const NEW: Self = Self {
        head: NONE,
        label: Label { relation: Relation::Root, lifted_from: None },
        last_left: NONE,
        last_right: NONE,
        previous_sibling: NONE,
        put_back: false,
        starts: false,
    };

    fn arc(&self, own: usize, done: usize) -> Arc {
        let headless = self.head == NONE || self.head as usize >= done;
        let head = if headless { own as u32 } else { self.head };
        let label = if headless { Cell::NEW.label } else { self.label };
        Arc { head, relation: label.relation, lifted_from: label.lifted_from, starts: false }
    }
}

impl State {
    fn reset(&mut self, length: usize, whole: bool) {
        self.length = length as u32;
        self.whole = whole;
        self.stack.clear();
        self.returned.clear();
        self.next = 0;
        self.words.clear();
        self.words.resize(length, Cell::NEW);
        if let Some(first) = self.words.first_mut() {
            first.starts = true;
        }
    }

    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffer_length() == 0
    }

    /// A dead end: no action is valid. Upstream leaves the analysis as it is, and so do we.
    fn finish(&mut self) {
        self.stack.clear();
        self.returned.clear();
        self.next = self.length;
    }

    fn buffer_length(&self) -> usize {
        (self.length - self.next) as usize + self.returned.len()
    }

    fn stack(&self, i: usize) -> u32 {
        self.stack.len().checked_sub(i + 1).map_or(NONE, |at| self.stack[at])
    }

    fn buffer(&self, i: usize) -> u32 {
        match self.returned.len().checked_sub(i + 1) {
            Some(at) => self.returned[at],
            None => {
                let at = self.next + (i - self.returned.len()) as u32;
                if at < self.length { at } else { NONE }
            }
        }
    }

    /// The feature tokens: two of the buffer, three of the stack, the outermost children of the first of each.
    fn features(&self) -> [Option<usize>; FEATURES] {
        let (b0, s0) = (self.buffer(0), self.stack(0));
        let left = |word: u32| if word == NONE { NONE } else { self.words[word as usize].last_left };
        let right = |word: u32| if word == NONE { NONE } else { self.words[word as usize].last_right };
        [b0, self.buffer(1), s0, self.stack(1), self.stack(2), left(b0), left(s0), right(s0)]
            .map(|word| (word != NONE).then_some(word as usize))
    }

    /// Which moves are valid, by [`Move`].
    fn valid(&self) -> [bool; 5] {
        let (depth, length) = (self.stack.len(), self.buffer_length());
        let b0 = self.buffer(0);
        let first = (b0 != NONE).then(|| &self.words[b0 as usize]);
        let starts = first.is_some_and(|w| w.starts);
        let arc = depth > 0 && length > 0 && !starts;
        [
            depth == 0 || (length >= 2 && !starts && !first.is_some_and(|w| w.put_back)),
            depth > 0 && (length == 0 || depth > 1 || !self.cannot_start(b0)),
            arc,
            arc,
            length >= 2 && self.can_break(b0),
        ]
    }

    fn cannot_start(&self, word: u32) -> bool {
        self.whole && word > 0
    }

    fn can_break(&self, b0: u32) -> bool {
        let b1 = self.buffer(1);
        b1 == b0 + 1 && !self.words[b1 as usize].starts && !self.cannot_start(b1)
    }

    fn apply(&mut self, action: Action) {
        match action.does {
            Move::Shift => self.push(),
            Move::Reduce => {
                let s0 = self.stack.pop().expect("reduce needs a stack");
                if self.words[s0 as usize].head == NONE && !self.stack.is_empty() {
                    self.words[s0 as usize].put_back = true;
                    self.returned.push(s0);
                }
            }
            Move::Left => {
                let (b0, s0) = (self.buffer(0), self.stack.pop().expect("an arc needs a stack"));
                self.attach(b0, s0, action.label);
                self.words[b0 as usize].put_back = false;
            }
            Move::Right => {
                let (b0, s0) = (self.buffer(0), self.stack(0));
                self.attach(s0, b0, action.label);
                self.push();
            }
            Move::Break => {
                let b1 = self.buffer(1);
                self.words[b1 as usize].starts = true;
            }
        }
    }

    fn push(&mut self) {
        let word = self.returned.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(word);
    }

    /// Adds an arc; an earlier arc to the child goes. That one is always its head's last to the right: a word gets a
    /// second head only by a left arc, which takes it off the top of the stack, where a right arc had put it.
    fn attach(&mut self, head: u32, child: u32, label: Label) {
        let old = self.words[child as usize];
        if old.head != NONE {
            let former = &mut self.words[old.head as usize];
            if former.last_right == child {
                former.last_right = old.previous_sibling;
            } else if former.last_left == child {
                former.last_left = old.previous_sibling;
            }
        }
        let parent = &mut self.words[head as usize];
        let last = if head > child { &mut parent.last_left } else { &mut parent.last_right };
        let previous_sibling = std::mem::replace(last, child);
        let word = &mut self.words[child as usize];
        (word.head, word.label, word.previous_sibling) = (head, label, previous_sibling);
    }

    /// Words before the last break, or all if there was none.
    fn last_break(&self) -> usize {
        (1..self.words.len()).rev().find(|&i| self.words[i].starts).unwrap_or(self.words.len())
    }
}
