//! Throughput on the parity texts, in bytes of text, once the caches are warm: one thread, and all.

use divan::Bencher;
use divan::counter::BytesCount;
use syntax::Syntax;

const TEXT: &str = include_str!("../tests/parity/texts.txt");

fn main() {
    Syntax::load();
    divan::main();
}

/// The whole file as one document.
#[divan::bench]
fn document(bencher: Bencher) {
    bencher.counter(BytesCount::of_str(TEXT)).bench(|| Syntax::load().parse(divan::black_box(TEXT)));
}

/// Text by text.
#[divan::bench]
fn texts(bencher: Bencher) {
    let texts: Vec<&str> = TEXT.split("\n\n").collect();
    let work = || texts.iter().map(|t| Syntax::load().parse(divan::black_box(t)).len()).sum::<usize>();
    bencher.counter(BytesCount::of_str(TEXT)).bench(work);
}

/// Text by text on rayon's threads.
#[divan::bench]
fn texts_on_all_threads(bencher: Bencher) {
    let texts: Vec<&str> = TEXT.split("\n\n").collect();
    bencher.counter(BytesCount::of_str(TEXT)).bench(|| Syntax::load().parse_many(divan::black_box(&texts)));
}

/// One sentence, as the window asks for it while one types.
#[divan::bench]
fn sentence(bencher: Bencher) {
    let sentence = "Norway brokered secret talks between Israel and the PLO.";
    bencher.counter(BytesCount::of_str(sentence)).bench(|| Syntax::load().parse(divan::black_box(sentence)));
}
