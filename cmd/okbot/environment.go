package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"
)

// variables gives flags the values of the environment variables that their env
// tags name, and collects the problems with them. An empty variable counts as not
// set. No problem shows a value: it may be a secret in the wrong variable.
type variables struct {
	getenv   func(string) string
	problems variableErrors
	secrets  []string // values of the variables of type secret
}

// variableErrors are the variables that have no usable value, an error each.
type variableErrors []error

// Error returns all errors, a line each.
func (e variableErrors) Error() string { return errors.Join(e...).Error() }

// err returns all problems, or nil.
func (v *variables) err() error {
	if len(v.problems) == 0 {
		return nil
	}
	return v.problems
}

// parser returns a kong parser that fills grammar, and resolves flags by v alone:
// kong's own reading of variables takes an empty one for a value, stops at the
// first problem and shows the value.
func (v *variables) parser(grammar any, options ...kong.Option) (*kong.Kong, error) {
	parser, err := kong.New(grammar, append(options, kong.Resolvers(v))...)
	if err != nil {
		return nil, err
	}
	for _, flag := range parser.Model.Flags {
		flag.Tag.Envs = nil // Flag.Envs keeps the names
	}
	return parser, nil
}

// Validate does nothing: it is there for kong.Resolver.
func (*variables) Validate(*kong.Application) error { return nil }

// Resolve returns the value of the flag's variable, or nil if that is not set or
// has a problem.
func (v *variables) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Envs {
		text, err := v.read(name, flag)
		if err == nil && text != "" {
			err = decode(flag, text)
		}
		switch {
		case err != nil:
			v.problems = append(v.problems, fmt.Errorf("%s: %w", name, err))
		case text == "":
		case flag.IsSlice():
			return list(text), nil
		default:
			return text, nil
		}
	}
	return nil, nil
}

// list returns the paths of a variable that holds several, as PATH does.
func list(text string) (paths []any) {
	for _, path := range filepath.SplitList(text) {
		paths = append(paths, path)
	}
	return paths
}

// decode reports whether the flag can have the value text.
func decode(flag *kong.Flag, text string) error {
	target := reflect.New(flag.Target.Type()).Elem()
	scan := kong.ScanFromTokens(kong.Token{Type: kong.FlagValueToken, Value: text})
	err := flag.Mapper.Decode(&kong.DecodeContext{Value: flag.Value, Scan: scan}, target)
	if err != nil && flag.IsBool() {
		return errors.New("write 1 or 0") // kong's own error shows the value
	}
	return err
}

// read returns the value of the variable name, "" if it is not set.
func (v *variables) read(name string, flag *kong.Flag) (string, error) {
	text := strings.TrimSpace(v.getenv(name))
	if flag.Target.Type() == reflect.TypeFor[secret]() {
		return v.readSecret(name, text)
	}
	if tokens.MatchString(text) && !exists(text) {
		return "", errors.New("holds a token or a password: set the variable that is meant for it")
	}
	return text, nil
}

// tokens match a token or signing secret of Slack
// (https://docs.slack.dev/authentication/tokens), a token of Discord
// (https://docs.discord.com/developers/reference#authentication), and an address
// with a password; none of them within a path.
var tokens = regexp.MustCompile(`(^|[\s"'=])(xox[a-z]-|xapp-|[\w-]{20,}\.[\w-]{5,}\.[\w-]{20,})|^[0-9a-f]{32}$|://[^/]*@`)

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// readSecret returns the secret text, or the content of the file that the variable
// name_FILE names.
func (v *variables) readSecret(name, text string) (string, error) {
	file := strings.TrimSpace(v.getenv(name + "_FILE"))
	switch {
	case file != "" && text != "":
		return "", fmt.Errorf("set as well as %s_FILE: keep one of them", name)
	case file != "":
		content, err := readSecretFile(file)
		if err != nil {
			v.problems = append(v.problems, fmt.Errorf("%s_FILE: %w", name, err))
		}
		text = content
	}
	if text != "" {
		v.secrets = append(v.secrets, text)
	}
	return text, nil
}

// maxSecretBytes is how long a secret may be.
const maxSecretBytes = 1 << 14

// readSecretFile returns the content of a file. No error shows the file's name,
// which may be the secret itself.
func readSecretFile(name string) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", unnamed(err)
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, maxSecretBytes+1))
	switch text := strings.TrimSpace(string(content)); {
	case err != nil:
		return "", unnamed(err)
	case len(content) > maxSecretBytes:
		return "", errors.New("the file holds more than a secret")
	case text == "":
		return "", errors.New("the file is empty: write the value into it, or unset the variable")
	default:
		return text, nil
	}
}

// unnamed returns the error of a file without the file's name.
func unnamed(err error) error {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("%w: name a file that holds the value", err)
}
