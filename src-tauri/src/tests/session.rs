//! What a person does, without the window.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use pipeline::ENGINE_VERSION;
use store::{Library, NewEntry};
use text::ReadError;
use wire::{ErrorCode, Event, LibraryState, MapView};

use super::scene::{DISPUTE, Scene, TREATY, failures, last_job, library_in};

/// Id, x, y, pinned.
type Standing = (String, f32, f32, bool);

/// Actors with their places, and the ties.
fn drawn(map: &MapView) -> (Vec<Standing>, Vec<(String, String)>) {
    let actors = map.actors.iter().map(|a| (a.id.clone(), a.x, a.y, a.pinned)).collect();
    let ties = map.ties.iter().map(|t| (t.source.clone(), t.target.clone())).collect();
    (actors, ties)
}

#[test]
fn an_opened_article_stands_on_the_map_and_leads_back_to_its_words() {
    let scene = Scene::new();
    let events = scene.open([scene.write("treaty.txt", TREATY)]);
    assert_eq!(failures(&events), []);
    assert!(events.iter().any(|e| matches!(e, Event::ArticleOpened { again: false, .. })));
    let map = scene.session.map();
    let ids: Vec<&str> = map.actors.iter().map(|actor| actor.id.as_str()).collect();
    assert!(ids.contains(&"CHN") && ids.contains(&"RUS"), "{ids:?}");
    let tie = scene.session.tie("CHN", "RUS").expect("the treaty's tie");
    let stance = &tie.stances[0];
    assert!(stance.sentence.starts_with("China signed"), "{}", stance.sentence);
    let reader = scene.session.reader(stance.article).expect("the article");
    let units: Vec<u16> = reader.text.encode_utf16().collect();
    let range = stance.range.start as usize..stance.range.end as usize;
    assert_eq!(String::from_utf16_lossy(&units[range]), stance.sentence);
    assert!(reader.stances.iter().any(|mark| mark.id == stance.id));
}

#[test]
fn reopening_gives_the_same_map_at_the_same_places() {
    let scene = Scene::new();
    scene.open([scene.write("treaty.txt", TREATY), scene.write("dispute.txt", DISPUTE)]);
    let before = drawn(&scene.session.map());
    assert!(!before.0.is_empty());
    let scene = scene.restart();
    assert_eq!(drawn(&scene.session.map()), before);
    assert_eq!(scene.session.view().library, LibraryState::Open);
}

#[test]
fn bad_files_fail_with_a_line_each_and_the_others_open() {
    let parser: crate::intake::Parser = |name, bytes| match name {
        "hangs.pdf" => loop {
            thread::sleep(Duration::from_secs(60));
        },
        "panics.pdf" => panic!("a bug in a parser"),
        _ => text::read(name, bytes),
    };
    let scene = Scene::with_parser(parser, Duration::from_millis(400));
    let paths = [
        scene.write("empty.txt", ""),
        scene.path("gone.txt"),
        scene.write("hangs.pdf", "x"),
        scene.write("panics.pdf", "x"),
        scene.write("binary.txt", [0_u8, 159, 146, 150, 0, 0, 1, 2, 3].repeat(50)),
        scene.write("treaty.txt", TREATY),
        scene.write("dispute.txt", DISPUTE),
    ];
    let events = scene.open(paths);
    let failed = failures(&events);
    let names: Vec<&str> = failed.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["binary.txt", "empty.txt", "gone.txt", "hangs.pdf", "panics.pdf"]);
    assert_eq!(failed[1].1, ReadError::Empty.to_string());
    let job = last_job(&events);
    assert_eq!((job.done, job.total, job.failed, job.finished), (7, 7, 5, true));
    assert_eq!(scene.titles().len(), 2);
}

#[test]
fn the_same_content_opened_twice_is_one_article() {
    let scene = Scene::new();
    scene.open([scene.write("a.txt", TREATY)]);
    let events = scene.open([scene.write("b.txt", TREATY)]);
    assert!(events.iter().any(|e| matches!(e, Event::ArticleOpened { again: true, .. })));
    assert_eq!(scene.titles().len(), 1);
}

#[test]
fn a_folder_gives_its_files_and_an_empty_one_says_so() {
    let scene = Scene::new();
    scene.write("folder/treaty.txt", TREATY);
    scene.write("folder/deep/dispute.txt", DISPUTE);
    scene.write("folder/picture.png", "x");
    fs::create_dir(scene.path("empty")).expect("made");
    let events = scene.open([scene.path("folder"), scene.path("empty")]);
    let failed = failures(&events);
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0], ("empty".into(), "The folder holds no file that can be read.".into()));
    assert_eq!((last_job(&events).done, last_job(&events).total), (3, 3));
    assert_eq!(scene.titles().len(), 2);
}

#[test]
fn a_cancelled_job_keeps_what_was_opened_and_opens_no_more() {
    let parser: crate::intake::Parser = |name, bytes| {
        if name != "0.txt" {
            thread::sleep(Duration::from_millis(300));
        }
        text::read(name, bytes)
    };
    let scene = Scene::with_parser(parser, Duration::from_secs(30));
    let paths =
        (0..40).map(|i| scene.write(&format!("{i}.txt"), format!("Article {i}\n\n{TREATY}"))).collect();
    let job = scene.session.open_files(paths);
    scene.until(|event| matches!(event, Event::ArticleOpened { .. }));
    scene.session.cancel(job.id).expect("known");
    let events = scene.wait(&job);
    let end = last_job(&events);
    assert!(end.cancelled && end.done < 40, "{end:?}");
    let opened = scene.titles().len();
    assert!((1..10).contains(&opened), "{opened}");
    assert!(scene.session.view().jobs.is_empty());
    thread::sleep(Duration::from_millis(700));
    assert_eq!(scene.titles().len(), opened);
}

#[test]
fn changes_are_told_at_once_and_then_a_few_times_a_second() {
    let scene = Scene::new();
    let first = scene.open([scene.write("first.txt", TREATY)]);
    drop(first);
    let paths: Vec<_> =
        (0..60).map(|i| scene.write(&format!("{i}.txt"), format!("Article {i}\n\n{DISPUTE}"))).collect();
    let start = Instant::now();
    let mut events = scene.open(paths);
    let took = start.elapsed();
    let newest = scene.session.map().revision;
    events.extend(scene.until(|e| matches!(e, Event::LibraryChanged { revision } if *revision == newest)));
    let told = events.iter().filter(|e| matches!(e, Event::LibraryChanged { .. })).count();
    let most = took.as_millis() as usize / 250 + 3;
    assert!((1..=most).contains(&told), "{told} in {took:?}");
}

#[test]
fn removing_is_taken_back_and_done_again_also_after_a_restart() {
    let scene = Scene::new();
    scene.open([scene.write("a.txt", TREATY)]);
    scene.open([scene.write("b.txt", DISPUTE)]);
    let article = scene.session.articles()[0].id;
    let before = drawn(&scene.session.map());
    let removed = scene.session.remove(article).expect("there");
    let title = scene.titles();
    assert_eq!(title.len(), 1);
    assert_eq!(scene.session.remove(article).map_err(|e| e.code).err(), Some(ErrorCode::NotFound));
    let scene = scene.restart();
    assert_eq!(scene.titles(), title);
    let undone = scene.session.undo().expect("works").expect("something");
    assert_eq!(undone.label, removed.label);
    assert_eq!(drawn(&scene.session.map()), before);
    scene.session.redo().expect("works").expect("something");
    assert_eq!(scene.titles(), title);
    assert!(scene.session.redo().expect("works").is_none());
}

#[test]
fn a_moved_actor_is_pinned_until_it_is_let_go() {
    let scene = Scene::new();
    scene.open([scene.write("treaty.txt", TREATY)]);
    let place = |scene: &Scene| {
        let map = scene.session.map();
        map.actors.into_iter().find(|a| a.id == "CHN").map(|a| (a.x, a.y, a.pinned)).expect("on the map")
    };
    scene.session.move_actor("CHN", 321.5, -40.0).expect("on the map");
    assert_eq!(place(&scene), (321.5, -40.0, true));
    scene.session.arrange();
    assert_eq!(place(&scene), (321.5, -40.0, true));
    let scene = scene.restart();
    scene.open([scene.write("dispute.txt", DISPUTE)]);
    assert_eq!(place(&scene), (321.5, -40.0, true));
    scene.session.unpin_actor("CHN").expect("on the map");
    assert!(!place(&scene).2);
    let code = |answer: crate::error::Answer<()>| answer.map_err(|e| e.code).err();
    assert_eq!(code(scene.session.move_actor("XYZ", 0.0, 0.0)), Some(ErrorCode::NotFound));
    assert_eq!(code(scene.session.move_actor("CHN", f32::NAN, 0.0)), Some(ErrorCode::BadInput));
}

#[test]
fn a_damaged_library_is_left_alone_and_the_app_works_without() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = library_in(folder.path());
    fs::create_dir_all(library.parent().expect("inside")).expect("made");
    fs::write(&library, "no library at all. ".repeat(500)).expect("written");
    let scene = Scene::in_folder(folder.into());
    let state = scene.session.view().library;
    assert!(
        matches!(&state, LibraryState::Unavailable { reason } if reason.contains("left as it is")),
        "{state:?}"
    );
    scene.open([scene.write("treaty.txt", TREATY)]);
    assert_eq!(scene.titles().len(), 1);
    assert_eq!(fs::read(&library).expect("there"), "no library at all. ".repeat(500).into_bytes());
}

#[test]
fn what_an_older_engine_read_is_read_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let article = text::read("treaty.txt", TREATY.as_bytes()).expect("readable").article;
    let new = NewEntry {
        file_name: "treaty.txt".into(),
        article,
        warnings: Vec::new(),
        sample: false,
        opened_at: 1,
    };
    let mut library = Library::open(&library_in(folder.path())).expect("a library");
    library.add(&new, &extract::Reading::default(), ENGINE_VERSION + 1).expect("added");
    drop(library);
    let scene = Scene::in_folder(folder.into());
    scene.until(|event| matches!(event, Event::LibraryChanged { .. }));
    assert!(scene.session.articles()[0].stances > 0);
    drop(scene.restart());
}

#[test]
fn all_samples_open_as_samples() {
    let scene = Scene::new();
    let job = scene.session.open_samples(&[]).expect("there");
    let events = scene.wait(&job);
    assert_eq!(failures(&events), []);
    let articles = scene.session.articles();
    assert!(
        articles.len() >= 8 && articles.iter().all(|a| a.sample && a.warnings.is_empty()),
        "{articles:?}"
    );
    let unknown = scene.session.open_samples(&["none.txt".into()]);
    assert_eq!(unknown.map_err(|e| e.code).err(), Some(ErrorCode::NotFound));
}

#[test]
fn pasted_text_is_an_article() {
    let scene = Scene::new();
    let job = scene.session.paste(TREATY.into());
    scene.wait(&job);
    assert_eq!(scene.titles().len(), 1);
    let job = scene.session.paste("   ".into());
    assert_eq!(failures(&scene.wait(&job)).len(), 1);
}

#[test]
fn phases_are_written_when_the_map_is_drawn() {
    let scene = Scene::new();
    scene.open([scene.write("treaty.txt", TREATY)]);
    let file = scene.path("timings.jsonl");
    scene.session.drawn(1);
    assert!(fs::read_to_string(&file).unwrap_or_default().is_empty(), "revision 1 was empty");
    scene.session.drawn(scene.session.map().revision);
    let line = fs::read_to_string(&file).expect("written");
    let line: serde_json::Value = serde_json::from_str(&line).expect("one line of JSON");
    let phases: Vec<f64> =
        ["parsed", "read", "stored", "drawn"].map(|p| line[p].as_f64().expect("a number")).into();
    assert_eq!(line["file"], "treaty.txt");
    assert!(phases.is_sorted() && phases[0] > 0.0, "{phases:?}");
}
