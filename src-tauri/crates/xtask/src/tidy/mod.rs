//! `cargo xtask tidy`: the rules that hold the rooms apart, checked by a program. Each rule is a
//! pure function from what it looks at to what is wrong, one sentence a problem.

mod crates;
mod files;
mod licences;
mod window;

use serde_json::Value;

use crate::project::Project;
use crate::shell::{capture, command};

/// A tracked text file: its path from the root and what it says.
pub struct Source {
    pub path: String,
    pub text: String,
}

/// Checks every rule; an error when one is broken.
pub fn run(project: &Project) -> Result<(), String> {
    let metadata = metadata(project)?;
    let sources = sources(project)?;
    let tracked = tracked(project)?;
    let packages = crates::packages(&metadata);
    let lock: Value = serde_json::from_str(&project.read("ui/package-lock.json")?)
        .map_err(|error| format!("ui/package-lock.json: {error}"))?;
    let rules = [
        ("crates depend only on those above them", crates::order(&packages)),
        ("the engine knows no window, file format, disk or clock", crates::engine(&packages, &sources)),
        ("only wire derives TypeScript", crates::typescript(&packages)),
        ("every member's role is told", crates::roles(&project.read("Cargo.toml")?)),
        ("the window's rooms hold apart", window::rooms(&sources)),
        ("texts are only ever shown as text", window::markup(&sources)),
        ("no file is longer than it should be", files::length(&sources, &files::long_files(project)?)),
        ("no path of one machine is kept", files::machine_paths(&sources)),
        ("data files name their source", files::data_sources(&tracked, &sources)),
        ("crates' licences may be passed on", licences::crates(&metadata)),
        ("the window's packages' licences may be passed on", licences::npm(&lock)),
    ];
    let mut broken = 0;
    for (rule, problems) in &rules {
        println!("{} {rule}", if problems.is_empty() { "ok    " } else { "BROKEN" });
        problems.iter().for_each(|problem| println!("         {problem}"));
        broken += problems.len();
    }
    if broken == 0 { Ok(()) } else { Err(format!("{broken} breaches of the rooms' rules")) }
}

fn metadata(project: &Project) -> Result<Value, String> {
    // Without a platform cargo would fetch crates that are only for other systems.
    let version = capture(command(&project.root, "rustc", &["--version", "--verbose"]))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    let arguments = ["metadata", "--format-version", "1", "--filter-platform", host];
    let json = capture(command(&project.root, "cargo", &arguments))?;
    serde_json::from_str(&json).map_err(|error| format!("cargo metadata: {error}"))
}

/// Tracked files and those that would be tracked.
fn tracked(project: &Project) -> Result<Vec<String>, String> {
    let arguments = ["ls-files", "--cached", "--others", "--exclude-standard"];
    let list = capture(command(&project.root, "git", &arguments))?;
    let mut paths: Vec<String> = list.lines().map(str::to_owned).collect();
    paths.retain(|path| project.root.join(path).is_file());
    paths.sort();
    paths.dedup();
    Ok(paths)
}

fn sources(project: &Project) -> Result<Vec<Source>, String> {
    let paths = tracked(project)?.into_iter();
    // What is not UTF-8 is no source.
    Ok(paths
        .filter_map(|path| {
            let text = std::fs::read_to_string(project.root.join(&path)).ok()?;
            Some(Source { path, text })
        })
        .collect())
}

#[cfg(test)]
pub(crate) fn source(path: &str, text: &str) -> Source {
    Source { path: path.into(), text: text.into() }
}
