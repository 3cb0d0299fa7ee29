"""Compares a subset and a web font of the same characters, with fonttools.

Arguments: the TrueType file, the WOFF2 file, and a list with a line for each
character: its code point, its code in the TrueType file, its width.
"""
import sys

from fontTools.ttLib import TTFont

subset = TTFont(sys.argv[1], checkChecksums=2)
web = TTFont(sys.argv[2])
for font in (subset, web):
    font.ensureDecompiled()
codes, points = subset.getBestCmap() or {}, web.getBestCmap() or {}
wanted = [tuple(map(int, line.split())) for line in open(sys.argv[3])]
if len(points) != len(wanted) or len(codes) != len(wanted):
    sys.exit(f"{len(codes)} and {len(points)} characters, not {len(wanted)}")
for char, code, width in wanted:
    a, b = codes[code], points[char]
    if subset["hmtx"][a] != web["hmtx"][b] or subset["hmtx"][a][0] != width:
        sys.exit(f"U+{char:04X}: widths differ")
    outlines = []
    for font, name in ((subset, a), (web, b)):
        glyph = font["glyf"][name]
        coordinates, ends, flags = glyph.getCoordinates(font["glyf"])
        outlines.append((list(coordinates), list(ends), [f & 1 for f in flags]))
        box = (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) if glyph.numberOfContours else None
        if glyph.numberOfContours > 0:
            glyph.recalcBounds(font["glyf"])
            if box != (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax):
                sys.exit(f"U+{char:04X}: the box {box} is wrong")
        outlines[-1] += (box,)
    if outlines[0] != outlines[1]:
        sys.exit(f"U+{char:04X}: outlines differ")
