//! The library on disk: what survives reopening, removal, damage, a full disk and a kill.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use extract::{Actor, Mention, MentionKind, Reading};
use lexicon::ActorKind;
use rusqlite::Connection;
use store::{Added, Library, LibraryError, NewEntry, Position};
use text::{Article, Sentence, Span};

const ENGINE: u32 = 7;

fn new_entry(title: &str, body: &str) -> NewEntry {
    let mut article = Article::plain(Some(title), body);
    article.published = "2023-10-18".parse().ok();
    article.outlet = Some("The Outlet".into());
    NewEntry {
        file_name: format!("{title}.txt"),
        article,
        warnings: vec!["The date was guessed.".into()],
        sample: false,
        opened_at: 1_700_000_000,
    }
}

fn reading_of(article: &Article) -> Reading {
    let blocks = article.blocks.iter().zip(0..);
    let sentences = blocks.map(|(b, block)| Sentence { span: b.span, block }).collect();
    let china = Actor { id: "CHN".into(), name: "China".into(), kind: ActorKind::State, of: None };
    let mention = Mention {
        span: Span::new(0, 1),
        sentence: 0,
        actor: "CHN".into(),
        kind: MentionKind::Name,
        why: "name".into(),
    };
    Reading {
        sentences,
        actors: vec![china],
        mentions: vec![mention],
        warnings: vec!["W".into()],
        ..Reading::default()
    }
}

fn add(library: &mut Library, title: &str) -> u32 {
    let new = new_entry(title, "China met Russia.\nThey agreed.");
    let reading = reading_of(&new.article);
    library.add(&new, &reading, ENGINE).expect("added").id()
}

fn titles(library: &Library) -> Vec<String> {
    let entries = library.entries(ENGINE).expect("readable");
    entries.iter().map(|e| e.article.title().unwrap_or_default().to_owned()).collect()
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Folder(tempfile::tempdir().expect("a folder for the test"))
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("data/library.sqlite")
    }
}

#[test]
fn reopening_gives_the_same_articles_readings_and_positions() {
    let folder = Folder::new();
    let new = new_entry("One", "Größe 🇫🇷.\nIt met Russia.");
    let reading = reading_of(&new.article);
    let places = [
        ("CHN", Position { x: -1.5, y: 0.1, pinned: true }),
        ("RUS", Position { x: 3e4, y: -7.25, pinned: false }),
    ];
    let id = {
        let mut library = Library::open(&folder.file()).expect("a new library");
        library.keep_positions(places).expect("kept");
        library.add(&new, &reading, ENGINE).expect("added").id()
    };
    let library = Library::open(&folder.file()).expect("the same library");
    let entries = library.entries(ENGINE).expect("readable");
    assert_eq!(entries.len(), 1);
    assert_eq!((entries[0].id, entries[0].opened_at, entries[0].sample), (id, new.opened_at, false));
    assert_eq!((&entries[0].article, &entries[0].file_name), (&new.article, &new.file_name));
    assert_eq!((&entries[0].warnings, &entries[0].reading), (&new.warnings, &Some(reading)));
    assert_eq!(entries[0], library.entry(id, ENGINE).expect("one"));
    let kept = library.positions().expect("positions");
    assert_eq!(kept.iter().map(|(k, v)| (k.as_str(), *v)).collect::<Vec<_>>(), places);
}

#[test]
fn a_reading_of_an_older_engine_is_left_out_until_it_is_replaced() {
    let mut library = Library::in_memory().expect("a library");
    let id = add(&mut library, "One");
    let entry = library.entry(id, ENGINE + 1).expect("the article");
    assert_eq!(entry.reading, None);
    let fresh = Reading { warnings: vec!["fresh".into()], ..Reading::default() };
    library.set_reading(id, &fresh, ENGINE + 1).expect("kept");
    assert_eq!(library.entry(id, ENGINE + 1).expect("the article").reading, Some(fresh));
}

#[test]
fn the_same_content_is_one_article() {
    let mut library = Library::in_memory().expect("a library");
    let new = new_entry("One", "China met Russia.");
    let reading = reading_of(&new.article);
    let first = library.add(&new, &reading, ENGINE).expect("added");
    let renamed = NewEntry { file_name: "copy.html".into(), ..new.clone() };
    assert_eq!(library.add(&renamed, &reading, ENGINE).expect("again"), Added::Again(first.id()));
    assert_eq!(library.find(&text::content_hash(&new.article)).expect("found"), Some(first.id()));
    library.remove(first.id(), "One", 1).expect("removed");
    assert_eq!(library.find(&text::content_hash(&new.article)).expect("not found"), None);
    assert_eq!(library.add(&renamed, &reading, ENGINE).expect("back"), Added::Back(first.id()));
    assert_eq!(titles(&library), ["One"]);
    assert_eq!(library.undo().expect("nothing to undo"), None);
}

#[test]
fn removal_undo_and_redo_survive_reopening() {
    let folder = Folder::new();
    let mut library = Library::open(&folder.file()).expect("a library");
    let ids = ["One", "Two", "Three"].map(|title| add(&mut library, title));
    library.remove(ids[0], "One", 10).expect("removed");
    library.remove(ids[1], "Two", 11).expect("removed");
    assert!(matches!(library.remove(ids[1], "Two", 12), Err(LibraryError::NotFound)));
    let steps: [(&str, &[&str]); 6] = [
        ("", &["Three"]),
        ("undo", &["Two", "Three"]),
        ("undo", &["One", "Two", "Three"]),
        ("redo", &["Two", "Three"]),
        ("redo", &["Three"]),
        ("undo", &["Two", "Three"]),
    ];
    for (step, expected) in steps {
        drop(library);
        library = Library::open(&folder.file()).expect("reopened");
        match step {
            "undo" => assert!(library.undo().expect("works").is_some()),
            "redo" => assert!(library.redo().expect("works").is_some()),
            _ => {}
        }
        assert_eq!(titles(&library), expected, "after {step}");
    }
    // A new deed ends what could be redone.
    library.remove(ids[2], "Three", 13).expect("removed");
    assert_eq!(library.redo().expect("nothing"), None);
    assert_eq!(titles(&library), ["Two"]);
}

/// Opening must fail as said and leave every byte of the file.
#[track_caller]
fn check_untouched(path: &Path, expected: fn(&LibraryError) -> bool) {
    let before = fs::read(path).expect("readable");
    let error = Library::open(path).err().expect("refused");
    assert!(expected(&error), "{error:?}");
    assert!(fs::read(path).expect("still there") == before, "the file was written to");
}

#[test]
fn a_newer_foreign_damaged_or_alien_file_is_left_untouched() {
    let folder = Folder::new();
    let file = folder.file();
    add(&mut Library::open(&file).expect("a library"), "One");
    let plain = Connection::open(&file).expect("sqlite");
    plain.pragma_update(None, "user_version", 99).expect("set");
    plain.pragma_update(None, "journal_mode", "DELETE").expect("set");
    drop(plain);
    check_untouched(&file, |e| matches!(e, LibraryError::Newer { found: 99, known: 1 }));

    let foreign = file.with_file_name("foreign.sqlite");
    Connection::open(&foreign).and_then(|c| c.execute_batch("CREATE TABLE t (x)")).expect("a foreign file");
    check_untouched(&foreign, |e| matches!(e, LibraryError::NotALibrary));

    let alien = file.with_file_name("alien.sqlite");
    fs::write(&alien, "Dear diary, this is no database. ".repeat(99)).expect("written");
    check_untouched(&alien, |e| matches!(e, LibraryError::NotALibrary));
}

#[test]
fn a_damaged_page_is_noticed() {
    let folder = Folder::new();
    let file = folder.file();
    let mut library = Library::open(&file).expect("a library");
    for i in 0..40 {
        add(&mut library, &format!("Article {i}"));
    }
    drop(library);
    let mut bytes = fs::read(&file).expect("readable");
    assert!(bytes.len() > 6 * 4096);
    for page in 1..bytes.len() / 4096 {
        bytes[page * 4096..][..512].fill(0xa5);
    }
    fs::write(&file, bytes).expect("written");
    check_untouched(&file, |e| matches!(e, LibraryError::Corrupt));
}

#[test]
fn a_full_disk_is_named_and_loses_only_what_did_not_fit() {
    let folder = Folder::new();
    let file = folder.file();
    let mut library = Library::open(&file).expect("a library");
    add(&mut library, "Fits");
    library.limit_pages(1).expect("limited");
    let new = new_entry("Does not fit", &"China met Russia.\n".repeat(40_000));
    let error = library.add(&new, &reading_of(&new.article), ENGINE).expect_err("no room");
    assert!(matches!(error, LibraryError::Full), "{error:?}");
    drop(library);
    assert_eq!(titles(&Library::open(&file).expect("whole")), ["Fits"]);
}

#[test]
fn a_file_that_may_only_be_read_is_refused_with_its_reason() {
    let folder = Folder::new();
    let file = folder.file();
    drop(Library::open(&file).expect("a library"));
    let mut permissions = fs::metadata(&file).expect("there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).expect("set");
    let opened = Library::open(&file);
    // Root may write whatever the permissions say.
    if fs::OpenOptions::new().write(true).open(&file).is_ok() {
        assert!(opened.is_ok());
    } else {
        assert!(matches!(opened.err(), Some(LibraryError::ReadOnly)));
    }
}

const CHILD: &str = "STORE_TEST_IMPORTS_INTO";

/// Takes both roles: started with [`CHILD`] set it imports until it is killed.
#[test]
fn a_kill_during_import_loses_at_most_the_file_in_hand() {
    if let Some(path) = std::env::var_os(CHILD) {
        import_for_ever(Path::new(&path));
    }
    let folder = Folder::new();
    for round in 0..4_u64 {
        let before = Library::open(&folder.file()).map(|l| titles(&l).len()).expect("opens");
        let this = std::env::current_exe().expect("the test's own path");
        let mut child = Command::new(this)
            .args(["--exact", "a_kill_during_import_loses_at_most_the_file_in_hand", "--nocapture"])
            .env(CHILD, folder.file())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        wait_for(before + 3, &folder.file());
        thread::sleep(Duration::from_millis(7 * round));
        child.kill().expect("killed with SIGKILL");
        child.wait().expect("gone");
        let library = Library::open(&folder.file()).expect("whole after the kill");
        let entries = library.entries(ENGINE).expect("readable");
        assert!(entries.len() >= before + 3);
        for entry in entries {
            assert_eq!(entry.reading, Some(reading_of(&entry.article)), "article {}", entry.id);
        }
    }
}

fn import_for_ever(path: &Path) -> ! {
    let mut library = Library::open(path).expect("opens");
    let start = titles(&library).len();
    for i in start.. {
        let new = new_entry(&format!("Article {i}"), &"China met Russia.\n".repeat(200));
        library.add(&new, &reading_of(&new.article), ENGINE).expect("added");
    }
    unreachable!("killed long before")
}

#[track_caller]
fn wait_for(count: usize, path: &Path) {
    let start = Instant::now();
    while Library::open(path).map_or(0, |library| titles(&library).len()) < count {
        assert!(start.elapsed() < Duration::from_secs(30), "the child imports nothing");
        thread::sleep(Duration::from_millis(5));
    }
}
