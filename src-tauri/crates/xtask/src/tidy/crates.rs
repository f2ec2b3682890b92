//! Rules about the crates and what they may use.

use serde_json::Value;

use super::Source;

/// Our crates from the bottom up; each may use only those before it.
const ORDER: &[&str] =
    &["text", "lexicon", "syntax", "extract", "graph", "pipeline", "store", "wire", "entente-cli", "xtask"];

/// Bytes in, values out.
const ENGINE: &[&str] = &["text", "lexicon", "syntax", "extract", "graph", "pipeline"];

/// Crates that bring a window, a format of the boundary, a disk or a clock.
const NOT_IN_ENGINE: &[&str] = &[
    "serde",
    "serde_json",
    "ts-rs",
    "tauri",
    "tokio",
    "rusqlite",
    "wire",
    "store",
    "chrono",
    "time",
    "rand",
];

/// Said aloud: web pages carry JSON that text reads, and the weights inside the syntax crate have a
/// JSON header. Neither gives its own types to serde's formats.
const EXCEPT: &[(&str, &str)] = &[("text", "serde_json"), ("syntax", "serde"), ("syntax", "serde_json")];

/// Modules of the standard library that do.
const NOT_IN_ENGINE_SOURCE: &[&str] =
    &["std::fs", "std::time", "std::net", "std::env", "std::process", "SystemTime::now", "Instant::now"];

/// A package of the workspace.
pub struct Package {
    pub name: String,
    pub dependencies: Vec<Dependency>,
}

/// What a package uses.
pub struct Dependency {
    pub name: String,
    /// Only in tests and examples.
    pub only_for_tests: bool,
}

/// The workspace's members out of `cargo metadata`.
pub fn packages(metadata: &Value) -> Vec<Package> {
    let members: Vec<&str> = list(&metadata["workspace_members"]).filter_map(Value::as_str).collect();
    let packages = list(&metadata["packages"]);
    let ours = packages.filter(|package| package["id"].as_str().is_some_and(|id| members.contains(&id)));
    let mut ours: Vec<Package> = ours
        .map(|package| Package {
            name: text(&package["name"]),
            dependencies: list(&package["dependencies"])
                .map(|dependency| Dependency {
                    name: text(&dependency["name"]),
                    only_for_tests: dependency["kind"] == "dev",
                })
                .collect(),
        })
        .collect();
    ours.sort_by(|a, b| a.name.cmp(&b.name));
    ours
}

/// Each crate depends only on those above it in the list of rooms; the suite never on the app.
pub fn order(packages: &[Package]) -> Vec<String> {
    let mut problems = Vec::new();
    for package in packages {
        let Some(reach) = reach(&package.name) else {
            problems.push(format!("{} has no place in the order of the rooms", package.name));
            continue;
        };
        for dependency in &package.dependencies {
            let ours = packages.iter().any(|other| other.name == dependency.name);
            if ours && !reach.contains(&dependency.name.as_str()) {
                problems.push(format!("{} must not use {}", package.name, dependency.name));
            }
        }
    }
    problems
}

/// What a crate may use of ours.
fn reach(name: &str) -> Option<&'static [&'static str]> {
    match name {
        // The app uses everything but the programs.
        "entente" => Some(&ORDER[..8]),
        // The suite never links a webview.
        "suite" => Some(&ORDER[..8]),
        _ => ORDER.iter().position(|room| *room == name).map(|at| &ORDER[..at]),
    }
}

/// No engine crate sees the boundary, Tauri, disk or clock, neither by a crate nor by `std`.
pub fn engine(packages: &[Package], sources: &[Source]) -> Vec<String> {
    let mut problems = Vec::new();
    for package in packages.iter().filter(|package| ENGINE.contains(&package.name.as_str())) {
        let used = package.dependencies.iter().filter(|dependency| !dependency.only_for_tests);
        for dependency in used.filter(|dependency| is_barred(&package.name, &dependency.name)) {
            problems.push(format!("{} is engine and must not use {}", package.name, dependency.name));
        }
    }
    for source in sources.iter().filter(|source| is_engine_source(&source.path)) {
        for word in NOT_IN_ENGINE_SOURCE.iter().filter(|word| code_contains(&source.text, word)) {
            problems.push(format!("{} is engine and must not use {word}", source.path));
        }
    }
    problems
}

fn is_barred(room: &str, name: &str) -> bool {
    let barred = NOT_IN_ENGINE.contains(&name) || name.starts_with("tauri-");
    barred && !EXCEPT.contains(&(room, name))
}

fn is_engine_source(path: &str) -> bool {
    let rest = path.strip_prefix("src-tauri/crates/").and_then(|rest| rest.split_once("/src/"));
    rest.is_some_and(|(room, file)| ENGINE.contains(&room) && file.ends_with(".rs"))
}

/// Whether the code proper says it: neither a comment nor a file's tests, which come last.
fn code_contains(text: &str, word: &str) -> bool {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(word))
}

/// Only the wire crate derives TypeScript; xtask writes it out.
pub fn typescript(packages: &[Package]) -> Vec<String> {
    let users = packages.iter().filter(|package| !["wire", "xtask"].contains(&package.name.as_str()));
    users
        .filter(|package| package.dependencies.iter().any(|dependency| dependency.name == "ts-rs"))
        .map(|package| format!("{} must not use ts-rs: views belong to wire", package.name))
        .collect()
}

/// Every member in the root manifest carries a comment with its role.
pub fn roles(manifest: &str) -> Vec<String> {
    let members = manifest.lines().skip_while(|line| !line.starts_with("members")).skip(1);
    let members: Vec<&str> = members.take_while(|line| !line.starts_with(']')).collect();
    if members.is_empty() {
        return vec!["the root manifest lists no members".into()];
    }
    let silent = members.into_iter().filter(|line| !line.trim().is_empty());
    silent
        .filter(|line| line.split_once('#').is_none_or(|(_, role)| role.trim().is_empty()))
        .map(|line| format!("the member {} has no role", line.trim().trim_end_matches(',')))
        .collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source;

    fn package(name: &str, dependencies: &[&str]) -> Package {
        let used = dependencies.iter().map(|name| match name.strip_prefix("test:") {
            Some(name) => Dependency { name: name.into(), only_for_tests: true },
            None => Dependency { name: (*name).into(), only_for_tests: false },
        });
        Package { name: name.into(), dependencies: used.collect() }
    }

    #[test]
    fn a_crate_may_use_what_is_above_it() {
        let fine =
            [package("text", &["serde"]), package("lexicon", &["text"]), package("entente", &["lexicon"])];
        assert!(order(&fine).is_empty());
    }

    #[test]
    fn a_crate_may_not_use_what_is_below_it() {
        let text = [package("text", &["lexicon"]), package("lexicon", &[])];
        assert_eq!(order(&text), ["text must not use lexicon"]);
        let suite = [package("suite", &["entente"]), package("entente", &[])];
        assert_eq!(order(&suite), ["suite must not use entente"]);
        assert_eq!(order(&[package("helpers", &[])]), ["helpers has no place in the order of the rooms"]);
    }

    #[test]
    fn the_engine_uses_no_barred_crate_but_its_tests_may() {
        let packages = [package("graph", &["petgraph", "test:serde_json"]), package("store", &["serde"])];
        assert!(engine(&packages, &[]).is_empty());
        let barred = [package("graph", &["serde"]), package("text", &["tauri-plugin-fs"])];
        assert_eq!(engine(&barred, &[]).len(), 2);
        assert!(engine(&[package("syntax", &["serde_json"])], &[]).is_empty());
        assert_eq!(engine(&[package("syntax", &["tokio"])], &[]).len(), 1);
    }

    #[test]
    fn the_engine_reads_no_disk_and_no_clock() {
        let fine = [
            source(
                "src-tauri/crates/text/src/read.rs",
                "// unlike std::fs\nfn read() {}\n#[cfg(test)]\nuse std::fs;",
            ),
            source("src-tauri/crates/store/src/lib.rs", "use std::fs;"),
        ];
        assert!(engine(&[], &fine).is_empty());
        let barred = source("src-tauri/crates/text/src/read.rs", "    let text = std::fs::read(path);");
        let problems = engine(&[], &[barred]);
        assert_eq!(problems, ["src-tauri/crates/text/src/read.rs is engine and must not use std::fs"]);
    }

    #[test]
    fn only_wire_derives_typescript() {
        assert!(typescript(&[package("wire", &["ts-rs"]), package("xtask", &["test:ts-rs"])]).is_empty());
        assert_eq!(typescript(&[package("store", &["ts-rs"])]).len(), 1);
    }

    #[test]
    fn members_tell_their_role() {
        assert!(roles("[workspace]\nmembers = [\n    \"a\", # reads\n]\n").is_empty());
        assert_eq!(
            roles("members = [\n    \"a\", # reads\n    \"b\",\n]\n"),
            ["the member \"b\" has no role"]
        );
        assert_eq!(roles("[package]\n").len(), 1);
    }

    #[test]
    fn members_are_read_from_metadata() {
        let metadata = serde_json::json!({
            "workspace_members": ["a 1"],
            "packages": [
                {"id": "a 1", "name": "a", "dependencies": [{"name": "b", "kind": "dev"}, {"name": "c", "kind": null}]},
                {"id": "b 1", "name": "b", "dependencies": []},
            ],
        });
        let found = packages(&metadata);
        assert_eq!(found.len(), 1);
        let kinds: Vec<bool> = found[0].dependencies.iter().map(|used| used.only_for_tests).collect();
        assert_eq!(kinds, [true, false]);
    }
}
