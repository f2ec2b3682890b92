//! What one actor holds toward another, with the arithmetic kept.

use std::collections::{BTreeMap, BTreeSet};

use extract::{ActorId, Stance};
use lexicon::{Modality, Relation, Sign};

use crate::Observation;

/// A tie is mixed when its lighter side is above this share of the whole weight.
pub const MIXED_FROM: f32 = 1.0 / 3.0;

/// All that one actor of the map holds toward another.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie {
    pub source: ActorId,
    pub target: ActorId,
    /// Positions in [`SignedGraph::observations`](crate::SignedGraph::observations), by article and
    /// place; the sightings that count for nothing are among them.
    pub observations: Vec<usize>,
    pub arithmetic: Arithmetic,
    pub sign: TieSign,
    /// 0 upward, in units of intensity (one sure, asserted attack is 10): the absolute sum, and of a
    /// mixed tie the heavier side, for two quarrelling halves do not make a thin tie.
    pub strength: f32,
    /// Nothing behind it is asserted: all is expected, hedged or weaker.
    pub tentative: bool,
    /// Holds both ways: every stance here and in the tie back is a mutual one, of the same sign.
    pub mutual: bool,
}

/// Which way a tie points as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TieSign {
    Positive,
    Negative,
    /// Both sides above a third of the weight ([`MIXED_FROM`]).
    Mixed,
    /// No weight on either side.
    Neutral,
}

/// How sign and strength of a tie came about.
///
/// A stance weighs intensity × confidence × [modality weight](Modality::weight); of several stances
/// of one relation in one sentence the strongest counts.
///
/// Example: "condemned" (−4, confidence .9, asserted) and "may sanction" (−7, .8, hedged) give
/// −3.6 and −2.8, so `negative` is 6.4 and the sum −6.4.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arithmetic {
    /// Sum of the positive products.
    pub positive: f32,
    /// Sum of the negative products, as a magnitude.
    pub negative: f32,
    /// Neutral stances counted; they weigh nothing.
    pub neutral: u32,
    /// One for each observation, in the same order.
    pub terms: Vec<Term>,
}

/// One stance's part in a tie.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Position in [`SignedGraph::observations`](crate::SignedGraph::observations).
    pub observation: usize,
    pub article: u32,
    pub sentence: u32,
    pub relation: Relation,
    pub modality: Modality,
    /// −10 to +10. Its side is that of the stance's sign, so that a corrected sign is obeyed.
    pub intensity: f32,
    /// 0 to 1.
    pub confidence: f32,
    /// Of the modality, 0 to 1.
    pub weight: f32,
    /// intensity × confidence × weight.
    pub product: f32,
    pub counting: Counting,
}

/// Whether a term counts, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counting {
    Counted,
    /// Hypothetical, negated, denied or asked for: kept and shown, but colours nothing.
    Uncoloured,
    /// The observation at this position says the same relation in the same sentence, more strongly.
    Repeats(usize),
}

impl Tie {
    /// Adds up the observations at `places` of `all`. The order of `places` is of no account.
    ///
    /// Complexity: O(k log k) for k observations.
    pub(crate) fn new(source: ActorId, target: ActorId, mut places: Vec<usize>, all: &[Observation]) -> Self {
        places.sort_by_key(|&i| (order(&all[i]), i));
        let arithmetic = Arithmetic::of(&places, all);
        let sign = arithmetic.sign();
        let tentative = !arithmetic.counted().any(|t| t.modality == Modality::Asserted);
        Tie {
            source,
            target,
            observations: places,
            strength: arithmetic.strength(sign),
            sign,
            arithmetic,
            tentative,
            mutual: false,
        }
    }

    /// How many sentences stand behind it.
    pub fn sentences(&self) -> usize {
        self.places().len()
    }

    /// How many articles stand behind it.
    pub fn articles(&self) -> usize {
        self.arithmetic.terms.iter().map(|t| t.article).collect::<BTreeSet<_>>().len()
    }

    /// The (article, sentence) pairs behind it.
    pub(crate) fn places(&self) -> BTreeSet<(u32, u32)> {
        self.arithmetic.terms.iter().map(|t| (t.article, t.sentence)).collect()
    }
}

impl Arithmetic {
    /// The signed sum of all counted products.
    pub fn sum(&self) -> f32 {
        self.positive - self.negative
    }

    /// The sum of their magnitudes.
    pub fn weight(&self) -> f32 {
        self.positive + self.negative
    }

    /// The terms that count.
    pub fn counted(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(|t| t.counting == Counting::Counted)
    }

    fn of(places: &[usize], all: &[Observation]) -> Self {
        let strongest = strongest(places, all);
        let terms: Vec<Term> = places.iter().map(|&i| Term::new(i, &all[i], &strongest)).collect();
        let mut sums = Arithmetic { terms, ..Arithmetic::default() };
        // In f64, and in the order of article, sentence and relation: the same sum on any day.
        let side = |negative: bool| -> f64 {
            sums.counted().map(|t| f64::from(t.product)).filter(|p| (*p < 0.0) == negative).sum()
        };
        // The empty sum of floats is −0; `abs` makes it 0.
        let (positive, negative) = (side(false).abs() as f32, side(true).abs() as f32);
        let neutral = sums.counted().filter(|t| t.intensity == 0.0).count() as u32;
        (sums.positive, sums.negative, sums.neutral) = (positive, negative, neutral);
        sums
    }

    fn sign(&self) -> TieSign {
        let lighter = self.positive.min(self.negative);
        match self.sum() {
            _ if lighter > self.weight() * MIXED_FROM => TieSign::Mixed,
            sum if sum > 0.0 => TieSign::Positive,
            sum if sum < 0.0 => TieSign::Negative,
            _ => TieSign::Neutral,
        }
    }

    fn strength(&self, sign: TieSign) -> f32 {
        match sign {
            TieSign::Mixed => self.positive.max(self.negative),
            _ => self.sum().abs(),
        }
    }
}

impl TieSign {
    /// `positive`, `negative`, `mixed` or `neutral`.
    pub fn name(self) -> &'static str {
        match self {
            TieSign::Positive => "positive",
            TieSign::Negative => "negative",
            TieSign::Mixed => "mixed",
            TieSign::Neutral => "neutral",
        }
    }
}

impl Term {
    fn new(place: usize, observation: &Observation, strongest: &BTreeMap<Order, usize>) -> Self {
        let stance = &observation.stance;
        let counting = match strongest.get(&order(observation)) {
            _ if stance.modality.weight() == 0.0 => Counting::Uncoloured,
            Some(&best) if best != place => Counting::Repeats(best),
            _ => Counting::Counted,
        };
        Term {
            observation: place,
            article: observation.article,
            sentence: stance.evidence.sentence,
            relation: stance.relation,
            modality: stance.modality,
            intensity: signed_intensity(stance),
            confidence: stance.confidence,
            weight: stance.modality.weight(),
            product: product(stance),
            counting,
        }
    }
}

type Order = (u32, u32, Relation);

fn order(observation: &Observation) -> Order {
    (observation.article, observation.stance.evidence.sentence, observation.stance.relation)
}

fn signed_intensity(stance: &Stance) -> f32 {
    match stance.sign {
        Sign::Positive => stance.intensity.abs(),
        Sign::Negative => -stance.intensity.abs(),
        Sign::Neutral => 0.0,
    }
}

fn product(stance: &Stance) -> f32 {
    signed_intensity(stance) * stance.confidence * stance.modality.weight()
}

/// Of each sentence and relation, the observation that counts.
fn strongest(places: &[usize], all: &[Observation]) -> BTreeMap<Order, usize> {
    let mut best: BTreeMap<Order, usize> = BTreeMap::new();
    for &place in places.iter().filter(|&&i| all[i].stance.modality.weight() > 0.0) {
        let holder = best.entry(order(&all[place])).or_insert(place);
        if outweighs(&all[place].stance, &all[*holder].stance) {
            *holder = place;
        }
    }
    best
}

/// Heavier, or as heavy and surer, or as sure and positive: so that no order of the input decides.
fn outweighs(a: &Stance, b: &Stance) -> bool {
    let rank = |s: &Stance| [product(s).abs(), s.confidence, product(s)];
    let pairs = rank(a).into_iter().zip(rank(b));
    pairs.map(|(x, y)| x.total_cmp(&y)).find(|o| o.is_ne()).is_some_and(|o| o.is_gt())
}
