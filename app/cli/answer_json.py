"""The JSON of an answer: a contract with other programs, documented in the README."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, TypeVar

from app.core.modality import PerModality
from app.core.notice import Notice
from app.core.query import Query
from app.core.recommendation import Answer, ModelIdentity, Recommendation, Timings

SCHEMA = 1

T = TypeVar("T")


def answer_as_json(answer: Answer) -> dict[str, Any]:
    """Return ``answer`` as plain JSON values."""
    return {
        "schema": SCHEMA,
        "query": _query(answer.query),
        "catalog": {"name": answer.catalog, "items": answer.catalog_items},
        "models": {
            **{str(modality): _model(model) for modality, model in answer.encoders.items()},
            "fusion": _model(answer.fusion),
        },
        "timings_ms": _timings(answer.timings),
        "results": [_result(result) for result in answer.results],
        "warnings": notices_as_json(answer.notices),
    }


def notices_as_json(notices: tuple[Notice, ...]) -> list[dict[str, str]]:
    """Return warnings as plain JSON values."""
    return [
        {"code": notice.code.value, "subject": notice.subject, "message": notice.message}
        for notice in notices
    ]


def _query(query: Query) -> dict[str, Any]:
    return {
        "image": list(query.images),
        "text": list(query.texts),
        "audio": list(query.sounds),
        "transcript": query.transcript,
        "weights": _per_modality(query.weights),
    }


def _model(model: ModelIdentity | None) -> dict[str, str]:
    if model is None:
        return {}
    return {"name": model.name, "digest": model.digest, "device": model.device}


def _timings(timings: Timings) -> dict[str, Any]:
    return {
        "load": round(timings.load, 3),
        "encode": _per_modality(timings.encode.map(lambda milliseconds: round(milliseconds, 3))),
        "transcribe": round(timings.transcribe, 3),
        "fuse": round(timings.fuse, 3),
        "search": round(timings.search, 3),
        "explain": round(timings.explain, 3),
        "total": round(timings.total, 3),
    }


def _result(result: Recommendation) -> dict[str, Any]:
    baseline, parts = result.baseline, {}
    if result.parts is not None:
        # The score without the query; so the contract's sum holds with a persona as well.
        baseline += result.parts.history + result.parts.feedback
        parts = {"parts": asdict(result.parts)}
    return {
        "rank": result.rank,
        "item_id": result.item_id,
        "title": result.title,
        "category": result.category,
        "thumbnail": result.thumbnail,
        "score": result.score,
        "baseline": baseline,
        "contributions": _per_modality(result.contributions),
        "rank_if_muted": _per_modality(result.rank_if_muted),
        **parts,
    }


def _per_modality(values: PerModality[T]) -> dict[str, T]:
    return {str(modality): value for modality, value in values.items()}
