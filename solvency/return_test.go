package solvency_test

import (
	"strings"
	"testing"

	"github.com/cedego/cede/solvency"
	"github.com/cedego/cede/solvency/cross2"
)

func TestReadReturn_refuses(t *testing.T) {
	for _, tt := range []struct{ want, text string }{
		{"must have at least one row", ""},
		{"must have at least one row", "row,amount\n"},
		{"line 1: must be the header row,amount (got S05-1,3)", "S05-1,3\n"},
		{"line 1: must be the header row,amount (got row,amount,note)", "row,amount,note\nS05-1,3,x\n"},
		{"line 1: must be the header row,amount (got code,amount)", "code,amount\nS05-1,3\n"},
		{"line 1: must be the header row,amount (got row,value)", "row,value\nS05-1,3\n"},
		{"line 1: must be the header row,amount (got row)", "row\nS05-1\n"},
		{"line 2.row: must be a row of the sheets S01 to S05 of the quarterly return (got S05-1.9)", "row,amount\nS05-1.9,3\n"},
		{"line 3.row: must not be there twice (got S05-1)", "row,amount\nS05-1,3\nS05-1,3\n"},
		{"line 2.amount: must be a decimal number, such as -1234.56 (got NaN)", "row,amount\nS05-1,NaN\n"},
		{"line 2.amount: must be a decimal number, such as -1234.56", "row,amount\nS05-1,\n"},
		{"line 2.amount: has too many digits (got 1e999999999)", "row,amount\nS05-1,1e999999999\n"},
		{"line 2: must have two cells (got S05-1,1,2)", "row,amount\nS05-1,1,2\n"},
		{"line 2: must have quotes only around a whole cell, and double inside it", "row,amount\nS05-1,\"1\n"},
		{"line 2.amount: must be a decimal number, such as -1234.56 (got x)\nline 3.row: must be a row of the sheets S01 to S05 of the quarterly return (got y)", "row,amount\nS05-1,x\ny,1\nS05-2,1\n"},
	} {
		_, err := solvency.ReadReturn(strings.NewReader(tt.text), 1<<16, cross2.InWan)
		if err == nil || strings.ReplaceAll(err.Error(), " (got )", "") != tt.want {
			t.Errorf("%q: got error %v\nwant %s", tt.text, err, tt.want)
		}
	}
	_, err := solvency.ReadReturn(strings.NewReader("row,amount\nS05-1,1\n"), 1<<16, "千元")
	wantText(t, err, "scale: must be one of 元, 万元, 亿元 (got 千元)")
	if _, err := solvency.ReadReturn(strings.NewReader("row,amount\nS05-1,1\n"), 5, cross2.InWan); err == nil {
		t.Error("above the limit: no error")
	}
	_, err = solvency.ReadReturn(strings.NewReader("row,amount\n"+strings.Repeat("x,1\n", 1000)), 1<<16, cross2.InWan)
	if err == nil || strings.Count(err.Error(), "\n") != 99 {
		t.Error("more than a hundred problems, or none")
	}
}

// Amounts are converted exactly, ratios are not.
func TestReadReturn_scale(t *testing.T) {
	for scale, want := range map[cross2.Scale]string{cross2.InYuan: "1.23", cross2.InWan: "12300", cross2.InYi: "123000000"} {
		r := must[*solvency.Return](t)(solvency.ReadReturn(strings.NewReader("\uFEFFrow,amount\nS05-1,1.23\nS01-6,2.05\nS01-8,3\n"), 1<<16, scale))
		x, ok := r.Amount("S05-1")
		ratio, _ := r.Amount("S01-6")
		if !ok || x.String() != want || ratio.String() != "2.05" {
			t.Errorf("%s: got %s, %s", scale, x, ratio)
		}
		if _, ok := r.Amount("S05-2"); ok || len(r.Rows()) != 3 || r.Rows()[2] != "S01-8" {
			t.Errorf("%s: rows %v", scale, r.Rows())
		}
	}
}

func read(t *testing.T, lines ...string) *solvency.Return {
	t.Helper()
	return must[*solvency.Return](t)(solvency.ReadReturn(strings.NewReader("row,amount\n"+strings.Join(lines, "\n")), 1<<16, cross2.InYuan))
}

func TestReturn_Company(t *testing.T) {
	e := edition(t, "2022-03-31")
	_, err := read(t, "S05-1.4.1,1").Company(e, "bank")
	wantText(t, err, "kind: must be one of property, life, reinsurer (got bank)")
	_, err = read(t, "S05-1.4.1,1", "S05-1.3.2,-1", "S05-1.3.1,2").Company(e, solvency.Property)
	const zero = ": must be stated, as other parts of "
	wantText(t, err, "S05-1.3.2: must not be negative (got -1)\n"+
		"S05-1.3.3"+zero+"S05-1.3 are: zero says that there is none\nS05-1.3.4"+zero+"S05-1.3 are: zero says that there is none\n"+
		"S05-1.3.5"+zero+"S05-1.3 are: zero says that there is none\nS05-1.3.6"+zero+"S05-1.3 are: zero says that there is none\n"+
		"S05-1.4.2"+zero+"S05-1.4 are: zero says that there is none")
	_, err = read(t, "S05-1.1.1,0", "S05-1.1,1", "S05-1.6.2,2").Company(e, solvency.Property)
	wantText(t, err, "S05-1.1: must be zero: a property company has no life business (got 1)\nS05-1.6.2: must be zero: a property company has no life business (got 2)")
	if _, err := read(t, "S05-1.4.1,1", "S05-1.4.2,1").Company(nil, solvency.Property); err == nil {
		t.Error("no edition: no error")
	}

	// Totals alone, in the rows of the first sheet where that has them; a company of any kind.
	c := must[solvency.Company](t)(read(t, "S05-1.1,3", "S05-1.2,4", "S05-1.3,5", "S05-1.4,6", "S05-1.6.1,1", "S05-1.6.2,2", "S05-2,0.5",
		"S05-3.1,1", "S05-3.2,2", "S05-3.3,3", "S05-3.4,4", "S01-3.1,100", "S02-2,10", "S01-3.2,99", "S01-3.3,20", "S02-4,1", "S01-1,500", "S01-2,369",
	).Company(e, solvency.Life))
	r := must[*solvency.Report](t)(c.Report(e))
	for row, want := range map[string]string{
		"S05-1.6": "1", "S05-1": "10.62", "S05-3": "10", "S05-4": "21.12", "S02-1": "100", "S02-2": "10", "S02-3": "20", "S02-4": "1", "S01-3": "131", // 11.62 − 1
	} {
		if got := amount(t, r, row); got != want {
			t.Errorf("%s: got %s, want %s", row, got, want)
		}
	}
	// A reinsurer's non-life matrix is the same figure from another rule.
	c = must[solvency.Company](t)(read(t, "S05-1.2.1,3", "S05-1.2.2,4").Company(e, solvency.Reinsurer))
	if c.NonLife.Head().Citation.Rule != "6" || c.NonLife.Amount().String() != "5.57" { // √(9 + 16 + 6)
		t.Errorf("got %s of rule %s", c.NonLife.Amount(), c.NonLife.Head().Citation.Rule)
	}
}

func TestReturn_Check(t *testing.T) {
	e := edition(t, "2022-03-31")
	c := plain(t, solvency.Property)
	r := must[*solvency.Report](t)(c.Report(e))                            // 10.22 of capital, core ratio 100 / 10.22 = 9.7847
	good := read(t, "S05-1,10.22", "S01-6,9.7847", "S05-1.1,7", "S03-1,9") // the last two are not in the report
	if err := good.Check(r, dec("0"), dec("0")); err != nil {
		t.Error(err)
	}
	bad := read(t, "S05-1,10.23", "S01-6,9.7846")
	wantText(t, bad.Check(r, dec("0.009"), dec("0.00009")), "S05-1: must be 10.22 within 0.009, as its parts give (got 10.23)\nS01-6: must be 9.7847 within 0.00009, as its parts give (got 9.7846)")
	if err := bad.Check(r, dec("0.01"), dec("0.0001")); err != nil {
		t.Error(err)
	}
	wantText(t, bad.Check(r, dec("-1"), dec("0")), "tolerance: must not be negative (got -1)")
	wantText(t, bad.Check(r, dec("0"), dec("-1")), "ratioTolerance: must not be negative (got -1)")
}

func TestReport_sheets(t *testing.T) {
	r := must[*solvency.Report](t)(plain(t, solvency.Property).Report(edition(t, "2022-03-31")))
	for _, sheet := range []string{"S03", "S1", ""} {
		if _, err := r.Sheet(sheet); err == nil {
			t.Errorf("%q: no error", sheet)
		}
		if _, err := r.Table(sheet, cross2.English, cross2.InWan); err == nil {
			t.Errorf("%q: no error", sheet)
		}
	}
	if _, err := r.Table("S01", cross2.English, "千元"); err == nil {
		t.Error("an unknown scale: no error")
	}
	lines := must[[]cross2.Line](t)(r.Sheet("S05"))
	var codes []string
	for _, l := range lines {
		codes = append(codes, l.Head().Row)
	}
	if got := strings.Join(codes, " "); got != "S05-1 S05-1.2 S05-1.3 S05-1.4 S05-1.5 S05-2 S05-3 S05-3.1 S05-3.2 S05-3.3 S05-3.4 S05-4" {
		t.Errorf("got %s", got)
	}
	var none solvency.Report
	if _, ok := none.Row("S01-1"); ok {
		t.Error("the zero report has a row")
	}
}

// Whatever is read is refused, or gives a company that is refused or reported.
func FuzzReadReturn(f *testing.F) {
	f.Add("row,amount\nS05-1.2,4\nS05-1.3,5\nS05-1.4,6\nS05-2,0\nS02-1,100\nS02-2,0\nS02-3,0\nS02-4,0\n", "property")
	f.Add("row,amount\nS05-1.3.1,1e999\n", "life")
	f.Add("row,amount\nS05-1.2.1,4\nS05-1.2.2,-5\n\"S01-1\",9\n", "reinsurer")
	e := edition(f, "2022-03-31")
	f.Fuzz(func(t *testing.T, text, kind string) {
		r, err := solvency.ReadReturn(strings.NewReader(text), 1<<12, cross2.InWan)
		if err != nil {
			return
		}
		c, err := r.Company(e, solvency.Kind(kind))
		if err != nil {
			return
		}
		report, err := c.Report(e)
		if err != nil {
			return
		}
		for _, sheet := range []string{"S01", "S02", "S05"} {
			if _, err := report.Table(sheet, cross2.Chinese, cross2.InWan); err != nil {
				t.Error(err)
			}
		}
	})
}

// A full report from sub-risks: bounded by the making of about 100 lines and the big integers of five roots.
func BenchmarkReport(b *testing.B) {
	e := edition(b, "2025-12-31")
	text := "row,amount\nS05-1.1.1,47405.12\nS05-1.1.2,11462.24\nS05-1.1.3,2406.43\nS05-1.2,343.38\nS05-1.3.1,20000\nS05-1.3.2,9000\nS05-1.3.3,100\nS05-1.3.4,10\nS05-1.3.5,20\n" +
		"S05-1.3.6,30\nS05-1.4.1,4000\nS05-1.4.2,13000\nS05-1.6.1,83.62\nS05-1.6.2,70.72\nS05-2,10479.47\nS01-3.1,100000\nS01-3.2,0\nS01-3.3,20000\nS01-3.4,0\n"
	r, err := solvency.ReadReturn(strings.NewReader(text), 1<<16, cross2.InWan)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		c, err := r.Company(e, solvency.Life)
		if err != nil {
			b.Fatal(err)
		}
		c.TotalAssets = some("30000000000")
		if _, err := c.Report(e); err != nil {
			b.Fatal(err)
		}
	}
}
