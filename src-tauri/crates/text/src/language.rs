//! Which language the running text is in.

use crate::Language;

/// Letters needed before a verdict; below, names and headlines mislead.
const MIN_LETTERS: usize = 80;

/// How much of a text is looked at, in characters.
const SAMPLE: usize = 20_000;

/// Words that no other language repeats as English does.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "that", "is", "was", "for", "with", "on", "by", "as", "has", "said", "from",
    "its", "it", "are", "which", "would", "not", "have", "been", "were", "this", "their", "after",
];

/// The language of `text`.
///
/// Trigrams and scripts tell it (whatlang; Cavnar and Trenkle 1994, "N-gram-based text
/// categorization"); the share of English function words overrules them, since lists of foreign
/// names in an English report mislead trigrams.
pub(crate) fn of(text: &str) -> Language {
    let sample: String = text.chars().take(SAMPLE).collect();
    if sample.chars().filter(|c| c.is_alphabetic()).count() < MIN_LETTERS {
        return if english_share(&sample) > 0.2 { Language::English } else { Language::Unsure };
    }
    let english = english_share(&sample);
    if english > 0.2 {
        return Language::English;
    }
    match whatlang::detect(&sample) {
        Some(info) if info.lang() == whatlang::Lang::Eng && english > 0.05 => Language::English,
        Some(info) if info.lang() == whatlang::Lang::Eng => Language::Unsure,
        Some(info) if info.is_reliable() && english < 0.1 => Language::Other(name(info.lang())),
        _ => Language::Unsure,
    }
}

fn name(lang: whatlang::Lang) -> String {
    match lang {
        whatlang::Lang::Cmn => "Chinese".to_owned(),
        other => other.eng_name().to_owned(),
    }
}

/// The share of words that are English function words.
fn english_share(text: &str) -> f32 {
    let mut words = 0.0;
    let mut english = 0.0;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        words += 1.0;
        if ENGLISH.iter().any(|e| e.eq_ignore_ascii_case(word)) {
            english += 1.0;
        }
    }
    if words == 0.0 { 0.0 } else { english / words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let got = match of(text) {
            Language::English => "English".to_owned(),
            Language::Unsure => "unsure".to_owned(),
            Language::Other(name) => name,
        };
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn tells_languages_apart() {
        check("Germany banned the Iranian airline Mahan Air from its airports on Monday.", "English");
        check(
            "Bundesaußenminister Maas erklärte am Montag, dass die Fluggesellschaft keine deutschen Flughäfen \
             mehr anfliegen darf, weil sie Kämpfer nach Syrien gebracht haben soll.",
            "German",
        );
        check(
            "Президент Южной Осетии заявил, что республика намерена в ближайшее время начать процедуру \
             вхождения в состав Российской Федерации.",
            "Russian",
        );
        check(
            "Le président de la République a déclaré que la France ne reconnaîtrait pas les résultats de ce \
             référendum et qu'elle demandait de nouvelles sanctions européennes.",
            "French",
        );
        check(
            "外交部发言人表示，中国一贯主张通过对话和谈判解决争端，反对任何单边制裁措施。双方应当保持克制，避免局势进一步升级，共同维护地区和平与稳定。中方愿同各方保持沟通，为推动局势降温发挥建设性作用。国际社会应当支持一切有利于和平解决危机的努力。",
            "Chinese",
        );
    }

    #[test]
    fn short_and_listed_names_do_not_mislead() {
        check("Moskau bestätigt Gespräche", "unsure");
        check("", "unsure");
        check("China and Russia signed it. The talks were held in Beijing.", "English");
        check(
            "The delegations of Côte d'Ivoire, Guinea-Bissau, São Tomé e Príncipe, Türkiye and Curaçao were \
             received by President Nguyễn Phú Trọng.",
            "English",
        );
    }
}
