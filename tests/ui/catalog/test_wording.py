from __future__ import annotations

from app.core.cleaning import CleaningProblem
from app.core.label import LabelOrigin
from app.ui.catalog.wording import origin_name, problem_name


def test_every_problem_and_origin_has_a_name_of_its_own() -> None:
    problems = [problem_name(problem) for problem in CleaningProblem]
    assert len(set(problems)) == len(CleaningProblem)
    assert all(problems)
    assert [origin_name(origin) for origin in LabelOrigin] == ["by hand", "automatic", "spread"]
