package hostile

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// glossary is one of DeepL's, version 3.
type glossary struct {
	ID           string       `json:"glossary_id"`
	Name         string       `json:"name"`
	Dictionaries []dictionary `json:"dictionaries"`
	Created      string       `json:"creation_time"`
}

type dictionary struct {
	Source  string `json:"source_lang"`
	Target  string `json:"target_lang"`
	Entries string `json:"entries,omitempty"`
	Format  string `json:"entries_format,omitempty"`
	Count   int    `json:"entry_count"`
}

// Glossaries gives the names of the glossaries that the service holds.
func (s *Server) Glossaries() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var out []string
	for _, g := range s.glossaries {
		out = append(out, g.Name)
	}
	return out
}

// AddGlossary puts a glossary there, as a former run or a colleague has.
func (s *Server) AddGlossary(name string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.add(glossary{Name: name})
}

// DropGlossaries deletes all glossaries, as another run does.
func (s *Server) DropGlossaries() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.glossaries = nil
}

func (s *Server) add(g glossary) glossary {
	g.ID = fmt.Sprintf("g-%d-%d", len(s.log), len(s.glossaries)+1)
	g.Created = "2026-11-01T08:00:00.000Z"
	s.glossaries = append(s.glossaries, g)
	return g
}

// serveGlossaries answers what is about glossaries, and a translation with one
// that isn't there.
func (s *Server) serveGlossaries(w http.ResponseWriter, r *http.Request, body []byte) bool {
	if s.protocol != DeepL {
		return false
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	const path = "/v3/glossaries"
	switch {
	case r.URL.Path == "/v2/translate":
		var b struct {
			ID string `json:"glossary_id"`
		}
		if json.Unmarshal(body, &b) != nil || b.ID == "" || s.find(b.ID) >= 0 {
			return false
		}
		s.say(w, http.StatusNotFound, "Glossary not found", "")
	case r.Method == http.MethodGet && r.URL.Path == path:
		list := make([]glossary, len(s.glossaries))
		for i, g := range s.glossaries {
			list[i] = g.told()
		}
		s.write(w, http.StatusOK, encode(map[string]any{"glossaries": list}))
	case r.Method == http.MethodPost && r.URL.Path == path:
		var g glossary
		if json.Unmarshal(body, &g) != nil || g.Name == "" || len(g.Dictionaries) == 0 || !g.Dictionaries[0].valid() {
			s.say(w, http.StatusBadRequest, "Bad glossary", "")
			return true
		}
		s.write(w, http.StatusCreated, encode(s.add(g).told()))
	case r.Method == http.MethodDelete && strings.HasPrefix(r.URL.Path, path+"/"):
		i := s.find(strings.TrimPrefix(r.URL.Path, path+"/"))
		if i < 0 {
			s.say(w, http.StatusNotFound, "Glossary not found", "")
			return true
		}
		s.glossaries = append(s.glossaries[:i:i], s.glossaries[i+1:]...)
		w.WriteHeader(http.StatusNoContent)
	default:
		return false
	}
	return true
}

func (s *Server) find(id string) int {
	for i, g := range s.glossaries {
		if g.ID == id {
			return i
		}
	}
	return -1
}

// told is a glossary as answers show it: its entries are counted, not listed.
func (g glossary) told() glossary {
	list := make([]dictionary, len(g.Dictionaries))
	for i, d := range g.Dictionaries {
		list[i] = dictionary{Source: d.Source, Target: d.Target, Count: strings.Count(d.Entries, "\n") + 1}
	}
	g.Dictionaries = list
	return g
}

// valid refuses what DeepL refuses: doubled sources, empty phrases, languages
// with variants.
func (d dictionary) valid() bool {
	seen := map[string]bool{}
	for _, line := range strings.Split(d.Entries, "\n") {
		source, target, ok := strings.Cut(line, "\t")
		if !ok || source == "" || target == "" || strings.Contains(target, "\t") || seen[source] {
			return false
		}
		seen[source] = true
	}
	return d.Format == "tsv" && len(d.Source) == 2 && len(d.Target) == 2
}
