package proportional_test

import "github.com/cedego/cede/proportional"

// On a premium of 1,000 with the least rate from a loss ratio of 60 % on, only what is above 65 % is a debit, and only what is below 25 % a credit. 70 % leaves 50,
// not 100; 30 + 5 % are 35 %, and 20 % leave a credit of 50.
func ExampleSlidingScale_deadBand() {
	scale := slidingScale()
	scale.Debit, scale.Credit = new(proportional.Carry), new(proportional.Carry)
	scale.DebitAbove, scale.CreditBelow = new(dec("0.65")), new(dec("0.25"))
	showCarried(lossRatios(70, 30, 20), slidingAccount(scale))
	// Output:
	// year       in   base       rate  amount     out
	// 2021        0   1000        25%     250      50
	// 2022       50   1000      42.5%     425       0
	// 2023        0   1000        45%     450     -50
}

// Two years are taken together: the rate is that of the losses of both over the premium of both, 40 % after 30 and 50 %, for the year's premium; or of
// all so far of a block, less what the first year of it was given.
func ExampleYearsTogether_scale() {
	scale := slidingScale()
	for _, as := range []proportional.Together{proportional.TogetherAverage, proportional.TogetherSum} {
		scale.Over = &proportional.YearsTogether{Years: 2, As: as}
		showAccount(lossRatios(30, 50, 60), slidingAccount(scale))
	}
	// Output:
	// year term                     loss ratio       rate  amount
	// 2021 sliding-scale-commission        30%        45%     450
	// 2022 sliding-scale-commission        40%        40%     400
	// 2023 sliding-scale-commission        55%        30%     300
	// year term                     loss ratio       rate  amount
	// 2021 sliding-scale-commission        30%        45%     450
	// 2022 sliding-scale-commission        40%        40%     350
	// 2023 sliding-scale-commission        60%        25%     250
}
