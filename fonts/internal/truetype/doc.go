// Package truetype reads TrueType fonts and writes smaller ones: it decodes
// the tables and outlines that a subset needs, and builds font files from
// chosen glyphs, as sfnt or WOFF2, always from decoded values, never by copying
// what it has not checked.
//
// It follows the OpenType specification 1.9.1 (ISO/IEC 14496-22): the chapters
// "Font file", cmap, glyf, head, hhea, hmtx, loca, maxp, name, OS/2 and post;
// and WOFF File Format 2.0 (W3C). Layout tables (GSUB, GPOS), hints and
// variations are not read and do not survive.
//
// Input may be hostile: every offset is checked, sizes are bounded (see the
// limits in font.go), and no input makes it panic.
package truetype
