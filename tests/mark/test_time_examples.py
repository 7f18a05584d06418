"""Every example of data/when/forms.toml, as docs/reference/times.md prints it, is what the program makes of the sentence."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman import codebook
from dragoman.mark import times
from dragoman.marks import Time
from dragoman.record import Text
from dragoman.text import sentences
from dragoman.text.dates import Form, grammar
from dragoman.when import When

BOOK = codebook.load()
FORMS = grammar(BOOK.forms).forms
WRITTEN = When.on(date(2022, 3, 16), basis="publication")
EXAMPLES = [(form, *example) for form in FORMS.values() for example in form.examples]


def marked(sentence: str, language: str) -> tuple[Time, ...]:
    text = Text(id="t", document="d", reader="r", version="1", sha256="", body=sentence, language=language)
    return times.mark(text, sentences.split(sentence, (), language), WRITTEN, BOOK)


@pytest.mark.parametrize(
    ("form", "language", "sentence", "value"), EXAMPLES, ids=[f"{f.name}-{said}" for f, _, said, _ in EXAMPLES]
)
def test_an_example_of_the_table_is_read_so(form: Form, language: str, sentence: str, value: str) -> None:
    start, end = sentence.index("["), sentence.index("]") - 1
    body = sentence.replace("[", "", 1).replace("]", "", 1)
    found = [(t.start, t.end, t.value) for t in marked(body, language)]
    parts = [part for t in marked(body, language) for part in t.ends]
    assert (start, end, value) in [*found, *parts]


@pytest.mark.parametrize("form", [f for f in FORMS.values() if f.section], ids=lambda f: f.name)
def test_every_form_of_the_reference_page_has_an_example(form: Form) -> None:
    assert form.examples


@pytest.mark.parametrize("language", ["en", "ru", "uk", "be"])
def test_every_language_has_examples(language: str) -> None:
    assert sum(example[1] == language for example in EXAMPLES) >= 3


def test_the_reference_page_has_every_section() -> None:
    assert {form.section for form in FORMS.values() if form.section} == set(BOOK.forms["sections"])
