"""A PDF writer of forty lines: pages of placed words, with a password where one is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import pytest

Words = tuple[float, float, float, str]  # x, y, size (negative: bold), words
PdfOf = Callable[..., bytes]
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def _pdf(pages: Sequence[Sequence[Words]], password: str | None = None) -> bytes:
    key, encrypt = b"", b""
    if password is not None:  # PDF 1.7, 7.6.3: standard handler, revision 2, 40 bits
        padded = (password.encode() + _PAD)[:32]
        owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
        key = hashlib.md5(padded + owner + (0xFFFFFFFC).to_bytes(4, "little") + b"0" * 16).digest()[:5]
        user = _rc4(key, _PAD)
        encrypt = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (owner.hex().encode(), user.hex().encode())
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>"]  # fmt: skip
    kids = []
    for lines in pages:
        drawn = b"".join(
            b"BT /F%d %g Tf %g %g Td (%s) Tj ET\n"
            % (1 + (size < 0), abs(size), x, y, words.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)"))
            for x, y, size, words in lines
        )
        number = len(objects) + 1
        if password is not None:
            drawn = _rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], drawn)
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>"
            % number
        )
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    objects += [encrypt] if encrypt else []
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    ids = b"/ID[<%s><%s>]" % (b"30" * 16, b"30" * 16)
    out += b"trailer<</Size %d/Root 1 0 R%s%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, ids, b"/Encrypt %d 0 R" % len(objects) if encrypt else b"", start,
    )  # fmt: skip
    return bytes(out)


@pytest.fixture
def pdf_of() -> PdfOf:
    return _pdf
