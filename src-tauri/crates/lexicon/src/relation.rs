//! The relation schema: what one actor can do or say for or against another.
//!
//! Intensities follow the Goldstein scale (Goldstein 1992, *J. Conflict Resolution* 36:369) in
//! spirit, −10 to +10; roots follow PLOVER (Halterman et al. 2023, arXiv:2304.01331); CAMEO codes
//! after Schrodt 2012. CONCEDE and RETREAT are written YIELD, and SANCTION counts as material.

use std::fmt;
use std::str::FromStr;

/// One kind of stance. The order is that of the schema, from the friendliest to the most hostile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    AlliedWith,
    Arms,
    Aids,
    SignsWith,
    CooperatesWith,
    Recognises,
    PullsBackFrom,
    Eases,
    Endorses,
    ReconcilesWith,
    AgreesWith,
    Mediates,
    AsksForHelp,
    Consults,
    NeutralTo,
    AppealsTo,
    Investigates,
    Criticises,
    Rejects,
    Protests,
    Threatens,
    MobilisesAgainst,
    Sanctions,
    Coerces,
    Attacks,
}

/// A root of the PLOVER event ontology.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Plover {
    Agree,
    Consult,
    Support,
    Cooperate,
    Aid,
    Yield,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

/// Which side of zero a stance lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    Positive,
    Negative,
    Neutral,
}

/// How the text holds a stance: as fact, plan, rumour, condition, denial or wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    Asserted,
    Expected,
    Hedged,
    Hypothetical,
    Negated,
    Denied,
    AskedFor,
}

/// One row of the schema.
struct Row {
    relation: Relation,
    name: &'static str,
    /// As a person reads it between two names: "China *is allied with* Russia".
    phrase: &'static str,
    intensity: f32,
    material: bool,
    plover: Option<Plover>,
}

const fn row(
    relation: Relation,
    name: &'static str,
    phrase: &'static str,
    intensity: f32,
    material: bool,
    plover: Option<Plover>,
) -> Row {
    Row { relation, name, phrase, intensity, material, plover }
}

use Plover as P;
use Relation as R;

static SCHEMA: [Row; 25] = [
    row(R::AlliedWith, "allied_with", "is allied with", 8.0, true, Some(P::Support)),
    row(R::Arms, "arms", "arms", 9.0, true, Some(P::Aid)),
    row(R::Aids, "aids", "aids", 7.0, true, Some(P::Aid)),
    row(R::SignsWith, "signs_with", "signs with", 6.0, false, Some(P::Support)),
    row(R::CooperatesWith, "cooperates_with", "cooperates with", 6.0, true, Some(P::Cooperate)),
    row(R::Recognises, "recognises", "recognises", 6.0, false, Some(P::Support)),
    row(R::PullsBackFrom, "pulls_back_from", "pulls back from", 6.0, true, Some(P::Yield)),
    row(R::Eases, "eases", "eases pressure on", 5.0, true, Some(P::Yield)),
    row(R::Endorses, "endorses", "endorses", 4.0, false, Some(P::Support)),
    row(R::ReconcilesWith, "reconciles_with", "reconciles with", 4.0, false, Some(P::Support)),
    row(R::AgreesWith, "agrees_with", "agrees with", 3.0, false, Some(P::Agree)),
    row(R::Mediates, "mediates", "mediates for", 2.0, false, Some(P::Consult)),
    row(R::AsksForHelp, "asks_for_help", "asks for help from", 2.0, false, Some(P::Request)),
    row(R::Consults, "consults", "consults", 1.0, false, Some(P::Consult)),
    row(R::NeutralTo, "neutral_to", "is neutral to", 0.0, false, None),
    row(R::AppealsTo, "appeals_to", "appeals to", -2.0, false, Some(P::Request)),
    row(R::Investigates, "investigates", "investigates", -3.0, false, Some(P::Accuse)),
    row(R::Criticises, "criticises", "criticises", -4.0, false, Some(P::Accuse)),
    row(R::Rejects, "rejects", "rejects", -4.0, false, Some(P::Reject)),
    row(R::Protests, "protests", "protests against", -5.0, true, Some(P::Protest)),
    row(R::Threatens, "threatens", "threatens", -6.0, false, Some(P::Threaten)),
    row(R::MobilisesAgainst, "mobilises_against", "mobilises against", -7.0, true, Some(P::Mobilize)),
    row(R::Sanctions, "sanctions", "sanctions", -7.0, true, Some(P::Sanction)),
    row(R::Coerces, "coerces", "coerces", -8.0, true, Some(P::Coerce)),
    row(R::Attacks, "attacks", "attacks", -10.0, true, Some(P::Assault)),
];

/// A word that names no relation, modality or sign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {what} “{word}”")]
pub struct Unknown {
    pub what: &'static str,
    pub word: String,
}

impl Relation {
    /// Every relation, in the order of the schema.
    pub fn all() -> impl Iterator<Item = Relation> {
        SCHEMA.iter().map(|row| row.relation)
    }

    /// The schema's name, `allied_with`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The verb phrase that stands between two actors' names, "is allied with".
    pub fn phrase(self) -> &'static str {
        self.row().phrase
    }

    /// Default intensity, −10 (attack) to +10.
    pub fn intensity(self) -> f32 {
        self.row().intensity
    }

    /// Whether it is a deed rather than words.
    pub fn is_material(self) -> bool {
        self.row().material
    }

    /// The PLOVER root; none for neutrality.
    pub fn plover(self) -> Option<Plover> {
        self.row().plover
    }

    pub fn sign(self) -> Sign {
        match self.intensity() {
            i if i > 0.0 => Sign::Positive,
            i if i < 0.0 => Sign::Negative,
            _ => Sign::Neutral,
        }
    }

    fn row(self) -> &'static Row {
        &SCHEMA[self as usize]
    }
}

impl Plover {
    /// The root in capitals as PLOVER writes it.
    pub fn name(self) -> &'static str {
        match self {
            Plover::Agree => "AGREE",
            Plover::Consult => "CONSULT",
            Plover::Support => "SUPPORT",
            Plover::Cooperate => "COOPERATE",
            Plover::Aid => "AID",
            Plover::Yield => "YIELD",
            Plover::Request => "REQUEST",
            Plover::Accuse => "ACCUSE",
            Plover::Reject => "REJECT",
            Plover::Threaten => "THREATEN",
            Plover::Protest => "PROTEST",
            Plover::Sanction => "SANCTION",
            Plover::Mobilize => "MOBILIZE",
            Plover::Coerce => "COERCE",
            Plover::Assault => "ASSAULT",
        }
    }
}

impl Sign {
    pub fn name(self) -> &'static str {
        match self {
            Sign::Positive => "positive",
            Sign::Negative => "negative",
            Sign::Neutral => "neutral",
        }
    }
}

impl Modality {
    pub const ALL: [Modality; 7] = [
        Modality::Asserted,
        Modality::Expected,
        Modality::Hedged,
        Modality::Hypothetical,
        Modality::Negated,
        Modality::Denied,
        Modality::AskedFor,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Modality::Asserted => "asserted",
            Modality::Expected => "expected",
            Modality::Hedged => "hedged",
            Modality::Hypothetical => "hypothetical",
            Modality::Negated => "negated",
            Modality::Denied => "denied",
            Modality::AskedFor => "asked_for",
        }
    }

    /// What a stance so held adds to a tie, 0 to 1. Only the first three colour it.
    pub fn weight(self) -> f32 {
        match self {
            Modality::Asserted => 1.0,
            Modality::Expected => 0.7,
            Modality::Hedged => 0.5,
            _ => 0.0,
        }
    }
}

impl FromStr for Relation {
    type Err = Unknown;

    fn from_str(word: &str) -> Result<Self, Unknown> {
        let unknown = || Unknown { what: "relation", word: word.to_owned() };
        Relation::all().find(|r| r.name() == word).ok_or_else(unknown)
    }
}

impl FromStr for Modality {
    type Err = Unknown;

    fn from_str(word: &str) -> Result<Self, Unknown> {
        let unknown = || Unknown { what: "modality", word: word.to_owned() };
        Modality::ALL.into_iter().find(|m| m.name() == word).ok_or_else(unknown)
    }
}

impl FromStr for Sign {
    type Err = Unknown;

    fn from_str(word: &str) -> Result<Self, Unknown> {
        let unknown = || Unknown { what: "sign", word: word.to_owned() };
        [Sign::Positive, Sign::Negative, Sign::Neutral]
            .into_iter()
            .find(|s| s.name() == word)
            .ok_or_else(unknown)
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_stands_in_the_order_of_the_enum_and_reads_back() {
        for (i, relation) in Relation::all().enumerate() {
            assert_eq!(relation as usize, i, "{relation}");
            assert_eq!(relation.name().parse(), Ok(relation));
        }
    }

    #[test]
    fn signs_follow_intensity() {
        assert_eq!(Relation::Attacks.sign(), Sign::Negative);
        assert_eq!(Relation::NeutralTo.sign(), Sign::Neutral);
        assert_eq!(Relation::AsksForHelp.sign(), Sign::Positive);
        assert_eq!(
            "loves".parse::<Relation>().map_err(|e| e.to_string()),
            Err("unknown relation “loves”".into())
        );
    }
}
