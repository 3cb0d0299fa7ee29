package provider

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"sort"
	"strings"
	"unicode"

	"github.com/duizhao/duizhao/lang"
)

// Glossaries of DeepL are kept in step by their names: a glossary of ours is
// named by the project, the pair of languages and a hash of its entries. Where
// one of the right name is there it is used; other ones of the same project
// and pair are out of date and deleted, then a new one is made.

type deeplGlossary struct {
	id    string
	terms []Term
}

const (
	glossaryPrefix   = "duizhao"
	maxGlossaryEntry = 1024     // bytes of a phrase
	maxGlossary      = 10 << 20 // bytes of a glossary
)

type deeplList struct {
	Glossaries []struct {
		ID   string `json:"glossary_id"`
		Name string `json:"name"`
	} `json:"glossaries"`
}

func pairKey(from, to lang.Tag) string { return string(from) + ">" + string(to) }

// prepared is the glossary of a pair, the zero value for none.
func (p *deepL) prepared(from, to lang.Tag) deeplGlossary {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.glossaries[pairKey(from, to)]
}

func (p *deepL) prepare(ctx context.Context, from, to lang.Tag, terms []Term) error {
	if p.conf.Glossary != "" {
		return nil
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.keepInStep(ctx, from, to, terms)
}

// renew makes the glossary again, once for all requests that have missed it,
// and gives its new id.
func (p *deepL) renew(ctx context.Context, from, to lang.Tag, gone string) (string, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	now := p.glossaries[pairKey(from, to)]
	if now.id == gone {
		if err := p.keepInStep(ctx, from, to, now.terms); err != nil {
			return "", err
		}
	}
	return p.glossaries[pairKey(from, to)].id, nil
}

// keepInStep finds or makes the glossary of these terms; p.mutex is held.
func (p *deepL) keepInStep(ctx context.Context, from, to lang.Tag, terms []Term) error {
	source, target, err := p.pair(deeplSources, deeplSources, from, to)
	if err != nil {
		return err
	}
	entries := glossaryEntries(terms)
	if entries == "" || source == target {
		delete(p.glossaries, pairKey(from, to))
		return nil
	}
	if len(entries) > maxGlossary {
		return p.fail(Bad, "provider.glossary-size", "MB", maxGlossary>>20)
	}
	family := strings.Join([]string{glossaryPrefix, p.conf.Project, strings.ToLower(source + "-" + target), string(to), ""}, ":")
	sum := sha256.Sum256([]byte(entries))
	name := family + hex.EncodeToString(sum[:12])
	var list deeplList
	if err := p.wire.JSON(ctx, p.call(http.MethodGet, "/v3/glossaries", nil), &list); err != nil {
		return p.failed(err)
	}
	id := ""
	for _, g := range list.Glossaries {
		switch {
		case g.Name == name && id == "":
			id = g.ID
		case strings.HasPrefix(g.Name, family):
			// Out of date, or there twice. That it can't be deleted does no harm now.
			_ = p.wire.JSON(ctx, p.call(http.MethodDelete, "/v3/glossaries/"+url.PathEscape(g.ID), nil), nil)
		}
	}
	if id == "" {
		var made struct {
			ID string `json:"glossary_id"`
		}
		dictionary := map[string]string{"source_lang": strings.ToLower(source), "target_lang": strings.ToLower(target), "entries": entries, "entries_format": "tsv"}
		body := map[string]any{"name": name, "dictionaries": []any{dictionary}}
		if err := p.wire.JSON(ctx, p.call(http.MethodPost, "/v3/glossaries", body), &made); err != nil {
			return p.failed(err)
		}
		if made.ID == "" {
			return p.fail(Refused, "provider.reply", "Text", "")
		}
		id = made.ID
	}
	p.glossaries[pairKey(from, to)] = deeplGlossary{id, terms}
	return nil
}

// glossaryEntries writes terms as TSV in a stable order. DeepL refuses doubled
// sources, empty phrases, control characters and phrases over 1,024 bytes; the
// first of several translations counts.
func glossaryEntries(terms []Term) string {
	seen := map[string]bool{}
	var lines []string
	for _, t := range terms {
		source, target := phrase(t.Source), phrase(t.Target)
		if source == "" || target == "" || seen[source] || len(source) > maxGlossaryEntry || len(target) > maxGlossaryEntry {
			continue
		}
		seen[source] = true
		lines = append(lines, source+"\t"+target)
	}
	sort.Strings(lines)
	return strings.Join(lines, "\n")
}

// phrase is a term on one line.
func phrase(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
