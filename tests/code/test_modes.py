"""Modes of acts whose type is known, one judgement a row; the codebook's words for modes."""

from __future__ import annotations

from collections import Counter

import pytest
from spacy.language import Language

from dragoman import codebook
from dragoman.code.events.modes import mode
from dragoman.mark import cues, parse
from dragoman.marks import Sentence
from dragoman.record import Text
from dragoman.text import grammar

TABLES = cues.load(codebook.load())


@pytest.fixture(scope="module")
def parser() -> Language:
    return parse.load()


@pytest.mark.parametrize(
    ("type", "word", "sentence", "told"),
    [
        # With what it is done decides, not whom it hits
        ("ASSAULT", "hit", "Drones hit the refinery at Tuapse before dawn.", "drone"),
        ("ASSAULT", "destroyed", "Nigerian jets destroyed a tank in the forest.", "aerial"),
        ("ASSAULT", "attacked", "Rebels attacked a helicopter with rifles.", "firearms"),
        ("ASSAULT", "bombed", "Warplanes bombed the port of Hodeidah.", "aerial"),
        ("ASSAULT", "hurled", "A man hurled a grenade at the consulate.", "explosives"),
        ("ASSAULT", "kidnapped", "Gunmen kidnapped the mayor of Toribio.", "abduct"),
        ("ASSAULT", "attack", "Syria denied the sarin attack on the town.", "unconventional"),
        ("ASSAULT", "fighting", "The fighting went on in Khartoum.", None),
        # What is asked, refused or threatened
        ("REQUEST", "pressed", "Oslo pressed both armies to release their prisoners.", "yield"),
        ("REQUEST", "sought", "Lebanon sought a loan from the bank.", "assist"),
        ("REQUEST", "wanted", "Quito wanted a meeting of foreign ministers.", "meet"),
        ("REQUEST", "wants", "Brussels wants Budapest to amend the law.", "change"),
        ("REJECT", "spurned", "Hamas spurned the truce.", "yield"),
        ("REJECT", "snubbed", "Nauru snubbed the summit.", "meet"),
        ("REJECT", "rebuffed", "Accra rebuffed an offer of military aid.", "assist"),
        ("REJECT", "dismissed", "The court dismissed the appeal against the result.", "change"),
        ("THREATEN", "vowed", "Tehran vowed to shut the strait.", "restrict"),
        ("THREATEN", "vowed", "Union leaders vowed to strike in May.", "restrict"),
        ("THREATEN", "hinted", "Jakarta hinted that it would quit the treaty.", "relations"),
        ("THREATEN", "hinted", "Jakarta hinted that it would halt the talks.", "relations"),
        ("THREATEN", "swore", "The militia swore to burn the village.", "violence"),
        ("THREATEN", "warned", "The minister warned reporters that they would be prosecuted.", "arrest"),
        # The word itself, or what stands beside it
        ("ACCUSE", "lamented", "The pope lamented the raid.", "disapprove"),
        ("ACCUSE", "examining", "A panel is examining the purchase.", "investigate"),
        ("ACCUSE", "suspects", "Kyiv suspects Minsk of sabotage.", "allege"),
        ("COERCE", "blocked", "Cairo blocked two newspapers.", "censor"),
        ("COERCE", "blocked", "Cairo blocked the road to Suez.", "restrict"),
        ("COERCE", "switched", "Kampala switched off the electricity.", "withhold"),
        ("MOBILIZE", "rushed", "Georgetown rushed gendarmes to the river.", "police"),
        ("MOBILIZE", "flew", "Paris flew howitzers to Romania.", "weapons"),
        ("PROTEST", "daubed", "Students daubed the gate with paint.", "vandalize"),
        ("PROTEST", "starved", "Three prisoners starved themselves in Diyarbakir.", "hunger"),
        ("RETREAT", "gave", "The bandits gave up their rifles.", "disarm"),
        ("RETREAT", "let", "The pirates let the hostages go.", "release"),
        ("RETREAT", "eased", "Havana eased the curfew.", None),
        ("SANCTION", "suspended", "The bloc suspended Madagascar.", "expel"),
        ("SANCTION", "suspended", "The bloc suspended its aid.", "discontinue"),
        ("SANCTION", "told", "Sweden told two consuls to leave.", "expel"),
        # Contacts
        ("CONSULT", "conferred", "The ministers conferred by telephone.", "phone"),
        ("CONSULT", "talked", "The ministers talked over a video link.", "video"),
        ("CONSULT", "haggled", "The delegations haggled over the border.", "negotiate"),
        ("CONSULT", "wrote", "The premier wrote to the chancellor.", "letter"),
        ("CONSULT", "shuttled", "A cardinal shuttled between the two capitals.", "third-party"),
        ("CONSULT", "gathered", "Twelve ministers gathered in Jakarta.", "multilateral"),
        ("CONSULT", "called", "The envoy called on the sultan.", "visit"),
        ("CONSULT", "dined", "The two presidents dined in Riga.", "meet"),
        ("CONSULT", "spoke", "She spoke with the governor.", None),
        ("AGREE", "agreed", "They agreed to meet by telephone.", None),
    ],
)  # fmt: skip
def test_the_words_beside_a_trigger_tell_its_mode(
    type: str, word: str, sentence: str, told: str | None, parser: Language
) -> None:
    text = Text(id="t", document="d", reader="test", version="1", sha256="", language="en", body=sentence, blocks=())
    tree = grammar.tree(parse.mark(text, [Sentence(0, len(sentence), 0, "en")], [0], parser)[0])
    token = next(i for i, t in enumerate(tree.tokens) if t.text == word)
    assert mode(type, tree, token, TABLES) == told


@pytest.mark.parametrize("type", sorted(TABLES))
def test_every_word_for_a_mode_names_a_mode_of_its_type_once(type: str) -> None:
    table = TABLES[type]
    for name in ("signs", "tools", "left"):
        rows = table.words.get("en", {}).get(name, {})
        modes = {*rows.values()} if name == "left" else {*rows} - {"none", "wields"}
        assert modes <= set(table.modes), f"{type} {name}"
        words = Counter(w.lstrip("~") for mode, ws in rows.items() if mode != "wields" for w in ws.split())
        assert name == "left" or [w for w, n in words.items() if n > 1] == []
    assert set(table.wanted.values()) <= set(table.modes)
