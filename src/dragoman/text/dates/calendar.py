"""How the forms of calendar dates are read: days, ranges, years, centuries, quarters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from dragoman.text.dates.classes import CHARS, NAMES
from dragoman.text.dates.expression import TURNS, Expression, Found, Reading, count, hour, lead, stated
from dragoman.text.dates.partial import Partial
from dragoman.text.dates.words import Word

_YEAR_THOUSAND = 1_000
_HALF_QUARTER = 45  # days


def _date(found: Found) -> Iterator[Expression]:
    made, end = stated(found), found.end
    after = found.code[found.j : found.j + 1]
    if found.names == ["MAY"] and after == CHARS["NAME"]:
        return  # "by May Novak"
    if found.form == "year" and not _is_year(found):
        return
    if (
        found.form == "decade"
        and (found.number("YEARS") or 0) < 100
        and not (found.has("the", "PART", "year_mark") or "-" in found.sentence[found.start : found.end])
    ):
        return  # "in his thirties"
    if list(found.names[-2:]) == ["COUNT", "COUNT"]:
        made = made._replace(year=count(found))  # "the year two thousand"
    if found.form == "dotted" and not (1 <= (made.month or 0) <= 12 and made.day and made.is_real):
        return
    if found.form in ("date", "clock_date"):
        if made.year is None and _counts_something(found):
            made, end = made._replace(day=None), found.words[found.j - 2].end
        if not made.is_real or (
            made.year is None and found.names[-1] == "DAY" and after in (CHARS["NUM"], CHARS["OLD"])
        ):
            return
    if found.has("same", "that") and found.has("UY"):  # "11 березня того ж року", "May of that year"
        yield Expression(found.start, end, "same", made, unit="Y", steps=0, hour=hour(found))
        return
    if found.has("of_this_year") or found.form == "of_year":
        turn = next((TURNS[n] for n in found.names if n in ("last", "next")), 0)
        yield Expression(found.start, end, "deictic", made, unit="Y", steps=turn, hour=hour(found))
        return
    yield Expression(found.start, end, "date", made, lead=lead(found), hour=hour(found), tail=_tail(found))


def _old_style(found: Found) -> Iterator[Expression]:
    """ "6 (16) May 1648": the day of the calendar in use today stands in brackets."""
    made = stated(found.part(found.i + found.names.index("open"), found.j))
    if made.is_real:
        yield Expression(found.start, found.end, "date", made, lead=lead(found), tail=_tail(found))


def _tail(found: Found) -> int:
    """The length of " року" in "12 березня 2022 року"; 0 where only a year stands before it: "2022 року"."""
    if found.names[-1] != "year_mark" or not found.has("MONTH", "MAY", "SEASON", "INSEASON", "NTH", "UQ"):
        return 0
    return found.end - found.words[found.j - 2].end


def _is_year(found: Found) -> bool:
    """False for "2000 soldiers" and "1500 metres", where the number counts what follows it."""
    word = found.at("YEAR", "OLD")
    if list(found.names[-2:]) == ["COUNT", "COUNT"]:
        return (count(found) or 0) >= _YEAR_THOUSAND
    if word is None or found.has("year_mark", "UY", "fiscal"):
        return True
    after = found.code[found.j : found.j + 1]
    is_round = isinstance(word.value, int) and word.value % 100 == 0
    return not (is_round and (after == CHARS["OTHER"] or found.before("OTHER")))


def _counts_something(found: Found) -> bool:
    """True for "in July 12 states", where the number belongs to the noun after it and not to the month."""
    month = found.at("MONTH", "MAY")
    if found.names[-2:] in (["MONTH", "DAY"], ["MAY", "DAY"]) and month and found.sentence[month.start].islower():
        return True  # "у вересні 15 держав": the day stands before the month where months are written small
    if found.names[-1] != "DAY" or found.code[found.j : found.j + 1] != CHARS["OTHER"] or not found.before("in"):
        return False
    after = found.sentence[found.words[found.j].start : found.words[found.j].end]
    return after.islower() and after.endswith("s")


def _range(found: Found) -> Iterator[Expression]:
    """One expression from the first day to the last; two where the words are no range after all."""
    kind = "days" if found.form == "days" else found.form
    marks = {"between": ("and",), "range": ("dash", "to")}.get(kind, ("dash", "to", "and", "preposition"))
    cut = next(
        k
        for k in range(found.i + 1, found.j)
        if found.names[k - found.i] in marks and found.names[k - found.i - 1] != "PART"
    )
    left, right = found.part(found.i, cut), found.part(cut + 1, found.j)
    first, last = stated(left), stated(right)
    if right.names in (["DAY"], ["NUM"]) and first.year:  # 1957–60
        short = right.number("DAY", "NUM") or 0
        if first.month or not first.year % 100 < short < 100:
            yield Expression(left.start, left.end, "date", first, lead=lead(found))
            return
        last = Partial(first.year // 100 * 100 + short)
    if kind == "days":  # the month stands once: with the second day, or with the first
        month, year = first.month or last.month, last.year
        first, last = first._replace(month=month, year=year), last._replace(month=month)
    elif last.month is None and last.day is None and last.season is None and first.year is None and first.month:
        yield Expression(left.start, left.end, "date", first, lead=lead(found))
        yield Expression(right.start, right.end, "date", last)
        return
    if first.is_real and last.is_real:
        ends = (left.start, left.end - _tail(left)), (right.start, right.end - _tail(right))
        part = hour(left) if left.has("DAYPART") else ""  # "the night of 3–4 May"
        yield Expression(found.start, found.end, "range", first, last, hour=part, ends=ends, tail=_tail(right))


def _listed(found: Found) -> Iterator[Expression]:
    """ "5, 7 and 9 March": each day by itself, the first or last with the words of the month; "5 and 6 March" lasts."""
    whole = stated(found)
    days = [found.i + k for k, name in enumerate(found.names) if name in ("DAY", "ORD")]
    numbers = [_whole(found.words[k]) for k in days]
    if len(days) == 2 and numbers[1] - numbers[0] == 1:
        first, last = (whole._replace(day=number) for number in numbers)
        if first.is_real and last.is_real:
            ends = (found.start, found.words[days[0]].end), (found.words[days[1]].start, found.end - _tail(found))
            yield Expression(found.start, found.end, "range", first, last, ends=ends, tail=_tail(found))
            return
    for k in days:
        start, end = (found.i if k == days[0] else k), (found.j - 1 if k == days[-1] else k)
        said = whole._replace(day=_whole(found.words[k]))
        if said.is_real:
            tail = _tail(found) if end == found.j - 1 else 0
            yield Expression(found.words[start].start, found.words[end].end, "date", said, tail=tail)


def _century(found: Found) -> Iterator[Expression]:
    number = (
        found.part(found.i + 2, found.j).number("ORD", "NTH", "ROMAN")
        if found.has("half_of")
        else found.number("ORD", "NTH", "ROMAN")
    )
    if number is None or not 1 <= number <= 21:
        return
    year = -100 * (number - 1) if found.has("bc") else 100 * (number - 1)
    first = Partial(year, span=100)
    value = f"BC{number - 1:02d}" if found.has("bc") else f"{number - 1:02d}"
    yield Expression(found.start, found.end, "date", first, value=value)


def _bc(found: Found) -> Iterator[Expression]:
    """Years before Christ: "480 BC", "481–479 BC", "the 460s BC", "in the summer of 480 BC"."""
    cut = next((found.i + k for k, n in enumerate(found.names) if n in ("and", "dash", "to", "slash")), None)
    pieces = [found] if cut is None else [found.part(found.i, cut), found.part(cut + 1, found.j)]
    for piece in pieces:
        numbers = [k for k, n in enumerate(piece.names) if n in ("NUM", "BCYEAR", "OLD", "DAY", "YEARS")]
        if not numbers:
            continue
        word = piece.words[piece.i + numbers[-1]]
        if not isinstance(word.value, int) or not 0 < word.value < 5000:
            continue
        said = stated(piece)._replace(year=-word.value, span=10 if piece.has("YEARS") else 1, weekday=None)
        if len(numbers) == 1:
            said = said._replace(day=None)
        yield Expression(piece.start, piece.end, "date", said, lead=lead(piece))


def _quarter(found: Found) -> Iterator[Expression]:
    """Quarters and halves, with their year, or to be placed beside the day of writing."""
    size = "Q" if found.has("UQ", "QUARTER", "period") else "H"
    year = found.number("YEAR", "OLD")
    if found.form == "reported":  # "the quarter", "the latest quarter", "the 1988 period"
        if found.has("latest"):
            yield Expression(found.start, found.end, "deictic", unit="Q", steps=-1, value="latest")
        elif found.has("current") and size == "Q":
            yield Expression(found.start, found.end, "deictic", unit="Q", steps=0)
        elif size == "Q" and (ended := _quarter_ended(found)):
            yield Expression(found.start, found.end, "date", Partial(year, quarter=ended))
        elif size == "Q":
            yield Expression(found.start, found.end, "same", Partial(year), unit="Q", steps=0)
        return
    word = found.at("NTH", "ORD", "QUARTER", "first", "ROMAN")
    number = 1 if word is None or word.value is None else word.value
    if not isinstance(number, int) or not 1 <= number <= (4 if size == "Q" else 2):
        return
    turn = next((TURNS[n] for n in found.names if n in ("this", "last", "next")), None)
    said = Partial(year, quarter=f"{size}{number}")
    if turn is not None and found.has("UY"):
        yield Expression(found.start, found.end, "deictic", said, unit="Y", steps=turn)
    else:
        ended = "ended" if found.code[found.j : found.j + 1] == CHARS["ended"] else ""
        yield Expression(found.start, found.end, "date", said, lead=lead(found), value=ended, tail=_tail(found))


def _whole(word: Word) -> int:
    assert isinstance(word.value, int)
    return word.value


def _quarter_ended(found: Found) -> str:
    """The quarter of the calendar that most of "the quarter ended July 31" lies in; empty where no date follows."""
    names = [NAMES[char] for char in found.code[found.j : found.j + 3]]
    if names[:1] != ["ended"] or not {"MONTH", "MAY"} & set(names):
        return ""
    after = {name: found.words[found.j + k].value for k, name in enumerate(names)}
    month, day = after.get("MONTH", after.get("MAY")), after.get("DAY", 28)
    if not (isinstance(month, int) and isinstance(day, int)):
        return ""
    middle = (month * 30 + day - _HALF_QUARTER - 31) % 360  # days of a year of 30-day months
    return f"Q{middle // 90 + 1}"


CALENDAR: Mapping[str, Reading] = MappingProxyType({
    "date": _date, "days": _range, "between": _range, "range": _range, "listed": _listed, "old style": _old_style, "century": _century, "bc": _bc,
    "quarter": _quarter,
})  # fmt: skip
