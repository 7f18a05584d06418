"""Groups, ministries, governments and places: phrases that need no title and no name."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.mark.mentions.line import Line, Phrase, is_joined, owner_code, surfaces
from dragoman.marks import COMPOUND


def read_group(line: Line, i: int) -> Phrase | None:
    """[the] [Polish | Chad's] GROUP [of STATE]: a ministry, a delegation, a government, troops."""
    j, code, first = i, "", i
    more: tuple[str, ...] = ()
    n = len(line.words)
    while j < n and j - i < 5:
        hit = line.hits[j]
        if surfaces(hit, "group", "groups"):
            break
        if j > i and not is_joined(line.words[j].gap):
            return None
        owner = surfaces(hit, "adjective", "state", "capital", "seat", "people")
        if hit and owner and not code:
            code, j = owner_code(owner[0], line.book), hit.last
        elif hit and owner and line.words[j - 1].fold == "and":  # "the American and Ukrainian delegations"
            more, j = (*more, owner_code(owner[0], line.book)), hit.last
        elif line.words[j].fold == "and" and code and j + 1 < n and surfaces(line.hits[j + 1], "adjective"):
            j += 1
        elif line.words[j].fold in ("the", "a", "an", "both", "their") and j == i:
            j, first = j + 1, j + 1
        elif (
            j > i
            and not line.words[j].is_capital
            and line.words[j].fold
            in {"high-level", "government", "official", "state", "de", "facto", "security", "military", "joint", "side"}
        ):
            j += 1
        else:
            return None
    else:
        return None
    hit = line.hits[j]
    assert hit is not None
    surface = surfaces(hit, "group", "groups")[0]
    found = line.book.groups[int(surface.value)]
    last = hit.last
    codes: tuple[str, ...] = (code, *more) if code else ()
    if more and surface.label != "groups":
        return None
    if not code and last < n:
        k = last + 1 if line.words[last].fold in ("of", "from") else last if surface.more != "en" else n
        while k < n and line.words[k].fold in line.book.words["fillers"] and not line.hits[k]:
            k += 1
        inner = read_group(line, k) if k < n and (line.words[last].fold == "of" or surface.more != "en") else None
        owner = surfaces(line.hits[k], "state") if k < n else []
        if inner is not None and inner.value:
            last, codes = inner.last, (inner.value,)
        elif owner and is_joined(line.words[k].gap):
            codes, last = state_list(line, line.hits[k].last, (owner[0].value,), surface.label == "groups")  # type: ignore[union-attr]
    is_plural = surface.label == "groups" or len(codes) > 1
    if not codes and not (is_plural and found.kind == "ministry"):
        return None
    return Phrase(
        "groups" if is_plural else "group", first, last, value=codes[0] if len(codes) == 1 else "", more=surface.value,
        of=codes, plural=is_plural, reason=f"{found.name.lower()} of a state",
    )  # fmt: skip


def state_list(line: Line, k: int, codes: tuple[str, ...], plural: bool) -> tuple[tuple[str, ...], int]:
    """ "… of Russia, Belarus and Kazakhstan": the further states of a list."""
    while k < len(line.words):
        gap = line.words[k].gap.strip()
        j = k + 1 if line.words[k].fold in ("and", "и", "та", "і") else k
        if j == k and (gap != "," or not plural):
            break
        if j < len(line.words) and line.words[j].fold == "the":
            j += 1
        state = surfaces(line.hits[j], "state", "body") if j < len(line.words) else []
        if not state or not (plural or (len(codes) == 1 and codes[0] == "UNION STATE")):
            break
        codes, k = (*codes, owner_code(state[0], line.book)), line.hits[j].last  # type: ignore[union-attr]
    return codes, k


def pair(line: Line, i: int) -> Phrase | None:
    """ "Russian-Ukrainian talks": each adjective of a hyphenated pair stands for its state."""
    hit = line.hits[i]
    adjective = surfaces(hit, "adjective")
    if not adjective or hit is None:
        return None
    after = (
        hit.last < len(line.words)
        and line.words[hit.last].gap in ("-", "–")
        and surfaces(line.hits[hit.last], "adjective")
    )
    before = line.words[i].gap in ("-", "–") and i > 0 and surfaces(line.hits[i - 1], "adjective")
    if after or before:
        return Phrase("state", i, hit.last, value=adjective[0].value, more="pair", reason="adjective of a pair")
    return None


def capital_of(line: Line, i: int) -> Phrase | None:
    """ "the Belarusian capital", with or without the city's name behind."""
    owner = surfaces(line.hits[i], "adjective", "state")
    k = line.hits[i].last if owner else 0  # type: ignore[union-attr]
    if not owner or k >= len(line.words) or line.words[k].fold != "capital" or not is_joined(line.words[k].gap):
        return None
    cities = line.book.states[owner[0].value].capitals.get("en", ())
    if not cities:
        return None
    named = surfaces(line.hits[k + 1], "capital") if k + 1 < len(line.words) else []
    last = line.hits[k + 1].last if named else k + 1  # type: ignore[union-attr]
    return Phrase("seat city", i, last, value=owner[0].value, name=cities[0], reason="the capital of a state")


def parties(line: Line, i: int) -> Phrase | None:
    """ "the parties", "both sides", "the two countries", "two leaders"."""
    j = i + 1
    while (
        j < len(line.words) and line.words[j].fold in ("two", "both", "three", "conflicting", "warring") and j - i < 3
    ):
        j += 1
    if j < len(line.words) and line.words[j].fold in (
        "parties",
        "sides",
        "countries",
        "states",
        "nations",
        "neighbours",
        "neighbors",
    ):
        is_bare = j == i + 1 and line.words[i].fold == "the"
        if is_bare and line.words[j].fold not in ("parties", "sides"):
            return None
        if line.words[i].fold in ("a", "an", "all", "three"):
            return None
        return Phrase("parties", i, j + 1, value=line.words[j].fold, reason="the parties")
    return None


_THINGS: Mapping[str, str] = {
    "state": "state", "capital": "capital", "seat": "seat", "body": "body", "format": "format", "city": "city",
    "people": "people",
}  # fmt: skip


def thing(line: Line, i: int) -> Phrase | None:
    """A state, capital, seat, body, format, city or region; or a capitalised phrase with a venue's noun."""
    hit, n = line.hits[i], len(line.words)
    region = surfaces(hit, "region", "city", "capital")
    if (
        hit
        and region
        and hit.last < n
        and line.words[hit.last].fold in line.book.words["region_nouns"]
        and line.words[hit.last].gap == " "
    ):
        surface = region[0]
        code = surface.value if surface.label == "capital" else line.book.places[surface.value].country
        name = surface.more if surface.label == "capital" else line.book.places[surface.value].name
        return Phrase("region", i, hit.last + 1, value=code, name=f"{name} region", reason="region")
    j = i
    while j < n and j - i < 4 and line.words[j].is_capital and (j == i or line.words[j].gap == " "):
        if j > i and line.words[j].fold in line.book.words["venues"]:
            if surfaces(hit, "adjective", "state", "people") and j == i + 1:
                break
            if hit and hit.last >= j + 1:
                break
            start, end = line.words[i].start, line.words[j].end
            return Phrase(
                "venue", i, j + 1, name=" ".join(line.body[start:end].split()), reason="name with a venue's noun"
            )
        j += 1
    if hit is None:
        return None
    if hit.last < n and line.words[hit.last].gap == "-" and not line.words[hit.last].is_capital:
        owner = surfaces(hit, "state", "capital", "seat")
        return (
            Phrase("compound", i, hit.last, value=owner_code(owner[0], line.book), reason=COMPOUND) if owner else None
        )
    for label, kind in _THINGS.items():
        found = surfaces(hit, label)
        if found:
            return Phrase(kind, i, hit.last, value=found[0].value, more=found[0].more, reason=label)
    if region and line.book.places[region[0].value].kind == "region":
        place = line.book.places[region[0].value]
        capital_like = {"republic": True}
        return (
            Phrase("region", i, hit.last, value=place.country, name=place.name, reason="region")
            if capital_like
            else None
        )
    return None
