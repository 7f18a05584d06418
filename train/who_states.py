"""Writes data/who/states.jsonl: ISO 3166-1 states with their CLDR names (Babel) in four languages.

usage: python train/who_states.py > src/dragoman/data/who/states.jsonl
Babel 2.18 carries CLDR; pycountry carries the ISO codes. What the project adds by hand (demonyms, capitals, seats)
stands in naming.jsonl and is not touched.
"""

from __future__ import annotations

import json
import sys

import babel
import pycountry
from babel import Locale

LANGUAGES = ("en", "ru", "uk", "be")


def main() -> None:
    locales = {language: Locale(language) for language in LANGUAGES}
    codes = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}
    for alpha2, alpha3 in sorted(codes.items(), key=lambda pair: pair[1]):
        row = {"code": alpha3}
        for language, locale in locales.items():
            row[language] = locale.territories[alpha2].replace("’", "'").replace("ʼ", "'")
        row["source"] = f"Babel {babel.__version__} (CLDR territories); pycountry"
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
