from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.core.lab import (
    AudioFeature,
    Bounds,
    FeatureChoice,
    FusionKind,
    ImageFeature,
    NetworkSettings,
    RunPlan,
    Schedule,
    TextFeature,
    TrainerSettings,
)
from app.ui.controls.number_field import CountField, NumberField
from app.ui.lab.feature_chooser import FeatureChooser
from app.ui.lab.plan_form import PlanForm
from app.ui.lab.relevance import RAW, counts
from app.ui.lab.settings_form import COURSE, ESSENTIALS, GUARDS, LOSSES, NETWORK, SettingsForm
from app.ui.theme import ThemeController
from tests.ui.accessibility import nameless_controls, unreachable_controls


@pytest.fixture
def form(qtbot: QtBot, theme: ThemeController) -> Iterator[PlanForm]:
    made = PlanForm(theme, FeatureChooser(theme), SettingsForm(theme))
    qtbot.addWidget(made)
    made.show()
    yield made


def unfold(form: PlanForm) -> None:
    for fold, _ in form.settings.folds:
        fold.open(True)


def value_of(one: Any) -> st.SearchStrategy[Any]:
    """Draw a value of a setting between its bounds."""
    if isinstance(one.default, bool):
        return st.booleans()
    if isinstance(one.default, Schedule):
        return st.sampled_from(Schedule)
    bounds = one.metadata["bounds"]
    assert isinstance(bounds, Bounds)
    if isinstance(one.default, int):
        return st.integers(int(bounds.low), int(bounds.high))
    return st.floats(max(bounds.low, 1e-12), bounds.high) | st.just(bounds.low)


TRAINERS = st.builds(
    TrainerSettings, **{one.name: value_of(one) for one in fields(TrainerSettings)}
)
SHAPES = {one.name: value_of(one) for one in fields(NetworkSettings)}
NETWORKS = st.fixed_dictionaries({**SHAPES, "heads": st.sampled_from([1, 2, 4, 8])}).map(
    lambda drawn: NetworkSettings(**{**drawn, "hidden": 8 * (1 + int(drawn["hidden"]) % 256)})
)
CHOSEN = st.builds(
    FeatureChoice,
    st.sampled_from([one for one in ImageFeature if one is not RAW.image]),
    st.sampled_from([one for one in TextFeature if one is not RAW.text]),
    st.sampled_from([one for one in AudioFeature if one is not RAW.audio]),
)
NAMES = st.text("abc ünï图", max_size=20).map(str.strip)


@pytest.mark.parametrize("is_unfolded", [False, True])
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(CHOSEN, st.sampled_from(FusionKind), NETWORKS, TRAINERS, NAMES)
def test_a_plan_that_is_shown_is_the_plan_that_is_trained(
    form: PlanForm,
    is_unfolded: bool,
    features: FeatureChoice,
    kind: FusionKind,
    network: NetworkSettings,
    trainer: TrainerSettings,
    name: str,
) -> None:
    plan = RunPlan(RAW if kind is FusionKind.REFERENCE else features, kind, network, trainer, name)
    if is_unfolded:
        unfold(form)
    form.show_plan(plan)
    assert form.plan() == plan
    assert form.train.isEnabled()


def test_every_setting_stands_in_one_group_and_has_a_name_and_a_hint(form: PlanForm) -> None:
    names = [one.name for kind in (NetworkSettings, TrainerSettings) for one in fields(kind)]
    assert sorted(ESSENTIALS + NETWORK + COURSE + GUARDS + LOSSES) == sorted(names)
    unfold(form)
    labels = {row.control.accessibleName() for row in form.settings.rows.values()}
    assert len(labels) == len(names)
    assert all(row.control.accessibleDescription() for row in form.settings.rows.values())


def test_numbers_out_of_bounds_become_the_nearest(form: PlanForm) -> None:
    form.show_plan(RunPlan(fusion=FusionKind.TRANSFORMER))
    unfold(form)
    for name, typed, taken in (
        ("learning_rate", "7", 1.0),
        ("learning_rate", "1e-9", 1e-6),
        ("learning_rate", "0,02", 0.02),
        ("dropout", "0.95", 0.9),
        ("temperature", "abc", 0.07),
    ):
        control = form.settings.rows[name].control
        assert isinstance(control, NumberField)
        control.selectAll()
        QTest.keyClicks(control, typed)
        QTest.keyClick(control, Qt.Key.Key_Return)
        assert control.value() == taken, name
    assert form.plan().trainer.learning_rate == 0.02
    epochs = form.settings.rows["epochs"].control
    assert isinstance(epochs, CountField)
    assert (epochs.minimum(), epochs.maximum()) == (1, 1000)


def test_only_what_counts_for_the_fusion_is_shown(form: PlanForm) -> None:
    unfold(form)
    for kind in FusionKind:
        form.show_plan(RunPlan(fusion=kind))
        shown = {name for name, row in form.settings.rows.items() if row.isVisible()}
        assert shown == {name for name in form.settings.rows if counts(kind, name)}
        assert ("adversarial_weight" in shown) == (kind is FusionKind.ADVERSARIAL)
        assert ("heads" in shown) == (kind is FusionKind.TRANSFORMER)
        assert ("hidden" in shown) == (kind is not FusionKind.TOWERS)
        assert {"seed", "epochs", "validation_share"} <= shown


def test_the_reference_network_chooses_its_features_and_says_so(form: PlanForm) -> None:
    form.show_plan(RunPlan(FeatureChoice(image=ImageFeature.HOG)))
    form.fusion.setCurrentIndex(form.fusion.findData(FusionKind.REFERENCE.value))
    form.fusion.activated.emit(form.fusion.currentIndex())
    assert form.plan().features == RAW
    assert form.features.raw_hint.isVisible()
    assert not any(choice.isEnabled() for choice in form.features.choices.values())
    form.fusion.setCurrentIndex(form.fusion.findData(FusionKind.LSTM.value))
    form.fusion.activated.emit(form.fusion.currentIndex())
    assert form.plan().features.image is ImageFeature.HOG
    assert not form.features.raw_hint.isVisible()


def test_heads_that_do_not_divide_hidden_units_are_told_and_not_trained(form: PlanForm) -> None:
    form.show_plan(RunPlan(fusion=FusionKind.TRANSFORMER))
    unfold(form)
    hidden = form.settings.rows["hidden"].control
    assert isinstance(hidden, CountField)
    hidden.setValue(250)
    assert "4 attention heads" in form.problem.text()
    assert form.problem.isVisible()
    assert not form.train.isEnabled()
    form.fusion.setCurrentIndex(form.fusion.findData(FusionKind.LSTM.value))
    form.fusion.activated.emit(form.fusion.currentIndex())
    assert form.train.isEnabled()
    assert form.plan().network.hidden == 250


def test_train_sends_the_plan_unless_a_run_is_being_trained(qtbot: QtBot, form: PlanForm) -> None:
    form.name.setText("  mine ")
    with qtbot.waitSignal(form.train_wanted) as wanted:
        QTest.mouseClick(form.train, Qt.MouseButton.LeftButton)
    assert wanted.args == [RunPlan(name="mine")]
    form.show_busy(True)
    assert not form.train.isEnabled()


def test_controls_have_names_and_hints_wrap(form: PlanForm) -> None:
    form.show_plan(RunPlan(fusion=FusionKind.ADVERSARIAL))
    unfold(form)
    assert nameless_controls(form) == []
    assert unreachable_controls(form) == []
    long = [text for text in form.findChildren(QLabel) if len(text.text()) > 40]
    assert all(text.wordWrap() for text in long)
