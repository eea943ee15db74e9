"""The engine's status as the window last heard it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.core.settings import DeviceChoice
from app.engine.messages import ChooseDevice, EngineStatus, Failure, GetStatus, Outcome
from app.ui.engine_client import EngineClient, Handlers


class StatusWatch(QObject):
    """Ask for the status whenever the engine comes up, and after what changes it.

    Signals
    -------
    status_changed
        A new :class:`EngineStatus`.
    failed
        A :class:`Failure`: the status cannot be told.
    """

    status_changed = Signal(object)
    failed = Signal(object)

    def __init__(
        self, engine: EngineClient, device: DeviceChoice, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._device = device
        self._engine = engine
        self._status: EngineStatus | None = None
        engine.ready.connect(self.refresh)

    @property
    def status(self) -> EngineStatus | None:
        """The last status, or ``None`` before the first."""
        return self._status

    def refresh(self) -> None:
        """Ask anew."""
        self._engine.submit(GetStatus(), Handlers(self._take, self._refuse))

    def choose_device(self, device: DeviceChoice) -> None:
        """Move the encoders to another processor, if it is another."""
        if device is self._device:
            return
        self._device = device
        self._engine.submit(ChooseDevice(device), Handlers(self._take, self._refuse))

    def take(self, status: EngineStatus) -> None:
        """Use a status that came as the result of other work."""
        self._status = status
        self.status_changed.emit(status)

    def _take(self, outcome: Outcome) -> None:
        if isinstance(outcome, EngineStatus):
            self.take(outcome)

    def _refuse(self, failure: Failure) -> None:
        self.failed.emit(failure)
