//! The readers on whole files: what a person sees of each.

use text::{BlockKind, Language, ReadError, Reading, content_hash, read, read_pasted};

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Title, date, outlet and language on one line; then the blocks, long ones shortened.
fn outline(reading: &Reading) -> String {
    let article = &reading.article;
    let date = article.published.map(|d| d.to_string()).unwrap_or_default();
    let outlet = article.outlet.as_deref().unwrap_or_default();
    let language = match &article.language {
        Language::English => "English",
        Language::Unsure => "unsure",
        Language::Other(name) => name,
    };
    let mut out = format!("{} | {date} | {outlet} | {language}\n", article.title().unwrap_or_default());
    for block in article.blocks.iter().filter(|b| b.kind != BlockKind::Title) {
        let words: Vec<&str> = block.span.of(&article.text).split(' ').collect();
        let shown = match words.as_slice() {
            [head @ .., a, b, c] if head.len() > 8 => format!("{} … {a} {b} {c}", head[..5].join(" ")),
            words => words.join(" "),
        };
        out.push_str(&format!("{:?}: {shown}\n", block.kind));
    }
    out
}

#[track_caller]
fn check(name: &str, expected: &str) -> Reading {
    let reading = read(name, &fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(outline(&reading), expected, "{name}");
    assert_eq!(read(name, &fixture(name)).as_ref(), Ok(&reading), "{name} differs from run to run");
    reading
}

#[track_caller]
fn check_error(name: &str, bytes: &[u8], expected: &str) {
    match read(name, bytes) {
        Ok(reading) => panic!("{name} gave an article: {}", outline(&reading)),
        Err(error) => assert_eq!(error.to_string(), expected, "{name}"),
    }
}

#[test]
fn a_news_page_is_its_article_and_nothing_else() {
    let reading = check(
        "news-page.html",
        "Saudi Arabia and Iran agree to restore ties after talks in Beijing | 2023-03-10 | The Harbour Gazette | English\n\
         Paragraph: Seven years after breaking off … within two months.\n\
         Paragraph: Saudi Arabia and Iran agreed … brokered by China.\n\
         Paragraph: In a joint statement the … their internal affairs”.\n\
         Paragraph: The talks in Beijing, which … bin Mohammed al-Aiban.\n\
         Paragraph: Wang Yi, China’s most senior … for their trust.\n\
         Heading: A break in 2016\n\
         Paragraph: Riyadh cut ties in January … which Iran condemned.\n\
         Paragraph: The two have since backed … movement since 2015.\n\
         Quote: “The return of normal relations … minister, Hossein Amir-Abdollahian.\n\
         Paragraph: The White House said it … Israeli foreign policy.\n\
         Paragraph: Iraq and Oman, which had … Emirates and Turkey.\n\
         Heading: What was agreed\n\
         ListItem: Embassies and missions reopen within two months.\n\
         ListItem: The security cooperation agreement of … put into effect.\n\
         ListItem: The foreign ministers will meet to arrange the return of ambassadors.\n\
         Paragraph: Analysts said that much would … of April 2022.\n",
    );
    assert!(reading.warnings.is_empty());
    assert!(reading.article.text.contains("ran from 6 to 10 March."), "entities and spaces are plain");
    for furniture in [
        "cookie",
        "Advertisement",
        "cruises",
        "Read more",
        "newsletter",
        "Photograph",
        "harbour_fan",
        "Ferry",
        "Tracking",
        "©",
    ] {
        assert!(!reading.article.text.contains(furniture), "{furniture}");
    }
}

#[test]
fn an_old_page_is_read_too() {
    let reading = check(
        "old-page.html",
        "Egypt and Israel sign peace treaty | 1979-03-27 | Harbour Gazette Archive | English\n\
         Paragraph: WASHINGTON (AP) — President Anwar … of thirty years.\n\
         Paragraph: President Jimmy Carter, who had … on the lawn.\n\
         Paragraph: Israel is to give back … will exchange ambassadors.\n\
         Paragraph: The Palestine Liberation Organization and … measures against Cairo.\n",
    );
    assert!(reading.article.text.contains("“Peace has come,” he said"));
}

#[test]
fn a_pdf_with_columns_flows() {
    let reading = check(
        "belfast.pdf",
        "Parties in Northern Ireland reach a peace agreement | 1998-04-10 |  | English\n\
         Paragraph: The governments of the United … decades of violence.\n\
         Paragraph: The prime ministers, Tony Blair … at the table.\n\
         Paragraph: Under the settlement Northern Ireland … to the territory.\n\
         Paragraph: A legislative assembly of 108 … between the governments.\n\
         Heading: Opposition from unionists\n\
         Paragraph: The Democratic Unionist Party of … parliament did not.\n\
         Paragraph: President Bill Clinton, who had … and reconciliation programmes.\n\
         Paragraph: Referendums will be held on … the same time.\n\
         Paragraph: Gerry Adams, the president of … for their perseverance.\n",
    );
    let text = &reading.article.text;
    assert!(text.contains("A North-South council and a British-Irish council are to oversee cooperation"));
    assert!(!text.contains('\u{2010}') && !text.contains("Harbour"), "{text}");
}

#[test]
fn a_pdf_without_widths_and_a_locked_one() {
    let expected = "Summit in Reykjavik ends without a deal |  |  | English\n\
         Paragraph: Ronald Reagan and Mikhail Gorbachev … laboratory. Reagan refused.\n\
         Paragraph: George Shultz, the secretary of … for the failure.\n";
    let open = check("reykjavik.pdf", expected);
    assert!(
        open.article.text.contains("strategic weapons") && open.article.text.contains("defence programme")
    );
    check("owner-locked.pdf", expected);
    check_error(
        "locked.pdf",
        &fixture("locked.pdf"),
        "The file is protected by a password; save a copy without one and open that.",
    );
}

#[test]
fn a_word_document_keeps_its_parts() {
    let reading = check(
        "prespa.docx",
        "Greece and Macedonia settle their dispute | 2018-06-17 |  | English\n\
         Paragraph: Greece and its northern neighbour … itself North Macedonia.\n\
         Paragraph: Athens will no longer block … the European Union.\n\
         Heading: What each side promises\n\
         ListItem: Skopje changes its constitution.\n\
         ListItem: Athens ratifies the accession protocol.\n\
         Quote: “This is our own rendezvous with history,” said Alexis Tsipras.\n\
         Paragraph: Signed by Nikos Kotzias\n\
         Paragraph: Signed by Nikola Dimitrov\n",
    );
    assert!(reading.article.text.contains("NATO & the European Union."));
    assert!(!reading.article.text.contains("never did so"), "deleted text stays deleted");
}

#[test]
fn encodings_are_found() {
    let expected = "Egypt and Israel agree on a framework for peace | 1978-09-18 |  | English\n\
         Paragraph: President Anwar Sadat of Egypt … as a witness.\n\
         Paragraph: Israel is to withdraw from … the Gaza Strip.\n\
         Paragraph: Syria, Libya and the Palestine … resigned in protest.\n";
    let wide = check("camp-david-utf16.txt", expected);
    let western = check("camp-david-1252.txt", expected);
    assert_eq!(wide, western);
    assert!(wide.article.text.contains("“an unacceptable formula”"));
    check(
        "arms-treaty-1251.txt",
        "Медведев и Обама подписали договор о сокращении ядерных вооружений |  |  | Russian\n\
         Heading: 8 апреля 2010 года\n\
         Paragraph: Президенты России и Соединённых Штатов … боезарядов до 1550.\n\
         Paragraph: Обама назвал встречу важным шагом … оборона станет угрозой.\n",
    );
}

#[test]
fn one_article_is_one_whatever_its_form() {
    let file = read("camp-david.txt", &fixture("camp-david-utf16.txt")).expect("an article");
    let text: String = encoding_rs::WINDOWS_1252.decode(&fixture("camp-david-1252.txt")).0.into_owned();
    let pasted = read_pasted(&text).expect("an article");
    let crlf = read_pasted(&text.replace('\n', "\r\n")).expect("an article");
    let quoted = read_pasted(&text.replace(['“', '”'], "\"")).expect("an article");
    for other in [&pasted, &crlf, &quoted] {
        assert_eq!(content_hash(&file.article), content_hash(&other.article));
    }
    let longer = read_pasted(&format!("{text}\nThe end.")).expect("an article");
    assert_ne!(content_hash(&file.article), content_hash(&longer.article));
}

#[test]
fn the_content_counts_before_the_ending() {
    let named = |name: &str, bytes: &[u8]| read(name, bytes).map(|r| outline(&r));
    let page = fixture("news-page.html");
    assert_eq!(named("saved.txt", &page), named("news-page.html", &page));
    assert_eq!(named("saved.doc", &fixture("belfast.pdf")), named("x.pdf", &fixture("belfast.pdf")));
    let plain =
        read("notes.tex", b"Moscow and Kyiv agreed on an exchange of prisoners.").expect("an article");
    assert_eq!(plain.warnings, ["The ending .tex is not known; it was read as plain text."]);
    let markdown = read("C:\\news\\A PACT.MD", b"# A pact\n\nMoscow and Kyiv *agreed*.").expect("an article");
    assert_eq!(outline(&markdown), "A pact |  |  | English\nParagraph: Moscow and Kyiv agreed.\n");
}

#[test]
fn what_cannot_be_read_says_why() {
    let damaged = |why: &str| {
        format!("The file is damaged or cut off ({why}); get it once more from where it came from.")
    };
    let kind = |what: &str| {
        format!("The file is {what}, which cannot be read; save it as .txt, .html, .pdf or .docx.")
    };
    check_error("a.txt", b"", "The file is empty.");
    check_error("a.txt", b" \r\n\t\xef\xbb\xbf", "The file is empty.");
    check_error(
        "a.txt",
        &vec![b'a'; text::MAX_BYTES + 1],
        "The file is too large (21 MB; the limit is 20 MB); split it into single articles.",
    );
    let junk: Vec<u8> = (0..9000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    check_error(
        "a.txt",
        &junk,
        "The file holds no readable text; open a .txt, .md, .html, .pdf or .docx file.",
    );
    check_error("a.pdf", &junk, &damaged("it has not the beginning of a .pdf file"));
    check_error("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &kind("a PNG picture"));
    check_error("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0", &kind("an old Office document (.doc)"));
    check_error("a.rtf", b"{\\rtf1 x}", &kind("a rich text document (.rtf)"));
    check_error("a.json", b"{\"a\": 1}", &kind("a JSON file"));
    check_error("a.txt", b"--- *** ---\n!!!", &ReadError::NoText.to_string());
    check_error("a.html", b"<html><body><script>x</script></body></html>", &ReadError::NoText.to_string());
    let pdf = fixture("belfast.pdf");
    check_error("a.pdf", &pdf[..pdf.len() / 2], &damaged("its end is missing"));
    let word = fixture("prespa.docx");
    check_error("a.docx", &word[..word.len() / 2], &damaged("its packing cannot be undone"));
}
