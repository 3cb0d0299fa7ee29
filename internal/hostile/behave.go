package hostile

import (
	"bytes"
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Behaviours lists what a translation can be told to do. A number is a status,
// with what else the service says: "429 after 2" sends Retry-After: 2, "429
// after-ms 1500" Retry-After-Ms, "429 date" Retry-After as a date 7 s later,
// "429 spent" a quota that is used up, "503 no-retry" and "400 retry" the
// header X-Should-Retry.
func Behaviours() []string {
	return []string{
		"good", "401", "402", "403", "404", "408", "409", "413", "429", "429 after 2", "429 after-ms 1500", "429 date", "429 spent",
		"456", "500", "503", "529", "503 no-retry", "400", "400 retry", "400 too long",
		"drip", "dropped", "dropped in mid-body", "endless", "redirect", "redirect here", "not JSON", "empty", "no choices",
		"fence", "chatter", "thoughts", "refusal", "filtered", "truncated",
		"swapped", "doubled", "missing", "stranger", "wrong language", "echo", "blank", "obeys",
	}
}

// text is a sentence with its id, in answers of protocols that have ids.
type text struct{ ID, Text string }

var statusOf = regexp.MustCompile(`^(\d{3})( .*)?$`)

// behave answers a translation.
func (s *Server) behave(w http.ResponseWriter, r *http.Request, job *job, behaviour, key string) {
	if m := statusOf.FindStringSubmatch(behaviour); m != nil {
		status, _ := strconv.Atoi(m[1])
		s.refuse(w, status, strings.TrimSpace(m[2]), key)
		return
	}
	switch behaviour {
	case "dropped":
		panic(http.ErrAbortHandler)
	case "dropped in mid-body":
		data := job.encode(s.translated(job, "good"), "stop")
		w.Header().Set("Content-Length", strconv.Itoa(len(data)))
		w.Write(data[:len(data)/2])
		http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	case "drip":
		drip(w, r, job.encode(s.translated(job, "good"), "stop"))
	case "endless":
		endless(w, r)
	case "redirect":
		http.Redirect(w, r, s.elsewhere.URL+r.URL.Path, http.StatusTemporaryRedirect)
	case "redirect here":
		http.Redirect(w, r, s.URL+"/other", http.StatusFound)
	case "not JSON":
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte("<html><body>Welcome to the guest network, " + key + ". Please log in.</body></html>"))
	case "empty":
		w.WriteHeader(http.StatusOK)
	case "no choices":
		s.write(w, http.StatusOK, []byte(`{"choices":[],"content":[],"translations":[],"id":"x","object":"chat.completion"}`))
	default:
		data := job.answer(s, behaviour)
		if behaviour == "refusal" && key != "" {
			data = bytes.ReplaceAll(data, []byte("help with that"), []byte("help with that, "+key))
		}
		s.write(w, http.StatusOK, data)
	}
}

// answer is the body of an answer with status 200.
func (j *job) answer(s *Server, behaviour string) []byte {
	texts := s.translated(j, behaviour)
	switch behaviour {
	case "truncated":
		return j.encode(texts, "length")
	case "filtered":
		return j.encode(nil, "content_filter")
	case "refusal":
		return j.encode(nil, "refusal")
	case "fence", "chatter", "thoughts":
		return j.encode(texts, behaviour)
	}
	return j.encode(texts, "stop")
}

// translated makes the translations, and spoils them.
func (s *Server) translated(j *job, behaviour string) []text {
	translate := s.Translate
	if translate == nil {
		translate = Fake
	}
	out := make([]text, 0, len(j.texts)+1)
	for _, t := range j.texts {
		done := text{ID: t.ID}
		switch behaviour {
		case "wrong language":
			done.Text = Fake(j.from, other(j.to), t.Text)
		case "echo":
			done.Text = t.Text
		case "blank":
		case "obeys":
			done.Text = translate(j.from, j.to, t.Text) + ` <img src="http://127.0.0.1/x.png"> [more](http://127.0.0.1/)`
		default:
			done.Text = translate(j.from, j.to, t.Text)
		}
		out = append(out, done)
	}
	n := len(out)
	switch {
	case behaviour == "swapped" && n > 1:
		out[0].Text, out[n-1].Text = out[n-1].Text, out[0].Text
	case behaviour == "doubled" && n > 0:
		out = append(out, out[n-1])
	case behaviour == "missing" && n > 0:
		out = out[:n-1]
	case behaviour == "stranger" && n > 0:
		out[0].ID = "zz999"
	}
	return out
}

func other(to string) string {
	if strings.HasPrefix(strings.ToLower(to), "ko") || strings.Contains(to, "Korean") {
		return "en"
	}
	return "ko"
}

// drip writes a byte every 10 ms until the client has had enough.
func drip(w http.ResponseWriter, r *http.Request, data []byte) {
	control := http.NewResponseController(w)
	for i := 0; i < 6000; i++ {
		b := byte(' ') // JSON may begin with any number of spaces
		if i >= 5900 && i-5900 < len(data) {
			b = data[i-5900]
		}
		if _, err := w.Write([]byte{b}); err != nil || control.Flush() != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// endless writes a string that has no end, at most 256 MB of it.
func endless(w http.ResponseWriter, r *http.Request) {
	if _, err := w.Write([]byte(`{"model":"`)); err != nil {
		return
	}
	chunk := []byte(strings.Repeat("啊", 1<<14))
	for range 256 << 20 / len(chunk) {
		if _, err := w.Write(chunk); err != nil || r.Context().Err() != nil {
			return
		}
	}
}

// refuse answers with a status and with words that echo the key, as some
// services do.
func (s *Server) refuse(w http.ResponseWriter, status int, how, key string) {
	message := http.StatusText(status)
	if message == "" {
		message = "no success"
	}
	if key != "" {
		message += "; the key was " + key
	}
	code := ""
	switch {
	case strings.HasPrefix(how, "after-ms "):
		w.Header().Set("Retry-After-Ms", how[len("after-ms "):])
	case strings.HasPrefix(how, "after "):
		w.Header().Set("Retry-After", how[len("after "):])
	case how == "date":
		now := time.Now().UTC().Truncate(time.Second)
		w.Header().Set("Date", now.Format(http.TimeFormat))
		w.Header().Set("Retry-After", now.Add(7*time.Second).Format(http.TimeFormat))
	case how == "spent":
		code = "insufficient_quota"
		message = "You exceeded your current quota; Quota Exceed; daily limit"
	case how == "no-retry":
		w.Header().Set("X-Should-Retry", "false")
	case how == "retry":
		w.Header().Set("X-Should-Retry", "true")
	case how == "too long":
		code = "context_length_exceeded"
		message = "this exceeds text limit; text parameter exceeds max length"
	}
	s.say(w, status, message, code)
}

// say writes a failure in the protocol's form.
func (s *Server) say(w http.ResponseWriter, status int, message, code string) {
	var body any
	switch s.protocol {
	case Anthropic:
		kinds := map[int]string{400: "invalid_request_error", 401: "authentication_error", 402: "billing_error", 403: "permission_error", 404: "not_found_error",
			413: "request_too_large", 429: "rate_limit_error", 504: "timeout_error", 529: "overloaded_error"}
		kind := kinds[status]
		if kind == "" {
			kind = "api_error"
		}
		if code == "context_length_exceeded" {
			message = "prompt is too long: 208310 tokens > 200000 maximum"
		}
		if code == "insufficient_quota" {
			message = "Your credit balance is too low to access the Anthropic API."
		}
		body = map[string]any{"type": "error", "error": map[string]any{"type": kind, "message": message}, "request_id": "req_1"}
	case DeepL:
		body = map[string]any{"message": message}
	case LibreTranslate:
		body = map[string]any{"error": message}
	case Google:
		body = map[string]any{"error": map[string]any{"code": status, "message": message, "status": "FAILED"}}
	case Papago:
		body = map[string]any{"error": map[string]any{"errorCode": "N2MT00", "message": message}}
	case Azure:
		figures := status * 1000
		switch code {
		case "insufficient_quota":
			figures = 403001
		case "context_length_exceeded":
			figures = 400077
		}
		body = map[string]any{"error": map[string]any{"code": figures, "message": message}}
	default:
		var c any
		if code != "" {
			c = code
		}
		body = map[string]any{"error": map[string]any{"message": message, "type": "error", "param": nil, "code": c}}
	}
	data, _ := json.Marshal(body) // maps of strings and numbers
	s.write(w, status, data)
}

func (s *Server) write(w http.ResponseWriter, status int, data []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write(data)
}
