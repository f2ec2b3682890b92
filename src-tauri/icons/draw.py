#!/usr/bin/env python3
"""Draws the icon files from icon.svg. Needs ImageMagick's `convert`; run from this folder."""

import pathlib
import struct
import subprocess

HERE = pathlib.Path(__file__).parent
PNGS = {"32x32.png": 32, "64x64.png": 64, "128x128.png": 128, "128x128@2x.png": 256, "icon.png": 512}
ICNS = {b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}
ICO = [16, 24, 32, 48, 64, 256]


def png(size: int) -> bytes:
    """The icon in `size` × `size` pixels, 8-bit RGBA."""
    command = ["convert", "-background", "none", str(HERE / "icon.svg"), "-filter", "Lanczos",
               "-resize", f"{size}x{size}", "-strip", "-depth", "8", "PNG32:-"]
    return subprocess.run(command, check=True, capture_output=True).stdout


def icns() -> bytes:
    """Apple's container: a name, a length and a PNG each."""
    parts = b"".join(name + struct.pack(">I", 8 + len(data)) + data
                     for name, data in ((name, png(size)) for name, size in ICNS.items()))
    return b"icns" + struct.pack(">I", 8 + len(parts)) + parts


def ico() -> bytes:
    """Microsoft's container: a directory, then a PNG each. A size of 256 is written as 0."""
    images = [png(size) for size in ICO]
    offset = 6 + 16 * len(images)
    directory = struct.pack("<HHH", 0, 1, len(images))
    for size, data in zip(ICO, images):
        directory += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    return directory + b"".join(images)


for name, size in PNGS.items():
    (HERE / name).write_bytes(png(size))
(HERE / "icon.icns").write_bytes(icns())
(HERE / "icon.ico").write_bytes(ico())
