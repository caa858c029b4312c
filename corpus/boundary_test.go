package corpus_test

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"okbot/corpus"
)

// wantLeftOut compares what c names as left out, a line each.
func wantLeftOut(t *testing.T, c *corpus.Corpus, want ...string) {
	t.Helper()
	var got []string
	for _, p := range c.LeftOut {
		got = append(got, p.String())
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("left out\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

func link(t *testing.T, target, name string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, name); err != nil {
		t.Skip("no symbolic links here:", err)
	}
}

func ids(c *corpus.Corpus) []string {
	var out []string
	for _, a := range c.Articles {
		out = append(out, a.ID)
	}
	return out
}

// Nothing outside the folder is read, by whatever link and whatever file of it
// asks; the rest answers.
func TestOpenStaysInTheFolder(t *testing.T) {
	const secret = "TOKEN=secret-of-the-machine"
	for name, test := range map[string]struct{ target, link string }{
		"absolute":              {"$DIR/outside/x.md", "x.en.md"},
		"relative":              {"../outside/x.md", "x.en.md"},
		"through a folder":      {"../outside", "sub"},
		"in a folder":           {"../../outside/x.md", "sub/x.md"},
		"link to a link":        {"hop", "x.en.md"},
		"the environment":       {"/proc/self/environ", "x.en.md"},
		"sidecar":               {"../outside/x.yaml", "good.yaml"},
		"sources":               {"../outside/x.yaml", "sources.yaml"},
		"names":                 {"../outside/names.jsonl", "names.jsonl"},
		"sources of the parent": {"outside/../../beyond.yaml", "../sources.yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			t.Setenv("SECRET", secret)
			write(t, dir, "outside/x.md", secret)
			write(t, dir, "outside/x.yaml", "topic: "+secret+"\nparagraphs: []\n")
			write(t, dir, "outside/names.jsonl", `{"ko":["`+secret+`"]}`)
			write(t, dir, "docs/good.en.md", "Lunch is served at noon.")
			if test.target == "hop" {
				link(t, "../outside/x.md", filepath.Join(dir, "docs", "hop"))
			}
			at := filepath.Join(dir, "docs", filepath.FromSlash(test.link))
			link(t, strings.ReplaceAll(test.target, "$DIR", dir), at)
			c, err := corpus.Open(filepath.Join(dir, "docs"))
			if err != nil {
				t.Fatal(err)
			}
			if got := texts(c); !slices.Equal(got, []string{"Lunch is served at noon."}) {
				t.Errorf("got passages %q", got)
			}
			if len(c.Names) > 0 || c.Articles[0].Topic != "" {
				t.Errorf("read outside of the folder: %+v", c)
			}
			if len(c.LeftOut) == 0 || !slices.ContainsFunc(c.LeftOut, func(p corpus.Problem) bool { return p.Path == at && p.Kind == corpus.KindBoundary }) {
				t.Errorf("%s is not named: %v", at, c.LeftOut)
			}
		})
	}
}

// A ConfigMap is mounted as links into a hidden folder that is replaced as a whole.
func TestOpenConfigMap(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "..2026_11_30/lunch.md", "Lunch is served at noon.")
	write(t, dir, "..2026_11_30/rooms/book.md", "Rooms are booked in the calendar.")
	link(t, "..2026_11_30", filepath.Join(dir, "..data"))
	link(t, "..data/lunch.md", filepath.Join(dir, "lunch.md"))
	link(t, "..data/rooms", filepath.Join(dir, "rooms"))
	c, err := corpus.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	wantLeftOut(t, c)
	if got := ids(c); !slices.Equal(got, []string{"lunch", "rooms/book"}) {
		t.Errorf("got articles %q", got)
	}
}

// A folder that a link leads to as well is read under its own name; one that
// holds itself ends.
func TestOpenLinkedFolders(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "rooms/book.md", "Rooms are booked in the calendar.")
	link(t, "rooms", filepath.Join(dir, "a-link"))
	link(t, "..", filepath.Join(dir, "rooms", "up"))
	link(t, "loop", filepath.Join(dir, "loop"))
	c, err := corpus.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	wantLeftOut(t, c, filepath.Join(dir, "loop")+": a link that leaves the folder or leads nowhere")
	if got := ids(c); !slices.Equal(got, []string{"rooms/book"}) {
		t.Errorf("got articles %q", got)
	}
}

// What is no regular file is not opened: to open a pipe waits for its writer.
func TestOpenPipe(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no named pipes in folders on Windows")
	}
	dir := t.TempDir()
	write(t, dir, "good.md", "Lunch is served at noon.")
	for _, name := range []string{"a.md", "good.yaml", "sources.yaml"} {
		makePipe(t, filepath.Join(dir, name))
	}
	link(t, "a.md", filepath.Join(dir, "b.md"))
	c, err := corpus.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	const why = ": not a regular file"
	wantLeftOut(t, c, filepath.Join(dir, "a.md")+why, filepath.Join(dir, "b.md")+why, filepath.Join(dir, "good.yaml")+why, filepath.Join(dir, "sources.yaml")+why)
}

func TestWithoutSecrets(t *testing.T) {
	c := mustLoad(t, map[string]string{
		"a/a.md":       "Lunch is served at noon. [^x]\n\nThe token is xoxb-1234-5678.\n\nBooked. [^leak]\n\n## Token xoxb-1234-5678\n\nText.\n",
		"sources.yaml": "x: {publisher: P}\nleak: {publisher: P, url: \"https://example.com/?t=xoxb-1234-5678\"}\n",
	})
	got := c.Without([]string{"xoxb-1234-5678"})
	if want := []string{"Lunch is served at noon."}; !slices.Equal(texts(got), want) {
		t.Errorf("got %q, want %q", texts(got), want)
	}
	wantLeftOut(t, got, "a/a.md:3: the passage holds a secret of the configuration", "a/a.md:5: the passage holds a secret of the configuration", "a/a.md:9: the passage holds a secret of the configuration")
	if len(texts(c)) != 4 {
		t.Error("the corpus itself has changed")
	}
}
