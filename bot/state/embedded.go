package state

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// idleReader is how long somebody may take over a batch of records.
const idleReader = 5 * time.Minute

// syncInterval is how much a power cut may take back. What a process has written
// is with the operating system at once, and survives the process.
const syncInterval = 10 * time.Second

// startServer starts a NATS server that only this process can reach.
func startServer(folder string, log *slog.Logger) (*server.Server, error) {
	s, err := server.NewServer(&server.Options{
		ServerName: "okbot", DontListen: true, NoSigs: true, DisableJetStreamBanner: true,
		JetStream: true, StoreDir: filepath.Join(folder, serverFolder), SyncInterval: syncInterval,
		JetStreamMaxMemory: 16 << 20, JetStreamMaxStore: storeBytes,
	})
	if err != nil {
		return nil, err
	}
	s.SetLoggerV2(serverLog{log}, false, false, false)
	s.Start()
	if !s.JetStreamEnabled() || !s.ReadyForConnections(startTimeout) {
		s.Shutdown()
		s.WaitForShutdown()
		return nil, errors.New("server did not start; its log tells why")
	}
	return s, nil
}

const (
	serverFolder = "nats"
	startTimeout = 10 * time.Second
)

func connectServer(s *server.Server) (*nats.Conn, error) {
	return nats.Connect("", nats.InProcessServer(s), nats.Name("okbot"), nats.NoReconnect(), nats.ReconnectBufSize(-1))
}

// serverLog hands on what the server logs, as far as it may matter.
type serverLog struct{ log *slog.Logger }

func (l serverLog) to(level slog.Level, format string, args []any) {
	if l.log.Enabled(context.Background(), level) {
		l.log.Log(context.Background(), level, "nats: "+fmt.Sprintf(format, args...))
	}
}

func (l serverLog) Noticef(format string, args ...any) { l.to(slog.LevelDebug, format, args) }
func (l serverLog) Debugf(format string, args ...any)  { l.to(slog.LevelDebug, format, args) }
func (l serverLog) Tracef(format string, args ...any)  { l.to(slog.LevelDebug, format, args) }
func (l serverLog) Warnf(format string, args ...any)   { l.to(slog.LevelWarn, format, args) }
func (l serverLog) Errorf(format string, args ...any)  { l.to(slog.LevelError, format, args) }
func (l serverLog) Fatalf(format string, args ...any)  { l.to(slog.LevelError, format, args) }
