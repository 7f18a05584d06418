"""Sources to documents: kinds by content, identities, what is stated, folders and lists, and hostile input."""

from __future__ import annotations

import hashlib
import io
import os
import random
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest

from dragoman.read import VERSIONS, gather, read
from dragoman.record import Document, Problem, Text, digest
from dragoman.source import Source
from dragoman.when import When

READERS = Path(__file__).parents[2] / "src" / "dragoman" / "read"
NOW = datetime(2024, 6, 1, tzinfo=UTC)
WORDS = "The envoys of the two states met in Oslo on Friday. They agreed to meet again."


def one(data: bytes, address: str = "a.txt", **declared: object) -> tuple[Document, Text]:
    [found] = read(Source(address, data, NOW, **declared))  # type: ignore[arg-type]
    assert not isinstance(found, Problem), found
    return found


def problems(data: bytes, address: str = "a.txt") -> list[tuple[str, str]]:
    """(address, reason) of every Problem; documents as (address, "read")."""
    return [
        (found.document, found.reason) if isinstance(found, Problem) else (str(found[0].address), "read")
        for found in read(Source(address, data, NOW))
    ]


def zipped(files: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def word() -> bytes:
    out, file = io.BytesIO(), docx.Document()
    file.add_paragraph(WORDS)
    file.save(out)
    return out.getvalue()


def test_the_body_of_a_plain_file_is_the_file_code_point_for_code_point() -> None:
    raw = "\ufeffTalks\r\n\r\n  • One.\r\n\u00a0\r\n  • Two…\r\n"
    document, text = one(raw.encode())
    assert text.body == raw[1:]
    sha256 = hashlib.sha256(raw.encode()).hexdigest()
    assert (document.id, document.sha256) == ("d-" + sha256[:16], sha256)
    assert text.sha256 == hashlib.sha256(text.body.encode()).hexdigest()
    assert text.id == "t-" + digest(document.id, "plain", "1", text.sha256)


@pytest.mark.parametrize(
    ("address", "media", "data", "reader"),
    [
        ("a.txt", None, WORDS.encode(), "plain"),
        ("a.pdf", None, WORDS.encode(), "plain"),  # the name lies
        ("a.txt", None, b"<!DOCTYPE html><html><body><p>" + WORDS.encode() + b"</p></body></html>", "html"),
        ("a.txt", None, b"\xef\xbb\xbf <!-- x --><html><body><p>" + WORDS.encode() + b"</p></body></html>", "html"),
        ("a.txt", "text/plain", b"<p> is a tag. " + WORDS.encode(), "plain"),
        ("a.html", None, b"Note: <b>" + WORDS.encode() + b"</b>", "html"),
        ("http://a.example/1", "text/html", b"Note: <b>" + WORDS.encode() + b"</b>", "html"),
        ("a.zip", None, word(), "docx"),
        ("a", None, b"<?xml version='1.0'?><rss><channel><item><description>" + WORDS.encode() + b"</description></item></channel></rss>", "feed"),
    ],
)  # fmt: skip
def test_what_it_is_is_told_by_the_bytes(address: str, media: str | None, data: bytes, reader: str) -> None:
    document, text = one(data, address, media=media)
    assert (text.reader, document.language) == (reader, "en")
    assert WORDS in text.body


def test_a_page_in_another_encoding_is_read_by_what_it_declares() -> None:
    words = "Міністри закордонних справ двох держав зустрілися у Відні."
    page = f"<html><head><meta charset='windows-1251'></head><body><p>{words}</p></body></html>"
    document, text = one(page.encode("cp1251"), "a.html")
    assert (text.body, document.language) == (words, "uk")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("They met.\n\nNo day is named here.", (None, None, None, None, None)),
        ("---\ntitle: Talks\ndate: 2024-05-02\npublisher: The Desk\nauthor: Ada\nlanguage: en\ngenre: news\n---\n\nThey met.", ("Talks", "Ada", "The Desk", date(2024, 5, 2), "news")),
        ("Title: Talks\nDate: 2 May 2024\nPublisher: The Desk\n\nThey met.", ("Talks", None, "The Desk", date(2024, 5, 2), None)),
        ("New Talks: A Hope\nAda Example | 2 May 2024\nThe two met and agreed.", ("New Talks: A Hope", "Ada Example", None, date(2024, 5, 2), None)),
        ("Talks\n\nMay 2nd, 2024, 14:30\n\nThey met.", ("Talks", None, None, date(2024, 5, 2), None)),
        ("Talks\n\n02.05.2024\n\nThey met.", ("Talks", None, None, date(2024, 5, 2), None)),
        ("Talks\n\n05/02/2024\n\nThey met.", ("Talks", None, None, None, None)),  # which is the month?
        ("Date: 31 February 2024\n\nThey met.", (None, None, None, None, None)),
        ("Date: May 2024\n\nThey met.", (None, None, None, None, None)),
        ("# Talks\n\nThey met.\n\n2 May 2024\n\nThey met again.", ("Talks", None, None, None, None)),
    ],
)  # fmt: skip
def test_only_what_the_text_states_of_itself_is_known(body: str, expected: tuple[object, ...]) -> None:
    document, _ = one(body.encode())
    assert (document.title, document.author, document.publisher, document.published.day, document.genre) == expected


def test_what_is_declared_outranks_what_the_text_says() -> None:
    day = When.on(date(2024, 1, 1), basis="publication")
    document, _ = one(b"Title: Talks\nDate: 2 May 2024\n\nThey met.", title="Call", published=day, publisher="Wire")
    assert (document.title, document.published, document.publisher) == ("Call", day, "Wire")


def test_an_archive_gives_a_document_a_file_and_a_problem_for_each_that_is_none() -> None:
    data = zipped({
        "b.txt": WORDS.encode(), "a.docx": word(), "sub/c.html": b"<html><body><p>They met.</p></body></html>",
        "inner.zip": zipped({"x.txt": b"words"}), "../up.txt": b"words", "/abs.txt": b"words", "..\\win.txt": b"words",
        "C:/x.txt": b"words", ".DS_Store": b"\0\1", "__MACOSX/b.txt": b"x", "sub/": b"", "empty.txt": b"",
    })  # fmt: skip
    assert problems(data, "all.zip") == [
        ("all.zip!/../up.txt", "name points outside the archive"),
        ("all.zip!/..\\win.txt", "name points outside the archive"),
        ("all.zip!//abs.txt", "name points outside the archive"),
        ("all.zip!/C:/x.txt", "name points outside the archive"),
        ("all.zip!/a.docx", "read"),
        ("all.zip!/b.txt", "read"),
        ("all.zip!/empty.txt", "empty"),
        ("all.zip!/inner.zip", "an archive inside an archive"),
        ("all.zip!/sub/c.html", "read"),
    ]
    in_archive = [d for d in read(Source("all.zip", data, NOW)) if not isinstance(d, Problem)]
    assert one(WORDS.encode())[0].id in {document.id for document, _ in in_archive}


def _locked(data: bytes) -> bytes:
    """The archive with the flag "encrypted" on its only file."""
    at, entry = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    changed = bytearray(data)
    changed[at + 6] |= 1
    changed[entry + 8] |= 1
    return bytes(changed)


JUNK = random.Random(1).randbytes(1 << 20)
MANY = zipped({f"{n}.txt": b"They met." for n in range(2_001)}, zipfile.ZIP_STORED)
BOMB = zipped({"a.txt": b"a" * (8 << 20)})
BIG = zipped({f"{n}.txt": JUNK + bytes(31 << 20) for n in range(9)})
BAD_INPUT = [
    ("an empty file", b"", "empty"),
    ("white space", b" \n" * 1000, "empty"),
    ("binary junk", JUNK, "binary, not text"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + JUNK[:1000], "not a document: a picture"),
    ("a wrong encoding", "日本の外相は会談した。".encode("shift-jis") * 50, "encoding not known"),
    ("a cut UTF-16 file", b"\xff\xfea\x00b", "encoding not known"),
    ("a zip bomb", BOMB, "packed too tightly, as in a zip bomb: more than 200 to 1"),
    ("a zip that unpacks to 288 MiB", BIG, "too large when unpacked: more than 256 MiB"),
    ("a zip of many files", MANY, "too many files in the archive: more than 2000"),
    ("a cut zip", MANY[:5000], "broken zip archive"),
    ("an empty zip", zipped({}), "an archive without files"),
    ("a broken docx", word()[:-200], "broken zip archive"),
    ("a docx bomb", zipped({"word/document.xml": b"<a>" + b" " * (20 << 20)}), "packed too tightly, as in a zip bomb: more than 200 to 1"),
    ("a workbook", zipped({"xl/workbook.xml": b"<x/>"}), "not supported: xlsx"),
    ("an old Word file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "not a document: an old or password-protected Office file"),
    ("20,000 nested tags", b"<html><body>" + b"<div>" * 20_000 + b"x" + b"</div>" * 20_000, "nested too deep: more than 250 tags inside one another"),
    ("an entity that names a file", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&e;</title></item></channel></rss>', "declares entities of its own, which may name files"),
    ("other xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "xml that is neither a feed nor a page"),
    ("a broken pdf", b"%PDF-1.7\n" + JUNK[:3000], "broken pdf"),
    ("a page of scripts", b"<html><body><script>" + b"x" * 10_000 + b"</script></body></html>", "no text in the page"),
    ("one line of 33 MiB", b"word " * (33 << 18), "too large: more than 32 MiB"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), [row[1:] for row in BAD_INPUT], ids=[row[0] for row in BAD_INPUT])
def test_bad_input_gives_one_problem_with_a_clear_reason(data: bytes, reason: str) -> None:
    [found] = read(Source("bad", data, NOW))
    assert isinstance(found, Problem)
    assert found == Problem(
        id="p-" + digest("bad", "read", reason, length=12), document="bad", stage="read", reason=reason,
        detail=found.detail, at=NOW,
    )  # fmt: skip


def test_a_pdf_with_a_password_gives_one_problem(pdf_of: Callable[..., bytes]) -> None:
    assert problems(pdf_of([[(70.0, 700.0, 11.0, WORDS)]], password="secret")) == [("a.txt", "password needed")]


def test_a_locked_file_and_a_lying_size_in_an_archive_give_a_problem_each() -> None:
    assert problems(_locked(zipped({"a.txt": WORDS.encode()})), "z") == [("z!/a.txt", "password needed")]
    nameless = zipped({"a": WORDS.encode()}).replace(b"a" + b"PK\x05\x06", b"\0PK\x05\x06")
    assert problems(nameless, "z") == [("z!/", "name points outside the archive")]
    honest = zipped({"a.txt": b"a" * 5000}, zipfile.ZIP_STORED)
    lying = honest.replace((5000).to_bytes(4, "little"), (40).to_bytes(4, "little"))
    assert problems(lying, "z") == [("z!/a.txt", "broken file in the archive")]


def test_a_file_of_100_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        for _ in range(100):
            file.write(b"a" * 1_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    [found] = gather([str(large)], NOW)
    assert isinstance(found, Problem)
    assert found.reason == "too large: more than 32 MiB"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 10_000  # KiB


SCRIPT = """
import resource, sys
from datetime import UTC, datetime
from dragoman.read import read
from dragoman.source import Source
list(read(Source("warm", b"<html><body><p>They met.</p></body></html>", datetime(2024, 6, 1, tzinfo=UTC))))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = list(read(Source("bad", sys.stdin.buffer.read(), datetime(2024, 6, 1, tzinfo=UTC))))
print(len(found), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize(
    "name", ["a zip bomb", "a docx bomb", "a zip that unpacks to 288 MiB", "20,000 nested tags", "one line of 33 MiB"]
)
def test_hostile_input_costs_little_memory(name: str) -> None:
    data = next(row[1] for row in BAD_INPUT if row[0] == name)
    run = subprocess.run([sys.executable, "-c", SCRIPT], input=data, capture_output=True, check=True)
    number, grown = map(int, run.stdout.split())
    assert number == 1
    assert grown * 1024 < len(data) * 4 + (24 << 20)


def test_folders_lists_and_standard_input_are_walked_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("c.txt", "a.txt", "b/x.txt", ".hidden", ".git/config"):
        (tmp_path / name).write_text(name)
    (tmp_path / "loop").symlink_to(tmp_path)
    listed = tmp_path / "list"
    listed.write_text(f"{tmp_path / 'c.txt'}\n\n{tmp_path / 'gone.txt'}\n@other\n")
    found = list(
        gather([str(tmp_path / "b"), f"@{listed}", "-", str(tmp_path / "a.txt"), str(tmp_path)], NOW, b"from stdin")
    )
    seen = [(s.document, s.reason) if isinstance(s, Problem) else (s.address, s.data.decode()[:10]) for s in found]
    at = str(tmp_path)
    assert seen == [
        (f"{at}/b/x.txt", "b/x.txt"),
        (f"{at}/c.txt", "c.txt"),
        (f"{at}/gone.txt", "cannot be opened: no such file or directory"),
        ("@other", "a list inside a list"),
        ("stdin", "from stdin"),
        (f"{at}/a.txt", "a.txt"),
        (f"{at}/a.txt", "a.txt"),
        (f"{at}/b/x.txt", "b/x.txt"),
        (f"{at}/c.txt", "c.txt"),
        (f"{at}/list", f"{at}/c.txt"[:10]),
    ]


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    for n in range(5):
        (tmp_path / f"{n}.txt").write_text("They met.")
    found = gather([str(tmp_path)], NOW)
    next(found)
    (tmp_path / "1.txt").unlink()
    second = next(found)
    assert isinstance(second, Problem)
    assert second.reason == "cannot be opened: no such file or directory"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("n" * 5000, "cannot be opened: file name too long"),
        ("a\0b", "cannot be opened: no file can have this name"),
        ("@gone", "cannot be opened: no such file or directory"),
    ],
)
def test_a_name_no_file_can_have_is_a_problem(path: str, reason: str) -> None:
    [found] = gather([path], NOW)
    assert isinstance(found, Problem)
    assert found.reason == reason


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    [found] = gather([str(tmp_path / "pipe")], NOW)
    assert isinstance(found, Problem)
    assert found.reason == "not a file"


PAGE = b"<html><head><title>T</title><meta name='date' content='2024-05-02'></head><body><article><h1>T</h1><ul><li>One</li></ul><p>They <b>met</b>.<br>&#1;</p></article></body></html>"
FEED = b"<?xml version='1.0' encoding='utf-8'?><rss><channel><title>D</title><item><title>T</title><pubDate>Thu, 02 May 2024 10:00:00 GMT</pubDate><description>&lt;p&gt;They met.</description></item></channel></rss>"
SPLINTERS = [b"<ul><li>", b"&#x0;", b"\0", b"<h2>", b"</p>", b"2031-99-99", b"\xff\xfe", b"<?xml?>", b"<!-- ", b"]]>", b"\r", b"---\n"]  # fmt: skip


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with some bytes changed, lost, doubled or put in."""
    broken = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 60))):
        at = chance.randrange(len(broken) or 1)
        match chance.randrange(4):
            case 0 if broken:
                broken[at] = chance.randrange(256)
            case 1:
                del broken[at : at + chance.randrange(1, 40)]
            case 2:
                broken[at:at] = broken[chance.randrange(len(broken) or 1) :][: chance.randrange(1, 60)]
            case _:
                broken[at:at] = chance.choice(SPLINTERS)
    return bytes(broken)


@pytest.mark.filterwarnings("ignore")  # zipfile and others warn of what they then refuse
@pytest.mark.parametrize("kind", ["pdf", "docx", "zip", "html", "feed", "text"])
def test_a_damaged_file_is_read_or_refused_but_never_raises(kind: str, pdf_of: Callable[..., bytes]) -> None:
    whole = {
        "pdf": pdf_of([[(70.0, 700.0, 11.0, WORDS), (70.0, 680.0, 11.0, "So it was.")]] * 2), "docx": word(),
        "zip": zipped({"a.txt": WORDS.encode() * 9, "b.html": PAGE}), "html": PAGE, "feed": FEED,
        "text": "Talks\n\n• On March 5 – “they” met.\nDate: 5 May 2024\n".encode(),
    }[kind]  # fmt: skip
    for seed in range(60):
        data = _damaged(whole, random.Random(f"{kind} {seed}"))
        for found in read(Source(f"x.{kind}", data, NOW)):
            if isinstance(found, Problem):
                assert found.reason == found.reason.lower()
            else:
                text = found[1]
                assert [b for b in text.blocks if not text.body[b.start : b.end].strip()] == []


def test_the_version_of_every_reader_counts() -> None:
    readers = [path.stem for path in READERS.glob("*.py") if "\nVERSION = " in path.read_text()]
    assert set(VERSIONS) == {"read" if name == "__init__" else f"read {name}" for name in readers}
