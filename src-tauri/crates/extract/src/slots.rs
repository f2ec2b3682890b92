//! Who stands in the slots of a verb or noun: from a place in the tree to mentions.

use lexicon::{Sign, WordClass};
use syntax::{Pos, Relation, Tag};

use crate::mentions::Scene;

/// A mention that fills a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Index of the mention.
    pub(crate) found: usize,
    pub(crate) via: Via,
}

/// How far the mention is from the slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Via {
    /// It stands in the slot itself.
    Direct,
    /// A noun that acts for it does: "Russian officials".
    Agent,
    /// Something of its own does: "Russia's resolution".
    Owner,
}

/// For which end of a stance a slot is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Source,
    Target,
}

/// No article needs more; hostile ones get no deeper.
const DEPTH: u8 = 6;

impl Scene<'_> {
    /// The mentions that the phrase with this head stands for: itself, its coordinates, its owner,
    /// its antecedent.
    pub(crate) fn parts(&self, passage: usize, head: usize, role: Role) -> Vec<Part> {
        self.parts_within(passage, head, role, DEPTH)
    }

    fn parts_within(&self, passage: usize, head: usize, role: Role, depth: u8) -> Vec<Part> {
        let Some(depth) = depth.checked_sub(1) else { return vec![] };
        let parse = self.parse(passage);
        let mut parts = match self.mention_at(passage, head) {
            Some(found) => vec![Part { found, via: Via::Direct }],
            None => match self.antecedent(passage, head) {
                Some(noun) => return self.parts_within(passage, noun, role, depth),
                None => self.owners(passage, head, role, depth),
            },
        };
        if parts.is_empty() {
            let beside = parse.children_by(head, Relation::Appos);
            parts = beside.flat_map(|a| self.parts_within(passage, a, role, depth)).collect();
        }
        for other in parse.children_by(head, Relation::Conj) {
            parts.extend(self.parts_within(passage, other, role, depth));
        }
        let direct: Vec<usize> = parts.iter().filter(|p| p.via == Via::Direct).map(|p| p.found).collect();
        let listed = direct.into_iter().flat_map(|found| self.listed_with(found).collect::<Vec<_>>());
        parts.extend(listed.filter(|&m| self.is_coordinate(m)).map(|found| Part { found, via: Via::Direct }));
        dedup(parts)
    }

    /// Whether a listed mention hangs in the tree as part of its list and not as a subject of its own.
    fn is_coordinate(&self, found: usize) -> bool {
        let f = &self.found[found];
        let head = self.head_of(f.passage, &f.tokens);
        !matches!(
            self.token(f.passage, head).relation,
            Relation::Nsubj | Relation::Nsubjpass | Relation::Dobj | Relation::Poss
        )
    }

    /// What "who", "which" or "that" refers to.
    fn antecedent(&self, passage: usize, t: usize) -> Option<usize> {
        let parse = self.parse(passage);
        if !matches!(parse.tokens[t].tag, Tag::Wdt | Tag::Wp) && self.lower(passage, t) != "that" {
            return None;
        }
        let clause = parse.ancestors(t).find(|&a| parse.tokens[a].relation == Relation::Relcl)?;
        parse.head(clause)
    }

    /// Whose the noun is, where the noun stands for its owner in that role.
    fn owners(&self, passage: usize, noun: usize, role: Role, depth: u8) -> Vec<Part> {
        let lemma = self.lemma(passage, noun);
        let token = self.token(passage, noun);
        let is = |class| self.lexicon.is(class, &lemma);
        if !matches!(token.pos, Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num) || is(WordClass::Relational) {
            return vec![];
        }
        if role == Role::Source && !is(WordClass::Agent) && !is(WordClass::Act) {
            return vec![];
        }
        let via = if is(WordClass::Agent) { Via::Agent } else { Via::Owner };
        let behind = |prep| farther(self.prep_parts_within(passage, noun, prep, role, depth), via);
        // "the Georgian breakaway regions of Abkhazia": a place is what its "of" says.
        if is(WordClass::PlaceNoun) || is(WordClass::Quantity) {
            let of = behind("of");
            if !of.is_empty() {
                return of;
            }
        }
        let own = self.possessors(passage, noun);
        if own.len() > 1 && self.is_hostile(&lemma) {
            return vec![]; // who criticises the war between two sides with neither
        }
        if !own.is_empty() {
            return farther(own, via);
        }
        let by = ["by", "from"].map(behind).into_iter().find(|parts| !parts.is_empty());
        match by {
            Some(by) => by,
            None if self.is_hostile(&lemma) => vec![],
            None => behind("of"),
        }
    }

    /// A noun for what is done against somebody: its "of" is the victim, never the owner.
    fn is_hostile(&self, lemma: &str) -> bool {
        self.lexicon
            .cues(lemma)
            .iter()
            .any(|c| c.frame == lexicon::Frame::Noun && c.relation.sign() == Sign::Negative)
    }

    /// Names before the noun: "Russia's", "US", "Sino-Russian", "Israel-Hamas".
    pub(crate) fn possessors(&self, passage: usize, noun: usize) -> Vec<Part> {
        let parse = self.parse(passage);
        let mut parts = Vec::new();
        let mut open = vec![noun];
        while let Some(at) = open.pop() {
            for child in parse.children(at).filter(|&c| c < noun) {
                let relation = parse.tokens[child].relation;
                let before =
                    matches!(relation, Relation::Poss | Relation::Amod | Relation::Compound | Relation::Nmod)
                        || (relation == Relation::Conj && at != noun)
                        || (relation == Relation::Npadvmod && at != noun);
                if !before {
                    continue;
                }
                match self.mention_at(passage, child) {
                    Some(found) => parts.push(Part { found, via: Via::Direct }),
                    None if relation == Relation::Poss => {
                        parts.extend(self.parts_within(passage, child, Role::Target, 2));
                    }
                    None => {}
                }
                open.push(child);
            }
        }
        parts.sort_by_key(|p| self.found[p.found].tokens.start);
        dedup(parts)
    }

    /// Behind the preposition, as hung on `node`.
    pub(crate) fn prep_parts(&self, passage: usize, node: usize, prep: &str, role: Role) -> Vec<Part> {
        self.prep_parts_within(passage, node, prep, role, DEPTH)
    }

    fn prep_parts_within(&self, passage: usize, node: usize, prep: &str, role: Role, depth: u8) -> Vec<Part> {
        let parse = self.parse(passage);
        let preps = parse.children(node).filter(|&c| {
            matches!(parse.tokens[c].relation, Relation::Prep | Relation::Agent | Relation::Dative)
                && self.lower(passage, c) == prep
        });
        let objects = preps.flat_map(|p| parse.children_by(p, Relation::Pobj));
        dedup(objects.flat_map(|o| self.parts_within(passage, o, role, depth)).collect())
    }

    /// Who acts: the subject, the agent of a passive, or the one whose act the clause inherits.
    pub(crate) fn subjects(&self, passage: usize, verb: usize) -> Vec<Part> {
        self.subjects_within(passage, verb, DEPTH)
    }

    fn subjects_within(&self, passage: usize, verb: usize, depth: u8) -> Vec<Part> {
        let Some(depth) = depth.checked_sub(1) else { return vec![] };
        let parse = self.parse(passage);
        if self.is_passive(passage, verb) {
            let agents = parse.children_by(verb, Relation::Agent);
            let objects = agents.flat_map(|a| parse.children_by(a, Relation::Pobj));
            return dedup(objects.flat_map(|o| self.parts(passage, o, Role::Source)).collect());
        }
        let own: Vec<usize> = parse.children_by(verb, Relation::Nsubj).collect();
        if !own.is_empty() {
            return dedup(own.into_iter().flat_map(|s| self.parts(passage, s, Role::Source)).collect());
        }
        let Some(governor) = parse.head(verb) else { return vec![] };
        match parse.tokens[verb].relation {
            Relation::Conj if self.is_verb(passage, governor) && self.is_passive(passage, governor) => {
                self.objects(passage, governor)
            }
            Relation::Conj if self.is_verb(passage, governor) => {
                self.subjects_within(passage, governor, depth)
            }
            Relation::Xcomp | Relation::Ccomp if !self.has_finite_mark(passage, verb) => {
                self.controllers(passage, governor, depth)
            }
            Relation::Advcl if self.is_nonfinite(passage, verb) && self.is_verb(passage, governor) => {
                if self.is_passive(passage, governor) {
                    self.objects(passage, governor)
                } else {
                    self.subjects_within(passage, governor, depth)
                }
            }
            Relation::Pcomp if matches!(self.lower(passage, governor).as_str(), "for" | "from") => {
                // "sanctioned Eritrea for supporting rebels": the one who is dealt with did it.
                parse.head(governor).map_or(vec![], |above| self.dealt_with(passage, above, depth))
            }
            Relation::Pcomp => match parse.head(governor) {
                Some(above)
                    if self.is_verb(passage, above) || parse.tokens[above].relation == Relation::Acomp =>
                {
                    self.controllers(passage, above, depth)
                }
                Some(above) => self.actors_of_act(passage, above, depth),
                None => vec![],
            },
            Relation::Acl if self.is_nonfinite(passage, verb) => {
                let noun = self.parts_within(passage, governor, Role::Source, depth);
                if noun.is_empty() { self.actors_of_act(passage, governor, depth) } else { noun }
            }
            _ => vec![],
        }
    }

    /// Whom the verb or noun deals with: its object, or who stands behind "on", "against" or "with";
    /// its subject where it deals with nobody.
    fn dealt_with(&self, passage: usize, word: usize, depth: u8) -> Vec<Part> {
        let heads = self.object_heads(passage, word);
        let behind = std::iter::once(word).chain(heads.iter().copied()).flat_map(|w| {
            ["on", "against", "with"]
                .map(|p| self.prep_parts(passage, w, p, Role::Target))
                .into_iter()
                .flatten()
        });
        let behind: Vec<Part> = dedup(behind.collect());
        if !behind.is_empty() {
            return behind;
        }
        if heads.is_empty() {
            self.subjects_within(passage, word, depth)
        } else {
            self.objects(passage, word)
        }
    }

    /// Who acts in the complement of `verb`: its object for "urge", else its subject.
    fn controllers(&self, passage: usize, verb: usize, depth: u8) -> Vec<Part> {
        let lemma = self.lemma(passage, verb);
        if !self.is_verb(passage, verb) {
            // "is ready to", "was able to"
            let above = self.parse(passage).head(verb);
            return above.map_or(vec![], |v| self.subjects_within(passage, v, depth));
        }
        if self.is_passive(passage, verb) {
            return self.objects(passage, verb);
        }
        if self.lexicon.is(WordClass::ObjectControl, &lemma) {
            let parse = self.parse(passage);
            let objects = self.objects(passage, verb);
            let asked = ["on", "upon", "to"].map(|p| self.prep_parts(passage, verb, p, Role::Target));
            if !objects.is_empty() || parse.children_by(verb, Relation::Dobj).next().is_some() {
                return objects;
            }
            if let Some(asked) = asked.into_iter().find(|a| !a.is_empty()) {
                return asked;
            }
        }
        self.subjects_within(passage, verb, depth)
    }

    /// Who does what the noun names: its owner, or the subject of the verb that governs it.
    pub(crate) fn actors_of_act(&self, passage: usize, noun: usize, depth: u8) -> Vec<Part> {
        let own = self.possessors(passage, noun);
        if !own.is_empty() {
            return farther(own, Via::Agent);
        }
        self.light_subjects(passage, noun, depth)
    }

    /// The subject that a verb, copula or apposition lends to the noun: "launched an *attack*",
    /// "is an *ally* of", "Syria, an *ally* of", "is at *war* with".
    pub(crate) fn light_subjects(&self, passage: usize, noun: usize, depth: u8) -> Vec<Part> {
        let Some(depth) = depth.checked_sub(1) else { return vec![] };
        let parse = self.parse(passage);
        let Some(governor) = parse.head(noun) else { return vec![] };
        let light = |v: usize| {
            self.is_verb(passage, v)
                && (self.lexicon.is(WordClass::LightVerb, &self.lemma(passage, v))
                    || self.lemma(passage, v) == "be")
        };
        match parse.tokens[noun].relation {
            Relation::Dobj | Relation::Attr | Relation::Nsubjpass if light(governor) => {
                self.subjects_within(passage, governor, depth)
            }
            Relation::Appos => self.parts_within(passage, governor, Role::Source, depth),
            Relation::Conj => self.light_subjects(passage, governor, depth),
            Relation::Pobj => match parse.head(governor) {
                // "a series of talks"
                Some(above) if self.lexicon.is(WordClass::Quantity, &self.lemma(passage, above)) => {
                    self.light_subjects(passage, above, depth)
                }
                Some(above)
                    if light(above)
                        && matches!(self.lower(passage, governor).as_str(), "at" | "in" | "into" | "to") =>
                {
                    self.subjects_within(passage, above, depth)
                }
                Some(above) if self.lower(passage, governor) == "as" && self.is_verb(passage, above) => {
                    self.objects(passage, above)
                }
                _ => vec![],
            },
            _ => vec![],
        }
    }

    /// What is acted on: the object, or the subject of a passive.
    pub(crate) fn objects(&self, passage: usize, verb: usize) -> Vec<Part> {
        self.objects_within(passage, verb, DEPTH)
    }

    fn objects_within(&self, passage: usize, verb: usize, depth: u8) -> Vec<Part> {
        let Some(depth) = depth.checked_sub(1) else { return vec![] };
        let heads = self.object_heads(passage, verb);
        if !heads.is_empty() {
            return dedup(heads.into_iter().flat_map(|o| self.parts(passage, o, Role::Target)).collect());
        }
        let parse = self.parse(passage);
        // "condemned and rejected the plan": the object hangs on the last verb.
        let shared = parse
            .children_by(verb, Relation::Conj)
            .filter(|&c| self.is_verb(passage, c) && parse.children_by(c, Relation::Nsubj).next().is_none());
        shared.flat_map(|c| self.objects_within(passage, c, depth)).collect()
    }

    /// The words that stand as the verb's object.
    pub(crate) fn object_heads(&self, passage: usize, verb: usize) -> Vec<usize> {
        let parse = self.parse(passage);
        if self.is_passive(passage, verb) {
            let own: Vec<usize> = parse.children_by(verb, Relation::Nsubjpass).collect();
            if !own.is_empty() {
                return own;
            }
            return match (parse.tokens[verb].relation, parse.head(verb)) {
                (Relation::Acl, Some(noun)) => vec![noun],
                (Relation::Conj, Some(v)) if self.is_verb(passage, v) && !self.is_passive(passage, v) => {
                    // "It did not condemn A and was rejected by B": rejected is what did not condemn.
                    parse.children_by(v, Relation::Nsubj).collect()
                }
                (Relation::Conj | Relation::Xcomp, Some(v)) if self.is_verb(passage, v) => {
                    self.object_heads(passage, v)
                }
                _ => vec![],
            };
        }
        let own: Vec<usize> = parse.children_by(verb, Relation::Dobj).collect();
        let relative = parse.tokens[verb].relation == Relation::Relcl
            && own.is_empty()
            && parse.children_by(verb, Relation::Nsubj).any(|s| self.antecedent(passage, s).is_none())
            && parse.children_by(verb, Relation::Prep).next().is_none();
        match parse.head(verb) {
            Some(noun) if relative => vec![noun],
            _ => own,
        }
    }

    pub(crate) fn is_verb(&self, passage: usize, t: usize) -> bool {
        matches!(self.token(passage, t).pos, Pos::Verb | Pos::Aux)
    }

    /// A passive clause, or a participle that describes what was acted on.
    pub(crate) fn is_passive(&self, passage: usize, verb: usize) -> bool {
        let parse = self.parse(passage);
        let token = &parse.tokens[verb];
        if parse.children(verb).any(|c| {
            matches!(parse.tokens[c].relation, Relation::Nsubjpass | Relation::Auxpass | Relation::Csubjpass)
        }) {
            return true;
        }
        if token.tag != Tag::Vbn || parse.children_by(verb, Relation::Aux).next().is_some() {
            return false;
        }
        match token.relation {
            Relation::Acl => true,
            Relation::Advcl => parse.children_by(verb, Relation::Nsubj).next().is_none(),
            Relation::Conj => parse.head(verb).is_some_and(|h| {
                self.is_verb(passage, h)
                    && parse.children_by(verb, Relation::Dobj).next().is_none()
                    && parse.children_by(verb, Relation::Nsubj).next().is_none()
                    && h < verb
                    && self.is_passive(passage, h)
            }),
            _ => parse.children_by(verb, Relation::Agent).next().is_some(),
        }
    }

    fn is_nonfinite(&self, passage: usize, verb: usize) -> bool {
        matches!(self.token(passage, verb).tag, Tag::Vbg | Tag::Vb)
    }

    fn has_finite_mark(&self, passage: usize, verb: usize) -> bool {
        let parse = self.parse(passage);
        parse.children_by(verb, Relation::Mark).any(|m| self.lower(passage, m) == "that")
    }
}

fn farther(parts: Vec<Part>, via: Via) -> Vec<Part> {
    parts.into_iter().map(|p| Part { via: p.via.max(via), ..p }).collect()
}

fn dedup(parts: Vec<Part>) -> Vec<Part> {
    let mut kept: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        if !kept.iter().any(|k| k.found == part.found) {
            kept.push(part);
        }
    }
    kept
}
