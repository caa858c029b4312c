package slacktest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"
)

// Server is a running fake. Its methods may be called from several goroutines.
type Server struct {
	opts   Options
	http   *http.Server
	client *http.Client // for Do
	addr   string
	done   chan struct{} // closed by Close
	wg     sync.WaitGroup

	mu      sync.Mutex
	changed chan struct{} // closed and replaced whenever something below changes

	users    map[string]User
	channels map[string]Channel
	tokens   map[string]string // token → why it is refused, "" if it is not
	tsSecond int64
	tsSeq    int
	seq      int

	calls         ring[Call]
	posts         ring[Message]
	violations    ring[string]
	counts        map[string]int // method → calls
	postCounts    map[string]int // Options.Key → successful posts
	messages      messages
	homes         map[string]View
	triggers      map[string]time.Time
	responses     map[string]*responseURL // by path
	responseOrder ring[string]
	faults        map[string][]*Fault
	statuses      map[string]string   // channel/thread → what the app says it does
	prompts       map[string][]Prompt // channel → what the app suggests

	sockets    map[*socket]bool
	tickets    map[string]bool
	envelopes  map[string]*Delivery
	deliveries ring[*Delivery]
	opened     int // sockets ever opened

	record *recorder
}

// New starts a fake that ends with the test, which fails if the app sent what Slack does not allow.
func New(t testing.TB, opts Options) *Server {
	t.Helper()
	s, err := Start(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if opts.AllowViolations {
			return
		}
		for _, v := range s.Violations() {
			t.Errorf("Slack would not accept: %s", v)
		}
	})
	return s
}

// Start starts a fake outside a test; Close ends it.
func Start(opts Options) (*Server, error) {
	opts = opts.withDefaults()
	ln, err := net.Listen("tcp", opts.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	s := &Server{
		opts: opts, addr: ln.Addr().String(), done: make(chan struct{}), changed: make(chan struct{}),
		users: map[string]User{}, channels: map[string]Channel{}, tokens: map[string]string{BotToken: "", AppToken: ""},
		calls: newRing[Call](opts.Keep), posts: newRing[Message](opts.Keep), violations: newRing[string](opts.Keep),
		deliveries: newRing[*Delivery](opts.Keep), responseOrder: newRing[string](opts.Keep), messages: newMessages(opts.Keep),
		counts: map[string]int{}, postCounts: map[string]int{}, homes: map[string]View{}, triggers: map[string]time.Time{},
		responses: map[string]*responseURL{}, faults: map[string][]*Fault{}, statuses: map[string]string{}, prompts: map[string][]Prompt{},
		sockets: map[*socket]bool{}, tickets: map[string]bool{}, envelopes: map[string]*Delivery{},
	}
	if s.record, err = newRecorder(opts.Record); err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	s.populate()
	s.client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 100}, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", s.serveAPI)
	mux.HandleFunc("/link/", s.serveSocket)
	mux.HandleFunc("/respond/", s.serveResponseURL)
	s.http = &http.Server{Handler: s.waited(mux), ReadHeaderTimeout: 10 * time.Second}
	s.wg.Go(func() { _ = s.http.Serve(ln) })
	return s, nil
}

// Close ends the fake, its connections and its deliveries, and waits for them. A second call does nothing.
func (s *Server) Close() error {
	s.mu.Lock()
	if s.closed() {
		s.mu.Unlock()
		return nil
	}
	close(s.done)
	for c := range s.sockets {
		_ = c.conn.Close()
	}
	s.mu.Unlock()
	_ = s.http.Close()
	s.client.CloseIdleConnections()
	s.wg.Wait()
	return s.record.close()
}

// waited makes Close wait for the requests that are being handled.
func (s *Server) waited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		closed := s.closed()
		if !closed {
			s.wg.Add(1)
		}
		s.mu.Unlock()
		if closed {
			panic(http.ErrAbortHandler)
		}
		defer s.wg.Done()
		next.ServeHTTP(w, r)
	})
}

func (s *Server) closed() bool {
	select {
	case <-s.done:
		return true
	default:
		return false
	}
}

// URL is the root of the fake, as "http://127.0.0.1:12345".
func (s *Server) URL() string { return "http://" + s.addr }

// APIURL is the root of its Web API, with the slash at the end that Slack's SDKs want.
func (s *Server) APIURL() string { return s.URL() + "/api/" }

func (s *Server) now() time.Time { return time.Now() }

// touch wakes those who wait for a change. s.mu is held.
func (s *Server) touch() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// Wait returns nil once ok holds, which is asked after everything that happens, and the context's error if it ends before.
// ok may call the methods of the Server.
func (s *Server) Wait(ctx context.Context, ok func() bool) error {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if ok() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
