package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"os"
	"path/filepath"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
	"golang.org/x/sync/errgroup"

	"okbot/bot/chat"
)

// admin is the endpoint for those who operate the bot: what is harmless at an address
// of the network, what reads or erases records on a Unix socket of the folder of the
// state, which its owner alone can reach.
type admin struct {
	listener net.Listener
	note     string       // file that tells the address, "" if none
	private  net.Listener // the socket, nil if there is none
}

// The files in the folder of the state that lead to the serve at work there.
const (
	addressFile = "admin.addr" // holds the address of the endpoint
	socketFile  = "admin.sock"
)

// listenAdmin listens at the address and on the socket, and notes the address in the
// folder, unless that is "" or cannot be written to.
func listenAdmin(ctx context.Context, address, folder string, log *slog.Logger) (*admin, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("admin endpoint: %w: set OKBOT_ADMIN_ADDR to a free address", err)
	}
	a := &admin{listener: l}
	if folder == "" {
		return a, nil
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		log.Warn("no socket for data, report and profiles", "error", err)
		return a, nil
	}
	note := filepath.Join(folder, addressFile)
	if os.WriteFile(note, []byte(a.address()), 0o600) == nil {
		a.note = note
	}
	if a.private, err = listenPrivate(ctx, filepath.Join(folder, socketFile)); err != nil {
		log.Warn("no socket for data, report and profiles", "error", err)
	}
	return a, nil
}

// listenPrivate listens on a Unix socket that its owner alone can reach. What a
// process that was killed has left of it is removed.
func listenPrivate(ctx context.Context, name string) (net.Listener, error) {
	if (servedRecords{name}).reachable(ctx) {
		return nil, fmt.Errorf("socket %s: another process listens there", name)
	}
	if info, err := os.Lstat(name); err == nil && info.Mode()&fs.ModeSocket != 0 {
		os.Remove(name)
	}
	l, err := net.Listen("unix", name)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(name, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// address is the host and port at which the endpoint listens.
func (a *admin) address() string { return a.listener.Addr().String() }

// close stops listening, and withdraws the note of the address.
func (a *admin) close() error {
	if a.note != "" {
		os.Remove(a.note)
	}
	err := a.listener.Close()
	if a.private != nil {
		err = errors.Join(err, a.private.Close())
	}
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// run serves until ctx ends.
func (a *admin) run(ctx context.Context, s *server) error {
	var both errgroup.Group
	both.Go(func() error { return serveWeb(ctx, a.listener, s.adminHandler()) })
	if a.private != nil {
		both.Go(func() error { return serveWeb(ctx, a.private, s.recordsHandler()) })
	}
	return both.Wait()
}

// serveWeb serves HTTP at a listener until ctx ends.
func serveWeb(ctx context.Context, l net.Listener, handler http.Handler) error {
	web := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Minute}
	stopped := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(stopped)
		short, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if web.Shutdown(short) != nil {
			web.Close()
		}
	})
	err := web.Serve(l)
	if !stop() {
		<-stopped
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("admin endpoint: %w", err)
}

// adminHandler returns what the endpoint answers to whoever reaches it:
//
//	GET  /healthz   200 while the process runs
//	GET  /readyz    200 or 503, and a health as JSON
//	GET  /metrics   Prometheus's text format
func (s *server) adminHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", alive)
	mux.HandleFunc("GET /readyz", s.writeHealth)
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.registry, promhttp.HandlerOpts{}))
	return mux
}

func alive(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") }

// recordsHandler returns what the socket answers to the operator:
//
//	GET  /healthz             200 while the process runs
//	GET  /admin/records/LOG   a log's records, a line of JSON each; ?user=PLATFORM/ID picks a user's
//	POST /admin/erase         ?user=PLATFORM/ID erases a user's records, and tells how many
//	GET  /debug/pprof/        Go's profiles, where asked for
func (s *server) recordsHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", alive)
	mux.HandleFunc("GET /admin/records/{log}", s.writeRecords)
	mux.HandleFunc("POST /admin/erase", s.eraseUser)
	if s.settings.Pprof {
		mux.HandleFunc("GET /debug/pprof/", pprof.Index)
		mux.HandleFunc("GET /debug/pprof/cmdline", pprof.Cmdline)
		mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
		mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
		mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	}
	return mux
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
