package index_test

import (
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"okbot/index"
)

func TestUnreadable(t *testing.T) {
	dir := created(t)
	if err := os.Chmod(dir, 0); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o755)
	asNobody(func() {
		for what, err := range map[string]error{
			"open":   func() error { _, err := index.Open(dir, index.Options{}); return err }(),
			"create": func() error { _, err := index.Create(dir, library(t), index.Options{}); return err }(),
		} {
			if err == nil || !strings.Contains(err.Error(), "permission denied") {
				t.Errorf("%s: %v", what, err)
			}
		}
	})
}

// asNobody calls do as a user who may not read everything, also where the tests
// run as root: on a thread whose file system checks are those of nobody, which
// ends with it (setfsuid(2)).
func asNobody(do func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		if os.Geteuid() == 0 {
			runtime.LockOSThread()
			syscall.RawSyscall(syscall.SYS_SETFSUID, 65534, 0, 0)
		}
		do()
	}()
	<-done
}
