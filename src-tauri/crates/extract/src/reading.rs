//! What the engine says of one article.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use lexicon::{ActorKind, Modality, Relation, Sign};
use text::{PartialDate, Sentence, Span};

/// The identity of an actor across articles: an ISO 3166-1 alpha-3 code (`CHN`), an upper-case code
/// (`NATO`), or a slug (`xi-jinping`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorId(Arc<str>);

/// One party that acts, is acted on, or speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub id: ActorId,
    pub name: String,
    pub kind: ActorKind,
    /// For whom it speaks: the state of a minister, army or ministry.
    pub of: Option<ActorId>,
}

/// A place where the text names an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub span: Span,
    /// Index into [`Reading::sentences`].
    pub sentence: u32,
    pub actor: ActorId,
    pub kind: MentionKind,
    /// Why it was read as this actor, in words for a person: "capital for its government".
    pub why: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// The actor's own name, alias or acronym.
    Name,
    /// "Russian officials", "the Chinese".
    Demonym,
    /// Capital or building: "the Kremlin".
    Metonym,
    /// An office or title: "the prime minister".
    Office,
    /// "he", "it", "both countries".
    Pronoun,
    /// Marked by the sender of the text.
    Given,
}

/// A directed stance, source toward target, held at one place of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Stance {
    pub source: ActorId,
    pub target: ActorId,
    pub relation: Relation,
    pub sign: Sign,
    /// −10 to +10 on a Goldstein-like scale.
    pub intensity: f32,
    pub modality: Modality,
    /// Holds both ways ("A and B met"); the other direction is a stance of its own, marked alike.
    pub mutual: bool,
    pub attribution: Option<Attribution>,
    /// Of the act where the text gives one, else of the article.
    pub date: Option<PartialDate>,
    pub evidence: Evidence,
    /// 0 to 1.
    pub confidence: f32,
}

/// Whose word a stance is, where it is not the text's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attribution {
    Actor(ActorId),
    Outlet(String),
}

/// The words by which a stance was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Index into [`Reading::sentences`].
    pub sentence: u32,
    /// The mention read as source, and the one read as target.
    pub source: Span,
    pub target: Span,
    /// The trigger words; a stance without a trigger covers its sentence.
    pub trigger: Option<Span>,
    /// How source, trigger and target hang together, in words for a person.
    pub path: String,
    /// The rule or model, `cue/condemn`.
    pub reader: String,
}

/// Everything read from one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub sentences: Vec<Sentence>,
    /// By id.
    pub actors: Vec<Actor>,
    /// By place.
    pub mentions: Vec<Mention>,
    /// By place.
    pub stances: Vec<Stance>,
    /// Sentences for a person.
    pub warnings: Vec<String>,
}

/// Stances below this confidence are kept but not shown unless asked for.
pub const SHOWN_FROM: f32 = 0.5;

impl ActorId {
    pub fn new(id: impl Into<Arc<str>>) -> Self {
        ActorId(id.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for ActorId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for ActorId {
    fn from(id: &str) -> Self {
        ActorId(id.into())
    }
}

impl fmt::Display for ActorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ActorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Stance {
    /// Whether the window shows it at its default threshold.
    pub fn is_shown(&self) -> bool {
        self.confidence >= SHOWN_FROM
    }
}

impl Reading {
    /// The actor of that id.
    pub fn actor(&self, id: &ActorId) -> Option<&Actor> {
        self.actors.binary_search_by(|a| a.id.cmp(id)).ok().map(|i| &self.actors[i])
    }
}
