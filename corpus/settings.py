"""Reads config.toml once into frozen settings; every error names the key and the fix.

Each package owns its section as a `Section` subclass in its `settings.py`; `tratin.py` composes them.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import BadConfig


class Section(BaseModel):
    """Base of a section of config.toml: immutable, unknown keys refused, no number given as text."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class StorageSettings(Section):
    """[storage]: where the archive, the catalog and the index lie."""

    directory: Path = Field(default=Path("var"), strict=False)
    """The archive, the catalog and the index lie below it. Relative to the folder of config.toml."""
    catalog_url: str | None = None
    """SQLAlchemy URL of another database; without one it is SQLite at `directory`/catalog.sqlite."""
    warc_roll_bytes: int = Field(default=1_000_000_000, ge=1_000_000)
    """A new WARC file begins after this: 1 GB is the size that web archives exchange."""

    @property
    def warc_directory(self) -> Path:
        return self.directory / "warc"

    @property
    def cdx_directory(self) -> Path:
        return self.directory / "cdx"

    @property
    def index_directory(self) -> Path:
        return self.directory / "index"

    @property
    def resolved_catalog_url(self) -> str:
        return self.catalog_url or f"sqlite:///{self.directory / 'catalog.sqlite'}"


Model = TypeVar("Model", bound=BaseModel)
Progress = Callable[[str, int, int | None], None]
"""Called as (label, done, total); total is None while unknown. Must return quickly and never raise."""


def no_progress(label: str, done: int, total: int | None) -> None:
    """The progress of a caller that does not want any."""


def load_settings(path: Path, model: type[Model]) -> Model:
    """The settings in the TOML file at `path`.

    Raises BadConfig naming the first wrong key, what is wrong with it and what to write instead.
    """
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadConfig(str(path), f"cannot be read ({error.strerror}); name it with --config") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfig(str(path), f"is not valid TOML: {error}") from error
    try:
        return model.model_validate(tree)
    except ValidationError as error:
        raise _explained(error, model) from error


def _explained(error: ValidationError, model: type[BaseModel]) -> BadConfig:
    first = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in first["loc"]) or "(top)"
    if first["type"] == "extra_forbidden":
        return BadConfig(key, _unknown_key(tuple(first["loc"]), model))
    return BadConfig(key, f"{first['msg']}; it is {first['input']!r}")


def _unknown_key(location: tuple[str | int, ...], model: type[BaseModel]) -> str:
    import difflib

    known = sorted(_keys_at(location[:-1], model))
    near = difflib.get_close_matches(str(location[-1]), known, n=1)
    if near:
        return f"unknown key; did you mean {near[0]!r}?"
    return f"unknown key; remove it (known: {', '.join(known)})"


def _keys_at(location: tuple[str | int, ...], model: type[BaseModel]) -> list[str]:
    for part in location:
        if isinstance(part, int):
            continue
        annotation = model.model_fields[part].annotation
        inner = [annotation, *getattr(annotation, "__args__", ())]
        models = [a for a in inner if isinstance(a, type) and issubclass(a, BaseModel)]
        if not models:
            return []
        model = models[0]
    return list(model.model_fields)
