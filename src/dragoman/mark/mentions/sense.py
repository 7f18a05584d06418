"""Government or place: what a capital, a palace or a state does in its sentence, by the words round it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dragoman.codebook import Codebook
from dragoman.mark.mentions.line import Phrase
from dragoman.marks import Mention
from dragoman.text.gazetteer import Token

_COME = frozenset({"come", "comes", "came"})
_BE = frozenset({"is", "was", "were", "are", "has", "had"})
_FAR = frozenset({"kilometres", "kilometers", "km", "miles", "away"})
_AND = frozenset({"and", "or", "nor", "и", "та", "і"})
_HELD_BY = {"on": "struck", "over": "overhead", "behind": "overhead", "under": "beneath", "between": "traffic"}
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
        lashed = head in ("out", "back") and j > 1 and words[j - 2].fold in lists["lashing"]
        return not (head in lists["trust_in"] or lashed) if previous in ("in", "at") else True
    if previous in lists["place_verbs"]:
        return not (previous in ("left", "leaving", "leaves") and following in lists["left_so"])
    if previous == "of":
        return head in lists["parts_of_place"] or head in lists["city_things"]
    if previous == "as":
        return head in ("far", "away")
    if previous in lists["on_street"] and words[phrase.last - 1].fold == "street":
        return True
    if previous == "after" and j == 0:  # "After Kyiv, she will visit Chisinau"
        return any(w.fold in lists["motion"] for w in words[phrase.last :])
    if previous in ("include", "includes", "included", "including"):  # "a tour that included Beijing"
        return any(w.fold in lists["motion"] | lists["trips"] for w in words[max(0, j - _WINDOW) : j])
    if previous in lists["choosing"]:
        return following in ("for", "as", "over")
    if previous in ("take", "took", "taking"):
        return following in ("", "within")
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
    sent = lists["sources"] if previous == "from" else lists["addressed"]
    two = words[j - 2].fold if j > 1 else ""
    if head in _AND and two in ("to", "from", "in"):
        return True  # "flights to and from Moscow"
    if any(w.fold in ("lies", "lay") for w in words[max(0, j - 4) : j]):
        return True  # "lies closer to Vilnius than to Warsaw"
    if head in sent or (head in ("back", "away") and two in sent):
        return False
    if head in lists["motion_heads"] or (previous == "from" and j == 0):
        return True
    if head in lists["pronouns_of_persons"] and two in lists["taking"]:
        return True  # "took her to Warsaw"
    for k in range(j - 1, max(-1, j - _WINDOW) - 1, -1):
        word = words[k]
        if word.fold in lists["motion"] and not (word.fold == "left" and previous == "to"):
            if word.fold in _COME and previous == "from":  # "the pressure comes straight from Minsk"
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
        if following.fold.isdigit() and len(following.fold) == 4 and "," not in following.gap:
            return True
        if following.fold in lists["place_after"] or _is_thing(words, last, book):
            return True
        if i and words[i - 1].fold in ("a", "an") and _thing_ahead(words, last, book):
            return True
        if following.fold == "as" and any(w.fold in lists["venue_nouns"] for w in words[last : last + 4]):
            return True
        behind = [w.fold for w in words[last : last + 9]]
        if following.is_capital and _thing_ahead(words, last, book):  # "the Warsaw Security Forum"
            return True
        if following.fold in lists["place_predicates"] or set(behind[1:5]) & lists["place_heads"]:
            return True
        told = lists["struck_down"] | (lists["city_things"] if following.fold in ("has", "had") else frozenset())
        if following.fold in _BE and (set(behind[1:4]) & told or set(behind[:6]) & _FAR):
            return True
        if following.fold in lists["struck_down"] or _is_meeting_place(behind):  # "kept Kyiv awake"
            return True
        if following.fold in _AND and last + 1 < len(words) and _is_city(words[last + 1], book):
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
    if following is not None and following.gap == ", " and _is_told_as_city(words, last, book):
        return True
    heads = lists["place_heads"]
    stops = i > 0 and (words[i - 1].fold in (*_BE, *heads) or words[i].gap == ", ")
    if stops and any(w.fold in heads for w in words[max(0, i - 5) : i]):
        return True
    if any(w.fold in lists["towns"] for w in words[max(0, i - 5) : i]):
        return True
    if any(w.fold in lists["weather"] for w in words[max(0, i - 4) : i]):
        return True
    if _is_linked(words, phrase, book):
        return True
    if i or following is None:
        return False
    return ("," in following.gap and following.fold[0].isdigit()) or (words[0].is_upper and "(" in following.gap)


def is_compound_place(words: Sequence[Token], phrase: Phrase, book: Codebook) -> bool:
    """True for "Moscow-based", false for "Kremlin-backed"."""
    return words[phrase.last].fold in book.words["compound_place"]


def _is_meeting_place(behind: list[str]) -> bool:
    """ "Minsk would be a fitting place for talks", "Minsk lost its status as a meeting place"."""
    return any(
        (one, other) in {("place", "for"), ("place", "to"), ("meeting", "place")} for one, other in pairwise(behind)
    )


def _is_linked(words: Sequence[Token], phrase: Phrase, book: Codebook) -> bool:
    """ "Yerevan and Moscow are linked by nine flights a day"."""
    first, last = phrase.first, phrase.last
    hyphens = ("-", "–", "—")
    if (first and words[first].gap in hyphens) or (last < len(words) and words[last].gap in hyphens):
        behind = words[last : last + 3]
        return any(w.fold in book.words["traffic"] or w.fold in book.words["city_things"] for w in behind)
    beside = (last < len(words) and words[last].fold in _AND) or (first > 0 and words[first - 1].fold in _AND)
    near = {w.fold for w in words[max(0, first - _WINDOW) : last + _WINDOW]}
    link = near & book.words["linked"]
    return bool(near & book.words["traffic"]) and bool(link) and (beside or "between" not in link)


def _is_told_as_city(words: Sequence[Token], k: int, book: Codebook) -> bool:
    """ "Minsk, where …", "Minsk, home to …", "Minsk, a city of …", "Minsk, Brest and Grodno"."""
    return (
        words[k].fold in ("where", "home") or _is_city(words[k], book) or "city" in [w.fold for w in words[k : k + 3]]
    )


def _is_city(word: Token, book: Codebook) -> bool:
    """True for a listed city that is no capital."""
    found = book.places.get(word.fold)
    if not word.is_capital or found is None or found.kind != "city":
        return False
    return not any(found.name in seat.names["en"] for seat in book.places.values() if seat.kind == "seat")


def _thing_ahead(words: Sequence[Token], k: int, book: Codebook) -> bool:
    """True where a noun of a city ("avenues", "airport") stands within three words, before any preposition."""
    for at in range(k, min(len(words), k + _AHEAD)):
        if words[at].gap not in (" ", "-") or words[at].fold in book.words["prepositions"]:
            return False
        if (
            _is_thing(words, at, book)
            or {words[at].fold + "s", words[at].fold.removesuffix("s")} & book.words["city_things"]
        ):
            return True
    return False


def _is_thing(words: Sequence[Token], k: int, book: Codebook) -> bool:
    """True where a noun of a city begins; in its exact number, for "Moscow courts" may court somebody."""
    pair = " ".join(w.fold for w in words[k : k + 2])
    return words[k].fold in book.words["city_things"] or pair in book.words["city_things"]
