package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"sort"
	"strconv"
)

var (
	imageName = regexp.MustCompile(`/I([0-9a-f]{40}) (\d+) 0 R`)
	anyRef    = regexp.MustCompile(`(\d+) 0 R`)
)

// orderImages numbers the images by their names: fpdf puts those of one width
// in the order of a Go map.
func (f *file) orderImages() {
	type image struct {
		name string
		at   int
	}
	var images []image
	for _, m := range imageName.FindAllSubmatch(f.objects[2].value, -1) {
		n, _ := strconv.Atoi(string(m[2]))
		images = append(images, image{string(m[1]), n})
	}
	if len(images) < 2 {
		return
	}
	starts := make([]int, len(images))
	for i := range images {
		starts[i] = images[i].at
	}
	sort.Ints(starts)
	moved := map[int]int{}
	to := starts[0]
	sort.Slice(images, func(i, j int) bool { return images[i].name < images[j].name })
	for _, im := range images {
		// An image is followed by its mask or palette.
		for n := im.at; n == im.at || f.belongsToImage(n, starts); n++ {
			moved[n] = to
			to++
		}
	}
	old := append([]*object(nil), f.objects...)
	renumber := func(value []byte) []byte {
		return anyRef.ReplaceAllFunc(value, func(ref []byte) []byte {
			n, _ := strconv.Atoi(string(ref[:bytes.IndexByte(ref, ' ')]))
			if m, ok := moved[n]; ok {
				return []byte(strconv.Itoa(m) + " 0 R")
			}
			return ref
		})
	}
	for from, to := range moved {
		f.objects[to] = &object{value: renumber(old[from].value), stream: old[from].stream}
	}
	f.objects[2] = &object{value: renumber(f.objects[2].value)}
}

// belongsToImage reports whether object n is the mask or palette of an image
// before it.
func (f *file) belongsToImage(n int, starts []int) bool {
	if n >= len(f.objects) || f.objects[n].stream == nil {
		return false
	}
	i := sort.SearchInts(starts, n)
	if i < len(starts) && starts[i] == n {
		return false
	}
	prev := f.objects[n-1].value
	return reference(prev, "/SMask") == n || bytes.Contains(prev, []byte(fmt.Sprintf(" %d 0 R]", n)))
}
