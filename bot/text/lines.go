package text

import (
	"bufio"
	"errors"
	"io"
	"iter"
	"strings"
)

// MaxLine is how many bytes a line may have.
const MaxLine = 1 << 20

// ErrLongLine stands for a line of over [MaxLine] bytes, which is skipped.
var ErrLongLine = errors.New("the line is longer than 1 MiB")

// Lines yields the lines of r as they come, without their ends (LF or CRLF). A
// line that is too long is yielded as [ErrLongLine], and the next ones follow;
// any other error is the last.
func Lines(r io.Reader) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		in := bufio.NewReaderSize(r, 64<<10)
		for {
			line, err := readLine(in)
			switch {
			case err == io.EOF:
				return
			case err == ErrLongLine:
				line = ""
			case err != nil:
				yield("", err)
				return
			}
			if !yield(line, err) {
				return
			}
		}
	}
}

// readLine returns the next line. At the end it returns io.EOF, and so after a
// last line that no line break ends.
func readLine(in *bufio.Reader) (string, error) {
	var line []byte
	size := 0
	for {
		part, err := in.ReadSlice('\n')
		size += len(part)
		if len(strings.TrimRight(string(part), "\r\n"))+len(line) <= MaxLine {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err != nil && (err != io.EOF || size == 0):
			return "", err
		case len(line) < size:
			return "", ErrLongLine
		}
		return strings.TrimSuffix(strings.TrimSuffix(string(line), "\n"), "\r"), nil
	}
}
