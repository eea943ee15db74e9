"""SVG made harmless before anything renders it.

The file is parsed with expat, which here never loads anything, and only what may be kept is
written to a new document: elements and attributes of SVG itself, references to parts of the
same document, and small embedded bitmaps. Scripts and links are left out; references to other
machines, external entities and nested entities ("billion laughs") are refused.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.parsers import expat

from app.core.errors import MediaError
from app.media.svg_image import kept_image

LARGEST_FILE = 20 << 20
_MOST_ELEMENTS = 200_000
_DEEPEST_NESTING = 200
_LONGEST_ENTITY = 1_000
_MOST_ENTITIES = 100
_MOST_CHARACTERS = 4 * LARGEST_FILE
_LARGEST_SIDE = 1_000_000.0
_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "http://www.w3.org/1999/xlink}href"
_XML_SPACE = "http://www.w3.org/XML/1998/namespace}space"
_LEFT_OUT = frozenset({"script", "foreignObject", "metadata", "iframe", "audio", "video"})
_IMAGES = frozenset({"image", "feImage"})
_REMOTE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]+:|//|\\\\)", re.IGNORECASE)
_CSS_TARGET = re.compile(r"""(?:url\(|@import)\s*["']?\s*([^"')\s;]+)""", re.IGNORECASE)
_PIXELS_PER_UNIT = {
    "": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0,
    "cm": 96 / 2.54, "mm": 96 / 25.4, "em": 16.0, "ex": 8.0,
}  # fmt: skip
_LENGTH = re.compile(r"\s*\+?(\d*\.?\d+(?:[eE][+-]?\d+)?)\s*(px|pt|pc|in|cm|mm|em|ex|)\s*")


@dataclass(frozen=True)
class SvgDocument:
    """A harmless SVG.

    Attributes
    ----------
    root
        Its tree, which refers to nothing outside itself.
    width, height
        Its own size in pixels (96 to the inch), or ``None`` when it names none.
    has_text
        Whether fonts are needed.
    """

    root: ElementTree.Element
    width: float | None
    height: float | None
    has_text: bool

    def text(self, width: int, height: int) -> str:
        """Return the document's markup, to be drawn at this size in pixels."""
        root = ElementTree.Element(self.root.tag, dict(self.root.attrib))
        root.extend(self.root)
        root.text = self.root.text
        if "viewBox" not in root.attrib and self.width and self.height:
            root.set("viewBox", f"0 0 {self.width:.6g} {self.height:.6g}")
        root.set("width", str(width))
        root.set("height", str(height))
        return ElementTree.tostring(root, encoding="unicode")


def parse_svg(data: bytes, source: str) -> SvgDocument:
    """Parse an SVG file and keep its harmless part.

    Raises
    ------
    MediaError
        When it is no well-formed SVG, refers to other machines or files by URL, has external or
        nested entities, or is too large or too deep.
    """
    if len(data) > LARGEST_FILE:
        raise MediaError(source, "is an SVG of more than 20 MB; simplify it and try again")
    root = _Builder(source).build(data)
    width, height = _size(root, source)
    return SvgDocument(root, width, height, root.find(f".//{{{_SVG}}}text") is not None)


class _Builder:
    """Receives what expat finds, and builds a tree of what may be kept."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._tree = ElementTree.TreeBuilder()
        self._depth = 0
        self._left_out_at = 0
        self._elements = 0
        self._entities = 0
        self._characters = 0
        self._style: list[str] | None = None

    def build(self, data: bytes) -> ElementTree.Element:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.buffer_text = True
        parser.EntityDeclHandler = self._entity
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise MediaError(
                self._source, f"is a damaged SVG picture ({error}); save it anew"
            ) from error
        return self._tree.close()

    def _entity(self, _: str, is_parameter: bool, value: str | None, *__: str | None) -> None:
        if value is None or is_parameter:
            raise self._refusal("refers to an external entity")
        self._entities += 1
        too_much = len(value) > _LONGEST_ENTITY or self._entities > _MOST_ENTITIES
        if too_much or "&" in value or "<" in value:
            raise self._refusal("has nested or oversized entities")

    def _instruction(self, target: str, text: str) -> None:
        if target == "xml-stylesheet":
            found = re.search(r"""href\s*=\s*["']([^"']*)""", text)
            self._refuse_remote(found.group(1) if found else "")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _DEEPEST_NESTING or self._elements > _MOST_ELEMENTS:
            raise self._refusal("has too many elements")
        if self._left_out_at:
            return
        namespace, _, local = name.rpartition("}")
        if self._depth == 1 and local != "svg":
            raise MediaError(self._source, "is not an SVG picture; save it anew")
        if namespace not in {_SVG, ""} or local in _LEFT_OUT:
            self._left_out_at = self._depth
            return
        kept = self._kept_attributes(local, attributes)
        self._tree.start(f"{{{_SVG}}}{local}", kept)
        self._style = [] if local == "style" else None

    def _end(self, name: str) -> None:
        if self._left_out_at:
            if self._left_out_at == self._depth:
                self._left_out_at = 0
        else:
            if self._style is not None:
                self._refuse_remote_css("".join(self._style))
                self._style = None
            self._tree.end(f"{{{_SVG}}}{name.rpartition('}')[2]}")
        self._depth -= 1

    def _text(self, text: str) -> None:
        self._count(len(text))
        if self._left_out_at:
            return
        if self._style is not None:
            self._style.append(text)
        self._tree.data(text)

    def _kept_attributes(self, local: str, attributes: dict[str, str]) -> dict[str, str]:
        kept = {}
        for name, value in attributes.items():
            self._count(len(value))
            if name in {"href", _XLINK_HREF}:
                target = self._kept_target(local, value)
                if target:
                    kept["href"] = target
            elif name == _XML_SPACE:
                kept["{http://www.w3.org/XML/1998/namespace}space"] = value
            elif "}" not in name and not name.startswith("on"):
                self._refuse_remote_css(value)
                kept[name] = value
        return kept

    def _kept_target(self, local: str, target: str) -> str:
        """Return the reference if it stays inside the document, else an empty string."""
        stripped = target.strip()
        if stripped.startswith("#"):
            return stripped
        if stripped[:5].lower() == "data:":
            return kept_image(stripped, self._source) if local in _IMAGES else ""
        if local != "a":
            self._refuse_remote(stripped)
        return ""

    def _refuse_remote_css(self, style: str) -> None:
        if "(" not in style and "@" not in style:
            return
        for target in _CSS_TARGET.findall(style):
            if target[:5].lower() != "data:":
                self._refuse_remote(target)

    def _refuse_remote(self, target: str) -> None:
        if _REMOTE.match(target):
            raise self._refusal(f"refers to something outside itself ({target[:60]})")

    def _count(self, characters: int) -> None:
        self._characters += characters
        if self._characters > _MOST_CHARACTERS:
            raise self._refusal("has nested or oversized entities")

    def _refusal(self, reason: str) -> MediaError:
        return MediaError(
            self._source, f"is an SVG that {reason}, which is unsafe; export it as PNG instead"
        )


def _size(root: ElementTree.Element, source: str) -> tuple[float | None, float | None]:
    """Width and height in pixels: from the attributes, else from the view box."""
    view = _view_box(root.get("viewBox", ""))
    width = _pixels(root.get("width", ""))
    height = _pixels(root.get("height", ""))
    if view:
        width = width or (height * view[0] / view[1] if height else view[0])
        height = height or width * view[1] / view[0]
    for side in (width, height):
        if side is not None and side > _LARGEST_SIDE:
            raise MediaError(source, f"is an SVG {side:,.0f} pixels large; make it smaller")
    return width, height


def _view_box(value: str) -> tuple[float, float] | None:
    try:
        numbers = [float(part) for part in value.replace(",", " ").split()]
    except ValueError:
        return None
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)) or min(numbers[2:]) <= 0:
        return None
    return numbers[2], numbers[3]


def _pixels(length: str) -> float | None:
    found = _LENGTH.fullmatch(length)
    if not found:
        return None
    pixels = float(found.group(1)) * _PIXELS_PER_UNIT[found.group(2)]
    return pixels if pixels > 0 else None
