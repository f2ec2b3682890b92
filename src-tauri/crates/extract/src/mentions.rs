//! Where the text names actors, and whom.
//!
//! Passes in order, each filling only places still free: spans given by the sender, the lexicon's
//! names, the name finder's names, second mentions by a short name, titles and appositions that
//! tell for whom a person speaks, pronouns.

mod affiliation;
mod given;
mod lexical;
mod named;
mod pronoun;
mod scene;

pub(crate) use scene::Scene;

use lexicon::Lexicon;

use crate::{Doc, GivenMention};

pub(crate) fn find<'a>(doc: &'a Doc<'a>, lexicon: &'a Lexicon, given: &[GivenMention]) -> Scene<'a> {
    let mut scene = Scene::new(doc, lexicon);
    given::mark(&mut scene, given);
    lexical::mark(&mut scene);
    named::mark(&mut scene);
    affiliation::tell(&mut scene);
    pronoun::mark(&mut scene);
    scene.find_lists();
    scene
}
