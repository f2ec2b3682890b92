//! Where things lie.

use std::path::{Path, PathBuf};

/// The project's folders.
pub struct Project {
    /// The repository's root.
    pub root: PathBuf,
}

impl Project {
    /// The project that this program was built from.
    pub fn here() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
        Project { root: root.canonicalize().unwrap_or(root) }
    }

    /// The window's folder, with its `package.json`.
    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// Where cargo puts what it builds. This program lies in `<target>/<profile>/`.
    pub fn target(&self) -> PathBuf {
        let built = std::env::current_exe().ok();
        let found = built.as_deref().and_then(Path::parent).and_then(Path::parent).map(Path::to_owned);
        found.unwrap_or_else(|| self.root.join("target"))
    }

    /// A file of the project, relative to its root.
    pub fn read(&self, path: &str) -> Result<String, String> {
        std::fs::read_to_string(self.root.join(path)).map_err(|error| format!("cannot read {path}: {error}"))
    }
}
