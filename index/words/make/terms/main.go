// Command terms prints the terms that okbot's analyzer makes of each line of
// standard input, with blanks between them. The maker of a word table calls it
// so that the table has the index's own terms.
package main

import (
	"bufio"
	"fmt"
	"os"

	"okbot/index/ko"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "terms:", err)
		os.Exit(1)
	}
}

func run() error {
	var analyzer ko.Analyzer
	in, out := bufio.NewScanner(os.Stdin), bufio.NewWriter(os.Stdout)
	for in.Scan() {
		for i, t := range analyzer.Tokens(nil, in.Text()) {
			if i > 0 {
				out.WriteByte(' ')
			}
			out.WriteString(t.Term)
		}
		out.WriteByte('\n')
	}
	if err := in.Err(); err != nil {
		return err
	}
	return out.Flush()
}
