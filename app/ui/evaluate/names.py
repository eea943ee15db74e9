"""Names of rows, groups, columns and measures of an evaluation, in the person's language."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from app.engine.messages import EvaluationCell


class Names:
    """Translate names part by part: ``image+text`` is an image, a plus and a text.

    What has no translation stays as it is, such as ``ndcg@10`` and ``mfcc``.
    """

    def __init__(self) -> None:
        self._texts = {**_kinds(), **_groups(), **_conditions(), **_rows()}
        longest_first = sorted(self._texts, key=len, reverse=True)
        words = "|".join(re.escape(one) for one in longest_first)
        self._known = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")

    def say(self, name: str) -> str:
        """Return a name as people say it."""
        return self._known.sub(lambda found: self._texts[found.group()], name)

    def say_all(self, cells: tuple[EvaluationCell, ...]) -> tuple[EvaluationCell, ...]:
        """Return cells with all their names as people say them."""
        names = {
            name
            for cell in cells
            for name in (cell.row, cell.group, cell.column, cell.measure, cell.against)
        }
        said = {name: self.say(name) for name in names}
        return tuple(
            replace(
                cell,
                row=said[cell.row],
                group=said[cell.group],
                column=said[cell.column],
                measure=said[cell.measure],
                against=said[cell.against],
            )
            for cell in cells
        )


def _kinds() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "pretrained": translate("Evaluate", "pretrained"),
        "classical": translate("Evaluate", "classical"),
        "nearest neighbours": translate("Evaluate", "nearest neighbours"),
        "towers": translate("Evaluate", "towers"),
        "concatenation": translate("Evaluate", "concatenation"),
        "parallel-dense": translate("Evaluate", "parallel-dense"),
        "adversarial": translate("Evaluate", "adversarial"),
        "reference": translate("Evaluate", "reference"),
        "pixels": translate("Evaluate", "pixels"),
        "bag-of-words": translate("Evaluate", "bag-of-words"),
        "tokens": translate("Evaluate", "tokens"),
        "cepstral-distance": translate("Evaluate", "cepstral-distance"),
        "mel-frames": translate("Evaluate", "mel-frames"),
    }


def _groups() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "fusions of pretrained features": translate("Evaluate", "fusions of pretrained features"),
        "fusions of classical features": translate("Evaluate", "fusions of classical features"),
        "baselines": translate("Evaluate", "baselines"),
        "image features": translate("Evaluate", "image features"),
        "text features": translate("Evaluate", "text features"),
        "audio features": translate("Evaluate", "audio features"),
        "robustness": translate("Evaluate", "robustness"),
        "gain over the best of one modality less": translate(
            "Evaluate", "gain over the best of one modality less"
        ),
        "gain over the classical baseline": translate(
            "Evaluate", "gain over the classical baseline"
        ),
        "gain over the default fusion": translate("Evaluate", "gain over the default fusion"),
        "held-out retrieval": translate("Evaluate", "held-out retrieval"),
        "by category, items with": translate("Evaluate", "by category, items with"),
        "new catalog, by share for fine-tuning": translate(
            "Evaluate", "new catalog, by share for fine-tuning"
        ),
    }


def _conditions() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "image": translate("Evaluate", "image"),
        "text": translate("Evaluate", "text"),
        "audio": translate("Evaluate", "audio"),
        "alone": translate("Evaluate", "alone"),
        "clean": translate("Evaluate", "clean"),
        "missing": translate("Evaluate", "missing"),
        "noisy": translate("Evaluate", "noisy"),
        "contradicting": translate("Evaluate", "contradicting"),
        "all available": translate("Evaluate", "all available"),
        "two for the third": translate("Evaluate", "two for the third"),
        "two for the third, whole gallery": translate(
            "Evaluate", "two for the third, whole gallery"
        ),
        "control": translate("Evaluate", "control"),
    }


def _rows() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "better single modality of each pair": translate(
            "Evaluate", "better single modality of each pair"
        ),
        "fine-tuned where that proves itself": translate(
            "Evaluate", "fine-tuned where that proves itself"
        ),
        "always fine-tuned": translate("Evaluate", "always fine-tuned"),
    }
