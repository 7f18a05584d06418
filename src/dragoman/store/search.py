"""Full-text search over sentences: SQLite's FTS5, in this file alone. A projection of the lines of the record.

Two columns: the words as they stand, and their lemmas. A question is lemmatised in every language the index knows.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import sqlalchemy as sa

from dragoman.record import Indexed
from dragoman.text.lemma import LEMMATISED, lemmas

# A word in more sentences than this is common: it no longer finds sentences where a rarer word is asked for.
COMMON = 2_000
CANDIDATES = 400  # sentences looked at, best first, or newest first where all words are common
ORDERED = 60  # of them, those that common words are looked up in
SPELLINGS = 4  # words of the index tried for a word that is nowhere in it
ALIKE = 0.75  # share of letters in common order (difflib) from which two spellings may be the same name
_SHIFT = 20  # row of the index = key of the lines << 20 | place of the sentence
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”|(\S+)')
_MARKED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_APOSTROPHE = re.compile(r"(?<=[\u0400-\u04ff])['’ʼ`](?=[\u0400-\u04ff])")

_TABLES = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS sentence USING fts5(surface, lemma, content='', tokenize=\"unicode61 remove_diacritics 0\")",
    "CREATE TABLE IF NOT EXISTS word (key INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS trigram USING fts5(word, content='word', content_rowid='key', tokenize='trigram', detail=none)",
)


class Match(NamedTuple):
    """A sentence: key of its lines, its place in them, and how well it fits (higher is better)."""

    lines: int
    place: int
    score: float


def create(connection: sa.Connection) -> None:
    """Make the index where there is none."""
    for statement in _TABLES:
        connection.exec_driver_sql(statement)


def clear(connection: sa.Connection) -> None:
    for name in ("sentence", "trigram", "word"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    create(connection)


def put(connection: sa.Connection, texts: Mapping[int, Sequence[Indexed]]) -> None:
    """Index the sentences of texts, by the key of their lines."""
    rows = [
        (lines << _SHIFT | n, fold(s.surface), fold(s.lemmas))
        for lines, sentences in texts.items()
        for n, s in enumerate(sentences)
    ]
    if rows:
        connection.exec_driver_sql("INSERT INTO sentence (rowid, surface, lemma) VALUES (?, ?, ?)", rows)
        _learn(connection, {word for _, surface, _ in rows for word in _WORD.findall(surface) if 4 <= len(word) <= 40})


def fold(words: str) -> str:
    """The form in which words are compared: no case, no marks on Latin letters, no stress, ё as е, no apostrophe
    inside Cyrillic words.

    >>> fold("Королёв, об'єднання, Łódź, Президе́нт, Çavuşoğlu, Київ")
    'королев, обєднання, lodz, президент, cavusoglu, київ'
    """
    if words.isascii():
        return words.casefold()
    folded = unicodedata.normalize("NFC", words.casefold().replace("\u0301", ""))
    return _APOSTROPHE.sub("", _MARKED.sub(_plain, folded).replace("ё", "е").replace("ł", "l").replace("ø", "o"))


def _plain(letter: re.Match[str]) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", letter.group()) if not unicodedata.combining(c))


def find(
    connection: sa.Connection, question: str, *, languages: Collection[str] = LEMMATISED, limit: int,
    visible: Callable[[Iterable[int]], Collection[int]],
) -> list[Match]:  # fmt: skip
    """Sentences that hold all the words, then such as hold some; best first, ``limit`` at most.

    ``visible`` says which of some lines may be shown. A word in no sentence is looked for under similar spellings.
    Words in quotation marks must stand together. No question is wrong: one without words finds nothing.
    """
    terms = [_term(connection, words, languages) for words in _asked(question)]
    known = [term for term in terms if term.rows]
    rare = [term for term in known if len(term.rows) <= COMMON]
    if len(rare) < len(known) or any(term.is_phrase for term in known):
        return _among_common(connection, known, rare, visible)[:limit]
    found: dict[int, Match] = {}
    if known and len(known) == len(terms):
        found.update(_rows(connection, " AND ".join(t.query for t in known), visible))
    if known and len(found) < limit and (len(known) > 1 or not found):
        more = _rows(connection, " OR ".join(t.query for t in known), visible)
        least = min((m.score for m in found.values()), default=0.0)
        best = max((m.score for m in more.values()), default=0.0)
        for row, match in more.items():
            found.setdefault(row, match._replace(score=match.score + min(0.0, least - best)))
    return sorted(found.values(), key=lambda m: (-m.score, m.lines, m.place))[:limit]


class _Term(NamedTuple):
    """One word or phrase asked for: its FTS5 expression, and the first rows that hold it, one more than COMMON at most."""

    query: str
    rows: list[int]

    @property
    def is_phrase(self) -> bool:
        """Three words in a row or more: looking for them is dear, so it is done once."""
        return self.query.split(":")[-1].count(" ") > 1

    @property
    def weight(self) -> float:
        """Logarithm of how rare it is: the further the rows reach, the rarer."""
        return math.log(2 + (self.rows[-1] >> _SHIFT) / len(self.rows)) if self.rows else 0.0


def _among_common(
    connection: sa.Connection,
    known: list[_Term],
    rare: list[_Term],
    visible: Callable[[Iterable[int]], Collection[int]],
) -> list[Match]:
    """Hits on a desk so large that a word of the question is common in it.

    Rows with the rare words, or the newest that hold the three least common; the other words only order them.
    """
    scores: dict[int, float] = defaultdict(float)
    for term in rare:
        for row in term.rows:
            scores[row] += term.weight
    rest = sorted((term for term in known if term not in rare), key=lambda term: -term.weight)
    newest = "SELECT rowid FROM sentence WHERE sentence MATCH ? ORDER BY rowid DESC LIMIT 100"
    for asked in (3, 2, 1) if not rare else ():
        query = " AND ".join(term.query for term in rest[:asked])
        if rows := connection.exec_driver_sql(newest, (query,)).scalars().all():
            scores.update(dict.fromkeys(rows, 0.0))
            break
    best = [row for row, _ in sorted(scores.items(), key=lambda item: (-item[1], -item[0]))[:CANDIDATES]]
    shown = visible({row >> _SHIFT for row in best})
    best = [row for row in best if row >> _SHIFT in shown][:ORDERED]
    if best:
        marks = ",".join("?" * len(best))
        for term in rest:
            among = f"SELECT rowid FROM sentence WHERE sentence MATCH ? AND rowid IN ({marks})"
            for row in connection.exec_driver_sql(among, (term.query, *best)).scalars():
                scores[row] += term.weight
    found = [Match(row >> _SHIFT, row & ((1 << _SHIFT) - 1), float(scores[row])) for row in best]
    return sorted(found, key=lambda m: (-m.score, -m.lines, m.place))


def _asked(question: str) -> list[str]:
    """Words and quoted phrases, each at most once."""
    parts = ("".join(groups) for groups in _QUOTED.findall(question.replace("\0", " ")))
    return list(dict.fromkeys(part for part in parts if _WORD.search(part)))[:32]


def _term(connection: sa.Connection, words: str, languages: Collection[str]) -> _Term:
    forms = [("surface", _WORD.findall(fold(words)))]
    forms += (("lemma", _WORD.findall(fold(lemmas(words, language)))) for language in sorted(languages))
    variants = sorted({(column, " ".join(tokens)) for column, tokens in forms if tokens})
    quoted = [v for v in variants if v[0] == "surface" and v[1].count(" ") > 1]
    term = _held(connection, quoted or variants)
    if quoted and not term.rows:
        term = _held(connection, variants)
    if not term.rows and len(tokens := forms[0][1]) == 1:
        term = _held(connection, [("surface", spelling) for spelling in _spellings(connection, tokens[0])])
    return term


def _held(connection: sa.Connection, variants: Sequence[tuple[str, str]]) -> _Term:
    if not variants:
        return _Term("", [])
    query = "(" + " OR ".join(f'{column}:"{tokens}"' for column, tokens in variants) + ")"
    rows = connection.exec_driver_sql(f"SELECT rowid FROM sentence WHERE sentence MATCH ? LIMIT {COMMON + 1}", (query,))
    return _Term(query, [int(row) for (row,) in rows.all()])


def _rows(
    connection: sa.Connection, query: str, visible: Callable[[Iterable[int]], Collection[int]]
) -> dict[int, Match]:
    """The best candidates for an expression that may be shown."""
    score = "bm25(sentence, 1.0, 2.0)"
    rows = connection.exec_driver_sql(
        f"SELECT rowid, {score} FROM sentence WHERE sentence MATCH ? ORDER BY {score} LIMIT {CANDIDATES}", (query,)
    ).all()
    shown = visible({int(row) >> _SHIFT for row, _ in rows})
    return {
        int(row): Match(int(row) >> _SHIFT, int(row) & ((1 << _SHIFT) - 1), -float(score))
        for row, score in rows
        if int(row) >> _SHIFT in shown
    }


# --- spellings ----------------------------------------------------------------------------------------------------


def _learn(connection: sa.Connection, words: set[str]) -> None:
    """Add words to the list of spellings."""
    for part in _parts(sorted(words)):
        marks = ",".join("?" * len(part))
        there = connection.exec_driver_sql(f"SELECT word FROM word WHERE word IN ({marks})", tuple(part)).scalars()
        fresh = [(word,) for word in sorted(set(part) - set(there))]
        if fresh:
            last = connection.exec_driver_sql("SELECT coalesce(max(key), 0) FROM word").scalar_one()
            rows = [(key, word) for key, (word,) in enumerate(fresh, int(last) + 1)]
            connection.exec_driver_sql("INSERT INTO word (key, word) VALUES (?, ?)", rows)
            connection.exec_driver_sql("INSERT INTO trigram (rowid, word) VALUES (?, ?)", rows)


def _spellings(connection: sa.Connection, word: str) -> list[str]:
    """Words of the index most like one that is not in it, best first."""
    grams = _grams(word)
    if not grams or len(word) < 4:
        return []
    query = " OR ".join(f'"{g}"' for g in sorted(grams))
    rows = connection.exec_driver_sql(
        "SELECT w.word FROM trigram t JOIN word w ON w.key = t.rowid WHERE trigram MATCH ? ORDER BY rank LIMIT 200",
        (query,),
    ).scalars()
    alike = sorted((-SequenceMatcher(None, word, w, autojunk=False).ratio(), w) for w in rows)
    return [w for score, w in alike if -score >= ALIKE][:SPELLINGS]


def _grams(word: str) -> set[str]:
    return {word[i : i + 3] for i in range(len(word) - 2)}


def _parts(words: Sequence[str]) -> Iterator[Sequence[str]]:
    return (words[at : at + 900] for at in range(0, len(words), 900))
