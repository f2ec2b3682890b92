//! The command line's contract: one JSON record in, one answer out. Offsets are Unicode code points
//! of the record's text, or of its title for sentence −1.

use std::collections::BTreeMap;

use extract::{Attribution, GivenMention, Reading, Stance};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use text::{Article, Span};

use crate::Offsets;

/// What to read.
#[derive(Clone, Debug, Deserialize)]
pub struct Record {
    pub id: Value,
    pub text: Option<String>,
    /// Already divided; the text is these joined by one line feed.
    pub sentences: Option<Vec<String>>,
    pub title: Option<String>,
    pub published: Option<Value>,
    pub outlet: Option<String>,
    #[serde(default)]
    pub mentions: Vec<RecordMention>,
}

/// A span marked as an actor.
#[derive(Clone, Debug, Deserialize)]
pub struct RecordMention {
    pub id: String,
    pub start: usize,
    pub end: usize,
}

/// What was read.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    pub id: Value,
    pub title: Option<String>,
    pub actors: Vec<AnswerActor>,
    pub stances: Vec<AnswerStance>,
    pub warnings: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct AnswerActor {
    pub id: String,
    pub name: String,
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    pub mentions: Vec<AnswerMention>,
}

#[derive(Clone, Debug, Serialize)]
pub struct AnswerMention {
    pub start: u32,
    pub end: u32,
    pub text: String,
    pub sentence: i64,
}

#[derive(Clone, Debug, Serialize)]
pub struct AnswerStance {
    pub source: String,
    pub target: String,
    pub relation: &'static str,
    pub plover: Option<&'static str>,
    pub sign: &'static str,
    pub intensity: f32,
    pub modality: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    pub confidence: f32,
    /// Whether the window shows it at its default threshold.
    pub shown: bool,
    pub sentence: i64,
    pub start: u32,
    pub end: u32,
    pub trigger: Option<String>,
    pub evidence: String,
    pub readers: Vec<String>,
}

/// An answer in the place of a line that could not be read.
#[derive(Clone, Debug, Serialize)]
pub struct Refusal {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Value>,
    pub error: RefusalReason,
}

#[derive(Clone, Debug, Serialize)]
pub struct RefusalReason {
    pub code: &'static str,
    pub message: String,
}

/// A record made ready for the engine.
pub struct Prepared {
    pub article: Article,
    pub given: Vec<GivenMention>,
    pub warnings: Vec<String>,
}

impl Record {
    /// The article and marked spans; a date of another form and a span outside the text are warnings.
    ///
    /// # Errors
    /// If neither text nor sentences are given, or both.
    pub fn prepare(&self) -> Result<Prepared, String> {
        let title = self.title.as_deref();
        let mut article = match (&self.text, &self.sentences) {
            (Some(text), None) => Article::plain(title, text),
            (None, Some(sentences)) => Article::presegmented(title, sentences),
            _ => return Err("give either \"text\" or \"sentences\"".to_owned()),
        };
        let mut warnings = Vec::new();
        article.outlet = self.outlet.clone();
        match &self.published {
            None | Some(Value::Null) => {}
            Some(Value::String(date)) => match date.parse() {
                Ok(date) => article.published = Some(date),
                Err(error) => warnings.push(format!("published: {error}")),
            },
            Some(other) => warnings.push(format!("published: {other} is not a date")),
        }
        let given = self.given(&article, &mut warnings);
        Ok(Prepared { article, given, warnings })
    }

    fn given(&self, article: &Article, warnings: &mut Vec<String>) -> Vec<GivenMention> {
        let body = article.body_start();
        let starts: Vec<usize> = article.text[body..].char_indices().map(|(i, _)| i).collect();
        let end = article.text.len() - body;
        let byte = |point: usize| if point == starts.len() { Some(end) } else { starts.get(point).copied() };
        let mut given = Vec::new();
        for m in &self.mentions {
            match (byte(m.start), byte(m.end)) {
                (Some(start), Some(end)) if start < end => {
                    given.push(GivenMention { id: m.id.clone(), span: Span::new(body + start, body + end) });
                }
                _ => warnings.push(format!("mention {} ({}–{}) lies outside the text", m.id, m.start, m.end)),
            }
        }
        given
    }
}

impl Answer {
    /// The answer to a record, from its article and reading. Linear in the text and the answer.
    pub fn new(id: Value, article: &Article, reading: &Reading, warnings: Vec<String>) -> Self {
        let places = Places::new(article);
        let mut mentions: BTreeMap<&extract::ActorId, Vec<AnswerMention>> = BTreeMap::new();
        for m in &reading.mentions {
            let (start, end) = places.points(m.span);
            let text = m.span.of(&article.text).to_owned();
            let sentence = places.sentence(m.sentence);
            mentions.entry(&m.actor).or_default().push(AnswerMention { start, end, text, sentence });
        }
        let actors = reading.actors.iter().map(|actor| AnswerActor {
            id: actor.id.to_string(),
            name: actor.name.clone(),
            kind: actor.kind.name(),
            of: actor.of.as_ref().map(ToString::to_string),
            mentions: mentions.remove(&actor.id).unwrap_or_default(),
        });
        let actors = actors.collect();
        let stances = reading.stances.iter().map(|s| places.stance(article, reading, s)).collect();
        let warnings = warnings.into_iter().chain(reading.warnings.iter().cloned()).collect();
        Answer { id, title: article.title().map(str::to_owned), actors, stances, warnings }
    }
}

/// Bytes to code points of title or body.
struct Places {
    offsets: Offsets,
    body: u32,
    titled: bool,
}

impl Places {
    fn new(article: &Article) -> Self {
        let body = u32::try_from(article.body_start()).expect("texts are bounded below 4 GiB");
        Places { offsets: Offsets::of(&article.text), body, titled: article.title().is_some() }
    }

    fn points(&self, span: Span) -> (u32, u32) {
        let base = if span.start < self.body { 0 } else { self.offsets.code_point(self.body) };
        let (start, end) = self.offsets.code_points(span);
        (start - base, end - base)
    }

    fn sentence(&self, index: u32) -> i64 {
        i64::from(index) - i64::from(self.titled)
    }

    fn stance(&self, article: &Article, reading: &Reading, s: &Stance) -> AnswerStance {
        let sentence =
            reading.sentences.get(s.evidence.sentence as usize).map_or(Span::default(), |s| s.span);
        let (start, end) = self.points(s.evidence.trigger.unwrap_or(sentence));
        AnswerStance {
            source: s.source.to_string(),
            target: s.target.to_string(),
            relation: s.relation.name(),
            plover: s.relation.plover().map(lexicon::Plover::name),
            sign: s.sign.name(),
            intensity: s.intensity,
            modality: s.modality.name(),
            attribution: s.attribution.as_ref().map(|a| match a {
                Attribution::Actor(id) => id.to_string(),
                Attribution::Outlet(name) => name.clone(),
            }),
            date: s.date.map(|d| d.to_string()),
            confidence: s.confidence,
            shown: s.is_shown(),
            sentence: self.sentence(s.evidence.sentence),
            start,
            end,
            trigger: s.evidence.trigger.map(|t| t.of(&article.text).to_owned()),
            evidence: sentence.of(&article.text).to_owned(),
            readers: vec![s.evidence.reader.clone()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_code_points_of_title_or_body() {
        let article = Article::plain(Some("Élan"), "Çà – ok");
        let places = Places::new(&article);
        let at = |words: &str| {
            let start = article.text.find(words).expect("in the text");
            places.points(Span::new(start, start + words.len()))
        };
        assert_eq!(at("lan"), (1, 4));
        assert_eq!(at("ok"), (5, 7));
    }

    #[test]
    fn a_record_needs_one_text_and_forgives_the_rest() {
        let read = |json: &str| serde_json::from_str::<Record>(json).expect("a record").prepare();
        assert!(read(r#"{"id": 1}"#).is_err());
        let odd = r#"{"id": 1, "text": "é A", "published": "soon", "mentions": [{"id":"p","start":2,"end":3},{"id":"q","start":2,"end":9}]}"#;
        let prepared = read(odd).expect("read");
        assert_eq!(prepared.warnings.len(), 2);
        assert_eq!(prepared.given[0].span, Span::new(3, 4));
    }
}
