//! The lexicon's audit: what is wrong with the data files, as sentences for their keeper.

use std::collections::{BTreeMap, BTreeSet};

use text::PartialDate;

use crate::load::{self, AGENCIES, BODIES, GROUPS, OFFICES, STATES, Source, TERRITORIES, list, rows};
use crate::{Lexicon, LexiconError, Reference};

/// Everything wrong with the built-in data: rows that do not read, duplicate ids, unknown parents,
/// dates that are none or run backwards, one form claimed by two actors, names that can never be
/// found. Empty when all is well.
pub fn audit() -> Vec<String> {
    let mut problems = Vec::new();
    match Lexicon::with_actors(&[]) {
        Ok(lexicon) => reachable(&lexicon, &mut problems),
        Err(error) => return vec![error.to_string()],
    }
    for check in [ids, forms, offices, tidy_fields] {
        if let Err(error) = check(&mut problems) {
            problems.push(error.to_string());
        }
    }
    problems
}

/// Ids stand once; every `of` is an id.
fn ids(problems: &mut Vec<String>) -> Result<(), LexiconError> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let mut parents = Vec::new();
    for source in [&STATES, &BODIES, &TERRITORIES, &AGENCIES, &GROUPS] {
        for row in rows(source)? {
            let [id, _, _, of] = row.take::<4>(source)?;
            if let Some(first) = seen.insert(id.to_owned(), source.file) {
                problems.push(format!("{}: id {id} stands in {first} already", source.file));
            }
            if source.file != STATES.file && !of.is_empty() {
                parents.push((source.file, id.to_owned(), of.to_owned()));
            }
        }
    }
    for row in rows(&OFFICES)? {
        let [of, _, name] = row.take::<3>(&OFFICES)?;
        parents.push((OFFICES.file, name.to_owned(), of.to_owned()));
    }
    for (file, id, of) in parents {
        if !seen.contains_key(&of) {
            problems.push(format!("{file}: {id} is of {of}, which no file has"));
        }
    }
    Ok(())
}

/// No form names two actors.
fn forms(problems: &mut Vec<String>) -> Result<(), LexiconError> {
    let mut holders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut claim = |form: &str, id: &str| {
        holders.entry(form.to_owned()).or_default().insert(id.to_owned());
    };
    for row in rows(&STATES)? {
        let [id, name, formal, demonyms, capital, metonyms, aliases] = row.take::<7>(&STATES)?;
        for field in [name, formal, demonyms, capital, metonyms, aliases] {
            list(field).for_each(|form| claim(form, id));
        }
    }
    for source in [&BODIES, &TERRITORIES, &AGENCIES, &GROUPS] {
        for row in rows(source)? {
            let [id, name, _, _, aliases, acronyms] = row.take::<6>(source)?;
            for field in [name, aliases, acronyms] {
                list(field).for_each(|form| claim(form, id));
            }
        }
    }
    for (form, ids) in holders {
        if ids.len() > 1 {
            let ids: Vec<_> = ids.into_iter().collect();
            problems.push(format!("“{form}” names {}", ids.join(" and ")));
        }
    }
    Ok(())
}

/// Dates read, and no tenure ends before it begins.
fn offices(problems: &mut Vec<String>) -> Result<(), LexiconError> {
    let mut seen = BTreeSet::new();
    for row in rows(&OFFICES)? {
        let [of, office, name, family, _, from, to, source] = row.take::<8>(&OFFICES)?;
        let mut date = |text: &str| -> Option<PartialDate> {
            let read = text.parse().ok();
            if read.is_none() && !text.is_empty() {
                problems.push(format!("offices.csv: {name}: “{text}” is no date"));
            }
            read
        };
        let (begin, end) = (date(from), date(to));
        if begin.zip(end).is_some_and(|(a, b)| a.earliest() > b.latest()) {
            problems.push(format!("offices.csv: {name}: ends before it begins ({from} to {to})"));
        }
        if family.is_empty() || source.is_empty() {
            problems.push(format!("offices.csv: {name}: no family name or no source"));
        }
        if !seen.insert([of, office, name, from].map(str::to_owned)) {
            problems.push(format!("offices.csv: {name} stands twice as {office} of {of} from “{from}”"));
        }
    }
    Ok(())
}

/// No stray spaces, which would make a form unfindable.
fn tidy_fields(problems: &mut Vec<String>) -> Result<(), LexiconError> {
    let all: [&'static Source; 10] = [
        &STATES,
        &BODIES,
        &TERRITORIES,
        &AGENCIES,
        &GROUPS,
        &OFFICES,
        &load::TITLES,
        &load::NOT_ACTORS,
        &load::SURNAMES,
        &load::CUES,
    ];
    for source in all {
        for row in rows(source)? {
            let [first, second] = row.take::<2>(source)?;
            for field in [first, second] {
                let stray = field != field.trim()
                    || field.contains("  ")
                    || field.contains(" |")
                    || field.contains("| ");
                if stray {
                    problems.push(format!("{}: stray space in “{field}”", source.file));
                }
            }
        }
    }
    Ok(())
}

/// Every entry can be found by its own name, and every sense of a cue can be reached.
fn reachable(lexicon: &Lexicon, problems: &mut Vec<String>) {
    for entry in lexicon.entries() {
        let own = match lexicon.lookup(&entry.name) {
            Some(Reference::Actor(found, _)) => lexicon.entry(found).id == entry.id,
            _ => false,
        };
        if !own {
            problems.push(format!("{} can never be found by its name “{}”", entry.id, entry.name));
        }
    }
    let mut senses = BTreeSet::new();
    for cue in lexicon.all_cues() {
        if !senses.insert((&cue.words, cue.frame, &cue.source, &cue.target)) {
            problems
                .push(format!("cues.csv: a second sense of “{}” can never be reached", cue.words.join(" ")));
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_built_in_data_has_no_problems() {
        let problems = super::audit();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}
