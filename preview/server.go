package preview

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/duizhao/duizhao/fault"
)

// reload asks to be told of builds, and loads the page anew at each.
const reload = `new EventSource("/.duizhao/built").onmessage=()=>location.reload()`

// maxPage bounds a page that is read to be shown, in bytes.
const maxPage = 64 << 20

// Server shows a folder to browsers on this machine. Texts that are not
// published yet are nobody else's business: it listens on the loopback
// address, answers only to its own name, so that a page elsewhere can't reach
// it by a name that points here (DNS rebinding), and only to a browser that
// came by the address that was printed. It changes nothing, whatever it is
// asked.
type Server struct {
	root     *os.Root
	listener net.Listener
	token    string
	hosts    map[string]bool

	mu      sync.Mutex
	waiting map[chan struct{}]bool
}

// NewServer listens on port of the loopback address, 0 for any that is free.
func NewServer(dir string, port int) (*Server, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fault.New("preview.folder", dir).Because(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fault.New("preview.folder", dir).Because(err)
	}
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		root.Close()
		return nil, fault.New("preview.port", "", "Port", port).Because(err)
	}
	var secret [16]byte
	if _, err := rand.Read(secret[:]); err != nil {
		l.Close()
		root.Close()
		return nil, fault.New("preview.port", "", "Port", port).Because(err)
	}
	_, at, _ := net.SplitHostPort(l.Addr().String())
	s := &Server{root: root, listener: l, token: hex.EncodeToString(secret[:]), waiting: map[chan struct{}]bool{},
		hosts: map[string]bool{"127.0.0.1:" + at: true, "localhost:" + at: true}}
	return s, nil
}

// Address is where a browser finds the pages; it holds the token that lets it in.
func (s *Server) Address() string {
	return "http://" + s.listener.Addr().String() + "/?token=" + s.token
}

// Serve answers until Close.
func (s *Server) Serve() error {
	server := http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 64 << 10}
	err := server.Serve(s.listener)
	if err == http.ErrServerClosed || strings.Contains(err.Error(), "use of closed network connection") {
		return nil
	}
	return err
}

// Close ends the server.
func (s *Server) Close() {
	s.listener.Close()
	s.root.Close()
}

// Built tells every open page that there is something new.
func (s *Server) Built() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.waiting {
		select {
		case c <- struct{}{}:
		default: // it has not been told of the last one yet
		}
	}
}

// cookie holds the token in a browser that came by the printed address.
const cookie = "duizhao-preview"

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	switch {
	case !s.hosts[r.Host]:
		http.Error(w, "this is not the name of this server", http.StatusMisdirectedRequest)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "there is nothing to change here", http.StatusMethodNotAllowed)
	case s.is(r.URL.Query().Get("token")):
		http.SetCookie(w, &http.Cookie{Name: cookie, Value: s.token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
		http.Redirect(w, r, r.URL.Path, http.StatusSeeOther)
	case !s.known(r):
		http.Error(w, "open the address that duizhao watch has printed", http.StatusForbidden)
	case r.URL.Path == "/.duizhao/built":
		s.events(w, r)
	default:
		s.file(w, r)
	}
}

func (s *Server) is(token string) bool {
	return subtle.ConstantTimeCompare([]byte(token), []byte(s.token)) == 1
}

func (s *Server) known(r *http.Request) bool {
	c, err := r.Cookie(cookie)
	return err == nil && s.is(c.Value)
}

// events sends an event at every build until the browser leaves.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	c := make(chan struct{}, 1)
	s.mu.Lock()
	s.waiting[c] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.waiting, c)
		s.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	flush := http.NewResponseController(w)
	fmt.Fprint(w, ": waiting\n\n")
	if flush.Flush() != nil {
		return
	}
	for {
		select {
		case <-r.Context().Done():
			return
		case <-c:
			fmt.Fprint(w, "data: built\n\n")
			if flush.Flush() != nil {
				return
			}
		}
	}
}

// file sends a file of the folder; in a page it puts the script that reloads.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if name == "" || strings.HasSuffix(r.URL.Path, "/") {
		name = path.Join(name, "index.html")
	}
	f, err := s.root.Open(name) // no link leads out of the folder
	if err != nil {
		s.missing(w, r, name)
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		s.missing(w, r, name)
		return
	}
	if path.Ext(name) != ".html" || info.Size() > maxPage {
		http.ServeContent(w, r, name, info.ModTime(), f)
		return
	}
	page, err := io.ReadAll(io.LimitReader(f, maxPage))
	if err != nil {
		http.Error(w, "the page can't be read", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Write(withReload(page))
}

// missing answers for a file that is not there. The page lists what there is
// where a site has no first page, and waits for the next build all the same.
func (s *Server) missing(w http.ResponseWriter, r *http.Request, name string) {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>duizhao</title><body>")
	status := http.StatusNotFound
	if name == "index.html" {
		status = http.StatusOK
		b.WriteString("<ul>")
		s.list(&b, ".", 0)
		b.WriteString("</ul>")
	} else {
		b.WriteString("<p>404</p>")
	}
	b.WriteString("</body></html>")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(withReload([]byte(b.String())))
}

// withReload puts the script before the page's end and allows it in the page's
// policy, by its hash.
func withReload(page []byte) []byte {
	sum := sha256.Sum256([]byte(reload))
	hash := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	policy := []byte("default-src 'none'; ")
	if bytes.Contains(page, []byte("script-src 'self'")) {
		page = bytes.Replace(page, []byte("script-src 'self'"), []byte("script-src 'self' "+hash+"; connect-src 'self'"), 1)
	} else {
		page = bytes.Replace(page, policy, []byte("default-src 'none'; script-src "+hash+"; connect-src 'self'; "), 1)
	}
	end := bytes.LastIndex(page, []byte("</body>"))
	if end < 0 {
		end = len(page)
	}
	out := append([]byte(nil), page[:end]...)
	out = append(out, "<script>"+reload+"</script>"...)
	return append(out, page[end:]...)
}
