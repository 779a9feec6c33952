package document_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/document"
)

const riskHead = "id,sumInsured,period.from,period.to"

// Each table is refused for what it is named for, and nothing is returned beside the error.
func TestReadRisks_refuses(t *testing.T) {
	type mapping = document.Mapping
	const row = "\nR1,100,2026-01-01,2026-12-31"
	const fields = "id, policy, keys.NAME, line, territory, perils, tags, grade, attributes.NAME, currency, sumInsured, pml, premium, period.from, period.to"
	whole := map[string]string{"id": "no", "sumInsured": "sum", "period.from": "a", "period.to": "b"}
	with := func(more ...string) map[string]string {
		m := map[string]string{}
		for k, v := range whole {
			m[k] = v
		}
		for i := 0; i < len(more); i += 2 {
			m[more[i]] = more[i+1]
		}
		return m
	}
	for _, tt := range []struct {
		name    string
		mapping mapping
		give    string
		want    string
	}{
		// The header.
		{"nothing", mapping{}, "", "risks:1: must have a header"},
		{"only a byte-order mark", mapping{File: "f"}, "\uFEFF", "f:1: must have a header"},
		{"only blank lines", mapping{}, "\n\r\n\n", "risks:1: must have a header"},
		{"unknown column", mapping{}, riskHead + ",remark" + row + ",", "risks:1: must have columns among " + fields + " (got remark)"},
		{"column without a name", mapping{}, riskHead + "," + row + ",", "risks:1: must have columns among " + fields},
		{"column in the wrong case", mapping{}, "id,suminsured,period.from,period.to" + row, "risks:1: must have a column spelled sumInsured (got suminsured)\nrisks:1:sumInsured: must not be missing"},
		{"key without a name", mapping{}, riskHead + ",keys." + row + ",", "risks:1: must have columns among " + fields + " (got keys.)"},
		{"two columns of one name", mapping{}, "id,sumInsured,id,period.from,period.to\n", "risks:1: must not have two columns of one name (got id)"},
		{"missing columns", mapping{}, "\n\nid,period.from\n", "risks:3:sumInsured: must not be missing\nrisks:3:period.to: must not be missing"},
		{"missing mapped column", mapping{Columns: with("premium", "保费")}, "no,sum,a,b\n", "risks:1:保费: must not be missing"},
		{"two unmapped columns of one name", mapping{Columns: whole}, "no,sum,a,b,x,x\n", "risks:1: must not have two columns of one name (got x)"},
		{"unmapped column, strictly", mapping{Columns: whole, Strict: true}, "no,sum,a,b,x\n", "risks:1: must not have a column that is not mapped (got x)"},
		{"header in another encoding", mapping{}, "\xb1\xa3\xb5\xa5,id\n", `risks:1: must be valid UTF-8 (got \xb1\xa3\xb5\xa5)`},
		{"header with a control character", mapping{}, riskHead + ",\x1b[31m\n", `risks:1: must have columns among ` + fields + ` (got \x1b[31m)`},
		{"UTF-16", mapping{}, "\xff\xfei\x00d\x00", `risks:1: must be valid UTF-8 (got \xff\xfei\x00d\x00)`},

		// The mapping.
		{"mapping of an unknown field", mapping{Columns: with("sum", "x")}, "", "columns: must be of fields among " + fields + " (got sum)"},
		{"mapping of a key without a name", mapping{Columns: with("keys.", "x")}, "", "columns: must be of fields among " + fields + " (got keys.)"},
		{"mapping to nothing", mapping{Columns: with("policy", "")}, "", "columns.policy: must not be empty"},
		{"mapping without what is needed", mapping{Columns: map[string]string{"policy": "x", "sumInsured": "y"}}, "", "columns.id: must not be missing\ncolumns.period.from: must not be missing\ncolumns.period.to: must not be missing"},
		{"comma", mapping{Comma: "::"}, "", "comma: must be a comma, a semicolon, a tab or a bar (got ::)"},
		{"thousands of two characters", mapping{Thousands: ", "}, "", "thousands: must be one character that no number contains (got , )"},
		{"thousands by a point", mapping{Thousands: "."}, "", "thousands: must be one character that no number contains (got .)"},
		{"thousands by a digit", mapping{Thousands: "0"}, "", "thousands: must be one character that no number contains (got 0)"},
		{"thousands by half a character", mapping{Thousands: "\xff"}, "", `thousands: must be one character that no number contains (got \xff)`},
		{"dates", mapping{Dates: "02/01/2006"}, "", "dates: must be one of 2006-01-02, 20060102, 2006/1/2, 2006/01/02 (got 02/01/2006)"},
		{"limits", mapping{MaxBytes: -1, MaxRowBytes: -2}, "", "maxBytes: must not be negative (got -1)\nmaxRowBytes: must not be negative (got -2)"},

		// Rows.
		{"short row", mapping{}, riskHead + row + "\nR2,1\n", "risks:3: must have as many cells as the header, 4 (got 2)"},
		{"long row", mapping{}, riskHead + row + ",", "risks:2: must have as many cells as the header, 4 (got 5)"},
		{"another encoding", mapping{}, riskHead + "\nR\xb1,100,2026-01-01,2026-12-31", `risks:2: must be valid UTF-8 (got R\xb1)`},
		{"another encoding in a column that is ignored", mapping{Columns: whole}, "no,sum,x,a,b\n1,2,\xb1,2026-01-01,2026-12-31", `risks:2: must be valid UTF-8 (got \xb1)`},
		{"quote in a cell", mapping{}, riskHead + row + "\nR\"2,100,2026-01-01,2026-12-31" + row[:1] + "R3,x,2026-01-01,2026-12-31", "risks:3: must have quotes only around a whole cell, and double inside it\nrisks:4:sumInsured: must be a decimal number, such as -1234.56 (got x)"},
		{"open quote", mapping{}, riskHead + row + "\n\"R2,100,2026-01-01,2026-12-31", "risks:3: must have quotes only around a whole cell, and double inside it"},
		{"text after a quote", mapping{}, riskHead + "\n\"R2\" ,100,2026-01-01,2026-12-31", "risks:2: must have quotes only around a whole cell, and double inside it"},
		{"line of the row, not of the cell", mapping{}, riskHead + "\n\"R\n1\",100,2026-01-01,2026-12-31\nR2,,2026-01-01,2026-12-31", "risks:4:sumInsured: must not be empty"},
		{"empty cells", mapping{Columns: whole}, "no,sum,a,b\n,,,\n", "risks:2:no: must not be empty\nrisks:2:a: must not be empty\nrisks:2:b: must not be empty\nrisks:2:sum: must not be empty"},

		// Cells.
		{"space before a number", mapping{}, riskHead + "\nR, 100,2026-01-01,2026-12-31", "risks:2:sumInsured: must be a decimal number, such as -1234.56 (got  100)"},
		{"line break in a number", mapping{}, riskHead + "\nR,\"1\n0\",2026-01-01,2026-12-31", `risks:2:sumInsured: must be a decimal number, such as -1234.56 (got 1\n0)`},
		{"decimal comma", mapping{}, riskHead + "\nR,\"100,5\",2026-01-01,2026-12-31", "risks:2:sumInsured: must be a decimal number, such as -1234.56 (got 100,5)"},
		{"exponent", mapping{}, riskHead + "\nR,1e5,2026-01-01,2026-12-31", "risks:2:sumInsured: must be a decimal number without an exponent, such as -1234.56 (got 1e5)"},
		{"hostile exponent", mapping{}, riskHead + "\nR,1e10000,2026-01-01,2026-12-31", "risks:2:sumInsured: has too many digits (got 1e10000)"},
		{"wide digits", mapping{}, riskHead + "\nR,１００,2026-01-01,2026-12-31", "risks:2:sumInsured: must be a decimal number, such as -1234.56 (got １００)"},
		{"million digits", mapping{}, riskHead + "\nR," + strings.Repeat("9", 1_000_000) + ",2026-01-01,2026-12-31", "risks:2:sumInsured: must be a decimal number of at most 64 characters (got " + strings.Repeat("9", 61) + "...)"},
		{"another layout of dates", mapping{}, riskHead + "\nR,1,2026/01/01,20261231", "risks:2:period.from: must be a date as 2006-01-02 (got 2026/01/01)\nrisks:2:period.to: must be a date as 2006-01-02 (got 20261231)"},
		{"no digits in a date", mapping{Dates: document.DateCompact}, riskHead + "\nR,1,2026o101,20260230", "risks:2:period.from: must be a date as 20060102 (got 2026o101)\nrisks:2:period.to: must be a day of the calendar (got 20260230)"},
		{"slashes", mapping{Dates: document.DateSlash}, riskHead + "\nR,1,2026/001/1,2026/1/2/3", "risks:2:period.from: must be a date as 2006/1/2 (got 2026/001/1)\nrisks:2:period.to: must be a date as 2006/1/2 (got 2026/1/2/3)"},
		{"month without a day", mapping{Dates: document.DateSlash}, riskHead + "\nR,1,2026/1,2026/12/31", "risks:2:period.from: must be a date as 2006/1/2 (got 2026/1)"},
		{"short year", mapping{Dates: document.DateSlash}, riskHead + "\nR,1,26/1/1,2026//2", "risks:2:period.from: must be a date as 2006/1/2 (got 26/1/1)\nrisks:2:period.to: must be a date as 2006/1/2 (got 2026//2)"},
		{"slashes without leading zeros", mapping{Dates: document.DateSlashPadded}, riskHead + "\nR,1,2026/1/1,2026/01/01", "risks:2:period.from: must be a date as 2006/01/02 (got 2026/1/1)"},
		{"date with a time", mapping{}, riskHead + "\nR,1,2026-01-01 00:00:00,2026-12-31", "risks:2:period.from: must be a date as 2006-01-02 (got 2026-01-01 00:00:00)"},
		{"empty item", mapping{}, riskHead + ",perils,tags\nR,1,2026-01-01,2026-12-31,fire||flood,|", "risks:2:perils: must not have an empty item (got fire||flood)\nrisks:2:tags: must not have an empty item (got |)"},
		{"attribute, pml, premium", mapping{}, riskHead + ",attributes.age,pml,premium\nR,1,2026-01-01,2026-12-31,old,-,0x1", "risks:2:attributes.age: must be a decimal number, such as -1234.56 (got old)\nrisks:2:pml: must be a decimal number, such as -1234.56 (got -)\nrisks:2:premium: must be a decimal number, such as -1234.56 (got 0x1)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := document.ReadRisks(strings.NewReader(tt.give), tt.mapping)
			wantError(t, err, tt.want)
			if got != nil {
				t.Errorf("got %v beside the error", got)
			}
			parts := []error{err}
			if joined, ok := err.(interface{ Unwrap() []error }); ok {
				parts = joined.Unwrap()
			}
			for _, part := range parts {
				if _, ok := errors.AsType[*cede.InvalidError](part); !ok {
					t.Errorf("%v is a %T", part, part)
				}
			}
		})
	}
}

func TestReadRisks_thousands(t *testing.T) {
	const reason = "must have groups of three digits before the decimal point and none after it"
	for give, want := range map[string]string{
		"0": "0", "999": "999", "1,000": "1000", "1000": "1000", "-1,234,567.89": "-1234567.89", "12,345": "12345", "123,456.7": "123456.7",
		"1,00": reason, "1,0000": reason, ",100": reason, "100,": reason, "1,,000": reason, "1000,000": reason, "1.000,5": reason, "1,000.5,5": reason, "-,100": reason,
		"0,100": "must be a decimal number, such as -1234.56", "1,000e2": reason, "1,000.": "must be a decimal number, such as -1234.56", "1,000,000": "1000000",
		"1,0x0": "must be a decimal number, such as -1234.56", "--1,000": "must be a decimal number, such as -1234.56",
		"1,000.5e1": "must be a decimal number without an exponent, such as -1234.56",
	} {
		table := riskHead + "\nR,\"" + give + "\",2026-01-01,2026-12-31\n"
		got, err := document.ReadRisks(strings.NewReader(table), document.Mapping{Thousands: ","})
		switch {
		case strings.HasPrefix(want, "must"):
			wantError(t, err, "risks:2:sumInsured: "+want+" (got "+give+")")
		case err != nil:
			t.Errorf("%s: %v", give, err)
		case !got[0].SumInsured.Equal(dec(want)):
			t.Errorf("%s is read as %s", give, got[0].SumInsured)
		}
	}
}

func TestReadRisks_whole(t *testing.T) {
	const table = "\uFEFFid,policy,keys.ship,keys.port of call,line,territory,perils,tags,grade,attributes.age,currency,sumInsured,pml,premium,period.from,period.to\r\n" +
		"\r\n" +
		"R1,P1,东方一号,\"Qingdao, North\",hull,CN,storm|ice,a,B,12.5,CNY,1000.50,900,10,2026-01-01,2026-12-31\r\n" +
		"\"R\n\"\"2\"\"\",,,,,,,,,,,0,,,0001-01-01,9999-12-31"
	got, err := document.ReadRisks(strings.NewReader(table), document.Mapping{})
	if err != nil {
		t.Fatal(err)
	}
	from, _ := cede.ParseDate("2026-01-01")
	to, _ := cede.ParseDate("2026-12-31")
	first, _ := cede.ParseDate("0001-01-01")
	last, _ := cede.ParseDate("9999-12-31")
	pml := dec("900")
	want := []treaty.Risk{
		{
			ID: "R1", Policy: "P1", Keys: map[string]string{"ship": "东方一号", "port of call": "Qingdao, North"}, Line: "hull", Territory: "CN",
			Perils: []string{"storm", "ice"}, Tags: []string{"a"}, Grade: "B", Attributes: map[string]decimal.Decimal{"age": dec("12.5")},
			Currency: "CNY", SumInsured: dec("1000.5"), PML: &pml, Premium: dec("10"), Period: treaty.Period{From: from, To: to},
		},
		{ID: "R\n\"2\"", Period: treaty.Period{From: first, To: last}},
	}
	if !(treaty.BookSpec{Risks: got}).Equal(treaty.BookSpec{Risks: want}) {
		t.Errorf("got %+v", got)
	}
}

// Fields may share a column, and what is not mapped is not read.
func TestReadRisks_shared(t *testing.T) {
	const table = "单号,额,起,止,id,premium\nA,5,2026-01-01,2026-12-31,x,y\n"
	got, err := document.ReadRisks(strings.NewReader(table), document.Mapping{Columns: map[string]string{
		"id": "单号", "policy": "单号", "keys.account": "单号", "sumInsured": "额", "period.from": "起", "period.to": "止",
	}})
	if err != nil || len(got) != 1 || got[0].ID != "A" || got[0].Policy != "A" || got[0].Keys["account"] != "A" || !got[0].Premium.IsZero() {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestReadLosses_refuses(t *testing.T) {
	const head = "id,risk,event,date,hour,reported,currency,at,paid\n"
	const first = "L1,R,E,2026-05-04,7,2026-05-05,CNY,,1\n"
	for _, tt := range []struct{ name, give, want string }{
		{"no amount", "id,date,salvage\n", "losses:1: must have at least one of paid, outstanding, paidExpense, outstandingExpense"},
		{"nothing needed", "paid\n", "losses:1:id: must not be missing\nlosses:1:date: must not be missing"},
		{"column of a risk", "id,date,paid,sumInsured\n", "losses:1: must have columns among id, risk, event, date, hour, reported, settled, exGratia, currency, at, paid, outstanding, paidExpense, outstandingExpense, salvage (got sumInsured)"},
		{"hours", head + "L1,,,2026-05-04,24,,,,\nL2,,,2026-05-04,-1,,,,\nL3,,,2026-05-04,7:30,,,,\nL4,,,2026-05-04,007,,,,\n", "losses:2:hour: must be a whole hour, from 0 to 23 (got 24)\nlosses:3:hour: must be a whole hour, from 0 to 23 (got -1)\nlosses:4:hour: must be a whole hour, from 0 to 23 (got 7:30)\nlosses:5:hour: must be a whole hour, from 0 to 23 (got 007)"},
		{"another risk", head + first + "L1,S,E,2026-05-04,7,2026-05-05,CNY,,1\n", "losses:3:risk: must be as in line 2 (got S)"},
		{"no risk", head + first + "L1,,E,2026-05-04,7,2026-05-05,CNY,,1\n", "losses:3:risk: must be as in line 2"},
		{"all else another", head + first + "L1,R,F,2026-05-06,,2026-05-07,USD,,1\n", "losses:3:event: must be as in line 2 (got F)\nlosses:3:date: must be as in line 2 (got 2026-05-06)\nlosses:3:hour: must be as in line 2\nlosses:3:reported: must be as in line 2 (got 2026-05-07)\nlosses:3:currency: must be as in line 2 (got USD)"},
		{"problems of one loss", head + first + "L1,R,E,2026-05-04,7,2026-05-05,CNY,x,y\n", "losses:3:at: must be a date as 2006-01-02 (got x)\nlosses:3:paid: must be a decimal number, such as -1234.56 (got y)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := document.ReadLosses(strings.NewReader(tt.give), document.Mapping{})
			wantError(t, err, tt.want)
			if got != nil {
				t.Errorf("got %v beside the error", got)
			}
			// The stream says the same, a loss at a time.
			var all []string
			for loss, err := range document.Losses(strings.NewReader(tt.give), document.Mapping{}) {
				if err != nil {
					all = append(all, err.Error())
					if loss.ID != "" {
						t.Errorf("loss %s beside the error", loss.ID)
					}
				}
			}
			if got := strings.Join(all, "\n"); got != tt.want {
				t.Errorf("stream\n got: %s\nwant: %s", got, tt.want)
			}
		})
	}
	_, err := document.ReadLosses(strings.NewReader("x\n"), document.Mapping{Columns: map[string]string{"id": "x", "date": "x"}})
	wantError(t, err, "columns: must have at least one of paid, outstanding, paidExpense, outstandingExpense")
}

// Rows of a loss that are apart are one loss for ReadLosses and must agree; the stream gives two.
func TestLosses_apart(t *testing.T) {
	const table = "id,risk,date,outstanding\nA,R,2026-01-01,1\nB,R,2026-01-01,2\nA,R,2026-01-01,3\n"
	read, err := document.ReadLosses(strings.NewReader(table), document.Mapping{})
	if err != nil || len(read) != 2 || len(read[0].Positions) != 2 || !read[0].Positions[1].Outstanding.Equal(dec("3")) {
		t.Errorf("got %+v, %v", read, err)
	}
	var ids []string
	for loss, err := range document.Losses(strings.NewReader(table), document.Mapping{}) {
		ids = append(ids, fmt.Sprint(loss.ID, len(loss.Positions), err))
	}
	if got, want := strings.Join(ids, " "), "A1 <nil> B1 <nil> A1 <nil>"; got != want {
		t.Errorf("the stream gives %s, want %s", got, want)
	}
	_, err = document.ReadLosses(strings.NewReader(strings.Replace(table, "A,R,2026-01-01,3", "A,S,2026-01-01,3", 1)), document.Mapping{})
	wantError(t, err, "losses:4:risk: must be as in line 2 (got S)")
}

// A loss with a bad row is refused as a whole; those around it are not.
func TestLosses_goesOn(t *testing.T) {
	const table = "id,date,paid\nA,2026-01-01,1\nA,2026-01-01,x\nA,2026-01-01,3\nB,2026-01-01,4\n,2026-01-01,5\nC,2026-01-01\nD,2026-01-01,6\n"
	var got []string
	for loss, err := range document.Losses(strings.NewReader(table), document.Mapping{File: "f"}) {
		if err != nil {
			got = append(got, err.Error())
		} else {
			got = append(got, loss.ID)
		}
	}
	want := []string{
		"f:3:paid: must be a decimal number, such as -1234.56 (got x)", "B", "f:6:id: must not be empty",
		"f:7: must have as many cells as the header, 3 (got 2)", "D",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q", got)
	}
	for _, err := range document.Losses(strings.NewReader(table), document.Mapping{}) {
		wantError(t, err, "losses:3:paid: must be a decimal number, such as -1234.56 (got x)")
		break // and nothing more is yielded
	}
	for _, err := range document.Events(strings.NewReader("id\nE\nF\n"), document.Mapping{}) {
		wantError(t, err, "")
		break
	}
}

func TestReadTables_hundredProblems(t *testing.T) {
	for _, rows := range []int{99, 100, 101, 100_000} {
		risks := riskHead + strings.Repeat("\nR,x,2026-01-01,2026-12-31", rows)
		_, err := document.ReadRisks(strings.NewReader(risks), document.Mapping{})
		losses := "id,date,paid" + strings.Repeat("\nL,2026-01-01,x", rows)
		_, lossErr := document.ReadLosses(strings.NewReader(losses), document.Mapping{})
		for _, err := range []error{err, lossErr} {
			lines := strings.Split(err.Error(), "\n")
			if rows <= 100 && len(lines) != rows || rows > 100 && (len(lines) != 101 || lines[100] != "has more problems than the 100 reported") {
				t.Errorf("%d rows give %d lines, the last: %s", rows, len(lines), lines[len(lines)-1])
			}
		}
		for _, err := range document.Losses(strings.NewReader(losses), document.Mapping{}) {
			if n := strings.Count(err.Error(), "\n") + 1; n > 101 {
				t.Errorf("one loss of %d rows gives %d lines", rows, n)
			}
		}
	}
	wide := riskHead + ",keys.a" + strings.Repeat(",x", 50_000) + "\n"
	_, err := document.ReadRisks(strings.NewReader(wide), document.Mapping{})
	if n := strings.Count(err.Error(), "\n") + 1; n != 101 {
		t.Errorf("a wide header gives %d lines", n)
	}
}

func TestReadTables_limits(t *testing.T) {
	const row = "R,100,2026-01-01,2026-12-31\n" // 28 bytes
	table := riskHead + "\n" + strings.Repeat(row, 1000)
	size := int64(len(table))
	for _, tt := range []struct {
		name    string
		mapping document.Mapping
		want    string
	}{
		{"at the limit", document.Mapping{MaxBytes: size}, ""},
		{"above the limit", document.Mapping{MaxBytes: size - 1}, "risks: size limit: must be at most 28035 bytes long"},
		{"far above the limit", document.Mapping{MaxBytes: 100}, "risks: size limit: must be at most 100 bytes long"},
		{"rows at the limit", document.Mapping{MaxRowBytes: 36}, ""}, // the header
		{"rows above the limit", document.Mapping{MaxRowBytes: 35, File: "f"}, "f: size limit: must have rows of at most 35 bytes"},
	} {
		for _, r := range []io.Reader{strings.NewReader(table), iotest.OneByteReader(strings.NewReader(table)), iotest.DataErrReader(strings.NewReader(table))} {
			got, err := document.ReadRisks(r, tt.mapping)
			t.Run(tt.name, func(t *testing.T) { wantError(t, err, tt.want) })
			if err == nil && len(got) != 1000 || err != nil && !errors.Is(err, treaty.ErrLimit) {
				t.Errorf("%s: got %d risks, %v", tt.name, len(got), err)
			}
		}
	}
}

// A row without end is not read into memory, quoted or not.
func TestReadTables_endless(t *testing.T) {
	for name, start := range map[string]string{
		"quoted":      riskHead + "\n\"",
		"bare":        riskHead + "\n",
		"header":      "",
		"one comma":   riskHead + "\nR,",
		"commas":      riskHead + "\n" + strings.Repeat(",", 10_000),
		"blank lines": riskHead + "\n" + strings.Repeat("\n", 10_000),
	} {
		source := &endless{text: []byte(start[len(start)-min(len(start), 1):] + "x")}
		if name == "commas" || name == "blank lines" {
			source.text = []byte(start[len(start)-1:])
		}
		_, err := document.ReadRisks(io.MultiReader(strings.NewReader(start), source), document.Mapping{MaxRowBytes: 100_000, MaxBytes: 1 << 40})
		if !errors.Is(err, treaty.ErrLimit) {
			t.Errorf("%s: got %v", name, err)
		}
		if source.n > 200_000 {
			t.Errorf("%s: read %d bytes", name, source.n)
		}
	}
}

type endless struct {
	text []byte
	n    int
}

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = e.text[len(e.text)-1]
	}
	e.n += len(p)
	return len(p), nil
}

// An error of the reader ends the reading and is not lost, also where it comes only once.
func TestReadTables_readerFails(t *testing.T) {
	broken := fmt.Errorf("connection closed: %w", io.EOF)
	for _, start := range []string{"", "i", "id,su", riskHead + "\n", riskHead + "\nR,1,2026-01-01,2026-12-31\nR2,1", riskHead + "\n\"R"} {
		_, err := document.ReadRisks(io.MultiReader(strings.NewReader(start), &once{err: broken}), document.Mapping{})
		if !errors.Is(err, broken) {
			t.Errorf("after %q: got %v", start, err)
		}
	}
	got := 0
	for _, err := range document.Risks(io.MultiReader(strings.NewReader(riskHead+"\nR,1,2026-01-01,2026-12-31\n"), &once{err: broken}), document.Mapping{}) {
		if err == nil {
			got++
		}
	}
	if got != 1 {
		t.Errorf("%d risks were read before the error, want 1", got)
	}
}

type once struct{ err error }

func (o *once) Read([]byte) (int, error) {
	err := o.err
	o.err = io.EOF
	return 0, err
}

// A table that cannot be begun yields one error.
func TestTables_noHeader(t *testing.T) {
	var got []string
	for loss, err := range document.Losses(strings.NewReader(""), document.Mapping{}) {
		got = append(got, loss.ID+err.Error())
	}
	for risk, err := range document.Risks(strings.NewReader(""), document.Mapping{}) {
		got = append(got, risk.ID+err.Error())
	}
	for event, err := range document.Events(strings.NewReader("peril"), document.Mapping{File: "f"}) {
		got = append(got, event.ID+err.Error())
	}
	want := []string{"losses:1: must have a header", "risks:1: must have a header", "f:1:id: must not be missing"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q", got)
	}
}
