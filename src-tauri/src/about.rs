//! Version, licences and credits.

use wire::{AboutView, CreditView};

/// Name, licence, what it gives.
const CREDITS: &[[&str; 3]] = &[
    ["Goldstein scale (J. Goldstein, 1992)", "published method", "the intensities of relations, in spirit"],
    ["PLOVER and CAMEO (Halterman et al. 2023; Schrodt 2012)", "published method", "the roots of relations"],
    ["ISO 3166 codes; CIA World Factbook", "public domain facts", "names and codes of states"],
    ["Inter", "SIL Open Font License 1.1", "the type of the interface"],
    ["Source Serif 4", "SIL Open Font License 1.1", "the type of articles"],
    ["spaCy en_core_web_sm (Explosion)", "MIT", "the weights of the grammar"],
    ["Okabe–Ito palette", "public domain", "the colours of alliance and tension"],
    ["Tauri", "MIT or Apache-2.0", "the frame of the app"],
    ["WebKitGTK", "LGPL-2.1", "the window's engine, from the system"],
    ["SQLite", "public domain", "the library's file"],
    ["Svelte", "MIT", "the window"],
    ["petgraph", "MIT or Apache-2.0", "the graph"],
    ["dom_smoothie, lopdf, quick-xml, zip", "MIT", "reading files"],
    ["encoding_rs, chardetng, whatlang", "MIT, Apache-2.0 or BSD-3-Clause", "encodings and languages"],
];

/// The About view; `log_path` is where the log lies.
pub fn about(log_path: String) -> AboutView {
    let credit = |[name, licence, what]: &[&str; 3]| CreditView {
        name: (*name).into(),
        licence: (*licence).into(),
        what: (*what).into(),
    };
    AboutView {
        version: env!("CARGO_PKG_VERSION").into(),
        engine_version: pipeline::ENGINE_VERSION,
        licence: env!("CARGO_PKG_LICENSE").into(),
        credits: CREDITS.iter().map(credit).collect(),
        log_path,
    }
}
