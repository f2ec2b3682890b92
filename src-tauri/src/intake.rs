//! From a path to an article: size and kind checked first, parsers on a leash.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use text::{ReadError, Reading};

/// Reads the bytes of a file; [`text::read`] in the app, something slower in tests.
pub type Parser = fn(&str, &[u8]) -> Result<Reading, ReadError>;

/// What is found below a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// Files that can be read, by name; those of a folder before those of its folders.
    pub files: Vec<PathBuf>,
    /// Some were left out, for there are too many or they lie too deep.
    pub cut_short: bool,
}

/// Why a file was not opened, in words for a person and without its name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    #[error("The file is not there any more.")]
    Gone,
    #[error("The file may not be read. Check its permissions.")]
    Forbidden,
    #[error("This is not a file that can be read.")]
    NotAFile,
    #[error("The file could not be read: {0}.")]
    Disk(String),
    #[error(transparent)]
    Text(#[from] ReadError),
    #[error("Reading took longer than {0} seconds and was given up. Try the article in another format.")]
    TooSlow(u64),
}

const DEEPEST: usize = 12;
const MOST_FILES: usize = 10_000;
/// Parsers of nested formats recurse; a thread's own 2 MiB would be too little for some.
const PARSER_STACK: usize = 32 * 1024 * 1024;

/// The name of a file without its folders.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The bytes of a regular file of bearable size.
pub fn load(path: &Path) -> Result<Vec<u8>, IntakeError> {
    let limit = text::MAX_BYTES as u64;
    let meta = fs::metadata(path)?;
    if !meta.is_file() {
        return Err(IntakeError::NotAFile);
    }
    check_size(meta.len(), limit)?;
    let mut bytes = Vec::with_capacity(meta.len() as usize);
    // The file may have grown since.
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    check_size(bytes.len() as u64, limit)?;
    Ok(bytes)
}

/// Parses on a thread of its own. A parser that runs past `limit` is left behind: it cannot be
/// stopped, but nothing waits for it.
pub fn parse(parser: Parser, name: String, bytes: Vec<u8>, limit: Duration) -> Result<Reading, IntakeError> {
    let (done, result) = channel();
    let run = move || drop(done.send(parser(&name, &bytes)));
    thread::Builder::new()
        .name("parser".into())
        .stack_size(PARSER_STACK)
        .spawn(run)
        .map_err(|e| IntakeError::Disk(e.to_string()))?;
    match result.recv_timeout(limit) {
        Ok(read) => Ok(read?),
        Err(RecvTimeoutError::Timeout) => Err(IntakeError::TooSlow(limit.as_secs())),
        // The thread ended without an answer: it panicked.
        Err(RecvTimeoutError::Disconnected) => Err(ReadError::Panicked.into()),
    }
}

/// The files below a folder that can be read. Hidden ones and links to folders are left out.
pub fn files_below(folder: &Path) -> Result<Folder, IntakeError> {
    let mut found = Folder::default();
    let mut depth = vec![folder.to_owned()];
    fs::read_dir(folder)?;
    for _ in 0..DEEPEST {
        let mut deeper = Vec::new();
        for folder in &depth {
            // A folder that may not be read is passed over, as a file of unknown kind is.
            sort_into(folder, &mut found, &mut deeper);
        }
        depth = deeper;
    }
    found.cut_short |= !depth.is_empty();
    Ok(found)
}

impl From<io::Error> for IntakeError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => IntakeError::Gone,
            io::ErrorKind::PermissionDenied => IntakeError::Forbidden,
            _ => IntakeError::Disk(error.to_string()),
        }
    }
}

fn check_size(size: u64, limit: u64) -> Result<(), IntakeError> {
    if size > limit { Err(ReadError::TooLarge { size, limit }.into()) } else { Ok(()) }
}

fn sort_into(folder: &Path, found: &mut Folder, deeper: &mut Vec<PathBuf>) {
    let mut inside: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    inside.sort();
    for path in inside.into_iter().filter(|path| !file_name(path).starts_with('.')) {
        match fs::symlink_metadata(&path) {
            Ok(meta) if meta.is_dir() => deeper.push(path),
            Ok(_) if !is_supported(&path) || !path.is_file() => {}
            Ok(_) if found.files.len() == MOST_FILES => found.cut_short = true,
            Ok(_) => found.files.push(path),
            Err(_) => {}
        }
    }
}

fn is_supported(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    text::EXTENSIONS.contains(&extension.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_readable_files_in_order_and_no_hidden_ones() {
        let folder = tempfile::tempdir().expect("a folder");
        let names = ["b.txt", "a.pdf", "c.exe", ".hidden.txt", "deep/er/d.HTML", ".git/e.txt"];
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("inside")).expect("made");
            fs::write(path, "x").expect("written");
        }
        let found = files_below(folder.path()).expect("readable");
        let expected = ["a.pdf", "b.txt", "deep/er/d.HTML"].map(|name| folder.path().join(name));
        assert_eq!(found, Folder { files: expected.to_vec(), cut_short: false });
    }

    #[test]
    fn what_is_no_file_or_too_large_is_refused_before_it_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(load(folder.path()), Err(IntakeError::NotAFile));
        assert_eq!(load(&folder.path().join("gone.txt")), Err(IntakeError::Gone));
        let large = folder.path().join("large.txt");
        let size = text::MAX_BYTES as u64 + 1;
        File::create(&large).and_then(|file| file.set_len(size)).expect("a sparse file");
        let limit = text::MAX_BYTES as u64;
        assert_eq!(load(&large), Err(ReadError::TooLarge { size, limit }.into()));
    }

    #[test]
    fn a_parser_that_hangs_or_panics_costs_one_file() {
        let patience = Duration::from_millis(60);
        let hangs: Parser = |_, _| loop {
            thread::sleep(Duration::from_secs(60));
        };
        assert_eq!(parse(hangs, "a.pdf".into(), vec![1], patience), Err(IntakeError::TooSlow(0)));
        let panics: Parser = |_, _| panic!("a parser's own bug");
        let patience = Duration::from_secs(20);
        assert_eq!(parse(panics, "a.pdf".into(), vec![1], patience), Err(ReadError::Panicked.into()));
    }
}
