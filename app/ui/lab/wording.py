"""Features, fusions and settings of the lab in plain words, in the person's language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from app.core.lab import AudioFeature, FusionKind, ImageFeature, RunState, Schedule, TextFeature


@dataclass(frozen=True)
class Wording:
    """What a setting is called, and one sentence that says what it does."""

    label: str
    hint: str


def choice_text(value: Enum) -> str:
    """Return what people call a value of one of the lab's enumerations."""
    if isinstance(value, ImageFeature):
        return _image_texts()[value]
    if isinstance(value, TextFeature):
        return _text_texts()[value]
    if isinstance(value, AudioFeature):
        return _audio_texts()[value]
    return _fusion_texts()[value] if isinstance(value, FusionKind) else _other_texts()[value]


def fusion_hint(kind: FusionKind) -> str:
    """Return in one or two sentences how a fusion works."""
    hints = {
        FusionKind.TOWERS: QCoreApplication.translate(
            "Lab",
            "Closed-form maps weighed against each other by contrast. The default: good with "
            "few items, and the shape needs no choices.",
        ),
        FusionKind.CONCATENATION: QCoreApplication.translate(
            "Lab", "All features in one long vector, then a dense network."
        ),
        FusionKind.PARALLEL_DENSE: QCoreApplication.translate(
            "Lab", "A dense network for each modality; their outputs are joined."
        ),
        FusionKind.ADVERSARIAL: QCoreApplication.translate(
            "Lab",
            "A generator for each modality, trained until a discriminator cannot tell "
            "which modality a vector came from.",
        ),
        FusionKind.LSTM: QCoreApplication.translate(
            "Lab", "Reads the modalities one after the other, as a sequence."
        ),
        FusionKind.TRANSFORMER: QCoreApplication.translate(
            "Lab", "Each modality is a token; self-attention lets them look at each other."
        ),
        FusionKind.REFERENCE: QCoreApplication.translate(
            "Lab",
            "The reference network: a CNN on pixels, an LSTM on word tokens and an LSTM on "
            "sound frames. It reads raw media, so its features are chosen for you.",
        ),
    }
    return hints[kind]


def setting_wordings() -> dict[str, Wording]:
    """Return what each field of NetworkSettings and TrainerSettings is called and does."""
    return {**_network_wording(), **_course_wording(), **_guard_wording(), **_loss_wording()}


def _image_texts() -> dict[Enum, str]:
    return {
        ImageFeature.PRETRAINED: QCoreApplication.translate("Lab", "Pretrained network"),
        ImageFeature.SIFT: QCoreApplication.translate("Lab", "SIFT visual words"),
        ImageFeature.HOG: QCoreApplication.translate("Lab", "HOG (edges)"),
        ImageFeature.CNN_LAYERS: QCoreApplication.translate("Lab", "CNN, several layers"),
        ImageFeature.CNN_DENSE: QCoreApplication.translate("Lab", "CNN, dense branches"),
        ImageFeature.PIXELS: QCoreApplication.translate("Lab", "Pixels"),
    }


def _text_texts() -> dict[Enum, str]:
    return {
        TextFeature.PRETRAINED: QCoreApplication.translate("Lab", "Pretrained network"),
        TextFeature.BAG_OF_WORDS: QCoreApplication.translate("Lab", "Bag of words"),
        TextFeature.TF_IDF: QCoreApplication.translate("Lab", "TF-IDF"),
        TextFeature.WORD2VEC_CBOW: QCoreApplication.translate("Lab", "Word2Vec (CBOW)"),
        TextFeature.WORD2VEC_SKIP_GRAM: QCoreApplication.translate("Lab", "Word2Vec (skip-gram)"),
        TextFeature.GLOVE: QCoreApplication.translate("Lab", "GloVe"),
        TextFeature.LSTM: QCoreApplication.translate("Lab", "LSTM"),
        TextFeature.TRANSFORMER: QCoreApplication.translate("Lab", "Transformer"),
        TextFeature.TOKENS: QCoreApplication.translate("Lab", "Word tokens"),
    }


def _audio_texts() -> dict[Enum, str]:
    return {
        AudioFeature.PRETRAINED: QCoreApplication.translate("Lab", "Pretrained network"),
        AudioFeature.MFCC: QCoreApplication.translate("Lab", "MFCC"),
        AudioFeature.MEL: QCoreApplication.translate("Lab", "Mel filter banks"),
        AudioFeature.CEPSTRAL_DISTANCE: QCoreApplication.translate("Lab", "Cepstral distance"),
        AudioFeature.CNN: QCoreApplication.translate("Lab", "CNN"),
        AudioFeature.LSTM: QCoreApplication.translate("Lab", "LSTM"),
        AudioFeature.FRAMES: QCoreApplication.translate("Lab", "Mel frames"),
    }


def _fusion_texts() -> dict[Enum, str]:
    return {
        FusionKind.TOWERS: QCoreApplication.translate("Lab", "Default (towers)"),
        FusionKind.CONCATENATION: QCoreApplication.translate("Lab", "Concatenation"),
        FusionKind.PARALLEL_DENSE: QCoreApplication.translate("Lab", "Parallel dense"),
        FusionKind.ADVERSARIAL: QCoreApplication.translate("Lab", "Adversarial (GAN)"),
        FusionKind.LSTM: QCoreApplication.translate("Lab", "LSTM sequence"),
        FusionKind.TRANSFORMER: QCoreApplication.translate("Lab", "Transformer"),
        FusionKind.REFERENCE: QCoreApplication.translate("Lab", "Reference network"),
    }


def _other_texts() -> dict[Enum, str]:
    return {
        Schedule.COSINE: QCoreApplication.translate("Lab", "Cosine"),
        Schedule.PLATEAU: QCoreApplication.translate("Lab", "Plateau"),
        Schedule.CONSTANT: QCoreApplication.translate("Lab", "Constant"),
        RunState.RUNNING: QCoreApplication.translate("Lab", "Running"),
        RunState.INTERRUPTED: QCoreApplication.translate("Lab", "Interrupted"),
        RunState.FAILED: QCoreApplication.translate("Lab", "Failed"),
        RunState.FINISHED: QCoreApplication.translate("Lab", "Finished"),
    }


def _network_wording() -> dict[str, Wording]:
    return {
        "dimension": Wording(
            QCoreApplication.translate("Lab", "Length of the fused vector"),
            QCoreApplication.translate("Lab", "Longer vectors hold more and take longer."),
        ),
        "hidden": Wording(
            QCoreApplication.translate("Lab", "Hidden units"),
            QCoreApplication.translate("Lab", "Width of each hidden layer."),
        ),
        "layers": Wording(
            QCoreApplication.translate("Lab", "Layers"),
            QCoreApplication.translate("Lab", "How deep the network is."),
        ),
        "heads": Wording(
            QCoreApplication.translate("Lab", "Attention heads"),
            QCoreApplication.translate("Lab", "Must divide the number of hidden units."),
        ),
        "dropout": Wording(
            QCoreApplication.translate("Lab", "Dropout"),
            QCoreApplication.translate(
                "Lab", "Share of units that rest in each step; keeps from learning by heart."
            ),
        ),
        "batch_norm": Wording(
            QCoreApplication.translate("Lab", "Batch normalisation"),
            QCoreApplication.translate("Lab", "Keeps hidden layers in one range; often faster."),
        ),
    }


def _course_wording() -> dict[str, Wording]:
    return {
        "seed": Wording(
            QCoreApplication.translate("Lab", "Seed"),
            QCoreApplication.translate("Lab", "The same seed gives the same run."),
        ),
        "epochs": Wording(
            QCoreApplication.translate("Lab", "Epochs"),
            QCoreApplication.translate("Lab", "How often all items are seen, at most."),
        ),
        "patience": Wording(
            QCoreApplication.translate("Lab", "Patience"),
            QCoreApplication.translate(
                "Lab", "Stops after so many epochs without a better validation score."
            ),
        ),
        "batch_size": Wording(
            QCoreApplication.translate("Lab", "Batch size"),
            QCoreApplication.translate("Lab", "Items in one step."),
        ),
        "learning_rate": Wording(
            QCoreApplication.translate("Lab", "Learning rate"),
            QCoreApplication.translate(
                "Lab", "Size of the steps. Too large never settles, too small takes forever."
            ),
        ),
        "schedule": Wording(
            QCoreApplication.translate("Lab", "Schedule"),
            QCoreApplication.translate("Lab", "How the steps shrink as training goes on."),
        ),
        "warmup_epochs": Wording(
            QCoreApplication.translate("Lab", "Warm-up epochs"),
            QCoreApplication.translate("Lab", "Steps grow to full size over so many epochs."),
        ),
        "mixed_precision": Wording(
            QCoreApplication.translate("Lab", "Mixed precision"),
            QCoreApplication.translate("Lab", "Half precision on a GPU where that is safe."),
        ),
    }


def _guard_wording() -> dict[str, Wording]:
    return {
        "weight_decay": Wording(
            QCoreApplication.translate("Lab", "Weight decay"),
            QCoreApplication.translate("Lab", "Pulls weights toward zero; guards few items."),
        ),
        "gradient_clip": Wording(
            QCoreApplication.translate("Lab", "Gradient clipping"),
            QCoreApplication.translate("Lab", "Longest step; 0 clips nothing."),
        ),
        "modality_dropout": Wording(
            QCoreApplication.translate("Lab", "Modality dropout"),
            QCoreApplication.translate(
                "Lab", "How often a query is asked with less than all it has."
            ),
        ),
        "validation_share": Wording(
            QCoreApplication.translate("Lab", "Validation share"),
            QCoreApplication.translate("Lab", "Part of the items that only judges."),
        ),
    }


def _loss_wording() -> dict[str, Wording]:
    return {
        "contrastive_weight": Wording(
            QCoreApplication.translate("Lab", "Contrast counts"),
            QCoreApplication.translate("Lab", "Parts of one item close, other items apart."),
        ),
        "temperature": Wording(
            QCoreApplication.translate("Lab", "Temperature of contrast"),
            QCoreApplication.translate("Lab", "The lower, the harder near misses are punished."),
        ),
        "classification_weight": Wording(
            QCoreApplication.translate("Lab", "Categories count"),
            QCoreApplication.translate("Lab", "Cross-entropy over the items' categories."),
        ),
        "adversarial_weight": Wording(
            QCoreApplication.translate("Lab", "Discriminators count"),
            QCoreApplication.translate(
                "Lab", "How hard generators try to hide which modality they speak for."
            ),
        ),
    }
