package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/pprof"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"okbot/bot/chat"
)

// admin is the endpoint for those who operate the bot. Whoever reaches it may
// read and erase what is kept: it listens on this machine unless told otherwise.
type admin struct {
	listener net.Listener
	note     string // file that tells the address, "" if none
}

// addressFile is the file in the folder of the state that holds the address of
// the serve at work there.
const addressFile = "admin.addr"

// listenAdmin listens at the address and notes it in the folder, unless that is
// "" or cannot be written to.
func listenAdmin(address, folder string) (*admin, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("admin endpoint: %w: set OKBOT_ADMIN_ADDR to a free address", err)
	}
	a := &admin{listener: l}
	if folder != "" {
		note := filepath.Join(folder, addressFile)
		if os.WriteFile(note, []byte(a.address()), 0o600) == nil {
			a.note = note
		}
	}
	return a, nil
}

// address is the host and port at which the endpoint listens.
func (a *admin) address() string { return a.listener.Addr().String() }

// close stops listening, and withdraws the note of the address.
func (a *admin) close() error {
	if a.note != "" {
		os.Remove(a.note)
	}
	if err := a.listener.Close(); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}

// run serves until ctx ends.
func (a *admin) run(ctx context.Context, s *server) error {
	web := &http.Server{Handler: s.adminHandler(), ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Minute}
	stopped := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(stopped)
		short, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if web.Shutdown(short) != nil {
			web.Close()
		}
	})
	err := web.Serve(a.listener)
	if !stop() {
		<-stopped
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("admin endpoint: %w", err)
}

// adminHandler returns what the endpoint answers:
//
//	GET  /healthz             200 while the process runs
//	GET  /readyz              200 or 503, and a health as JSON
//	GET  /metrics             Prometheus's text format
//	GET  /admin/records/LOG   a log's records, a line of JSON each; ?user=PLATFORM/ID picks a user's
//	POST /admin/erase         ?user=PLATFORM/ID erases a user's records, and tells how many
//	GET  /debug/pprof/        Go's profiles, where asked for
func (s *server) adminHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", s.writeHealth)
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /admin/records/{log}", s.writeRecords)
	mux.HandleFunc("POST /admin/erase", s.eraseUser)
	if s.settings.Pprof {
		mux.HandleFunc("GET /debug/pprof/", pprof.Index)
		mux.HandleFunc("GET /debug/pprof/cmdline", pprof.Cmdline)
		mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
		mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
		mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	}
	return http.NewCrossOriginProtection().Handler(unbound(mux))
}

// unbound keeps web pages out: one whose name somebody lets point at this
// machine (DNS rebinding) calls it by that name. Who operates the bot uses an IP
// address, or localhost, for all that is more than health and figures.
func unbound(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		open := r.URL.Path == "/healthz" || r.URL.Path == "/readyz" || r.URL.Path == "/metrics"
		if !open && !isAddress(r.Host) {
			http.Error(w, "call this by its IP address", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// isAddress reports whether host, perhaps with a port, is an IP address or
// localhost.
func isAddress(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	_, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil || host == "localhost"
}

// line is one record on its way out of a store.
type line struct {
	Log    chat.Log        `json:"log"`
	ID     string          `json:"id"`
	Record json.RawMessage `json:"record"`
}

// writeRecords answers /admin/records/LOG. What breaks off half-way breaks the
// connection, so that nobody takes it for the whole.
func (s *server) writeRecords(w http.ResponseWriter, r *http.Request) {
	log := chat.Log(r.PathValue("log"))
	if !isLog(log) {
		http.Error(w, "there is no such log", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "application/x-ndjson")
	enc := json.NewEncoder(w)
	err := ownRecords{s.state}.each(r.Context(), log, r.URL.Query().Get("user"), func(id string, record []byte) error {
		return enc.Encode(line{log, id, record})
	})
	if err != nil {
		s.log.Warn("read records for the admin endpoint", "log", log, "error", err)
		panic(http.ErrAbortHandler)
	}
}

// eraseUser answers /admin/erase.
func (s *server) eraseUser(w http.ResponseWriter, r *http.Request) {
	user := r.URL.Query().Get("user")
	if err := checkUser(user); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	gone, err := ownRecords{s.state}.erase(r.Context(), user)
	if err != nil {
		s.log.Error("erase a user's records", "error", err)
		http.Error(w, "not all could be erased: see the log of serve, and try again", http.StatusInternalServerError)
		return
	}
	s.log.Info("a user's records erased", "questions", gone.Questions, "feedback", gone.Feedback)
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(gone)
}
