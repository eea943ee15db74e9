from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.core.modality import Modality
from app.evaluate.baseline import fit_neighbours
from app.evaluate.fold import Interview, Questions
from app.evaluate.robustness import contradicting_rows, strain
from app.fusion.features import FeatureTable
from app.fusion.training import caption_groups, category_numbers
from tests.fusion.small_catalog import small_catalog

DATA = small_catalog(90)
QUESTIONS = Questions(DATA.table, caption_groups(DATA.captions), category_numbers(DATA.categories))
HELD_OUT = np.arange(30, dtype=np.int64)
MODEL = fit_neighbours(DATA.table.rows(np.arange(30, 90)))


def test_what_contradicts_is_of_another_category_and_held_out() -> None:
    asking = HELD_OUT[::2]
    rows = contradicting_rows(QUESTIONS, HELD_OUT, asking, Modality.AUDIO, 0)
    assert (QUESTIONS.categories[rows] != QUESTIONS.categories[asking]).all()
    assert np.isin(rows, HELD_OUT).all() and DATA.table.present.audio[rows].all()
    again = contradicting_rows(QUESTIONS, HELD_OUT, asking, Modality.AUDIO, 0)
    np.testing.assert_array_equal(rows, again)
    other = contradicting_rows(QUESTIONS, HELD_OUT, asking, Modality.AUDIO, 1)
    assert not np.array_equal(rows, other)


def test_nothing_contradicts_where_all_are_alike() -> None:
    same = replace(QUESTIONS, categories=np.zeros(90, dtype=np.int64))
    found = strain(Interview(same, MODEL, HELD_OUT), None, 0)
    assert np.isnan(found.contradicting).all() and np.isnan(found.noisy).all()


def test_spoilt_features_that_are_clean_change_nothing_and_noise_hurts() -> None:
    clean = Interview(QUESTIONS, MODEL, HELD_OUT).findings()
    has = DATA.table.subsets[HELD_OUT]
    plain = clean.gains[has, np.arange(30)]
    same = strain(Interview(QUESTIONS, MODEL, HELD_OUT), DATA.table, 0)
    np.testing.assert_array_equal(same.noisy[0], plain)
    np.testing.assert_array_equal(np.isnan(same.noisy[2]), has != 7)
    chance = np.random.default_rng(0)
    noise = DATA.table.values.map(lambda v: chance.normal(size=v.shape).astype(np.float32))
    spoilt = strain(
        Interview(QUESTIONS, MODEL, HELD_OUT), FeatureTable(noise, DATA.table.present), 0
    )
    assert np.nanmean(spoilt.noisy[0]) < np.nanmean(plain) - 0.04
    assert np.nanmean(spoilt.contradicting[0]) < np.nanmean(plain) - 0.1


def test_spoilt_media_that_could_not_be_encoded_are_left_out() -> None:
    nobody = replace(DATA.table.present, image=np.zeros(90, dtype=np.bool_))
    found = strain(Interview(QUESTIONS, MODEL, HELD_OUT), replace(DATA.table, present=nobody), 0)
    assert np.isnan(found.noisy[0]).all() and not np.isnan(found.noisy[1]).all()
