//! Who tells of somebody's hostile act accuses him: "Ukraine said Russia had shelled the town".

use lexicon::{Modality, Relation};

use super::Claim;
use crate::mentions::Scene;
use crate::slots::{Part, Via};

/// The accusation in a claim that is a speaker's word.
pub(crate) fn read(scene: &Scene<'_>, claim: &Claim) -> Option<Claim> {
    let speaker = claim.speaker?;
    let hostile = matches!(
        claim.relation,
        Relation::Attacks | Relation::Coerces | Relation::MobilisesAgainst | Relation::Threatens
    );
    let actor = |found: usize| scene.cast.speaks_for(scene.found[found].actor);
    let told = matches!(claim.modality, Modality::Asserted | Modality::Hedged);
    if !hostile || !told || claim.mutual || actor(speaker) == actor(claim.source.found) {
        return None;
    }
    // Who speaks of his own side's losses accuses; a third party may only report.
    let concerned = actor(speaker) == actor(claim.target.found);
    Some(Claim {
        source: Part { found: speaker, via: Via::Direct },
        target: claim.source,
        relation: Relation::Criticises,
        modality: Modality::Asserted,
        speaker: None,
        mutual: false,
        confidence: if concerned { 0.65 } else { 0.5 },
        reader: "report",
        slots: ("speaker", "said to have acted".to_owned()),
        ..claim.clone()
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check;

    #[test]
    fn who_tells_accuses() {
        check("Ukraine said Russia had shelled Ukraine.", "RUS attacks UKR; UKR criticises RUS");
    }

    #[test]
    fn who_tells_of_his_own_deed_does_not() {
        check("Russia said it had shelled Ukraine.", "RUS attacks UKR");
    }
}
