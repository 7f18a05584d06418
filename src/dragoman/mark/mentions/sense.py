"""Government or place: what a capital, a palace or a state does in its sentence, by the words round it."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.codebook import Codebook
from dragoman.mark.mentions.line import Phrase
from dragoman.marks import Mention
from dragoman.text.gazetteer import Token

_AND = frozenset({"and", "or", "nor", "и", "та", "і"})
_HELD_BY = {"on": "struck", "over": "overhead", "between": "traffic"}
_WINDOW = 8  # words before "to", "from" and "for" in which somebody may move
_AHEAD = 3  # words behind a possessive or "a Moscow …" in which the noun may stand


def is_place(words: Sequence[Token], phrase: Phrase, book: Codebook) -> bool:
    """True where a preposition of place stands before ("in", "near", "the streets of"), and after "to", "from" and "for"
    where somebody moves. "Russia's plan" never holds, "Minsk's avenues" does."""
    if words[phrase.last - 1].is_possessive:
        return phrase.kind != "state" and _thing_ahead(words, phrase.last, book)
    lists = book.words
    j = phrase.first - 1
    while j >= 0 and not words[j + 1].gap.strip() and words[j].fold in lists["place_between"]:
        j -= 1
    if j < 0 or words[j + 1].gap.strip():
        return False
    previous = words[j].fold
    head = words[j - 1].fold if j and words[j].gap == " " else ""
    following = words[phrase.last].fold if phrase.last < len(words) else ""
    if previous in lists["place_before"]:
        return head not in lists["trust_in"] if previous in ("in", "at") else True
    if previous in lists["place_verbs"]:
        return not (previous in ("left", "leaving", "leaves") and following in lists["left_so"])
    if previous == "of":
        return head in lists["parts_of_place"]
    if previous in _HELD_BY:
        return any(w.fold in lists[_HELD_BY[previous]] for w in words[max(0, j - 4) : j])
    if previous not in lists["motion_before"]:
        return False
    if phrase.kind != "state" and previous in ("из", "з", "із", "до"):
        return True
    return _moves(words, j, head, book)


def _moves(words: Sequence[Token], j: int, head: str, book: Codebook) -> bool:
    """True where somebody moves "to", "from" or "for" it: by the word before, else by a word of moving in the clause."""
    lists, previous = book.words, words[j].fold
    if previous == "for":
        return any(w.fold in lists["departs"] for w in words[max(0, j - 4) : j])
    if previous == "from" and (j == 0 or head in lists["motion"]) and head not in ("come", "comes", "came"):
        return True
    sent = lists["sources"] if previous == "from" else lists["addressed"]
    if head in sent or (head == "back" and j > 1 and words[j - 2].fold in sent):
        return False
    for k in range(j - 1, max(-1, j - _WINDOW) - 1, -1):
        word = words[k]
        if word.fold in lists["motion"]:
            if previous == "from" and word.fold in ("come", "comes", "came"):  # "the pressure comes straight from Minsk"
                return not any(w.fold in sent for w in words[max(0, k - 4) : k])
            if word.fold in ("sent", "send", "sends") and any(w.fold in sent for w in words[k:j]):
                return False
            returned = word.fold in ("return", "returned", "returns") and k + 1 < j
            return not (returned and words[k + 1].fold in lists["determiners"])  # "returned the turbine to Berlin"
        if ";" in words[k + 1].gap or ":" in words[k + 1].gap:
            return False
    return False


def is_venue(words: Sequence[Token], phrase: Phrase, book: Codebook, before: Mention | None) -> bool:
    """True for "the Minsk agreements", "a Moscow hotel", "in Minsk and Kyiv", "from Brest to Minsk", "Brest, Minsk and
    Kyiv", "chose Vilnius as the venue", two cities with flights between them, and the place of a dateline."""
    i, last, lists = phrase.first, phrase.last, book.words
    following = words[last] if last < len(words) else None
    is_owner = words[last - 1].is_possessive
    if following and following.gap == " " and not is_owner:
        if following.fold in lists["place_after"] or _is_thing(words, last, book):
            return True
        if i and words[i - 1].fold in ("a", "an") and _thing_ahead(words, last, book):
            return True
        if following.fold == "as" and any(w.fold in lists["venue_nouns"] for w in words[last : last + 4]):
            return True
        if following.fold in lists["place_predicates"]:
            return True
    if before is not None and before.kind == "place" and i > 0:
        distance = words[i].start - before.end
        if distance < 6 and words[i - 1].fold in _AND:
            return True
        if distance < 6 and words[i - 1].fold == "to" and words[max(0, i - 3)].fold != "to":
            return True  # "the bus from Tiraspol to Chisinau"
        ends = following is None or "," in following.gap or following.fold in _AND
        if distance < 3 and words[i].gap == ", " and ends:
            return True
    if _is_linked(words, phrase, book):
        return True
    return i == 0 and following is not None and "," in following.gap and following.fold[0].isdigit()


def is_compound_place(words: Sequence[Token], phrase: Phrase, book: Codebook) -> bool:
    """True for "Moscow-based", false for "Kremlin-backed"."""
    return words[phrase.last].fold in book.words["compound_place"]


def _is_linked(words: Sequence[Token], phrase: Phrase, book: Codebook) -> bool:
    """ "Yerevan and Moscow are linked by nine flights a day"."""
    first, last = phrase.first, phrase.last
    beside = (last < len(words) and words[last].fold in _AND) or (first > 0 and words[first - 1].fold in _AND)
    near = {w.fold for w in words[max(0, first - _WINDOW) : last + _WINDOW]}
    return beside and bool(near & book.words["traffic"]) and bool(near & book.words["linked"])


def _thing_ahead(words: Sequence[Token], k: int, book: Codebook) -> bool:
    """True where a noun of a city ("avenues", "airport") stands within three words, before any preposition."""
    for at in range(k, min(len(words), k + _AHEAD)):
        if words[at].gap not in (" ", "-") or words[at].fold in book.words["prepositions"]:
            return False
        if _is_thing(words, at, book):
            return True
    return False


def _is_thing(words: Sequence[Token], k: int, book: Codebook) -> bool:
    pair = " ".join(w.fold for w in words[k : k + 2])
    return words[k].fold in book.words["city_things"] or pair in book.words["city_things"]
