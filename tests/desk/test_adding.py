"""Adding the same again: feeds, archives, broken files and texts that nobody codes double nothing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from dragoman.desk import Desk

FEED = """<rss version="2.0"><channel><title>Desk</title><item><title>Talks in Minsk</title>
<description>On 1 March 2019 Alexander Lukashenko met Petro Poroshenko in Minsk.</description></item></channel></rss>"""
GERMAN = (
    "Die Außenminister beider Länder trafen sich am Montag in Berlin und sprachen über die Lage an der Grenze. " * 3
)


def test_adding_again_doubles_nothing(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "Отчёты #1"
    folder.mkdir()
    (folder / "feed.xml").write_text(FEED, encoding="utf-8")
    (folder / "junk.bin").write_bytes(bytes(range(256)) * 8)
    (folder / "deutsch.txt").write_text(GERMAN, encoding="utf-8")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("note.txt", "On 2 March 2019 Sergey Lavrov met Vladimir Makei in Moscow.")
        archive.writestr("empty.txt", "")
    (folder / "pack.zip").write_bytes(packed.getvalue())
    first = desk.add(folder, workers=0)
    assert (first.documents, first.known, len(first.problems)) == (3, 0, 3)
    assert [(p.stage, p.reason) for p in desk.problems()].count(("mark", "language not supported: de")) == 1
    before = desk.doctor()
    again = desk.add(folder, folder / "pack.zip", workers=0)
    assert (again.documents, again.known, again.records, again.entry) == (0, 4, 0, first.entry)
    assert desk.doctor() == before
    assert len(desk.contacts()) == 2


def test_only_what_was_entered_by_hand_is_not_read_again(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "log.md").write_text(
        "---\ngenre: entry\n---\nOn 1 March 2019 Alexander Lukashenko met Petro Poroshenko.\n"
    )
    desk.add(tmp_path / "log.md", workers=0)
    desk.enter({"date": "2019-03-09", "mode": "meet", "actors": "BLR; POL"})
    assert [document.genre for document in desk.documents()] == ["entry", "entry"]
    assert desk.reread(coders={}).documents == 1
