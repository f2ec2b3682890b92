//! Files made to hurt: nothing panics out of `read`, overflows the stack, or takes quadratic time,
//! and whatever is read, every span is sound.

use std::io::Write;
use std::time::{Duration, Instant};

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use proptest::prelude::*;
use text::{Article, ReadError, read, read_pasted};

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Blocks lie on character boundaries, in order, apart.
fn assert_sound(article: &Article) {
    let text = &article.text;
    let mut end = 0;
    for block in &article.blocks {
        assert!(text.get(block.span.range()).is_some());
        assert!(block.span.start >= end);
        end = block.span.end;
    }
}

fn read_soundly(name: &str, bytes: &[u8]) -> Result<Article, ReadError> {
    let reading = read(name, bytes)?;
    assert_sound(&reading.article);
    let lines = reading.article.text.split('\n').zip(&reading.article.blocks);
    assert_eq!(reading.article.text.split('\n').count(), reading.article.blocks.len());
    lines.for_each(|(line, block)| assert_eq!(line, block.span.of(&reading.article.text)));
    assert!(!reading.article.text.contains(|c: char| c != '\n' && c.is_control()));
    Ok(reading.article)
}

/// Four times the input takes far less than sixteen times as long.
#[track_caller]
fn check_growth(name: &str, n: usize, make: impl Fn(usize) -> Vec<u8>) {
    let time = |n: usize| {
        let bytes = make(n);
        let start = Instant::now();
        let read = read(name, &bytes);
        std::hint::black_box(&read);
        start.elapsed()
    };
    // The machine may be busy: one good run of three is enough.
    let mut seen = Vec::new();
    for _ in 0..3 {
        let (once, fourfold) = (time(n).max(Duration::from_millis(25)), time(4 * n));
        if fourfold < once * 10 {
            return;
        }
        seen.push((once, fourfold));
    }
    let input = String::from_utf8_lossy(&make(1)).chars().take(200).collect::<String>();
    panic!("{name}: quadratic? {seen:?} on {input}");
}

#[test]
fn nested_pages_neither_overflow_nor_explode() {
    for open in [
        "<div>",
        "<b>",
        "<a href=x>",
        "<table><tr><td>",
        "<div><table></div>",
        "<ul><li>",
        "<blockquote>",
        "<p><div>",
        "<button>",
        "<svg>",
        "<math><mi>",
        "<template>",
        "<select>",
        "<ruby><rt>",
        "<dd><section>",
        "<div><td></div>",
        "<marquee></div><div>",
        "<object>",
        "<h1>",
        "<form>",
        "<li><p>",
        "<option><p>",
        "<caption>",
        "<frameset>",
    ] {
        let page = |n: usize| format!("<html><body><p>Before.</p>{}deep inside", open.repeat(n)).into_bytes();
        read_soundly("a.html", &page(if open.len() < 6 { 100_000 } else { 20_000 })).ok();
        check_growth("a.html", 4_000, page);
    }
}

#[test]
fn odd_markup_takes_linear_time() {
    let check = |n: usize, make: &dyn Fn(usize) -> String| {
        check_growth("a.html", n, |n| format!("<html><p>One paragraph.{}", make(n)).into_bytes());
    };
    check(2_000, &|n| {
        (0..n).map(|i| format!("<b id={i}><i id={i}>")).collect::<String>() + &"<p>x".repeat(n)
    });
    check(10_000, &|n| "</p></div></b>".repeat(n));
    check(10_000, &|n| format!("<div {}>", (0..n).map(|i| format!("a{i}=1 ")).collect::<String>()));
    check(5_000, &|n| "<!-- <svg> <script <title> <style".repeat(n));
    check(5_000, &|n| "<svg><math><title><noscript>".repeat(n));
    check(10_000, &|n| "<a href=\"".repeat(n));
    check(10_000, &|n| "<<</<!<?&amp;&lt".repeat(n));
    check(2_000, &|n| "<p class=comment>A short line of text, and then another.</p>".repeat(n));
    check(2_000, &|n| "<div class=ad><p>One.</p></div><ul><li><a href=x>Two</a></li></ul>".repeat(n));
    check(2_000, &|n| "word<br>".repeat(n));
    check(5_000, &|n| "<td>cell</td></tr><tr>".repeat(n));
}

#[test]
fn odd_texts_take_linear_time() {
    for piece in [
        "> ", ">", "- ", "[", "](", "![", "*a_", "`", "<a", "| a ", "# ", "1. ", "&amp;", "\\", "~~",
        "**x** ", "_ _ ", "[a]: b\n", "* * *\n", "\n\n", "```\n", "---\n",
    ] {
        check_growth("a.md", 15_000, |n| piece.repeat(n).into_bytes());
    }
    for piece in [
        "!",
        "U.S. ",
        "a.",
        ".",
        "\"",
        "…",
        "'s",
        "n't",
        "(a) ",
        "By Ann Lee\n",
        "- x\n",
        "Mr. ",
        "12.",
        "1,",
        "www.",
        "http://",
        "a\u{301}",
        "\u{ad}\n",
        "a ",
        "A line of text that is about as long as lines are when they are wrapped\n",
        "10 May 2020\n",
        "[1]",
        "?)",
        "a-",
        "é",
    ] {
        check_growth("a.txt", 15_000, |n| piece.repeat(n).into_bytes());
    }
}

#[test]
fn a_text_of_every_size_is_sound() {
    let sentence =
        "Iran’s envoy, Mr. Zarif, said: \"We won't go back to U.S.-led talks.\" No. 10 was silent… ";
    read_soundly("a.txt", sentence.repeat(200_000 / sentence.len()).as_bytes()).expect("an article");
    let long = read("a.txt", "word ".repeat(1_500_000).as_bytes()).expect("an article");
    assert!(long.article.text.len() <= 4 << 20);
    assert_eq!(long.warnings, ["The text is very long; only its first 4 MB were read."]);
    assert_eq!(read_pasted(" \n "), Err(ReadError::NoText));
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        archive.write_all(bytes).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

#[test]
fn word_documents_that_are_none() {
    let bomb = zipped(&[("word/document.xml", &vec![b' '; 80 << 20])]);
    assert!(bomb.len() < 1 << 20);
    let error = ReadError::Damaged("it unpacks to more than 64 MB".to_owned());
    assert_eq!(read("a.docx", &bomb), Err(error));
    let sheet = zipped(&[("xl/workbook.xml", b"<a/>")]);
    assert_eq!(read("a.xlsx", &sheet), Err(ReadError::UnknownKind("a spreadsheet".to_owned())));
    let cut = zipped(&[(
        "word/document.xml",
        b"<w:document><w:body><w:p><w:r><w:t>China left the talks.</w:t></w:r></w:p><w:p",
    )]);
    let reading = read("a.docx", &cut).expect("what is there");
    assert_eq!(reading.article.text, "China left the talks.");
    assert_eq!(reading.warnings, ["The document is damaged; it was read up to the damage."]);
    for piece in [
        "<w:p>",
        "<w:p><w:r><w:t>x</w:t>",
        "<mc:Fallback>",
        "<w:p><w:t>&amp;&#65;&lol;</w:t></w:p>",
        "</w:p>",
    ] {
        let make = |n: usize| {
            zipped(&[("word/document.xml", format!("<w:document>{}", piece.repeat(n)).as_bytes())])
        };
        read_soundly("a.docx", &make(100_000)).ok();
        check_growth("a.docx", 15_000, make);
    }
}

/// A PDF of one page with these contents, its streams packed; `more` adds to the page's resources.
fn pdf(content: Vec<u8>, more: impl FnOnce(&mut Document, &mut Dictionary)) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let mut resources = dictionary! { "Font" => dictionary! { "F1" => font } };
    more(&mut document, &mut resources);
    let mut stream = Stream::new(Dictionary::new(), content);
    stream.compress().expect("packed");
    let content = document.add_object(stream);
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let tree =
        dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1, "Parent" => pages };
    document.objects.insert(pages, Object::Dictionary(tree));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("saved");
    bytes
}

const SHOW: &[u8] = b"BT /F1 11 Tf 72 700 Td (Iran and Iraq agreed on a border.) Tj ET ";

#[test]
fn pdfs_that_never_end() {
    let plain = read_soundly("a.pdf", &pdf(SHOW.to_vec(), |_, _| {})).expect("an article");
    assert_eq!(plain.text, "Iran and Iraq agreed on a border.");
    // A form that draws itself, twice.
    let looped = pdf([SHOW, b"/X Do"].concat(), |document, resources| {
        let form = document.new_object_id();
        let own = dictionary! { "XObject" => dictionary! { "X" => form } };
        let dict = dictionary! { "Type" => "XObject", "Subtype" => "Form", "Resources" => own };
        document.objects.insert(form, Stream::new(dict, b"/X Do /X Do".to_vec()).into());
        resources.set("XObject", dictionary! { "X" => form });
    });
    assert_eq!(read_soundly("a.pdf", &looped).expect("an article"), plain);
    let bomb = pdf(vec![b' '; 80 << 20], |_, _| {});
    assert!(bomb.len() < 1 << 20);
    assert_eq!(read("a.pdf", &bomb), Err(ReadError::Damaged("it unpacks to more than 64 MB".to_owned())));
    for piece in ["q ", "[[[[ ", "<< /A ", "(((( ", "BT ", "/A BMC ", "1 0 0 1 9 9 cm ", "BI ID ", "<41> Tj "]
    {
        read_soundly("a.pdf", &pdf([SHOW, piece.repeat(100_000).as_bytes()].concat(), |_, _| {})).ok();
    }
    check_growth("a.pdf", 4_000, |n| {
        let lines = |i: usize| {
            format!("BT /F1 11 Tf 72 {} Td (A line of text, number {i}.) Tj ET\n", 900_000 - 14 * i)
        };
        pdf((0..n).map(lines).collect::<String>().into_bytes(), |_, _| {})
    });
}

#[test]
fn cut_files_never_panic() {
    for name in [
        "belfast.pdf",
        "reykjavik.pdf",
        "locked.pdf",
        "prespa.docx",
        "news-page.html",
        "camp-david-utf16.txt",
    ] {
        let bytes = fixture(name);
        for i in 0..=64 {
            let cut = &bytes[..bytes.len() * i / 64];
            assert_ne!(read_soundly(name, cut), Err(ReadError::Panicked), "{name} cut at {i}/64");
        }
    }
}

const NAMES: &[&str] = &["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_safe(name in prop::sample::select(NAMES), bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        read_soundly(name, &bytes).ok();
    }

    #[test]
    fn any_text_is_safe(name in prop::sample::select(NAMES), text in "[\\PC\n\r\t \"'“”().!?A-Za-z0-9<>*#>-]{0,300}") {
        read_soundly(name, text.as_bytes()).ok();
        assert_sound(&Article::plain(Some(&text), &text));
        let parts: Vec<&str> = text.split('\n').collect();
        assert_sound(&Article::presegmented(None, &parts.iter().map(|p| p.replace('\r', "")).collect::<Vec<_>>()));
    }

    #[test]
    fn any_slip_in_a_file_is_safe(
        name in prop::sample::select(&["belfast.pdf", "reykjavik.pdf", "prespa.docx", "news-page.html"][..]),
        slips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        cut in any::<prop::sample::Index>(),
        cuts in any::<bool>(),
    ) {
        let mut bytes = fixture(name);
        for (at, byte) in slips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cuts {
            let at = cut.index(bytes.len());
            bytes.drain(at..(at + 50).min(bytes.len()));
        }
        read_soundly(name, &bytes).ok();
    }
}
