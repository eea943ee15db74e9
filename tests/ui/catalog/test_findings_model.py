from __future__ import annotations

from PySide6.QtCore import Qt

from app.ui.catalog.findings_model import FINDING_ROLE, SORT_ROLE, FindingsModel
from tests.ui.catalog.records import FINDINGS


def test_cells_say_what_is_wrong_where_and_how_far() -> None:
    model = FindingsModel()
    model.show_findings(FINDINGS)
    assert (model.rowCount(), model.columnCount()) == (3, 5)
    cells = [model.data(model.index(1, column)) for column in range(5)]
    assert cells == ["Clipped sound", "bell", "Sound", "100 (8)", "Can be repaired"]
    assert model.data(model.index(1, 3), SORT_ROLE) == 100.0
    assert model.data(model.index(2, 0), FINDING_ROLE) == FINDINGS[2]
    tips = [model.data(model.index(row, 0), Qt.ItemDataRole.ToolTipRole) for row in (1, 2)]
    assert tips == ["/x/b.wav", "cat"]
    assert model.headerData(3, Qt.Orientation.Horizontal) == "Measured (limit)"
    assert model.headerData(3, Qt.Orientation.Vertical) is None
