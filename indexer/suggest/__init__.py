"""What a searcher may have meant, and what may come next: completion, accent restoration, did-you-mean.

texts.py              how suggestions spell syllables, and their keys
counting/             articles -> counts: pairs and rows of syllables, phrases, names; bounded in memory
model.py, files.py    the counts on disk: one sealed file in the index's generation, replaced whole
training.py           brings that file up to the catalog
fingerprints.py       rows of three syllables as numbers
language_model.py     how likely a syllable follows one or two others: the index's counts over shipped ones
typing_slips.py, near.py, alternatives.py   what a typed syllable may stand for
restoration.py        the likeliest reading of a whole query
completion.py         what begins with what was typed, by use
suggester.py          puts them together over one open model

Proposes and never decides: no search asks it, and without a model there are just no suggestions.
"""
