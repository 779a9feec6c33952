package oracle_test

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/oracle"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/shopspring/decimal"
)

func day(t *testing.T, s string) cede.Date {
	t.Helper()
	d, err := cede.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func dec(s string) decimal.Decimal   { return decimal.RequireFromString(s) }
func some(s string) *decimal.Decimal { d := dec(s); return &d }

func year(t *testing.T) treaty.Period {
	t.Helper()
	return treaty.Period{From: day(t, "2026-01-01"), To: day(t, "2026-12-31")}
}

func panel(shares ...string) treaty.Placement {
	var p treaty.Placement
	for i, s := range shares {
		p.Lines = append(p.Lines, treaty.Line{Reinsurer: fmt.Sprintf("re%d", i+1), Share: dec(s)})
	}
	return p
}

// contract has one section on risks attaching, placed in full with one reinsurer.
func contract(t *testing.T, id string, priority int, terms treaty.Terms) treaty.Contract {
	t.Helper()
	return treaty.Contract{
		ID: id, Priority: priority, Period: year(t), Placement: panel("1"),
		Sections: []treaty.Section{{Basis: treaty.RisksAttaching, Terms: terms}},
	}
}

// program counts in units of the currency, so that the results read as the amounts.
func program(contracts ...treaty.Contract) treaty.Spec {
	scale := 0
	return treaty.Spec{Currency: "CNY", Scale: &scale, Contracts: contracts}
}

func row(t *testing.T, id, sumInsured, premium string) treaty.Risk {
	t.Helper()
	return treaty.Risk{ID: id, SumInsured: dec(sumInsured), Premium: dec(premium), Period: year(t)}
}

func claim(t *testing.T, id, risk, event, amount string) treaty.Loss {
	t.Helper()
	return treaty.Loss{
		ID: id, Risk: risk, Event: event, Date: day(t, "2026-06-01"),
		Positions: []treaty.Position{{Paid: dec(amount)}},
	}
}

func evaluate(t *testing.T, spec treaty.Spec, book treaty.BookSpec) *oracle.Result {
	t.Helper()
	book.Currency = spec.Currency
	r, err := oracle.Evaluate(spec, book)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// The quota share with a limit of 5,000,000 at 60 %.
func TestQuotaShareLimit(t *testing.T) {
	terms := proportional.QuotaShare{Share: dec("0.6"), Limit: some("5000000")}
	r := evaluate(t, program(contract(t, "c", 0, terms)), treaty.BookSpec{Risks: []treaty.Risk{
		row(t, "a", "400000", "100"), row(t, "b", "1000000", "100"), row(t, "c", "5500000", "11000"),
	}, Losses: []treaty.Loss{claim(t, "l", "c", "", "1100")}})
	for risk, want := range map[string]int64{"a": 240000, "b": 600000, "c": 3000000} {
		equal(t, risk, r.Ceded[oracle.Row{Contract: "c", Risk: risk}].SumInsured, want)
	}
	share := r.Shares[oracle.Unit{Contract: "c", Unit: "c"}][0]
	equal(t, "share", share.Cmp(big.NewRat(6, 11)), 0)
	equal(t, "premium", r.Ceded[oracle.Row{Contract: "c", Risk: "c"}].Premium, 6000)
	equal(t, "overspill", r.Overspill[oracle.Unit{Contract: "c", Unit: "c"}], oracle.Amounts{SumInsured: 500000, Premium: 1000})
	equal(t, "overspills", len(r.Overspill), 1)
	equal(t, "loss", r.ContractLosses[oracle.ContractLoss{Contract: "c", Loss: "l"}], oracle.LossCession{Subject: 1100, Full: 600, Ceded: 600})
	equal(t, "net", r.Losses["l"], oracle.Loss{Gross: 1100, Net: 500})
	equal(t, "net risk", r.Risks["c"], oracle.Risk{NetSumInsured: 2500000, NetPremium: 5000})
}

// The same limit on the ceded part is met by 5,000,000 / 0.6, and on each loss lowers no share.
func TestQuotaShareLimitReadings(t *testing.T) {
	book := treaty.BookSpec{
		Risks:  []treaty.Risk{row(t, "a", "10000", "100")},
		Losses: []treaty.Loss{claim(t, "l", "a", "e", "1000"), claim(t, "m", "a", "e", "3000")},
		Events: []treaty.Event{{ID: "e"}},
	}
	for _, c := range []struct {
		on                        proportional.LimitOn
		sumInsured, premium, l, m int64
	}{
		{proportional.LimitOnSumInsured, 1200, 12, 120, 360},
		{proportional.LimitOnCeded, 2000, 20, 200, 600},
		{proportional.LimitOnEachLoss, 6000, 60, 300, 900}, // 0.6 × 2,000 of 4,000
	} {
		terms := proportional.QuotaShare{Share: dec("0.6"), Limit: some("2000"), LimitOn: c.on}
		r := evaluate(t, program(contract(t, "c", 0, terms)), book)
		got := r.Ceded[oracle.Row{Contract: "c", Risk: "a"}]
		equal(t, string(c.on), got, oracle.Amounts{SumInsured: c.sumInsured, Premium: c.premium})
		equal(t, string(c.on), r.Losses["l"].Net, 1000-c.l)
		equal(t, string(c.on), r.Losses["m"].Net, 3000-c.m)
	}
}

// A surplus of ten lines on a retention of 500,000.
func TestSurplusLines(t *testing.T) {
	terms := proportional.Surplus{
		Retention:  proportional.Retention{Amount: some("500000")},
		Capacities: []proportional.Capacity{{Lines: some("10")}},
	}
	r := evaluate(t, program(contract(t, "c", 0, terms)), treaty.BookSpec{
		Risks:  []treaty.Risk{row(t, "a", "1000000", "1000"), row(t, "b", "5000000", "10000")},
		Losses: []treaty.Loss{claim(t, "l", "a", "", "600"), claim(t, "m", "b", "", "20000")},
	})
	equal(t, "share", r.Shares[oracle.Unit{Contract: "c", Unit: "a"}][0].Cmp(big.NewRat(1, 2)), 0)
	equal(t, "share", r.Shares[oracle.Unit{Contract: "c", Unit: "b"}][0].Cmp(big.NewRat(9, 10)), 0)
	equal(t, "loss", r.Losses["l"].Net, 300)
	equal(t, "premium", r.Ceded[oracle.Row{Contract: "c", Risk: "b"}].Premium, 9000)
	equal(t, "loss", r.Losses["m"].Net, 2000)
}

// Two surpluses of 10 and 15 lines on a retention of 100,000.
func TestStackedSurpluses(t *testing.T) {
	terms := proportional.Surplus{
		Retention:  proportional.Retention{Amount: some("100000")},
		Capacities: []proportional.Capacity{{Lines: some("10")}, {Lines: some("15")}},
	}
	r := evaluate(t, program(contract(t, "c", 0, terms)), treaty.BookSpec{
		Risks: []treaty.Risk{
			row(t, "a", "50000", "500"), row(t, "b", "500000", "5000"),
			row(t, "c", "2000000", "20000"), row(t, "d", "2500000", "25000"),
		},
		Losses: []treaty.Loss{
			claim(t, "a", "a", "", "0"), claim(t, "b", "b", "", "10000"),
			claim(t, "c", "c", "", "20000"), claim(t, "d", "d", "", "100000"),
		},
	})
	var netPremium, netLoss int64
	for _, id := range []string{"a", "b", "c", "d"} {
		netPremium += r.Risks[id].NetPremium
		netLoss += r.Losses[id].Net
	}
	equal(t, "retained premium", netPremium, 3500)
	equal(t, "retained loss", netLoss, 7000)
	first := r.ClauseTotals[oracle.Row{Contract: "c", Clause: 0}].Ceded
	second := r.ClauseTotals[oracle.Row{Contract: "c", Clause: 1}].Ceded
	equal(t, "first premium", first.Premium, 24000)
	equal(t, "first loss", first.Loss, 58000)
	equal(t, "second premium", second.Premium, 23000)
	equal(t, "second loss", second.Loss, 65000)
}

// A quota share of 20 % before a surplus with a treaty deductible of 300,000: of a loss of 10m the
// quota share takes 2m; of the 8m left the surplus, 3,500m of 4,000m, takes 7m less 300,000.
func TestQuotaShareThenSurplusWithDeductible(t *testing.T) {
	surplus := proportional.Surplus{
		Retention:  proportional.Retention{Amount: some("500000000")},
		Capacities: []proportional.Capacity{{Lines: some("7")}},
		Deductible: &proportional.Deductible{Amount: dec("300000")},
	}
	r := evaluate(t, program(
		contract(t, "surplus", 2, surplus),
		contract(t, "quota", 1, proportional.QuotaShare{Share: dec("0.2")}),
	), treaty.BookSpec{
		Risks:  []treaty.Risk{row(t, "a", "5000000000", "0")},
		Losses: []treaty.Loss{claim(t, "l", "a", "", "10000000")},
	})
	equal(t, "quota", r.ContractLosses[oracle.ContractLoss{Contract: "quota", Loss: "l"}].Ceded, 2000000)
	equal(t, "surplus", r.ContractLosses[oracle.ContractLoss{Contract: "surplus", Loss: "l"}],
		oracle.LossCession{Subject: 8000000, Full: 6700000, Ceded: 6700000})
	equal(t, "net", r.Losses["l"].Net, 1300000)
}

// The deductible on the whole comes before the share: 1/2 × (1,001 - 100), rounded; on the ceded part it
// comes after: 501 - 100. Two losses of one unit in one event have it once.
func TestDeductibleReadings(t *testing.T) {
	for on, want := range map[proportional.DeductibleOn][2]int64{
		proportional.DeductibleOnWhole: {180, 271}, // 451 by 400:601, exactly 180.2 and 270.8
		proportional.DeductibleOnCeded: {160, 241}, // 401 by 400:601, exactly 160.2 and 240.8
	} {
		terms := proportional.QuotaShare{Share: dec("0.5"), Deductible: &proportional.Deductible{Amount: dec("100"), On: on}}
		r := evaluate(t, program(contract(t, "c", 0, terms)), treaty.BookSpec{
			Risks:  []treaty.Risk{row(t, "a", "1", "0")},
			Events: []treaty.Event{{ID: "e"}},
			Losses: []treaty.Loss{claim(t, "l", "a", "e", "400"), claim(t, "m", "a", "e", "601")},
		})
		equal(t, string(on), 400-r.Losses["l"].Net, want[0])
		equal(t, string(on), 601-r.Losses["m"].Net, want[1])
	}
}

// What is above the event limit goes back in proportion to the ceded amounts: of 50 and 100 a limit of 100 leaves
// 33 1/3 and 66 2/3, and the unit left goes to the larger remainder.
func TestEventLimit(t *testing.T) {
	terms := proportional.QuotaShare{Share: dec("0.5"), EventLimit: some("100")}
	r := evaluate(t, program(contract(t, "c", 0, terms)), treaty.BookSpec{
		Risks:  []treaty.Risk{row(t, "a", "1000", "10"), row(t, "b", "1000", "10")},
		Events: []treaty.Event{{ID: "e"}},
		Losses: []treaty.Loss{
			claim(t, "l", "a", "e", "100"), claim(t, "m", "b", "e", "200"), claim(t, "n", "b", "", "200"),
		},
	})
	equal(t, "l", r.Losses["l"].Net, 100-33)
	equal(t, "m", r.Losses["m"].Net, 200-67)
	equal(t, "n, an event of its own", r.Losses["n"].Net, 100)
	equal(t, "premium", r.Risks["a"].NetPremium, 5)
}

// Half of 100, 180, 240, 300 and 400 is 50, 90, 120, 150 and 200, in all 50, 140, 260, 410, 610: above 100 and up to 300 these are
// 0, 40, 160, 300, 300. On 100 % the sums 100, 280, 520, 820, 1220 are 0, 180, 300, 300, 300, and half of what each adds is ceded.
func TestAggregate(t *testing.T) {
	for on, want := range map[proportional.AggregateOn][5]int64{
		proportional.AggregateOnCeded: {0, 40, 120, 140, 0},
		proportional.AggregateOnWhole: {0, 90, 60, 0, 0},
	} {
		terms := proportional.QuotaShare{Share: dec("0.5"), Aggregate: &proportional.Aggregate{Deductible: some("100"), Limit: some("300"), On: on}}
		book := treaty.BookSpec{Risks: []treaty.Risk{row(t, "a", "1000", "10")}}
		for i, amount := range []string{"100", "180", "240", "300", "400"} {
			book.Losses = append(book.Losses, claim(t, fmt.Sprintf("l%d", i), "a", "", amount))
		}
		r := evaluate(t, program(contract(t, "c", 0, terms)), book)
		for i, ceded := range want {
			loss := r.Losses[fmt.Sprintf("l%d", i)]
			equal(t, fmt.Sprintf("on %s, l%d", on, i), loss.Gross-loss.Net, ceded)
		}
		equal(t, "premium", r.Risks["a"].NetPremium, 5)
	}
}

// Quota share and surplus in one contract: 40 % of a gross line of 100, then two lines. Of the sum 250 the quota
// share takes 40, the surplus 150; a line of what the quota share leaves is 60, so two of them are 120 and 30 is overspill.
func TestQuotaShareSurplus(t *testing.T) {
	for on, want := range map[proportional.LinesOn][3]int64{
		proportional.LinesOnGross: {40, 150, 0},
		proportional.LinesOnNet:   {40, 120, 30},
	} {
		terms := proportional.QuotaShareSurplus{
			Share: dec("0.4"), Line: proportional.Retention{Amount: some("100")}, LinesOn: on,
			Capacities: []proportional.Capacity{{Lines: some("2")}},
		}
		r := evaluate(t, program(contract(t, "c", 0, terms)), treaty.BookSpec{Risks: []treaty.Risk{row(t, "a", "250", "0")}})
		equal(t, string(on), r.Full[oracle.Row{Contract: "c", Clause: 0, Risk: "a"}].SumInsured, want[0])
		equal(t, string(on), r.Full[oracle.Row{Contract: "c", Clause: 1, Risk: "a"}].SumInsured, want[1])
		equal(t, string(on), r.Overspill[oracle.Unit{Contract: "c", Unit: "a"}].SumInsured, want[2])
	}
}

// The table gives 20 up to 100, then 20 + 10 % of what is above 100 up to 300, so 40 above.
// Lines on top and including the retention; the PML 200 of a sum of 400 keeps 30 of 200.
func TestRetentionTable(t *testing.T) {
	table := proportional.Retention{Table: &proportional.RetentionTable{Bands: []proportional.Band{
		{UpTo: some("100"), Amount: dec("20")}, {UpTo: some("300"), Amount: dec("20"), Rate: dec("0.1")},
	}}}
	pml := row(t, "d", "400", "0")
	pml.PML = some("200")
	for _, c := range []struct {
		terms proportional.Surplus
		want  [4]int64
	}{
		{proportional.Surplus{Retention: table, Capacities: []proportional.Capacity{{Lines: some("5")}}}, [4]int64{80, 150, 200, 200}},
		{proportional.Surplus{Retention: table, Capacities: []proportional.Capacity{{Lines: some("5")}}, LineCount: proportional.LinesIncluding}, [4]int64{80, 120, 160, 160}},
		{proportional.Surplus{Retention: table, Capacities: []proportional.Capacity{{Lines: some("5"), Combined: some("150")}}}, [4]int64{80, 120, 110, 110}},
		{proportional.Surplus{Retention: table, Capacities: []proportional.Capacity{{Lines: some("5")}}, Base: proportional.OnPML}, [4]int64{80, 150, 200, 300}},
	} {
		r := evaluate(t, program(contract(t, "c", 0, c.terms)), treaty.BookSpec{Risks: []treaty.Risk{
			row(t, "a", "100", "0"), row(t, "b", "200", "0"), row(t, "c", "400", "0"), pml,
		}})
		for i, id := range []string{"a", "b", "c", "d"} {
			equal(t, id, r.Full[oracle.Row{Contract: "c", Risk: id}].SumInsured, c.want[i])
		}
	}
}

// Facultative: 30 of a sum of 100, then half of what is left.
func TestFacultativeAmount(t *testing.T) {
	r := evaluate(t, program(
		contract(t, "fac", 0, proportional.Facultative{Amount: some("30")}),
		contract(t, "quota", 1, proportional.QuotaShare{Share: dec("0.5")}),
	), treaty.BookSpec{
		Risks:  []treaty.Risk{row(t, "a", "100", "10")},
		Losses: []treaty.Loss{claim(t, "l", "a", "", "20")},
	})
	equal(t, "risk", r.Risks["a"], oracle.Risk{NetSumInsured: 35, NetPremium: 3}) // 10 - 3 - round(3.5)
	equal(t, "loss", r.Losses["l"].Net, 7)
}

// Losses of 1,000,000 and 750,000 in one event and a layer of 1,000,000 xs 1,000,000.
func TestLayerPerEventAndPerRisk(t *testing.T) {
	book := treaty.BookSpec{
		Risks:  []treaty.Risk{row(t, "a", "2000000", "0"), row(t, "b", "2000000", "0")},
		Events: []treaty.Event{{ID: "e"}},
		Losses: []treaty.Loss{claim(t, "l", "a", "e", "1000000"), claim(t, "m", "b", "e", "750000")},
	}
	layers := []xol.Layer{{Attachment: dec("1000000"), Limit: some("1000000")}}
	r := evaluate(t, program(contract(t, "c", 0, xol.PerEvent{Layers: layers})), book)
	equal(t, "per event", r.ContractTotals[oracle.Row{Contract: "c", Clause: -1}].Full.Loss, 750000)
	equal(t, "per event", r.Losses["l"].Net, 1000000-428571) // 750,000 by 1,000:750 is 428,571.43 and 321,428.57
	equal(t, "per event", r.Losses["m"].Net, 750000-321429)
	r = evaluate(t, program(contract(t, "c", 0, xol.PerRisk{Layers: layers})), book)
	equal(t, "per risk", r.ContractTotals[oracle.Row{Contract: "c", Clause: -1}].Full.Loss, 0)
	layers[0].MinimumRisks = 3
	r = evaluate(t, program(contract(t, "c", 0, xol.PerEvent{Layers: layers})), book)
	equal(t, "three risks", r.ContractTotals[oracle.Row{Contract: "c", Clause: -1}].Full.Loss, 0)
}

// 900,000 xs 100,000 per risk, three risks of 150,000; with a cap of 100,000 for the event.
func TestLayerPerRisk(t *testing.T) {
	book := treaty.BookSpec{Events: []treaty.Event{{ID: "e"}}}
	for _, id := range []string{"a", "b", "c"} {
		book.Risks = append(book.Risks, row(t, id, "2000000", "0"))
		book.Losses = append(book.Losses, claim(t, id, id, "e", "150000"))
	}
	layers := []xol.Layer{{Attachment: dec("100000"), Limit: some("900000")}}
	r := evaluate(t, program(contract(t, "c", 0, xol.PerRisk{Layers: layers})), book)
	for _, id := range []string{"a", "b", "c"} {
		equal(t, id, r.Losses[id].Net, 100000)
	}
	layers[0].EventCap = some("100000")
	r = evaluate(t, program(contract(t, "c", 0, xol.PerRisk{Layers: layers})), book)
	for id, want := range map[string]int64{"a": 33334, "b": 33333, "c": 33333} {
		equal(t, id, 150000-r.Losses[id].Net, want)
	}
}

// Half of the recovery of 100 xs 100 on a loss of 250 is 50; of half the loss it is 25.
func TestLayerShare(t *testing.T) {
	book := treaty.BookSpec{
		Risks:  []treaty.Risk{row(t, "a", "250", "0")},
		Losses: []treaty.Loss{claim(t, "l", "a", "", "250")},
	}
	for on, want := range map[xol.ShareOn]int64{xol.ShareOnRecovery: 50, xol.ShareOnLoss: 25} {
		layers := []xol.Layer{{Attachment: dec("100"), Limit: some("100"), Share: some("0.5"), ShareOn: on}}
		r := evaluate(t, program(contract(t, "c", 0, xol.PerRisk{Layers: layers})), book)
		equal(t, string(on), 250-r.Losses["l"].Net, want)
	}
}

// Two parallel halves of a loss of one unit: both round to 1 and the last gives it back.
func TestParallelHalves(t *testing.T) {
	half := proportional.QuotaShare{Share: dec("0.5")}
	book := treaty.BookSpec{
		Risks:  []treaty.Risk{row(t, "a", "1", "1")},
		Losses: []treaty.Loss{claim(t, "l", "a", "", "1")},
	}
	r := evaluate(t, program(contract(t, "z", 0, half), contract(t, "A", 0, half)), book)
	equal(t, "first", r.ContractTotals[oracle.Row{Contract: "A", Clause: -1}].Full, oracle.Amounts{SumInsured: 1, Premium: 1, Loss: 1})
	equal(t, "last", r.ContractTotals[oracle.Row{Contract: "z", Clause: -1}].Full, oracle.Amounts{})
	equal(t, "net", r.Losses["l"].Net, 0)
	half.Share = dec("0.6")
	_, err := oracle.Evaluate(program(contract(t, "z", 7, half), contract(t, "A", 7, half)), book)
	over, ok := errors.AsType[*oracle.OverCession](err)
	if !ok || over.Priority != 7 || over.Row != "a" {
		t.Errorf("two parts of 60 %%: got %v, want an over-cession of a at priority 7", err)
	}
}

// A tower of 100 xs 100 and 300 xs 200 per event, placed 85 % in 50, 25 and 10 %. Losses of 101 and 130: the layers recover 100 and 31,
// placed 85 and 26.35. Balances follow 85, then 111, by losses; what is not placed stays in the subject of the next contract.
func TestTowerPlaced(t *testing.T) {
	tower := contract(t, "tower", 0, xol.PerEvent{Layers: []xol.Layer{
		{Attachment: dec("100"), Limit: some("100")}, {Attachment: dec("200"), Limit: some("300")},
	}})
	tower.Placement = panel("0.5", "0.25", "0.1")
	book := treaty.BookSpec{
		Risks:  []treaty.Risk{row(t, "a", "1000", "0")},
		Events: []treaty.Event{{ID: "e"}},
		Losses: []treaty.Loss{claim(t, "l", "a", "e", "101"), claim(t, "m", "a", "e", "130")},
	}
	spec := program(tower, contract(t, "top", 1, proportional.QuotaShare{Share: dec("0.5")}))
	r := evaluate(t, spec, book)
	// 100 by 101:130 is 43.7 and 56.3, 31 is 13.55 and 17.45; 85 by 44:56 is 37.4 and 47.6, 26 by 14:17 is 11.7 and 14.3.
	equal(t, "full l", r.ContractLosses[oracle.ContractLoss{Contract: "tower", Loss: "l"}], oracle.LossCession{Subject: 101, Full: 44 + 14, Ceded: 37 + 12})
	equal(t, "full m", r.ContractLosses[oracle.ContractLoss{Contract: "tower", Loss: "m"}], oracle.LossCession{Subject: 130, Full: 56 + 17, Ceded: 48 + 14})
	equal(t, "seen after", r.ContractLosses[oracle.ContractLoss{Contract: "top", Loss: "l"}].Subject, 101-49)
	for re, want := range map[string]int64{"re1": 65, "re2": 33, "re3": 13} { // 111 by 50:25:10 is 65.3, 32.6, 13.1
		equal(t, re, r.Reinsurers[oracle.Reinsurer{Contract: "tower", Reinsurer: re}].Loss, want)
	}
	var balances []int64
	for _, m := range r.Movements {
		if m.Contract == "tower" {
			balances = append(balances, m.Balances[0])
		}
	}
	// Of 37, 85, 97 and 111: 21.8, 50, 57.1 and 65.3.
	if want := []int64{22, 50, 57, 65}; !slices.Equal(balances, want) {
		t.Errorf("balances of the first reinsurer: got %v, want %v", balances, want)
	}
	spec.Contracts[0].Inuring = treaty.InuringFull
	r = evaluate(t, spec, book)
	equal(t, "seen after, as if fully placed", r.ContractLosses[oracle.ContractLoss{Contract: "top", Loss: "l"}].Subject, 101-58)
}

// Half a year of a premium of 365 by day, and of 2400 by 24ths: a policy that begins on 10 March has earned
// 7 half months of 24 when June is over.
func TestEarning(t *testing.T) {
	half := contract(t, "c", 0, proportional.QuotaShare{Share: dec("1")})
	half.Period.To = day(t, "2026-06-30")
	half.Sections[0].Basis = treaty.LossesOccurring
	march := row(t, "b", "1000", "2400")
	march.Period = treaty.Period{From: day(t, "2026-03-10"), To: day(t, "2027-03-09")}
	book := treaty.BookSpec{Risks: []treaty.Risk{row(t, "a", "1000", "365"), march}}
	r := evaluate(t, program(half), book)
	equal(t, "by day", r.Full[oracle.Row{Contract: "c", Risk: "a"}].Premium, 181)
	half.Sections[0].Earning = treaty.Earning24ths
	r = evaluate(t, program(half), book)
	equal(t, "by 24ths", r.Full[oracle.Row{Contract: "c", Risk: "b"}].Premium, 700)
	half.Sections[0].Earning = treaty.Earning8ths
	r = evaluate(t, program(half), book)
	equal(t, "by 8ths", r.Full[oracle.Row{Contract: "c", Risk: "b"}].Premium, 900) // quarters 1 and 2 are over: 3/8

	// A quota share of 40 % on risks attaching cedes 146 of 365; 72 of it is earned by the end of June (72.4).
	whole := contract(t, "attaching", 0, proportional.QuotaShare{Share: dec("0.4")})
	half.Priority, half.Sections[0].Earning, half.Sections[0].PremiumPart = 1, "", some("0.5")
	r = evaluate(t, program(whole, half), book)
	equal(t, "net of attaching", r.Full[oracle.Row{Contract: "c", Risk: "a"}].Premium, 55) // round((181 - 72) / 2)
}

// An occurrence belongs whole to the period in which its first loss with a subject above zero occurred.
func TestOccurrenceAstride(t *testing.T) {
	c := contract(t, "c", 0, xol.PerEvent{Layers: []xol.Layer{{Attachment: dec("10")}}})
	c.Sections[0].Basis = treaty.LossesOccurring
	first, second := claim(t, "l", "", "e", "6"), claim(t, "m", "", "e", "7")
	zero := claim(t, "k", "", "e", "0")
	zero.Date, first.Date, second.Date = day(t, "2025-12-30"), day(t, "2026-12-31"), day(t, "2027-01-02")
	book := treaty.BookSpec{Events: []treaty.Event{{ID: "e"}}, Losses: []treaty.Loss{second, first, zero}}
	r := evaluate(t, program(c), book)
	equal(t, "begins inside", r.ContractTotals[oracle.Row{Contract: "c", Clause: -1}].Full.Loss, 3)
	book.Losses[2].Positions[0].Paid = dec("1")
	r = evaluate(t, program(c), book)
	equal(t, "begins before", r.ContractTotals[oracle.Row{Contract: "c", Clause: -1}].Full.Loss, 0)
}

// Halves go to the even neighbour where the program says so: of 5 and 7 units a half is 2 and 4, else 3 and 4.
func TestRounding(t *testing.T) {
	for mode, want := range map[treaty.Rounding]int64{treaty.RoundHalfUp: 3, treaty.RoundHalfEven: 2} {
		spec := program(contract(t, "c", 0, proportional.QuotaShare{Share: dec("0.5")}))
		spec.Rounding = mode
		r := evaluate(t, spec, treaty.BookSpec{Risks: []treaty.Risk{row(t, "a", "5", "7")}})
		equal(t, string(mode), r.Full[oracle.Row{Contract: "c", Risk: "a"}], oracle.Amounts{SumInsured: want, Premium: 4})
	}
}

// An exclusion of wind covers no loss that has no peril, but every risk that covers another peril.
func TestPerils(t *testing.T) {
	c := contract(t, "c", 0, proportional.QuotaShare{Share: dec("0.5")})
	c.Sections[0].Scope.Exclude.Perils = []string{"wind"}
	c.Sections[0].PremiumPart = some("1")
	wind := row(t, "b", "100", "10")
	wind.Perils = []string{"wind"}
	r := evaluate(t, program(c), treaty.BookSpec{
		Risks:  []treaty.Risk{row(t, "a", "100", "10"), wind},
		Events: []treaty.Event{{ID: "quake", Peril: "quake"}, {ID: "wind", Peril: "wind"}, {ID: "none"}},
		Losses: []treaty.Loss{
			claim(t, "q", "a", "quake", "10"), claim(t, "w", "a", "wind", "10"),
			claim(t, "n", "a", "none", "10"), claim(t, "o", "a", "", "10"),
		},
	})
	for id, want := range map[string]int64{"q": 5, "w": 10, "n": 10, "o": 10} {
		equal(t, id, r.Losses[id].Net, want)
	}
	equal(t, "covers all perils", r.Risks["a"].NetPremium, 5)
	equal(t, "covers wind only", r.Risks["b"].NetPremium, 10)
}

// A section with a panel of its own has balances of its own; two cessions of 1 to two halves of one panel
// go to the first and then to the second.
func TestPanels(t *testing.T) {
	c := contract(t, "c", 0, proportional.QuotaShare{Share: dec("1")})
	c.Placement = panel("0.5", "0.5")
	own := panel("0.5", "0.5")
	c.Sections[0].ID, c.Sections[0].Scope.Include.Lines = "x", []string{"x"}
	c.Sections = append(c.Sections, treaty.Section{
		ID: "y", Basis: treaty.RisksAttaching, Placement: &own, Terms: proportional.QuotaShare{Share: dec("1")},
		Scope: treaty.Scope{Include: treaty.Selection{Lines: []string{"y"}}},
	})
	var book treaty.BookSpec
	for _, id := range []string{"a", "b", "c"} {
		r := row(t, id, "1", "0")
		r.Line = map[string]string{"a": "x", "b": "x", "c": "y"}[id]
		book.Risks = append(book.Risks, r)
	}
	r := evaluate(t, program(c), book)
	for _, x := range []struct {
		panel, reinsurer string
		want             int64
	}{{"", "re1", 1}, {"", "re2", 1}, {"y", "re1", 1}, {"y", "re2", 0}} {
		got := r.Reinsurers[oracle.Reinsurer{Contract: "c", Section: x.panel, Reinsurer: x.reinsurer}].SumInsured
		equal(t, x.panel+" "+x.reinsurer, got, x.want)
	}
	equal(t, "movements", len(r.Movements), 3)
	if !slices.Equal(r.Movements[0].Balances, []int64{1, 0}) || !slices.Equal(r.Movements[1].Balances, []int64{1, 1}) {
		t.Errorf("balances: got %v", r.Movements)
	}
}

// Half of 100 and of 60, the second a payment without liability: 80 is ceded, or 50 if such payments are excluded.
func TestExGratia(t *testing.T) {
	goodwill := claim(t, "m", "a", "", "60")
	goodwill.ExGratia = true
	book := treaty.BookSpec{Risks: []treaty.Risk{row(t, "a", "1000", "10")}, Losses: []treaty.Loss{claim(t, "l", "a", "", "100"), goodwill}}
	for reading, want := range map[proportional.ExGratia]int64{"": 80, proportional.ExGratiaCovered: 80, proportional.ExGratiaExcluded: 50} {
		r := evaluate(t, program(contract(t, "c", 0, proportional.QuotaShare{Share: dec("0.5"), ExGratia: reading})), book)
		equal(t, string(reading), r.ContractTotals[oracle.Row{Contract: "c", Clause: -1}].Ceded.Loss, want)
	}
}
