//! The sample articles inside the app.

use include_dir::{Dir, include_dir};
use serde::Deserialize;
use wire::SampleView;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src-tauri/samples");

#[derive(Deserialize)]
struct Index {
    samples: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    file: String,
    title: String,
    description: String,
    decade: String,
    region: String,
}

/// All samples, in the order of their index.
pub fn all() -> Vec<SampleView> {
    let index = FILES.get_file("index.json").map_or(&b"{\"samples\":[]}"[..], |file| file.contents());
    let index: Index = serde_json::from_slice(index).expect("the index of samples is checked by a test");
    index.samples.into_iter().map(view).collect()
}

/// The bytes of one sample.
pub fn bytes(file: &str) -> Option<&'static [u8]> {
    FILES.get_file(file).map(|file| file.contents())
}

fn view(row: Row) -> SampleView {
    SampleView {
        file: row.file,
        title: row.title,
        description: row.description,
        decade: row.decade,
        region: row.region,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_names_eight_samples_or_more_and_each_can_be_read() {
        let samples = all();
        assert!(samples.len() >= 8, "{} samples", samples.len());
        for sample in samples {
            let bytes = bytes(&sample.file).unwrap_or_else(|| panic!("{} is missing", sample.file));
            let read = text::read(&sample.file, bytes).unwrap_or_else(|e| panic!("{}: {e}", sample.file));
            assert!(read.article.is_readable(), "{}", sample.file);
            assert!(read.article.text.split_whitespace().count() > 150, "{} is short", sample.file);
        }
    }
}
