"""How the forms that count from elsewhere are read, and durations, sets and vague times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from dragoman.text.dates.classes import CHARS
from dragoman.text.dates.expression import (
    FAR,
    TURNS,
    Expression,
    Found,
    Kind,
    Lead,
    Phase,
    Reading,
    count,
    hour,
    is_many,
    lead,
    period,
    stated,
    unit,
)  # fmt: skip
from dragoman.text.dates.partial import Partial

_TURNED: Mapping[str, Lead] = MappingProxyType({CHARS["before"]: "before", CHARS["after"]: "after"})


def _event(found: Found) -> Iterator[Expression]:
    """ "Two days before the outbreak of war", "the first day of the war", "the pre-war period"."""
    if found.has("prewar"):
        yield Expression(found.start, found.end, "event", phase="before")
        return
    named, part = found.at("EVENT"), stated(found).part
    ids = named.value if named is not None and isinstance(named.value, tuple) else ()
    beside = Partial(found.number("YEAR"), found.number("MONTH", "MAY"))
    phase: Phase = "end" if part == "END" else "start" if part == "START" or found.has("first") else "whole"
    turn = next((n for n in found.names if n in ("before", "after")), None)
    if turn is None:
        yield Expression(found.start, found.end, "event", beside, phase=phase, ids=ids)
        return
    left = found.part(found.i, found.i + list(found.names).index(turn))
    many = 1 if left.has("the") and not left.has("COUNT", "DAY", "NUM", "vague") else count(left)
    if many == 0 and not is_many(left):
        return
    steps = None if not many else -many if turn == "before" else many
    yield Expression(
        found.start, found.end, "event", beside, unit=unit(left), steps=steps, phase=phase, ids=ids, value=turn
    )


def _feast(found: Found) -> Iterator[Expression]:
    word = found.at("FEAST")
    ids = word.value if word is not None and isinstance(word.value, tuple) else ()
    turn = next((TURNS[n] for n in found.names if n in ("this", "last", "next")), None)
    year = found.number("YEAR", "OLD")
    in_name = turn is None and found.names == ["FEAST"] and found.code[found.j : found.j + 1] == CHARS["NAME"]
    size = "MO" if in_name else ""  # "the Easter Offensive": a name says about when
    yield Expression(found.start, found.end, "feast", Partial(year), unit=size, steps=turn, ids=ids, hour=hour(found))


def _same(found: Found) -> Iterator[Expression]:
    month = found.number("MONTH", "MAY")
    if month:
        yield Expression(found.start, found.end, "same", Partial(month=month), unit="MO", steps=0)
    elif found.form == "whole_year":  # of the story in a history, of publication in the news
        yield Expression(found.start, found.end, "deictic", unit="Y", steps=0)
    elif unit(found):
        yield Expression(found.start, found.end, "same", unit=unit(found), steps=0)


def _end_of(found: Found) -> Iterator[Expression]:
    """ "The end of the month", "year-end", "late in the year": the unit the story is in."""
    part = stated(found).part
    if part is not None and is_many(found):  # "the early years"
        yield Expression(found.start, found.end, "duration", unit=unit(found), value=period("X", unit(found)))
    elif part is not None:
        first = Partial(part=part)
        yield Expression(found.start, found.end, "same", first, unit=unit(found), steps=0, lead=lead(found))


def _shift(found: Found) -> Iterator[Expression]:
    here, number, many = unit(found), count(found), is_many(found)
    if found.form == "year_ago":
        value = "quarter" if found.has("UQ", "period") else ""
        yield Expression(found.start, found.end, "shift", unit="Y", steps=-1, value=value)
        return
    if found.has("in_time") and number is None:  # "через кілька днів"
        yield Expression(found.start, found.end, "duration", unit=here, value=period("X", here))
        return
    if found.has("DAYPART"):
        if found.has("last", "next"):
            yield Expression(
                found.start, found.end, "shift", unit="D", steps=-1 if found.has("last") else 1, hour=hour(found)
            )
        return
    if number and number > FAR.get(here, 999):
        return  # "5000 years later" leaves the calendar
    if found.has("last", "next") and not found.has("earlier", "later", "before", "after", "within"):
        if many:  # "the next days"
            kind: Kind = "recent" if found.has("last") else "duration"
            yield Expression(found.start, found.end, kind, unit=here, value=period("X", here))
            return
        yield Expression(found.start, found.end, "shift", unit=here, steps=-1 if found.has("last") else 1)
        return
    if number == 0 and many and not found.has("the"):
        number = None  # "weeks later"
    sign = -1 if found.has("earlier", "before") else 1
    if number == 0:
        number = 1
    if number is None:  # "some days later": the sign is all that is known
        value = "FUTURE_REF" if sign > 0 else "PAST_REF"
        yield Expression(found.start, found.end, "shift", unit=here, value=value)
        return
    yield Expression(found.start, found.end, "shift", unit=here, steps=sign * number)


def _ago(found: Found) -> Iterator[Expression]:
    number, here = count(found), unit(found)
    if number and number > FAR.get(here, 999):
        return
    if number == 0:
        number = None if is_many(found) else 1
    if found.has("from"):  # "two weeks from now"
        yield Expression(found.start, found.end, "deictic", unit=here, steps=number)
        return
    yield Expression(found.start, found.end, "ago", unit=here, steps=None if number is None else -number)


def _span(found: Found) -> Iterator[Expression]:
    """ "The past eight months", "the next two years"."""
    number, here = count(found), unit(found)
    if number and number > FAR.get(here, 999):
        return
    if found.has("past") and number == 0 and not is_many(found):
        number = 1
    said = "X" if not number else str(number)
    kind: Kind = "recent" if found.has("last", "past") else "duration"
    yield Expression(found.start, found.end, kind, unit=here, steps=number or None, value=period(said, here))


def _deictic(found: Found) -> Iterator[Expression]:
    turn = next((TURNS[n] for n in found.names if n in ("this", "current", "last", "past", "next")), None)
    turn = -1 if found.has("past") else turn  # "this past summer"
    said = stated(found)._replace(day=None, year=None)
    here, at = unit(found) or ("Y" if found.has("year_mark") else ""), hour(found)
    if found.has("WEEKDAY"):  # "the previous Friday" may be the one before the last
        value = "last but one" if turn == -1 and found.has("the") else ""
        yield Expression(found.start, found.end, "deictic", said, unit="D", steps=turn, hour=at, value=value)
    elif said.month or said.season or here == "WE":
        yield Expression(found.start, found.end, "deictic", said, unit=here, steps=turn)
    elif is_many(found):  # "the last months", "these days"
        if turn:
            kind: Kind = "recent" if turn < 0 else "duration"
            yield Expression(found.start, found.end, kind, unit=here, value=period("X", here))
    elif here == "D":  # "next day", "в этот день" count from the story; "last day" of what?
        if turn is not None and turn >= 0 and not found.has("current"):
            yield Expression(found.start, found.end, "shift" if turn else "same", unit=here, steps=turn)
    elif turn is not None and here:
        yield Expression(found.start, found.end, "deictic", said, unit=here, steps=turn)


def _duration(found: Found) -> Iterator[Expression]:
    here, number = unit(found), count(found)
    if (lasting := found.at("LASTING")) is not None:
        yield Expression(found.start, found.end, "duration", value=str(lasting.value))
        return
    if (last := found.at("UNITLY")) is not None:
        here = str(last.value)
        if here == "Y" and found.has("NUM"):
            return  # "53-річний", an age
    if found.has("during") and not is_many(found):
        number = number or (1 if number == 0 else None)  # "за тиждень"
    if here == "Y" and (number or 0) >= 100 and not (is_many(found) or found.has("dash", "LASTING")):
        return  # "218 року", a year
    if not here or (here in ("S", "Q", "HALF") and number in (0, 1)):
        return  # "a second round", "a quarter of them"
    if found.has("half"):
        halved = {"Y": "P6M", "CE": "P50Y", "D": "PT12H", "H": "PT30M", "DE": "P5Y", "MO": "P15D"}.get(here)
        if halved and not found.has("COUNT", "DAY", "NUM"):
            yield Expression(found.start, found.end, "duration", unit=here, steps=None, value=halved)
        return
    if here in ("Q", "HALF") and (not is_many(found) or found.has("dash")):
        return
    if found.has("UY") and found.code[found.j : found.j + 1] == CHARS["ended"]:
        number = number or 1  # "for the year ended 30 June"
    if number == 0 and not (is_many(found) or found.has("long")):
        return
    if number == 0 and found.has("long") and not is_many(found):
        number = 1  # "day-long"
    if found.has("slash") and (whole := found.number("DAY")) and (half := _and_a_half(found, whole)):
        yield Expression(found.start, found.end, "duration", unit=here, value=half)
        return
    if number == 1 and is_many(found) and found.has("one"):
        number = None  # "a months-long siege"
    if found.names[0] in ("COUNT", "DAY", "NUM") and found.has("dash", "to") and found.names[-2] != "dash":
        numbers = [
            w.value
            for k, n in enumerate(found.names)
            if n in ("DAY", "NUM") and isinstance((w := found.words[found.i + k]).value, int)
        ]
        if len(numbers) == 2 and isinstance(numbers[1], int):  # 3-12 months
            number = numbers[1]
    said = "X" if not number else str(number)
    value, turn = period(said, here), _TURNED.get(found.code[found.j : found.j + 1])
    yield Expression(found.start, found.end, "duration", unit=here, steps=number or None, value=value, lead=turn)


def _and_a_half(found: Found, whole: int) -> str:
    """ "2 1/2 years" as P2Y6M; empty where the fraction is another."""
    parts = [found.words[found.i + k].value for k, name in enumerate(found.names) if name == "DAY"]
    if len(parts) != 3 or parts[1:] != [1, 2]:
        return ""
    here = unit(found)
    return {"Y": f"P{whole}Y6M", "H": f"PT{whole}H30M", "D": f"P{whole}DT12H"}.get(here, period(f"{whole}.5", here))


def _horizon(found: Found) -> Iterator[Expression]:
    """ "Now – 3 months", "(3-12 months)", "> 1 year": from ``low`` to ``steps`` units after the day of writing."""
    here = unit(found)
    numbers = [k for k, n in enumerate(found.names) if n in ("DAY", "NUM", "COUNT", "one")]
    many = [count(found.part(found.i + k, found.i + k + 1)) for k in numbers]
    if not many or many[-1] is None or not here:
        return
    now = found.at("REF")
    if now is not None:
        yield Expression(now.start, now.end, "ref", value=str(now.value))
    low, steps = (0 if len(many) == 1 else many[0]), many[-1]
    beyond = found.has("gt", "plus")
    start, end = found.words[found.i + numbers[0]].start, found.end
    value = period(str(steps), here)
    yield Expression(
        start, end, "horizon", unit=here, steps=None if beyond else steps, low=steps if beyond else low, value=value
    )


def _recent(found: Found) -> Iterator[Expression]:
    yield Expression(found.start, found.end, "recent", unit=unit(found), value=period("X", unit(found)))


def _set(found: Found) -> Iterator[Expression]:
    word = found.at("SETWORD")
    if word is not None:
        value = str(word.value)
    elif (day := found.number("WEEKDAY", "WEEKDAYS")) is not None:
        value = f"XXXX-WXX-{day + 1}{'T' + hour(found) if hour(found) else ''}"
    elif found.has("SEASON", "DAYPART"):
        season = found.at("SEASON")
        value = f"XXXX-{season.value}" if season else f"XXXX-XX-XXT{hour(found)}"
    else:
        number = 2 if found.has("other") else count(found)
        value = period("X" if number is None else str(number or 1), unit(found))
    yield Expression(found.start, found.end, "set", value=value)


def _day(found: Found) -> Iterator[Expression]:
    step = found.number("DAYWORD")
    if step is None:
        step = -1 if found.has("last") else 0
    yield Expression(found.start, found.end, "day word", unit="D", steps=step, hour=hour(found))


def _day_part(found: Found) -> Iterator[Expression]:
    if found.has("that", "same", "INDAYPART") or found.before("in"):
        yield Expression(found.start, found.end, "same", unit="D", steps=0, hour=hour(found))


def _part_of_days(found: Found) -> Iterator[Expression]:
    """ "At night", "daytime raids": of no day in particular."""
    is_price = found.before("one") and found.code[found.j : found.j + 1] != CHARS["OTHER"]  # "$55 a night"
    if hour(found) in ("NI", "DT") and not is_price:
        yield Expression(found.start, found.end, "any day", hour=hour(found))


def _clock(found: Found) -> Iterator[Expression]:
    if at := hour(found):
        yield Expression(found.start, found.end, "clock", unit="D", steps=0, hour=at)


def _ref(found: Found) -> Iterator[Expression]:
    word = found.at("REF")
    yield Expression(found.start, found.end, "ref", value=str(word.value) if word is not None else "PAST_REF")


def _year_word(found: Found) -> Iterator[Expression]:
    yield Expression(found.start, found.end, "deictic", unit="Y", steps=found.number("YEARWORD"))


RELATIVE: Mapping[str, Reading] = MappingProxyType({
    "event": _event, "feast": _feast, "same": _same, "end of": _end_of, "shift": _shift, "ago": _ago, "span": _span,
    "deictic": _deictic, "duration": _duration, "recent": _recent, "set": _set, "day": _day, "day part": _day_part,
    "clock": _clock, "part of days": _part_of_days, "horizon": _horizon, "ref": _ref, "year word": _year_word,
})  # fmt: skip
