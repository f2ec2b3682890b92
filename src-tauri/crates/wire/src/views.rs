//! What the window draws. Ready to show: names resolved, offsets in UTF-16, numbers summed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A half-open range of UTF-16 code units in an article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RangeView {
    pub start: u32,
    pub end: u32,
}

/// What the window needs at its start.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StartView {
    pub version: String,
    /// Where the library's file lies, for a person to read.
    pub library_path: String,
    pub library: LibraryState,
    /// Files are being read already (given by argument).
    pub jobs: Vec<crate::JobView>,
}

/// How the library opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum LibraryState {
    Open,
    /// The file was left untouched and the app runs without it; `reason` says why and what to do.
    Unavailable {
        reason: String,
    },
}

/// A line of the list of articles.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ArticleView {
    pub id: u32,
    /// The title, or the first words of the text.
    pub title: String,
    pub outlet: Option<String>,
    /// YYYY[-MM[-DD]]
    pub published: Option<String>,
    pub file_name: String,
    /// English name of the language where it is not English; such an article is not read for stances.
    pub unread_language: Option<String>,
    pub words: u32,
    pub actors: u32,
    /// Stances that colour a tie.
    pub stances: u32,
    /// Ties of the map with evidence in this article.
    pub ties: u32,
    pub warnings: Vec<String>,
    pub sample: bool,
}

/// The whole map.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct MapView {
    /// Counts up with each change of the library.
    pub revision: u32,
    pub actors: Vec<MapActorView>,
    pub ties: Vec<MapTieView>,
}

/// A node. Units of x and y: pixels at zoom 1, the map's middle at 0, 0, y downwards.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MapActorView {
    pub id: String,
    pub name: String,
    /// Up to four letters to stand inside the node: "CHN", "NATO".
    pub code: String,
    pub kind: ActorKindView,
    pub x: f32,
    pub y: f32,
    pub pinned: bool,
    /// Radius in pixels at zoom 1; grows with the square root of the evidence of its ties.
    pub radius: f32,
    /// Evidence sentences of all its ties.
    pub evidence: u32,
    pub articles: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActorKindView {
    State,
    Territory,
    Bloc,
    Organisation,
    GovernmentBody,
    ArmedGroup,
    People,
    Party,
    Company,
    Person,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TieSignView {
    Positive,
    Negative,
    Mixed,
    Neutral,
}

/// All stances of one actor toward another.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MapTieView {
    pub source: String,
    pub target: String,
    pub sign: TieSignView,
    /// Sum of positive and sum of negative contributions (both ≥ 0), intensity × confidence × modality weight.
    pub positive: f32,
    pub negative: f32,
    /// Line width in pixels, 1 to 7, square-root scaled.
    pub width: f32,
    /// Only expected or hedged evidence.
    pub tentative: bool,
    /// The opposite tie exists and every stance of both holds both ways: one lane, two arrows.
    pub mutual: bool,
    pub sentences: u32,
    pub articles: u32,
    /// "attacks, criticises", strongest first, for the hover line.
    pub summary: String,
}

/// One actor, for the detail.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ActorView {
    pub id: String,
    pub name: String,
    pub kind: ActorKindView,
    /// For whom it speaks.
    pub of: Option<ActorRefView>,
    /// Persons and bodies that roll up to it, by name.
    pub members: Vec<MemberView>,
    /// How the texts name it, most frequent first.
    pub readings: Vec<ReadingOfNameView>,
    pub ties: Vec<ActorTieView>,
    /// Ids of the articles that name it, newest first.
    pub articles: Vec<u32>,
    pub mentions: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ActorRefView {
    pub id: String,
    pub name: String,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct MemberView {
    pub id: String,
    pub name: String,
    pub kind: ActorKindView,
    pub mentions: u32,
}

/// One form under which an actor stands in the texts, and why it was read so.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ReadingOfNameView {
    pub words: String,
    /// "capital for its government"
    pub why: String,
    pub count: u32,
    /// The first place: article and range.
    pub article: u32,
    pub range: RangeView,
}

/// A tie as seen from one of its actors.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ActorTieView {
    pub source: ActorRefView,
    pub target: ActorRefView,
    pub sign: TieSignView,
    pub sentences: u32,
    pub summary: String,
}

/// A tie with every sentence behind it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TieView {
    pub source: ActorRefView,
    pub target: ActorRefView,
    pub sign: TieSignView,
    pub positive: f32,
    pub negative: f32,
    pub tentative: bool,
    /// The tie the other way, where there is one.
    pub reverse: Option<TieSignView>,
    /// Newest first, then in the order of the text.
    pub stances: Vec<StanceView>,
}

/// A stance with its sentence, ready to read.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StanceView {
    /// Stable within one revision of the library.
    pub id: u32,
    pub article: u32,
    pub article_title: String,
    pub outlet: Option<String>,
    /// The actors as the sentence names them, before rolling up: "Sergei Lavrov" for Russia.
    pub source: ActorRefView,
    pub target: ActorRefView,
    /// "criticises"
    pub relation: String,
    /// "is allied with", to stand between the two names.
    pub phrase: String,
    pub plover: Option<String>,
    pub sign: SignView,
    pub intensity: f32,
    pub modality: ModalityView,
    /// Who says so, where it is not the text itself.
    pub attribution: Option<String>,
    /// YYYY[-MM[-DD]]: of the act where the text gives it, else of the article.
    pub date: Option<String>,
    pub confidence: f32,
    /// What it adds to the tie; 0 with `uncounted` saying why.
    pub contribution: f32,
    /// "negated", "same sentence and relation counted once", …
    pub uncounted: Option<String>,
    /// The sentence before, the sentence, the sentence after.
    pub before: String,
    pub sentence: String,
    pub after: String,
    /// Ranges within `sentence`, UTF-16.
    pub trigger: Option<RangeView>,
    pub source_range: Option<RangeView>,
    pub target_range: Option<RangeView>,
    /// The sentence's range in the article's text, UTF-16.
    pub range: RangeView,
    /// Which rule or model, and how the words hang together.
    pub reader: String,
    pub path: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SignView {
    Positive,
    Negative,
    Neutral,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ModalityView {
    Asserted,
    Expected,
    Hedged,
    Hypothetical,
    Negated,
    Denied,
    AskedFor,
}

/// An article for the reader. All ranges are UTF-16 in `text`.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ReaderView {
    pub article: ArticleView,
    pub text: String,
    pub blocks: Vec<BlockView>,
    /// By place, not overlapping.
    pub mentions: Vec<MentionView>,
    /// By place.
    pub stances: Vec<StanceMarkView>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct BlockView {
    pub kind: BlockKindView,
    pub range: RangeView,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BlockKindView {
    Title,
    Heading,
    Paragraph,
    ListItem,
    Quote,
    Sentence,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct MentionView {
    pub range: RangeView,
    pub actor: String,
    /// The actor on the map that it rolls up to.
    pub map_actor: String,
    pub name: String,
    pub why: String,
}

/// A stance marked in the text.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StanceMarkView {
    /// The same id as [`StanceView::id`].
    pub id: u32,
    /// The map's actors at its ends.
    pub source: String,
    pub target: String,
    pub sign: SignView,
    pub relation: String,
    pub modality: ModalityView,
    pub sentence: RangeView,
    pub trigger: Option<RangeView>,
    pub source_range: Option<RangeView>,
    pub target_range: Option<RangeView>,
}

/// A sample article that ships with the app.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SampleView {
    pub file: String,
    pub title: String,
    pub description: String,
    pub decade: String,
    pub region: String,
}

/// About: version, licences, credits of data.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AboutView {
    pub version: String,
    pub engine_version: u32,
    pub licence: String,
    pub credits: Vec<CreditView>,
    pub log_path: String,
}

#[derive(Clone, Debug, Serialize, TS)]
pub struct CreditView {
    pub name: String,
    pub licence: String,
    pub what: String,
}

/// What an undoable deed left to undo.
#[derive(Clone, Debug, Serialize, TS)]
pub struct UndoView {
    /// "Removed “Germany bans Mahan Air”"
    pub label: String,
}
