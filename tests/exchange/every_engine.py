"""Tests that run on every engine whose package is here."""

import importlib.util
import shutil

import pytest

from stance.exchange.engines import ENGINES

engines = pytest.mark.parametrize(
    "engine",
    [
        pytest.param(
            engine,
            marks=[
                pytest.mark.skipif(
                    importlib.util.find_spec(package) is None
                    or (engine == "spark" and shutil.which("java") is None),
                    reason=f"needs the extra {engine}",
                ),
                # the engines' own habits, not ours
                pytest.mark.filterwarnings("ignore::DeprecationWarning"),
                pytest.mark.filterwarnings("ignore::ResourceWarning"),
            ],
        )
        for engine, package in ENGINES.items()
    ],
)
