// Command decimut changes a package one small step at a time and runs its tests on
// each change. A change that no test notices is printed as a survivor with its place.
//
//	go run ./internal/decimut [-ops names] [-run regexp] [-timeout 60s] ./treaty
//
// Three families of changes exist, all on by default: decimal swaps the methods
// of decimals (Add and Sub, Round and Truncate, the scale of DivRound), compare
// swaps comparisons and the numbers 0 and 1 beside them, arith swaps + and -,
// min and max.
//
// A survivor that changes nothing a test could see is accepted by a comment on its
// line:
//
//	if x <= 0 { // mutant: zero is handled alike below
//
// The sources are never touched, the changed file is handed to go test as an
// overlay. The exit code is 1 where a survivor has no reason.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// errSurvivors is returned when a survivor has no reason.
var errSurvivors = errors.New("survivors without a reason")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "decimut:", err)
		os.Exit(1)
	}
}

// A config says what to change and how to test it.
type config struct {
	dir     string
	ops     []string
	tests   string
	timeout time.Duration
}

func run(ctx context.Context, args []string, out io.Writer) error {
	c := config{}
	flags := flag.NewFlagSet("decimut", flag.ContinueOnError)
	ops := flags.String("ops", strings.Join(families, ","), "families of changes, comma-separated")
	flags.StringVar(&c.tests, "run", "", "run only the tests that match")
	flags.DurationVar(&c.timeout, "timeout", time.Minute, "limit of one test run; a change that reaches it counts as noticed")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("name one package folder")
	}
	c.ops = strings.Split(*ops, ",")
	for _, op := range c.ops {
		if !slices.Contains(families, op) {
			return fmt.Errorf("unknown family %q, have %s", op, strings.Join(families, ", "))
		}
	}
	dir, err := filepath.Abs(flags.Arg(0))
	if err != nil {
		return err
	}
	c.dir = dir
	return c.mutate(ctx, out)
}

// mutate tests every change of the package in turn.
func (c config) mutate(ctx context.Context, out io.Writer) error {
	files, err := filepath.Glob(filepath.Join(c.dir, "*.go"))
	if err != nil {
		return err
	}
	files = slices.DeleteFunc(files, func(f string) bool { return strings.HasSuffix(f, "_test.go") })
	if len(files) == 0 {
		return fmt.Errorf("no Go files in %s", c.dir)
	}
	temp, err := os.MkdirTemp("", "decimut")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(temp) }()

	if killed, text, err := c.test(ctx, temp, "", nil); err != nil {
		return err
	} else if killed {
		return fmt.Errorf("the tests fail without any change:\n%s", text)
	}
	var killed, accepted, lived, unbuilt int
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		mutants, err := mutants(file, src, c.ops)
		if err != nil {
			return err
		}
		for _, m := range mutants {
			noticed, text, err := c.test(ctx, temp, file, m.source)
			switch {
			case err != nil:
				return err
			case noticed && bytes.Contains(text, []byte("[build failed]")):
				unbuilt++
			case noticed:
				killed++
			case m.reason != "":
				accepted++
			default:
				lived++
				_, _ = fmt.Fprintf(out, "SURVIVED %s:%d:%d: %s\n", filepath.Base(file), m.line, m.column, m.change)
			}
		}
	}
	_, _ = fmt.Fprintf(out, "%d killed, %d survived, %d accepted with a reason, %d did not compile\n", killed, lived, accepted, unbuilt)
	if lived > 0 {
		return errSurvivors
	}
	return nil
}

// test runs the tests of the package, with file replaced by source if it is not
// empty, and reports whether they fail, with what they print.
func (c config) test(ctx context.Context, temp, file string, source []byte) (failed bool, text []byte, err error) {
	// The go command's own limit does not count the build, so ours is longer.
	ctx, cancel := context.WithTimeout(ctx, c.timeout+time.Minute)
	defer cancel()
	args := []string{"test", "-count=1", "-failfast", "-timeout=" + c.timeout.String()}
	if c.tests != "" {
		args = append(args, "-run="+c.tests)
	}
	if file != "" {
		changed, overlay := filepath.Join(temp, "changed.go"), filepath.Join(temp, "overlay.json")
		text, err := json.Marshal(map[string]map[string]string{"Replace": {file: changed}})
		if err != nil {
			return false, nil, err
		}
		if err := errors.Join(os.WriteFile(changed, source, 0o600), os.WriteFile(overlay, text, 0o600)); err != nil {
			return false, nil, err
		}
		args = append(args, "-overlay="+overlay)
	}
	cmd := exec.CommandContext(ctx, "go", append(args, ".")...)
	cmd.Dir = c.dir
	cmd.WaitDelay = time.Second
	// Tests that make temporary files leave them in our folder if they are cut off.
	cmd.Env = append(os.Environ(), "TMPDIR="+temp, "TMP="+temp)
	text, err = cmd.CombinedOutput()
	if err != nil && errors.Is(context.Cause(ctx), context.Canceled) {
		return false, nil, context.Canceled
	}
	return err != nil, text, nil
}
