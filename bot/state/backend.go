package state

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// A backend is a connection to the streams, and the server if it is our own.
type backend struct {
	*streams
	conn   *nats.Conn
	server *server.Server
	log    *serverLog // of the server; nil for a cluster
}

// explain adds to an operation's error what the operator needs to know.
func (b *backend) explain(err error) error {
	if !b.conn.IsConnected() {
		return errors.New("connection is lost")
	}
	if errors.Is(err, context.DeadlineExceeded) {
		err = errors.New("no answer in time")
	}
	if b.log != nil {
		if last := b.log.last.Swap(nil); last != nil {
			err = fmt.Errorf("%w: %s", err, *last)
		}
	}
	return err
}

// close ends the connection and the server. b may be nil or incomplete.
func (b *backend) close() {
	if b == nil {
		return
	}
	if b.conn != nil {
		b.conn.Close()
	}
	if b.server != nil {
		b.server.Shutdown()
		b.server.WaitForShutdown()
	}
}

// startServer starts a NATS server that only this process can reach.
func startServer(dir string, log *serverLog) (*server.Server, error) {
	s, err := server.NewServer(&server.Options{
		ServerName: "okbot", DontListen: true, NoSigs: true, DisableJetStreamBanner: true,
		JetStream: true, StoreDir: dir, SyncInterval: syncInterval,
		JetStreamMaxMemory: serverMemory, JetStreamMaxStore: serverDisk,
	})
	if err != nil {
		return nil, err
	}
	s.SetLoggerV2(log, false, false, false)
	s.Start()
	if why := log.fatal.Load(); why != nil {
		err = errors.New(*why)
	} else if !s.JetStreamEnabled() || !s.ReadyForConnections(openTimeout) {
		err = errors.New("server is not ready")
	}
	if err != nil {
		s.Shutdown()
		s.WaitForShutdown()
		return nil, err
	}
	return s, nil
}

const (
	// syncInterval bounds what a power cut can lose. What a process has written is
	// with the operating system at once, and survives the process.
	syncInterval = 10 * time.Second
	serverMemory = 16 << 20 // bytes that it may set aside; the streams are in files
	serverDisk   = 8 << 30  // bytes, more than all streams take
)

// connectServer connects to a server in this process.
func connectServer(s *server.Server) (*nats.Conn, error) {
	return nats.Connect("", nats.InProcessServer(s), nats.Name("okbot"), nats.NoReconnect())
}

// serverLog forwards the server's log, and keeps the latest error and the one that
// ended the server.
type serverLog struct {
	log         *slog.Logger
	quiet       atomic.Bool // log at debug level while the server is restarted repeatedly
	last, fatal atomic.Pointer[string]
}

func (l *serverLog) to(level slog.Level, format string, args []any) {
	if l.quiet.Load() {
		level = slog.LevelDebug
	}
	if l.log.Enabled(context.Background(), level) {
		l.log.Log(context.Background(), level, "nats: "+fmt.Sprintf(format, args...))
	}
}

// Noticef implements [server.Logger].
func (l *serverLog) Noticef(format string, args ...any) { l.to(slog.LevelDebug, format, args) }

// Debugf implements [server.Logger].
func (l *serverLog) Debugf(format string, args ...any) { l.to(slog.LevelDebug, format, args) }

// Tracef implements [server.Logger].
func (l *serverLog) Tracef(format string, args ...any) { l.to(slog.LevelDebug, format, args) }

// Warnf implements [server.Logger].
func (l *serverLog) Warnf(format string, args ...any) { l.to(slog.LevelWarn, format, args) }

// Errorf implements [server.Logger].
func (l *serverLog) Errorf(format string, args ...any) {
	l.last.Store(new(fmt.Sprintf(format, args...)))
	l.to(slog.LevelError, format, args)
}

// Fatalf implements [server.Logger].
func (l *serverLog) Fatalf(format string, args ...any) {
	l.fatal.Store(new(fmt.Sprintf(format, args...)))
	l.to(slog.LevelError, format, args)
}
