"""How much there is to draw in an SVG, once its references are followed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from app.core.errors import MediaError

_MOST_UNITS = 5_000_000.0
_DEEPEST = 400
_UNITS_SURELY_FAST = 3_000.0
_UNITS_OF_FILTER_STEP = 20.0
_CHARACTERS_PER_UNIT = 100.0
# Steps whose time depends on numbers in the file, not on how many there are.
_UNBOUNDED = frozenset(
    {
        "feTurbulence",
        "feConvolveMatrix",
        "feMorphology",
        "feDiffuseLighting",
        "feSpecularLighting",
        "feDisplacementMap",
        "feTile",
        "feImage",
        "pattern",
        "marker",
        "image",
    }
)
_UNBOUNDED_ATTRIBUTE = re.compile(r"stroke-dasharray\s*[:=]\s*[^n\s]")
_LOCAL_URL = re.compile(r"""url\(\s*["']?\s*#([^"')\s]+)""")


@dataclass(frozen=True)
class Cost:
    """How much there is to draw.

    Attributes
    ----------
    units
        Elements after every reference was followed, long paths and filters counted more.
    is_bounded
        Whether the time grows with ``units`` alone.
    has_text
        Whether fonts are needed.
    """

    units: float
    is_bounded: bool
    has_text: bool

    @property
    def is_surely_fast(self) -> bool:
        """Whether drawing takes well under a second whatever the file says."""
        return self.is_bounded and self.units <= _UNITS_SURELY_FAST


def measure_cost(root: ElementTree.Element, source: str) -> Cost:
    """Count what would be drawn.

    Raises
    ------
    MediaError
        When references multiply without reason or nest too deeply.
    """
    meter = _Meter(root, source)
    units = meter.units_of(root, 0)
    names = {_local_name(element) for element in root.iter()}
    bounded = not names & _UNBOUNDED and not any(map(_has_dashes, root.iter()))
    return Cost(units, bounded, bool(names & {"text", "tspan", "textPath"}))


class _Meter:
    """Adds up an element, its children and what it refers to, each part once."""

    def __init__(self, root: ElementTree.Element, source: str) -> None:
        self._source = source
        self._known: dict[ElementTree.Element, float] = {}
        self._named: dict[str, ElementTree.Element] = {}
        for element in root.iter():
            name = element.get("id")
            if name:
                self._named.setdefault(name, element)

    def units_of(self, element: ElementTree.Element, depth: int) -> float:
        """Return the units of an element; 0 where a reference leads back into itself."""
        known = self._known.get(element)
        if known is not None:
            return known
        if depth > _DEEPEST:
            raise self._refusal()
        self._known[element] = 0.0
        units = _own_units(element)
        for part in (*element, *self._references(element)):
            units += self.units_of(part, depth + 1)
        if units > _MOST_UNITS:
            raise self._refusal()
        self._known[element] = units
        return units

    def _references(self, element: ElementTree.Element) -> list[ElementTree.Element]:
        names = [element.get("href", "").removeprefix("#")]
        for value in element.attrib.values():
            if "url(" in value:
                names += _LOCAL_URL.findall(value)
        return [self._named[name] for name in names if name in self._named]

    def _refusal(self) -> MediaError:
        return MediaError(
            self._source, "is an SVG too complex to draw; simplify it or export it as PNG"
        )


def _own_units(element: ElementTree.Element) -> float:
    written = sum(map(len, element.attrib.values())) + len(element.text or "")
    units = 1.0 + written / _CHARACTERS_PER_UNIT
    return units + _UNITS_OF_FILTER_STEP if _local_name(element).startswith("fe") else units


def _has_dashes(element: ElementTree.Element) -> bool:
    if element.get("stroke-dasharray", "none") != "none":
        return True
    style = element.get("style", "") or (element.text or "" if "style" in element.tag else "")
    return bool(_UNBOUNDED_ATTRIBUTE.search(style))


def _local_name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
