package slacktest

import (
	"embed"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"testing"
)

// NodeEnv is the environment variable that, set to 1, makes the tests that need Node.js fail instead of being skipped
// where there is none.
const NodeEnv = "OKBOT_NODE"

const nodeFolder = "testdata/node"

//go:embed testdata/node
var nodeFiles embed.FS

// nodeProject makes a folder with Slack's packages for Node.js as the lock file has them, or skips the test.
func nodeProject(t testing.TB) string {
	t.Helper()
	if testing.Short() {
		t.Skip("needs npm, not with -short")
	}
	for _, name := range []string{"node", "npm"} {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv(NodeEnv) == "1" {
				t.Fatalf("%s=1 but: %v", NodeEnv, err)
			}
			t.Skipf("needs Node.js: %v", err)
		}
	}
	dir := t.TempDir()
	for _, name := range []string{"package.json", "package-lock.json", "app.mjs"} {
		b, err := nodeFiles.ReadFile(path.Join(nodeFolder, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), b, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	return dir
}
