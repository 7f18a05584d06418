"""Bad input through the whole program: one Problem row each, the run goes on, memory stays under its limit."""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).parent / "dragoman"
LIMIT = 1_500_000  # kB of any one process


def _zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


BAD = {
    "a-empty.txt": b"",
    "b-junk.bin": bytes(range(256)) * 64,
    "c-encoding.txt": "Переговоры прошли в Минске".encode("utf-16-le"),
    "d-bomb.zip": _zipped({"zeros.txt": b"0" * 60_000_000}),
    "e-nested.zip": _zipped({"inner.zip": _zipped({"note.txt": b"words"})}),
    "f-traversal.zip": _zipped({"../../outside.txt": b"words that leave the folder"}),
    "g-deep.html": b"<html><body>" + b"<div>" * 20_000 + b"words" + b"</div>" * 20_000 + b"</body></html>",
    "h-broken.pdf": b"%PDF-1.7\n1 0 obj\n<<",
    "i-broken.docx": _zipped({"word/document.xml": b"<broken"}),
}
GOOD = "On 9 June 2023 Angela Merkel met Emmanuel Macron in Paris, and both spoke to the press.\n"
GERMAN = (
    "Die Außenminister beider Länder trafen sich am Montag in Berlin und sprachen über die Lage an der Grenze.\n" * 3
)


@pytest.mark.slow
def test_every_bad_file_is_one_problem_and_the_good_ones_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in BAD.items():
        (folder / name).write_bytes(data)
    with (folder / "j-one-line.txt").open("wb") as file:
        for _ in range(100):
            file.write(b"word " * 200_000)
    (folder / "k-german.txt").write_text(GERMAN)
    (folder / "z-good.txt").write_text(GOOD)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    done = subprocess.run(
        [PROGRAM, "add", folder, "--json"], cwd=tmp_path, capture_output=True, text=True, timeout=250, check=False
    )
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout)
    reasons = {Path(p["document"].split("!")[0]).name: p["reason"] for p in told["problems"] if p["stage"] != "mark"}
    assert set(reasons) == {*BAD, "j-one-line.txt"}
    assert len(told["problems"]) == len(BAD) + 2, "one row each, and one that German is not coded"
    assert [p["reason"] for p in told["problems"] if p["stage"] == "mark"] == ["language not supported: de"]
    assert all(reason[0].islower() for reason in reasons.values()), reasons
    assert told["documents"] == 2
    contacts = subprocess.run(
        [PROGRAM, "show", "contacts", "--json"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert [json.loads(row)["date_start"] for row in contacts.stdout.splitlines()] == ["2023-06-09"]
    assert max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) < LIMIT
    assert not list(tmp_path.glob("outside*"))
