"""Warnings about media in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.core.notice import Notice, NoticeCode
from app.ui.composer.file_name import file_name


def notice_text(notice: Notice) -> str:
    """Return one sentence for people about ``notice``."""
    sentences = {
        NoticeCode.BLANK: QCoreApplication.translate(
            "Notices", "the picture is almost a single colour"
        ),
        NoticeCode.BLURRED: QCoreApplication.translate(
            "Notices", "the picture is blurred; a sharper one finds more"
        ),
        NoticeCode.TINY: QCoreApplication.translate(
            "Notices", "the picture is very small; a larger one finds more"
        ),
        NoticeCode.DOWNSCALED: QCoreApplication.translate(
            "Notices", "the picture was made smaller to work with it"
        ),
        NoticeCode.SILENT: QCoreApplication.translate("Notices", "there is almost nothing to hear"),
        NoticeCode.CLIPPED: QCoreApplication.translate(
            "Notices", "the sound is overdriven; record more quietly"
        ),
        NoticeCode.TOO_SHORT: QCoreApplication.translate(
            "Notices", "the sound is very short; a second or more finds more"
        ),
        NoticeCode.TRUNCATED: QCoreApplication.translate("Notices", "only the first part is used"),
        NoticeCode.REPAIRED_TEXT: QCoreApplication.translate(
            "Notices", "damaged characters were mended"
        ),
        NoticeCode.LANGUAGE: QCoreApplication.translate(
            "Notices", "the words seem not to be English; English finds more"
        ),
        NoticeCode.DEVICE_FALLBACK: QCoreApplication.translate(
            "Notices", "another processor than the chosen one is used"
        ),
        NoticeCode.SPEECH_UNAVAILABLE: QCoreApplication.translate(
            "Notices", "speech cannot be turned into words here"
        ),
        NoticeCode.STOPPED_EARLY: QCoreApplication.translate(
            "Notices", "the recording ended early; what was heard is kept"
        ),
    }
    sentence = sentences.get(notice.code, notice.message)
    subject = file_name(notice.subject)
    return f"{subject}: {sentence}" if subject else sentence
