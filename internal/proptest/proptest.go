// Package proptest runs the laws of the library: properties that must hold for
// every generated input.
//
// Every law has its own stream of cases, whose seed depends only on the full name
// of its subtest. So adding, removing or reordering laws changes no other law's
// cases, and a green run is green again anywhere. Two flags widen the search:
//
//	go test ./treaty -prop.seed=7 -prop.runs=20000
//
// They exist only in packages whose tests import this one; for several packages
// at once set CEDE_PROP_SEED and CEDE_PROP_RUNS, which the flags override.
package proptest

import (
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
)

// defaultRuns is the number of cases of each law where nothing else is asked for.
const defaultRuns = 200

var (
	seedFlag = flag.String("prop.seed", "", "number added to the seed of every law (default 0)")
	runsFlag = flag.String("prop.runs", "", "cases to try for every law (default "+strconv.Itoa(defaultRuns)+")")

	lowerCaseWords = regexp.MustCompile(`^[a-z0-9]+(?:[ -][a-z0-9]+)*$`)
)

// Check runs p as the subtest called name, which must be lower-case words and must
// not be used twice in one test. A failure prints the shrunk input, the original
// one and the command that repeats it.
//
// A law that was hardly tried fails as well: one that discards more cases than
// it tries, and one that sees the same input every time.
func Check(t *testing.T, name string, p gopter.Prop) {
	t.Helper()
	if !lowerCaseWords.MatchString(name) {
		t.Errorf("the name of a law must be lower-case words (got %q)", name)
		return
	}
	salt, err := setting(*seedFlag, "CEDE_PROP_SEED", 0)
	if err != nil {
		t.Fatalf("prop.seed: %v", err)
	}
	runs, err := setting(*runsFlag, "CEDE_PROP_RUNS", defaultRuns)
	if err == nil && (runs < 2 || runs > 1<<30) {
		err = fmt.Errorf("must be from 2 to %d (got %d)", 1<<30, runs)
	}
	if err != nil {
		t.Fatalf("prop.runs: %v", err)
	}
	want := t.Name() + "/" + strings.ReplaceAll(name, " ", "_")
	t.Run(name, func(t *testing.T) {
		t.Helper()
		if t.Name() != want { // the testing package numbers the second subtest of one name
			t.Fatalf("two laws of this test are called %q", name)
		}
		if report := failure(t.Name(), p, salt, int(runs)); report != "" {
			t.Errorf("%s\nreproduce: go test -run '%s' -prop.seed=%d -prop.runs=%d", report, pattern(t.Name()), salt, runs)
		}
	})
}

// failure tries p and says what is wrong, or nothing.
func failure(name string, p gopter.Prop, salt int64, runs int) string {
	if p == nil {
		return "there is no property"
	}
	first, varied := "", false
	watched := func(params *gopter.GenParameters) *gopter.PropResult {
		result := p(params)
		if !varied && result.Status == gopter.PropTrue {
			var b strings.Builder
			for _, arg := range result.Args {
				b.WriteString(arg.ArgFormatted)
				b.WriteByte('\n')
			}
			if first == "" {
				first = b.String()
			}
			varied = b.String() != first
		}
		return result
	}
	params := gopter.DefaultTestParametersWithSeed(seed(name) + salt)
	params.MinSuccessfulTests = runs
	params.MaxDiscardRatio = 1
	result := gopter.Prop(watched).Check(params)
	switch {
	case !result.Passed():
		var b strings.Builder
		// The width keeps long values in one line, so that they can be copied.
		gopter.NewFormatedReporter(false, 1<<20, &b).ReportTestResult(name, result)
		return strings.TrimSpace(strings.TrimSpace(b.String()) + "\n" + string(result.ErrorStack))
	case result.Succeeded < runs:
		return fmt.Sprintf("only %d of %d cases were tried", result.Succeeded, runs)
	case !varied:
		return fmt.Sprintf("all %d cases were the same input: %s", runs, strings.TrimRight(first, "\n"))
	}
	return ""
}

// seed is a number that depends on nothing but the name.
func seed(name string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name)) // a hash never fails
	return int64(h.Sum64())
}

// setting reads a flag, or else the environment, or else takes the fallback.
func setting(value, variable string, fallback int64) (int64, error) {
	if value == "" {
		value = os.Getenv(variable)
	}
	if value == "" {
		return fallback, nil
	}
	return strconv.ParseInt(value, 10, 64)
}

// pattern is the -run argument for exactly the subtest of that full name.
func pattern(name string) string {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		parts[i] = "^" + regexp.QuoteMeta(part) + "$"
	}
	return strings.Join(parts, "/")
}
