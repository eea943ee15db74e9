from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.core.modality import Modality
from app.engine.messages import Failure
from app.ui.services import Services
from tests.ui.conftest import Media

PATIENCE = 20_000


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def test_files_of_all_kinds_find_their_cards(
    qtbot: QtBot, services: Services, media: Media
) -> None:
    services.engine.start()
    assert services.intake.take_mime(files(media.picture, media.sound, media.text))
    qtbot.waitUntil(lambda: services.intake.looking == 0, timeout=PATIENCE)
    query = services.model.query
    assert query.images == (str(media.picture),)
    assert query.sounds == (str(media.sound),)
    assert query.texts == ("words from a file",)


def test_a_file_that_cannot_be_used_is_named_and_the_others_are_taken(
    qtbot: QtBot, services: Services, media: Media
) -> None:
    refusals: list[Failure] = []
    services.intake.refused.connect(refusals.append)
    services.engine.start()
    services.intake.take_mime(files(media.missing, media.picture))
    qtbot.waitUntil(lambda: services.intake.looking == 0, timeout=PATIENCE)
    assert [failure.what for failure in refusals] == [str(media.missing)]
    assert services.model.query.images == (str(media.picture),)


def test_pixels_from_another_program_become_a_file_in_the_cache(
    qtbot: QtBot, services: Services
) -> None:
    image = QImage(32, 24, QImage.Format.Format_RGB32)
    image.fill(QColor("#204060"))
    mime = QMimeData()
    mime.setImageData(image)
    services.engine.start()
    assert services.intake.take_mime(mime)
    qtbot.waitUntil(lambda: bool(services.model.media(Modality.IMAGE)), timeout=PATIENCE)
    path = Path(services.model.query.images[0])
    assert path.parent == services.home.cache / "pasted"
    assert QImage(str(path)).size() == image.size()


def test_encoded_pictures_are_kept_byte_for_byte(
    qtbot: QtBot, services: Services, media: Media
) -> None:
    data = media.picture.read_bytes()
    mime = QMimeData()
    mime.setData("image/png", data)
    mime.setText("https://example.org/cat")
    services.engine.start()
    assert services.intake.take_mime(mime)
    qtbot.waitUntil(lambda: bool(services.model.media(Modality.IMAGE)), timeout=PATIENCE)
    assert Path(services.model.query.images[0]).read_bytes() == data
    assert services.model.words == ""


def test_text_goes_on_after_the_words_that_stand_there(services: Services) -> None:
    services.model.set_words("a duck")
    mime = QMimeData()
    mime.setText("  on water ")
    assert services.intake.take_mime(mime)
    assert services.model.words == "a duck\non water"


def test_what_holds_nothing_is_declined(services: Services) -> None:
    assert not services.intake.take_mime(QMimeData())


def test_a_cache_that_cannot_be_written_is_a_refusal(services: Services, media: Media) -> None:
    refusals: list[Failure] = []
    services.intake.refused.connect(refusals.append)
    services.home.cache.parent.mkdir(parents=True, exist_ok=True)
    services.home.cache.write_text("in the way")
    mime = QMimeData()
    mime.setData("image/png", media.picture.read_bytes())
    services.intake.take_mime(mime)
    assert len(refusals) == 1
    assert "cannot be created" in refusals[0].why
