//! Any text is safe: tokens tile it, trees are trees, and long texts take time in proportion.

use std::time::{Duration, Instant};

use syntax::{Parse, Relation, Syntax};

/// A small generator, so that failures repeat: the high bits of Knuth's 64-bit congruential one.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// A character: often from ASCII, sometimes from anywhere.
    fn character(&mut self) -> char {
        let (low, high) = self.pick(&[
            (32, 127),
            (32, 127),
            (9, 33),
            (160, 592),
            (880, 1424),
            (8192, 11264),
            (0, 0x0011_0000),
        ]);
        char::from_u32((low + self.below(high - low)) as u32).unwrap_or('\u{fffd}')
    }
}

const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    "  ",
    "\n",
    "\t",
    "\u{a0}",
    "\u{2028}",
    ".",
    "...",
    "…",
    "(",
    ")",
    "\"",
    "“",
    "”",
    "'",
    "’s",
    "n't",
    "-",
    "—",
    "/",
    "$",
    "€5",
    "10km",
    "3.5%",
    "U.S.",
    "e.g.",
    "don't",
    "gonna",
    "Mr.",
    ":-)",
    "(╯°□°）╯︵┻━┻",
    "http://a.b/c",
    "x@y.org",
    "Paris",
    "ministers",
    "said",
    "the",
    "of",
    "and",
    "agent",
    "naïve",
    "中国",
    "👨‍👩‍👧",
    "e\u{301}",
    "\u{0}",
    "İstanbul",
    "ΣΑΣ",
];

fn texts() -> Vec<String> {
    let mut dice = Dice(7);
    let pieces = (0..400)
        .map(|_| (0..dice.below(40)).map(|_| dice.pick(PIECES)).collect::<String>())
        .collect::<Vec<_>>();
    let characters = (0..400).map(|_| (0..dice.below(80)).map(|_| dice.character()).collect::<String>());
    pieces.iter().cloned().chain(characters).collect()
}

/// Asserts all that holds of every parse.
#[track_caller]
fn check(text: &str, parse: &Parse) {
    let mut at = 0;
    for token in &parse.tokens {
        assert_eq!(token.start, at, "{text:?}");
        assert!(token.start < token.end && text.is_char_boundary(token.end), "{text:?}");
        assert_eq!(token.is_space, token.text(text).trim_matches(is_space).is_empty(), "{text:?}");
        at = token.end + usize::from(token.space_after);
        assert!(!token.space_after || text.as_bytes()[token.end] == b' ', "{text:?}");
    }
    assert_eq!(at, text.len(), "{text:?}");
    check_trees(text, parse);
    let mut end = 0;
    for name in parse.names() {
        assert!(end <= name.tokens.start && name.tokens.start < name.tokens.end, "{text:?}");
        end = name.tokens.end;
    }
    assert!(end <= parse.len());
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

fn check_trees(text: &str, parse: &Parse) {
    let tiles = parse.sentences().iter().fold(0, |at, s| if s.start == at { s.end } else { usize::MAX });
    assert_eq!(tiles, parse.len(), "{text:?}");
    for i in 0..parse.len() {
        assert!(parse.ancestors(i).take(parse.len() + 1).count() <= parse.len(), "a cycle in {text:?}");
        assert!(parse.left_edge(i) <= i && i <= parse.right_edge(i));
        assert!(parse.children(i).all(|c| parse.head(c) == Some(i)));
        let token = &parse.tokens[i];
        assert!(token.head != i || matches!(token.relation, Relation::Root | Relation::Dep), "{text:?}");
        assert!(!parse.lemma(i).is_empty(), "{text:?}");
    }
}

#[test]
fn tokens_tile_any_text() {
    let (syntax, texts) = (Syntax::load(), texts());
    for text in &texts {
        check(text, &syntax.parse(text));
    }
    check("", &syntax.parse(""));
    check(&texts.concat(), &syntax.parse(&texts.concat()));
}

#[test]
fn threads_and_repetition_change_nothing() {
    let (syntax, texts) = (Syntax::load(), texts());
    let one_by_one: Vec<Parse> = texts.iter().map(|t| syntax.parse(t)).collect();
    assert_eq!(syntax.parse_many(&texts), one_by_one);
}

#[test]
fn given_sentences_stay_whole_and_apart() {
    let syntax = Syntax::load();
    let text = "One came. Two left. | Three stayed; four, who had come late, did not. |    ";
    let given = [0..19, 22..69, 70..70, 71..75];
    let parse = syntax.parse_with(text, &given);
    let spans: Vec<_> =
        parse.sentences().iter().map(|s| parse.tokens[s.start].start..parse.tokens[s.end - 1].end).collect();
    assert_eq!(spans, [0..19, 22..69, 71..75]);
    assert!((0..parse.len()).all(|i| parse.sentence_of(i) == parse.sentence_of(parse.tokens[i].head)));
    for text in texts() {
        if !text.is_empty() {
            assert_eq!(
                syntax.parse_with(&text, std::slice::from_ref(&(0..text.len()))).sentences().len(),
                1,
                "{text:?}"
            );
        }
    }
}

#[test]
fn blocks_are_analysed_apart() {
    let syntax = Syntax::load();
    let text = "Talks resume in Vienna\n\nIran's envoy arrived on Monday. He did not speak to reporters.\n";
    let blocks = [0..22, 24..text.len() - 1];
    let parse = syntax.parse_blocks(text, &blocks);
    let alone = blocks.clone().map(|b| syntax.parse(&text[b]));
    assert_eq!(parse.sentences().len(), alone.iter().map(|p| p.sentences().len()).sum::<usize>());
    let mut at = 0;
    for (block, alone) in blocks.iter().zip(&alone) {
        for (i, token) in alone.tokens.iter().enumerate() {
            let ours = &parse.tokens[at + i];
            assert_eq!(ours.text(text), token.text(&text[block.clone()]));
            assert_eq!((ours.head, ours.relation, ours.tag), (at + token.head, token.relation, token.tag));
            assert_eq!(parse.lemma(at + i), alone.lemma(i));
        }
        at += alone.len();
    }
    assert_eq!(at, parse.len());
}

/// Long texts of one kind: each is analysed at a tenth and in full, and the full one may take no more than linear time
/// with ample room for a busy machine.
#[test]
fn long_texts_take_time_in_proportion() {
    let syntax = Syntax::load();
    let kinds = [
        "word ",
        "a",
        "(",
        ".",
        "'",
        "a.b-c:",
        "http://a:b@",
        "\n",
        "x  ",
        "France and ",
        "a-",
        "“",
        "km",
        "1,",
        "who said ",
    ];
    for kind in kinds {
        let time = |bytes: usize| {
            let text = kind.repeat(bytes / kind.len());
            let started = Instant::now();
            let parse = syntax.parse(&text);
            let last = parse.tokens.last().expect("tokens");
            assert_eq!(last.end + usize::from(last.space_after), text.len());
            started.elapsed()
        };
        time(1000);
        let (tenth, full) = (time(6_000), time(60_000));
        assert!(
            full < 40 * tenth + Duration::from_secs(1),
            "{kind:?}: {tenth:?} for a tenth, {full:?} in full"
        );
    }
}

#[test]
fn many_labels_fit_a_small_stack() {
    let text = "a.".repeat(1000) + "com";
    let work = move || Syntax::load().parse(&text).len();
    let thread = std::thread::Builder::new().stack_size(512 << 10).spawn(work).expect("a thread");
    assert!(thread.join().expect("no overflow") >= 1);
}
