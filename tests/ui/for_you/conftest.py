from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.ui.for_you.page import ForYouPage
from app.ui.page_names import PageName
from app.ui.services import Services
from app.ui.session import Session
from tests.ui.for_you.driving import PATIENCE


@pytest.fixture
def nobodys(qtbot: QtBot, session: Session, services: Services) -> ForYouPage:
    """The page before anybody was chosen."""
    qtbot.waitUntil(lambda: bool(services.learning.personas), timeout=PATIENCE)
    made = session.work_page(PageName.FOR_YOU)
    assert isinstance(made, ForYouPage)
    with qtbot.waitSignal(made.settled, timeout=PATIENCE):
        session.show_page("for-you")
    return made


@pytest.fixture
def page(qtbot: QtBot, nobodys: ForYouPage, services: Services) -> ForYouPage:
    """The page with Ann's first list."""
    with qtbot.waitSignal(services.suggesting.listed, timeout=PATIENCE):
        services.learning.choose("Ann")
    return nobodys
