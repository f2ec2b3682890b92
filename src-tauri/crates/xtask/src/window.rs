//! The window's npm packages and its built files.

use std::path::Path;
use std::time::SystemTime;

use crate::project::Project;
use crate::shell::{command, run};

/// Installs the window's packages where they are missing or older than the lock file, then builds
/// `ui/dist`, which the app embeds. Everything that compiles the app needs it.
pub fn build(project: &Project) -> Result<(), String> {
    install(project)?;
    run(command(&project.ui(), "npm", &["run", "--silent", "build"]))
}

/// `npm ci`, unless what is installed is newer than the lock file.
pub fn install(project: &Project) -> Result<(), String> {
    let lock = changed(&project.ui().join("package-lock.json"));
    // npm writes this file last.
    let stamp = changed(&project.ui().join("node_modules/.package-lock.json"));
    if is_fresh(stamp, lock) {
        return Ok(());
    }
    println!("installing the window's packages");
    run(command(&project.ui(), "npm", &["ci", "--no-audit", "--no-fund"]))
}

fn is_fresh(stamp: Option<SystemTime>, lock: Option<SystemTime>) -> bool {
    stamp.is_some() && stamp >= lock
}

fn changed(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|metadata| metadata.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn packages_are_fresh_when_they_are_there_and_not_older_than_the_lock() {
        let early = Some(SystemTime::UNIX_EPOCH);
        let late = early.map(|time| time + Duration::from_secs(1));
        assert!(is_fresh(late, early));
        assert!(is_fresh(early, early));
        assert!(!is_fresh(early, late));
        assert!(!is_fresh(None, early));
        assert!(!is_fresh(None, None));
    }
}
