//! An actor, a tie, a stance: what stands in the detail.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use extract::{Actor, ActorId, Attribution, Mention, Stance};
use graph::{Counting, Term, Tie};
use lexicon::Modality;
use store::{Entry, EntryId};
use text::{BlockKind, PartialDate, Span};

use crate::collection::summary;
use crate::map::title;
use crate::{
    ActorRefView, ActorTieView, ActorView, Collection, MemberView, ModalityView, Offsets, RangeView,
    ReadingOfNameView, StanceView, TieView,
};

impl Collection {
    /// Any actor, on the map or rolled up; `None` where no article names it.
    pub fn actor(&self, id: &str) -> Option<ActorView> {
        let graph = self.graph();
        let actor = graph.actor(id)?;
        let members = graph.members(id);
        let own: BTreeSet<&ActorId> = members.iter().chain([&actor.id]).collect();
        let mut counts: BTreeMap<&ActorId, u32> = BTreeMap::new();
        let mut articles = Vec::new();
        for entry in self.newest_first() {
            let named = mentions(entry).filter(|m| own.contains(&m.actor));
            let before: u32 = counts.values().sum();
            named.for_each(|m| *counts.entry(&m.actor).or_default() += 1);
            articles.extend((counts.values().sum::<u32>() > before).then_some(entry.id));
        }
        Some(ActorView {
            id: id.to_owned(),
            name: actor.name.clone(),
            kind: actor.kind.into(),
            of: actor.of.as_ref().map(|of| self.actor_ref(of)),
            members: self.members(members, &counts),
            readings: self.readings_of(&actor.id),
            ties: self.ties_of(actor),
            articles,
            mentions: counts.values().sum(),
        })
    }

    /// What `source` holds toward `target`, both on the map.
    pub fn tie(&self, source: &str, target: &str) -> Option<TieView> {
        let tie = self.graph().tie(source, target)?;
        let mut cuts = BTreeMap::new();
        let mut stances: Vec<(Option<PartialDate>, StanceView)> =
            tie.arithmetic.terms.iter().filter_map(|term| self.stance(term, &mut cuts)).collect();
        // Newest first; within an article as the text has them.
        stances.sort_by_key(|(date, s)| (Reverse(*date), Reverse(s.article), s.range.start, s.id));
        Some(TieView {
            source: self.actor_ref(&tie.source),
            target: self.actor_ref(&tie.target),
            sign: tie.sign.into(),
            positive: tie.arithmetic.positive,
            negative: tie.arithmetic.negative,
            tentative: tie.tentative,
            reverse: self.graph().tie(target, source).map(|back| back.sign.into()),
            stances: stances.into_iter().map(|(_, stance)| stance).collect(),
        })
    }

    fn members(&self, ids: &[ActorId], counts: &BTreeMap<&ActorId, u32>) -> Vec<MemberView> {
        let member = |id: &ActorId| {
            let actor = self.graph().actor(id.as_str())?;
            let mentions = counts.get(id).copied().unwrap_or(0);
            Some(MemberView {
                id: id.to_string(),
                name: actor.name.clone(),
                kind: actor.kind.into(),
                mentions,
            })
        };
        let mut members: Vec<MemberView> = ids.iter().filter_map(member).collect();
        members.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        members
    }

    /// The forms under which the texts name the actor, most frequent first.
    fn readings_of(&self, id: &ActorId) -> Vec<ReadingOfNameView> {
        let mut forms: BTreeMap<(&str, &str), (u32, EntryId, Span)> = BTreeMap::new();
        for entry in self.newest_first() {
            for mention in mentions(entry).filter(|m| m.actor == *id) {
                let form = (mention.span.of(&entry.article.text), mention.why.as_str());
                forms.entry(form).or_insert((0, entry.id, mention.span)).0 += 1;
            }
        }
        let mut forms: Vec<_> = forms.into_iter().collect();
        forms.sort_by_key(|((words, why), (count, ..))| (Reverse(*count), *words, *why));
        let view = |((words, why), (count, article, span)): ((&str, &str), (u32, EntryId, Span))| {
            let text = &self.entry(article)?.article.text;
            let range = Offsets::of(text).range(span);
            Some(ReadingOfNameView { words: words.to_owned(), why: why.to_owned(), count, article, range })
        };
        forms.into_iter().filter_map(view).collect()
    }

    /// The ties of the map in which the actor takes part, strongest first.
    fn ties_of(&self, actor: &Actor) -> Vec<ActorTieView> {
        let graph = self.graph();
        let Some(on_map) = graph.stands_for(actor.id.as_str()) else { return Vec::new() };
        let takes_part = |tie: &&Tie| {
            let mut stances = tie.observations.iter().filter_map(|&i| graph.observation(i));
            on_map.id == actor.id
                || stances.any(|o| o.stance.source == actor.id || o.stance.target == actor.id)
        };
        let mut ties: Vec<&Tie> = graph.ties_of(on_map.id.as_str()).into_iter().filter(takes_part).collect();
        ties.sort_by(|a, b| b.strength.total_cmp(&a.strength));
        ties.into_iter().map(|tie| self.actor_tie(tie)).collect()
    }

    fn actor_tie(&self, tie: &Tie) -> ActorTieView {
        ActorTieView {
            source: self.actor_ref(&tie.source),
            target: self.actor_ref(&tie.target),
            sign: tie.sign.into(),
            sentences: tie.sentences() as u32,
            summary: summary(tie),
        }
    }

    /// A stance with its sentence; `cuts` keeps the offsets of articles met before.
    fn stance(
        &self,
        term: &Term,
        cuts: &mut BTreeMap<EntryId, Offsets>,
    ) -> Option<(Option<PartialDate>, StanceView)> {
        let stance = &self.graph().observation(term.observation)?.stance;
        let entry = self.entry(term.article)?;
        let offsets = cuts.entry(entry.id).or_insert_with(|| Offsets::of(&entry.article.text));
        let span = sentence(entry, term.sentence)?;
        let within = |part: Span| within(offsets, span, part);
        let date = stance.date.or(entry.article.published);
        let counted = term.counting == Counting::Counted;
        let view = StanceView {
            id: term.observation as u32,
            article: entry.id,
            article_title: title(entry),
            outlet: entry.article.outlet.clone(),
            source: self.actor_ref(&stance.source),
            target: self.actor_ref(&stance.target),
            relation: stance.relation.name().replace('_', " "),
            phrase: stance.relation.phrase().to_owned(),
            plover: stance.relation.plover().map(|root| root.name().to_owned()),
            sign: stance.sign.into(),
            intensity: stance.intensity,
            modality: stance.modality.into(),
            attribution: self.attribution(stance),
            date: date.map(|date| date.to_string()),
            confidence: stance.confidence,
            contribution: if counted { term.product } else { 0.0 },
            uncounted: uncounted(term),
            before: neighbour(entry, term.sentence.checked_sub(1)),
            sentence: span.of(&entry.article.text).to_owned(),
            after: neighbour(entry, term.sentence.checked_add(1)),
            trigger: stance.evidence.trigger.and_then(within),
            source_range: within(stance.evidence.source),
            target_range: within(stance.evidence.target),
            range: offsets.range(span),
            reader: stance.evidence.reader.clone(),
            path: stance.evidence.path.clone(),
        };
        Some((date, view))
    }

    fn attribution(&self, stance: &Stance) -> Option<String> {
        match stance.attribution.as_ref()? {
            Attribution::Actor(id) => Some(self.actor_ref(id)).map(|actor: ActorRefView| actor.name),
            Attribution::Outlet(name) => Some(name.clone()),
        }
    }
}

impl From<Modality> for ModalityView {
    fn from(modality: Modality) -> Self {
        match modality {
            Modality::Asserted => ModalityView::Asserted,
            Modality::Expected => ModalityView::Expected,
            Modality::Hedged => ModalityView::Hedged,
            Modality::Hypothetical => ModalityView::Hypothetical,
            Modality::Negated => ModalityView::Negated,
            Modality::Denied => ModalityView::Denied,
            Modality::AskedFor => ModalityView::AskedFor,
        }
    }
}

fn mentions(entry: &Entry) -> impl Iterator<Item = &Mention> {
    entry.reading.iter().flat_map(|reading| &reading.mentions)
}

fn sentence(entry: &Entry, number: u32) -> Option<Span> {
    entry.reading.as_ref()?.sentences.get(number as usize).map(|sentence| sentence.span)
}

/// The sentence before or after, unless it is the title.
fn neighbour(entry: &Entry, number: Option<u32>) -> String {
    let span = number.and_then(|number| {
        let sentence = entry.reading.as_ref()?.sentences.get(number as usize)?;
        let block = entry.article.blocks.get(sentence.block as usize)?;
        (block.kind != BlockKind::Title).then_some(sentence.span)
    });
    span.map_or_else(String::new, |span| span.of(&entry.article.text).to_owned())
}

/// A part of a sentence as a range in that sentence.
fn within(offsets: &Offsets, sentence: Span, part: Span) -> Option<RangeView> {
    let start = offsets.utf16(sentence.start);
    let RangeView { start: from, end: to } = offsets.range(part);
    (sentence.contains(part) && !part.is_empty()).then(|| RangeView { start: from - start, end: to - start })
}

fn uncounted(term: &Term) -> Option<String> {
    match term.counting {
        Counting::Counted => None,
        Counting::Uncoloured => Some(term.modality.name().replace('_', " ")),
        Counting::Repeats(_) => Some("same sentence and relation counted once".into()),
    }
}
