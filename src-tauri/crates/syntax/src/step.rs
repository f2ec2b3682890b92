//! The network that scores a transition system's actions: features of a few tokens, one hidden layer, one score each.
//!
//! Source: spaCy 3.8, `spacy/ml/parser_model.pyx`. The part of the hidden layer that belongs to a token in a feature's
//! place depends on nothing else, so it is computed for all tokens at once; a step then adds a few rows.

use crate::archive::Archive;
use crate::kernel::{Lanes, Matrix, Rows};
use crate::tok2vec::WIDTH;

const HIDDEN: usize = 64;

/// Values of the hidden layer before the maxout of two pieces.
pub(crate) const SUMS: usize = HIDDEN * 2;

/// The scoring network of one transition system with `features` feature tokens.
pub(crate) struct StepNetwork {
    project: Matrix,
    lower: Matrix,
    features: usize,
    bias: Vec<f32>,
    /// What a missing token adds, `[features][SUMS]`.
    missing: Vec<f32>,
    upper: Matrix,
}

/// One thread's buffers.
#[derive(Default)]
pub(crate) struct Steps {
    projected: Vec<f32>,
    /// `[tokens][features][SUMS]`, with a stride of the packed matrix's row.
    rows: Vec<f32>,
    scores: Vec<f32>,
}

impl StepNetwork {
    pub(crate) fn new(archive: &Archive, lanes: Lanes, name: &str, actions: usize) -> Self {
        let floats = |part: &str| archive.floats(&format!("{name}.{part}")).0;
        let lower = floats("lower.W");
        let outputs = lower.len() / HIDDEN;
        let network = Self {
            project: Matrix::linear(lanes, &floats("project.W"), floats("project.b")),
            lower: Matrix::linear(lanes, &lower, vec![0.0; outputs].into()),
            features: outputs / SUMS,
            bias: floats("lower.b").into_owned(),
            missing: floats("lower.pad").into_owned(),
            upper: Matrix::linear(lanes, &floats("upper.W"), floats("upper.b")),
        };
        assert_eq!((network.upper.outputs(), network.project.outputs()), (actions, HIDDEN));
        network
    }

    /// Computes every token's share of the hidden layer from its vector, `vectors` being `[tokens][WIDTH]`.
    pub(crate) fn prepare(&self, vectors: &[f32], steps: &mut Steps) {
        let count = vectors.len() / WIDTH;
        let width = self.project.row_width();
        steps.projected.resize(count * width, 0.0);
        self.project.apply(Rows { values: vectors, stride: WIDTH, count }, &mut steps.projected);
        steps.rows.resize(count * self.lower.row_width(), 0.0);
        self.lower.apply(Rows { values: &steps.projected, stride: width, count }, &mut steps.rows);
        steps.scores.resize(self.upper.row_width(), 0.0);
    }

    /// The share of a token in a feature's place, `SUMS` values; `token` counts from the prepared vectors' first.
    pub(crate) fn share<'s>(&'s self, steps: &'s Steps, feature: usize, token: Option<usize>) -> &'s [f32] {
        match token {
            Some(token) => &steps.rows[token * self.lower.row_width() + feature * SUMS..][..SUMS],
            None => &self.missing[feature * SUMS..][..SUMS],
        }
    }

    /// The scores of the actions for the tokens in the features' places.
    pub(crate) fn score<'s>(&self, steps: &'s mut Steps, tokens: &[Option<usize>]) -> &'s [f32] {
        let mut sums = [0f32; SUMS];
        for (feature, token) in tokens.iter().enumerate() {
            add(&mut sums, self.share(steps, feature, *token));
        }
        self.score_sums(steps, &mut sums)
    }

    /// The scores of the actions for the sum of the features' shares.
    pub(crate) fn score_sums<'s>(&self, steps: &'s mut Steps, sums: &mut [f32; SUMS]) -> &'s [f32] {
        add(sums, &self.bias);
        let mut hidden = [0f32; HIDDEN];
        for (h, [a, b]) in hidden.iter_mut().zip(sums.as_chunks::<2>().0) {
            *h = a.max(*b);
        }
        self.upper.apply(Rows { values: &hidden, stride: HIDDEN, count: 1 }, &mut steps.scores);
        &steps.scores[..self.upper.outputs()]
    }

    pub(crate) fn features(&self) -> usize {
        self.features
    }
}

/// Adds `share` to `sums`, value by value.
pub(crate) fn add(sums: &mut [f32; SUMS], share: &[f32]) {
    sums.iter_mut().zip(share).for_each(|(s, v)| *s += v);
}
