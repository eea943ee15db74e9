from __future__ import annotations

import gc
import sys

from pytestqt.qtbot import QtBot

from app.ui.module_loader import ModuleLoader

PATIENCE = 20_000


def test_modules_are_imported_beside_and_hidden_from_the_collector(qtbot: QtBot) -> None:
    names = ("xml.dom.pulldom", "xml.dom.expatbuilder")
    for name in names:
        sys.modules.pop(name, None)
    gc.unfreeze()
    loader = ModuleLoader(*names)
    assert not loader.is_loaded
    with qtbot.waitSignal(loader.loaded, timeout=PATIENCE) as told:
        loader.load()
        assert not loader.is_loaded
    assert told.args == [""]
    assert loader.is_loaded
    assert all(name in sys.modules for name in names)
    assert gc.get_freeze_count() > 10_000


def test_a_module_that_is_missing_is_told(qtbot: QtBot) -> None:
    loader = ModuleLoader("json", "no_such_module")
    with qtbot.waitSignal(loader.loaded, timeout=PATIENCE) as told:
        loader.load()
    assert told.args == ["No module named 'no_such_module'"]
    assert not loader.is_loaded
