//! Rules about the window's source.

use super::Source;

/// A room of the window and the rooms whose files it must not import.
const BARRED: &[(&str, &[&str])] = &[
    ("map", &["backend", "panels"]),
    ("state", &["map", "panels"]),
    ("backend", &["map", "panels", "state"]),
];

/// Ways to have a text parsed as markup or code.
const MARKUP: &[&str] = &[
    "{@html",
    ".innerHTML",
    ".outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "DOMParser",
    "eval(",
    "new Function(",
];

/// Rooms import only what they may; `@tauri-apps` is the backend's alone.
pub fn rooms(sources: &[Source]) -> Vec<String> {
    let mut problems = Vec::new();
    for source in window_sources(sources) {
        let room = room(&source.path);
        for import in imports(&source.text) {
            if import.starts_with("@tauri-apps") && room != Some("backend") {
                problems.push(format!("{} must not import {import}: only backend may", source.path));
            }
            let target = resolve(&source.path, import);
            let barred = BARRED.iter().find(|(from, _)| room == Some(from)).map_or(&[][..], |(_, to)| to);
            if let Some(target) =
                target.as_deref().and_then(self::room).filter(|target| barred.contains(target))
            {
                problems.push(format!("{} must not import from {target}: {import}", source.path));
            }
        }
    }
    problems
}

/// No text of an article can become markup.
pub fn markup(sources: &[Source]) -> Vec<String> {
    let mut problems = Vec::new();
    for source in window_sources(sources) {
        for way in MARKUP.iter().filter(|way| source.text.contains(**way)) {
            problems.push(format!("{} must not use {way}", source.path));
        }
    }
    problems
}

fn window_sources(sources: &[Source]) -> impl Iterator<Item = &Source> {
    let ours = sources.iter().filter(|source| source.path.starts_with("ui/src/"));
    ours.filter(|source| [".ts", ".js", ".svelte"].iter().any(|ending| source.path.ends_with(ending)))
}

/// "map" for `ui/src/map/scene.ts`; none for files that lie in no room.
fn room(path: &str) -> Option<&str> {
    path.strip_prefix("ui/src/").and_then(|rest| rest.split_once('/')).map(|(room, _)| room)
}

/// What a file imports: the strings after `from` and `import`.
fn imports(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for keyword in ["from", "import"] {
        for (at, _) in text.match_indices(keyword) {
            let inside_word = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
            let rest = text[at + keyword.len()..].trim_start_matches([' ', '(', '\n']);
            let quote = rest.chars().next().filter(|c| ['"', '\''].contains(c));
            if let (false, Some(quote)) = (inside_word, quote) {
                found.extend(rest[1..].split(quote).next());
            }
        }
    }
    found
}

/// The path from the root that a relative import, or one from `src`, leads to.
fn resolve(importer: &str, import: &str) -> Option<String> {
    if let Some(rest) =
        ["$lib/", "@/", "~/", "src/", "/src/"].iter().find_map(|alias| import.strip_prefix(alias))
    {
        return Some(format!("ui/src/{rest}"));
    }
    if !import.starts_with('.') {
        return None;
    }
    let mut parts: Vec<&str> = importer.split('/').collect();
    parts.pop();
    for part in import.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    // `../map` alone is its index file, in that room.
    Some(parts.join("/") + "/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source;

    fn check(path: &str, text: &str, problems: usize) {
        assert_eq!(rooms(&[source(path, text)]).len(), problems, "{path}: {text}");
    }

    #[test]
    fn rooms_import_what_they_may() {
        check(
            "ui/src/map/scene.ts",
            "import { lane } from './lane';\nimport type { MapView } from \"../generated/types\";",
            0,
        );
        check("ui/src/backend/tauri.ts", "import { invoke } from '@tauri-apps/api/core';", 0);
        check("ui/src/panels/reader.svelte", "import { selection } from '../state/selection';", 0);
        check(
            "ui/src/App.svelte",
            "import Map from './map/Map.svelte'; import { backend } from './backend';",
            0,
        );
        check("ui/src/state/library/index.ts", "import { x } from '../../backend/types';", 0);
    }

    #[test]
    fn rooms_do_not_import_what_they_may_not() {
        check("ui/src/map/scene.ts", "import { backend } from '../backend';", 1);
        check("ui/src/map/draw/scene.ts", "const b = await import(\"../../backend/tauri\");", 1);
        check("ui/src/state/selection/index.ts", "import {\n  hit,\n} from\n  '../../map/hit';", 1);
        check("ui/src/state/selection/index.ts", "import '$lib/panels/reader.svelte';", 1);
        check("ui/src/panels/reader.svelte", "import { open } from '@tauri-apps/plugin-dialog';", 1);
        check("ui/src/main.ts", "import { listen } from \"@tauri-apps/api/event\";", 1);
    }

    #[test]
    fn words_that_only_look_like_imports() {
        check("ui/src/map/scene.ts", "const label = 'moved from \"../backend\"';", 1);
        check("ui/src/map/scene.ts", "Array.from('../backend')", 0);
    }

    #[test]
    fn markup_is_found_in_the_window_only() {
        assert!(
            markup(&[source("ui/src/a.svelte", "<p>{text}</p>"), source("docs/a.md", "{@html x}")])
                .is_empty()
        );
        assert_eq!(markup(&[source("ui/src/a.svelte", "{@html text}")]).len(), 1);
        assert_eq!(markup(&[source("ui/src/a.ts", "node.innerHTML = text;")]).len(), 1);
    }
}
