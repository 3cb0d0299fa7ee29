package read

import (
	"errors"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// TestEncode: a file that is read and written back unchanged has its bytes.
func TestEncode(t *testing.T) {
	text := "港口結冰了，漁船都沒有出海。\r\n村裏的人聚在茶館。\r\n"
	for _, c := range charsets {
		if c == cp1252 || c == cp949 {
			continue // their texts have no Chinese
		}
		data := []byte(text)
		if c.codec != nil {
			data, _ = c.codec.NewEncoder().Bytes(data)
		}
		roundTrip(t, c.name, data)
	}
	roundTrip(t, "utf-8 with BOM", []byte("\xEF\xBB\xBF"+text))
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	roundTrip(t, "utf-16 with BOM", wide)
}

func roundTrip(t *testing.T, name string, data []byte) {
	t.Helper()
	d, err := Bytes("a.zh-Hant.txt", data, Options{Lang: lang.ZhHant})
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	back, err := Encode(d, d.Text, data)
	if err != nil || string(back) != string(data) {
		t.Errorf("%s (read as %s): the bytes change: %v", name, d.Encoding, err)
	}
}

func TestUnencodable(t *testing.T) {
	d, err := Bytes("a.en.txt", []byte("Caf\xe9 na\xefve, and no harbour froze that winter.\n"), Options{Lang: lang.En, Encoding: "windows-1252"})
	if err != nil {
		t.Fatal(err)
	}
	var f *fault.Error
	if _, err := Encode(d, "港口", nil); !errors.As(err, &f) || f.ID != "read.unencodable" {
		t.Errorf("got %v", err)
	}
}
