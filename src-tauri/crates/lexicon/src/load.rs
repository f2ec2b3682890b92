//! Reading the data files into one lexicon.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::class::Classes;
use crate::cue::Cues;
use crate::find::{Forms, Match, Reference};
use crate::{ActorKind, Cue, Entry, NameUse, Office, Tenure, WordClass, slug};

/// Actors, names, titles and cues, ready for looking up.
#[derive(Debug)]
pub struct Lexicon {
    entries: Vec<Entry>,
    by_id: BTreeMap<String, u32>,
    /// What each form refers to, for looking one up exactly as written.
    forms: BTreeMap<String, Reference>,
    finder: Forms,
    /// Title ("Foreign Minister") to the office it names, where it names one.
    titles: BTreeMap<String, Option<Office>>,
    /// Family name to the persons who bear it.
    families: BTreeMap<String, Vec<u32>>,
    common_words: BTreeSet<String>,
    cues: Cues,
    classes: Classes,
}

/// An actor of a user's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserActor {
    pub id: String,
    pub name: String,
    pub kind: ActorKind,
    pub aliases: Vec<String>,
}

/// Why a lexicon could not be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LexiconError {
    #[error("{file}: {reason}")]
    Row { file: &'static str, reason: String },
    #[error("the name finder could not be built: {0}")]
    Automaton(String),
}

/// One data file.
pub(crate) struct Source {
    pub(crate) file: &'static str,
    pub(crate) text: &'static str,
}

macro_rules! source {
    ($file:literal) => {
        Source { file: $file, text: include_str!(concat!("../data/", $file)) }
    };
}

pub(crate) static STATES: Source = source!("states.csv");
pub(crate) static BODIES: Source = source!("bodies.csv");
pub(crate) static TERRITORIES: Source = source!("territories.csv");
pub(crate) static AGENCIES: Source = source!("agencies.csv");
pub(crate) static GROUPS: Source = source!("groups.csv");
pub(crate) static OFFICES: Source = source!("offices.csv");
pub(crate) static TITLES: Source = source!("titles.csv");
pub(crate) static NOT_ACTORS: Source = source!("not_actors.csv");
pub(crate) static SURNAMES: Source = source!("surnames.csv");
pub(crate) static CUES: Source = source!("cues.csv");
pub(crate) static CLASSES: Source = source!("classes.csv");

impl Lexicon {
    /// The built-in lexicon, loaded at its first use.
    ///
    /// # Panics
    /// If the data inside the program is broken, which the lexicon's audit and tests rule out.
    pub fn standard() -> &'static Lexicon {
        static STANDARD: OnceLock<Lexicon> = OnceLock::new();
        STANDARD.get_or_init(|| Lexicon::with_actors(&[]).unwrap_or_else(|e| panic!("built-in lexicon: {e}")))
    }

    /// The built-in lexicon with `actors` on top: their names win over the built-in ones, and an id
    /// that is built in already takes the new names beside its old ones.
    pub fn with_actors(actors: &[UserActor]) -> Result<Lexicon, LexiconError> {
        let mut draft = Draft::standard()?;
        for actor in actors {
            draft.add_user_actor(actor);
        }
        draft.finish()
    }

    /// Every entry; a [`Reference`] counts in it.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub fn entry(&self, index: u32) -> &Entry {
        &self.entries[index as usize]
    }

    /// The entry of that id.
    pub fn by_id(&self, id: &str) -> Option<&Entry> {
        self.by_id.get(id).map(|&i| self.entry(i))
    }

    /// What a form refers to, exactly as written.
    pub fn lookup(&self, form: &str) -> Option<Reference> {
        self.forms.get(form).copied()
    }

    /// The lexicon's names in `text`: whole words, the longest at each place, in order.
    pub fn find(&self, text: &str) -> Vec<Match> {
        self.finder.find(text)
    }

    /// Whether `words` are a title that stands before a name, and the office it names.
    pub fn title(&self, words: &str) -> Option<Option<Office>> {
        self.titles.get(words).copied()
    }

    /// Persons whose family name is `name`.
    pub fn family(&self, name: &str) -> impl Iterator<Item = u32> + '_ {
        self.families.get(name).into_iter().flatten().copied()
    }

    /// Whether a word is too common to be read as a bare family name.
    pub fn is_common_word(&self, word: &str) -> bool {
        self.common_words.contains(word)
    }

    /// The cues whose first word is `lemma`, in the order of the data.
    pub fn cues(&self, lemma: &str) -> &[Cue] {
        self.cues.of(lemma)
    }

    /// All cues, in the order of the data.
    pub fn all_cues(&self) -> impl Iterator<Item = &Cue> {
        self.cues.all()
    }

    /// Whether `word` (a lemma; capitalised for the words of names) belongs to `class`.
    pub fn is(&self, class: WordClass, word: &str) -> bool {
        self.classes.has(class, word)
    }
}

/// A lexicon in the making.
#[derive(Default)]
struct Draft {
    entries: Vec<Entry>,
    by_id: BTreeMap<String, u32>,
    forms: BTreeMap<String, Reference>,
    titles: BTreeMap<String, Option<Office>>,
    common_words: BTreeSet<String>,
    cues: Cues,
    classes: Classes,
}

impl Draft {
    fn standard() -> Result<Draft, LexiconError> {
        let mut draft = Draft::default();
        draft.add_states()?;
        for source in [&BODIES, &TERRITORIES, &AGENCIES, &GROUPS] {
            draft.add_bodies(source)?;
        }
        draft.add_offices()?;
        draft.add_words()?;
        draft.cues = Cues::read(&CUES)?;
        draft.classes = Classes::read(&CLASSES)?;
        Ok(draft)
    }

    fn add_states(&mut self) -> Result<(), LexiconError> {
        for row in rows(&STATES)? {
            let [id, name, formal, demonyms, capital, metonyms, aliases, ..] = row.take::<10>(&STATES)?;
            let entry = self.add_entry(id, name, ActorKind::State, None);
            for form in list(formal).chain(list(aliases)).chain([name]) {
                self.add_form(form, entry, NameUse::Name);
            }
            list(demonyms).for_each(|form| self.add_form(form, entry, NameUse::Demonym));
            list(capital).for_each(|form| self.add_form(form, entry, NameUse::Capital));
            list(metonyms).for_each(|form| self.add_form(form, entry, NameUse::Metonym));
        }
        Ok(())
    }

    fn add_bodies(&mut self, source: &'static Source) -> Result<(), LexiconError> {
        for row in rows(source)? {
            let [id, name, kind, of, aliases, acronyms, _] = row.take::<7>(source)?;
            let kind = kind.parse().map_err(|e| source.error(format!("{id}: {e}")))?;
            let entry = self.add_entry(id, name, kind, Some(of).filter(|of| !of.is_empty()));
            for form in list(aliases).chain([name]) {
                self.add_form(form, entry, NameUse::Name);
            }
            list(acronyms).for_each(|form| self.add_form(form, entry, NameUse::Acronym));
        }
        Ok(())
    }

    fn add_offices(&mut self) -> Result<(), LexiconError> {
        for row in rows(&OFFICES)? {
            let [of, office, name, family, aliases, from, to, _] = row.take::<8>(&OFFICES)?;
            let office = office.parse().map_err(|e| OFFICES.error(format!("{name}: {e}")))?;
            let entry = self.add_entry(&slug(name), name, ActorKind::Person, None);
            for form in list(aliases).chain([name]).filter(|f| f.contains([' ', '-']) || name == *f) {
                self.add_form(form, entry, NameUse::Name);
            }
            let date = |d: &str| d.parse().ok();
            let person = &mut self.entries[entry as usize];
            person.tenures.push(Tenure { of: of.into(), office, from: date(from), to: date(to) });
            for form in list(family) {
                if !person.family.iter().any(|f| f == form) {
                    person.family.push(form.to_owned());
                }
            }
        }
        let start = |t: &Tenure| t.from.map(|d| d.earliest());
        self.entries.iter_mut().for_each(|e| e.tenures.sort_by_key(start));
        Ok(())
    }

    fn add_words(&mut self) -> Result<(), LexiconError> {
        for row in rows(&TITLES)? {
            let [titles, office] = row.take::<2>(&TITLES)?;
            let office: Option<Office> = match office {
                "" => None,
                name => Some(name.parse().map_err(|e| TITLES.error(format!("{titles}: {e}")))?),
            };
            for title in list(titles) {
                self.titles.insert(title.to_owned(), office);
            }
        }
        for row in rows(&NOT_ACTORS)? {
            let [form, _] = row.take::<2>(&NOT_ACTORS)?;
            self.forms.entry(form.to_owned()).or_insert(Reference::NotActor);
        }
        for row in rows(&SURNAMES)? {
            let [name, _] = row.take::<2>(&SURNAMES)?;
            self.common_words.insert(name.to_owned());
        }
        Ok(())
    }

    fn add_entry(&mut self, id: &str, name: &str, kind: ActorKind, of: Option<&str>) -> u32 {
        if let Some(&known) = self.by_id.get(id) {
            return known;
        }
        let index = u32::try_from(self.entries.len()).expect("a lexicon has fewer than 4 billion entries");
        self.by_id.insert(id.to_owned(), index);
        let of = of.map(str::to_owned);
        self.entries.push(Entry {
            id: id.into(),
            name: name.into(),
            kind,
            of,
            tenures: vec![],
            family: vec![],
        });
        index
    }

    /// The first entry to claim a form keeps it; a plain name wins over a demonym or capital.
    fn add_form(&mut self, form: &str, entry: u32, usage: NameUse) {
        let new = Reference::Actor(entry, usage);
        for form in spellings(form) {
            let kept = self.forms.entry(form).or_insert(new);
            if matches!(kept, Reference::Actor(_, old) if usage < *old) {
                *kept = new;
            }
        }
    }

    fn add_user_actor(&mut self, actor: &UserActor) {
        let entry = self.add_entry(&actor.id, &actor.name, actor.kind, None);
        for form in actor.aliases.iter().chain([&actor.name]) {
            for form in spellings(form) {
                self.forms.insert(form, Reference::Actor(entry, NameUse::Name));
            }
        }
    }

    fn finish(self) -> Result<Lexicon, LexiconError> {
        let mut families: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (index, entry) in (0..).zip(&self.entries) {
            for family in entry.family.iter().flat_map(|f| spellings(f)) {
                families.entry(family).or_default().push(index);
            }
        }
        let finder = Forms::new(&self.forms)?;
        let Draft { entries, by_id, forms, titles, common_words, cues, classes } = self;
        Ok(Lexicon { entries, by_id, forms, finder, titles, families, common_words, cues, classes })
    }
}

impl Source {
    pub(crate) fn error(&self, reason: impl ToString) -> LexiconError {
        LexiconError::Row { file: self.file, reason: reason.to_string() }
    }
}

/// One line of a data file.
pub(crate) struct Row(csv::StringRecord);

impl Row {
    /// Its first `N` fields; an error where there are fewer.
    pub(crate) fn take<const N: usize>(&self, source: &Source) -> Result<[&str; N], LexiconError> {
        let mut fields = [""; N];
        for (i, field) in fields.iter_mut().enumerate() {
            *field =
                self.0.get(i).ok_or_else(|| source.error(format!("{:?} has no field {}", self.0, i + 1)))?;
        }
        Ok(fields)
    }
}

/// The lines of a data file behind its header.
pub(crate) fn rows(source: &Source) -> Result<Vec<Row>, LexiconError> {
    let reader = csv::ReaderBuilder::new().from_reader(source.text.as_bytes()).into_records();
    reader.map(|r| r.map(Row).map_err(|e| source.error(e))).collect()
}

/// A field's items, joined by `|`.
pub(crate) fn list(field: &str) -> impl Iterator<Item = &str> {
    field.split('|').map(str::trim).filter(|item| !item.is_empty())
}

/// The form with either apostrophe, as typists and typesetters write it.
fn spellings(form: &str) -> impl Iterator<Item = String> {
    let curly = form.contains('\'').then(|| form.replace('\'', "’"));
    let straight = form.contains('’').then(|| form.replace('’', "'"));
    [Some(form.to_owned()), curly, straight].into_iter().flatten()
}
