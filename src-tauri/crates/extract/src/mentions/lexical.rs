//! The lexicon's names in the text.

use std::ops::Range;

use lexicon::{NameUse, Reference, WordClass};
use syntax::{NameKind, Pos, Relation, Tag};

use super::scene::{How, Scene};
use crate::MentionKind;

pub(super) fn mark(scene: &mut Scene<'_>) {
    for m in scene.lexicon.find(&scene.doc.article.text) {
        let Some(passage) = scene.doc.passage_at(m.span.start) else { continue };
        let tokens = scene.doc.tokens_at(passage, m.span);
        let Reference::Actor(entry, usage) = m.reference else { continue };
        if !scene.is_free(passage, tokens.clone()) || is_part_of_another_name(scene, passage, &tokens, entry)
        {
            continue;
        }
        if let Some(how) = how(scene, passage, &tokens, entry, usage) {
            let actor = scene.cast.of_entry(of_the_day(scene, entry, m.span));
            scene.add_at(passage, tokens, m.span, actor, how);
        }
    }
}

/// The namesake who was in office at the article's date: "George Bush" in 1990 is the father.
fn of_the_day(scene: &Scene<'_>, entry: u32, span: text::Span) -> u32 {
    let lexicon = scene.lexicon;
    let Some(date) = scene.doc.article.published else { return entry };
    let serves = |e: u32| lexicon.entry(e).tenures.iter().any(|t| t.holds_at(date));
    if lexicon.entry(entry).kind != lexicon::ActorKind::Person || serves(entry) {
        return entry;
    }
    let words: Vec<&str> = span.of(&scene.doc.article.text).split_whitespace().collect();
    let Some(family) = words.last().filter(|_| words.len() > 1) else { return entry };
    let named_so = |e: u32| words.iter().all(|w| lexicon.entry(e).name.split_whitespace().any(|n| n == *w));
    let mut others = lexicon.family(family).filter(|&e| serves(e) && named_so(e));
    others.next().filter(|_| others.next().is_none()).unwrap_or(entry)
}

/// How the place reads the form; none where it does not mean the actor.
fn how(scene: &Scene<'_>, passage: usize, tokens: &Range<usize>, entry: u32, usage: NameUse) -> Option<How> {
    if has_attitude_prefix(scene, passage, tokens.start) {
        return None;
    }
    let head = scene.head_of(passage, tokens);
    let place = scene.is_place(passage, head);
    match usage {
        NameUse::Name | NameUse::Acronym
            if place && scene.lexicon.entry(entry).kind == lexicon::ActorKind::State =>
        {
            Some(How::weak(MentionKind::Name, "its name, as a place"))
        }
        NameUse::Name => Some(How::strong(MentionKind::Name, "its name")),
        NameUse::Acronym => Some(How::strong(MentionKind::Name, "its acronym")),
        NameUse::Metonym => Some(How::strong(MentionKind::Metonym, "seat of its government")),
        NameUse::Capital if place => Some(How::weak(MentionKind::Metonym, "its capital, as a place")),
        NameUse::Capital if acts(scene, passage, head) => {
            Some(How::strong(MentionKind::Metonym, "capital for its government"))
        }
        NameUse::Capital => Some(How::weak(MentionKind::Metonym, "its capital")),
        NameUse::Demonym => Some(demonym(scene, passage, head)),
    }
}

/// "the Russians", "Russian officials" stand for the state; "Russian carpets" only in passing.
fn demonym(scene: &Scene<'_>, passage: usize, head: usize) -> How {
    let token = scene.token(passage, head);
    let modifies = matches!(
        token.relation,
        Relation::Amod | Relation::Compound | Relation::Nmod | Relation::Poss | Relation::Nsubj
    );
    let noun = scene.parse(passage).head(head).filter(|_| modifies && token.relation != Relation::Nsubj);
    match noun {
        Some(noun) if scene.token(passage, noun).pos == Pos::Propn => {
            How::strong(MentionKind::Demonym, "its demonym before a name")
        }
        Some(noun) if scene.lexicon.is(WordClass::Agent, &scene.lemma(passage, noun)) => {
            How::strong(MentionKind::Demonym, "its demonym before those who act for it")
        }
        Some(_) => How::weak(MentionKind::Demonym, "its demonym"),
        None if matches!(token.tag, Tag::Nnps | Tag::Nns | Tag::Nnp | Tag::Nn) => {
            How::strong(MentionKind::Demonym, "its people for the state")
        }
        None => How::weak(MentionKind::Demonym, "its demonym"),
    }
}

/// A capital acts as subject, agent, possessor, or partner of a preposition of dealing.
fn acts(scene: &Scene<'_>, passage: usize, head: usize) -> bool {
    let parse = scene.parse(passage);
    match parse.tokens[head].relation {
        Relation::Nsubj | Relation::Nsubjpass | Relation::Poss | Relation::Dobj | Relation::Dative => true,
        Relation::Conj => parse.head(head).is_some_and(|h| acts(scene, passage, h)),
        Relation::Pobj => parse.head(head).is_some_and(|p| {
            let word = scene.lower(passage, p);
            matches!(
                word.as_str(),
                "with" | "against" | "by" | "between" | "on" | "upon" | "toward" | "towards"
            )
        }),
        Relation::Compound | Relation::Nmod => {
            let beside = |t: usize| scene.doc.word(passage, t) == "-";
            head.checked_sub(1).is_some_and(beside) || (head + 1 < parse.len() && beside(head + 1))
        }
        _ => false,
    }
}

/// "anti-Russian", "pro-Western", "non-American".
fn has_attitude_prefix(scene: &Scene<'_>, passage: usize, first: usize) -> bool {
    let Some(hyphen) = first.checked_sub(1).filter(|&t| scene.doc.word(passage, t) == "-") else {
        return false;
    };
    let prefix = hyphen.checked_sub(1).map(|t| scene.lower(passage, t)).unwrap_or_default();
    matches!(prefix.as_str(), "anti" | "pro" | "non" | "ex" | "un" | "post" | "mid" | "trans" | "intra")
}

/// Inside a longer name that is not made of titles: "Jordan" in "Michael Jordan", "Iran" in "Iran Air".
fn is_part_of_another_name(scene: &Scene<'_>, passage: usize, tokens: &Range<usize>, entry: u32) -> bool {
    let parse = scene.parse(passage);
    let after = parse.names().partition_point(|n| n.tokens.end <= tokens.start);
    let Some(name) = parse.names().get(after).filter(|n| n.tokens.start < tokens.end) else { return false };
    let inside = name.tokens.start <= tokens.start && tokens.end <= name.tokens.end && name.tokens != *tokens;
    if !inside || tokens.len() > 1 {
        return false;
    }
    let is_person = scene.lexicon.entry(entry).kind == lexicon::ActorKind::Person;
    match name.kind {
        NameKind::Person => !is_person && tokens.start > name.tokens.start,
        NameKind::WorkOfArt | NameKind::Product => true,
        _ => false,
    }
}
