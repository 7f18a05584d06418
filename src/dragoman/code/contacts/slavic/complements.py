"""What stands behind a title or a group and belongs to it: states, bodies, words in the genitive, a posting."""

from __future__ import annotations

from dragoman.code.contacts.slavic.line import Line, Owner, labelled, members, owners
from dragoman.code.contacts.slavic.people import name_at

FAR = 9  # words between a title and the name behind it


def complement(line: Line, k: int, *, several: bool, is_posted: bool = False) -> tuple[tuple[Owner, ...], int]:
    """States and bodies behind a title or group, through words in the genitive; and the word behind what belongs to it."""
    found: tuple[Owner, ...] = ()
    last = j = k
    while j < len(line.words) and j - k < FAR and line.is_next(j) and j not in line.timed:
        more, behind = owners(line, j, several=several)
        more, behind = (more, behind) if more or not several else members(line, j)
        if more and found:
            break
        if more:
            found, j, last = more, behind, behind
            continue
        region = labelled(line.hits[j], "region")
        if region and line.is_who(j + 1, "region"):
            found, j = found or (Owner(line.book.places[region.value].country, j + 2),), j + 2
            last = j
            continue
        nested = line.lex.titles.at(line.words, j)
        if nested and any(x.more.startswith(("1", "3")) for x in nested.surfaces):
            j = nested.last
            last = j if line.words[j - 1].is_capital or last == j - 1 else last
            continue
        if line.is_who(j, "ministry"):
            j = last = j + 1
            continue
        land = labelled(line.hits[j], "adjective")
        if land and not found and (line.is_who(j + 1, "ministry") or line.is_who(j + 1, "institution")):
            found, j = (Owner(land.value, j + 1),), j + 1
            last = j + 1
            continue
        posted = _posted(line, j, is_posted)
        if posted:
            j = last = posted
            continue
        if line.words[j].is_capital and name_at(line, j, titled=True):
            break
        if not belongs(line, j):
            break
        j += 1
    return found, last


def belongs(line: Line, k: int) -> bool:
    """A word that may stand between a title and its name; no verb and no meeting does."""
    low, at = line.low_of(k), line.words[k].start
    if line.is_who(k, "genitive") or line.is_who(k, "institution"):
        return True
    if line.is_who(k, "verb") or any(p.match(low) for p in line.lex.nouns.values()):
        return False
    if any(p.match(line.low, at) for p in (*line.lex.verbs.values(), *line.lex.future.values())):
        return False
    return line.is_who(k, "complement") or line.is_who(k, "towards")


def _posted(line: Line, k: int, is_posted: bool) -> int | None:
    """The word behind "в Республике Беларусь", "в Минске", "при ЕС" after an ambassador."""
    if not (line.is_who(k, "posted") and line.is_next(k + 1)):
        return None
    more, behind = owners(line, k + 1, several=True)
    if more:
        return behind
    hit = line.hits[k + 1]
    return hit.last if is_posted and hit and labelled(hit, "capital", "city") else None
