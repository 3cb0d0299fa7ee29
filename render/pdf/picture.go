package pdf

import (
	"bytes"
	"image"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"

	"github.com/duizhao/duizhao/bitext"
)

// picture is an asset that can be shown.
type picture struct {
	asset         *asset
	name          string // fpdf's name for it
	alt           string
	width, height length // as placed; 0 in pictures.of
}

// asset is a picture's data in a form that fpdf reads without fault.
type asset struct {
	kind          string // fpdf's image type
	data          []byte
	width, height int // pixels
}

// pictures holds the assets of an edition by destination.
type pictures struct{ byDest map[string]*picture }

// Bounds of a picture that is believed.
const (
	maxPixels  = 50_000_000
	maxPicture = 64 << 20 // bytes
)

// newPictures reads the assets of an edition.
func newPictures(assets map[string]bitext.Asset) *pictures {
	p := &pictures{byDest: map[string]*picture{}}
	for dest, data := range assets {
		if a := readAsset(data); a != nil {
			p.byDest[dest] = &picture{asset: a, name: "picture " + dest}
		}
	}
	return p
}

// of is the picture at a destination, or nil.
func (p *pictures) of(dest string) *picture {
	if p == nil || dest == "" {
		return nil
	}
	return p.byDest[dest]
}

// readAsset decodes a picture and gives it in a form that fpdf can hold: JPEG
// as it is, all else as PNG of 8 bits without interlace. nil when it is no
// picture or too large to be believed.
func readAsset(a bitext.Asset) *asset {
	if len(a.Data) == 0 || len(a.Data) > maxPicture {
		return nil
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(a.Data))
	if err != nil || config.Width <= 0 || config.Height <= 0 || config.Width > maxPixels/config.Height {
		return nil
	}
	out := &asset{width: config.Width, height: config.Height}
	var img image.Image
	switch format {
	case "jpeg":
		if _, err := jpeg.Decode(bytes.NewReader(a.Data)); err != nil {
			return nil
		}
		out.kind, out.data = "JPG", a.Data
		return out
	case "png":
		img, err = png.Decode(bytes.NewReader(a.Data))
	case "gif":
		img, err = gif.Decode(bytes.NewReader(a.Data))
	default:
		return nil
	}
	if err != nil {
		return nil
	}
	var b bytes.Buffer
	if err := png.Encode(&b, flat(img)); err != nil {
		return nil
	}
	out.kind, out.data = "PNG", b.Bytes()
	return out
}

// flat is the picture in 8 bits: grey where it is grey, else with or without
// alpha. fpdf reads these and the encoder writes them without interlace.
func flat(img image.Image) image.Image {
	switch m := img.(type) {
	case *image.Gray, *image.NRGBA:
		return img
	case *image.Paletted:
		if m.Opaque() { // fpdf knows one transparent colour at most
			return img
		}
	}
	out := image.NewNRGBA(img.Bounds())
	draw.Draw(out, out.Bounds(), img, img.Bounds().Min, draw.Src)
	return out
}

// fit is the picture's size within a frame: never larger than at 96 dots an
// inch.
func (p *picture) fit(width, height length) (w, h length) {
	pw, ph := length(p.asset.width), length(p.asset.height)
	w = min(width, pw*750)
	h = w * ph / pw
	if h > height {
		h = height
		w = h * pw / ph
	}
	return w, h
}
