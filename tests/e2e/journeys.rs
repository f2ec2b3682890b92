//! Journeys through the real, built app, as a person would go: files by argument, clicks on the
//! canvas, sentences, the reader. `cargo xtask test --only journeys` builds the app and runs them;
//! pictures of the window are kept in `tests/e2e/artefacts`.
//!
//! The native dialog and the native drop cannot be driven; the app's own tests drive their handlers.

mod window;

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::json;
use suite::{Desktop, Key, app, wait_for};
use window::{Window, fixture};

#[test]
fn from_three_kinds_of_files_to_the_words() {
    let desktop = Desktop::new();
    let files =
        ["kuwait-1990.txt", "new-start-2010.html", "qatar-2017.docx", "accession-2023.pdf"].map(fixture);
    let window = Window::open(&desktop, &files.each_ref().map(|file| file.as_path()));
    window.wait_for_articles(4);
    window.picture("map-light.png");
    for actor in ["IRQ", "KWT", "USA", "RUS", "SAU", "QAT", "FIN", "NATO"] {
        assert!(window.stands(actor), "{actor} is not on the map");
    }

    window.click_tie("IRQ", "KWT");
    assert_eq!(sign_of_open_tie(&window), "negative");
    let trigger = window.click_sentence("Iraq invaded Kuwait before dawn");
    assert_eq!(trigger, "invaded");
    assert_eq!(window.marked(), trigger);
    assert!(window.marked_is_in_view(), "the marked words are out of view");
    assert!(window.text("reader").contains("The emir, Sheikh Jaber al-Ahmad al-Sabah, fled"));
    window.picture("reader-light.png");

    window.click_actor("USA");
    window.picture("actor-light.png");
    assert!(window.text("actor-detail").contains("United States"));
}

#[test]
fn the_menus_of_a_saved_page_are_not_read() {
    let desktop = Desktop::new();
    let window = Window::open(&desktop, &[&fixture("new-start-2010.html")]);
    window.wait_for_articles(1);
    let row = window.text("article-row");
    assert!(row.contains("Russia and the United States sign arms treaty in Prague"), "{row}");
    assert!(row.contains("The Harbour Courier"), "{row}");
    window.driver.click(&window.driver.find("[data-testid=article-row] .main"));
    let text = window.text("reader");
    assert!(text.contains("limits each side to 1,550 deployed strategic warheads"));
    for menu in ["deck chairs", "Weather", "cookie policy"] {
        assert!(!text.contains(menu), "{menu} belongs to no article");
    }
}

#[test]
fn bad_files_beside_good_ones() {
    let desktop = Desktop::new();
    let pdf = std::fs::read(fixture("accession-2023.pdf")).expect("it is a fixture");
    let noise: Vec<u8> = (0..4096u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    let bad = [
        desktop.write("cut off.pdf", &pdf[..pdf.len() / 3]),
        desktop.write("empty.txt", b""),
        desktop.write("noise.txt", &noise),
        desktop.write("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0"),
    ];
    let good = [fixture("kuwait-1990.txt"), fixture("qatar-2017.docx")];
    let files = [&good[0], &bad[0], &bad[1], &bad[2], &bad[3], &good[1]];
    let window = Window::open(&desktop, &files.map(|file| file.as_path()));
    window.wait_for_articles(2);
    let failures: Vec<String> =
        window.all("file-failure").iter().map(|line| window.driver.text(line)).collect();
    window.picture("bad-files-light.png");
    assert_eq!(failures.len(), bad.len(), "{failures:#?}");
    for file in &bad {
        let name = file.file_name().and_then(|name| name.to_str()).expect("the names are plain");
        let line = failures.iter().find(|line| line.contains(name));
        let line = line.unwrap_or_else(|| panic!("no line names {name}: {failures:#?}"));
        let reason = line.replace(name, "");
        assert!(reason.split_whitespace().count() >= 3, "{name}: no reason in “{reason}”");
    }
    assert!(window.stands("IRQ") && window.stands("QAT"));
}

#[test]
fn reopening_shows_the_same_map() {
    let desktop = Desktop::new();
    let first = Window::open(&desktop, &[&fixture("kuwait-1990.txt"), &fixture("accession-2023.pdf")]);
    first.wait_for_articles(2);
    let before = first.positions();
    assert!(before.as_object().is_some_and(|actors| actors.len() >= 6), "{before}");
    first.close(&desktop);
    let second = Window::open(&desktop, &[]);
    second.wait_for_articles(2);
    assert_eq!(second.positions(), before);
}

#[test]
fn a_second_start_hands_its_file_over() {
    let desktop = Desktop::new();
    let window = Window::open(&desktop, &[&fixture("kuwait-1990.txt")]);
    window.wait_for_articles(1);
    // A relative path: it is meant from where the second start was made.
    let second = desktop
        .command(app())
        .current_dir(fixture(""))
        .arg("qatar-2017.docx")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let mut second = second.expect("the app is there");
    let status = wait_for("the second start to end", Duration::from_secs(30), || {
        second.try_wait().expect("it is a child of this test")
    });
    assert!(status.success(), "the second start ended with {status}");
    window.wait_for_articles(2);
    assert!(window.stands("QAT"));
    assert_eq!(desktop.running(&app()).len(), 1);
}

#[test]
fn the_same_article_twice_is_one() {
    let desktop = Desktop::new();
    let text = std::fs::read(fixture("kuwait-1990.txt")).expect("it is a fixture");
    let copy = desktop.write("copy.txt", &text);
    let window = Window::open(&desktop, &[&fixture("kuwait-1990.txt"), &copy]);
    window.wait_for_articles(1);
    assert!(window.all("file-failure").is_empty());
}

#[test]
fn an_article_in_another_language_is_listed_as_unread() {
    let desktop = Desktop::new();
    let german = "Der Irak ist in der Nacht zum Donnerstag in Kuwait einmarschiert. Die Vereinigten Staaten \
        verurteilten den Überfall, und der Sicherheitsrat der Vereinten Nationen forderte den sofortigen \
        Abzug aller irakischen Truppen aus dem Nachbarland. Auch die Sowjetunion stellte ihre Lieferungen ein.";
    let window = Window::open(&desktop, &[&desktop.write("kuwait.txt", german.as_bytes())]);
    wait_for("the article", Duration::from_secs(60), || window.all("article-row").into_iter().next());
    let row = wait_for("its language", Duration::from_secs(30), || {
        let row = window.text("article-row");
        row.contains("German").then_some(row)
    });
    assert!(row.contains("kuwait.txt") || row.contains("Der Irak"), "{row}");
    assert_eq!(window.positions(), json!({}));
}

#[test]
fn the_summit_in_beijing() {
    let article = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/articles/00-xi-putin-beijing.txt");
    if !article.is_file() {
        println!("skipped: ../shared/articles/00-xi-putin-beijing.txt does not lie beside the project");
        return;
    }
    let desktop = Desktop::new();
    let window = Window::open(&desktop, &[&article]);
    window.wait_for_articles(1);
    window.picture("beijing-light.png");
    let missing: Vec<&str> = ["CHN", "RUS", "USA", "UKR", "ISR", "HAMAS", "GBR", "FRA", "JPN", "WEST"]
        .into_iter()
        .filter(|actor| !window.stands(actor))
        .collect();
    assert!(missing.is_empty(), "not on the map: {missing:?} of {}", window.positions());

    window.click_actor("CHN");
    let between = "[data-testid=tie-row][data-sign=positive]:is([data-source=CHN][data-target=RUS], \
        [data-source=RUS][data-target=CHN])";
    let ties: Vec<[String; 2]> = window
        .driver
        .find_all(between)
        .iter()
        .map(|row| ["data-source", "data-target"].map(|end| window.driver.attribute(row, end)))
        .collect();
    assert!(!ties.is_empty(), "no positive tie joins China and Russia");
    for [source, target] in &ties {
        window.click_tie(source, target);
        let stances = window.all("stance-row");
        assert!(!stances.is_empty());
        let stance = window.driver.attribute(&stances[0], "data-stance");
        let trigger = window.trigger_of(&stance);
        window.driver.click(&stances[0]);
        assert_eq!(window.marked(), trigger);
        assert!(window.marked_is_in_view());
        window.picture("beijing-reader-light.png");
    }
}

#[test]
fn an_article_is_removed_and_comes_back() {
    let desktop = Desktop::new();
    let window = Window::open(&desktop, &[&fixture("kuwait-1990.txt"), &fixture("qatar-2017.docx")]);
    window.wait_for_articles(2);
    let before = window.positions();
    let rows = window.all("article-row");
    let row = rows.iter().find(|row| window.driver.text(row).contains("Iraq invades Kuwait"));
    let number = window.driver.attribute(row.expect("it is listed"), "data-article");
    let remove = format!("[data-testid=article-row][data-article='{number}'] [data-testid=remove-article]");
    window.driver.click(&window.driver.find(&remove));
    window.wait_for_articles(1);
    assert!(!window.stands("IRQ") && window.stands("QAT"));
    window.driver.click(&window.driver.find_test_id("toast-undo"));
    window.wait_for_articles(2);
    assert_eq!(window.positions(), before);
}

#[test]
fn a_sentence_by_the_keyboard_alone() {
    let desktop = Desktop::new();
    let window = Window::open(&desktop, &[&fixture("kuwait-1990.txt")]);
    window.wait_for_articles(1);
    tab_to(&window, "map-canvas");
    // The map's cursor goes to its largest actor, then to one of that actor's ties.
    window.driver.press(Key::Enter);
    window.driver.type_text(".");
    window.driver.press(Key::Enter);
    window.driver.find_test_id("tie-detail");
    tab_to(&window, "stance-row");
    let focused = "return document.activeElement.dataset.stance";
    let stance = window.driver.run(focused, &[]).as_str().expect("a sentence has the focus").to_owned();
    let trigger = window.trigger_of(&stance);
    window.driver.press(Key::Enter);
    assert_eq!(window.marked(), trigger);
    assert!(window.marked_is_in_view());
    window.driver.press(Key::Escape);
    window.driver.find_test_id("stance-row");
}

#[test]
fn markup_in_an_article_is_text_and_nothing_runs() {
    let desktop = Desktop::new();
    let hostile = "Minutes of a meeting\n\nIraq invaded Kuwait on 2 August 1990. <script>window.owned = 1</script> \
        <img src=x onerror=\"window.owned = 2\"> The United States condemned <b>Iraq</b>.\n\n\
        The United Nations {@html 'x'} condemned Iraq. <iframe src=\"javascript:parent.owned = 3\"></iframe>\n";
    let page = "<!DOCTYPE html><html><head><title>Talks in Geneva</title><script>window.owned = 4</script></head>\
        <body onload=\"window.owned = 5\"><article><h1>Talks in Geneva</h1>\
        <p>The United States and Iran held talks in Geneva on Tuesday about the nuclear programme of Iran.</p>\
        <p>France praised Iran for its offer. &lt;script&gt;window.owned = 6&lt;/script&gt; Israel criticised it.</p>\
        <svg onload=\"window.owned = 7\"></svg><a href=\"javascript:window.owned = 8\">More from our reporters</a>\
        <p>The talks will go on in Vienna in the spring, both delegations said in the evening.</p>\
        </article></body></html>";
    let files =
        [desktop.write("minutes.txt", hostile.as_bytes()), desktop.write("talks.html", page.as_bytes())];
    let window = Window::open(&desktop, &[&files[0], &files[1]]);
    window.wait_for_articles(2);
    let mut texts = String::new();
    for row in window.driver.find_all("[data-testid=article-row] .main") {
        window.driver.click(&row);
        texts += &wait_for("the reader", Duration::from_secs(10), || {
            let text = window.text("reader");
            (!text.is_empty() && !texts.contains(&text)).then_some(text)
        });
        let inside = "[data-testid=reader] :is(script, img, iframe, svg, a[href])";
        assert!(window.driver.find_all(inside).is_empty(), "an article's markup became elements");
    }
    assert!(texts.contains("<script>window.owned = 1</script>"), "{texts}");
    assert!(texts.contains("<script>window.owned = 6</script>"), "{texts}");
    assert_eq!(window.driver.run("return window.owned ?? null", &[]), json!(null));
}

#[test]
fn the_window_is_dark_where_the_system_is() {
    let mut desktop = Desktop::new();
    desktop.set("GTK_THEME", "Adwaita:dark");
    let window = Window::open(&desktop, &[&fixture("kuwait-1990.txt"), &fixture("new-start-2010.html")]);
    window.wait_for_articles(2);
    window.click_tie("IRQ", "KWT");
    window.click_sentence("Iraq invaded Kuwait");
    window.picture("reader-dark.png");
    let dark = window.driver.run("return matchMedia('(prefers-color-scheme: dark)').matches", &[]);
    assert_eq!(dark, json!(true));
    let ground =
        "const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);
        return r + g + b";
    assert!(window.driver.run(ground, &[]).as_f64().is_some_and(|sum| sum < 200.0), "the ground is not dark");
}

#[test]
fn the_first_start_teaches() {
    let desktop = Desktop::new();
    let window = Window::open(&desktop, &[]);
    window.driver.find_test_id("empty-state");
    window.picture("empty-light.png");
    window.driver.click(&window.driver.find_test_id("empty-samples"));
    let index = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/samples/index.json");
    let index: serde_json::Value =
        serde_json::from_slice(&std::fs::read(index).expect("the samples have an index"))
            .expect("it is JSON");
    let samples = files_in(&index);
    assert!(samples >= 8, "only {samples} samples");
    window.wait_for_articles(samples);
    window.picture("samples-light.png");
    assert!(window.positions().as_object().is_some_and(|actors| actors.len() >= 20));
}

/// How many files the samples' index names.
fn files_in(index: &serde_json::Value) -> usize {
    match index {
        serde_json::Value::Object(fields) if fields.contains_key("file") => 1,
        serde_json::Value::Object(fields) => fields.values().map(files_in).sum(),
        serde_json::Value::Array(items) => items.iter().map(files_in).sum(),
        _ => 0,
    }
}

fn sign_of_open_tie(window: &Window) -> String {
    window.driver.attribute(&window.driver.find_test_id("tie-detail"), "data-sign")
}

/// Presses Tab until an element with this test id has the focus.
fn tab_to(window: &Window, id: &str) {
    let focused = "return document.activeElement?.dataset.testid ?? ''";
    for _ in 0..80 {
        if window.driver.run(focused, &[]) == json!(id) {
            return;
        }
        window.driver.press(Key::Tab);
    }
    panic!("Tab never reaches {id}");
}
