//! `cargo xtask bundle`: the Debian package.

use std::path::{Path, PathBuf};

use crate::project::Project;
use crate::shell::{capture, command, is_on_path, run as run_program};
use crate::{machine, window};

/// Builds the package, looks into it, and says how to install it.
pub fn run(project: &Project) -> Result<(), String> {
    machine::prepare_to_run()?;
    window::build(project)?;
    let tauri = project.ui().join("node_modules/.bin/tauri");
    let program = tauri.to_string_lossy();
    run_program(command(&project.root, &program, &["build", "--bundles", "deb"]))?;
    let package = newest_package(&project.target().join("release/bundle/deb"))?;
    look_into(&package)?;
    println!("\nThe package is {}", package.display());
    println!("Install it with: sudo apt-get install {}", package.display());
    Ok(())
}

fn newest_package(directory: &Path) -> Result<PathBuf, String> {
    let entries = std::fs::read_dir(directory)
        .map_err(|error| format!("no package was made in {}: {error}", directory.display()))?;
    let packages = entries.flatten().map(|entry| entry.path());
    packages
        .filter(|path| path.extension().is_some_and(|extension| extension == "deb"))
        .max_by_key(|path| path.metadata().and_then(|metadata| metadata.modified()).ok())
        .ok_or_else(|| format!("no package was made in {}", directory.display()))
}

fn look_into(package: &Path) -> Result<(), String> {
    if !is_on_path("dpkg-deb") {
        println!("dpkg-deb is missing: the package was not looked into");
        return Ok(());
    }
    let path = package.to_string_lossy();
    let here = Path::new(".");
    let about = capture(command(here, "dpkg-deb", &["--info", &path]))?;
    let contents = capture(command(here, "dpkg-deb", &["--contents", &path]))?;
    println!("{about}\n{contents}");
    let missing = missing_parts(&about, &contents);
    if missing.is_empty() { Ok(()) } else { Err(format!("the package lacks {}", missing.join(", "))) }
}

/// What a package of ours must have and this one, by dpkg-deb's account, has not.
fn missing_parts(about: &str, contents: &str) -> Vec<&'static str> {
    let lists = |ending: &str| contents.lines().any(|line| line.ends_with(ending));
    let parts = [
        ("the program /usr/bin/entente", lists("usr/bin/entente")),
        ("a menu entry", lists(".desktop")),
        ("an icon", lists(".png")),
        ("its dependency on WebKitGTK", about.contains("libwebkit2gtk-4.1-0")),
    ];
    parts.iter().filter(|(_, there)| !there).map(|(part, _)| *part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABOUT: &str = " Package: entente\n Depends: libwebkit2gtk-4.1-0, libgtk-3-0\n";
    const CONTENTS: &str = "-rwxr-xr-x 0/0 9 usr/bin/entente\n\
        -rw-r--r-- 0/0 9 usr/share/applications/Entente.desktop\n\
        -rw-r--r-- 0/0 9 usr/share/icons/hicolor/32x32/apps/entente.png\n";

    #[test]
    fn a_whole_package_lacks_nothing() {
        assert!(missing_parts(ABOUT, CONTENTS).is_empty());
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(missing_parts("", CONTENTS), ["its dependency on WebKitGTK"]);
        assert_eq!(
            missing_parts(ABOUT, "usr/bin/entente-cli"),
            ["the program /usr/bin/entente", "a menu entry", "an icon"]
        );
    }
}
