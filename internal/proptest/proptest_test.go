package proptest_test

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/cedego/cede/internal/proptest"
)

// inner marks a run of this test binary by itself, to see laws fail.
const inner = "CEDE_PROPTEST_INNER"

func below(limit int64) gopter.Prop {
	return prop.ForAll(func(n int64) bool { return n < limit }, gen.Int64Range(0, 1000000))
}

func TestCheck_holds(t *testing.T) {
	proptest.Check(t, "a sum does not depend on the order", prop.ForAll(
		func(a, b int64) bool { return a+b == b+a }, gen.Int64(), gen.Int64()))
}

// TestInner holds laws that must fail; TestCheck_fails runs it.
func TestInner(t *testing.T) {
	if os.Getenv(inner) == "" {
		t.Skip("run by TestCheck_fails")
	}
	proptest.Check(t, "false law", below(1000))
	proptest.Check(t, "panics", prop.ForAll(func(n int64) bool { panic("broken") }, gen.Int64()))
	proptest.Check(t, "discards most", prop.ForAll(func(n int64) bool { return true },
		gen.Int64Range(0, 9).SuchThat(func(n int64) bool { return n == 3 })))
	proptest.Check(t, "always the same", prop.ForAll(func(n int64) bool { return true }, gen.Const(int64(3))))
	proptest.Check(t, "takes nothing", prop.ForAll(func() bool { return true }))
	proptest.Check(t, "proved at once", func(*gopter.GenParameters) *gopter.PropResult {
		return &gopter.PropResult{Status: gopter.PropProof}
	})
	proptest.Check(t, "no property", nil)
	proptest.Check(t, "twice", below(1<<40))
	proptest.Check(t, "twice", below(1<<40))
	proptest.Check(t, "Not (words)", below(1<<40))
}

func run(t *testing.T, args ...string) string {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(binary, args...)
	cmd.Env = append(os.Environ(), inner+"=1")
	out, err := cmd.CombinedOutput()
	if err == nil {
		t.Fatalf("laws that must fail passed:\n%s", out)
	}
	return string(out)
}

func TestCheck_fails(t *testing.T) {
	out := run(t, "-test.run=^TestInner$", "-test.v")
	for _, want := range []string{
		`(?s)TestInner/false_law.*ARG_0: 1000\n\s*ARG_0_ORIGINAL \(\d+ shrinks\): \d+\n`,
		`reproduce: go test -run '\^TestInner\$/\^false_law\$' -prop\.seed=0 -prop\.runs=200`,
		`(?s)TestInner/panics.*broken.*proptest_test\.go`,
		`(?s)TestInner/discards_most.*Gave up after only`,
		`(?s)TestInner/always_the_same.*all 200 cases were the same input: 3`,
		`(?s)TestInner/takes_nothing.*all 200 cases were the same input`,
		`(?s)TestInner/proved_at_once.*only 1 of 200 cases were tried`,
		`(?s)TestInner/no_property.*there is no property`,
		`two laws of this test are called "twice"`,
		`must be lower-case words \(got "Not \(words\)"\)`,
		`--- PASS: TestInner/twice `,
	} {
		if !regexp.MustCompile(want).MatchString(out) {
			t.Errorf("no match for %s in:\n%s", want, out)
		}
	}
}

func TestCheck_repeats(t *testing.T) {
	args := []string{"-test.run=^TestInner$/^false_law$"}
	original := regexp.MustCompile(`_ORIGINAL.*`)
	first, again := original.FindString(run(t, args...)), original.FindString(run(t, args...))
	if first == "" || first != again {
		t.Errorf("two runs with one seed: %q and %q", first, again)
	}
	if other := original.FindString(run(t, append(args, "-prop.seed=1")...)); other == "" || other == first {
		t.Errorf("another seed drew the same case: %q", other)
	}
	if out := run(t, append(args, "-prop.runs=x")...); !strings.Contains(out, `prop.runs: strconv.ParseInt: parsing "x"`) {
		t.Errorf("a bad flag is not reported:\n%s", out)
	}
}
