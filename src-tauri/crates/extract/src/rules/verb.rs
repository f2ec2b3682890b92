//! A verb with its subject and object: "China condemned the Russian strike".

use std::collections::BTreeSet;

use lexicon::{ActorKind, Cue, Frame as CueFrame, Relation as Kind, Slot, WordClass};
use syntax::Relation;

use super::Frame;
use crate::mentions::Scene;
use crate::slots::{Part, Role, Via};

/// Claims of the verb at `t`, by the sense that asks for most words and finds both its actors.
pub(crate) fn read<'s>(scene: &'s Scene<'_>, passage: usize, t: usize) -> Option<Frame<'s>> {
    if !scene.is_verb(passage, t) {
        return None;
    }
    let lemma = scene.lemma(passage, t);
    let senses = scene.lexicon.cues(&lemma).iter().filter(|c| c.frame == CueFrame::Verb);
    senses.filter_map(|sense| attempt(scene, passage, t, sense)).next()
}

fn attempt<'s>(scene: &'s Scene<'_>, passage: usize, t: usize, sense: &'s Cue) -> Option<Frame<'s>> {
    let words = words_of(scene, passage, t, sense)?;
    let (mut sources, source_slot) = sources(scene, passage, t, sense);
    let (targets, target_slot) = targets(scene, passage, t, sense, &words);
    if sense.mutual && sources.is_empty() && scene.is_passive(passage, t) {
        sources = scene.objects(passage, t); // "is allied with"
    }
    let mut frame = Frame {
        passage,
        cue: t,
        words: words.clone(),
        sense,
        sources,
        targets,
        held: scene.held(passage, t),
        confidence: 0.85,
        reader: "verb",
        slots: (source_slot, target_slot),
    };
    if needs_actors(sense.relation) {
        frame.targets.retain(|p| p.via != Via::Owner);
    }
    if LEAVING.contains(&sense.words[0].as_str()) {
        frame.targets.retain(|p| p.via == Via::Direct && is_membership(scene, *p));
    }
    let complete =
        !frame.sources.is_empty() && (!frame.targets.is_empty() || sense.mutual && frame.sources.len() > 1);
    complete.then_some(frame)
}

/// Verbs that reject a body one belongs to, and only move away from a place.
const LEAVING: [&str; 2] = ["leave", "quit"];

fn is_membership(scene: &Scene<'_>, part: Part) -> bool {
    let kind = scene.cast.get(scene.found[part.found].actor).kind;
    matches!(kind, ActorKind::Organisation | ActorKind::Bloc | ActorKind::Party)
}

/// One meets, visits and hosts actors, not their proposals.
fn needs_actors(relation: Kind) -> bool {
    matches!(relation, Kind::Consults | Kind::AsksForHelp)
}

/// The tokens of the cue's words around the verb; none where one is missing, or where a particle
/// makes another verb of it ("call off").
pub(crate) fn words_of(scene: &Scene<'_>, passage: usize, t: usize, sense: &Cue) -> Option<BTreeSet<usize>> {
    let mut words = BTreeSet::from([t]);
    for word in &sense.words[1..] {
        words.insert(attached(scene, passage, &words, word)?);
    }
    let parse = scene.parse(passage);
    let mut particles = parse.children_by(t, Relation::Prt);
    let strange = sense.words.len() == 1 && particles.next().is_some();
    (!strange).then_some(words)
}

/// A word of the cue that hangs on one of those found, or on what a preposition or object of
/// theirs holds.
fn attached(scene: &Scene<'_>, passage: usize, words: &BTreeSet<usize>, word: &str) -> Option<usize> {
    let parse = scene.parse(passage);
    let is_word = |&c: &usize| {
        !words.contains(&c) && (scene.lemma(passage, c) == word || scene.lower(passage, c) == word)
    };
    let near = |&c: &usize| {
        matches!(
            parse.tokens[c].relation,
            Relation::Prt
                | Relation::Prep
                | Relation::Dobj
                | Relation::Acomp
                | Relation::Advmod
                | Relation::Xcomp
                | Relation::Attr
                | Relation::Oprd
                | Relation::Nsubjpass
                | Relation::Agent
                | Relation::Dative
                | Relation::Pobj
                | Relation::Amod
                | Relation::Compound
                | Relation::Conj
                | Relation::Nmod
                | Relation::Ccomp
        )
    };
    // A verb can be a word of the cue as an infinitive ("refuse recognise"), not as a clause or conjunct.
    let aside = |c: usize| {
        scene.is_verb(passage, c) && matches!(parse.tokens[c].relation, Relation::Conj | Relation::Ccomp)
    };
    let step = |&w: &usize| parse.children(w).filter(near).filter(|&c| !aside(c)).collect::<Vec<_>>();
    let first: Vec<usize> = words.iter().flat_map(step).collect();
    let second: Vec<usize> =
        first.iter().flat_map(|c| parse.children(*c).filter(near).collect::<Vec<_>>()).collect();
    // "held a *series* of talks"
    let counted = second.iter().filter(|&&p| {
        parse.head(p).is_some_and(|h| scene.lexicon.is(WordClass::Quantity, &scene.lemma(passage, h)))
    });
    let third = counted.flat_map(|&p| parse.children_by(p, Relation::Pobj).collect::<Vec<_>>());
    first.iter().chain(&second).copied().chain(third).find(is_word)
}

fn sources(scene: &Scene<'_>, passage: usize, t: usize, sense: &Cue) -> (Vec<Part>, &'static str) {
    for slot in &sense.source {
        let (parts, name) = match slot {
            Slot::Object => (scene.objects(passage, t), "object"),
            _ => (scene.subjects(passage, t), "subject"),
        };
        if !parts.is_empty() {
            return (parts, name);
        }
    }
    (vec![], "subject")
}

fn targets(
    scene: &Scene<'_>,
    passage: usize,
    t: usize,
    sense: &Cue,
    words: &BTreeSet<usize>,
) -> (Vec<Part>, String) {
    for slot in &sense.target {
        let (parts, name) = target(scene, passage, t, slot, words);
        if !parts.is_empty() {
            return (parts, name);
        }
    }
    (vec![], String::new())
}

fn target(
    scene: &Scene<'_>,
    passage: usize,
    t: usize,
    slot: &Slot,
    words: &BTreeSet<usize>,
) -> (Vec<Part>, String) {
    let parse = scene.parse(passage);
    match slot {
        Slot::Object => {
            let verbs = words.iter().filter(|&&w| scene.is_verb(passage, w));
            let parts = verbs.map(|&w| scene.objects(passage, w)).find(|p| !p.is_empty());
            (parts.unwrap_or_default(), "object".into())
        }
        Slot::Subject => {
            let heads = parse.children_by(t, Relation::Nsubj);
            (heads.flat_map(|h| scene.parts(passage, h, Role::Target)).collect(), "subject".into())
        }
        Slot::Dative => {
            let heads = parse.children_by(t, Relation::Dative);
            (heads.flat_map(|h| scene.parts(passage, h, Role::Target)).collect(), "indirect object".into())
        }
        Slot::Possessor => {
            let parts = words.iter().filter(|&&w| w != t).flat_map(|&w| scene.possessors(passage, w));
            (parts.collect(), "possessor".into())
        }
        Slot::Clause => {
            let clauses = parse.children_by(t, Relation::Ccomp);
            let heads = clauses.flat_map(|c| {
                parse
                    .children(c)
                    .filter(|&s| matches!(parse.tokens[s].relation, Relation::Nsubj | Relation::Nsubjpass))
            });
            (
                heads.flat_map(|h| scene.parts(passage, h, Role::Target)).collect(),
                "subject of the clause".into(),
            )
        }
        Slot::Preposition(prep) => {
            let objects = scene.object_heads(passage, t);
            let anchors = words.iter().copied().chain(objects);
            let parts = anchors
                .flat_map(|w| {
                    // A preposition that is itself one of the cue's words: "vote *against* X".
                    let own =
                        (scene.lower(passage, w) == *prep).then(|| parse.children_by(w, Relation::Pobj));
                    let own = own.into_iter().flatten().flat_map(|o| scene.parts(passage, o, Role::Target));
                    own.chain(scene.prep_parts(passage, w, prep, Role::Target)).collect::<Vec<_>>()
                })
                .collect::<Vec<_>>();
            (parts, format!("behind “{prep}”"))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::check;

    #[test]
    fn subject_and_object() {
        check("France condemned Iran.", "FRA criticises IRN");
        check("Iran was condemned by France and Germany.", "DEU criticises IRN; FRA criticises IRN");
        check("China rejected Russia's resolution.", "CHN rejects RUS");
        check("Turkey met France in Rome.", "FRA consults TUR; TUR consults FRA");
        check("The text did not condemn Hamas and was rejected by France.", "");
        check("Britain left the European Union.", "GBR rejects EU");
        check("Putin rarely leaves Russia for Iran.", "");
    }

    #[test]
    fn no_stance_without_words_for_one() {
        check("France and Germany share a border.", "");
        check("The minister flew from France to Germany for a holiday with friends.", "");
        check("France called off the match against Italy.", "");
    }

    #[test]
    fn control_and_negation() {
        check("France urged Iran to free the hostages.", "FRA appeals_to IRN");
        check("Germany refused to support France.", "DEU rejects FRA");
        check("France did not condemn Iran.", "FRA criticises IRN negated");
        check("France threatened to attack Iran.", "FRA threatens IRN");
        check("France may recognise Kosovo.", "FRA recognises XKX hedged");
    }
}
