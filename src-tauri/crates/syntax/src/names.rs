//! The name finder: greedy BILUO transitions over a network of its own.
//!
//! Source: spaCy 3.8, `spacy/pipeline/_parser_internals/ner.pyx`; Ratinov and Roth 2009 for the scheme.

use crate::archive::Archive;
use crate::kernel::Lanes;
use crate::labels::NameKind;
use crate::step::{SUMS, StepNetwork, Steps, add};

const FEATURES: usize = 3;

/// The actions in the network's order, and the network.
pub(crate) struct NameFinder {
    network: StepNetwork,
    actions: Vec<Action>,
}

#[derive(Clone, Copy)]
enum Action {
    Begin(NameKind),
    In(NameKind),
    Last(NameKind),
    Unit(NameKind),
    Out,
    /// Upstream's unit without a label, which blocks a word that the caller barred; never valid here.
    Bar,
}

/// What the search carries from word to word, over the edges of windows too.
pub(crate) struct Search {
    open: Option<Open>,
    /// The last word's share in the third feature's place.
    previous: [f32; SUMS],
}

struct Open {
    start: usize,
    kind: NameKind,
    /// The first word's share in the second feature's place.
    share: [f32; SUMS],
}

/// A found name: its words and its kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: NameKind,
}

impl Search {
    pub(crate) fn new() -> Self {
        Self { open: None, previous: [0.0; SUMS] }
    }
}

impl NameFinder {
    pub(crate) fn new(archive: &Archive, lanes: Lanes, actions: &[String]) -> Self {
        let network = StepNetwork::new(archive, lanes, "ner", actions.len());
        assert_eq!(network.features(), FEATURES);
        Self { network, actions: actions.iter().map(|name| Action::new(name)).collect() }
    }

    /// Goes over the words `from..` whose vectors are given, and appends the names that end among them.
    ///
    /// `spaces` and `starts` tell, for every word of the text, whether it is white space or starts a sentence.
    /// O(words × actions).
    pub(crate) fn find(
        &self,
        vectors: &[f32],
        from: usize,
        (spaces, starts): (&[bool], &[bool]),
        search: &mut Search,
        steps: &mut Steps,
        found: &mut Vec<Found>,
    ) {
        self.network.prepare(vectors, steps);
        for word in from..from + vectors.len() / crate::tok2vec::WIDTH {
            let local = Some(word - from);
            let mut sums = [0f32; SUMS];
            add(&mut sums, self.network.share(steps, 0, local));
            match &search.open {
                Some(open) => {
                    add(&mut sums, &open.share);
                    add(&mut sums, &search.previous);
                }
                None => (1..FEATURES).for_each(|f| add(&mut sums, self.network.share(steps, f, None))),
            }
            let open = search.open.as_ref().map(|o| o.kind);
            let last = word + 1 == spaces.len();
            let goes_on = !last && !starts[word + 1];
            let valid = |action: Action| match action {
                Action::Begin(_) => open.is_none() && goes_on && !spaces[word],
                Action::In(kind) => open == Some(kind) && goes_on,
                Action::Last(kind) => open == Some(kind),
                Action::Unit(_) => open.is_none() && !spaces[word],
                Action::Out => open.is_none(),
                Action::Bar => false,
            };
            let scores = self.network.score_sums(steps, &mut sums);
            let mut best: Option<(f32, Action)> = None;
            for (&score, &action) in scores.iter().zip(&self.actions) {
                if best.is_none_or(|(high, _)| score > high) && valid(action) {
                    best = Some((score, action));
                }
            }
            match best.map(|(_, action)| action) {
                Some(Action::Begin(kind)) => {
                    let mut share = [0f32; SUMS];
                    share.copy_from_slice(self.network.share(steps, 1, local));
                    search.open = Some(Open { start: word, kind, share });
                }
                Some(Action::Unit(kind)) => found.push(Found { start: word, end: word + 1, kind }),
                Some(Action::Last(kind)) => {
                    let start = search.open.take().map_or(word, |o| o.start);
                    found.push(Found { start, end: word + 1, kind });
                }
                Some(Action::In(_) | Action::Out | Action::Bar) | None => {}
            }
            search.previous.copy_from_slice(self.network.share(steps, 2, local));
        }
    }
}

impl Action {
    fn new(name: &str) -> Self {
        let Some((letter, kind)) = name.split_once('-') else { return Self::Out };
        let Some(kind) = NameKind::from_label(kind) else { return Self::Bar };
        match letter {
            "B" => Self::Begin(kind),
            "I" => Self::In(kind),
            "L" => Self::Last(kind),
            "U" => Self::Unit(kind),
            other => panic!("unknown action {other}"),
        }
    }
}
