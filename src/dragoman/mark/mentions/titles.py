"""Titles with what stands round them: state, region, ministry, where somebody is posted."""

from __future__ import annotations

from dataclasses import replace

from dragoman.codebook import Group
from dragoman.mark.mentions.beside import heir, owner_of, stands_for
from dragoman.mark.mentions.groups import read_group, state_list
from dragoman.mark.mentions.line import Line, Phrase, is_joined, owner_code, surfaces
from dragoman.record import Level

_COMING = {"designate", "elect"}


def read_title(line: Line, i: int) -> Phrase | None:
    """[the] [former] [Belarusian | Belarus's | NATO | Lukashenko's] TITLE [of …] [to …]; it begins after the article.

    Also the words that stand for somebody beside another: "his Polish counterpart", "her predecessor", "the host".
    """
    of: list[str] = []
    modifiers: set[str] = set()
    region: str | None = None
    pronoun, owner = False, owner_of(line, i)
    j, first = i, i
    if owner is not None:
        of, j = [line.book.persons[owner.ids[0]].country or ""] if len(owner.ids) == 1 else [], owner.last
        of = [code for code in of if code]
    n = len(line.words)
    while j < n and j - i < 9:
        word, hit = line.words[j], line.hits[j]
        if j > i and not is_joined(word.gap):
            return None
        title = surfaces(hit, "title", "titles")
        if hit and title:
            break
        if stands_for(line, j, i):
            break
        if word.fold in line.book.words["articles"]:
            if j > i and word.fold not in {"two", "three"}:
                return None
            modifiers |= {word.fold} & {"the", "both", "two", "a", "an"}
            j += 1
            if j - 1 == first:
                first = j
            continue
        if word.fold in line.book.words["pronouns"]:
            pronoun, j = True, j + 1
            continue
        if word.fold in ("country", "nation", "republic") and word.is_possessive and not of:
            of, j = ["last"], j + 1  # "the country's president"
            continue
        state = surfaces(hit, "adjective")
        if not state and (line.words[(hit.last if hit else j + 1) - 1].is_possessive or word.fold < "\u0400"):
            state = surfaces(hit, "state", "body", "seat")
            if hit and line.words[hit.last - 1].is_possessive:
                state = state or surfaces(hit, "capital")  # "Minsk's ambassador", not "in Minsk Ambassador N. N."
            elif hit and j > i and hit.last < n:  # "the Minsk strongman", "his Berlin colleague"
                leads = any(
                    line.book.titles[int(t.value)].post == "leader" for t in surfaces(line.hits[hit.last], "title")
                )
                beside = line.words[hit.last].fold in line.book.words["counterparts"] and pronoun
                if beside or (leads and line.words[j - 1].fold == "the"):
                    state = state or surfaces(hit, "capital")
        if word.fold == "and" and of and j + 1 < n and surfaces(line.hits[j + 1], "adjective"):
            j += 1
            continue
        house = surfaces(hit, "group") if hit and of and line.words[hit.last - 1].is_possessive else []
        if hit and house and hit.last < n and surfaces(line.hits[hit.last], "title"):
            j = hit.last
            continue
        if hit and state:
            if of == ["last"]:
                return None
            if of and line.words[j - 1].fold != "and":
                if owner is None:
                    return None
                of = []  # "Putin's Belarusian counterpart"
            of.append(owner_code(state[0], line.book))
            j = hit.last
            continue
        place = surfaces(hit, "region", "city")
        if hit and place and j + 1 < n:
            region = line.book.places[place[0].value].name
            of.append(line.book.places[place[0].value].country)
            j = hit.last + (hit.last < n and line.words[hit.last].fold in line.book.words["region_nouns"])
            continue
        if word.fold in line.book.words["modifiers"]:
            modifiers.add(word.fold)
            j += 1
            continue
        return None
    else:
        return None
    word, hit = line.words[j], line.hits[j]
    if not surfaces(hit, "title", "titles"):
        kind = "relation" if word.fold in line.book.words["relations"] | line.book.words["kin"] else "counterpart"
        said = pronoun or of or owner or (kind == "relation" and modifiers & {"the", "a"})
        if not said:
            return None
        if owner and not any(surfaces(line.hits[k], "adjective") for k in range(owner.last, j)):
            of = []  # "Blinken's opposite number in Moscow"
        phrase = Phrase(
            kind, first, j + 1 + (word.fold == "opposite"), of=tuple(of), modifiers=frozenset(modifiers), pronoun=pronoun,
            plural=word.fold == "counterparts", value=word.fold, owner=owner, reason=kind,
        )  # fmt: skip
        if kind == "relation":
            return heir(line, phrase)
        return phrase if word.fold == "one" else _complement(line, phrase, "en")
    assert hit is not None
    readings = surfaces(hit, "title", "titles")
    if hit.last < n and line.words[hit.last].gap in ("-", "–") and line.words[hit.last].fold not in _COMING:
        return None
    last = hit.last
    if last < n and line.words[last].gap in ("-", "–", " ") and line.words[last].fold in _COMING:
        modifiers, last = modifiers | {"elect"}, last + 1  # "president-elect"
    chosen = readings[0]
    record = line.book.titles[int(chosen.value)]
    for surface in readings:
        other = line.book.titles[int(surface.value)]
        if other.of and other.of in of:
            chosen, record = surface, other
    post, level = record.post, record.level
    if "deputy" in modifiers or "vice" in modifiers:
        post = "deputy " + post
        level = "deputy ministers" if "minister" in post else level
    if record.of and not of:
        of.append(record.of)
    post, level = _housed(line, j, first, post, level)
    kind = "offices" if chosen.label == "titles" else "office"
    if (len(of) > 1 and kind == "office") or (owner and kind == "offices"):
        return None
    if first and line.words[first - 1].fold in line.book.words["every"] and line.words[first].gap == " ":
        modifiers.add("a")  # "every Ukrainian president"
    phrase = Phrase(
        kind, first, last, post=post, level=level, of=tuple(of), region=region, pronoun=pronoun,
        modifiers=frozenset(modifiers), plural=kind == "offices", value=chosen.value, owner=owner,
        reason=f"title {record.post}",
    )  # fmt: skip
    phrase = _complement(line, phrase, chosen.more)
    if phrase.region and phrase.post in ("head", "leader"):
        phrase = replace(phrase, post="governor", level="governors")  # "the chairman of the Vitebsk region"
    if kind == "office" and phrase.post in line.book.words["loose_posts"] and not (phrase.of or phrase.region):
        return None
    if phrase.post == "official" and phrase.last < n and line.words[phrase.last].fold in line.book.words["occasions"]:
        return None
    if kind == "office" and not (
        phrase.of
        or phrase.region
        or phrase.to
        or phrase.pronoun
        or first > i
        or word.is_capital
        or phrase.modifiers & ({"the"} | line.book.words["formerly"])
        or owner
    ):
        return None
    if "de" in phrase.modifiers and "facto" in phrase.modifiers and not (phrase.post or "").startswith("de facto"):
        phrase = replace(phrase, post=f"de facto {phrase.post}")
    return phrase


def _housed(line: Line, j: int, first: int, post: str, level: Level | None) -> tuple[str, Level | None]:
    """ "the Kremlin's spokesman", "the White House chief", "the foreign ministry's spokeswoman": of which house."""
    before = [line.hits[k] for k in range(first, j)]
    if post in ("secretary general", "head") and any(surfaces(hit, "seat") for hit in before):
        return "leader", "heads of state"
    if post == "spokesman":
        if any(surfaces(hit, "seat") for hit in before):
            return "presidential spokesman", "government"
        house = next((s for hit in before for s in surfaces(hit, "group")), None)
        if house:
            name = line.book.groups[int(house.value)].name
            post = {
                "Ministry of Foreign Affairs": "foreign ministry spokesman", "Ministry of Defence": "defence ministry spokesman",
            }.get(name, post)  # fmt: skip
    return post, level


def _complement(line: Line, phrase: Phrase, language: str) -> Phrase:
    """Takes in "of Belarus", "to Russia", "of the Penza region", "of the Ministry of … of …", "for Europe"."""
    n = len(line.words)
    while phrase.last < n:
        k = phrase.last
        preposition = line.words[k].fold if language == "en" else ""
        if language == "en":
            if preposition not in line.book.words["prepositions"] or not is_joined(line.words[k].gap):
                return phrase
            k += 1
        elif line.words[k].fold in ("в", "во", "у", "при") and is_joined(line.words[k].gap):
            preposition, k = "in", k + 1
        while (
            k < n
            and line.words[k].fold in line.book.words["fillers"]
            and is_joined(line.words[k].gap)
            and not line.hits[k]
        ):
            k += 1
        if k >= n or not is_joined(line.words[k].gap):
            return phrase
        taken = _take(line, k, phrase, preposition)
        if taken is None:
            return phrase
        phrase = taken
    return phrase


def _take(line: Line, k: int, phrase: Phrase, preposition: str) -> Phrase | None:
    n, hit = len(line.words), line.hits[k]
    is_posted = preposition in ("to", "in", "at") and phrase.post in (
        "ambassador", "permanent representative", "charge d'affaires", "consul general", "special representative",
        "special envoy", "representative", "envoy",
    )  # fmt: skip
    region = surfaces(hit, "region", "city", "capital")
    if region and hit:
        after = hit.last < n and line.words[hit.last].fold in line.book.words["region_nouns"]
        if after or phrase.post in ("governor", "mayor", "head of region", "head") or region[0].label == "region":
            if preposition not in ("of", "", "in"):
                return None
            name, code = (
                (region[0].more, region[0].value)
                if region[0].label == "capital"
                else (line.book.places[region[0].value].name, line.book.places[region[0].value].country)
            )
            return replace(phrase, last=hit.last + after, region=name, of=phrase.of or (code,))
    if is_posted and preposition in ("in", "at", "to") and region and hit:
        return replace(
            phrase,
            last=hit.last,
            to=owner_code(region[0], line.book)
            if region[0].label == "capital"
            else line.book.places[region[0].value].country,
        )
    state = surfaces(hit, "state", "body") or (surfaces(hit, "seat", "capital") if preposition == "of" else [])
    if phrase.kind == "counterpart" and preposition in ("in", "from") and not phrase.of and hit:
        state = state or surfaces(hit, "capital", "seat")
        return replace(phrase, last=hit.last, of=(owner_code(state[0], line.book),)) if state else None
    if state and hit:
        code = owner_code(state[0], line.book)
        if is_posted:
            return replace(phrase, last=hit.last, to=code)
        if preposition in ("in", "at", "from", "with", "on"):
            return None if phrase.of or preposition != "from" else replace(phrase, last=hit.last, of=(code,))
        if preposition == "to" and phrase.post not in ("presidential aide",):
            return None
        if preposition == "for":
            return replace(phrase, last=hit.last, to=code)
        if phrase.of and phrase.of[0] != code and phrase.kind == "office" and not phrase.region:
            return None
        if state[0].label == "seat" and phrase.post == "head":
            phrase = replace(phrase, post="leader", level="heads of state")  # "the head of the Kremlin"
        if state[0].label == "body" and phrase.post == "head" and line.book.bodies[state[0].value].sector != "LEG":
            phrase = replace(phrase, level="government")
        if (
            state[0].label == "body"
            and phrase.post in ("head", "representative")
            and line.book.bodies[state[0].value].sector == "LEG"
        ):
            phrase = replace(
                phrase, post="speaker" if phrase.post == "head" else "member of parliament", level="parliament"
            )
        codes, last = state_list(line, hit.last, (code,), phrase.plural)
        return replace(phrase, last=last, of=codes if not phrase.region else phrase.of or codes)
    if preposition not in ("of", "to", "in", "") or phrase.kind == "counterpart":
        return _skipped(line, k, phrase) if preposition in ("for", "on") else None
    words = [line.words[j].fold for j in range(k, min(n, k + 2))]
    if words[:1] in (["two"], ["both"], ["three"]) and words[1:] in (["countries"], ["states"], ["sides"], ["nations"]):
        return replace(phrase, last=k + 2, of=("both",))
    if line.words[k].fold in ("country", "republic") and preposition == "of":
        return replace(phrase, last=k + 1, of=phrase.of or ("last",))
    adjective = surfaces(hit, "adjective")
    if (
        hit
        and adjective
        and hit.last < n
        and line.words[hit.last].fold in ("regions", "provinces", "oblasts", "territories")
    ):
        return replace(
            phrase, last=hit.last + 1, of=phrase.of or (adjective[0].value,), post="governor", level="governors"
        )
    nested = read_title(line, k)
    if nested is not None and nested.kind == "office" and nested.of and phrase.post != nested.post:
        return replace(phrase, last=nested.last, of=phrase.of or nested.of, reason=phrase.reason + " of an office")
    if nested is not None and nested.kind == "office" and phrase.of:
        return replace(phrase, last=nested.last)
    collective = surfaces(hit, "group")
    if (
        hit
        and collective
        and preposition == "of"
        and not (hit.last < n and line.words[hit.last].fold in ("of", "from"))
    ):
        found = line.book.groups[int(collective[0].value)]
        return _headed(replace(phrase, last=hit.last), found)
    group = read_group(line, k)
    if group is not None:
        return _headed(
            replace(phrase, last=group.last, of=phrase.of or ((group.value,) if group.value else ())),
            line.book.groups[int(group.more)],
        )
    if phrase.post == "minister" and preposition in ("of", "for"):
        j = k
        while (
            j < n
            and (line.words[j].is_capital or line.words[j].fold in {"and", "of"})
            and (j == k or is_joined(line.words[j].gap))
            and not line.hits[j]
        ):
            j += 1
        if j > k:
            return replace(phrase, last=j)
    if k + 1 < n and line.words[k].is_capital and line.words[k + 1].fold in line.book.words["region_nouns"]:
        return replace(phrase, last=k + 2, region=line.body[line.words[k].start : line.words[k].end])
    return None


def _headed(phrase: Phrase, group: Group) -> Phrase:
    """The head of a ministry is its minister, of a parliament its speaker, of a delegation a negotiator."""
    if phrase.post != "head":
        return phrase
    if group.kind == "parliament":
        return replace(phrase, post="speaker", level="parliament")
    if group.kind == "delegation":
        return replace(phrase, post="negotiator", level="government")
    named = {
        "Ministry of Foreign Affairs": ("foreign minister", "foreign ministers"),
        "Ministry of Defence": ("defence minister", "military"),
    }
    post, level = named.get(group.name, ("head", "government"))
    return replace(phrase, post=post, level=level)


def _skipped(line: Line, k: int, phrase: Phrase) -> Phrase | None:
    """ "for Reintegration of the Occupied Territories, NAME": capitals and small words up to a comma."""
    j = k
    while (
        j < len(line.words)
        and j - k < 10
        and (line.words[j].is_capital or line.words[j].fold in {"of", "the", "and", "for"})
    ):
        if j > k and not is_joined(line.words[j].gap):
            return replace(phrase, last=j) if line.words[j].gap.startswith(",") else None
        j += 1
    return None
