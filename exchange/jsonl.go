package exchange

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/duizhao/duizhao/fault"
	"github.com/duizhao/duizhao/lang"
)

// jsonHead is the first line of JSON lines about units.
type jsonHead struct {
	Duizhao string   `json:"duizhao"` // "units"
	Version int      `json:"version"`
	From    string   `json:"from,omitempty"`
	To      string   `json:"to,omitempty"`
	Article string   `json:"article,omitempty"`
	Props   []Prop   `json:"props,omitempty"`
	Notes   []string `json:"notes,omitempty"`
}

// jsonUnit is the line of a unit. Texts are plain; where a text has
// placeholders, or something that looks like them, & < > are &amp; &lt; &gt;.
type jsonUnit struct {
	ID        string   `json:"id,omitempty"`
	From      string   `json:"from,omitempty"` // where it is not the file's
	To        string   `json:"to,omitempty"`
	Source    *string  `json:"source"`
	Target    string   `json:"target"`
	State     State    `json:"state,omitempty"`
	Paragraph int      `json:"paragraph,omitempty"`
	Before    string   `json:"before,omitempty"`
	After     string   `json:"after,omitempty"`
	Notes     []string `json:"notes,omitempty"`
	Codes     []Code   `json:"codes,omitempty"`
	Props     []Prop   `json:"props,omitempty"`
	Date      string   `json:"date,omitempty"`
}

// readJSONL reads JSON lines: units, as `duizhao export` writes them, or
// beads, as `duizhao align` does.
func readJSONL(path string, data []byte) (*File, error) {
	data, err := text(path, data)
	if err != nil {
		return nil, err
	}
	f := &File{}
	var head jsonHead
	for line := 1; len(data) > 0; line++ {
		one, rest, _ := bytes.Cut(data, []byte("\n"))
		data = rest
		if one = bytes.TrimSpace(one); len(one) == 0 {
			continue
		}
		if len(one) > 8*maxText {
			return nil, fault.New("exchange.long-text", path, "Limit", maxText>>10).At(line, 1)
		}
		u, isHead, err := jsonLine(one, &head)
		if err == nil && isHead && (head.Duizhao != "units" || head.Version != 1) {
			return nil, fault.New("exchange.version", path, "Version", head.Version, "Format", "JSON lines").At(line, 1)
		}
		if err != nil {
			return nil, fault.New("exchange.json", path, "Reason", strings.TrimPrefix(err.Error(), "json: ")).At(line, 1).Because(err)
		}
		if isHead {
			f.Original, f.Props, f.Notes = head.Article, head.Props, head.Notes
			continue
		}
		if len(u.Source) > maxText || len(u.Target) > maxText {
			return nil, fault.New("exchange.long-text", path, "Limit", maxText>>10).At(line, 1)
		}
		if err := f.take(path, u, line); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// errNoUnit is what a line is that holds no unit.
type errNoUnit struct{}

func (errNoUnit) Error() string {
	return "neither a unit with “source” nor a bead with “sourceText”"
}

// jsonLine reads one line.
func jsonLine(line []byte, head *jsonHead) (u Unit, isHead bool, err error) {
	var kind struct {
		Duizhao    *json.RawMessage `json:"duizhao"`
		SourceText []string         `json:"sourceText"`
		TargetText []string         `json:"targetText"`
		IDs        []string         `json:"ids"`
		Confidence json.Number      `json:"confidence"`
	}
	if err := json.Unmarshal(line, &kind); err != nil {
		return u, false, err
	}
	if kind.Duizhao != nil {
		return u, true, json.Unmarshal(line, head)
	}
	if kind.SourceText != nil || kind.TargetText != nil {
		u.ID = strings.Join(kind.IDs, "+")
		u.Source, u.Target = Mark(joined(kind.SourceText)), Mark(joined(kind.TargetText))
		if kind.Confidence != "" {
			u.Props = []Prop{{propConfidence, kind.Confidence.String()}}
		}
		return u, false, nil
	}
	var j jsonUnit
	if err := json.Unmarshal(line, &j); err != nil {
		return u, false, err
	}
	if j.Source == nil {
		return u, false, errNoUnit{}
	}
	u = Unit{ID: j.ID, FromAs: firstOf(j.From, head.From), ToAs: firstOf(j.To, head.To), Source: ofCell(*j.Source), Target: ofCell(j.Target),
		State: j.State, Paragraph: max(j.Paragraph, 0), Before: j.Before, After: j.After, Notes: j.Notes, Props: j.Props, Date: j.Date}
	u.Codes = marksOf(j.Codes, u.Source, u.Target)
	return u, false, nil
}

// joined is the text of several sentences: Chinese follows Chinese directly,
// anything else after a space.
func joined(texts []string) string {
	var b strings.Builder
	for i, t := range texts {
		if i > 0 && !lang.Detect(t).Tag.Chinese() {
			b.WriteByte(' ')
		}
		b.WriteString(t)
	}
	return b.String()
}
