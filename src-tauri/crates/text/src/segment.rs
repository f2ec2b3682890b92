//! Sentences and tokens by a few fixed rules, until the syntax crate's tokenizer replaces them.

use crate::{Article, BlockKind, Sentence, Span, Token};

/// Divides an article into sentences and their tokens, in reading order.
///
/// A [`Title`](BlockKind::Title) or [`Sentence`](BlockKind::Sentence) block is exactly one sentence,
/// an empty one too, so that the sender's sentence numbers stay true; no sentence crosses a block.
/// Tokens are words, numbers and punctuation marks; clitics ("'s", "n't") and the hyphens of word
/// compounds stand alone, abbreviations keep their full stop. Linear in the length of the text.
pub fn segment(article: &Article) -> (Vec<Sentence>, Vec<Token>) {
    let mut sentences = Vec::new();
    let mut tokens = Vec::new();
    for (index, block) in article.blocks.iter().enumerate() {
        let whole = matches!(block.kind, BlockKind::Title | BlockKind::Sentence);
        let of_block = tokenize(&article.text, block.span);
        let first = tokens.len();
        let words = Words { text: &article.text, tokens: &of_block };
        let mut start = 0;
        while start < of_block.len() || (whole && start == 0 && of_block.is_empty()) {
            let end = if whole { of_block.len() } else { words.sentence_end(start) };
            let span = match of_block.get(start..end) {
                Some([one]) => one.span,
                Some([head, .., tail]) => head.span.cover(tail.span),
                _ => Span { start: block.span.start, end: block.span.start },
            };
            let range = (first + start) as u32..(first + end) as u32;
            sentences.push(Sentence { span, block: index as u32, tokens: range });
            start = end.max(start + 1);
        }
        tokens.extend(of_block);
    }
    (sentences, tokens)
}

/// Never the end of a sentence: a name or a comparison follows.
const BEFORE_A_NAME: &[&str] = &[
    "Adm.", "Amb.", "Brig.", "Capt.", "Cmdr.", "Col.", "Cpl.", "Dr.", "Fr.", "Ft.", "Gen.", "Gov.", "Hon.",
    "Lt.", "Maj.", "Messrs.", "Mr.", "Mrs.", "Ms.", "Mt.", "Pres.", "Prof.", "Rep.", "Reps.", "Rev.", "Sen.",
    "Sens.", "Sgt.", "St.", "approx.", "cf.", "e.g.", "i.e.", "v.", "vs.",
];

/// The end of a sentence only where an unmistakable beginning follows.
const AMID_OR_AT_THE_END: &[&str] = &[
    "Apr.", "Aug.", "Bros.", "Co.", "Corp.", "Dec.", "Dept.", "Feb.", "Inc.", "Jan.", "Jr.", "Ltd.", "Mar.",
    "Nov.", "Oct.", "Sep.", "Sept.", "Sr.", "al.", "etc.",
];

/// Abbreviations only before a number.
const BEFORE_A_NUMBER: &[&str] = &["Art.", "Fig.", "No.", "Nos.", "Sec.", "p.", "pp.", "vol."];

/// Words that, with a capital, begin a sentence and hardly ever continue a name.
const BEGINNINGS: &[&str] = &[
    "A",
    "After",
    "Although",
    "An",
    "And",
    "As",
    "At",
    "Before",
    "But",
    "By",
    "During",
    "For",
    "He",
    "Her",
    "However",
    "His",
    "I",
    "If",
    "In",
    "It",
    "Its",
    "Last",
    "Meanwhile",
    "No",
    "On",
    "Our",
    "She",
    "Since",
    "So",
    "That",
    "The",
    "Their",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "We",
    "What",
    "When",
    "While",
    "With",
    "You",
];

/// What reports a question or exclamation that it follows: "… ready?" Putin asked.
const REPORTING: &[&str] = &["added", "asked", "asks", "cried", "replied", "said", "says", "told", "wrote"];

const CLITICS: &[&str] = &["n't", "'s", "'re", "'ve", "'ll", "'d", "'m"];

/// The tokens of one block, with what the rules ask about them.
struct Words<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Words<'a> {
    fn get(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    /// Whether no white space parts token `i` from the one before it.
    fn adjoins(&self, i: usize) -> bool {
        i > 0 && i < self.tokens.len() && self.tokens[i - 1].span.end == self.tokens[i].span.start
    }

    /// One past the last token of the sentence that begins with token `start`.
    fn sentence_end(&self, start: usize) -> usize {
        let mut i = start;
        while i < self.tokens.len() {
            let mut next = i + 1;
            if may_end(self.get(i)) && !self.is_enumeration(start, i) {
                next = self.behind_closers(i + 1);
                if next >= self.tokens.len() || self.divides(i, next) {
                    return next;
                }
            }
            i = next;
        }
        self.tokens.len()
    }

    /// "1." or "b)" before the first word of a list entry.
    fn is_enumeration(&self, start: usize, stop: usize) -> bool {
        stop == start + 1 && self.get(start).bytes().all(|b| b.is_ascii_digit())
    }

    /// Skips further stops, closing quotes and brackets, and footnote marks ("[3]").
    fn behind_closers(&self, mut i: usize) -> usize {
        while self.adjoins(i) {
            let footnote = self.get(i) == "[" && self.get(i + 2) == "]";
            match self.get(i) {
                "." | "!" | "?" | "…" | "..." | "\"" | "”" | "’" | "'" | "»" | ")" | "]" => i += 1,
                _ if footnote => i += 3,
                _ => break,
            }
        }
        i.min(self.tokens.len())
    }

    /// Whether the sentence that `stop` may end is over and token `next` begins another.
    fn divides(&self, stop: usize, next: usize) -> bool {
        let opener = |w: &str| matches!(w, "\"" | "“" | "‘" | "'" | "«" | "(" | "[" | "``");
        let word = if opener(self.get(next)) { self.get(next + 1) } else { self.get(next) };
        let first = word.chars().next().unwrap_or(' ');
        if self.adjoins(next) || first.is_lowercase() || is_dash(first) || ",;:".contains(first) {
            return false;
        }
        let begins = BEGINNINGS.contains(&word);
        match self.get(stop) {
            "." | "…" | "..." => true,
            "!" | "?" => next == stop + 1 || !self.reports(next),
            "a.m." | "p.m." => true,
            abbreviation if BEFORE_A_NAME.contains(&abbreviation) => false,
            abbreviation if BEFORE_A_NUMBER.contains(&abbreviation) => false,
            _ => begins,
        }
    }

    fn reports(&self, next: usize) -> bool {
        (next..next + 4).any(|i| REPORTING.contains(&self.get(i)))
    }
}

fn may_end(word: &str) -> bool {
    word.ends_with(['.', '!', '?', '…'])
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—' | '―')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn tokenize(text: &str, block: Span) -> Vec<Token> {
    let mut tokens = Vec::new();
    let end = block.range().end;
    let mut at = block.range().start;
    while at < end {
        let rest = &text[at..end];
        let Some(c) = rest.chars().next() else { break };
        let len = match c {
            c if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            c if c.is_alphanumeric() => word_len(rest),
            '.' | '-' | '`' => rest.len() - rest.trim_start_matches(c).len(),
            c => clitic_at(rest).unwrap_or(c.len_utf8()),
        };
        push_word(&mut tokens, &rest[..len], at);
        at += len;
    }
    tokens
}

/// The length of the word or number at the beginning of `rest`.
fn word_len(rest: &str) -> usize {
    if rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.") {
        let address = rest.split(char::is_whitespace).next().unwrap_or(rest);
        return address.trim_end_matches(['.', ',', ')', ';', '"', '”']).len();
    }
    let mut len = 0;
    let mut before = ' ';
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let (digits, letters) = (
            before.is_ascii_digit() && next.is_ascii_digit(),
            before.is_alphabetic() && next.is_alphabetic(),
        );
        let inside = c.is_alphanumeric()
            || is_combining(c)
            || (digits && matches!(c, '.' | ',' | ':' | '/'))
            || (is_dash(c) && next.is_ascii_digit() && before.is_alphanumeric())
            || (is_apostrophe(c) && letters)
            || (c == '.' && is_dotted(&rest[..len], next));
        if !inside {
            break;
        }
        len += c.len_utf8();
        before = c;
    }
    len + usize::from(rest[len..].starts_with('.') && keeps_its_stop(rest, len))
}

/// Whether a full stop behind `head` belongs to initials such as "U.S" or "a.m".
fn is_dotted(head: &str, next: char) -> bool {
    let mut parts = head.rsplit('.');
    let last = parts.next().unwrap_or("");
    let single = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
    // Behind "a.m" and "Ph.D" the stop is the abbreviation's, within it a letter must follow.
    single && next.is_alphabetic() || (last == "Ph" && next == 'D')
}

/// Whether the full stop at `rest[len]` is part of the abbreviation before it.
fn keeps_its_stop(rest: &str, len: usize) -> bool {
    let word = &rest[..=len];
    let behind = rest[len + 1..].trim_start();
    let initial = len == 1 && word.starts_with(|c: char| c.is_ascii_uppercase());
    initial
        || rest[..len].contains('.') && rest[..len].chars().all(|c| c == '.' || c.is_alphabetic())
        || BEFORE_A_NAME.contains(&word)
        || AMID_OR_AT_THE_END.contains(&word)
        || BEFORE_A_NUMBER.contains(&word) && behind.starts_with(|c: char| c.is_ascii_digit())
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The length of a clitic that stands apart from its word ("states 's").
fn clitic_at(rest: &str) -> Option<usize> {
    let c = rest.chars().next().filter(|&c| is_apostrophe(c))?;
    let tail: String = rest.chars().skip(1).take_while(|c| c.is_alphabetic()).take(3).collect();
    matches!(tail.as_str(), "s" | "re" | "ve" | "ll" | "d" | "m").then(|| c.len_utf8() + tail.len())
}

/// Adds a word, its clitic as a token of its own.
fn push_word(tokens: &mut Vec<Token>, word: &str, at: usize) {
    let plain = |s: &str| s.replace('’', "'").to_ascii_lowercase();
    let tail: Vec<(usize, char)> = word.char_indices().rev().take(3).collect();
    let cut = tail.iter().map(|&(i, _)| i).find(|&i| i > 0 && CLITICS.contains(&plain(&word[i..]).as_str()));
    let cut = if plain(word) == "cannot" { 3 } else { cut.unwrap_or(word.len()) };
    for (start, end) in [(0, cut), (cut, word.len())] {
        if start < end {
            tokens.push(Token { span: Span::new(at + start, at + end) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentences of a text, tokens parted by one space, sentences by " | ".
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let article = Article::plain(None, text);
        assert_eq!(shown(&article), expected, "{text}");
    }

    fn shown(article: &Article) -> String {
        let (sentences, tokens) = segment(article);
        let words = |s: &Sentence| {
            let range = s.tokens.start as usize..s.tokens.end as usize;
            let words: Vec<_> = tokens[range].iter().map(|t| t.span.of(&article.text)).collect();
            words.join(" ")
        };
        sentences.iter().map(words).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        check("The U.S. envoy met Mr. Lavrov. He left.", "The U.S. envoy met Mr. Lavrov . | He left .");
        check("It backed the U.S. The EU did not.", "It backed the U.S. | The EU did not .");
        check("It joined the U.S. in March.", "It joined the U.S. in March .");
        check("Gen. Mark A. Milley spoke.", "Gen. Mark A. Milley spoke .");
        check("George W. Bush and J. D. Vance met.", "George W. Bush and J. D. Vance met .");
        check("He came from Washington, D.C., by air.", "He came from Washington , D.C. , by air .");
        check("No. 10 said no. Moscow agreed.", "No. 10 said no . | Moscow agreed .");
        check("They said No. Moscow agreed.", "They said No . | Moscow agreed .");
        check("It began at 5 a.m. Moscow time.", "It began at 5 a.m. | Moscow time .");
        check("It began at 5 a.m. on Friday.", "It began at 5 a.m. on Friday .");
        check("On Oct. 7 Hamas attacked.", "On Oct. 7 Hamas attacked .");
        check("It sued Huawei Co. Ltd. The case closed.", "It sued Huawei Co. Ltd. | The case closed .");
        check("Iran vs. Iraq, i.e. Saddam.", "Iran vs. Iraq , i.e. Saddam .");
        check("He holds a Ph.D. in law.", "He holds a Ph.D. in law .");
    }

    #[test]
    fn numbers_and_ellipses_stay_whole() {
        check("It gave $3.5 billion, 1,200 tanks.", "It gave $ 3.5 billion , 1,200 tanks .");
        check("Trade fell 4.2%. Russia shrugged.", "Trade fell 4.2 % . | Russia shrugged .");
        check("We wait... and hope. Then…", "We wait ... and hope . | Then …");
        check("We wait... Iran hopes.", "We wait ... | Iran hopes .");
        check("1. The parties agree.", "1 . The parties agree .");
        check("It ended in 1991. 12 states left.", "It ended in 1991 . | 12 states left .");
        check("See https://example.org/a.b?c=1.", "See https://example.org/a.b?c=1 .");
    }

    #[test]
    fn quotations_end_behind_their_quotes() {
        check("\"We agree.\" Smith left.", "\" We agree . \" | Smith left .");
        check("“We agree.” “Not us.”", "“ We agree . ” | “ Not us . ”");
        check("\"We agree,\" said Smith.", "\" We agree , \" said Smith .");
        check("\"Never!\" said Smith. Iran waited.", "\" Never ! \" said Smith . | Iran waited .");
        check("\"Are you ready?\" Putin asked.", "\" Are you ready ? \" Putin asked .");
        check("\"Are you ready?\" Iran waited in vain.", "\" Are you ready ? \" | Iran waited in vain .");
        check("He said it (in May.) Iran left.", "He said it ( in May . ) | Iran left .");
        check("Iran denied it.[12] Iraq did not.", "Iran denied it . [ 12 ] | Iraq did not .");
        check("He went home.Next came Iran.", "He went home . Next came Iran .");
    }

    #[test]
    fn words_part_into_tokens() {
        check("the Israel-Hamas war", "the Israel - Hamas war");
        check("a U.S.-led force", "a U.S. - led force");
        check("F-16s, COVID-19, 2008-09", "F-16s , COVID-19 , 2008-09");
        check("Iran's and Russia’s", "Iran 's and Russia ’s");
        check("It doesn't; they’re states' rights.", "It does n't ; they ’re states ' rights .");
        check("the U.N.'s envoy cannot go", "the U.N. 's envoy can not go");
        check("O'Brien in Xi'an and N'Djamena", "O'Brien in Xi'an and N'Djamena");
        check("Moscow—and Kyiv -- talk", "Moscow — and Kyiv -- talk");
        check("Türkiye, Côte d'Ivoire", "Türkiye , Côte d'Ivoire");
    }

    #[test]
    fn titles_and_given_sentences_are_one_sentence() {
        let article = Article::plain(Some("Stop. Go."), "One. Two.\n\nThree.");
        assert_eq!(shown(&article), "Stop . Go . | One . | Two . | Three .");
        let article = Article::presegmented(None, &["One. Two.", "", "  ", "Three."]);
        assert_eq!(shown(&article), "One . Two . |  |  | Three .");
        let (sentences, tokens) = segment(&article);
        assert_eq!(tokens.len(), 6);
        assert_eq!(sentences[1].span, Span::new(10, 10));
        assert_eq!(sentences.iter().map(|s| s.block).collect::<Vec<_>>(), [0, 1, 2, 3]);
    }
}
