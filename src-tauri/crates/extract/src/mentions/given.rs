//! Spans that the sender marked as actors.

use lexicon::{ActorKind, Reference};

use super::scene::{How, Scene};
use crate::{GivenMention, MentionKind};

/// Marks the given spans; where two overlap, the one given first keeps the place.
pub(super) fn mark(scene: &mut Scene<'_>, given: &[GivenMention]) {
    for mention in given {
        let Some(passage) = scene.doc.passage_at(mention.span.start) else { continue };
        let words = mention.span.of(&scene.doc.article.text);
        let kind = kind_of(scene, words);
        let actor = scene.cast.add(&mention.id, words, kind);
        let tokens = scene.doc.tokens_at(passage, mention.span);
        let how = How::strong(MentionKind::Given, "marked by the sender");
        scene.add_at(passage, tokens, mention.span, actor, how);
    }
}

/// The kind of the last of the lexicon's actors inside, or a body where there is none.
fn kind_of(scene: &Scene<'_>, words: &str) -> ActorKind {
    let mut kinds = scene.lexicon.find(words).into_iter().filter_map(|m| match m.reference {
        Reference::Actor(entry, _) => Some(scene.lexicon.entry(entry).kind),
        Reference::NotActor => None,
    });
    kinds.next_back().unwrap_or(ActorKind::Organisation)
}
