//! Names that the name finder gives and the lexicon does not have.

use std::ops::Range;

use lexicon::{ActorKind, WordClass, slug};
use syntax::{NameKind, Pos, Tag};

use super::scene::{How, Scene};
use crate::MentionKind;

pub(super) fn mark(scene: &mut Scene<'_>) {
    for passage in 0..scene.doc.passages.len() {
        for name in scene.parse(passage).names() {
            let tokens = strip(scene, passage, name.tokens.clone());
            match name.kind {
                NameKind::Person => person(scene, passage, tokens),
                NameKind::Org => body(scene, passage, tokens),
                NameKind::Norp => people(scene, passage, tokens),
                _ => {}
            }
        }
    }
    second_mentions(scene);
}

/// A full name is a person; a bare family name is one already named, or an office-holder of the day.
fn person(scene: &mut Scene<'_>, passage: usize, tokens: Range<usize>) {
    let tokens = behind_title(scene, passage, tokens);
    let tokens = behind_mentions(scene, passage, tokens);
    if tokens.is_empty() || !scene.is_free(passage, tokens.clone()) || !is_name_like(scene, passage, &tokens)
    {
        return;
    }
    let name = words(scene, passage, &tokens);
    if let Some(actor) = scene.cast.recall(&name) {
        scene.add(passage, tokens, actor, How::strong(MentionKind::Name, "second mention of the name"));
    } else if tokens.len() > 1 {
        let known = same_person(scene, &name);
        let actor = known.unwrap_or_else(|| scene.cast.add_named(&name, ActorKind::Person));
        scene.add(passage, tokens, actor, How::strong(MentionKind::Name, "a person's name"));
    } else if let Some(entry) = office_holder(scene, passage, &tokens, &name) {
        let actor = scene.cast.of_entry(entry);
        scene.add(
            passage,
            tokens,
            actor,
            How::strong(MentionKind::Name, "family name of an office-holder of the day"),
        );
    } else if titled(scene, passage, tokens.start) {
        let actor = scene.cast.add_named(&name, ActorKind::Person);
        scene.cast.remember(&name, actor);
        scene.add(passage, tokens, actor, How::strong(MentionKind::Name, "a name behind a title"));
    }
}

/// A body whose name the lexicon lacks: what it is follows from the words of its name.
fn body(scene: &mut Scene<'_>, passage: usize, tokens: Range<usize>) {
    let inside: Vec<usize> = tokens.clone().filter_map(|t| scene.mention_at(passage, t)).collect();
    let last = scene.doc.word(passage, tokens.end.saturating_sub(1)).to_owned();
    let lexicon = scene.lexicon;
    let any = |class| tokens.clone().any(|t| lexicon.is(class, scene.doc.word(passage, t)));
    if any(WordClass::NotABody) || lexicon.is(WordClass::NotABody, &last) {
        return;
    }
    let kind = if any(WordClass::GovernmentWord) {
        ActorKind::GovernmentBody
    } else if any(WordClass::PartyWord) {
        ActorKind::Party
    } else if any(WordClass::CompanyWord) {
        ActorKind::Company
    } else {
        ActorKind::Organisation
    };
    let rest = behind_mentions(scene, passage, tokens.clone());
    if is_dateline(scene, passage, &tokens) {
        return;
    }
    if !scene.is_free(passage, rest.clone()) || rest.is_empty() {
        return;
    }
    if !is_name_like(scene, passage, &rest)
        || (rest.len() == 1 && !is_acronym(scene.doc.word(passage, rest.start)))
    {
        return;
    }
    let name = words(scene, passage, &tokens);
    let state =
        inside.iter().map(|&m| scene.found[m].actor).find(|&a| scene.cast.get(a).kind == ActorKind::State);
    if kind == ActorKind::GovernmentBody && state.is_none() && rest.len() < 3 {
        return; // "the Foreign Ministry": whose, the text must say
    }
    let known = scene.cast.recall(&name);
    let actor = known.unwrap_or_else(|| scene.cast.add_named(&name, kind));
    if let (ActorKind::GovernmentBody, Some(state)) = (kind, state) {
        scene.cast.affiliate(actor, state);
    }
    scene.cast.remember(&words(scene, passage, &rest), actor);
    remember_acronym(scene, passage, tokens.end, actor);
    scene.add(passage, rest, actor, How::strong(MentionKind::Name, "a body's name"));
}

/// "DAYTON, Ohio -", "GENEVA (Reuters)": where a report was written.
fn is_dateline(scene: &Scene<'_>, passage: usize, tokens: &Range<usize>) -> bool {
    let first = (0..tokens.start).all(|t| scene.token(passage, t).is_space);
    let after = scene.parse(passage).tokens.get(tokens.end).map(|_| scene.doc.word(passage, tokens.end));
    first
        && matches!(after, Some("," | "(" | "-" | "–" | "—" | "--" | ":"))
        && words(scene, passage, tokens).chars().all(|c| !c.is_lowercase())
}

/// Members of a party or people: "Kurds" are in the lexicon, "Sandinistas" may not be.
fn people(scene: &mut Scene<'_>, passage: usize, tokens: Range<usize>) {
    let plural = tokens.end.checked_sub(1).is_some_and(|t| {
        matches!(scene.token(passage, t).tag, Tag::Nnps | Tag::Nns)
            && scene.doc.word(passage, t).ends_with('s')
    });
    let known_faith = matches!(
        words(scene, passage, &tokens).as_str(),
        "Muslims"
            | "Christians"
            | "Jews"
            | "Sunnis"
            | "Shiites"
            | "Shias"
            | "Hindus"
            | "Buddhists"
            | "Catholics"
            | "Protestants"
            | "Europeans"
            | "Africans"
            | "Asians"
            | "Islamists"
    );
    if plural && !known_faith && scene.is_free(passage, tokens.clone()) {
        let name = words(scene, passage, &tokens);
        let actor = scene.cast.add_named(&name, ActorKind::People);
        scene.add(passage, tokens, actor, How::strong(MentionKind::Name, "a people's name"));
    }
}

/// Short names anywhere in the text, wherever the name finder overlooked them.
fn second_mentions(scene: &mut Scene<'_>) {
    for passage in 0..scene.doc.passages.len() {
        for t in 0..scene.parse(passage).len() {
            let word = scene.doc.word(passage, t);
            if scene.token(passage, t).pos != Pos::Propn
                || !scene.is_free(passage, t..t + 1)
                || beside_name(scene, passage, t)
            {
                continue;
            }
            if let Some(actor) = scene.cast.recall(word).filter(|_| !scene.lexicon.is_common_word(word)) {
                scene.add(
                    passage,
                    t..t + 1,
                    actor,
                    How::strong(MentionKind::Name, "second mention of the name"),
                );
            }
        }
    }
}

/// Another free capitalised word stands right before or after: a longer name than the one recalled.
fn beside_name(scene: &Scene<'_>, passage: usize, t: usize) -> bool {
    let name = |i: usize| {
        i < scene.parse(passage).len()
            && scene.token(passage, i).pos == Pos::Propn
            && scene.mention_at(passage, i).is_none()
            && scene.lexicon.title(scene.doc.word(passage, i)).is_none()
    };
    t.checked_sub(1).is_some_and(name) || name(t + 1)
}

/// "(SCO)" right behind a name.
fn remember_acronym(scene: &mut Scene<'_>, passage: usize, after: usize, actor: usize) {
    let parse = scene.parse(passage);
    if after + 2 < parse.len()
        && scene.doc.word(passage, after) == "("
        && scene.doc.word(passage, after + 2) == ")"
    {
        let acronym = scene.doc.word(passage, after + 1);
        if is_acronym(acronym) {
            scene.cast.remember(acronym, actor);
        }
    }
}

/// A person of the cast whose name holds all these words, or the other way round.
fn same_person(scene: &Scene<'_>, name: &str) -> Option<usize> {
    let id = slug(name);
    let family = name.rsplit(' ').next().unwrap_or(name);
    let known = scene.cast.recall(family)?;
    let actor = scene.cast.get(known);
    let mine: Vec<&str> = id.split('-').collect();
    let theirs: Vec<String> = slug(&actor.name).split('-').map(str::to_owned).collect();
    let contained = mine.iter().all(|w| theirs.iter().any(|t| t == w))
        || theirs.iter().all(|t| mine.contains(&t.as_str()));
    (actor.kind == ActorKind::Person && contained).then_some(known)
}

/// The one office-holder of that family name at the article's date, or ever where it has none.
fn office_holder(scene: &Scene<'_>, passage: usize, tokens: &Range<usize>, name: &str) -> Option<u32> {
    if scene.lexicon.is_common_word(name) && !titled(scene, passage, tokens.start) {
        return None;
    }
    let date = scene.doc.article.published;
    let in_office = |&e: &u32| {
        let entry = scene.lexicon.entry(e);
        date.is_none_or(|d| entry.tenures.iter().any(|t| t.holds_at(d)))
    };
    let mut holders = scene.lexicon.family(name).filter(in_office);
    holders.next().filter(|_| holders.next().is_none())
}

/// A title or office stands right before the token.
fn titled(scene: &Scene<'_>, passage: usize, start: usize) -> bool {
    start.checked_sub(1).is_some_and(|t| scene.lexicon.title(scene.doc.word(passage, t)).is_some())
}

/// Without determiners, possessive marks, quotation marks and white space at the ends.
fn strip(scene: &Scene<'_>, passage: usize, mut tokens: Range<usize>) -> Range<usize> {
    let parse = scene.parse(passage);
    let outer = |t: usize| {
        let token = &parse.tokens[t];
        token.is_space || matches!(token.pos, Pos::Det | Pos::Punct | Pos::Part) || token.tag == Tag::Pos
    };
    while !tokens.is_empty() && outer(tokens.start) {
        tokens.start += 1;
    }
    while !tokens.is_empty() && outer(tokens.end - 1) {
        tokens.end -= 1;
    }
    tokens
}

/// Without titles that the name finder took for a part of the name.
fn behind_title(scene: &Scene<'_>, passage: usize, mut tokens: Range<usize>) -> Range<usize> {
    while tokens.len() > 1 {
        let longest = (1..tokens.len()).rev().find(|&n| {
            let title = words(scene, passage, &(tokens.start..tokens.start + n));
            scene.lexicon.title(&title).is_some()
        });
        match longest {
            Some(n) => tokens.start += n,
            None => break,
        }
    }
    tokens
}

/// Behind mentions that already stand at the front: "Russian" of "Russian Railways".
fn behind_mentions(scene: &Scene<'_>, passage: usize, mut tokens: Range<usize>) -> Range<usize> {
    while tokens.len() > 1 && scene.mention_at(passage, tokens.start).is_some() {
        tokens.start += 1;
        let possessive = scene.token(passage, tokens.start).tag == Tag::Pos;
        tokens.start += usize::from(possessive && tokens.len() > 1);
    }
    tokens
}

/// Capitalised, made of letters.
fn is_name_like(scene: &Scene<'_>, passage: usize, tokens: &Range<usize>) -> bool {
    let first = scene.doc.word(passage, tokens.start);
    let last = scene.doc.word(passage, tokens.end - 1);
    let name = words(scene, passage, tokens);
    [first, last].iter().all(|w| w.starts_with(|c: char| c.is_uppercase()) || w.contains('-') || w.len() < 4)
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.' | '&' | '–'))
        && name.chars().filter(|c| c.is_alphabetic()).count() > 1
        && scene.lexicon.lookup(&name) != Some(lexicon::Reference::NotActor)
}

fn is_acronym(word: &str) -> bool {
    (2..=8).contains(&word.len()) && word.chars().all(|c| c.is_uppercase() || c == '-' || c == '.')
}

/// The words as the text has them.
fn words(scene: &Scene<'_>, passage: usize, tokens: &Range<usize>) -> String {
    let words = scene.doc.span(passage, tokens.clone()).of(&scene.doc.article.text);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
