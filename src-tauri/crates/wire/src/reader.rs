//! An article for the reader.

use extract::Mention;
use store::{Entry, EntryId};
use text::{Block, BlockKind};

use crate::{BlockKindView, BlockView, Collection, MentionView, Offsets, ReaderView, StanceMarkView};

impl Collection {
    /// An article with its marks.
    pub fn reader(&self, article: EntryId) -> Option<ReaderView> {
        let entry = self.entry(article)?;
        let offsets = Offsets::of(&entry.article.text);
        let block = |b: &Block| BlockView { kind: b.kind.into(), range: offsets.range(b.span) };
        Some(ReaderView {
            article: self.article(entry),
            text: entry.article.text.clone(),
            blocks: entry.article.blocks.iter().map(block).collect(),
            mentions: self.mentions(entry, &offsets),
            stances: self.marks(entry, &offsets),
        })
    }

    fn mentions(&self, entry: &Entry, offsets: &Offsets) -> Vec<MentionView> {
        let view = |m: &Mention| MentionView {
            range: offsets.range(m.span),
            actor: m.actor.to_string(),
            map_actor: self.map_id(&m.actor),
            name: self.actor_ref(&m.actor).name,
            why: m.why.clone(),
        };
        let mentions = entry.reading.as_ref().map_or(&[][..], |reading| &reading.mentions);
        not_overlapping(mentions).into_iter().map(view).collect()
    }

    fn marks(&self, entry: &Entry, offsets: &Offsets) -> Vec<StanceMarkView> {
        let Some(reading) = &entry.reading else { return Vec::new() };
        let mark = |(id, stance): (u32, &extract::Stance)| {
            let tie = self.tie_of(stance)?;
            let evidence = &stance.evidence;
            let sentence = reading.sentences.get(evidence.sentence as usize)?;
            Some(StanceMarkView {
                id,
                source: tie.source.to_string(),
                target: tie.target.to_string(),
                sign: stance.sign.into(),
                relation: stance.relation.name().replace('_', " "),
                modality: stance.modality.into(),
                sentence: offsets.range(sentence.span),
                trigger: evidence.trigger.map(|span| offsets.range(span)),
                source_range: (!evidence.source.is_empty()).then(|| offsets.range(evidence.source)),
                target_range: (!evidence.target.is_empty()).then(|| offsets.range(evidence.target)),
            })
        };
        self.stances(entry).filter_map(mark).collect()
    }
}

impl From<BlockKind> for BlockKindView {
    fn from(kind: BlockKind) -> Self {
        match kind {
            BlockKind::Title => BlockKindView::Title,
            BlockKind::Heading => BlockKindView::Heading,
            BlockKind::Paragraph => BlockKindView::Paragraph,
            BlockKind::ListItem => BlockKindView::ListItem,
            BlockKind::Quote => BlockKindView::Quote,
            BlockKind::Sentence => BlockKindView::Sentence,
        }
    }
}

/// The mentions by place; of two that overlap the one that begins first, or the longer.
fn not_overlapping(mentions: &[Mention]) -> Vec<&Mention> {
    let mut by_place: Vec<&Mention> = mentions.iter().filter(|m| !m.span.is_empty()).collect();
    by_place.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    let mut kept: Vec<&Mention> = Vec::with_capacity(by_place.len());
    for mention in by_place {
        if kept.last().is_none_or(|last| !last.span.overlaps(mention.span)) {
            kept.push(mention);
        }
    }
    kept
}
