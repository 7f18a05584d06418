"""Evidence of the day of writing that a text's words give by themselves; each function is one kind of it."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator
from datetime import date, timedelta

from dragoman.mark.times.anchors import blocks
from dragoman.mark.times.clues import (
    LAST,
    STRONG,
    SURE,
    TOLD,
    USUAL,
    Clue,
    Dated,
    Page,
    Spans,
    between,
    count,
    months,
    weekday,
    within,
)
from dragoman.marks import Time

_DAY = re.compile(r"(?:XXXX|\d{4})-(\d\d)-(\d\d)$")
_YEAR = re.compile(r"\d{4}")
_YEARS = range(1950, 2051)  # years among which a day that comes round is looked for
_BESIDE = 45  # days from a date with a weekday in which the news of it is written
_HEAD = 80  # code points before the date of a dateline
_PLACE = re.compile(r"\s*[^\W\d_a-z][\w.,'’ -]{1,60},\s+")
_DASH = re.compile(r"\.?\s*(?:\([^()]{1,40}\))?\s*(?:--|[–—_])\s")
_UNITS = {"D": 1 / 30.44, "W": 7 / 30.44, "M": 1.0, "Y": 12.0}
_CROWD = 122  # days before the latest full date in which two more show that the text tells of its own weeks
_YEAR_DAYS = 366
_BACK = 200  # dates before a number of units among which the one they are counted from is looked for
_NEAR = 60  # code points between a number of units and the date they are counted from
_MODIFIED = 16  # code points on either side of where a count begins in which "nearly" stands
_ABOUT = 200  # code points round a date in which the event it dates is named
_STEM = 5  # letters that two forms of a word share: "protests", "protesters"
_WORD = re.compile(r"[^\W\d_]{5,}")
_YEAR_NOUN = re.compile(r"\b((?:19|20)\d\d) (?:(?:first|second|third|fourth|final|full-year) )?(\w+)")
_COPYRIGHT_YEARS = re.compile(r"(?:(?:19|20)\d\d\s*[-–—,]\s*)*((?:19|20)\d\d)")


def told(page: Page) -> Iterator[Clue]:
    """What is told as happened lies before the text; what is only named lies a year ahead at most."""
    for d in page.told:
        if d.tense == "open":
            yield _clue(between(months(d.low, -12), None), USUAL, d, "a date that is named is at most a year ahead")
        else:
            yield _clue(between(d.low, None), SURE, d, "told as past")


def running(page: Page) -> Iterator[Clue]:
    """ "Has met him six times in 2021": the year still runs; only the latest year of the text can be meant."""
    last = max((d.high.year for d in page.told), default=0)
    for d in page.dated:
        if d.tense == "now" and d.low.year == last:
            tier = USUAL if page.is_accounts else STRONG
            yield _clue(between(d.low, d.high), tier, d, "spoken of as a year that still runs")


def planned(page: Page) -> Iterator[Clue]:
    """What is planned or due lies after the text; how far ahead is a habit of writing."""
    margins = page.margins
    nearest = min((d.high.year for d in page.dated if d.tense == "ahead"), default=0)
    for d in page.dated:
        if d.tense in ("ahead", "limit", "due"):
            yield _clue(between(None, d.high), USUAL, d, "still to come")
        if d.tense == "limit":
            yield _clue(within(d, margins["ahead_limit"]), LAST, d, "a deadline some years ahead at most")
        elif d.tense == "ahead" and d.unit == "Y":
            if d.high.year > nearest:
                continue
            before, after = page.around(d.time)
            of_accounts = not before.rstrip().endswith(("in", "for", "of")) and page.says("accounts", after[:60])
            is_near = page.is_news or page.is_accounts
            margin = margins["ahead_account" if of_accounts else "ahead_year" if is_near else "ahead_limit"]
            yield _clue(_whole(d, margin), USUAL, d, "a coming year that is named is at most some years ahead")
        elif d.tense == "ahead":
            yield _clue(within(d, margins["ahead_day"]), LAST, d, "planned some years ahead at most")


def reviewed(page: Page) -> Iterator[Clue]:
    """A review comes out after the period it covers, and before the next one is due."""
    period = page.review
    if period is None or period.latest is None or not period.text:
        return
    at = page.text.body.find(period.text)
    end = at + len(period.text)
    after = min(period.latest, date.max - timedelta(days=1)) + timedelta(days=1)
    yield Clue(between(after, None), SURE, at, end, f"“{period.text}” is the period under review")
    length = max(period.width or 0, round(page.margins["review"][1] * 30.44))
    latest = after + timedelta(days=min(length, (date.max - after).days))
    yield Clue(between(after, latest), USUAL, at, end, f"a review of “{period.text}” comes out before the next is due")


def habits(page: Page) -> Iterator[Clue]:
    """How long ago the latest dates of a report or an analysis usually are."""
    named = [d for d in page.told if d.tense in ("told", "now", "open")]
    firm = [d for d in named if d.tense != "open" or d.unit in ("D", "MO")] or named
    if not firm or page.review:
        return
    full = [d for d in firm if d.unit in ("D", "MO")]
    last_full = max(full, key=lambda d: (d.low, -d.time.start)) if full else None
    last = max(firm, key=lambda d: (d.low.year, -d.time.start))
    if last_full and last_full.high.year >= last.low.year:
        yield from _after_full(page, last_full, full)
        return
    if page.is_accounts and _money(page, last):
        is_base = page.says("base", page.around(last.time)[0][-40:])
        name = "accounts_base" if is_base else "accounts_open" if last.tense == "open" else "accounts_year"
        why = (
            "accounts are compared with those of the year before"
            if is_base
            else "the year of accounts, or one beside it"
        )
        yield _clue(_whole(last, page.margins[name]), USUAL, last, why)
    else:
        low, high = page.margins["news_year" if page.is_news else "essay_year"]
        ahead = 12 if last.tense == "open" else 0
        why = f"the latest year named is at most {round((high + 1) / 12)} years old"
        yield _clue(_whole(last, (low - ahead, high)), LAST, last, why)


def _after_full(page: Page, last: Dated, full: list[Dated]) -> Iterator[Clue]:
    """How long before the text its latest full date lies."""
    days = {d.low for d in full if 0 <= (last.low - d.low).days <= _CROWD}
    unit = "day" if last.unit == "D" else "month"
    if page.is_accounts and page.says("ended", page.around(last.time)[0][-20:]):
        name, why = "accounts_end", "the accounts of the time that ended then"
    elif len(days) > 2 and not page.is_accounts and _is_of_its_weeks(last, full):
        name, why = "crowded", "several dates of these months: the text tells of its own weeks"
    else:
        name = f"{'news' if page.is_news else 'essay'}_{unit}"
        why = f"the latest full date is at most {round(page.margins[name][1] / 12)} years old"
    low, high = page.margins[name]
    ahead = 12 if last.tense == "open" and name != "crowded" else 0
    yield _clue(within(last, (low - ahead, high)), USUAL, last, why)


def _is_of_its_weeks(last: Dated, full: list[Dated]) -> bool:
    """False for a history, most of whose dates lie more than a year before its last."""
    near = sum((last.low - d.low).days <= _YEAR_DAYS for d in full)
    return 2 * near > len(full)


def accounts(page: Page) -> Iterator[Clue]:
    """ "In the 2019 quarter": the accounts of that year or of the next."""
    found = [m for m in _YEAR_NOUN.finditer(page.text.body) if page.is_accounts and page.says("accounts", m[2])]
    if not found:
        return
    latest = max(found, key=lambda m: (m[1], -m.start()))
    low, high = page.margins["accounts_year"]
    first = date(int(latest[1]), 1, 1)
    spans = between(months(first, low), months(first, high + 1) - timedelta(days=1))
    why = f"“{latest[0]}”: the year of accounts, or the one after"
    yield Clue(spans, USUAL, latest.start(), latest.end(), why)


def compared(page: Page) -> Iterator[Clue]:
    """ "Fell last year from 2015": last year is 2016."""
    for d in page.dated:
        before, _ = page.around(d.time)
        match = _any_last_year(page, before)
        if d.unit == "Y" and match and before.rstrip().endswith((" from", " over", " on", " than in")):
            yield _clue(
                between(date(d.low.year + 2, 1, 1), date(d.low.year + 2, 12, 31)),
                STRONG,
                d,
                "the year before last year",
            )


def _any_last_year(page: Page, before: str) -> bool:
    return bool(re.search(r"\blast year\b[^;]{0,60}$", before)) and page.says("last", before)


def counted(page: Page) -> Iterator[Clue]:
    """ "In the eight months since the protests", "four years ago": units counted from a date of the text."""
    for time in page.own:
        if time.type not in ("DURATION", "DATE"):
            continue
        before, after = page.around(time)
        words = page.text.body[time.start : time.end].casefold()
        number = count(page, words)
        if number is None or number[1] == "D":
            continue
        if page.says("since", after[:12]):
            found, tier = _since(page, time, after), STRONG
        elif page.says("ago", words + after[:6]) and number[1] == "Y":
            found, tier = _of_same_event(page, time), STRONG
        elif page.says("span", words) and number[1] == "M" and number[0] > 2:
            found, tier = _latest_month(page), USUAL
        else:
            continue
        if found is not None:
            said = page.text.body[time.start : time.end]
            named = page.text.body[found.time.start : found.time.end]
            why = f"“{said}” counted from {named}"
            yield Clue(
                _units_after(page, found, *number, before[-_MODIFIED:] + words[:_MODIFIED]),
                tier,
                time.start,
                time.end,
                why,
            )


def _units_after(page: Page, d: Dated, number: int, unit: str, near: str) -> Spans:
    """The days ``count`` units after a date, right to half a unit; a year also counts until it is full."""
    step = _UNITS[unit]
    low, high = number - 0.5, number + (0.5 if unit != "Y" else 1.0)
    if page.says("nearly", near):
        low, high = number - 0.6, float(number)
    elif page.says("over", near):
        low = float(number)
    return between(months(d.low, low * step), months(d.high, high * step))


def _since(page: Page, time: Time, after: str) -> Dated | None:
    """The date that "since …" names, or the latest one told before in a sentence that speaks of the same thing."""
    for d in page.nearby(time):
        if time.end <= d.time.start <= time.end + _NEAR and page.sentence(d.time.start) == page.sentence(time.start):
            return d
    stems = {w[:_STEM] for w in _WORD.findall(re.split(r"[,.;:]", after)[0])}
    named = [
        d for d in page.nearby(time, back=_BACK)
        if d.unit in ("D", "MO") and d.tense in TOLD and d.time.start < time.start and stems & _stems_near(page, d)
    ]  # fmt: skip
    return max(named, key=lambda d: d.low) if named else None


def _stems_near(page: Page, d: Dated) -> set[str]:
    """Word beginnings beside a date: of its sentence, and of the next one."""
    s = page.sentence(d.time.start)
    start, end = max(s.start, d.time.start - _ABOUT), min(s.end, d.time.end + _ABOUT) + _ABOUT
    return {w[:_STEM] for w in _WORD.findall(page.text.body[start:end].casefold())}


def _of_same_event(page: Page, time: Time) -> Dated | None:
    """The only full date told in the sentence of "four years ago", or in the one before."""
    here = page.sentence(time.start)
    full = [
        d for d in page.nearby(time)
        if d.unit in ("D", "MO") and d.tense in TOLD
        and (0 <= here.start - page.sentence(d.time.start).end < 3 or page.sentence(d.time.start) == here)
    ]  # fmt: skip
    return full[0] if len(full) == 1 else None


def _full(page: Page) -> list[Dated]:
    return [d for d in page.told if d.unit in ("D", "MO")]


def _latest_month(page: Page) -> Dated | None:
    return max(_full(page), key=lambda d: d.low, default=None)


def captured(page: Page) -> Iterator[Clue]:
    """ "© 2024": the page was captured in that year; the text is no younger."""
    for block in blocks(page.text)[-8:]:
        words = page.text.body[block.start : block.end]
        if len(words) < 300 and page.says("copyright", words.casefold()) and (m := _COPYRIGHT_YEARS.search(words)):
            at = block.start + m.start(1)
            why = f"the page was captured in {m[1]}"
            yield Clue(between(None, date(int(m[1]), 12, 31)), LAST, at, at + 4, why)


def _whole(d: Dated, margin: tuple[float, float]) -> Spans:
    """Margins in months from the first day of the year, so that [12, 23] is the whole year after."""
    first = date(d.low.year if d.tense == "ahead" else d.high.year, 1, 1)
    return between(months(first, margin[0]), months(first, margin[1] + 1) - timedelta(days=1))


def _money(page: Page, d: Dated) -> bool:
    """True where the sentence of a year is about money."""
    before, after = page.around(d.time)
    return page.says("accounts", before[-60:] + " " + after[:30])


def _clue(spans: Spans, tier: int, d: Dated, why: str) -> Clue:
    return Clue(spans, tier, d.time.start, d.time.end, why)


def calendar(page: Page) -> Iterator[Clue]:
    """A dateline without a year, and a day with its weekday: days that come round, to choose among years with."""
    for time in page.own:
        match = _DAY.match(time.value.partition("T")[0])
        if not match or _YEAR.search(page.text.body, time.start, time.end):
            continue
        said = page.text.body[time.start : time.end]
        day, named = (int(match[1]), int(match[2])), weekday(page, time)
        is_dateline = _is_dateline(page, time)
        if not is_dateline and named is None:
            continue
        found = [date(y, *day) for y in _YEARS if day != (2, 29) or isleap(y)]
        back, on = (0, 2) if is_dateline else (_BESIDE, _BESIDE)
        spans = tuple(
            (d - timedelta(days=back), d + timedelta(days=on)) for d in found if named is None or d.weekday() == named
        )
        why = (
            f"“{said}” is the day of the dateline"
            if is_dateline
            else f"“{said}”: the weekday tells the years it can be"
        )
        if spans:
            yield Clue(spans, STRONG, time.start, time.end, why)


def _is_dateline(page: Page, time: Time) -> bool:
    """ "KYIV, March 12 (Agency) --" at the head of a text."""
    if time.start >= _HEAD:
        return False
    before, after = page.text.body[: time.start], page.text.body[time.end : time.end + 60]
    return bool(_PLACE.fullmatch(before)) and bool(_DASH.match(after))
