"""Drafts the periodic review: key figures, a chronology by month and level of contact, messages under their event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, count

from dragoman import wording
from dragoman.analyse import headings
from dragoman.analyse.contacts import LEVELS, is_contact
from dragoman.analyse.coverage import Coverage, days_of, month_words, months
from dragoman.analyse.headings import Heading
from dragoman.analyse.remarks import remarks
from dragoman.cited import Citation, Line, Moment, Quoted, Review, Section, Source, Table
from dragoman.live import Cluster
from dragoman.record import Act, Document, Note, Problem, Query, Row, Span, Statement
from dragoman.review.draft import choice
from dragoman.review.draft.choice import Choice, Month
from dragoman.when import When

EMPTY = (
    "Write here what the record shows: three to six points, each one to three sentences, without dates, "
    'hedged where the record is thin. Add each with: dragoman note "…"; they are printed as the analyst\'s own.'
)


def draft(
    clusters: Iterable[Cluster],
    statements: Iterable[Statement],
    documents: Iterable[Document],
    *,
    start: date,
    end: date,
    about: Sequence[str] = (),
    title: str | None = None,
    series: str | None = None,
    author: str | None = None,
    see_also: Sequence[str] = (),
    notes: Sequence[Note] = (),
    problems: Sequence[Problem] = (),
    coverage: Coverage | None = None,
    as_of: date | None = None,
    recorded: int | None = None,
    names: Mapping[str, str] | None = None,
    made: datetime,
) -> Review:
    """The review of ``start`` to ``end``, both counted, from clusters already chosen by state.

    Each event stands once: under its month and level, or under "Not dated to a month" where its interval is open or
    wider than a month. Events that surely lie outside the period are left out. ``about``: ISO-3 codes; ``names``: their
    English names. ``notes`` about an event stand under it, those about nothing are the key considerations.
    Without ``coverage`` no absence is stated.

    >>> from datetime import UTC
    >>> spring = {"start": date(2022, 3, 1), "end": date(2022, 5, 31)}
    >>> draft([], [], [], made=datetime(2022, 6, 1, tzinfo=UTC), **spring).period
    '1 March – 31 May 2022'
    """
    chosen = choice.choose(clusters, start, end)
    by_month, loose = chosen.by_month, chosen.loose
    printed = [*chain.from_iterable(by_month.values()), *loose]
    desk = _desk(printed, statements, documents, start, end, about, notes, as_of, recorded, coverage)
    considerations = _considerations([note for note in notes if not note.about])
    figures = _figures(desk, chosen)
    chronology = Section(
        id="chronology", title="Chronology",
        lead=None if by_month else "Nothing in the record is dated to a month of this period.",
        sections=tuple(_month_section(desk, month, by_month[month], loose) for month in by_month),
    )  # fmt: skip
    undated = Section(
        id="undated", title="Not Dated to a Month", lead="The reports leave these open; each may lie inside the period.",
        lines=tuple(_line(desk, c) for c in loose if is_contact(c.event)), sections=tuple(_parts(desk, "undated", loose)),
    )  # fmt: skip
    return Review(
        series=series, title=title or "Review of Contacts", author=author, start=start, end=end, period=_period(start, end),
        about=tuple((names or {}).get(code, code) for code in about), generated=made,
        clocks=_clocks(as_of, recorded), see_also=tuple(see_also), considerations=considerations, figures=figures,
        table=_table(desk, by_month), chronology=chronology, undated=undated if loose else None, sources=_sources(desk),
        unread=tuple(f"{p.document}: {p.reason}" for p in sorted(problems, key=lambda p: (p.document, p.id))),
    )  # fmt: skip


# --- what the parts share -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Desk:
    """The record of the period, and the running number of citations."""

    start: date
    end: date
    about: tuple[str, ...]
    as_of: date | None
    recorded: int | None
    coverage: Coverage | None
    documents: Mapping[str, Document]
    origins: Mapping[str, str]
    said: Mapping[str, Statement]
    messages: Mapping[str, Sequence[Statement]]
    clusters: Mapping[str, Cluster]
    notes: Mapping[str, Sequence[Note]]
    cited: dict[str, int] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))


def _desk(
    clusters: Sequence[Cluster], statements: Iterable[Statement], documents: Iterable[Document],
    start: date, end: date, about: Sequence[str], notes: Sequence[Note],
    as_of: date | None, recorded: int | None, coverage: Coverage | None,
) -> _Desk:  # fmt: skip
    said = sorted(statements, key=lambda s: (s.document, s.spans[0].start if s.spans else s.trigger.start, s.id))
    home = {member: c.id for c in clusters for member in (c.id, *(r.event.id for r in c.reports))}
    messages: dict[str, list[Statement]] = defaultdict(list)
    for statement in said:
        if statement.event in home:
            messages[home[statement.event]].append(statement)
    reports = [report for cluster in clusters for report in cluster.reports]
    known = {d.id: d for d in documents} | {r.document.id: r.document for r in reports}
    told: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        for name in sorted({home[about] for about in note.about if about in home}):
            told[name].append(note)
    return _Desk(
        start=start, end=end, about=tuple(about), as_of=as_of, recorded=recorded, coverage=coverage, documents=known,
        origins={r.document.id: r.origin for r in reports}, said={s.id: s for s in said}, messages=messages,
        clusters={c.id: c for c in clusters} | {r.event.id: c for c in clusters for r in c.reports}, notes=told,
    )  # fmt: skip


def _period(start: date, end: date) -> str:
    words = wording.dates(When(earliest=start, latest=end, lasts=True))
    return words.removeprefix("throughout ").removeprefix("from ").replace(" to ", " – ")


def _clocks(as_of: date | None, recorded: int | None) -> str:
    parts = [f"what was public by {wording.dates(When.on(as_of))}"] if as_of else []
    parts += [f"the record at entry {recorded} of its journal"] if recorded is not None else []
    return "; ".join(parts) or "the whole record"


# --- citations ----------------------------------------------------------------------------------------------------


def _cite(desk: _Desk, document: str, spans: Sequence[Span], rows: Sequence[Row] = ()) -> Citation:
    known = desk.documents.get(document)
    desk.cited.setdefault(document, len(desk.cited))
    return Citation(
        number=next(desk.numbers), document=document, title=_title(known, document),
        publisher=known.publisher if known else None, published=_published(known), address=known.address if known else None,
        language=known.language if known else None, rows=tuple(rows),
        quotes=tuple(dict.fromkeys(Quoted(exact=s.exact, start=s.start, end=s.end) for s in spans if s.exact)),
    )  # fmt: skip


def _title(document: Document | None, fallback: str) -> str:
    """The title, else the name of the file or the whole web address."""
    address = (document and document.address) or fallback
    return (document and document.title) or (address if "://" in address else address.rpartition("/")[2] or address)


def _published(document: Document | None) -> str:
    return wording.published(document.published) if document else "date unknown"


def _event_cites(desk: _Desk, cluster: Cluster) -> tuple[Citation, ...]:
    """One citation a document, the sentence of the trigger first, that of the occasion it was part of last."""
    spans: dict[str, list[Span]] = {}
    rows: dict[str, list[Row]] = {}
    for event in (report.event for report in cluster.reports):
        own = [i for i in event.evidence if isinstance(i, Span)]
        own.sort(key=lambda s: not s.start <= event.trigger.start < s.end)
        occasion = desk.clusters.get(event.parent or "")
        reports = [r.event for r in occasion.reports] if occasion else []
        around = [e.evidence[0] for e in reports if e.document == event.document]
        spans.setdefault(event.document, []).extend(own)
        spans[event.document] += [i for i in around if own and isinstance(i, Span)]
        rows.setdefault(event.document, []).extend(i for i in event.evidence if isinstance(i, Row))
    return tuple(_cite(desk, doc, spans[doc], rows[doc]) for doc in spans if spans[doc] or rows[doc])


def _counted(
    desk: _Desk, text: str, clusters: Sequence[Cluster], *,
    show: str = "contacts", level: str | None = None, when: When | None = None,
) -> Line:  # fmt: skip
    """A counted line with the command whose answer holds the same events, its clocks, and what had been read."""
    days = when or When(earliest=desk.start, latest=desk.end)
    command = [f"show {show}", *([f"--about {','.join(desk.about)}"] if desk.about else [])]
    command += [] if days.is_unknown else [f"--from {days.earliest} --to {days.latest}"]
    command += [f"--level '{level}'"] if level else []
    query = Query(
        command=" ".join(command), as_of=desk.as_of, recorded=desk.recorded, ids=tuple(c.id for c in clusters),
        coverage=desk.coverage.within(desk.start, desk.end) if desk.coverage else "coverage not known",
    )  # fmt: skip
    return Line(kind="counted", text=text, cites=(Citation(number=next(desk.numbers), query=query),))


# --- parts --------------------------------------------------------------------------------------------------------


def _considerations(notes: Sequence[Note]) -> Section:
    lines = tuple(_own(notes))
    return Section(id="considerations", title="Key Considerations", lines=lines, lead=None if lines else EMPTY)


def _own(notes: Sequence[Note]) -> Iterator[Line]:
    return (Line(kind="own", text=note.body, record=note.id) for note in notes)


def _figures(desk: _Desk, chosen: Choice) -> Section:
    by_month, loose = chosen.by_month, chosen.loose
    parts: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in chain.from_iterable(by_month.values()):
        parts[choice.part(cluster.event)].append(cluster)
    contacts, acts, apart = parts["contacts"], parts["acts"], parts["apart"]
    period = wording.dates(When(earliest=desk.start, latest=desk.end, lasts=True)).replace("throughout ", "in ")
    head = f"{_many(len(contacts), 'contact')} {_is(len(contacts))} recorded {period}{_modes(contacts)}"
    head += _claimed(contacts)
    entered = sum(not any(isinstance(i, Span | Row) for r in c.reports for i in r.event.evidence) for c in contacts)
    head += f"; {entered} of them {'was' if entered == 1 else 'were'} entered without a document" if entered else ""
    lines = [_counted(desk, f"{head}.", contacts)]
    for level in (*LEVELS, None):
        if some := [c for c in contacts if c.event.level == level]:
            text = f"{headings.level_words(level)}: {_many(len(some), 'contact')}{_modes(some)}."
            lines.append(_counted(desk, text, some, level=level))
    for month in by_month:
        if some := [c for c in by_month[month] if is_contact(c.event)]:
            text = f"{month_words(month)}: {_many(len(some), 'contact')}{_modes(some)}."
            lines.append(_counted(desk, text, some, when=days_of(month, desk.start, desk.end)))
    if acts:
        words = headings.in_words([c.event for c in acts], "kinds")
        lines.append(_counted(desk, f"Besides contacts: {words}{_claimed(acts)}.", acts, show="chronicle"))
    if apart:
        text = f"{_many(len(apart), 'event')} {_is(len(apart))} only planned, offered, called off or denied."
        lines.append(_counted(desk, text, apart, show="chronicle"))
    if loose:
        text = f"{_many(len(loose), 'event')} {_is(len(loose))} not dated to a month."
        lines.append(_counted(desk, text, loose, show="chronicle", when=When()))
    if left := [c for some in chosen.left.values() for c in some]:
        why = "; ".join(f"{len(some)} {headings.left_words(reason)}" for reason, some in sorted(chosen.left.items()))
        text = f"{_many(len(left), 'event')} {_is(len(left))} left out: {why}."
        lines.append(_counted(desk, text, left, show="chronicle", when=When()))
    return Section(id="figures", title="Key Figures", lines=tuple(lines))


def _table(desk: _Desk, by_month: Mapping[Month, Sequence[Cluster]]) -> Table:
    contacts = {m: [c for c in by_month.get(m, ()) if is_contact(c.event)] for m in months(desk.start, desk.end)}
    used = [lv for lv in (*LEVELS, None) if any(c.event.level == lv for some in contacts.values() for c in some)]
    moments = [
        Moment(
            start=c.event.when.earliest or desk.start, end=c.event.when.latest or desk.end,
            level=headings.level_words(c.event.level), text=f"{wording.dates(c.event.when)}: {wording.sentence(c.event)}",
        )
        for some in contacts.values() for c in some if c.event.when.day or c.event.when.lasts
    ]  # fmt: skip
    return Table(
        caption=f"Contacts by month and level, {_period(desk.start, desk.end)}",
        months=tuple(month_words(m) for m in contacts), levels=tuple(map(headings.level_words, used)),
        cells=tuple(tuple(sum(c.event.level == lv for c in some) for lv in used) for some in contacts.values()),
        moments=tuple(moments),
    )  # fmt: skip


def _month_section(desk: _Desk, month: Month, clusters: Sequence[Cluster], loose: Sequence[Cluster]) -> Section:
    key = f"{month[0]}-{month[1]:02d}"
    contacts = [c for c in clusters if is_contact(c.event)]
    sections: list[Section] = []
    for heading, some in headings.arranged(contacts):
        name = f"m-{key}-{len(sections) + 1}"
        lines = _absence(desk, month, heading, contacts, loose)
        lines += [_line(desk, c) for c in some if not choice.is_claim(c.event)]
        below = _claims(desk, name, some, month=key, level=heading.level)
        title = heading.one if len(some) == 1 else heading.many
        sections.append(
            Section(id=name, title=title, month=key, level=heading.level, lines=tuple(lines), sections=below)
        )
    sections += _parts(desk, f"m-{key}", clusters, month=key)
    return Section(id=f"m-{key}", title=month_words(month), month=key, sections=tuple(sections))


def _parts(desk: _Desk, key: str, clusters: Sequence[Cluster], month: str | None = None) -> Iterator[Section]:
    """What is no contact: acts and measures by kind, those only claimed last; then what did not take place."""
    acts = [c for c in clusters if choice.part(c.event) == "acts"]
    if acts:
        kinds = headings.grouped([c for c in acts if not choice.is_claim(c.event)])
        groups = [
            Section(id=f"{key}-acts-{n}", title=title, month=month, lines=tuple(_line(desk, c) for c in some))
            for n, (title, some) in enumerate(kinds, start=1)
        ]
        claims = _claims(desk, f"{key}-acts", acts, month=month)
        yield Section(id=f"{key}-acts", title=headings.part("acts"), month=month, sections=(*groups, *claims))
    if apart := tuple(_line(desk, c) for c in clusters if choice.part(c.event) == "apart"):
        yield Section(id=f"{key}-apart", title=headings.part("apart"), month=month, lines=apart)


def _claims(
    desk: _Desk, key: str, clusters: Sequence[Cluster], *, month: str | None, level: str | None = None
) -> tuple[Section, ...]:
    """What a party or an unconfirmed report alone says, below the rest."""
    lines = tuple(_line(desk, c) for c in clusters if choice.is_claim(c.event))
    title = headings.part("claimed")
    return (Section(id=f"{key}-claimed", title=title, month=month, level=level, lines=lines),) if lines else ()


def _absence(
    desk: _Desk, month: Month, heading: Heading, contacts: Sequence[Cluster], loose: Sequence[Cluster]
) -> list[Line]:
    """That nobody of this level met in person: only where the month was read and no loose meeting may lie in it."""
    if heading.absence is None or desk.coverage is None or not desk.coverage.of(month):
        return []
    days = days_of(month, desk.start, desk.end)
    some = [c for c in contacts if c.event.level == heading.level]
    may_be = [
        c for c in loose
        if is_contact(c.event) and c.event.level in (heading.level, None) and c.event.when.meets(days.earliest, days.latest)
    ]  # fmt: skip
    if any(headings.is_in_person(c.event) for c in [*some, *may_be]):
        return []
    when = wording.dates(days.model_copy(update={"lasts": True})).replace("throughout ", "in ")
    text = f"No meeting in person {heading.absence} is recorded {when}; {headings.in_words([c.event for c in some])} {_is(len(some))}."
    return [_counted(desk, text, some, level=heading.level, when=days)]


# --- lines --------------------------------------------------------------------------------------------------------


def _line(desk: _Desk, cluster: Cluster) -> Line:
    """The event with its evidence; one that rests on a person's act alone is that person's own line."""
    event, cites = cluster.event, _event_cites(desk, cluster)
    acts = [i for r in cluster.reports for i in r.event.evidence if isinstance(i, Act)]
    entered = [f"entered by {act.who}, without a document{f': {act.note}' if act.note else ''}" for act in acts]
    return Line(
        kind="coded" if cites else "own", text=wording.sentence(event, by=wording.claimed_by((r.event for r in cluster.reports), desk.said)),
        when=wording.dates(event.when), record=cluster.id, cites=cites,
        remarks=(*remarks(cluster, desk.clusters), *([] if cites else entered)),
        under=(*_messages(desk, desk.messages.get(cluster.id, ())), *_own(desk.notes.get(cluster.id, ()))),
    )  # fmt: skip


def _messages(desk: _Desk, statements: Sequence[Statement]) -> Iterator[Line]:
    """Who said what on the occasion; the same words of the same speaker are one line with several citations."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        words = " … ".join(span.exact.strip(' \n\t“”"«».,;:') for span in statement.spans)
        speaker = wording.named(statement.speaker) if statement.speaker else "an unnamed speaker"
        groups.setdefault((speaker, " ".join(words.split())), []).append(statement)
    for (speaker, words), same in groups.items():
        reported = "" if all(s.kind == "direct" for s in same) else ", as reported"
        relayed = wording.listing(wording.named(s.relayed_by) for s in same if s.relayed_by)
        by = f"{speaker[:1].upper()}{speaker[1:]}{f' (relayed by {relayed})' if relayed else ''}{reported}"
        spans: dict[str, list[Span]] = {}
        for statement in same:
            found = [i for i in statement.evidence if isinstance(i, Span)] or list(statement.spans)
            spans.setdefault(statement.document, []).extend(found)
        cites = tuple(_cite(desk, document, spans[document]) for document in spans)
        yield Line(kind="coded", text=f"{by}: “{words}”", record=same[0].id, cites=cites)


def _sources(desk: _Desk) -> tuple[Source, ...]:
    """The cited documents in the order of first citation; a near-duplicate names the source it repeats."""
    number = {document: n for n, document in enumerate(desk.cited, start=1)}
    return tuple(
        Source(
            number=n, document=document, title=_title(known := desk.documents.get(document), document),
            publisher=known.publisher if known else None, published=_published(known), address=known.address if known else None,
            language=known.language if known else None,
            repeats=desk.origins.get(document, document) != document,
            origin=number.get(desk.origins[document]) if desk.origins.get(document, document) != document else None,
        )
        for document, n in number.items()
    )  # fmt: skip


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _claimed(clusters: Sequence[Cluster]) -> str:
    claims = sum(choice.is_claim(c.event) for c in clusters)
    return f"; {claims} of them {'rests' if claims == 1 else 'rest'} on a claim alone" if claims else ""


def _modes(clusters: Sequence[Cluster]) -> str:
    """ " (2 visits and 1 telephone conversation)", " (all visits)", " (visit)"; nothing where there is nothing."""
    words = headings.in_words([c.event for c in clusters])
    number, _, kind = words.partition(" ")
    if number == str(len(clusters)):
        words = kind if number == "1" else f"all {kind}"
    return f" ({words})" if words else ""
