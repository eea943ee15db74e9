"""What the window's parts share, put together in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.core.home import Home
from app.core.settings import Settings
from app.engine.messages import Command, Recommend, Reply
from app.ui.asking import Asking
from app.ui.composer.intake import Intake
from app.ui.composer.recorder import Recorder
from app.ui.curating import Curating
from app.ui.engine_client import EngineClient
from app.ui.fitting import Fitting
from app.ui.learning import Learning
from app.ui.long_work import LongWork
from app.ui.measuring import Measuring
from app.ui.module_loader import ModuleLoader
from app.ui.preferences import Preferences
from app.ui.preparing import Preparing
from app.ui.query_model import QueryModel
from app.ui.service_client import StartService
from app.ui.status_watch import StatusWatch
from app.ui.suggesting import Suggesting
from app.ui.theme import ThemeController
from app.ui.training import Training
from app.ui.work_page import WORK_PAGE_MODULES

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

TOP = 50
"""Items asked for: more than fit on a screen."""


@dataclass(frozen=True)
class Services:
    """Everything that outlives a page: children, query, settings, theme."""

    home: Home
    preferences: Preferences
    theme: ThemeController
    engine: EngineClient
    microphone: EngineClient
    recorder: Recorder
    model: QueryModel
    asking: Asking
    intake: Intake
    preparing: Preparing
    training: Training
    measuring: Measuring
    curating: Curating
    learning: Learning
    suggesting: Suggesting
    fitting: Fitting
    long_work: LongWork
    plots: ModuleLoader
    work_pages: ModuleLoader
    watch: StatusWatch

    def stop(self) -> None:
        """Ask nothing more, and end the children."""
        self.asking.withdraw()
        self.microphone.stop()
        self.engine.stop()
        self.plots.stop()
        self.work_pages.stop()


def make_services(
    theme: ThemeController,
    preferences: Preferences,
    home: Home,
    *,
    language: str = "en",
    start_engine: StartService | None = None,
    start_microphone: StartService | None = None,
) -> Services:
    """Put the services together; no child is started yet.

    Parameters
    ----------
    theme
        Gives the colours.
    preferences
        The person's settings.
    home
        The state folder.
    language
        Language of the items' titles.
    start_engine, start_microphone
        How the children are started; by default as :func:`start_service` does.
    """
    settings = preferences.settings
    engine = EngineClient(start_engine or _starter("engine", home))
    microphone = EngineClient(start_microphone or _starter("microphone", home))
    model = QueryModel()
    preparing, training, measuring = Preparing(engine), Training(engine), Measuring(engine)
    curating, fitting = Curating(engine), Fitting(engine)
    return Services(
        home=home,
        preferences=preferences,
        theme=theme,
        engine=engine,
        microphone=microphone,
        recorder=Recorder(microphone),
        model=model,
        asking=Asking(engine, model, _empty_job(model, settings, language)),
        intake=Intake(engine, model, home),
        preparing=preparing,
        training=training,
        measuring=measuring,
        curating=curating,
        learning=Learning(engine, preferences),
        suggesting=Suggesting(engine),
        fitting=fitting,
        long_work=LongWork(preparing, training, measuring, curating, fitting),
        plots=ModuleLoader("pyqtgraph"),
        work_pages=ModuleLoader(*WORK_PAGE_MODULES),
        watch=StatusWatch(engine, settings.device),
    )


def _empty_job(model: QueryModel, settings: Settings, language: str) -> Recommend:
    """Return what is asked for before anything was given."""
    return Recommend(
        model.query,
        TOP,
        language,
        settings.catalog,
        settings.fusion,
        settings.transcribe,
        persona=settings.persona,
    )


def _starter(name: Literal["engine", "microphone"], home: Home) -> StartService:
    def start() -> tuple[BaseProcess, Connection[Command, Reply]]:
        from app.engine.process import start_service  # after the first painted window

        return start_service(name, home.root)

    return start
