from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.core.recommender import RecommenderKind
from app.engine.messages import Failure, FailureKind, FitRecommender, FittedRecommender
from app.ui.services import Services
from app.ui.session import Session

PATIENCE = 20_000
ALS = FitRecommender("tuxpaint", RecommenderKind.ALS)
BPR = FitRecommender("tuxpaint", RecommenderKind.BPR)


def test_they_learn_one_after_the_other_and_none_twice(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    done: list[FitRecommender] = []
    fitting = services.fitting
    fitting.fitted.connect(done.append)
    fitting.want([ALS, BPR])
    fitting.want([ALS, BPR])
    assert fitting.running == ALS
    qtbot.waitUntil(lambda: len(done) == 2, timeout=PATIENCE)
    assert done == [ALS, BPR]
    assert fitting.running is None


def test_what_was_stopped_or_failed_waits_until_it_is_asked_for_again(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    fitting = services.fitting
    fitting.want([ALS])
    with qtbot.waitSignal(fitting.stopped, timeout=PATIENCE) as stopped:
        fitting._job._take_failure(Failure(0, FailureKind.CANCELLED, "job", "cancelled"))
    assert stopped.args == [ALS]
    fitting.want([ALS])
    assert fitting.running is None
    fitting.retry()
    fitting.want([ALS])
    with qtbot.waitSignal(fitting.failed, timeout=PATIENCE):
        fitting._job._take_failure(Failure(0, FailureKind.FAULT, "als", "no memory"))
    fitting.want([ALS])
    assert fitting.running is None
    fitting.retry()
    fitting.want([ALS])
    with qtbot.waitSignal(fitting.failed, timeout=PATIENCE) as failed:
        fitting._job._take_failure(Failure(0, FailureKind.FAULT, "FitRecommender", "it ended"))
    assert failed.args[0].what == "Matrix factors (ALS)", "no name that only programs know"
    fitting.retry()
    fitting.want([ALS])
    fitting._job._take_result(FittedRecommender("tuxpaint", ALS.recommender))
    assert fitting.running is None
