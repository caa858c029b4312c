package discordtest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// nodeProject copies a folder of testdata to a temporary one and installs what
// its lock file says. It skips the test without node or with -short, unless
// OKBOT_NODE says that it must run.
func nodeProject(t *testing.T, name string) string {
	t.Helper()
	must := os.Getenv("OKBOT_NODE") != ""
	if testing.Short() && !must {
		t.Skip("needs npm packages, which -short does not fetch")
	}
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil && must {
			t.Fatal(err)
		} else if err != nil {
			t.Skipf("no %s: set OKBOT_NODE=1 to make this a failure", tool)
		}
	}
	dir := filepath.Join(t.TempDir(), name)
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", name))); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	install := exec.CommandContext(ctx, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil && must {
		t.Fatalf("npm ci: %v\n%s", err, out)
	} else if err != nil {
		t.Skipf("npm ci: %v (set OKBOT_NODE=1 to make this a failure)\n%s", err, out)
	}
	return dir
}
