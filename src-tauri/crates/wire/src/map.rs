//! The map and the list of articles.

use std::collections::BTreeSet;

use extract::Actor;
use graph::Tie;
use lexicon::ActorKind;
use store::Entry;
use text::Language;

use crate::collection::summary;
use crate::{ActorKindView, ArticleView, Collection, MapActorView, MapTieView, MapView};

/// Where an actor stands: pixels at zoom 1, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    pub x: f32,
    pub y: f32,
    pub pinned: bool,
}

/// A node's radius in pixels at zoom 1 from the number of sentences behind its ties.
pub fn radius(evidence: usize) -> f32 {
    (12.0 + 2.5 * (evidence as f32).sqrt()).min(44.0)
}

/// A line's width in pixels, 1 to 7, from a tie's strength (10 is one sure attack). The scale is
/// absolute, so that a new article never thins the lines of the others.
pub fn width(strength: f32) -> f32 {
    1.0 + 6.0 * (strength / FULL_STRENGTH).clamp(0.0, 1.0).sqrt()
}

/// From here on a line has its full width: eight sure attacks.
const FULL_STRENGTH: f32 = 80.0;

impl Collection {
    /// The whole map; `place` says where an actor of the map stands.
    pub fn map(&self, revision: u32, place: impl Fn(&str) -> Place) -> MapView {
        let actors = self.graph().actors().map(|actor| self.map_actor(actor, place(actor.id.as_str())));
        let ties = self.graph().ties().map(map_tie);
        MapView { revision, actors: actors.collect(), ties: ties.collect() }
    }

    /// The list of articles, those opened last first.
    pub fn articles(&self) -> Vec<ArticleView> {
        self.newest_first().map(|entry| self.article(entry)).collect()
    }

    /// A line of the list of articles.
    pub fn article(&self, entry: &Entry) -> ArticleView {
        let mut actors = BTreeSet::new();
        let (mut stances, mut ties) = (0, BTreeSet::new());
        for mention in entry.reading.iter().flat_map(|reading| &reading.mentions) {
            actors.extend(self.graph().stands_for(mention.actor.as_str()).map(|actor| &actor.id));
        }
        for (_, stance) in self.stances(entry) {
            let Some(tie) = self.tie_of(stance) else { continue };
            ties.insert((&tie.source, &tie.target));
            stances += u32::from(stance.modality.weight() > 0.0);
        }
        let read = entry.reading.iter().flat_map(|reading| &reading.warnings);
        ArticleView {
            id: entry.id,
            title: title(entry),
            outlet: entry.article.outlet.clone(),
            published: entry.article.published.map(|date| date.to_string()),
            file_name: entry.file_name.clone(),
            unread_language: match &entry.article.language {
                Language::Other(name) => Some(name.clone()),
                Language::English | Language::Unsure => None,
            },
            words: entry.article.text.split_whitespace().count() as u32,
            actors: actors.len() as u32,
            stances,
            ties: ties.len() as u32,
            warnings: entry.warnings.iter().chain(read).cloned().collect(),
            sample: entry.sample,
        }
    }

    fn map_actor(&self, actor: &Actor, place: Place) -> MapActorView {
        let id = actor.id.as_str();
        let evidence = self.graph().evidence(id);
        MapActorView {
            id: id.to_owned(),
            name: actor.name.clone(),
            code: code(actor),
            kind: actor.kind.into(),
            x: place.x,
            y: place.y,
            pinned: place.pinned,
            radius: radius(evidence),
            evidence: evidence as u32,
            articles: self.naming(id).map_or(0, BTreeSet::len) as u32,
        }
    }
}

impl From<ActorKind> for ActorKindView {
    fn from(kind: ActorKind) -> Self {
        match kind {
            ActorKind::State => ActorKindView::State,
            ActorKind::Territory => ActorKindView::Territory,
            ActorKind::Bloc => ActorKindView::Bloc,
            ActorKind::Organisation => ActorKindView::Organisation,
            ActorKind::GovernmentBody => ActorKindView::GovernmentBody,
            ActorKind::ArmedGroup => ActorKindView::ArmedGroup,
            ActorKind::People => ActorKindView::People,
            ActorKind::Party => ActorKindView::Party,
            ActorKind::Company => ActorKindView::Company,
            ActorKind::Person => ActorKindView::Person,
        }
    }
}

/// An article's title, or the first words of its text.
pub fn title(entry: &Entry) -> String {
    if let Some(title) = entry.article.title() {
        return title.trim().to_owned();
    }
    let mut words = entry.article.text.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(10).collect();
    let more = if words.next().is_some() { "…" } else { "" };
    format!("{}{more}", first.join(" "))
}

fn map_tie(tie: &Tie) -> MapTieView {
    MapTieView {
        source: tie.source.to_string(),
        target: tie.target.to_string(),
        sign: tie.sign.into(),
        positive: tie.arithmetic.positive,
        negative: tie.arithmetic.negative,
        width: width(tie.strength),
        tentative: tie.tentative,
        mutual: tie.mutual,
        sentences: tie.sentences() as u32,
        articles: tie.articles() as u32,
        summary: summary(tie),
    }
}

/// Up to four letters to stand inside a node: the id where it is a short code, else the initials of
/// the name, else its first three letters.
fn code(actor: &Actor) -> String {
    let id = actor.id.as_str();
    if id.len() <= 4 && id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) {
        return id.to_owned();
    }
    let initial = |word: &str| word.chars().next().filter(|c| c.is_uppercase());
    let initials: String = actor.name.split([' ', '-']).filter_map(initial).take(4).collect();
    if initials.chars().count() > 1 {
        return initials;
    }
    actor.name.chars().filter(|c| c.is_alphanumeric()).take(3).flat_map(char::to_uppercase).collect()
}
