//! The actors of one article, each once.

use std::collections::BTreeMap;

use lexicon::{ActorKind, Lexicon, slug};
use text::PartialDate;

use crate::{Actor, ActorId};

/// Who takes part in an article. Actors are numbered in the order of their appearance.
pub(crate) struct Cast<'l> {
    lexicon: &'l Lexicon,
    date: Option<PartialDate>,
    actors: Vec<Actor>,
    by_id: BTreeMap<ActorId, usize>,
    /// Words by which the text refers to one of them again: "Jeremic", "SCO".
    short_names: BTreeMap<String, usize>,
}

impl<'l> Cast<'l> {
    pub(crate) fn new(lexicon: &'l Lexicon, date: Option<PartialDate>) -> Self {
        Cast { lexicon, date, actors: vec![], by_id: BTreeMap::new(), short_names: BTreeMap::new() }
    }

    pub(crate) fn actors(&self) -> &[Actor] {
        &self.actors
    }

    pub(crate) fn into_actors(self) -> Vec<Actor> {
        self.actors
    }

    pub(crate) fn get(&self, actor: usize) -> &Actor {
        &self.actors[actor]
    }

    /// The actor of a lexicon entry; a person speaks for the office held at the article's date.
    pub(crate) fn of_entry(&mut self, entry: u32) -> usize {
        let lexicon = self.lexicon;
        let e = lexicon.entry(entry);
        let of = e.of.as_deref().or_else(|| e.tenure_at(self.date).map(|t| t.of.as_str()));
        let actor = self.add(&e.id, &e.name, e.kind);
        if let Some(of) = of {
            self.affiliate_with_id(actor, of);
        }
        e.family.iter().for_each(|family| self.remember(family, actor));
        actor
    }

    /// The actor of that id, new where it is not there yet.
    pub(crate) fn add(&mut self, id: &str, name: &str, kind: ActorKind) -> usize {
        if let Some(&known) = self.by_id.get(id) {
            return known;
        }
        let id = ActorId::from(id);
        self.by_id.insert(id.clone(), self.actors.len());
        self.actors.push(Actor { id, name: name.to_owned(), kind, of: None });
        self.actors.len() - 1
    }

    /// An actor whom only this text names.
    pub(crate) fn add_named(&mut self, name: &str, kind: ActorKind) -> usize {
        let actor = self.add(&slug(name), name, kind);
        if kind == ActorKind::Person
            && let Some((_, family)) = name.rsplit_once(' ')
        {
            self.remember(family, actor);
        }
        actor
    }

    /// Lets `words` refer to the actor from now on; the first to claim them keeps them.
    pub(crate) fn remember(&mut self, words: &str, actor: usize) {
        self.short_names.entry(words.to_owned()).or_insert(actor);
    }

    /// Whom `words` refer to in this article.
    pub(crate) fn recall(&self, words: &str) -> Option<usize> {
        self.short_names.get(words).copied()
    }

    /// `actor` speaks for `of` in this article.
    pub(crate) fn affiliate(&mut self, actor: usize, of: usize) {
        let of = self.actors[of].id.clone();
        if self.actors[actor].id != of {
            self.actors[actor].of = Some(of);
        }
    }

    fn affiliate_with_id(&mut self, actor: usize, of: &str) {
        if self.actors[actor].of.is_some() {
            return;
        }
        let lexicon = self.lexicon;
        if let Some(entry) = lexicon.by_id(of) {
            let of = self.add(&entry.id, &entry.name, entry.kind);
            self.affiliate(actor, of);
        }
    }

    /// Whom the actor speaks for, one step up.
    fn speaks_for_directly(&self, actor: usize) -> Option<usize> {
        self.actors[actor].of.as_ref().and_then(|of| self.by_id.get(of)).copied()
    }

    /// Whether one of the two speaks for the other, or both are one. Two of a country, such as a
    /// president and an opposition party, are two sides.
    pub(crate) fn is_one_side(&self, a: usize, b: usize) -> bool {
        self.chain(a).any(|x| x == b) || self.chain(b).any(|x| x == a)
    }

    /// The actor, whom it speaks for, and so on to the top.
    pub(crate) fn chain(&self, actor: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(actor), |&a| self.speaks_for_directly(a)).take(8)
    }

    /// The state or body at the top of the actor's affiliations.
    pub(crate) fn speaks_for(&self, actor: usize) -> usize {
        self.chain(actor).last().unwrap_or(actor)
    }
}
