//! The file's own forms of the engine's types, written as JSON.
//!
//! Actors are listed once a reading and referred to by id; spans are pairs of byte offsets; names of
//! relations, modalities and kinds are the schema's, so that the file can be read without the code.

use std::str::FromStr;

use extract::{Actor, ActorId, Attribution, Evidence, Mention, MentionKind, Reading, Stance};
use lexicon::{ActorKind, Modality, Relation, Sign};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use text::{Article, Block, BlockKind, Language, Sentence, Span};

/// Start and end, in bytes.
type SpanRow = (u32, u32);

/// [`Reading`] as the file keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadingRow {
    /// Start, end, block, first token, past the last token.
    sentences: Vec<(u32, u32, u32)>,
    actors: Vec<ActorRow>,
    mentions: Vec<MentionRow>,
    stances: Vec<StanceRow>,
    warnings: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct ActorRow {
    id: String,
    name: String,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    of: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct MentionRow {
    span: SpanRow,
    sentence: u32,
    actor: String,
    kind: String,
    why: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct StanceRow {
    source: String,
    target: String,
    relation: String,
    sign: String,
    intensity: f32,
    modality: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    mutual: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    says_actor: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    says_outlet: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    sentence: u32,
    source_span: SpanRow,
    target_span: SpanRow,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    trigger: Option<SpanRow>,
    path: String,
    reader: String,
    confidence: f32,
}

impl From<&Reading> for ReadingRow {
    fn from(reading: &Reading) -> Self {
        let sentence = |s: &Sentence| (s.span.start, s.span.end, s.block);
        ReadingRow {
            sentences: reading.sentences.iter().map(sentence).collect(),
            actors: reading.actors.iter().map(ActorRow::from).collect(),
            mentions: reading.mentions.iter().map(MentionRow::from).collect(),
            stances: reading.stances.iter().map(StanceRow::from).collect(),
            warnings: reading.warnings.clone(),
        }
    }
}

impl ReadingRow {
    /// The reading again; `None` where a name is no longer in the schema or a place lies outside
    /// the article, so that it must be read anew.
    pub fn read(&self, article: &Article) -> Option<Reading> {
        let reading = self.to_reading()?;
        fits(&reading, &article.text).then_some(reading)
    }

    fn to_reading(&self) -> Option<Reading> {
        let sentence = |&(start, end, block): &(u32, u32, u32)| Sentence { span: Span { start, end }, block };
        Some(Reading {
            sentences: self.sentences.iter().map(sentence).collect(),
            actors: self.actors.iter().map(ActorRow::read).collect::<Option<_>>()?,
            mentions: self.mentions.iter().map(MentionRow::read).collect::<Option<_>>()?,
            stances: self.stances.iter().map(StanceRow::read).collect::<Option<_>>()?,
            warnings: self.warnings.clone(),
        })
    }
}

impl From<&Actor> for ActorRow {
    fn from(actor: &Actor) -> Self {
        ActorRow {
            id: actor.id.to_string(),
            name: actor.name.clone(),
            kind: actor.kind.name().to_owned(),
            of: actor.of.as_ref().map(ActorId::to_string),
        }
    }
}

impl ActorRow {
    fn read(&self) -> Option<Actor> {
        Some(Actor {
            id: ActorId::from(self.id.as_str()),
            name: self.name.clone(),
            kind: ActorKind::from_str(&self.kind).ok()?,
            of: self.of.as_deref().map(ActorId::from),
        })
    }
}

impl From<&Mention> for MentionRow {
    fn from(mention: &Mention) -> Self {
        MentionRow {
            span: row(mention.span),
            sentence: mention.sentence,
            actor: mention.actor.to_string(),
            kind: mention_kind(mention.kind).to_owned(),
            why: mention.why.clone(),
        }
    }
}

impl MentionRow {
    fn read(&self) -> Option<Mention> {
        Some(Mention {
            span: span(self.span),
            sentence: self.sentence,
            actor: ActorId::from(self.actor.as_str()),
            kind: MENTION_KINDS.into_iter().find(|kind| mention_kind(*kind) == self.kind)?,
            why: self.why.clone(),
        })
    }
}

impl From<&Stance> for StanceRow {
    fn from(stance: &Stance) -> Self {
        let (says_actor, says_outlet) = match &stance.attribution {
            Some(Attribution::Actor(id)) => (Some(id.to_string()), None),
            Some(Attribution::Outlet(name)) => (None, Some(name.clone())),
            None => (None, None),
        };
        let evidence = &stance.evidence;
        StanceRow {
            source: stance.source.to_string(),
            target: stance.target.to_string(),
            relation: stance.relation.name().to_owned(),
            sign: stance.sign.name().to_owned(),
            intensity: stance.intensity,
            modality: stance.modality.name().to_owned(),
            mutual: stance.mutual,
            says_actor,
            says_outlet,
            date: stance.date.map(|date| date.to_string()),
            sentence: evidence.sentence,
            source_span: row(evidence.source),
            target_span: row(evidence.target),
            trigger: evidence.trigger.map(row),
            path: evidence.path.clone(),
            reader: evidence.reader.clone(),
            confidence: stance.confidence,
        }
    }
}

impl StanceRow {
    fn read(&self) -> Option<Stance> {
        let by_actor = self.says_actor.as_deref().map(|id| Attribution::Actor(id.into()));
        Some(Stance {
            source: ActorId::from(self.source.as_str()),
            target: ActorId::from(self.target.as_str()),
            relation: Relation::from_str(&self.relation).ok()?,
            sign: Sign::from_str(&self.sign).ok()?,
            intensity: self.intensity,
            modality: Modality::from_str(&self.modality).ok()?,
            mutual: self.mutual,
            attribution: by_actor.or_else(|| self.says_outlet.clone().map(Attribution::Outlet)),
            date: self.date.as_deref().map(str::parse).transpose().ok()?,
            evidence: Evidence {
                sentence: self.sentence,
                source: span(self.source_span),
                target: span(self.target_span),
                trigger: self.trigger.map(span),
                path: self.path.clone(),
                reader: self.reader.clone(),
            },
            confidence: self.confidence,
        })
    }
}

/// Any row as JSON.
pub(crate) fn encode<T: Serialize>(row: &T) -> String {
    serde_json::to_string(row).expect("rows have string keys and no failing parts")
}

/// A row from JSON; `None` where it is none.
pub(crate) fn decode<T: DeserializeOwned>(json: &str) -> Option<T> {
    serde_json::from_str(json).ok()
}

pub(crate) type BlockRow = (String, u32, u32);

pub(crate) fn blocks(blocks: &[Block]) -> Vec<BlockRow> {
    blocks.iter().map(|b| (block_kind(b.kind).to_owned(), b.span.start, b.span.end)).collect()
}

/// A kind that this version does not know is a paragraph.
pub(crate) fn read_blocks(rows: Vec<BlockRow>) -> Vec<Block> {
    let kind = |name: &str| BLOCK_KINDS.into_iter().find(|kind| block_kind(*kind) == name);
    rows.into_iter()
        .map(|(name, start, end)| Block {
            kind: kind(&name).unwrap_or(BlockKind::Paragraph),
            span: Span { start, end },
        })
        .collect()
}

pub(crate) fn language(language: &Language) -> &str {
    match language {
        Language::English => "English",
        Language::Unsure => "?",
        Language::Other(name) => name,
    }
}

pub(crate) fn read_language(name: &str) -> Language {
    match name {
        "English" => Language::English,
        "?" => Language::Unsure,
        other => Language::Other(other.to_owned()),
    }
}

const BLOCK_KINDS: [BlockKind; 6] = [
    BlockKind::Title,
    BlockKind::Heading,
    BlockKind::Paragraph,
    BlockKind::ListItem,
    BlockKind::Quote,
    BlockKind::Sentence,
];

fn block_kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Title => "title",
        BlockKind::Heading => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list_item",
        BlockKind::Quote => "quote",
        BlockKind::Sentence => "sentence",
    }
}

const MENTION_KINDS: [MentionKind; 6] = [
    MentionKind::Name,
    MentionKind::Demonym,
    MentionKind::Metonym,
    MentionKind::Office,
    MentionKind::Pronoun,
    MentionKind::Given,
];

fn mention_kind(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Name => "name",
        MentionKind::Demonym => "demonym",
        MentionKind::Metonym => "metonym",
        MentionKind::Office => "office",
        MentionKind::Pronoun => "pronoun",
        MentionKind::Given => "given",
    }
}

fn row(span: Span) -> SpanRow {
    (span.start, span.end)
}

fn span((start, end): SpanRow) -> Span {
    Span { start, end }
}

/// Whether every place of the reading cuts `text` at characters and every number of a sentence holds.
fn fits(reading: &Reading, text: &str) -> bool {
    let cuts = |span: Span| text.get(span.range()).is_some();
    let known = |sentence: u32| (sentence as usize) < reading.sentences.len();
    let stance = |s: &Stance| {
        let e = &s.evidence;
        known(e.sentence) && cuts(e.source) && cuts(e.target) && e.trigger.is_none_or(cuts)
    };
    reading.sentences.iter().all(|s| cuts(s.span))
        && reading.mentions.iter().all(|m| known(m.sentence) && cuts(m.span))
        && reading.stances.iter().all(stance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    const TEXT: &str = "Größe 🇫🇷 met 𝒳 in Kyiv. Then they parted.";

    fn any_span() -> impl Strategy<Value = Span> {
        let cuts: Vec<usize> = (0..=TEXT.len()).filter(|i| TEXT.is_char_boundary(*i)).collect();
        (prop::sample::select(cuts.clone()), prop::sample::select(cuts))
            .prop_map(|(a, b)| Span::new(a.min(b), a.max(b)))
    }

    fn any_id() -> impl Strategy<Value = ActorId> {
        "[A-Z]{3}|[a-z-]{1,12}|\\PC{1,4}".prop_map(ActorId::new)
    }

    fn any_actor() -> impl Strategy<Value = Actor> {
        (any_id(), "\\PC{0,12}", prop::sample::select(&ActorKind::ALL[..]), prop::option::of(any_id()))
            .prop_map(|(id, name, kind, of)| Actor { id, name, kind, of })
    }

    fn any_mention() -> impl Strategy<Value = Mention> {
        (any_span(), 0..3_u32, any_id(), prop::sample::select(&MENTION_KINDS[..]), "\\PC{0,12}")
            .prop_map(|(span, sentence, actor, kind, why)| Mention { span, sentence, actor, kind, why })
    }

    fn any_evidence() -> impl Strategy<Value = Evidence> {
        (0..3_u32, any_span(), any_span(), prop::option::of(any_span()), "\\PC{0,9}", "[a-z/]{1,9}").prop_map(
            |(sentence, source, target, trigger, path, reader)| Evidence {
                sentence,
                source,
                target,
                trigger,
                path,
                reader,
            },
        )
    }

    fn any_attribution() -> impl Strategy<Value = Attribution> {
        prop_oneof![any_id().prop_map(Attribution::Actor), "\\PC{0,9}".prop_map(Attribution::Outlet),]
    }

    fn any_stance() -> impl Strategy<Value = Stance> {
        let relation = prop::sample::select(Relation::all().collect::<Vec<_>>());
        let sign = prop::sample::select(vec![Sign::Positive, Sign::Negative, Sign::Neutral]);
        let modality = prop::sample::select(&Modality::ALL[..]);
        let date = prop::sample::select(vec!["2023", "1999-12", "2024-02-29"]);
        let kinds = (any_id(), any_id(), relation, sign, modality, any::<bool>());
        let rest = (
            -10.0..10.0_f32,
            0.0..1.0_f32,
            prop::option::of(any_attribution()),
            prop::option::of(date),
            any_evidence(),
        );
        (kinds, rest).prop_map(|((source, target, relation, sign, modality, mutual), rest)| {
            let (intensity, confidence, attribution, date, evidence) = rest;
            let date = date.map(|date| date.parse().expect("a date"));
            Stance {
                source,
                target,
                relation,
                sign,
                intensity,
                modality,
                mutual,
                attribution,
                date,
                evidence,
                confidence,
            }
        })
    }

    fn any_reading() -> impl Strategy<Value = Reading> {
        let sentence = (any_span(), 0..4_u32);
        (
            vec(sentence, 3..5),
            vec(any_actor(), 0..5),
            vec(any_mention(), 0..8),
            vec(any_stance(), 0..8),
            vec("\\PC{0,20}", 0..3),
        )
            .prop_map(|(sentences, actors, mentions, stances, warnings)| {
                let sentence = |(span, block)| Sentence { span, block };
                Reading {
                    sentences: sentences.into_iter().map(sentence).collect(),
                    actors,
                    mentions,
                    stances,
                    warnings,
                }
            })
    }

    proptest! {
        #[test]
        fn a_reading_comes_back_from_its_row_as_it_was(reading in any_reading()) {
            let article = Article::plain(None, TEXT);
            let row: ReadingRow = decode(&encode(&ReadingRow::from(&reading))).expect("our own JSON");
            prop_assert_eq!(row.read(&article), Some(reading));
        }
    }

    #[test]
    fn a_place_outside_the_text_or_an_unknown_relation_gives_no_reading() {
        let article = Article::plain(None, TEXT);
        let mut reading =
            Reading { sentences: vec![Sentence { span: Span::new(0, 7), block: 0 }], ..Reading::default() };
        assert!(ReadingRow::from(&reading).read(&article).is_some());
        // Byte 3 lies inside "ö".
        reading.sentences[0].span = Span::new(3, 7);
        assert_eq!(ReadingRow::from(&reading).read(&article), None);
        reading.sentences[0].span = Span::new(0, 700);
        assert_eq!(ReadingRow::from(&reading).read(&article), None);
        let json = encode(&ReadingRow::from(&Reading::default()));
        let strange = json.replace("\"actors\":[]", r#""actors":[{"id":"X","name":"X","kind":"empire"}]"#);
        assert_eq!(decode::<ReadingRow>(&strange).expect("well-formed").read(&article), None);
    }

    #[test]
    fn blocks_and_languages_come_back() {
        let article = Article::plain(Some("Title"), "One.\nTwo.");
        assert_eq!(read_blocks(blocks(&article.blocks)), article.blocks);
        for kind in [Language::English, Language::Unsure, Language::Other("Russian".into())] {
            assert_eq!(read_language(language(&kind)), kind);
        }
    }
}
