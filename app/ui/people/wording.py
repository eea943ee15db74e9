"""What people read about interactions, recommenders and what was learnt."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.core.modality import Modality
from app.core.persona import InteractionKind
from app.core.recommender import RecommenderKind
from app.engine.messages import Fallback, FallbackReason, Learnt, Profile, Rate
from app.ui.icons import IconName
from app.ui.results.figures import MINUS

MOST_CATEGORIES = 2
"""Categories of each direction that one sentence names."""

NOTICEABLE = 0.005
"""A smaller change of a category is not worth a word."""

KIND_ICONS = {
    InteractionKind.VIEW: IconName.EYE,
    InteractionKind.LIKE: IconName.LIKE,
    InteractionKind.DISLIKE: IconName.DISLIKE,
    InteractionKind.SAVE: IconName.SAVE,
    InteractionKind.SKIP: IconName.SKIP,
    InteractionKind.RATING: IconName.STAR,
}


def kind_name(kind: InteractionKind) -> str:
    """Return what was done, as a history says it."""
    names = {
        InteractionKind.VIEW: QCoreApplication.translate("People", "Opened"),
        InteractionKind.LIKE: QCoreApplication.translate("People", "Liked"),
        InteractionKind.DISLIKE: QCoreApplication.translate("People", "Disliked"),
        InteractionKind.SAVE: QCoreApplication.translate("People", "Saved"),
        InteractionKind.SKIP: QCoreApplication.translate("People", "Skipped"),
        InteractionKind.RATING: QCoreApplication.translate("People", "Rated"),
    }
    return names[kind]


def recommender_name(kind: RecommenderKind) -> str:
    """Return what people call a recommender."""
    names = {
        RecommenderKind.POPULARITY: QCoreApplication.translate("People", "Popularity"),
        RecommenderKind.USER_NEIGHBOURS: QCoreApplication.translate("People", "Similar people"),
        RecommenderKind.ITEM_NEIGHBOURS: QCoreApplication.translate("People", "Similar items"),
        RecommenderKind.ALS: QCoreApplication.translate("People", "Matrix factors (ALS)"),
        RecommenderKind.BPR: QCoreApplication.translate("People", "Matrix factors (BPR)"),
        RecommenderKind.AUTOENCODER: QCoreApplication.translate("People", "Autoencoder"),
        RecommenderKind.MULTIMODAL_AUTOENCODER: QCoreApplication.translate(
            "People", "Multimodal autoencoder"
        ),
        RecommenderKind.CONTENT: QCoreApplication.translate("People", "Content"),
        RecommenderKind.GRAPH: QCoreApplication.translate("People", "Graph"),
        RecommenderKind.MULTIMODAL_GRAPH: QCoreApplication.translate("People", "Multimodal graph"),
        RecommenderKind.DEEP_INTEREST: QCoreApplication.translate("People", "Deep interest"),
        RecommenderKind.COLLABORATIVE_GRU: QCoreApplication.translate(
            "People", "Recurrent network without modalities"
        ),
        RecommenderKind.GRU: QCoreApplication.translate("People", "Recurrent network (GRU)"),
        RecommenderKind.TRANSFORMER: QCoreApplication.translate("People", "Transformer"),
        RecommenderKind.COLLABORATIVE_BLEND: QCoreApplication.translate(
            "People", "Blend without modalities"
        ),
        RecommenderKind.BLEND: QCoreApplication.translate("People", "Blend"),
    }
    return names[kind]


def fallback_sentence(fallback: Fallback | None) -> str:
    """Say why content ranked a list; nothing where nobody is missing.

    Of somebody unknown the page speaks by itself.
    """
    if fallback is None or fallback.reason is FallbackReason.NOTHING_KNOWN:
        return ""
    texts = {
        FallbackReason.TOO_FEW: QCoreApplication.translate(
            "People",
            "%1 needs at least three personas who like something; until then content ranks.",
        ),
        FallbackReason.STILL_LEARNING: QCoreApplication.translate(
            "People", "%1 is still learning from all personas; until it is ready content ranks."
        ),
    }
    return texts[fallback.reason].replace("%1", recommender_name(fallback.recommender))


def vote_hint(fallback: Fallback, persona: str) -> str:
    """Say why a blind vote would compare a recommender with itself."""
    texts = {
        FallbackReason.NOTHING_KNOWN: QCoreApplication.translate(
            "People",
            "Nothing is known of %2 yet, so both recommenders would show the same. Like or "
            "dislike a few items first.",
        ),
        FallbackReason.TOO_FEW: QCoreApplication.translate(
            "People",
            "%1 needs at least three personas who like something. Until then content would rank "
            "in its place; choose another recommender.",
        ),
        FallbackReason.STILL_LEARNING: QCoreApplication.translate(
            "People",
            "%1 is still learning from all personas. The vote begins by itself when it is ready.",
        ),
    }
    named = texts[fallback.reason].replace("%1", recommender_name(fallback.recommender))
    return named.replace("%2", persona)


def category_name(category: str) -> str:
    """Return the innermost part of a category."""
    return category.rsplit("/", 1)[-1].replace("_", " ")


def percent(share: float) -> str:
    """Write a share in whole per cent."""
    return f"{round(100 * share)} %"


def signed(value: float) -> str:
    """Write a taste from -1 to 1 in hundredths, with its sign."""
    whole = round(100 * value)
    return f"{MINUS if whole < 0 else '+'}{abs(whole) / 100:.2f}"


def rate_text(rate: Rate) -> str:
    """Write for example ``41 % (33–50 %)``; a dash when nothing was counted."""
    if not rate.trials:
        return "\N{EN DASH}"
    return f"{percent(rate.share)} ({round(100 * rate.low)}\N{EN DASH}{percent(rate.high)})"


def time_text(at: str) -> str:
    """Write a local time to the minute, the same in every language: ``2026-11-24 16:12``."""
    return at[:16].replace("T", " ")


# --- one sentence about what was learnt -------------------------------------------------


def learnt_sentence(learnt: Learnt) -> str:
    """Say what one interaction changed: ``You follow sound: 62 %; more birds, fewer trains.``."""
    more, fewer = _moved(learnt.before, learnt.after)
    tastes = [
        pattern.replace("%1", _joined(names))
        for pattern, names in (
            (QCoreApplication.translate("People", "more %1"), more),
            (QCoreApplication.translate("People", "fewer %1"), fewer),
        )
        if names
    ]
    comma = QCoreApplication.translate("People", ", ", "between parts of a sentence")
    followed = _followed(learnt.after)
    if not tastes:
        return QCoreApplication.translate("People", "%1.").replace("%1", followed)
    pattern = QCoreApplication.translate("People", "%1; %2.")
    return pattern.replace("%2", comma.join(tastes)).replace("%1", followed)


def _followed(profile: Profile) -> str:
    shares = sorted(profile.shares.items(), key=lambda pair: -pair[1])
    modality, share = shares[0]
    if share <= 0:
        return QCoreApplication.translate("People", "Too little is known to say what you follow")
    names = {
        Modality.IMAGE: QCoreApplication.translate("People", "You follow pictures: %1"),
        Modality.TEXT: QCoreApplication.translate("People", "You follow words: %1"),
        Modality.AUDIO: QCoreApplication.translate("People", "You follow sound: %1"),
    }
    return names[modality].replace("%1", percent(share))


def _moved(before: Profile, after: Profile) -> tuple[list[str], list[str]]:
    """Return the categories that became more and less likely, most moved first."""
    old = dict((*before.up, *before.down))
    new = dict((*after.up, *after.down))
    change = {name: new.get(name, 0.0) - old.get(name, 0.0) for name in {**old, **new}}
    ordered = sorted(change, key=lambda name: (-abs(change[name]), name))
    more = [name for name in ordered if change[name] >= NOTICEABLE]
    fewer = [name for name in ordered if change[name] <= -NOTICEABLE]
    return more[:MOST_CATEGORIES], fewer[:MOST_CATEGORIES]


def _joined(categories: list[str]) -> str:
    names = list(dict.fromkeys(category_name(category) for category in categories))
    both = QCoreApplication.translate("People", "%1 and %2", "two categories")
    if len(names) == 1:
        return names[0]
    return both.replace("%2", names[1]).replace("%1", names[0])
