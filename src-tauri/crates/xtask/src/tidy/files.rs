//! Rules about files.

use std::collections::BTreeMap;

use super::Source;
use crate::project::Project;

/// Above this a file is a question.
const LONG: usize = 500;

const LIST_OF_LONG_FILES: &str = "src-tauri/crates/xtask/long_files.txt";

/// Folders of data, and the document in which each of their files is named with its source.
const DATA: &[(&str, &str)] = &[
    ("src-tauri/crates/lexicon/data/", "src-tauri/crates/lexicon/data/SOURCES.md"),
    ("src-tauri/crates/syntax/weights/", "src-tauri/crates/syntax/weights/MODEL_CARD.md"),
    ("src-tauri/samples/", "src-tauri/samples/SOURCES.md"),
];

/// The files that are known to be long, with how long each may be.
pub fn long_files(project: &Project) -> Result<BTreeMap<String, usize>, String> {
    let lines = project.read(LIST_OF_LONG_FILES)?;
    let entries = lines.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    entries
        .map(|line| {
            let (lines, path) = line.trim().split_once(' ').unwrap_or_default();
            let lines =
                lines.parse().map_err(|_| format!("{LIST_OF_LONG_FILES}: `{line}` is not LINES PATH"))?;
            Ok((path.to_owned(), lines))
        })
        .collect()
}

/// No source file is longer than 500 lines, but for those on the list, which may only shrink.
pub fn length(sources: &[Source], known: &BTreeMap<String, usize>) -> Vec<String> {
    let mut problems = Vec::new();
    for source in sources.iter().filter(|source| is_code(&source.path)) {
        let lines = source.text.lines().count();
        match known.get(&source.path) {
            None if lines > LONG => {
                problems.push(format!("{} has {lines} lines: divide it by its jobs", source.path));
            }
            Some(limit) if lines > *limit => {
                problems.push(format!("{} has {lines} lines and may have {limit}: divide it", source.path));
            }
            Some(_) if lines <= LONG => {
                problems.push(format!("{} is short now: take it off {LIST_OF_LONG_FILES}", source.path));
            }
            _ => {}
        }
    }
    let gone = known.keys().filter(|path| !sources.iter().any(|source| source.path == **path));
    problems.extend(gone.map(|path| format!("{path} is gone: take it off {LIST_OF_LONG_FILES}")));
    problems
}

fn is_code(path: &str) -> bool {
    let generated = path.contains("/generated/");
    !generated && [".rs", ".ts", ".svelte", ".css", ".py"].iter().any(|ending| path.ends_with(ending))
}

/// No tracked file names a folder of the machine it was written on.
pub fn machine_paths(sources: &[Source]) -> Vec<String> {
    // Put together here, lest this file break its own rule.
    let folders = ["work", "home", "root", "tmp/target"].map(|folder| format!("/{folder}"));
    let mut problems = Vec::new();
    for source in sources {
        for (number, line) in source.text.lines().enumerate() {
            if folders.iter().any(|folder| names_folder(line, folder)) {
                problems.push(format!("{}:{} names a folder of one machine", source.path, number + 1));
            }
        }
    }
    problems
}

/// Whether the path stands there by itself: not in the midst of another path or an address.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + folder.len()..].chars().next();
        let begins = before.is_none_or(|c| !c.is_alphanumeric() && !"./_-$})~*".contains(c));
        let continues = after == Some('/') || folder.contains("target") && after.is_none_or(|c| c != '_');
        begins && continues
    })
}

/// Every data file is named in the document that tells where the data come from.
pub fn data_sources(tracked: &[String], sources: &[Source]) -> Vec<String> {
    let mut problems = Vec::new();
    for (folder, document) in DATA {
        let text = sources.iter().find(|source| source.path == *document).map_or("", |source| &source.text);
        for path in tracked.iter().filter(|path| path.starts_with(folder) && path != document) {
            let name = path.rsplit('/').next().unwrap_or(path);
            if !name.starts_with("LICENSE") && !text.contains(name) {
                problems.push(format!("{path} is not named in {document}"));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source;

    fn lines(count: usize) -> String {
        "x\n".repeat(count)
    }

    #[test]
    fn long_files_are_found_unless_they_are_known() {
        let files = [source("a.rs", &lines(501)), source("b.rs", &lines(500)), source("c.csv", &lines(900))];
        assert_eq!(length(&files, &BTreeMap::new()), ["a.rs has 501 lines: divide it by its jobs"]);
        assert!(length(&files, &BTreeMap::from([("a.rs".into(), 501)])).is_empty());
        assert!(length(&[source("ui/src/generated/types.ts", &lines(900))], &BTreeMap::new()).is_empty());
    }

    #[test]
    fn the_list_of_long_files_only_shrinks() {
        let known = BTreeMap::from([("a.rs".to_owned(), 510)]);
        assert_eq!(length(&[source("a.rs", &lines(511))], &known).len(), 1);
        assert_eq!(length(&[source("a.rs", &lines(400))], &known).len(), 1);
        assert_eq!(length(&[], &known).len(), 1);
    }

    #[test]
    fn paths_of_a_machine() {
        let file = |line: &str| machine_paths(&[source("a.md", line)]).len();
        let folder = ["", "work", "main"].join("/");
        assert_eq!(file(&folder), 1);
        assert_eq!(file(&format!("root = \"{folder}\"")), 1);
        assert_eq!(file(&["", "tmp", "target-x"].join("/")), 1);
        assert_eq!(file(&["", "root", ".cargo"].join("/")), 1);
        assert_eq!(file("https://example.org/work/1"), 0);
        assert_eq!(file("a/work/b, ../work/c and $HOME/work/"), 0);
        assert_eq!(file("the /workshop/ of rooms"), 0);
    }

    #[test]
    fn data_files_name_their_source() {
        let document = source("src-tauri/samples/SOURCES.md", "| a.txt | our own |");
        let tracked = ["src-tauri/samples/a.txt", "src-tauri/samples/SOURCES.md"].map(str::to_owned);
        assert!(data_sources(&tracked, &[document]).is_empty());
        assert_eq!(data_sources(&tracked, &[]).len(), 1);
    }
}
