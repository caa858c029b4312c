package corpus

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/korean"
)

// An encodingError says that a text is not UTF-8, and how to make it so.
type encodingError struct {
	line     int    // of the first bytes that are not, from 1
	encoding string // guessed, as iconv calls it; "" if it may be no text at all
}

func (e encodingError) message(name string) string {
	if e.encoding == "" {
		return "not UTF-8 text"
	}
	return fmt.Sprintf("not UTF-8 text, but probably %s: convert it with iconv -f %s -t UTF-8 %s > NEW", e.encoding, e.encoding, shellWord(name))
}

// shellWord quotes a file's name for a shell if it has to be.
func shellWord(name string) string {
	if strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./_-") == "" {
		return name
	}
	return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
}

// checkUTF8 returns an error if data is no UTF-8 text.
func checkUTF8(data []byte) *encodingError {
	if utf8.Valid(data) && !looksUTF16(data) {
		return nil
	}
	line := 1
	for text := range bytes.Lines(data) {
		if !utf8.Valid(text) {
			break
		}
		line++
	}
	if utf8.Valid(data) {
		line = 1
	}
	return &encodingError{line, guessEncoding(data)}
}

const guessedBytes = 64 << 10 // from which an encoding is guessed

// guessEncoding returns the encoding that data, which is not UTF-8, may have.
func guessEncoding(data []byte) string {
	data = data[:min(len(data), guessedBytes)]
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return "UTF-16"
	case looksUTF16(data):
		if nuls(data, 1) > nuls(data, 0) {
			return "UTF-16LE"
		}
		return "UTF-16BE"
	case bytes.IndexByte(data, 0) >= 0:
		return ""
	}
	text, err := korean.EUCKR.NewDecoder().Bytes(data)
	if err != nil {
		return "WINDOWS-1252"
	}
	hangul, other := 0, 0
	for _, r := range string(text) {
		switch {
		case isHangul(r):
			hangul++
		case r == utf8.RuneError:
			other += 2
		case r > 0x7f:
			other++
		}
	}
	if hangul > other {
		return "CP949" // EUC-KR is a part of it
	}
	return "WINDOWS-1252"
}

// looksUTF16 reports whether every second byte of a sample is nearly always zero.
func looksUTF16(data []byte) bool {
	data = data[:min(len(data), 1000)&^1]
	even, odd := nuls(data, 0), nuls(data, 1)
	return len(data) > 0 && max(even, odd)*4 > len(data)/2*3 && min(even, odd)*10 < len(data)
}

// nuls counts the zeros among the bytes of data at even (0) or odd (1) offsets.
func nuls(data []byte, from int) int {
	n := 0
	for i := from; i < len(data); i += 2 {
		if data[i] == 0 {
			n++
		}
	}
	return n
}

// decodeHTML returns a page as UTF-8. It may be in another encoding if it declares
// that.
func decodeHTML(data []byte) ([]byte, *encodingError) {
	bad := checkUTF8(data)
	if bad == nil {
		return data, nil
	}
	encoding, name, certain := charset.DetermineEncoding(data, "")
	declared := bytes.Contains(bytes.ToLower(data[:min(len(data), 1024)]), []byte("charset"))
	if (certain || declared) && name != "utf-8" {
		if text, err := encoding.NewDecoder().Bytes(data); err == nil {
			return text, nil
		}
	}
	return nil, bad
}
