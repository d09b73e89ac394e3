"""The files of the installed pyvi: found without importing it, trusted only when their digests are known.

pyvi ships its model inside a pickle. It is never unpickled here: its opcodes are walked, which runs nothing,
and the one string that holds the CRFsuite model is taken out.
"""

import hashlib
import pickletools
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from indexer.analysis.segmentation.crfsuite import CrfModel, ModelUnreadable, parse_model

_CODE, _MODEL, _WORDS = "ViTokenizer.py", "models/pyvi3.pkl", "models/words.txt"
_DIGESTS = {
    _CODE: "ad11cdacf45b5b2801cd97a473f70effb3a36b94779b80c776a11cedaa18e1c1",
    _MODEL: "6cdd73aee04b6a4ad7320ca85d27d931a7ef870cfdd41beb148e86bdb8aca134",
    _WORDS: "517743d27e71d43343e4b8e9e89015cdc68d84ebe1d48106449e501d918ece4a",
}
"""SHA-256 of the files of pyvi 0.1.1 from PyPI, read 2026-11-22. The code is among them: how it splits text
and which features it asks is copied in this room, and another way would give other words."""
_BLOB_KEY = "__FILE_RESOURCE_DATA__"
"""Under this name sklearn-crfsuite's `FileResource` pickles the model file's bytes, as Latin-1."""


class UnknownRelease(Exception):
    """Another pyvi is installed than the one that this room repeats."""


@dataclass(frozen=True, slots=True)
class PyviModel:
    """What pyvi decides by: its CRF, and the listed words of two and of three syllables."""

    crf: CrfModel
    pairs: frozenset[str]
    triples: frozenset[str]


def read_installed() -> PyviModel:
    """The installed pyvi's model. Raises UnknownRelease, ModelUnreadable, OSError."""
    folder = _folder()
    contents = {name: (folder / name).read_bytes() for name in _DIGESTS}
    for name, content in contents.items():
        if hashlib.sha256(content).hexdigest() != _DIGESTS[name]:
            raise UnknownRelease(f"pyvi's {name} is not the one known here")
    words = contents[_WORDS].decode("utf-8").split("\n")
    return PyviModel(
        parse_model(lift_blob(contents[_MODEL])),
        frozenset(word for word in words if word.count(" ") == 1),
        frozenset(word for word in words if word.count(" ") == 2),
    )


def lift_blob(pickled: bytes) -> bytes:
    """The CRFsuite model inside pyvi's pickle. Raises ModelUnreadable."""
    try:
        strings = [str(arg) for op, arg, _at in pickletools.genops(pickled) if op.name.endswith("UNICODE")]
        return strings[strings.index(_BLOB_KEY) + 1].encode("latin-1")
    except (ValueError, IndexError) as error:
        raise ModelUnreadable(f"no CRFsuite model in pyvi's pickle: {error}") from error


def _folder() -> Path:
    spec = find_spec("pyvi")
    if spec is None or not spec.submodule_search_locations:
        raise UnknownRelease("pyvi is not installed as a package")
    return Path(spec.submodule_search_locations[0])
