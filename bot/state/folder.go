package state

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"okbot/bot/chat"
)

// A folder is a location on this machine: a NATS server's files, a lock, and a file
// with the layout.
type folder struct {
	path      string
	retention time.Duration
	now       func() time.Time
	log       *slog.Logger
	lock      *os.File // nil until it is held
	tried     bool     // it has been opened before
}

// The names in a folder.
const (
	lockFile   = "okbot.lock"
	layoutFile = "okbot.json"
	serverDir  = "nats"
)

// A layout is the content of layoutFile.
type layout struct {
	Version int      `json:"version"`
	Streams []string `json:"streams"` // that have been made
}

// The versions of the layout. Before layoutVersion, records were not sealed, and what
// was said in a conversation stayed in the files after it was forgotten.
const (
	unsealedVersion = 1
	layoutVersion   = 2
)

func (f *folder) open(ctx context.Context) (*backend, error) {
	if f.path == "" {
		return nil, errors.New("no folder is set")
	}
	if err := f.acquireLock(); err != nil {
		return nil, err
	}
	b, err := f.start(ctx)
	if err != nil {
		return nil, fmt.Errorf("folder %s: %w", f.path, err)
	}
	return b, nil
}

// acquireLock locks the folder until unlock.
func (f *folder) acquireLock() error {
	if f.lock != nil {
		return nil
	}
	if err := os.MkdirAll(f.path, 0o700); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	lock, err := lock(filepath.Join(f.path, lockFile))
	if errors.Is(err, errLocked) {
		return heldBy(f.path)
	}
	if err != nil {
		return fmt.Errorf("lock folder: %w", err)
	}
	f.lock = lock
	return nil
}

func (f *folder) unlock() {
	if f.lock != nil {
		f.lock.Close()
		f.lock = nil
	}
}

// start starts the server and checks that no stream of the layout is missing.
func (f *folder) start(ctx context.Context) (_ *backend, err error) {
	had, err := f.readLayout()
	if err != nil {
		return nil, err
	}
	wanted := configs(f.retention, 1)
	b := &backend{log: &serverLog{log: f.log}}
	b.log.quiet.Store(f.tried)
	f.tried = true
	defer func() {
		if err != nil {
			b.close()
		}
	}()
	if b.server, err = startServer(filepath.Join(f.path, serverDir), b.log); err != nil {
		return nil, err
	}
	if b.conn, err = connectServer(b.server); err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	if b.streams, err = openStreams(ctx, b.conn, wanted, had.Streams, f.now); err != nil {
		return nil, err
	}
	if had.Version == unsealedVersion {
		talks, _ := chat.Conversations(nil)
		if err := b.byKey[talks.Name].Purge(ctx); err != nil {
			return nil, fmt.Errorf("forget the conversations of an older okbot: %w", err)
		}
	}
	return b, f.writeLayout(had, b.streams.names())
}

// readLayout reads the layout, which is zero for a new folder.
func (f *folder) readLayout() (l layout, err error) {
	data, err := os.ReadFile(filepath.Join(f.path, layoutFile))
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &l)
	}
	switch {
	case err != nil:
		return l, fmt.Errorf("%w: %s: %w", errDamaged, layoutFile, err)
	case l.Version > layoutVersion:
		return l, fmt.Errorf("layout %d is of a newer okbot; this one knows %d", l.Version, layoutVersion)
	}
	return l, nil
}

// writeLayout writes the layout if it has changed.
func (f *folder) writeLayout(had layout, streams []string) error {
	if had.Version == layoutVersion && slices.Equal(had.Streams, streams) {
		return nil
	}
	data, err := json.Marshal(layout{layoutVersion, streams})
	if err != nil {
		return err
	}
	path := filepath.Join(f.path, layoutFile)
	if err := os.WriteFile(path+".new", append(data, '\n'), 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// A HeldError says that another process has the folder open.
type HeldError struct {
	Dir  string
	PID  int    // 0 if unknown
	Host string // "" if unknown
}

// Error names the folder and, if known, the holder.
func (e *HeldError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("folder %s is in use by another process", e.Dir)
	}
	return fmt.Sprintf("folder %s is in use by process %d on %s", e.Dir, e.PID, e.Host)
}

var errLocked = errors.New("locked by another process")

// heldBy returns the error that names the holder of the lock file.
func heldBy(dir string) *HeldError {
	e := &HeldError{Dir: dir}
	if data, err := os.ReadFile(filepath.Join(dir, lockFile)); err == nil {
		fmt.Sscan(string(data), &e.PID, &e.Host)
	}
	return e
}

// lock opens the file and locks it until it is closed or the process ends. It contains
// the holder's process id and host for people to read.
func lock(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	host, err := os.Hostname()
	if err != nil || host == "" {
		host = "this machine"
	}
	err = tryLock(file)
	if err == nil {
		err = file.Truncate(0)
	}
	if err == nil {
		_, err = fmt.Fprintln(file, os.Getpid(), host)
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}
