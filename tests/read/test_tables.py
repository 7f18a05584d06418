"""Event tables of others: told by their columns, read in portions, a row an event, a broken row a Problem."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codebook import load
from dragoman.read import gather, read, tables
from dragoman.record import Bundle, Event, Party, Problem, Row
from dragoman.source import Source
from dragoman.when import When

SAMPLES = Path(__file__).parents[1] / "gold" / "exchange"
NOW = datetime(2024, 6, 1, tzinfo=UTC)
ICEWS, POLECAT = (SAMPLES / name for name in ("icews.tab", "polecat.txt"))
GDELT = SAMPLES / "gdelt.export.CSV"
EXCHANGE = load().scales["exchange"]


def read_in(data: bytes, address: str = "t.tab") -> Bundle:
    found = tables.bundles(Source(address, data, NOW))
    assert found is not None
    [made] = found
    assert isinstance(made, Bundle)
    return made


def events(path: Path) -> dict[str, Event]:
    """Events by the id of their row."""
    found = {}
    for record in read_in(path.read_bytes(), path.name).records:
        assert isinstance(record, Event)
        [row] = record.evidence
        assert isinstance(row, Row)
        found[row.key] = record
    return found


def person(name: str, words: str, country: str, **more: str) -> Party:
    entity = {"Vladimir Putin": "per:putin-vladimir", "Alexander Lukashenko": "per:lukashenko-alexander"}[name]
    return Party(kind="person", name=name, words=words, entity=entity, country=country, sector="GOV", **more)


def is_table(data: bytes) -> bool:
    return tables.is_table(Source("a", data, NOW))


# --- what is a table ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [ICEWS, POLECAT, GDELT], ids=lambda path: path.name)
def test_a_table_is_told_by_its_columns(path: Path) -> None:
    data = path.read_bytes()
    assert is_table(data)
    assert is_table(data.replace(b"\r\n", b"\n"))
    assert not is_table(b"\n".join(line.partition(b"\t")[2] for line in data.splitlines()))  # one column less


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n", b"Talks\tin\tMinsk", b"a,b,c\n1,2,3", b"\t" * 60, b"Event ID\tEvent Date\tCAMEO Code" + b"\tx" * 9,
        b"1\t20220311\t202203" + b"\t" * 57, b"1\t20220311\t202204" + b"\t" * 58, b"\xff\xfe" + b"\t" * 60,
    ],
)  # fmt: skip
def test_other_files_are_no_tables(data: bytes) -> None:
    assert not is_table(data)
    assert tables.split(io.BytesIO(data), "a", NOW) is None


def test_columns_may_stand_in_another_order_and_be_more() -> None:
    lines = [line.split("\t") for line in ICEWS.read_text(encoding="utf-8").splitlines()]
    turned = "\n".join("\t".join([*reversed(line), "more"]) for line in lines[:3])
    kept = [(e.type, e.mode, e.when) for e in list(events(ICEWS).values())[:2]]
    assert [(e.type, e.mode, e.when) for e in read_in(turned.encode()).records if isinstance(e, Event)] == kept


# --- rows ---------------------------------------------------------------------------------------------------------


def test_a_gdelt_row_is_an_event_that_rests_on_it() -> None:
    made = read_in(GDELT.read_bytes(), "in/gdelt.export.CSV")
    hosted = events(GDELT)["900000001"]
    him = person("Vladimir Putin", "VLADIMIR PUTIN", "RUS")
    assert hosted.model_dump(exclude={"id", "document", "trigger"}) == Event(
        id="", document="", type="CONSULT", mode="visit", host=him, recipients=(him,),
        actors=(person("Alexander Lukashenko", "ALEXANDER LUKASHENKO", "BLR"),), place="Moscow", place_country="RUS",
        when=When.on(date(2022, 3, 11)), standing="unconfirmed", trigger=hosted.trigger,
        evidence=(Row(dataset="GDELT 2.0 events", version="gdelt.export.CSV", key="900000001"),),
        coding=hosted.coding,
    ).model_dump(exclude={"id", "document", "trigger"})  # fmt: skip
    assert (hosted.coding.coder, hosted.coding.confidence, hosted.coding.reason) == ("import:gdelt", 0.25, "CAMEO 043")
    assert made.document.title == "GDELT 2.0 events, gdelt.export.CSV, rows 1–12; 1 of them no event in PLOVER"
    assert made.document.published == When(earliest=date(2022, 3, 3), latest=date(2022, 3, 12), basis="publication")
    assert (made.document.publisher, made.document.genre, made.text.reader) == ("GDELT Project", "event table", "table")


def state(name: str, country: str, words: str, sector: str | None = None) -> Party:
    return Party(kind="state", name=name, words=words, country=country, sector=sector)


def group(words: str | None, country: str | None, sector: str | None = None) -> Party:
    return Party(kind="group", name=None, words=words, country=country, sector=sector)


RUSSIA = state("Russia", "RUS", "RUSSIA")


@pytest.mark.parametrize(
    ("path", "key", "act", "actors", "recipients"),
    [
        (GDELT, "900000002", ("CONSULT", "visit", None, "happened", None), (state("Belarus", "BLR", "BELARUS"),), (state("Russia", "RUS", "MOSCOW"),)),
        (GDELT, "900000003", ("CONSULT", "negotiate", None, "happened", "Antalya"), (state("Russia", "RUS", "RUSSIAN"), group("FOREIGN MINISTER", "UKR", "GOV")), ()),
        (GDELT, "900000005", ("AGREE", None, "CONSULT", "offered", "Moscow"), (RUSSIA,), (state("Ukraine", "UKR", "UKRAINE"),)),
        (GDELT, "900000009", ("ACCUSE", "disapprove", None, "happened", "New York"), (Party(kind="body", name="United Nations", words="UNITED NATIONS", entity="org:un", country="UN", sector="IGO"),), (RUSSIA,)),
        (GDELT, "900000011", ("COERCE", "arrest", None, "happened", "Leningrad Oblast"), (group("POLICE", "RUS", "COP"),), (group("PROTESTER", None, "CVL"),)),
        (GDELT, "900000012", ("SUPPORT", None, None, "happened", None), (group("EUROPE", None),), ()),
        (ICEWS, "1", ("CONSULT", "visit", None, "happened", "Moscow"), (person("Alexander Lukashenko", "Alexander Lukashenko", "BLR"),), (person("Vladimir Putin", "Vladimir Putin", "RUS"),)),
        (ICEWS, "2", ("PROTEST", "demo", None, "happened", "Minsk"), (group("Citizen (Belarus)", "BLR", "CVL"),), (state("Belarus", "BLR", "Belarus"),)),
        (ICEWS, "5", ("ASSAULT", None, None, "happened", None), (state("Israel", "ISR", "Israel"),), (state(load().states["PSE"].name, "PSE", "Occupied Palestinian Territory"),)),
        (ICEWS, "6", ("ACCUSE", "disapprove", None, "happened", None), (Party(kind="unknown", name="Ivan Nobody", words="Ivan Nobody"),), (state("Russia", "RUS", "Russia"),)),
        (POLECAT, "20220311-1", ("CONSULT", "visit", None, "happened", "Moscow"), (person("Alexander Lukashenko", "Alexander Lukashenko", "BLR", role="president"),), (person("Vladimir Putin", "Vladimir Putin", "RUS", role="president"),)),
        (POLECAT, "20220310-1", ("ASSAULT", "targeted", None, "happened", "Mariupol"), (Party(kind="unknown", name="Russia", words="Russia", country="RUS", sector="MIL"),), (group(None, "UKR", "CVL"),)),
        (POLECAT, "20220310-2", ("CONSULT", None, None, "happened", "Antalya"), (state("Russia", "RUS", "Russia", "GOV"), state("Ukraine", "UKR", "Ukraine", "GOV")), ()),
    ],
)  # fmt: skip
def test_rows_become_events(
    path: Path, key: str, act: tuple[str | None, ...], actors: tuple[Party, ...], recipients: tuple[Party, ...]
) -> None:
    event = events(path)[key]
    assert (event.type, event.mode, event.content, event.status, event.place) == act
    assert (event.actors, event.recipients) == (actors, recipients)


def test_contexts_that_plover_lacks_are_left_out_and_an_unknown_mode_is_told() -> None:
    found = events(POLECAT)
    assert found["20220722-1"].contexts == ("economic", "human_security")
    assert found["20220310-2"].coding.reason == "PLOVER CONSULT séance, a mode that the manual does not have"


@pytest.mark.parametrize(
    ("path", "problems"),
    [
        (GDELT, [(6, "3 columns in place of 61", ""), (7, "a row without a day", "20220231"), (8, "a CAMEO code that is not known", "999"), (10, "a row that names nobody", "")]),
        (ICEWS, [(9, "21 columns in place of 20", ""), (10, "a row without an id", "")]),
        (POLECAT, [(7, "a type that PLOVER does not have", "COMMENT")]),
    ],
)  # fmt: skip
def test_a_broken_row_is_a_problem_with_its_line_and_the_others_are_read(
    path: Path, problems: list[tuple[int, str, str]]
) -> None:
    made = read_in(path.read_bytes(), path.name)
    assert [(p.document, p.reason, p.detail) for p in made.notices] == [
        (f"{path.name} line {line}", reason, detail) for line, reason, detail in problems
    ]
    lines = len(path.read_text(encoding="utf-8").splitlines()) - (path != GDELT)
    silent = 1 if path != POLECAT else 0  # CAMEO 01 and 02
    assert len(made.records) == lines - len(problems) - silent


def test_bytes_that_are_no_utf8_cost_one_row() -> None:
    data = ICEWS.read_bytes().replace("António".encode(), b"Ant\xf3nio")
    made = read_in(data, "icews.tab")
    assert [(p.document, p.reason) for p in made.notices][:1] == [("icews.tab line 4", "bytes that are not UTF-8")]
    assert len(made.records) == len(events(ICEWS)) - 1


# Tabs, ends of lines, other ends of lines, letters of two bytes and of four, broken bytes.
PIECES = [
    b"\t",
    b"\n",
    b"\r\n",
    b"040",
    b"2022-03-11",
    b"Russia",
    "Київ".encode(),
    "\U0001f54a".encode(),
    b"\xff",
    b"\xe2\x80\xa8",
    b"\x0b",
    b"\x00",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from([GDELT, ICEWS, POLECAT]))
def test_every_trigger_quotes_the_text_whatever_stands_between(pieces: list[bytes], path: Path) -> None:
    first, _, rest = path.read_bytes().partition(b"\n")
    made = read_in(first + b"\n" + b"".join(pieces) + b"\n" + rest)
    assert made.text.body == (first + b"\n" + b"".join(pieces) + b"\n" + rest).decode("utf-8", errors="replace")
    for event in made.records:
        assert isinstance(event, Event)
        assert made.text.body[event.trigger.start : event.trigger.end] == event.trigger.exact
    assert len({event.id for event in made.records}) == len(made.records) >= 4


# --- portions -----------------------------------------------------------------------------------------------------


def portions(path: Path) -> list[Source]:
    found = list(gather([str(path)], NOW))
    assert not [f for f in found if isinstance(f, Problem)]
    return [f for f in found if isinstance(f, Source)]


@pytest.mark.parametrize("path", [ICEWS, GDELT], ids=lambda path: path.name)
def test_portions_hold_what_the_whole_holds(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, problems = events(path), read_in(path.read_bytes(), str(path)).notices
    monkeypatch.setattr(tables, "ROWS", 4)
    parts, first, last = portions(path), 1 if path == GDELT else 2, len(path.read_bytes().splitlines())
    assert [p.address for p in parts] == [f"{path}#row={n}-{min(n + 3, last)}" for n in range(first, last + 1, 4)]
    made = [b for part in parts for b in tables.bundles(part) or () if isinstance(b, Bundle)]
    strip = {"document", "trigger"}
    assert [r.model_dump(exclude=strip) for b in made for r in b.records] == [
        e.model_dump(exclude=strip) for e in whole.values()
    ]
    assert [p for b in made for p in b.notices] == list(problems)


def test_a_file_larger_than_any_document_is_read_when_it_is_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.read.LARGEST", 1000)
    assert [p.address for p in portions(GDELT)] == [f"{GDELT}#row=1-12"]
    [found] = gather([str(SAMPLES / "README.md")], NOW)
    assert isinstance(found, Source)


def test_a_line_without_an_end_costs_one_row_and_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.tab"
    path.write_bytes(ICEWS.read_bytes() + b"x" * 3_000_000 + b"\n" + ICEWS.read_bytes().splitlines()[1] + b"\n")
    [part] = portions(path)
    assert len(part.data) < 200_000
    made = read_in(part.data, part.address)
    assert [p.document for p in made.notices][-1] == f"{path} line 11"
    assert len(made.records) == len(events(ICEWS)) + 1


def test_a_table_or_a_portion_whose_first_row_is_broken_is_still_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "ROWS", 2)
    path, rows = tmp_path / "a.CSV", GDELT.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([b"cut\tshort\n", rows[0], b"cut\tshort\n", b"cut again\n", *rows[:2]]))
    made = [b for part in portions(path) for b in tables.bundles(part) or () if isinstance(b, Bundle)]
    assert [(len(b.records), len(b.notices)) for b in made] == [(1, 1), (0, 2), (2, 0)]
    assert made[1].document.published == When(latest=NOW.date(), basis="publication")


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_zipped_table_is_read_as_published(tmp_path: Path) -> None:
    path = tmp_path / "20220311101500.export.CSV.zip"
    path.write_bytes(zipped({"20220311101500.export.CSV": GDELT.read_bytes()}))
    [part] = portions(path)
    assert part.address == f"{path}!/20220311101500.export.CSV#row=1-12"
    made = [b for b in tables.bundles(Source("mail.zip", path.read_bytes(), NOW)) or () if isinstance(b, Bundle)]
    assert [b.document.id for b in made] == [read_in(GDELT.read_bytes()).document.id]
    [row] = made[0].records[0].evidence
    assert isinstance(row, Row)
    assert row.version == "20220311101500.export.CSV"


def test_a_table_among_other_files_is_refused_with_a_way_out(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"The envoys met in Oslo.", "b.tab": ICEWS.read_bytes()})
    found = list(read(Source("mixed.zip", data, NOW)))
    assert [(f.document, f.reason, f.detail) for f in found if isinstance(f, Problem)] == [
        ("mixed.zip!/b.tab", "an event table among other files", "add it by itself")
    ]
    assert len(found) == 2


def test_a_broken_archive_of_tables_is_a_problem(tmp_path: Path) -> None:
    path, data = tmp_path / "broken.zip", bytearray(zipped({"a.CSV": GDELT.read_bytes() * 500}))
    data[-500] ^= 0xFF  # past the first 64 KiB, by which the table is told
    path.write_bytes(data)
    assert [found.reason for found in gather([str(path)], NOW) if isinstance(found, Problem)] == [
        "broken file in the archive"
    ]


def test_a_directory_of_many_files_is_left_to_the_guarded_reader(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    path.write_bytes(zipped({f"{n:0100}.CSV": GDELT.read_bytes() for n in range(8_000)}))
    with path.open("rb") as file:
        assert tables.split(file, str(path), NOW) is None


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped({"a.CSV": GDELT.read_bytes() + b"0\t" * 8_000_000}))
    [found] = gather([str(path)], NOW)
    assert isinstance(found, Problem)
    assert found.reason == "packed too tightly, as in a zip bomb: more than 200 to 1"


def test_all_portions_of_a_data_set_have_the_words_of_one_origin_and_other_sets_do_not() -> None:
    one, again = read_in(GDELT.read_bytes()), read_in(GDELT.read_bytes() + GDELT.read_bytes().splitlines()[0] + b"\n")
    assert one.document.id != again.document.id
    assert one.shingles == again.shingles
    assert len({read_in(path.read_bytes()).shingles for path in (GDELT, ICEWS, POLECAT)}) == 3


# --- the data -----------------------------------------------------------------------------------------------------


def test_every_cameo_code_gives_a_type_mode_and_contexts_that_plover_has() -> None:
    plover, modes = EXCHANGE["plover"], Counter[str]()
    for code, words in EXCHANGE["cameo"]["events"].items():
        act, *contexts = words.split()
        type, _, mode = act.partition("/")
        assert type.lower() in load().codebook, code
        assert set(contexts) <= set(plover["contexts"].split()), code
        modes[act] += bool(mode)
        assert not mode or act in {*plover["scores"], *plover["unscored"], "CONSULT/negotiate"}, code
    assert len(EXCHANGE["cameo"]["events"]) == 256 + 5


def test_every_mode_of_plover_is_a_mode_of_the_codebook() -> None:
    for act in {*EXCHANGE["plover"]["scores"], *EXCHANGE["plover"]["unscored"]}:
        type, _, mode = act.partition("/")
        assert not mode or mode in load().codebook[type.lower()]["modes"], act


def test_sectors_and_states_of_the_tables_are_known() -> None:
    sectors = {*EXCHANGE["plover"]["sectors"].split(), "IGO", "NGO"}
    for table in EXCHANGE["table"]:
        assert {*table.get("sectors", {}).values(), *table.get("within", {}).values()} <= sectors
    assert {pair.split(":")[1] for pair in EXCHANGE["fips"]["codes"].split()} <= set(load().states)
    assert {code for name, code in EXCHANGE["countries"].items() if name != "source"} <= set(load().states)
