//! Views of a small library made by hand; its text has characters outside the BMP, so that bytes,
//! code points and UTF-16 all differ.

use std::collections::BTreeMap;
use std::sync::Arc;

use extract::{Actor, Attribution, Evidence, Mention, MentionKind, Reading, Stance};
use lexicon::{ActorKind, Modality, Relation};
use store::Entry;
use text::{Article, Sentence, Span};
use wire::{Collection, Place, RangeView, TieSignView};

const TEXT: &str = "𝐍𝐨𝐭𝐞 🇨🇳. 🇨🇳 China, says Wang Yi, condemned Japan. Türkiye 🇹🇷 watched.";

fn place_of(words: &str) -> Span {
    let start = TEXT.find(words).expect("in the text");
    Span::new(start, start + words.len())
}

fn actor(id: &str, name: &str, kind: ActorKind, of: Option<&str>) -> Actor {
    Actor { id: id.into(), name: name.into(), kind, of: of.map(Into::into) }
}

fn mention(words: &str, actor: &str, sentence: u32) -> Mention {
    let (span, kind, why) = (place_of(words), MentionKind::Name, "name".to_owned());
    Mention { span, sentence, actor: actor.into(), kind, why }
}

fn stance(relation: Relation, modality: Modality, confidence: f32) -> Stance {
    Stance {
        source: "wang-yi".into(),
        target: "JPN".into(),
        relation,
        sign: relation.sign(),
        intensity: relation.intensity(),
        modality,
        mutual: false,
        attribution: Some(Attribution::Actor("wang-yi".into())),
        date: None,
        evidence: Evidence {
            sentence: 1,
            source: place_of("Wang Yi"),
            target: place_of("Japan"),
            trigger: Some(place_of("condemned")),
            path: "subject and object".into(),
            reader: "cue/condemn".into(),
        },
        confidence,
    }
}

fn entry(id: u32, published: &str, stances: Vec<Stance>) -> Arc<Entry> {
    let mut article = Article::plain(None, TEXT);
    article.published = published.parse().ok();
    let sentence = |words: &str| Sentence { span: place_of(words), block: 0 };
    let sentences = ["𝐍𝐨𝐭𝐞 🇨🇳.", "🇨🇳 China, says Wang Yi, condemned Japan.", "Türkiye 🇹🇷 watched."];
    let reading = Reading {
        sentences: sentences.map(sentence).to_vec(),
        actors: vec![
            actor("CHN", "China", ActorKind::State, None),
            actor("JPN", "Japan", ActorKind::State, None),
            actor("TUR", "Türkiye", ActorKind::State, None),
            actor("wang-yi", "Wang Yi", ActorKind::Person, Some("CHN")),
        ],
        mentions: vec![
            mention("China", "CHN", 1),
            mention("Wang Yi", "wang-yi", 1),
            mention("Yi", "wang-yi", 1),
            mention("Japan", "JPN", 1),
            mention("Türkiye", "TUR", 2),
        ],
        stances,
        warnings: vec!["Read with care.".into()],
    };
    Arc::new(Entry {
        id,
        file_name: format!("{id}.txt"),
        article,
        warnings: vec!["No title was found.".into()],
        sample: false,
        opened_at: i64::from(id),
        reading: Some(reading),
    })
}

fn collection() -> Collection {
    let criticises = |modality, confidence| stance(Relation::Criticises, modality, confidence);
    let older = entry(1, "2020-01-02", vec![criticises(Modality::Asserted, 0.9)]);
    let newer = entry(
        2,
        "2021",
        vec![
            criticises(Modality::Asserted, 0.8),
            criticises(Modality::Hedged, 0.7),
            stance(Relation::Attacks, Modality::Denied, 0.9),
            stance(Relation::Attacks, Modality::Asserted, 0.2),
        ],
    );
    Collection::new(BTreeMap::from([(1, older), (2, newer)]))
}

fn cut(text: &str, range: RangeView) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    String::from_utf16(&units[range.start as usize..range.end as usize]).expect("whole characters")
}

#[test]
fn a_tie_lists_its_stances_newest_first_with_the_words_cut_right() {
    let tie = collection().tie("CHN", "JPN").expect("a person's stance is its state's");
    assert_eq!((tie.source.name.as_str(), tie.sign), ("China", TieSignView::Negative));
    let order: Vec<(u32, u32)> = tie.stances.iter().map(|s| (s.article, s.id)).collect();
    // Number 4 is too unsure to be part of the tie.
    assert_eq!(order, [(2, 1), (2, 2), (2, 3), (1, 0)]);
    for stance in &tie.stances {
        assert_eq!(cut(&stance.sentence, stance.trigger.expect("a trigger")), "condemned");
        assert_eq!(cut(&stance.sentence, stance.source_range.expect("a source")), "Wang Yi");
        assert_eq!(cut(&stance.sentence, stance.target_range.expect("a target")), "Japan");
        assert_eq!(cut(TEXT, stance.range), stance.sentence);
        assert_eq!((stance.before.as_str(), stance.after.as_str()), ("𝐍𝐨𝐭𝐞 🇨🇳.", "Türkiye 🇹🇷 watched."));
        assert_eq!(stance.attribution.as_deref(), Some("Wang Yi"));
    }
    let why: Vec<Option<&str>> = tie.stances.iter().map(|s| s.uncounted.as_deref()).collect();
    assert_eq!(why, [None, Some("same sentence and relation counted once"), Some("denied"), None]);
    let sum: f32 = tie.stances.iter().map(|s| s.contribution).sum();
    assert!((tie.negative + sum).abs() < 1e-5, "{} and {sum}", tie.negative);
    assert_eq!(tie.stances[3].date.as_deref(), Some("2020-01-02"));
    assert!(collection().tie("JPN", "CHN").is_none());
}

#[test]
fn the_reader_marks_what_the_map_shows_and_no_mention_twice() {
    let collection = collection();
    let reader = collection.reader(2).expect("the article");
    let words: Vec<String> = reader.mentions.iter().map(|m| cut(&reader.text, m.range)).collect();
    assert_eq!(words, ["China", "Wang Yi", "Japan", "Türkiye"]);
    assert_eq!(
        (reader.mentions[1].actor.as_str(), reader.mentions[1].map_actor.as_str()),
        ("wang-yi", "CHN")
    );
    let marks: Vec<u32> = reader.stances.iter().map(|mark| mark.id).collect();
    assert_eq!(marks, [1, 2, 3]);
    assert_eq!(cut(&reader.text, reader.stances[0].trigger.expect("a trigger")), "condemned");
    assert!(collection.reader(9).is_none());
}

#[test]
fn an_actor_lists_its_members_names_and_ties() {
    let collection = collection();
    let china = collection.actor("CHN").expect("named");
    assert_eq!(china.members.len(), 1);
    assert_eq!((china.members[0].name.as_str(), china.members[0].mentions), ("Wang Yi", 4));
    assert_eq!((china.mentions, china.articles), (6, vec![2, 1]));
    assert_eq!((china.readings[0].words.as_str(), china.readings[0].count), ("China", 2));
    assert_eq!(cut(TEXT, china.readings[0].range), "China");
    assert_eq!(china.ties.len(), 1);
    let wang = collection.actor("wang-yi").expect("named");
    assert_eq!(wang.of.map(|of| of.name).as_deref(), Some("China"));
    assert_eq!(wang.ties.len(), 1);
    assert!(collection.actor("XYZ").is_none());
}

#[test]
fn the_map_and_the_list_count_what_colours_a_tie() {
    let collection = collection();
    let map = collection.map(7, |id| Place { x: 1.0, y: id.len() as f32, pinned: id == "JPN" });
    let ids: Vec<&str> = map.actors.iter().map(|a| a.id.as_str()).collect();
    assert_eq!((map.revision, ids), (7, vec!["CHN", "JPN", "TUR"]));
    assert_eq!((map.actors[0].articles, map.actors[1].pinned, map.actors[2].y), (2, true, 3.0));
    assert!(map.actors[0].radius > map.actors[2].radius);
    assert_eq!((map.ties.len(), map.ties[0].sentences, map.ties[0].articles), (1, 2, 2));
    assert!((1.0..=7.0).contains(&map.ties[0].width));
    let articles = collection.articles();
    let counts: Vec<_> = articles.iter().map(|a| (a.id, a.actors, a.stances, a.ties)).collect();
    assert_eq!(counts, [(2, 3, 2, 1), (1, 3, 1, 1)]);
    assert_eq!(articles[0].warnings, ["No title was found.", "Read with care."]);
    assert_eq!(articles[0].title, "𝐍𝐨𝐭𝐞 🇨🇳. 🇨🇳 China, says Wang Yi, condemned Japan. Türkiye…");
}
