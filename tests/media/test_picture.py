"""Opening pictures."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from pillow_heif import register_heif_opener
from skimage import data as photographs

from app.core.errors import MediaError
from app.media.fingerprint import sha256_of_file
from app.media.picture import LONGEST_SIDE, MOST_PIXELS, Picture, load_detail, load_picture

STAMPS = Path("/usr/share/tuxpaint/stamps")


def saved(image: Image.Image, path: Path, **options: object) -> Picture:
    image.save(path, **options)  # type: ignore[arg-type]
    return load_picture(path)


def astronaut() -> NDArray[np.uint8]:
    photograph: NDArray[np.uint8] = photographs.astronaut()  # type: ignore[no-untyped-call]
    return photograph


def arrow() -> Image.Image:
    """A picture that looks different in each orientation."""
    image = Image.new("RGB", (80, 48), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 20, 20), fill="red")
    draw.rectangle((60, 30, 79, 47), fill="blue")
    return image


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "gif", "bmp", "tiff", "heic"])
def test_every_format(suffix: str, tmp_path: Path) -> None:
    register_heif_opener()
    path = tmp_path / f"photo.{suffix}"
    picture = saved(Image.fromarray(astronaut()), path)
    assert picture.pixels.shape == (512, 512, 3)
    assert picture.pixels.dtype == np.uint8
    difference = picture.pixels.astype(float) - astronaut()
    assert np.abs(difference).mean() < 10
    assert (picture.width, picture.height) == (512, 512)
    assert picture.sha256 == sha256_of_file(path)
    assert picture.source == str(path)
    assert not picture.notices


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tiff"])
def test_exif_orientation(orientation: int, suffix: str, tmp_path: Path) -> None:
    undo = {2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}.get(orientation)
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    stored = arrow().transpose(turns[undo]) if undo else arrow()
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = saved(stored, tmp_path / f"a.{suffix}", exif=exif, quality=95)
    assert (picture.width, picture.height) == (80, 48)
    assert np.abs(picture.pixels.astype(float) - np.asarray(arrow())).mean() < 8


def test_damaged_exif_does_not_matter(tmp_path: Path) -> None:
    picture = saved(
        arrow(), tmp_path / "a.jpg", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff" + b"\xff" * 50
    )
    assert picture.width == 80


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I", "F"])
def test_every_mode(mode: str, tmp_path: Path) -> None:
    grey = np.tile(np.linspace(0, 255, 64, dtype=np.uint8), (64, 1))
    if mode == "I;16":
        image = Image.fromarray(grey.astype(np.uint16) * 257)
    elif mode == "I":
        image = Image.fromarray(grey.astype(np.int32) * 257)
    elif mode == "F":
        image = Image.fromarray(grey.astype(np.float32) / 255)
    else:
        image = Image.fromarray(grey).convert("RGB" if mode == "CMYK" else mode)
        image = image.convert(mode)
    suffix = "tiff" if mode in {"CMYK", "I", "F"} else "png"
    pixels = saved(image, tmp_path / f"a.{suffix}").pixels.astype(float)
    assert pixels[:, :4].mean() < 20
    assert pixels[:, -4:].mean() > 235
    assert np.ptp(pixels, axis=2).max() <= 1


def test_transparency_is_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (64, 64), (255, 0, 0, 0))
    clear.paste((0, 0, 255, 128), (0, 0, 32, 64))
    pixels = saved(clear, tmp_path / "a.png").pixels
    assert (pixels[:, 40:] == 255).all()
    assert np.abs(pixels[0, 0].astype(int) - (127, 127, 255)).max() <= 1
    palette = Image.new("P", (64, 64), 0)
    palette.putpalette([255, 0, 0])
    assert (saved(palette, tmp_path / "b.png", transparency=0).pixels == 255).all()
    gif = saved(palette, tmp_path / "b.gif", transparency=0)
    assert (gif.pixels == 255).all()
    grey = Image.new("RGB", (64, 64), (9, 9, 9))
    assert (saved(grey, tmp_path / "c.png", transparency=(9, 9, 9)).pixels == 255).all()


def test_the_first_frame_of_a_gif(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    picture = saved(frames[0], tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    assert tuple(picture.pixels[9, 9]) == (255, 0, 0)


@pytest.mark.parametrize("suffix", ["png", "jpg"])
def test_large_pictures_are_reduced(suffix: str, tmp_path: Path) -> None:
    large = Image.fromarray(astronaut()).resize((4000, 3000))
    picture = saved(large, tmp_path / f"a.{suffix}", compress_level=1)
    assert picture.pixels.shape == (768, LONGEST_SIDE, 3)
    assert (picture.width, picture.height) == (4000, 3000)
    wanted = np.asarray(large.resize((1024, 768), Image.Resampling.LANCZOS), float)
    assert np.abs(picture.pixels - wanted).mean() < 2


def test_a_wrong_name_does_not_matter_but_wrong_content_does(tmp_path: Path) -> None:
    arrow().save(tmp_path / "really-a-jpeg.png", "JPEG")
    assert load_picture(tmp_path / "really-a-jpeg.png").width == 80
    (tmp_path / "text.png").write_text("a red fruit")
    with pytest.raises(MediaError, match="is text, not a picture"):
        load_picture(tmp_path / "text.png")
    (tmp_path / "noise.png").write_bytes(b"\x00\xff\x01")
    with pytest.raises(MediaError, match="is not a picture"):
        load_picture(tmp_path / "noise.png")


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "gif", "bmp", "tiff", "heic"])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_truncated_pictures_are_refused(suffix: str, share: float, tmp_path: Path) -> None:
    register_heif_opener()
    path = tmp_path / f"a.{suffix}"
    Image.fromarray(astronaut()).save(path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(MediaError, match="damaged or unsupported"):
        load_picture(path)


def test_a_picture_that_says_nothing_is_refused_in_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "header_only.gif"
    path.write_bytes(b"GIF89a" + bytes(4))
    with pytest.raises(MediaError, match="nothing of it can be read") as refused:
        load_picture(path)
    assert "BytesIO" not in str(refused.value)


def png_bomb(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [7_100, 9_500, 14_000, 60_000])
def test_image_bombs_are_refused_before_decoding(side: int, tmp_path: Path) -> None:
    assert side * side > MOST_PIXELS
    path = tmp_path / "bomb.png"
    path.write_bytes(png_bomb(side, side))
    with pytest.raises(MediaError, match="more than 50 million"):
        load_picture(path)


def test_the_module_is_light() -> None:
    code = (
        "import sys, app.media.picture, app.media.sound, app.media.words, app.media.microphone\n"
        "heavy = {'torch', 'librosa', 'numba', 'scipy', 'PySide6', 'sqlalchemy', 'sounddevice',"
        " 'pillow_heif', 'resvg_py'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_every_tuxpaint_stamp_opens() -> None:
    if not STAMPS.is_dir():
        pytest.skip("the Tux Paint stamps are not installed")
    stamps = [
        path
        for path in sorted(STAMPS.rglob("*"))
        if path.suffix in {".png", ".svg"} and not path.stem.endswith(("_mirror", "_flip"))
    ]
    assert len(stamps) >= 1033
    for path in stamps:
        picture = load_picture(path)
        assert max(picture.pixels.shape) <= LONGEST_SIDE


def test_the_detail_is_the_middle_at_its_own_resolution(tmp_path: Path) -> None:
    stripes = np.zeros((1100, 1300, 3), np.uint8)
    stripes[:, ::2] = 255
    Image.fromarray(stripes).save(tmp_path / "stripes.png")
    detail = load_detail(tmp_path / "stripes.png")
    np.testing.assert_array_equal(detail, stripes[38:1062, 138:1162])
    assert load_picture(tmp_path / "stripes.png").pixels[50:-50, 50:-50].std() < 100
    arrow().save(tmp_path / "small.png")
    np.testing.assert_array_equal(load_detail(tmp_path / "small.png"), np.asarray(arrow()))
    (tmp_path / "broken.png").write_bytes((tmp_path / "small.png").read_bytes()[:99])
    with pytest.raises(MediaError, match="damaged"):
        load_detail(tmp_path / "broken.png")
