"""Sentences and the contexts that their words show, one judgement a row; the table of contexts itself."""

from __future__ import annotations

import pytest

from dragoman.code.events.contexts import MOST, contexts
from dragoman.codebook import load

PLOVER = """military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic
legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality diplomatic
territory peacekeeping health asylum migration disasters natural_resource environment technology terrorism cbrn cyber
misinformation crime corruption illegal_drugs trafficking"""
ROWS = [
    # cbrn, cyber, misinformation, terrorism
    ("Iran told the IAEA that it would remove cameras from its enrichment plant at Fordow.", "cbrn"),
    ("The OPCW said that sarin had been used at Khan Sheikhoun.", "cbrn"),
    ("Hackers linked to Pyongyang stole a cryptocurrency worth 600 million dollars.", "cyber economic"),
    ("Albania cut diplomatic ties with Iran over a cyberattack on its public services in 2022.", "cyber diplomatic"),
    ("Chisinau blamed a network of trolls for the forged letters that circulated before the election.", "misinformation election"),
    ("Czech authorities listed the website Voice of Europe for spreading Russian propaganda.", "misinformation"),
    ("Islamic State claimed the suicide bombing of a shrine in Sehwan.", "terrorism religion_ethnicity"),
    ("France and Mali agreed to share the list of suspected jihadists.", "terrorism"),
    # crime, drugs, trafficking, corruption
    ("Gangs in Port-au-Prince released two of the seventeen missionaries after a ransom was paid.", "crime"),
    ("The United States extradited the drug lord known as Chapo's son to stand trial in Chicago.", "illegal_drugs legal"),
    ("Ecuadorian marines seized nine tons of cocaine hidden in banana boxes at Guayaquil.", "illegal_drugs"),
    ("Italian and Libyan officials met to discuss the smuggling of people across the sea.", "trafficking"),
    ("A court in Podgorica convicted a former judge of taking bribes.", "corruption legal"),
    ("Kyiv's anti-corruption bureau searched the flat of a former minister.", "corruption"),
    # gender, lgbt, religion, inequality
    ("The Taliban barred girls from secondary schools in March 2022.", "gender"),
    ("Poland's constitutional tribunal banned nearly all abortion in October 2020.", "gender legal"),
    ("Georgia's parliament passed a law against the public display of same-sex relations.", "lgbt legislative"),
    ("Police in Istanbul stopped a pride march and led away forty people.", "lgbt"),
    ("The Druze elders of Suwayda asked the interior ministry for protection.", "religion_ethnicity"),
    ("Pope Francis urged the patriarch not to bless the war.", "religion_ethnicity military"),
    ("Argentina's pensioners marched on Congress to demand higher pensions.", "inequality legislative"),
    ("Garment workers in Dhaka struck for a minimum wage of 200 dollars.", "inequality"),
    # asylum, migration, disasters, health, human security
    ("Uganda admitted another 20,000 refugees from Sudan.", "asylum"),
    ("Budapest granted asylum to the former prime minister of North Macedonia.", "asylum"),
    ("Tunisian police drove migrants from sub-Saharan Africa into the desert.", "migration"),
    ("Kazakhstan and China waived visas for each other's citizens.", "migration"),
    ("Greece sent rescuers to Izmir hours after the earthquake.", "disasters"),
    ("Pakistan appealed for tents after the floods of 2022.", "disasters"),
    ("Cuba sent doctors to Lombardy when the epidemic began.", "health"),
    ("Angola declared a cholera emergency in Luanda.", "health"),
    ("The World Food Programme halved its rations in northern Yemen.", "human_security"),
    ("Sudan's army let a convoy of the Red Cross through to El Obeid.", "human_security military"),
    # environment, resources, technology
    ("Fiji demanded deeper cuts in emissions from Australia.", "environment"),
    ("Seoul complained to Tokyo about fine dust and ocean pollution.", "environment"),
    ("Gazprom halted deliveries of gas to Bulgaria in April 2022.", "natural_resource"),
    ("Chile and Bolivia settled their quarrel over the waters of the Silala river.", "natural_resource"),
    ("Ethiopia started to fill the reservoir behind its dam on the Nile.", "natural_resource"),
    ("The Netherlands restricted the sale of machines that make semiconductors.", "technology"),
    ("India launched a satellite for Mauritius as a gift.", "technology"),
    # intelligence, military, peacekeeping, territory
    ("Austria arrested a former officer of its security service for spying.", "intelligence"),
    ("Bulgaria expelled two Russian diplomats for espionage.", "diplomatic intelligence"),
    ("Russian artillery shelled Kherson through the night.", "military"),
    ("Ankara moved tanks to the Syrian border.", "military"),
    ("The ceasefire between Hamas and Israel took effect on 19 January 2025.", "military"),
    ("Fijian peacekeepers were held for two weeks on the Golan Heights in 2014.", "peacekeeping territory"),
    ("The Security Council extended the mandate of UNIFIL by a year.", "diplomatic peacekeeping"),
    ("Morocco won the backing of Paris for its plan for Western Sahara.", "territory"),
    ("Kyrgyzstan and Tajikistan signed a treaty on the delimitation of their border in March 2025.", "diplomatic territory"),
    ("Beijing drew a new baseline round the disputed shoal.", "territory"),
    # law, rights, repression, reparations
    ("The Hague tribunal sentenced Ratko Mladic to life for genocide.", "human_rights legal"),
    ("Gambia sued Myanmar at the International Court of Justice.", "legal"),
    ("Human Rights Watch accused Burkina Faso's soldiers of a massacre in Nondin.", "human_rights military"),
    ("Bahrain freed several hundred political prisoners in April 2024.", "human_rights repression"),
    ("Hong Kong closed the newspaper Apple Daily and froze the assets of its editors.", "economic rights_freedoms"),
    ("Reporters Without Borders asked Hanoi to release a blogger.", "rights_freedoms"),
    ("Riot police dispersed a rally of the opposition in Tbilisi with tear gas.", "repression"),
    ("Venezuela's secret police detained an opposition activist and jailed her lawyer.", "intelligence repression"),
    ("Germany agreed to pay Namibia more than a billion euros in a gesture of restitution.", "economic reparations"),
    ("France returned 26 looted treasures to Benin.", "reparations"),
    # state and politics
    ("Guinea's junta postponed the election that was to end military rule.", "pro_autocracy election"),
    ("Soldiers staged a coup in Niamey on 26 July 2023.", "military pro_autocracy"),
    ("Students in Bangkok marched for democratic reform.", "pro_democracy"),
    ("ECOWAS pressed Mali for a return to civilian rule.", "pro_democracy"),
    ("Moldova held the run-off of its presidential election in November 2024.", "election"),
    ("Observers from the OSCE criticised the count of the ballots in Tirana.", "election"),
    ("The Bundestag voted for the purchase of air defence.", "legislative military"),
    ("Israel's Knesset rejected the bill on conscription.", "legislative military"),
    ("Nepal's prime minister reshuffled his cabinet and resigned a week later.", "executive"),
    ("President Kais Saied dissolved the council by decree.", "executive"),
    ("Bosnia's Serbs demanded a new constitution with more autonomy.", "political_institutions"),
    ("Libya's rivals formed a unity government in March 2021.", "political_institutions"),
    # economy and diplomacy
    ("Brussels put tariffs on electric cars from China.", "economic"),
    ("The IMF lent Egypt eight billion dollars.", "economic"),
    ("Sri Lanka and its creditors agreed on its debt.", "economic"),
    ("Warsaw recalled its ambassador from Minsk.", "diplomatic"),
    ("Norway's envoy mediated between Bogota and the ELN.", "diplomatic"),
    ("Riyadh reopened its embassy in Tehran.", "diplomatic"),
    # nothing plain
    ("Serbia thanked Hungary for its help.", ""),
    ("He promised to come back next week.", ""),
    ("Oslo refused the request.", ""),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "shown"), ROWS, ids=[sentence[:60] for sentence, _ in ROWS])
def test_the_words_of_a_sentence_show_its_contexts(sentence: str, shown: str) -> None:
    assert contexts(sentence, load()) == tuple(sorted(shown.split()))


def test_a_meeting_of_states_is_diplomatic_whatever_its_words() -> None:
    words = "Gustavo Petro received Daniel Noboa to talk about the cocaine trade and the floods in Narino."
    assert contexts(words, load()) == ("disasters", "economic", "illegal_drugs")
    assert contexts(words, load(), type="CONSULT") == ("diplomatic", "disasters", "illegal_drugs")
    assert contexts(words, load(), type="REQUEST") == contexts(words, load())


def test_where_more_contexts_are_shown_those_with_the_most_words_stay() -> None:
    words = "The court heard that soldiers and a militia had fired rockets and mortars at a hospital in a drought."
    found = contexts(words, load())
    assert len(found) == MOST
    assert "military" in found


def test_a_word_inside_an_expression_shows_nothing_by_itself() -> None:
    assert "natural_resource" in contexts("The gas was cut off.", load())
    assert contexts("They used tear gas.", load()) == ("repression",)


def test_every_context_of_plover_is_there_with_a_definition() -> None:
    table = load().scales["contexts"]
    assert set(table) == set(PLOVER.split())
    assert all(row["definition"].endswith(".") and len(row["en"]) > 5 for row in table.values())
    assert {name for name, row in table.items() if set(row) - {"definition", "en", "beside", "types"}} == set()
