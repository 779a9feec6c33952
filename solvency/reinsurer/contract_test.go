package reinsurer_test

import (
	"testing"

	"github.com/cedego/cede/solvency/reinsurer"
)

// Every form of Art. 5 with and without what it asks for.
func TestContract_Life(t *testing.T) {
	for _, tt := range []struct {
		c    reinsurer.Contract
		want bool
	}{
		{reinsurer.Contract{Original: reinsurer.LongTermLife, Form: reinsurer.Coinsurance}, true},
		{reinsurer.Contract{Original: reinsurer.LongTermHealth, Form: reinsurer.ModifiedCoinsurance}, true},
		{reinsurer.Contract{Original: reinsurer.LongTermAccident, Form: reinsurer.Coinsurance}, true},
		{reinsurer.Contract{Original: reinsurer.OtherOriginal, Form: reinsurer.Coinsurance}, false},
		{reinsurer.Contract{Original: reinsurer.OtherOriginal, Form: reinsurer.ModifiedCoinsurance}, false},
		{reinsurer.Contract{Original: reinsurer.OtherOriginal, Form: reinsurer.YearlyRenewable, GuaranteedRenewal: true, Rates: reinsurer.GuaranteedRates}, false},
		{reinsurer.Contract{Original: reinsurer.LongTermAccident, Form: reinsurer.YearlyRenewable}, false},
		{reinsurer.Contract{Original: reinsurer.LongTermAccident, Form: reinsurer.YearlyRenewable, GuaranteedRenewal: true}, false},
		{reinsurer.Contract{Original: reinsurer.LongTermAccident, Form: reinsurer.YearlyRenewable, Rates: reinsurer.GuaranteedRates}, false},
		{reinsurer.Contract{Original: reinsurer.LongTermAccident, Form: reinsurer.YearlyRenewable, GuaranteedRenewal: true, Rates: reinsurer.GuaranteedRates}, true},
		{reinsurer.Contract{Original: reinsurer.LongTermAccident, Form: reinsurer.YearlyRenewable, GuaranteedRenewal: true, Rates: reinsurer.GuaranteedBand}, true},
		{reinsurer.Contract{Original: reinsurer.LongTermAccident, Form: reinsurer.YearlyRenewable, GuaranteedRenewal: true, Rates: reinsurer.EmptyBand}, true},
		{reinsurer.Contract{Original: reinsurer.LongTermAccident, Form: reinsurer.YearlyRenewable, GuaranteedRenewal: true, Rates: reinsurer.EmptyBand, Moved: true}, false},
	} {
		if got := must[bool](t)(tt.c.Life()); got != tt.want {
			t.Errorf("%+v: got %v", tt.c, got)
		}
	}
	_, err := reinsurer.Contract{Moved: true}.Life()
	wantText(t, err, "original: must be one of long-term-life, long-term-health, long-term-accident, other\nform: must be one of coinsurance, modified-coinsurance, yearly-renewable\nmoved: must only be set for rates of empty-band (got true)")
	_, err = reinsurer.Contract{Original: reinsurer.LongTermLife, Form: reinsurer.YearlyRenewable, Rates: "free"}.Life()
	wantText(t, err, "rates: must be one of guaranteed, band, empty-band (got free)")
	_, err = reinsurer.Contract{Original: reinsurer.LongTermLife, Form: reinsurer.YearlyRenewable, Rates: reinsurer.GuaranteedBand, Moved: true}.Life()
	wantText(t, err, "moved: must only be set for rates of empty-band (got true)")
	for _, form := range []reinsurer.Form{reinsurer.Coinsurance, reinsurer.ModifiedCoinsurance} {
		_, err = reinsurer.Contract{Original: reinsurer.LongTermLife, Form: form, GuaranteedRenewal: true, Rates: reinsurer.EmptyBand, Moved: true}.Life()
		wantText(t, err, "guaranteedRenewal: must only be set for yearly-renewable (got true)\nrates: must only be given for yearly-renewable (got empty-band)")
	}
}
