"""House spellings: what is printed changes, what is recorded does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman import spelling
from dragoman.desk import open_desk

NOTE = """On 1 March 2019 Alexander Lukashenko hosted Petro Poroshenko in Minsk.

"We want peace," Lukashenko said on 2 March 2019.
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "note.txt").write_text(NOTE)
    with open_desk(tmp_path / "desk.sqlite") as desk:
        desk.add(tmp_path / "note.txt", workers=0)
        assert desk.spell("Alyaksandr Lukashenka", "Aljaksandr Lukašenka") == "Alexander Lukashenko"
        desk.spell("Minsk", "Mensk")
    return tmp_path / "desk.sqlite"


def test_every_view_prints_the_house_spelling(path: Path) -> None:
    with open_desk(path) as desk:
        (contact,) = desk.contacts()
        assert (contact.host, contact.place) == ("Aljaksandr Lukašenka", "Mensk")
        (line,) = [entry.line for entry in desk.chronicle()]
        assert line == "1 March 2019: Aljaksandr Lukašenka hosted Petro Poroshenko in Mensk."
        assert {s.speaker.name for s in desk.statements() if s.speaker} == {"Aljaksandr Lukašenka"}
        assert "Aljaksandr Lukašenka" in {a.name for a in desk.actors()}
        out = desk.review(path.parent / "review.md", start="2019-01-01", end="2019-12-31")
        assert "Aljaksandr Lukašenka hosted Petro Poroshenko in Mensk" in out.read_text()
        desk.export("csv", path.parent / "events.csv")
        assert "Aljaksandr Lukašenka" in (path.parent / "events.csv").read_text()


def test_quotes_and_the_record_stay_as_they_were(path: Path) -> None:
    with open_desk(path) as desk:
        (contact,) = desk.contacts()
        assert contact.evidence[0].quote.startswith("On 1 March 2019 Alexander Lukashenko hosted")
        (event,) = [r.event for r in desk.cluster(contact.id).reports]
        assert event.host is not None
        assert event.host.name == "Alexander Lukashenko"
        assert desk.doctor().faults == ()
        head = desk.doctor().head
        desk.spell("Minsk", None)
        assert desk.doctor().head == head


@pytest.mark.parametrize("actor", ["Lukashenko", "lukašenka", "BLR"])
def test_an_actor_is_found_by_either_spelling(path: Path, actor: str) -> None:
    with open_desk(path) as desk:
        assert len(desk.contacts(actor=actor)) == 1


def test_judging_rests_on_the_record(path: Path) -> None:
    with open_desk(path) as desk:
        (contact,) = desk.contacts()
        desk.correct(contact.id, {"place": "Brest"})
        assert desk.contacts()[0].place == "Brest"
        desk.undo()
        assert desk.contacts()[0].place == "Mensk"


def test_a_spelling_is_changed_and_taken_out_and_comments_stay(path: Path) -> None:
    file = spelling.beside(path)
    file.write_text("# as agreed in May\n" + file.read_text())
    with open_desk(path) as desk:
        desk.spell("Minsk", "Miensk")
        assert desk.spellings() == {"Alexander Lukashenko": "Aljaksandr Lukašenka", "Minsk": "Miensk"}
        desk.spell("Minsk", None)
        assert desk.spellings() == {"Alexander Lukashenko": "Aljaksandr Lukašenka"}
        with pytest.raises(KeyError, match="no house spelling"):
            desk.spell("Minsk", None)
    assert file.read_text().startswith("# as agreed in May\n")


@pytest.mark.parametrize("words", ['Minsk = "Mensk', "[people]\nMinsk = 'Mensk'", "Minsk = ''"])
def test_a_list_that_is_not_understood_is_named(path: Path, words: str) -> None:
    spelling.beside(path).write_text(words)
    with open_desk(path) as desk, pytest.raises(ValueError, match=r"desk\.spelling\.toml"):
        desk.contacts()
