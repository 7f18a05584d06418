"""Language only: sentences, dates, lemmas, names. Knows no politics."""
