"""CAMEO event rows as Phoenix and ICEWS have them: tab-separated, one row a source and target, with a head line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations, product
from pathlib import Path
from typing import Any

from dragoman.analyse.reduce import Reduced, reduced
from dragoman.codebook import load
from dragoman.live import Cluster
from dragoman.record import Event, Party, Report, Span, Value

HEAD = ("Date", "Source", "Target", "CAMEO", "Root", "Quad", "Goldstein", "Text", "URL", "Event ID")
_RUNS = ("=", "+", "-", "@")  # what a spreadsheet would run as a formula (OWASP, "CSV Injection")


def write(rows: Iterable[Value | Cluster], out: Path) -> Mapping[str, int]:
    """Write the events told as happened; how many were left out, by reason.

    Left out: events of no one known first day, what is planned, considered, claimed or denied (CAMEO has no mark for it;
    promises, refusals and threats are acts and go out), and events of a type without a code or no party with one. Parties that act
    together give one row each way, and a visit one for the guest (042) and one for the host (043); where nobody is the
    target it is blank. Source and Target: state (ISO 3166 alpha-3) and CAMEO agent, "BLRGOV". Goldstein is blank where
    the value is not sure.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     out = Path(folder) / "events.tsv"
    ...     dict(write([], out)), out.read_text().split("\\t")[:4]
    ({}, ['Date', 'Source', 'Target', 'CAMEO'])
    """
    left: Counter[str] = Counter()
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(HEAD) + "\n")
        for row in rows:
            if not isinstance(row, Cluster):
                left["no event"] += 1
                continue
            reason, lines = _lines(row)
            if reason:
                left[reason] += 1
            file.writelines("\t".join(line) + "\n" for line in lines)
    return left


def _lines(cluster: Cluster) -> tuple[str | None, list[Sequence[str]]]:
    """Why the event is left out, or its rows."""
    event, plain, cameo = cluster.event, reduced(cluster.event), load().scales["exchange"]["cameo"]
    day = event.when.earliest if event.when.lasts else event.when.day
    if day is None:
        return "without a day", []
    if plain.auxiliary:
        return "not told as happened", []
    if plain.type not in cameo["codes"]:
        return "of a type that CAMEO does not have", []
    dyads = list(dict.fromkeys(_dyads(event, plain, cameo)))
    if not dyads:
        return "without a party that has a code", []
    text, url = _cited(cluster.reports)
    return None, [
        (
            str(day), source, target, code, code[:2], str(_quad(code, cameo)), str(cameo["goldstein"].get(code, "")),
            text, url, cluster.id,
        )
        for source, target, code in dyads
    ]  # fmt: skip


def _dyads(event: Event, plain: Reduced, cameo: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Source, target and code of each row."""
    code = _code(event, plain, cameo["codes"])
    actors, recipients = (_agents(parties, cameo) for parties in (event.actors, event.recipients))
    if not recipients and event.host and code in cameo["back"]:
        recipients = _agents((event.host,), cameo)
    if recipients or len(actors) < 2:
        pairs = list(product(actors or [""], recipients or [""]))
    else:
        pairs = list(permutations(actors, 2))
    for source, target in pairs:
        if source or target:
            yield source, target, code
            if code in cameo["back"] and target:
                yield target, source, cameo["back"][code]


def _agents(parties: Sequence[Party], cameo: Mapping[str, Any]) -> list[str]:
    """Codes of a side, each once; several people of one code are two where they are all there is, as in a meeting at home."""
    codes = [code for party in parties if (code := _agent(party, cameo))]
    return list(dict.fromkeys(codes)) if len(set(codes)) > 1 else codes[:2]


def _agent(party: Party, cameo: Mapping[str, Any]) -> str:
    state = load().states.get(party.country or "")
    own = cameo["bodies"].get(party.country or "")
    agent = str(cameo["agents"].get(party.sector or "", ""))
    if state is None:
        return str(own or agent or ("IGO" if party.country else ""))
    return str(own or state.parent or state.code) + (agent if agent not in ("IGO", "NGO") else "")


def _code(event: Event, plain: Reduced, codes: Mapping[str, str]) -> str:
    """The most special code that fits: by mode, by what is promised, by context, by type."""
    keys = [
        f"{plain.type}/{plain.mode}",
        f"{plain.type}>{plain.content}",
        *(f"{plain.type} {c}" for c in event.contexts),
    ]
    return next(codes[key] for key in (*keys, plain.type) if key in codes)


def _quad(code: str, cameo: Mapping[str, Any]) -> int:
    return next(n for n, last in enumerate(cameo["quads"], 1) if int(code[:2]) <= last)


def _cited(reports: Sequence[Report]) -> tuple[str, str]:
    """The first sentence, and the address of its document."""
    for report in reports:
        for evidence in report.event.evidence:
            if isinstance(evidence, Span):
                return _cell(evidence.exact), _cell(report.document.address or report.document.id)
    return "", _cell(reports[0].document.address or reports[0].document.id)


def _cell(words: str) -> str:
    plain = " ".join(words.split())
    return f"'{plain}" if plain.startswith(_RUNS) else plain
