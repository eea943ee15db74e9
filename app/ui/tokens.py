"""Design tokens: every colour, size and distance of the window, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.modality import Modality


@dataclass(frozen=True)
class Tokens:
    """The look of the window.

    Attributes
    ----------
    dark
        Whether this is the dark scheme.
    background, surface, surface_raised, hover
        From the window's ground to cards, fields on cards, and what the pointer is on.
    border, text, text_muted
        Hairlines, text, and text that steps back; both texts reach 4.5:1 on surfaces.
    accent, accent_soft, on_accent
        The one accent colour, its tint for grounds, and text on the accent.
    image, text_modality, audio
        The colours of the modalities; 3:1 at least on surfaces, and told apart with
        any colour vision. Never used without an icon, letter or pattern.
    danger, warning, success
        States.
    text_scale
        Factor on all font sizes.
    radius, spacing
        Corner radius of cards and the grid, in pixels.
    """

    dark: bool
    background: str
    surface: str
    surface_raised: str
    hover: str
    border: str
    text: str
    text_muted: str
    accent: str
    accent_soft: str
    on_accent: str
    image: str
    text_modality: str
    audio: str
    danger: str
    warning: str
    success: str
    text_scale: float = 1.0
    radius: int = 12
    spacing: int = 8

    def modality(self, modality: Modality) -> str:
        """Return the colour of ``modality``."""
        colours = {
            Modality.IMAGE: self.image,
            Modality.TEXT: self.text_modality,
            Modality.AUDIO: self.audio,
        }
        return colours[modality]

    @property
    def font_small(self) -> int:
        """Captions and badges, in pixels."""
        return round(12 * self.text_scale)

    @property
    def font_body(self) -> int:
        """Body text, in pixels."""
        return round(14 * self.text_scale)

    @property
    def font_title(self) -> int:
        """Titles of cards, in pixels."""
        return round(16 * self.text_scale)

    @property
    def font_heading(self) -> int:
        """Headings of pages, in pixels."""
        return round(24 * self.text_scale)
