package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func command(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(args, &out, &errs)
	return code, out.String(), errs.String()
}

// The built-in quarters come out as they were published.
func TestRun(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want []string
	}{
		{nil, []string{
			"4 Minimum capital 213,233.38 213,233.38 0.00",
			"8 Comprehensive solvency ratio 208.72% 208.72% 0.00%",
			"1.3.7 Market: diversification 27,807.51 27,807.51 0.00",
			"ratios met, rating not given; key inspection: false",
			"every figure stated is within 200 yuan",
		}},
		{[]string{"-company", "property", "-lang", "zh"}, []string{"行次", "核心偿付能力充足率", "443.87%", "财产险公司和再保险公司最低资本的比例"}},
	} {
		code, out, errs := command(t, tt.args...)
		if code != exitOK || errs != "" {
			t.Errorf("%q: code %d, %s", tt.args, code, errs)
		}
		for _, want := range tt.want {
			if !strings.Contains(strings.Join(strings.Fields(out), " "), want) {
				t.Errorf("%q: no %q in\n%s", tt.args, want, out)
			}
		}
	}
}

func TestRun_refuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "return.csv")
	good, err := data.ReadFile("data/property.csv")
	if err != nil {
		t.Fatal(err)
	}
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	own := func(more ...string) []string {
		return append([]string{"-return", file, "-kind", "property", "-assets", "6000000000"}, more...)
	}
	write(string(good))
	if code, out, errs := command(t, own()...); code != exitOK {
		t.Errorf("code %d\n%s%s", code, out, errs)
	}
	for _, tt := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"-company", "bank"}, exitFailed, "bank.csv"},
		{[]string{"-nothing"}, exitUsage, "flag provided but not defined"},
		{[]string{"-help"}, exitOK, "built-in quarter"},
		{own("-date", "2024-13-01"), exitFailed, "-date: "},
		{own("-date", "2021-12-31"), exitFailed, "must not be before 2022-03-31"},
		{own("-assets", "much"), exitFailed, "-assets: must be a number (got much)"},
		{own("-tolerance", "x"), exitFailed, "-tolerance: must be a number (got x)"},
		{own("-scale", "千元"), exitFailed, "scale: must be one of"},
		{own("-kind", "bank"), exitFailed, "kind: must be one of"},
		{own("-assets", ""), exitFailed, "totalAssets: must not be empty"},
		{own("-return", file+"x"), exitFailed, "no such file"},
	} {
		if code, out, errs := command(t, tt.args...); code != tt.code || !strings.Contains(errs, tt.want) {
			t.Errorf("%q: code %d, want %d\n%s%s", tt.args, code, tt.code, out, errs)
		}
	}
	write(strings.Replace(string(good), "S05-4,53973.88", "S05-4,53993.88", 1))
	if code, out, _ := command(t, own()...); code != exitFailed || !strings.Contains(out, "S05-4: must be 539738") {
		t.Errorf("a changed figure: code %d\n%s", code, out)
	}
	write("row,amount\nS05-9,1\n")
	if code, _, errs := command(t, own()...); code != exitFailed || !strings.Contains(errs, "line 2.row: must be a row") {
		t.Errorf("a row that is none: code %d, %s", code, errs)
	}
	write(strings.Repeat("x", maxReturn+1))
	if code, _, errs := command(t, own()...); code != exitFailed || errs == "" {
		t.Errorf("too large: code %d, %s", code, errs)
	}
}
