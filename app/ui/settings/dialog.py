"""The settings dialog; every change is in force and on disk at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.engine.messages import EngineStatus
from app.ui.controls.roles import button, label, with_role
from app.ui.services import Services
from app.ui.settings.appearance import AppearanceSection
from app.ui.settings.listening import ListeningSection
from app.ui.settings.models import ModelsSection


class SettingsDialog(QDialog):
    """Appearance, sound and speech, models.

    Parameters
    ----------
    services
        What the settings are about.
    parent
        The main window.
    """

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.appearance = AppearanceSection(services.theme, services.preferences)
        self.listening = ListeningSection(
            services.theme, services.preferences, services.recorder, services.home
        )
        self.models = ModelsSection(services.theme, services.preferences, services.preparing)
        self._lay_out()
        self.resize(560, min(720, parent.height() - 32))
        services.recorder.look_for_microphones()

    def show_status(self, status: EngineStatus) -> None:
        """Show what is ready."""
        self.models.show_status(status)

    def _lay_out(self) -> None:
        inner = with_role(QWidget(), "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(20)
        column.addWidget(label(self.tr("Settings"), "heading"))
        for section in (self.appearance, self.listening, self.models):
            column.addWidget(section)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        done = button(self.tr("Done"), "primary")
        done.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setContentsMargins(24, 8, 24, 16)
        row.addStretch(1)
        row.addWidget(done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area, 1)
        layout.addLayout(row)
