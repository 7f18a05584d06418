"""Dates of publication that people gave: documents are read again with them, and proposals come from the desk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from dragoman import lens
from dragoman.analyse import redate as analysed
from dragoman.codebook import load
from dragoman.live import judge
from dragoman.record import Bundle, Document, Known, digest
from dragoman.store import Store

if TYPE_CHECKING:
    from dragoman.code import Coder

_COPY = 0.8  # share of the shorter text that stands in the longer one, where one is a copy of the other
_TITLE = 20  # characters of a title, and words of it, from which its mention is no accident
_TITLE_WORDS = 4
_MENTIONS = 50  # sentences looked at for the mention of a title


def proposals(store: Store) -> Iterator[analysed.Proposal]:
    """What the desk tells of documents that do not state when they came out."""
    documents = [d for d in store.documents() if d.genre != "entry"]
    undated = [d for d in documents if analysed.is_undated(d)]
    if not undated:
        return
    copies = {d.id: dict(_copies(store, d.id)) for d in undated}
    named = _naming(store, undated, [d for d in documents if not analysed.is_undated(d)])
    yield from analysed.propose(documents, lens.clusters(store), copies=copies, named=named, book=load())


def known(store: Store) -> Mapping[str, Known]:
    """What people said of documents, by id, as it stands."""
    return judge.known(judge.standing(store.judgements()))


def again(store: Store, document: Document, coders: Mapping[str, Coder], told: Mapping[str, Known]) -> Bundle:
    """A stored document read once more: with the date that people gave it, else with what it says itself."""
    from dragoman import run  # spaCy is only needed here

    if document.id in told:
        document = document.model_copy(update={"published": told[document.id].published, "grounds": ()})
    else:
        document = _untold(store, document)
    return under(run.again(document, store.text(document.id), coders), told)


def under(made: Bundle, told: Mapping[str, Known]) -> Bundle:
    """The reading with the hash of what was known beforehand."""
    if made.document.id not in told:
        return made
    name = told[made.document.id].hash
    reading = made.reading.model_copy(update={"known": name, "id": f"r-{digest(made.reading.id, name, length=12)}"})
    return made.model_copy(update={"reading": reading})


def kept(store: Store, made: Bundle) -> Bundle:
    """A reading made elsewhere, made again with the date that people gave the document, where there is one."""
    readings = store.readings(made.document.id)
    if made.reading.known or not readings or not readings[-1][1].known:
        return made
    told = known(store)
    if made.document.id not in told:
        return made
    from dragoman import code, run

    document = made.document.model_copy(update={"published": told[made.document.id].published, "grounds": ()})
    return under(run.again(document, made.text, code.CODERS), told)


def _untold(store: Store, document: Document) -> Document:
    """The document as it was last read without a person's date."""
    readings = store.readings(document.id)
    if not readings[-1][1].known:
        return document
    entry = next(seq for seq, reading in reversed(readings) if not reading.known)
    return store.document(document.id, recorded=entry) or document


def _copies(store: Store, document: str) -> Iterator[tuple[str, float]]:
    """Documents of which nearly all words stand in this one, or the other way round, and how long this is beside them."""
    for other, containment in store.near(document).items():
        if containment >= _COPY:
            yield other, len(store.text(document).body) / len(store.text(other).body)


def _naming(store: Store, undated: Collection[Document], dated: Collection[Document]) -> Iterator[tuple[str, str]]:
    """Pairs of documents of which the first names the second by title or address, an undated one and a dated one."""
    titles = {other.id: _plain(other.title or "") for other in dated}
    names = [(name, other.id) for other in dated for name in _names(other)]
    for document in undated:
        text, own = _plain(store.text(document.id).body), _plain(document.title or "")
        for other in dict.fromkeys(id for name, id in names if name != own and name in text):
            yield document.id, other
        for title in _names(document):
            if title.startswith("http"):
                continue
            for hit in store.search(f'"{title}"', limit=_MENTIONS):
                if titles.get(hit.document, title) != title and title in _plain(hit.quote):
                    yield hit.document, document.id


def _names(document: Document) -> Iterable[str]:
    """Title and address, where they are long enough to name nothing else."""
    title, address = _plain(document.title or ""), document.address or ""
    if len(title) >= _TITLE and len(title.split()) >= _TITLE_WORDS:
        yield title
    if address.startswith(("http://", "https://")):
        yield _plain(address)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
