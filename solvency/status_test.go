package solvency_test

import (
	"testing"

	"github.com/cedego/cede/solvency"
	"github.com/cedego/cede/solvency/cross2"
)

// The thresholds of Arts. 8 and 23 of the regulations at both sides, of a minimum capital of 100 yuan.
func TestStatus(t *testing.T) {
	line := func(row, yuan string) cross2.Line { return must[cross2.Line](t)(solvency.Given(row, dec(yuan))) }
	for _, tt := range []struct {
		core, supplementary string
		rating              solvency.Rating
		want                solvency.Compliance
		inspection          bool
	}{
		{"60", "60", solvency.B, solvency.Compliant, false},
		{"59.99", "60.01", solvency.B, solvency.Compliant, true}, // 0.5999: the core ratio
		{"60", "59.99", solvency.AAA, solvency.Compliant, true},  // 1.1999: the comprehensive ratio
		{"50", "50", solvency.BBB, solvency.Compliant, true},
		{"49.99", "100", solvency.A, solvency.NotCompliant, true},
		{"50", "49.99", solvency.AA, solvency.NotCompliant, true},
		{"120", "0", solvency.C, solvency.NotCompliant, false},
		{"120", "0", solvency.D, solvency.NotCompliant, false},
		{"120", "0", "", solvency.RatingNotGiven, false},
		{"120", "0", solvency.BB, solvency.Compliant, false},
		{"49.99", "100", "", solvency.NotCompliant, true},
		{"-1", "0", "", solvency.NotCompliant, true},
	} {
		c := plain(t, solvency.Property)
		c.NonLife, c.Market, c.Credit = line("S05-1.2", "100"), line("S05-1.3", "0"), line("S05-1.4", "0")
		c.Core1, c.Supplementary1, c.Rating = line("S02-1", tt.core), line("S02-3", tt.supplementary), tt.rating
		r := must[*solvency.Report](t)(c.Report(edition(t, "2022-03-31")))
		if got := r.Status(); got.Compliance != tt.want || got.KeyInspection != tt.inspection {
			t.Errorf("%+v: got %+v", tt, got)
		}
	}
}

// The ratio printed is 50.00 %, and the company does not comply: the ratios are compared before they are rounded.
func TestStatus_exact(t *testing.T) {
	line := func(row, yuan string) cross2.Line { return must[cross2.Line](t)(solvency.Given(row, dec(yuan))) }
	c := plain(t, solvency.Property)
	c.NonLife, c.Market, c.Credit = line("S05-1.2", "1000000"), line("S05-1.3", "0"), line("S05-1.4", "0")
	c.Core1, c.Supplementary1 = line("S02-1", "499999.99"), line("S02-3", "600000")
	r := must[*solvency.Report](t)(c.Report(edition(t, "2022-03-31")))
	if got := amount(t, r, "S01-6"); got != "0.5" {
		t.Errorf("core ratio: got %s", got)
	}
	if got := r.Status(); got.Core || got.Compliance != solvency.NotCompliant {
		t.Errorf("got %+v", got)
	}
}

// Without minimum capital there are no ratios, as on the form.
func TestStatus_noRequirement(t *testing.T) {
	line := func(row string) cross2.Line { return must[cross2.Line](t)(solvency.Given(row, dec("0"))) }
	c := plain(t, solvency.Property)
	c.NonLife, c.Market, c.Credit = line("S05-1.2"), line("S05-1.3"), line("S05-1.4")
	r := must[*solvency.Report](t)(c.Report(edition(t, "2022-03-31")))
	if _, ok := r.Row("S01-6"); ok {
		t.Error("a core ratio")
	}
	if _, ok := r.Row("S01-8"); ok {
		t.Error("a comprehensive ratio")
	}
	if got := r.Status().Compliance; got != solvency.NoRequirement {
		t.Errorf("got %s", got)
	}
	if got := amount(t, r, "S01-5"); got != "100" {
		t.Errorf("surplus: got %s", got)
	}
}
