"""Sentences of the tagger: the project's own with their events, and those of public sets without a label."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from dragoman import marks
from dragoman.mark.triggers import LONGEST, STANDINGS, STATUSES

TYPES = ("O", *marks.TYPES)


@dataclass
class Row:
    """A tokenised sentence: ids, and per event (token, type, status, standing, negated, roles by token).

    ``soft``: what a teacher reads in it, as ``predict`` gives it; a row without a label has nothing else.
    """

    id: str
    text: str
    ids: list[int]
    offsets: list[tuple[int, int]]
    events: list[tuple[int, int, int, int, int, list[int]]]
    is_labelled: bool = True
    soft: dict | None = None


def spot(text: str, words: str) -> tuple[int, int] | None:
    """Where words stand in a text; "words#2" is the second place."""
    found = re.fullmatch(r"(.*)#(\d+)", words, re.S)
    words, n = (found[1], int(found[2])) if found else (words, 1)
    at = -1
    for _ in range(n):
        at = text.find(words, at + 1)
        if at < 0:
            return None
    return at, at + len(words)


def rows(folder: Path, tokenizer: Tokenizer) -> list[Row]:
    out = []
    for path in sorted(folder.glob("*.jsonl")):
        for raw in map(json.loads, path.read_text("utf-8").splitlines()):
            made = tokenizer.encode(raw["text"])
            if len(made.ids) > LONGEST:
                continue
            events = []
            for e in raw["events"]:
                at = spot(raw["text"], e["trigger"])
                if at is None:
                    continue
                token = next((i for i, (a, b) in enumerate(made.offsets) if a <= at[0] < b), None)
                if token is None:
                    continue
                roles = [0] * len(made.ids)
                for role, key in ((1, "actors"), (2, "recipients")):
                    for words in e.get(key) or []:
                        span = spot(raw["text"], words)
                        if span:
                            for i, (a, b) in enumerate(made.offsets):
                                if b > a and span[0] <= a < span[1]:
                                    roles[i] = role
                events.append(
                    (
                        token,
                        TYPES.index(e["type"]),
                        STATUSES.index(e["status"]),
                        STANDINGS.index(e["standing"]),
                        int(bool(e.get("negated"))),
                        roles,
                    )
                )
            out.append(Row(raw["id"], raw["text"], made.ids, made.offsets, events))
    return out


def unlabelled(folder: Path, tokenizer: Tokenizer) -> list[Row]:
    """Sentences of the public sets, for the teacher only: PLV train, spans and classes of CAMEO sentences."""
    seen: dict[str, Row] = {}
    for name in ("plv_train", "cameo_ner_train", "cameo_class_train"):
        for raw in map(json.loads, (folder / f"{name}.jsonl").read_text("utf-8").splitlines()):
            key = re.sub(r"\W+", " ", raw["text"].lower()).strip()
            made = tokenizer.encode(raw["text"])
            if key not in seen and len(made.ids) <= LONGEST:
                seen[key] = Row(raw["id"], raw["text"], made.ids, made.offsets, [], False)
    return list(seen.values())
