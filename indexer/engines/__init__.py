"""The engines: `base.py` says what one must do, each folder is one. Others know only `base`."""

from indexer.engines.base import Engine


def load_engine(name: str) -> Engine:
    """The engine of this name in [indexer] engine; its libraries are imported only now."""
    engines = {"whoosh": _whoosh}
    return engines[name]()


def _whoosh() -> Engine:
    from indexer.engines.whoosh import WhooshEngine

    return WhooshEngine()
