"""Fixtures of the front end's tests: one small archive a session, and clients of the app over it."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from flask import Flask
from flask.testing import FlaskClient

from corpus.settings import StorageSettings
from indexer import IndexerSettings
from search_web import WebSettings, create_app


def _small_site() -> ModuleType:
    spec = importlib.util.spec_from_file_location("small_site", Path(__file__).with_name("small_site.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["small_site"] = module
    spec.loader.exec_module(module)
    return module


small_site = _small_site()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory):
    return small_site.make_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def app(site) -> Flask:
    return create_app(WebSettings(), site.storage, IndexerSettings(), small_site.PORTALS)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor who reads Vietnamese."""
    return app.test_client()


@pytest.fixture
def empty_client(tmp_path: Path) -> FlaskClient:
    """The client of a site where nothing was crawled or indexed yet."""
    return create_app(WebSettings(), StorageSettings(directory=tmp_path), IndexerSettings()).test_client()
