package words

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// The format of a table, version 1. Numbers are unsigned and little-endian.
//
//	magic   "okbot words 1\n"
//	header  lines "key: value\n", ended by an empty line:
//	        source, lists, made-with: where the vectors and the words are from
//	        dimensions, words, blocks, text: sizes, in the units below
//	        sha256: of the body, in hexadecimal
//	body    blocks × 4 bytes    where each block begins in the text
//	        text bytes          the words, in the order of their bytes
//	        words bytes         Hub of each word, 255 is 1
//	        words × dimensions  the vectors, int8, of length 127
//
// A block is 16 words, the last may have fewer. A word is a byte that says how
// many bytes it shares with the word before it (0 for the first of a block), a
// byte with the number of the other bytes, and these.
const (
	magic        = "okbot words 1\n"
	blockWords   = 16
	offsetBytes  = 4
	maxWordBytes = 64
)

// Bounds of a file, so that a damaged header cannot ask for too much.
const (
	maxHeaderBytes = 4096
	maxDimensions  = 128
	maxWords       = 1 << 24
)

// A Header is what a table says of itself.
type Header struct {
	Source     string // of the vectors, with its version
	Lists      string // the words are from, with their versions
	MadeWith   string // programs and their versions
	Words      int
	Dimensions int
	Checksum   string // SHA-256 of the body, in hexadecimal
	blocks     int
	text       int // bytes
}

// ErrFormat is the error of a file that is no table of word vectors, or of
// another version of the format.
var ErrFormat = errors.New("not a table of word vectors (version 1)")

// ErrDamaged is the error of a table whose content is not what its header says.
var ErrDamaged = errors.New("damaged table of word vectors")

// Open reads the table in the named file and verifies it. The error wraps
// [ErrFormat], [ErrDamaged] or that of the file system.
func Open(path string) (*Table, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("words: %w", err)
	}
	t, err := parse(data)
	if err == nil {
		err = t.verify()
	}
	if err != nil {
		return nil, fmt.Errorf("words: %s: %w", path, err)
	}
	t.findKorean()
	return t, nil
}

// parse reads the header and lays the table over data, which it keeps.
func parse(data []byte) (*Table, error) {
	text, ok := bytes.CutPrefix(data, []byte(magic))
	end := bytes.Index(text[:min(len(text), maxHeaderBytes)], []byte("\n\n"))
	if !ok || end < 0 {
		return nil, ErrFormat
	}
	h, err := parseHeader(string(text[:end]))
	if err != nil {
		return nil, err
	}
	body := text[end+2:]
	if want := h.blocks*offsetBytes + h.text + h.Words*(1+h.Dimensions); len(body) != want {
		return nil, fmt.Errorf("%w: %d bytes follow the header, not %d", ErrDamaged, len(body), want)
	}
	t := &Table{header: h, body: body}
	for _, part := range []struct {
		dst  *[]byte
		size int
	}{{&t.blocks, h.blocks * offsetBytes}, {&t.text, h.text}, {&t.hubs, h.Words}, {&t.matrix, h.Words * h.Dimensions}} {
		*part.dst, body = body[:part.size:part.size], body[part.size:]
	}
	return t, nil
}

// parseHeader reads the lines of a header. Unknown keys are skipped.
func parseHeader(text string) (Header, error) {
	values := map[string]string{}
	for line := range strings.SplitSeq(text, "\n") {
		key, value, ok := strings.Cut(line, ": ")
		if !ok {
			return Header{}, fmt.Errorf("%w: line %q of the header", ErrFormat, line)
		}
		values[key] = value
	}
	h := Header{Source: values["source"], Lists: values["lists"], MadeWith: values["made-with"], Checksum: values["sha256"]}
	for _, size := range []struct {
		key string
		dst *int
		max int
	}{{"words", &h.Words, maxWords}, {"dimensions", &h.Dimensions, maxDimensions}, {"blocks", &h.blocks, maxWords}, {"text", &h.text, maxWords * maxWordBytes}} {
		n, err := strconv.Atoi(values[size.key])
		if err != nil || n < 1 || n > size.max {
			return Header{}, fmt.Errorf("%w: %s is %q", ErrFormat, size.key, values[size.key])
		}
		*size.dst = n
	}
	if h.blocks != (h.Words+blockWords-1)/blockWords {
		return Header{}, fmt.Errorf("%w: %d blocks of %d words", ErrFormat, h.blocks, h.Words)
	}
	return h, nil
}

// verify checks the body against the checksum, and that the words can be read:
// whoever made the checksum may have made a mistake.
func (t *Table) verify() error {
	if sum := sha256.Sum256(t.body); hex.EncodeToString(sum[:]) != t.header.Checksum {
		return fmt.Errorf("%w: its checksum is %x, the header says %s", ErrDamaged, sum, t.header.Checksum)
	}
	var word, last []byte
	rest := t.text
	for i := range t.Len() {
		if i%blockWords == 0 {
			if at := binary.LittleEndian.Uint32(t.blocks[i/blockWords*offsetBytes:]); int(at) != len(t.text)-len(rest) {
				return fmt.Errorf("%w: block %d begins at %d", ErrDamaged, i/blockWords, at)
			}
			word = word[:0]
		}
		if len(rest) < 2 || len(rest) < 2+int(rest[1]) || int(rest[0]) > len(word) || int(rest[0])+int(rest[1]) > maxWordBytes {
			return fmt.Errorf("%w: word %d cannot be read", ErrDamaged, i)
		}
		word = append(word[:rest[0]], rest[2:2+rest[1]]...)
		rest = rest[2+rest[1]:]
		if bytes.Compare(word, last) <= 0 {
			return fmt.Errorf("%w: word %d, %q, does not follow %q", ErrDamaged, i, word, last)
		}
		last = append(last[:0], word...)
	}
	if len(rest) > 0 {
		return fmt.Errorf("%w: %d bytes follow the last word", ErrDamaged, len(rest))
	}
	return nil
}
