//! How the text holds a clause or a noun: fact, plan, rumour, condition, denial, wish; and whose
//! word it is.

use lexicon::{Modality, Relation as Kind, Sign, WordClass};
use syntax::{Relation, Tag};

use crate::mentions::Scene;

/// How something is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) modality: Modality,
    /// Index of the mention whose word it is.
    pub(crate) speaker: Option<usize>,
    pub(crate) flip: Option<Flip>,
}

/// What the governing words make of the act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flip {
    Threatened,
    Promised,
    TurnedDown,
}

const STEPS: usize = 6;

impl Held {
    fn asserted() -> Self {
        Held { modality: Modality::Asserted, speaker: None, flip: None }
    }

    /// The less real of the two wins.
    fn meet(&mut self, modality: Modality) {
        if rank(modality) > rank(self.modality) {
            self.modality = modality;
        }
    }

    /// The relation and modality that the schema's flips make of an act so held.
    pub(crate) fn apply(&self, relation: Kind) -> (Kind, Modality) {
        let harm =
            matches!(relation, Kind::Attacks | Kind::Sanctions | Kind::Coerces | Kind::MobilisesAgainst);
        let help = relation.sign() == Sign::Positive && !matches!(relation, Kind::Consults | Kind::Mediates);
        match (self.flip, self.modality) {
            (Some(Flip::Threatened), Modality::Expected | Modality::Asserted | Modality::Hypothetical)
                if relation.sign() == Sign::Negative =>
            {
                (Kind::Threatens, Modality::Asserted)
            }
            (Some(Flip::TurnedDown), _) if relation.sign() == Sign::Positive => {
                (Kind::Rejects, Modality::Asserted)
            }
            (Some(Flip::TurnedDown), _) => (relation, Modality::Negated),
            (Some(Flip::Promised), Modality::Expected | Modality::Asserted) if help => {
                (Kind::AgreesWith, Modality::Asserted)
            }
            (_, Modality::Expected) if harm => (Kind::Threatens, Modality::Asserted),
            // A plan to help, sign or yield is a promise made.
            (_, Modality::Expected) if help => (Kind::AgreesWith, Modality::Asserted),
            (_, modality) => (relation, modality),
        }
    }
}

fn rank(modality: Modality) -> u8 {
    match modality {
        Modality::Asserted => 0,
        Modality::Expected => 1,
        Modality::Hedged => 2,
        Modality::AskedFor => 3,
        Modality::Hypothetical => 4,
        Modality::Negated => 5,
        Modality::Denied => 6,
    }
}

impl Scene<'_> {
    /// How the clause of `verb` is held.
    pub(crate) fn held(&self, passage: usize, verb: usize) -> Held {
        let mut held = Held::asserted();
        let parse = self.parse(passage);
        let mut at = verb;
        self.own_modality(passage, at, &mut held);
        for _ in 0..STEPS {
            let Some(governor) = parse.head(at) else { break };
            let go_on = match parse.tokens[at].relation {
                Relation::Xcomp => self.under_infinitive(passage, governor, &mut held),
                Relation::Ccomp if self.is_cut_off(passage, at, governor) => false,
                Relation::Ccomp => self.under_report(passage, governor, &mut held),
                Relation::Conj => self.under_conjunct(passage, at, governor, &mut held),
                Relation::Advcl => self.under_condition(passage, at, &mut held),
                Relation::Acl => self.under_noun(passage, at, governor, &mut held),
                Relation::Pcomp => match parse.head(governor) {
                    Some(above) => {
                        at = above;
                        self.under_preposition(passage, governor, above, &mut held);
                        continue;
                    }
                    None => false,
                },
                // Below a copula or a relative clause: what is said about the clause's own speaker.
                Relation::Relcl | Relation::Parataxis | Relation::Acomp => true,
                _ => false,
            };
            if !go_on {
                break;
            }
            at = governor;
        }
        held.speaker = held.speaker.or_else(|| self.according_to(passage, verb));
        held
    }

    /// How the act that a noun names is held.
    pub(crate) fn held_noun(&self, passage: usize, noun: usize, lent: bool) -> Held {
        let mut held = Held::asserted();
        let parse = self.parse(passage);
        for child in parse.children(noun) {
            let lemma = self.lemma(passage, child);
            match parse.tokens[child].relation {
                Relation::Det if lemma == "no" => held.meet(Modality::Negated),
                Relation::Amod if self.lexicon.is(WordClass::HedgeAdjective, &lemma) => {
                    held.meet(Modality::Hedged)
                }
                Relation::Amod if self.lexicon.is(WordClass::FutureAdjective, &lemma) => {
                    held.meet(Modality::Expected)
                }
                _ => {}
            }
        }
        let mut at = noun;
        while parse.tokens[at].relation == Relation::Conj
            && parse.head(at).is_some_and(|h| !self.is_verb(passage, h))
        {
            at = parse.tokens[at].head;
        }
        let Some(governor) = parse.head(at) else { return held };
        match parse.tokens[at].relation {
            Relation::Pobj => match parse.head(governor) {
                Some(above) if self.is_verb(passage, above) => {
                    self.noun_under_verb(passage, at, above, lent, &mut held);
                }
                Some(above) if self.lexicon.is(WordClass::WishNoun, &self.lemma(passage, above)) => {
                    held.meet(Modality::Hypothetical);
                }
                _ => {}
            },
            Relation::Dobj | Relation::Nsubjpass | Relation::Nsubj | Relation::Attr
                if self.is_verb(passage, governor) =>
            {
                self.noun_under_verb(passage, at, governor, lent, &mut held);
            }
            _ => {}
        }
        if lent && held.speaker.is_none() {
            held.speaker = self.according_to(passage, governor);
        }
        held
    }

    fn noun_under_verb(&self, passage: usize, noun: usize, verb: usize, lent: bool, held: &mut Held) {
        let lemma = self.lemma(passage, verb);
        let parse = self.parse(passage);
        let behind_prep = parse.tokens[noun].relation == Relation::Pobj;
        let subject = parse.tokens[noun].relation == Relation::Nsubj;
        let is = |class| self.lexicon.is(class, &lemma) && !subject;
        if is(WordClass::Avert) && !lent {
            held.meet(Modality::Hypothetical);
        } else if is(WordClass::Deny) && !lent {
            held.meet(Modality::Denied);
        } else if is(WordClass::TurnDown) && !behind_prep {
            held.flip = Some(Flip::TurnedDown);
        } else if is(WordClass::Threaten) {
            held.flip = Some(Flip::Threatened);
        } else if is(WordClass::Ask) {
            held.meet(Modality::AskedFor);
        } else if is(WordClass::Promise) && !is(WordClass::LightVerb) {
            held.flip = Some(Flip::Promised);
            held.meet(Modality::Expected);
        } else if is(WordClass::Intend) && !is(WordClass::LightVerb) {
            held.meet(Modality::Expected);
        }
        let governed = is(WordClass::LightVerb)
            || lemma == "be"
            || matches!(lemma.as_str(), "plan" | "expect" | "schedule");
        if lent || (governed && !behind_prep) {
            let outer = self.held(passage, verb);
            held.meet(outer.modality);
            held.flip = held.flip.or(outer.flip);
            held.speaker = outer.speaker;
        }
    }

    /// Negation, auxiliaries and adverbs of the verb itself.
    fn own_modality(&self, passage: usize, verb: usize, held: &mut Held) {
        let parse = self.parse(passage);
        for child in parse.children(verb) {
            let word = self.lower(passage, child);
            match parse.tokens[child].relation {
                Relation::Neg => held.meet(Modality::Negated),
                Relation::Aux => match word.as_str() {
                    "may" | "might" | "could" => held.meet(Modality::Hedged),
                    "will" | "shall" | "'ll" | "’ll" | "wo" => held.meet(Modality::Expected),
                    "would" | "'d" | "’d" if self.is_reported(passage, verb) => {
                        held.meet(Modality::Expected)
                    }
                    "would" | "can" => held.meet(Modality::Hypothetical),
                    "should" | "must" | "ought" => held.meet(Modality::AskedFor),
                    _ => {}
                },
                Relation::Advmod if self.lexicon.is(WordClass::HedgeAdverb, &word) => {
                    held.meet(Modality::Hedged)
                }
                Relation::Advmod if word == "never" || word == "hardly" => held.meet(Modality::Negated),
                Relation::Nsubj | Relation::Nsubjpass | Relation::Dobj if self.is_none(passage, child) => {
                    held.meet(Modality::Negated);
                }
                _ => {}
            }
        }
    }

    /// "no country", "nobody", "neither".
    fn is_none(&self, passage: usize, noun: usize) -> bool {
        let parse = self.parse(passage);
        matches!(self.lower(passage, noun).as_str(), "nobody" | "none" | "nothing" | "neither")
            || parse
                .children_by(noun, Relation::Det)
                .any(|d| matches!(self.lower(passage, d).as_str(), "no" | "neither"))
    }

    fn is_reported(&self, passage: usize, verb: usize) -> bool {
        let parse = self.parse(passage);
        let own = std::iter::once(verb).chain(parse.ancestors(verb));
        own.take(3).any(|v| parse.tokens[v].relation == Relation::Ccomp)
    }

    /// Below a verb that takes an infinitive. Always goes on upward.
    fn under_infinitive(&self, passage: usize, governor: usize, held: &mut Held) -> bool {
        let lemma = self.lemma(passage, governor);
        let is = |class| self.lexicon.is(class, &lemma);
        if is(WordClass::Threaten) {
            held.flip = held.flip.or(Some(Flip::Threatened));
            if is(WordClass::Promise) {
                held.flip = Some(Flip::Promised);
            }
            held.meet(Modality::Expected);
        } else if is(WordClass::Promise) {
            held.flip = held.flip.or(Some(Flip::Promised));
            held.meet(Modality::Expected);
        } else if is(WordClass::TurnDown) {
            held.flip = Some(Flip::TurnedDown);
        } else if is(WordClass::Refuse) {
            held.meet(Modality::Negated);
        } else if is(WordClass::Deny) {
            held.meet(Modality::Denied);
        } else if is(WordClass::Intend) {
            held.meet(Modality::Expected);
        } else if is(WordClass::Ask) {
            held.meet(Modality::AskedFor);
        }
        self.own_modality(passage, governor, held);
        true
    }

    /// A semicolon stands between the clause and the verb after it: a sentence of its own, which the
    /// parser took for what is reported.
    fn is_cut_off(&self, passage: usize, at: usize, governor: usize) -> bool {
        (at..governor).any(|t| self.doc.word(passage, t) == ";")
    }

    /// Below a verb that takes a whole clause.
    fn under_report(&self, passage: usize, governor: usize, held: &mut Held) -> bool {
        let lemma = self.lemma(passage, governor);
        let is = |class| self.lexicon.is(class, &lemma);
        if is(WordClass::Deny) {
            held.meet(Modality::Denied);
        } else if is(WordClass::Say) {
            if lemma != "say" && matches!(lemma.as_str(), "believe" | "think" | "suggest" | "predict") {
                held.meet(Modality::Hedged);
            }
        } else if is(WordClass::Ask) {
            held.meet(Modality::AskedFor);
        } else if matches!(lemma.as_str(), "hope" | "fear" | "doubt" | "expect" | "wish" | "wonder" | "worry")
        {
            held.meet(Modality::Hypothetical);
        }
        if held.speaker.is_none() && is(WordClass::Say) {
            held.speaker = self.subjects(passage, governor).first().map(|p| p.found);
        }
        let parse = self.parse(passage);
        if parse.children_by(governor, Relation::Neg).next().is_some() {
            held.meet(Modality::Hypothetical);
        }
        true
    }

    /// A coordinated verb shares the auxiliaries of the first where it has none of its own.
    fn under_conjunct(&self, passage: usize, at: usize, governor: usize, held: &mut Held) -> bool {
        let parse = self.parse(passage);
        let own = |r| parse.children_by(at, r).next().is_some();
        let independent = own(Relation::Nsubj) || own(Relation::Nsubjpass) || own(Relation::Aux);
        if !independent
            && self.is_verb(passage, governor)
            && self.token(passage, at).tag == self.token(passage, governor).tag
        {
            let negated = held.modality;
            self.own_modality(passage, governor, held);
            let or = parse
                .children_by(governor, Relation::Cc)
                .any(|c| matches!(self.lower(passage, c).as_str(), "or" | "nor"));
            if held.modality == Modality::Negated && negated != Modality::Negated && !or {
                held.modality = negated;
            }
        }
        true
    }

    /// "if", "unless"; purpose and time clauses hold as they stand.
    fn under_condition(&self, passage: usize, at: usize, held: &mut Held) -> bool {
        let parse = self.parse(passage);
        for mark in parse.children_by(at, Relation::Mark) {
            match self.lower(passage, mark).as_str() {
                "if" | "unless" | "whether" | "lest" => held.meet(Modality::Hypothetical),
                _ => {}
            }
        }
        if self.token(passage, at).tag == Tag::Vb
            && parse.children_by(at, Relation::Aux).any(|a| self.lower(passage, a) == "to")
        {
            held.meet(Modality::Expected);
        }
        // The clause around it may still be somebody's word.
        true
    }

    /// "a plan to attack", "the right to strike", "a statement condemning".
    fn under_noun(&self, passage: usize, at: usize, noun: usize, held: &mut Held) -> bool {
        let lemma = self.lemma(passage, noun);
        if self.token(passage, at).tag == Tag::Vb {
            match lemma.as_str() {
                "refusal" => held.flip = Some(Flip::TurnedDown),
                "threat" => {
                    held.flip = Some(Flip::Threatened);
                    held.meet(Modality::Expected);
                }
                "promise" | "pledge" | "commitment" => {
                    held.flip = Some(Flip::Promised);
                    held.meet(Modality::Expected);
                }
                "decision" | "agreement" | "plan" | "intention" => held.meet(Modality::Expected),
                "call" | "demand" | "appeal" | "request" => held.meet(Modality::AskedFor),
                _ => held.meet(Modality::Hypothetical),
            }
        }
        false
    }

    fn under_preposition(&self, passage: usize, prep: usize, above: usize, held: &mut Held) {
        let lemma = self.lemma(passage, above);
        match self.lower(passage, prep).as_str() {
            "without" => held.meet(Modality::Negated),
            "of" if matches!(lemma.as_str(), "instead" | "threat" | "possibility" | "risk" | "idea") => {
                held.meet(Modality::Hypothetical);
            }
            "from"
                if self.lexicon.is(WordClass::Avert, &lemma)
                    || self.lexicon.is(WordClass::Refuse, &lemma) =>
            {
                held.meet(Modality::Negated);
            }
            "for" if self.lexicon.is(WordClass::Ask, &lemma) => held.meet(Modality::AskedFor),
            "of" if matches!(lemma.as_str(), "accuse" | "suspect") => {
                held.speaker = self.subjects(passage, above).first().map(|p| p.found);
            }
            _ => {}
        }
    }

    /// "according to Y" on the clause.
    fn according_to(&self, passage: usize, verb: usize) -> Option<usize> {
        let parse = self.parse(passage);
        let according = parse.children(verb).find(|&c| self.lower(passage, c) == "according")?;
        let to = parse.children_by(according, Relation::Prep).next()?;
        let object = parse.children_by(to, Relation::Pobj).next()?;
        self.parts(passage, object, crate::slots::Role::Source).first().map(|p| p.found)
    }
}
