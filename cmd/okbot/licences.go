package main

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
)

// licences are those of okbot and of all that is linked into it, compressed.
//
//go:generate go test -run ^TestLicences$ . -update
//go:embed licences.txt.gz
var licences []byte

// printLicences writes them.
func (p *program) printLicences() error {
	text, err := gzip.NewReader(bytes.NewReader(licences))
	if err != nil {
		return fmt.Errorf("licences: %w", err)
	}
	_, err = io.Copy(p.stdout, text)
	return err
}
