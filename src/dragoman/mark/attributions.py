"""Who is said to say what, by reporting words, quotation marks and lists of messages; thin, without a parse.

A cue inside quotation marks is the speaker's own word and opens no attribution. A speaker must stand right beside the cue
or be the one person a pronoun can mean; else the source stays unknown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from dragoman.codebook import Codebook
from dragoman.marks import Attribution, Mention, Sentence, Token
from dragoman.record import Text

_QUOTE = re.compile(r"[“«„]([^“”«»„]{2,4000}?)[”»“]|\"([^\"]{2,2000}?)\"", re.S)
_GAP = re.compile(
    r"[\s,]*(?:\([^()]*\)|,[^,.;:]{0,60},|also|then|later|again|once|has|have|had|himself|herself|in turn|on \w+ \d{1,2}|[\s,])*\Z"
)
_PRONOUN = re.compile(r"\b(he|she)\b(?:\s+(?:also|then|later|again|further|has|had))*\s*\Z", re.I)
_THAT = re.compile(r"\s*(?:[^.,;:“”\"]{0,40}?\b)??that\b\s*|\s*:?\s*(?=[“\"«])|\s*:\s*")
_CLOSES = re.compile(r"\s*(?:[.,;]|\Z|(?:on|in|at|to|during|after) )")
_SPEAKS = {"person", "state", "body", "office", "group"}
Kind = Literal["direct", "indirect", "mixed"]


def mark(
    text: Text,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    parses: Mapping[int, tuple[Token, ...]],
    book: Codebook,
) -> tuple[Attribution, ...]:
    """Attributions in text order; spans are code points of the text, half-open.

    ``parses`` is not needed yet: a cue beside a name decides, and sentences without an event cue have no parse.
    """
    quotes = [(m.start(), m.end()) for m in _QUOTE.finditer(text.body)]
    by_sentence: dict[int, list[int]] = {}
    for n, mention in enumerate(mentions):
        if mention.is_loose:
            continue
        by_sentence.setdefault(mention.sentence, []).append(n)
    found: list[Attribution] = []
    for s, sentence in enumerate(sentences):
        for a in _sentence(text, sentences, s, mentions, by_sentence, quotes, book):
            if not any(o.content and a.content and _meet(o.content, a.content) for o in found[-4:]):
                found.append(a)
        _ = sentence
    return tuple(found)


def _meet(a: tuple[tuple[int, int], ...], b: tuple[tuple[int, int], ...]) -> bool:
    return any((s < f and e < t) or (s, t) == (e, f) for s, t in a for e, f in b)


def _sentence(
    text: Text, sentences: Sequence[Sentence], s: int, mentions: Sequence[Mention], by_sentence: dict[int, list[int]],
    quotes: list[tuple[int, int]], book: Codebook,
) -> Iterator[Attribution]:  # fmt: skip
    sentence = sentences[s]
    cues, according = _cues(book, sentence.language)
    if cues is None:
        return
    here = [n for n in by_sentence.get(s, ()) if mentions[n].sense == "actor" and mentions[n].kind in _SPEAKS]
    start, end = sentence.start, sentence.end
    lead = according.match(text.body, start + _margin(text.body, start, end), end) if according else None
    if lead:
        pronoun = re.match(r"\s*(?:him|her)\b", text.body[lead.end() : end])
        if pronoun:
            speaker = _earlier(sentences, s, mentions, by_sentence)
        else:
            speaker = next((n for n in here if 0 <= mentions[n].start - lead.end() < 30), None)
        comma = text.body.find(",", mentions[speaker].end if speaker is not None and not pronoun else lead.end(), end)
        if speaker is not None and comma > 0:
            content = _span(text.body, comma + 1, _quoted_to(quotes, comma + 1, end))
            yield _made(text, (lead.start(), lead.end()), content, speaker, mentions, s, not pronoun)
            return
    for cue in cues.finditer(text.body, start, end):
        if _within(quotes, cue.start()):
            continue
        speaker, said_after = _speaker(text, here, mentions, cue, start, end)
        if speaker is None:
            if not _PRONOUN.search(text.body[start : cue.start()]):
                continue
            speaker = _earlier(sentences, s, mentions, by_sentence, before=cue.start())
            named = False
        else:
            named = True
        after = _THAT.match(text.body, cue.end(), end)
        left = text.body[
            start : (mentions[speaker].start if named and not said_after and speaker is not None else cue.start())
        ].rstrip()
        closes = said_after or _CLOSES.match(text.body, cue.end(), end)
        if (
            closes
            and left.endswith((",", "”", '"', "»"))
            and len(left) > (8 if left.endswith(("”", '"', "»")) else 25)
            and not (after and after[0].strip().endswith("that"))
        ):
            content = _span(text.body, start, start + len(left.rstrip(",")))
        elif after:
            content = _span(text.body, after.end(), _quoted_to(quotes, after.end(), end))
        else:
            continue
        if content[1] - content[0] > 8:
            yield _made(text, (cue.start(), cue.end()), content, speaker, mentions, s, named)


def _speaker(
    text: Text, here: list[int], mentions: Sequence[Mention], cue: re.Match[str], start: int, end: int
) -> tuple[int | None, bool]:
    """The actor right before the cue, or right after it ("…, said Kuleba"); and whether it stands after."""
    before = [
        n for n in here if mentions[n].end <= cue.start() and _GAP.match(text.body[mentions[n].end : cue.start()])
    ]
    if before:
        return before[-1], False
    after = [
        n for n in here if mentions[n].start >= cue.end() and not text.body[cue.end() : mentions[n].start].strip(" ,")
    ]
    opens = text.body[start : cue.start()].rstrip()
    return (after[0], True) if after and opens.endswith((",", "”", '"', "»")) else (None, False)


def _earlier(
    sentences: Sequence[Sentence],
    s: int,
    mentions: Sequence[Mention],
    by_sentence: dict[int, list[int]],
    before: int | None = None,
) -> int | None:
    """Whom "he" means: the one person of this sentence so far, else the first of the sentence before in the paragraph."""
    if before is not None:
        here = [n for n in by_sentence.get(s, ()) if mentions[n].kind == "person" and mentions[n].end <= before]
        if here:
            return here[0] if len({mentions[n].entity or mentions[n].name for n in here}) == 1 else None
    for back in range(s - 1, max(-1, s - 3), -1):
        if sentences[back].block != sentences[s].block:
            return None
        people = [n for n in by_sentence.get(back, ()) if mentions[n].kind == "person"]
        if people:
            return people[0]
    return None


def _made(
    text: Text,
    cue: tuple[int, int],
    content: tuple[int, int],
    speaker: int | None,
    mentions: Sequence[Mention],
    s: int,
    named: bool,
) -> Attribution:
    words = text.body[content[0] : content[1]]
    kind: Kind = (
        "direct"
        if re.fullmatch(r"[“«„\"].*[”»“\"][.,]?", words, re.S)
        else "mixed"
        if _QUOTE.search(words)
        else "indirect"
    )
    source = ((mentions[speaker].start, mentions[speaker].end),) if speaker is not None and named else ()
    return Attribution(source, (cue,), (content,), kind, speaker, s)


def _span(body: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (body[start].isspace() or body[start] in ",:"):
        start += 1
    while end > start and body[end - 1].isspace():
        end -= 1
    return start, end


def _quoted_to(quotes: list[tuple[int, int]], start: int, end: int) -> int:
    """The end of a quotation that begins here and runs on over the end of the sentence."""
    at = bisect_right(quotes, (start + 3, 0))
    for left, right in quotes[max(0, at - 1) : at + 2]:
        if start <= left <= start + 3 and right > end:
            return right
    return end


def _within(quotes: list[tuple[int, int]], at: int) -> bool:
    n = bisect_right(quotes, (at, 1 << 60)) - 1
    return n >= 0 and quotes[n][0] < at < quotes[n][1]


def _margin(body: str, start: int, end: int) -> int:
    words = body[start:end]
    return len(words) - len(words.lstrip("•·–-* \t\n"))


@lru_cache(maxsize=16)
def _cues(book: Codebook, language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    table = book.scales["speech"].get(language)
    if table is None:
        return None, None
    verbs = sorted({v for row in table["verbs"].values() for v in row}, key=len, reverse=True)
    return (
        re.compile(rf"\b(?:{'|'.join(map(re.escape, verbs))})\b", re.I),
        re.compile(rf"(?:{'|'.join(map(re.escape, table['according']))})\b", re.I),
    )
