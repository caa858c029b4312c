package words_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"okbot/index/words"
)

func TestOpen(t *testing.T) {
	table, err := words.Open("testdata/small.bin")
	if err != nil {
		t.Fatal(err)
	}
	h := table.Header()
	if h.Source != "small.vec" || h.Words != 40 || h.Dimensions != 5 || len(h.Checksum) != 64 || table.Len() != 40 {
		t.Errorf("%+v", h)
	}
	x, y := id(t, table, "변호사"), id(t, table, "lawyer")
	if c := table.Cosine(x, y); c < .7 || c > 1 {
		t.Errorf("변호사 and lawyer have cosine %v", c)
	}
	if !table.IsKorean(x) || table.IsKorean(y) {
		t.Error("the languages are wrong")
	}
	if got := table.Restrict([]string{"tree", "lawyer", "sea"}).Nearest(nil, "변호사", 1, 0); len(got) != 1 || got[0].Word != 1 {
		t.Errorf("the word nearest to 변호사 is %v", got)
	}
}

// The table in the binary is sound, within its bounds, and what it says it is.
func TestDefault(t *testing.T) {
	table, err := words.Open("table.bin")
	if err != nil {
		t.Fatal(err)
	}
	h := table.Header()
	if h != words.Default().Header() || h.Source == "" || h.Lists == "" || h.MadeWith == "" {
		t.Errorf("%+v", h)
	}
	if h.Words < 60000 || h.Words > 130000 || h.Dimensions < 64 || h.Dimensions > 96 {
		t.Errorf("%d words of %d dimensions", h.Words, h.Dimensions)
	}
	if s, err := os.Stat("table.bin"); err != nil || s.Size() > 7_000_000 {
		t.Errorf("%v bytes, %v", s.Size(), err)
	}
}

func TestOpenRefuses(t *testing.T) {
	sound, err := os.ReadFile("testdata/small.bin")
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(sound)
	flipped[len(flipped)-1] ^= 1
	unordered := bytes.Replace(sound, []byte("\x02ai"), []byte("\x02zi"), 1)
	for _, tt := range []struct {
		name string
		data []byte
		want error
	}{
		{"empty", nil, words.ErrFormat},
		{"text", []byte("The words that mean the same.\n\n"), words.ErrFormat},
		{"another version", bytes.Replace(sound, []byte("words 1"), []byte("words 2"), 1), words.ErrFormat},
		{"vectors as text", []byte("2 2\n서울 1 2\nseoul 1 2\n"), words.ErrFormat},
		{"endless header", append([]byte("okbot words 1\n"), bytes.Repeat([]byte("a: b\n"), 1<<16)...), words.ErrFormat},
		{"no dimensions", bytes.Replace(sound, []byte("dimensions: 5"), []byte("dimensions: 0"), 1), words.ErrFormat},
		{"too many words", bytes.Replace(sound, []byte("words: 40"), []byte("words: 99999999999"), 1), words.ErrFormat},
		{"cut off", sound[:len(sound)-1], words.ErrDamaged},
		{"too long", append(bytes.Clone(sound), 0), words.ErrDamaged},
		{"flipped", flipped, words.ErrDamaged},
		{"out of order", rehashed(unordered), words.ErrDamaged},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "table.bin")
			if err := os.WriteFile(path, tt.data, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := words.Open(path)
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), path) {
				t.Errorf("the error is %v, want %v", err, tt.want)
			}
		})
	}
	if _, err := words.Open("testdata/none.bin"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of a file that is not there, the error is %v", err)
	}
}

var checksum = regexp.MustCompile(`sha256: [0-9a-f]*`)

// rehashed gives a table the checksum of its body.
func rehashed(data []byte) []byte {
	head, body, ok := bytes.Cut(data, []byte("\n\n"))
	if !ok {
		return data
	}
	head = checksum.ReplaceAll(head, fmt.Appendf(nil, "sha256: %x", sha256.Sum256(body)))
	return bytes.Join([][]byte{head, body}, []byte("\n\n"))
}

func FuzzOpen(f *testing.F) {
	sound, err := os.ReadFile("testdata/small.bin")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sound)
	f.Add(sound[:200])
	f.Add([]byte("okbot words 1\nwords: 1\ndimensions: 1\nblocks: 1\ntext: 3\nsha256: 0\n\n\x00\x00\x00\x00\x00\x01a\x00\x7f"))
	path := filepath.Join(f.TempDir(), "table.bin")
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(path, rehashed(data), 0o600); err != nil {
			t.Fatal(err)
		}
		table, err := words.Open(path)
		if err != nil {
			if !errors.Is(err, words.ErrFormat) && !errors.Is(err, words.ErrDamaged) {
				t.Errorf("unexpected error %v", err)
			}
			return
		}
		var all []string
		for i := range table.Len() {
			word := table.Word(words.ID(i))
			if x, ok := table.Lookup(word); !ok || x != words.ID(i) {
				t.Errorf("Lookup(%q) is %d, %v, want %d", word, x, ok, i)
			}
			all = append(all, word)
		}
		near := table.Restrict(all)
		for _, word := range append(all, "변호사는", "universities") {
			if c := table.Cosine(0, words.ID(table.Len()-1)); c < -1 || c > 1 {
				t.Errorf("a cosine of %v", c)
			}
			near.Nearest(nil, word, 3, -2)
		}
	})
}
