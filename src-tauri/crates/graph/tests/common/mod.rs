//! What the crate's tests and its bench are made of.

use extract::{ActorId, Evidence, Stance};
use lexicon::{Modality, Relation};
use text::Span;

/// A sure, asserted stance that holds one way, with the relation's own sign and intensity.
pub fn stance(
    source: impl Into<ActorId>,
    relation: Relation,
    target: impl Into<ActorId>,
    sentence: u32,
) -> Stance {
    let place = Span::default();
    let (path, reader) = (String::new(), "test".to_owned());
    Stance {
        source: source.into(),
        target: target.into(),
        relation,
        sign: relation.sign(),
        intensity: relation.intensity(),
        modality: Modality::Asserted,
        mutual: false,
        attribution: None,
        date: None,
        evidence: Evidence { sentence, source: place, target: place, trigger: None, path, reader },
        confidence: 0.9,
    }
}
