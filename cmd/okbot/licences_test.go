package main

import (
	"bytes"
	"compress/gzip"
	"flag"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the licences anew")

// TestLicences holds "okbot version --licences" to what is linked on any system.
func TestLicences(t *testing.T) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	mustDo(t, err)
	files := map[string]string{"go/LICENSE": filepath.Join(strings.TrimSpace(string(root)), "LICENSE")}
	for _, system := range []string{"linux", "darwin", "windows"} {
		list := exec.Command("go", "list", "-deps", "-f", `{{with .Module}}{{.Path}};{{$.ImportPath}};{{$.Dir}}{{end}}`, ".")
		list.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system)
		out, err := list.Output()
		mustDo(t, err)
		for line := range strings.Lines(string(out)) {
			if linked := strings.Split(strings.TrimSpace(line), ";"); len(linked) == 3 { // else of Go itself
				maps.Copy(files, licencesOf(t, linked[0], linked[1], linked[2]))
			}
		}
	}
	want := licenceTexts(t, files)
	if *update {
		writeLicences(t, want)
	}
	var got bytes.Buffer
	p := &program{stdout: &got, stderr: os.Stderr, getenv: func(string) string { return "" }}
	if status := p.run(t.Context(), []string{"version", "--licences"}); status != ok || got.String() != want {
		t.Errorf("status %d, and other licences than those of what is linked: make them anew with \"go generate ./cmd/okbot\"", status)
	}
}

var licenceFile = regexp.MustCompile(`(?i)^(.+\.)?(licen[cs]e|copying|notice|patents)(-[0-9.]+)?(\.(txt|md))?$`)

// licencesOf returns the files with the licences of the package pkg, which is in the
// folder dir: those there and in the folders above it up to that of its module, by
// their names below the module's.
func licencesOf(t *testing.T, module, pkg, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	for {
		entries, err := os.ReadDir(dir)
		mustDo(t, err)
		for _, e := range entries {
			if licenceFile.MatchString(e.Name()) {
				files[path.Join(pkg, e.Name())] = filepath.Join(dir, e.Name())
			}
		}
		if pkg == module {
			break
		}
		pkg, dir = path.Dir(pkg), filepath.Dir(dir)
	}
	if len(files) == 0 {
		t.Errorf("%s has no licence", module)
	}
	return files
}

// licenceTexts returns the texts of the files, each once, below the names of those
// that hold it.
func licenceTexts(t *testing.T, files map[string]string) string {
	t.Helper()
	texts, names := map[string]string{}, map[string][]string{} // by what they say, however the lines are broken
	for _, name := range slices.Sorted(maps.Keys(files)) {
		data, err := os.ReadFile(files[name])
		mustDo(t, err)
		said := strings.Join(strings.Fields(string(data)), " ")
		names[said] = append(names[said], name)
		texts[said] = strings.Trim(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	}
	sections := make([]string, 0, len(texts))
	for said, text := range texts {
		sections = append(sections, strings.Join(names[said], "\n")+"\n\n"+text+"\n")
	}
	slices.Sort(sections)
	return strings.Join(sections, "\n"+strings.Repeat("-", 80)+"\n\n")
}

// writeLicences makes the file that the program holds, and has it hold that.
func writeLicences(t *testing.T, text string) {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	mustDo(t, err)
	_, err = io.WriteString(w, text)
	mustDo(t, err, w.Close(), os.WriteFile("licences.txt.gz", b.Bytes(), 0o644))
	licences = b.Bytes()
}
