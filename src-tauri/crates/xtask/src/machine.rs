//! What this machine must have: Node, a C compiler, and Debian packages. What apt can install is
//! installed; what it cannot is one sentence.

use std::collections::BTreeSet;
use std::path::Path;

use crate::shell::{capture, command, is_on_path, run};

/// To build the app.
const TO_RUN: &[&str] = &[
    "build-essential",
    "pkg-config",
    "libwebkit2gtk-4.1-dev",
    "librsvg2-dev",
    "libayatana-appindicator3-dev",
];

/// To drive the window in the journeys, besides those.
const TO_TEST: &[&str] = &["webkit2gtk-driver", "xvfb", "dbus-x11", "fonts-dejavu-core"];

/// Vite 8 runs on these and later ones.
const NODE: (u32, u32) = (20, 19);

/// Makes this machine able to build and open the app.
pub fn prepare_to_run() -> Result<(), String> {
    check_node()?;
    install(TO_RUN)
}

/// Makes this machine able to run every check.
pub fn prepare_to_test() -> Result<(), String> {
    check_node()?;
    install(&[TO_RUN, TO_TEST].concat())?;
    install_nextest()
}

fn check_node() -> Result<(), String> {
    let wanted = format!("Node {}.{} or newer", NODE.0, NODE.1);
    if !is_on_path("node") {
        return Err(format!("Node is missing: install {wanted} from https://nodejs.org, npm comes with it."));
    }
    if !is_on_path("npm") {
        return Err(
            "npm is missing: install it (`apt-get install npm`, or Node from https://nodejs.org).".into()
        );
    }
    let version = capture(command(Path::new("."), "node", &["--version"]))?;
    if node_is_new_enough(&version) {
        Ok(())
    } else {
        Err(format!("Node {} is too old: install {wanted} from https://nodejs.org.", version.trim()))
    }
}

/// Whether `v22.1.0` will do. Unreadable versions are let through: npm will complain by itself.
fn node_is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim().trim_start_matches('v').split('.').map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= NODE,
        _ => true,
    }
}

fn install_nextest() -> Result<(), String> {
    if is_on_path("cargo-nextest") {
        return Ok(());
    }
    println!("cargo-nextest is missing; installing it");
    run(command(Path::new("."), "cargo", &["install", "cargo-nextest", "--locked"]))
        .map_err(|problem| format!("{problem}\nInstall cargo-nextest (https://nexte.st), then try again."))
}

/// Installs those of the Debian packages that are missing.
fn install(packages: &[&str]) -> Result<(), String> {
    if !is_on_path("dpkg-query") {
        return foreign_system(packages);
    }
    let missing = missing(packages, &installed(packages));
    if missing.is_empty() {
        return Ok(());
    }
    println!("missing system packages: {}", missing.join(" "));
    let prefix = privilege(&missing)?;
    apt(&prefix, &["update"])?;
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(&missing);
    apt(&prefix, &arguments).map_err(|problem| {
        format!("{problem}\nInstall these packages, then try again: {}", missing.join(" "))
    })
}

/// Not Debian: the names differ, so the person installs them; what has a probe is checked.
fn foreign_system(packages: &[&str]) -> Result<(), String> {
    let webkit = capture(command(Path::new("."), "pkg-config", &["--exists", "webkit2gtk-4.1"]));
    if webkit.is_ok() && (!packages.contains(&"xvfb") || is_on_path("Xvfb")) {
        return Ok(());
    }
    Err(format!(
        "This is not a Debian system: install what Debian calls {}, then try again.",
        packages.join(" ")
    ))
}

/// What dpkg says about these packages, one line each.
fn installed(packages: &[&str]) -> String {
    let format = "--showformat=${Package} ${Status}\\n";
    let mut query = command(Path::new("."), "dpkg-query", &["--show", format]);
    // Unknown packages make it fail, and what it printed of the others still counts.
    let output = query.args(packages).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}

fn missing<'a>(packages: &[&'a str], dpkg: &str) -> Vec<&'a str> {
    let there: BTreeSet<&str> =
        dpkg.lines().filter_map(|line| line.strip_suffix(" install ok installed")).collect();
    packages.iter().copied().filter(|package| !there.contains(package)).collect()
}

/// The words before `apt-get`: none for root, `sudo` for others.
fn privilege(missing: &[&str]) -> Result<Vec<&'static str>, String> {
    let user = capture(command(Path::new("."), "id", &["-u"]))?;
    match (user.trim() == "0", is_on_path("sudo")) {
        (true, _) => Ok(vec![]),
        (false, true) => Ok(vec!["sudo"]),
        (false, false) => Err(format!(
            "Ask whoever runs this machine to install, as root: apt-get install {}",
            missing.join(" ")
        )),
    }
}

fn apt(prefix: &[&str], arguments: &[&str]) -> Result<(), String> {
    let words: Vec<&str> =
        prefix.iter().copied().chain(["apt-get"]).chain(arguments.iter().copied()).collect();
    println!("$ {}", words.join(" "));
    let mut apt = command(Path::new("."), words[0], &words[1..]);
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    run(apt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_dpkg_does_not_call_installed_is_missing() {
        let dpkg = "xvfb install ok installed\nlibx deinstall ok config-files\n";
        assert_eq!(missing(&["xvfb", "libx", "dbus-x11"], dpkg), ["libx", "dbus-x11"]);
        assert!(missing(&["xvfb"], dpkg).is_empty());
    }

    #[test]
    fn node_versions() {
        for (version, enough) in
            [("v20.19.0\n", true), ("v22.1.0", true), ("v20.18.9", false), ("v18.20.4", false), ("?", true)]
        {
            assert_eq!(node_is_new_enough(version), enough, "{version}");
        }
    }
}
