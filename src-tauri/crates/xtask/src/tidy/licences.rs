//! Rules about what we pass on: every dependency's licence is one that a program under MIT or
//! Apache-2.0 may carry.

use serde_json::Value;

/// Permissive licences, those that bind only their own files (MPL), and the fonts'.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// The licences of all crates that are built, from `cargo metadata`.
pub fn crates(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let problems = packages.filter_map(|package| problem(package["name"].as_str()?, &package["license"]));
    problems.collect()
}

/// The licences of all npm packages, from the lock file.
pub fn npm(lock: &Value) -> Vec<String> {
    let packages = lock["packages"].as_object().into_iter().flatten();
    // The entry without a name is the window itself.
    let others = packages.filter(|(path, _)| !path.is_empty());
    others.filter_map(|(path, package)| problem(path, &package["license"])).collect()
}

fn problem(name: &str, licence: &Value) -> Option<String> {
    let licence = licence.as_str().unwrap_or_default();
    (!is_allowed(licence)).then(|| format!("{name} is under `{licence}`, which is not on the list"))
}

/// Whether an SPDX expression leaves a way to use it under allowed licences only.
fn is_allowed(expression: &str) -> bool {
    // Old crates write a slash for OR.
    let words = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut rest = words.as_slice();
    any_of(&mut rest) && rest.is_empty()
}

fn any_of(rest: &mut &[&str]) -> bool {
    let mut allowed = all_of(rest);
    while take(rest, "OR") {
        // Both sides are read in any case.
        allowed |= all_of(rest);
    }
    allowed
}

fn all_of(rest: &mut &[&str]) -> bool {
    let mut allowed = one(rest);
    while take(rest, "AND") {
        allowed &= one(rest);
    }
    allowed
}

fn one(rest: &mut &[&str]) -> bool {
    if take(rest, "(") {
        let allowed = any_of(rest);
        return take(rest, ")") && allowed;
    }
    let Some((name, after)) = rest.split_first() else { return false };
    *rest = after;
    if !take(rest, "WITH") {
        return ALLOWED.contains(name);
    }
    let Some((exception, after)) = rest.split_first() else { return false };
    *rest = after;
    ALLOWED.contains(&format!("{name} WITH {exception}").as_str())
}

fn take(rest: &mut &[&str], word: &str) -> bool {
    let found = rest.first() == Some(&word);
    if found {
        *rest = &rest[1..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_with_a_way_through() {
        for fine in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0-only OR MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT",
            "MIT OR (GPL-2.0-only AND BSD-3-Clause)",
        ] {
            assert!(is_allowed(fine), "{fine}");
        }
    }

    #[test]
    fn expressions_without() {
        for bad in [
            "",
            "GPL-3.0-only",
            "MIT AND GPL-3.0-only",
            "(GPL-2.0-only OR AGPL-3.0-only) AND MIT",
            "MIT AND",
            "(MIT",
            "MIT MIT",
            "GPL-2.0-only WITH Classpath-exception-2.0",
        ] {
            assert!(!is_allowed(bad), "{bad}");
        }
    }

    #[test]
    fn a_crate_or_package_under_another_licence_is_named() {
        let metadata = serde_json::json!({"packages": [
            {"name": "a", "license": "MIT"}, {"name": "b", "license": "GPL-3.0-only"}, {"name": "c", "license": null},
        ]});
        assert_eq!(crates(&metadata).len(), 2);
        let lock = serde_json::json!({"packages": {
            "": {"name": "ui"}, "node_modules/a": {"license": "ISC"}, "node_modules/b": {},
        }});
        assert_eq!(npm(&lock), ["node_modules/b is under ``, which is not on the list"]);
    }
}
