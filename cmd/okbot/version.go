package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/alecthomas/kong"
)

// versionCmd is "okbot version".
type versionCmd struct {
	Licences bool `help:"Print the licences of okbot and of all that is in it."`
}

// Run prints the version, or the licences.
func (c *versionCmd) Run(p *program, s *shared) error {
	if c.Licences {
		return p.printLicences()
	}
	v := readVersion()
	if s.JSON {
		return p.writeJSON(v)
	}
	_, err := fmt.Fprintln(p.stdout, v)
	return err
}

// versionFlag is --version.
type versionFlag bool

// BeforeReset prints the version and ends the program.
func (versionFlag) BeforeReset(k *kong.Kong) error {
	fmt.Fprintln(k.Stdout, readVersion())
	k.Exit(ok)
	return nil
}

// IgnoreDefault keeps the default command from running.
func (versionFlag) IgnoreDefault() {}

// version is what the build information tells.
type version struct {
	Version  string `json:"version"`
	Revision string `json:"revision,omitempty"`
	Time     string `json:"time,omitempty"`
	Modified bool   `json:"modified,omitempty"` // since that revision
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

func readVersion() version {
	v := version{Version: "(devel)", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	if info.Main.Version != "" {
		v.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.Revision = s.Value
		case "vcs.time":
			v.Time = s.Value
		case "vcs.modified":
			v.Modified = s.Value == "true"
		}
	}
	return v
}

// String returns the version in one line.
func (v version) String() string {
	line := "okbot " + v.Version
	if v.Revision != "" {
		line += " " + v.Revision[:min(12, len(v.Revision))]
	}
	if v.Modified {
		line += "+changes"
	}
	if v.Time != "" {
		line += " " + v.Time
	}
	return line + " " + v.Go + " " + v.Platform
}
