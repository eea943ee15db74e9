from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.ui.page_names import WORK_PAGES, PageName
from app.ui.services import Services
from app.ui.session import Session
from app.ui.stall_monitor import StallMonitor
from app.ui.work_page import WorkPage

PATIENCE = 20_000


class Counted(WorkPage):
    """A page of four slices that counts the turns of the event loop beside them."""

    def build(self) -> Iterator[None]:
        self.turns = 0
        self.seen: list[int] = []
        timer = QTimer(self, interval=0)
        timer.timeout.connect(self._count)
        timer.start()
        for _ in range(4):
            self.seen.append(self.turns)
            yield

    def _count(self) -> None:
        self.turns += 1


def test_others_have_their_turns_between_the_slices_of_a_page(
    qtbot: QtBot, services: Services
) -> None:
    page = Counted(services)
    qtbot.addWidget(page)
    assert not page.is_built
    with qtbot.waitSignal(page.built, timeout=PATIENCE):
        pass
    assert page.is_built
    assert page.seen[1] < page.seen[2] < page.seen[3]


@pytest.mark.parametrize("name", WORK_PAGES)
def test_opening_a_page_does_not_stall_the_window(
    qtbot: QtBot, session: Session, services: Services, name: PageName
) -> None:
    qtbot.waitUntil(lambda: services.work_pages.is_loaded, timeout=PATIENCE)
    monitor = StallMonitor()
    monitor.start()
    page = session.work_page(name)
    with qtbot.waitSignal(page.settled, timeout=PATIENCE):
        session.show_page(name.value)
    assert page.is_built
    assert monitor.stop() < 250  # shared machines; 10 to 30 ms were measured on a free one
