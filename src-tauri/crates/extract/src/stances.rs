//! Stances between the mentions of an article.
use crate::Stance;
use crate::mentions::Scene;
pub(crate) fn find(_scene: &Scene<'_>) -> Vec<Stance> {
    vec![]
}
